"""What the reader has done is written down, and shown by `looking_back`."""

import json
from html.parser import HTMLParser

import pytest

from course_utils import check, looking_back, progress, quiz
from course_utils.checking.verdict import Verdict
from course_utils.progress import MEDIA_TYPE, recorded
from pseudo_locale import escaped_texts, pseudo_language  # noqa: F401

UNTOUCHED = {"first_answer": "untouched", "first_function": "untouched"}


@pytest.fixture(autouse=True)
def nothing_done(monkeypatch):
    monkeypatch.setattr(progress, "_done", {})


def cube(x):
    return x**3


def broken(x):
    return x / 0


@pytest.mark.parametrize(
    ("answer", "outcome", "named"),
    [
        (2500, "right", False),
        (2.5, "wrong", True),
        (7, "wrong", False),
        (..., "untouched", False),
    ],
)
def test_a_check_leaves_its_outcome(answer, outcome, named):
    verdict = check("first_answer", answer)
    assert recorded("exercise") == {"first_answer": outcome}
    mistake = {"mistake": verdict.message} if named else {}
    assert verdict._repr_mimebundle_() == {
        MEDIA_TYPE: {"exercise": "first_answer", "status": outcome, "cells": []} | mistake
    }
    assert 'id="check-first_answer"' in verdict._repr_html_()


def test_the_latest_check_counts():
    for answer, outcome in ((cube, "wrong"), (broken, "error"), (lambda x: x * x, "right")):
        check("first_function", answer)
        assert recorded("exercise") == {"first_function": outcome}


class Hostile(str):
    def __hash__(self):
        raise RuntimeError

    __eq__ = __str__ = __repr__ = __hash__


def test_only_the_exercises_own_name_is_written_down():
    assert check(Hostile("first_answer"), 2500).status == "right"
    assert recorded("exercise") == {"first_answer": "right"}
    (name,) = recorded("exercise")
    assert type(name) is str


def test_what_is_no_exercise_leaves_nothing():
    verdict = check("no_such_exercise", 1)
    assert recorded("exercise") == {}
    assert verdict._repr_mimebundle_() == {}
    assert "id=" not in Verdict("right", "")._repr_html_()


def test_an_untouched_chapter_is_met_with_a_friendly_line():
    for nothing_or_untouched in ((), UNTOUCHED):
        for name in nothing_or_untouched:
            check(name)
        shown = looking_back("start_here")
        assert repr(shown).startswith("Nothing to look back on yet.")
        assert shown._repr_html_().startswith("<p>Nothing to look back on yet.")
        assert shown._repr_mimebundle_()[MEDIA_TYPE] == {
            "chapter": "start_here",
            "exercises": UNTOUCHED,
            "quiz": {"first_click": 0, "answered": 0, "questions": 5},
            "predictions": [],
        }


ROOM = "course_utils.chapters.start_here.tangent_demo"
GUESSES = [
    {"question": "How steep at 2?", "guess": "You said 3; it is 4.", "off": 0.25},
    {"question": "Which line?", "guess": "You said B & C; it is A.", "off": 1},
    {"question": "How steep at 1?", "guess": "You said 2.1; it is 2.", "off": 0.05},
    {"question": "Draw it.", "guess": "Your curve is off by 2.", "off": None},
    {"question": "How many?", "guess": None, "off": None},  # skipped
]
GUESSES = [guess | {"module": ROOM} for guess in GUESSES]


class Table(HTMLParser):
    """Collects the texts and the links of a table."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.links = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.links += [value for name, value in attributes if name == "href"]

    def handle_data(self, data):
        self.texts.append(data)


def test_what_was_done_of_a_chapter_is_shown():
    check("first_answer", 2500)
    check("first_function", cube)
    shown = quiz("start_here")
    for row in shown.buttons[:2]:
        row[0].click()
    for number, guess in enumerate(GUESSES):
        progress.record("prediction", f"guess_{number}", guess)
    progress.record("exercise", "of_another_chapter", "right")
    elsewhere = {"module": "course_utils.chapters.start_here_again.tangent_demo"}
    progress.record("prediction", "of_another_chapter", GUESSES[2] | elsewhere)

    found = looking_back("start_here")
    assert repr(found).splitlines() == [
        "✓ Right: first_answer",
        "✗ Not right yet: first_function",
        "Quiz: 1 of 2 at the first click. 3 questions are still open.",
        "Guesses: 4",
        "Closest: How steep at 1? You said 2.1; it is 2.",
        "Furthest off: Which line? You said B & C; it is A.",
    ]
    table = Table(found._repr_html_())
    assert table.links == ["#check-first_answer", "#check-first_function"]
    assert "Which line? You said B & C; it is A." in table.texts
    data = found._repr_mimebundle_()[MEDIA_TYPE]
    assert json.loads(json.dumps(data)) == {
        "chapter": "start_here",
        "exercises": {"first_answer": "right", "first_function": "wrong"},
        "quiz": {"first_click": 1, "answered": 2, "questions": 5},
        "predictions": [{"name": f"guess_{n}"} | guess for n, guess in enumerate(GUESSES)],
    }


def test_one_guess_alone_is_the_closest():
    progress.record("prediction", "one", GUESSES[0])
    assert repr(looking_back("start_here")).splitlines()[-2:] == [
        "Guesses: 1",
        "Closest: How steep at 2? You said 3; it is 4.",
    ]


@pytest.mark.parametrize("name", ["start_hree", "05", None, ["start_here"]])
def test_an_unknown_chapter_is_refused_by_name(name):
    with pytest.raises(ValueError, match=r"There is no chapter.* 'start_here'"):
        looking_back(name)


def test_every_text_is_translated(pseudo_language):  # noqa: F811
    assert escaped_texts([repr(looking_back("start_here"))]) == []
    for answer in (2500, 2.5):
        check("first_answer", answer)
        heading, *_ = repr(looking_back("start_here")).split(":")
        assert escaped_texts([heading]) == []


def test_who_has_skipped_all_guesses_has_done_nothing_yet():
    progress.record("prediction", "one", GUESSES[-1])
    assert repr(looking_back("start_here")).startswith("Nothing to look back on yet.")
