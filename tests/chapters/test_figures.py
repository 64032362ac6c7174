"""Every live figure of the course: each control, a random walk, its texts and its questions."""

import html
import json
import re
import warnings
from itertools import combinations

import numpy as np
import pytest

from course_notebooks import IN_ENGLISH, read
from course_utils.chapters import all_figures
from course_utils.live import Curve, prediction
from course_utils.live.controls import is_slider
from course_utils.live.page import mime_bundles
from course_utils.live.widgets import widgets_in
from figure_checks import (
    Page,
    answer,
    check_state,
    every_value,
    labels_cut_off,
    made,  # noqa: F401
    shown_texts,
    snapshot,
    texts_of_card,
)
from lab import ROOT
from make_key import KEYS, all_answers, key_page
from pseudo_locale import ALLOWED, escaped_texts, pseudo_language  # noqa: F401

FIGURES = sorted(all_figures())
N_RANDOM = 15
# Formulas whose axes have short numbers, and long ones.
TYPED = ("x", "|x|", "1000x", "x/1000", "10^6 x^2")
# Symbols of the axes and rulers, and names that a notebook hands to a figure.
SYMBOLS = ALLOWED | {"max", "cbrt", "area", "lot", "bedrooms", "tanh", "relu", "sigmoid"}


@pytest.fixture
def live(made):  # noqa: F811
    """A live figure as it starts, with every warning an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made.reset()
        yield made


def test_each_control_at_each_end(live):
    for name, control in live.controls.items():
        values = every_value(control)
        for value in (values[0], values[-1]):
            live.set(**{name: value})
            check_state(live)
        live.reset()


def test_all_numbers_beside_the_axes_are_seen_whatever_is_chosen(live):
    assert labels_cut_off(live) == []
    if "formula" in live.controls:
        for text in TYPED:
            live.controls["formula"].text.value = text
            assert labels_cut_off(live) == [], text
    for name, control in live.controls.items():
        if not is_slider(control):
            for value in every_value(control):
                live.set(**{name: value})
                assert labels_cut_off(live) == [], value


def test_a_random_walk_through_the_controls(live):
    rng = np.random.default_rng(3)
    for _ in range(N_RANDOM):
        name = rng.choice(list(live.controls))
        values = every_value(live.controls[name])
        live.set(**{name: values[rng.integers(len(values))]})
        check_state(live)


def test_the_picture_follows_each_control(live):
    for name, control in live.controls.items():
        live.reset()
        before = snapshot(live)[1:]
        values = every_value(control)
        different = [value for value in values if value != control.value]
        live.set(**{name: different[-1]})
        assert snapshot(live)[1:] != before, name


def test_reset_brings_the_first_picture_back(live):
    first = snapshot(live)
    for name, control in live.controls.items():
        live.set(**{name: every_value(control)[-1]})
    live.reset()
    assert snapshot(live) == first


def test_dragging_sets_the_controls(live):
    if not live.canvas.areas:
        live.canvas.draw()
    for index, (left, top, right, bottom, _kind) in enumerate(live.canvas.areas):
        height = live.canvas.size[1]
        for x, y in ((left + 3, bottom - 3), (right - 3, top + 3), ((left + right) / 2, top + 9)):
            live._on_event({"type": "press", "area": index, "at": (x, height - y)})
            check_state(live)
        live._on_event({"type": "key", "key": "ArrowLeft", "large": True})
        check_state(live)


def test_a_frame_holds_all_that_changed(live):
    """What the browser has gathered frame by frame is what it gets when all is drawn anew."""
    browser = Page(live)
    rng = np.random.default_rng(5)
    for _ in range(12):
        name = rng.choice(list(live.controls))
        values = every_value(live.controls[name])
        live.set(**{name: values[rng.integers(len(values))]})
    gathered = browser.picture()
    live.canvas.draw()
    assert browser.picture() == gathered
    browser.open()
    assert browser.picture() == gathered


def test_what_is_displayed_has_three_layers(live):
    widgets_alone, picture = mime_bundles(live)
    assert widgets_alone["application/vnd.jupyter.widget-view+json"]["model_id"]
    assert picture["image/png"]
    assert live.sentence.text in picture["text/plain"]


@pytest.mark.parametrize("name", FIGURES)
def test_no_text_of_a_live_figure_escapes(name, pseudo_language):  # noqa: F811
    live = all_figures()[name]()
    seen = set(shown_texts(live))
    while live.predictions.asked:
        answer(live)
        live.predictions.card.done(commit=True)
        seen |= {*shown_texts(live), mime_bundles(live)[-1]["text/plain"]}
        live.predictions.go_on()
    for control_name, control in live.controls.items():
        for value in every_value(control)[::20]:
            live.set(**{control_name: value})
            seen.add(live.sentence.text)
    seen |= set(shown_texts(live))
    assert escaped_texts(seen, SYMBOLS) == []
    assert any("⟦" in text for text in seen)
    live.close()


@pytest.fixture(params=FIGURES)
def asking(request):
    """One figure after the other that asks for a guess first, and knows of which chapter it is."""
    make = all_figures()[request.param]
    figure = make()
    if not figure.predictions.asked:
        pytest.skip("asks nothing")
    room, _file = make.__module__.rsplit(".", 1)
    assert figure.predictions.asked.module.startswith(f"{room}.")
    yield figure
    figure.close()


def mentions(truth, texts):
    """Tell whether one of the texts has the truth in it, and not only a longer number."""
    whole = re.compile(rf"(?<![\w.−]){re.escape(truth)}(?!\w|[.,]\d)")
    return bool(truth) and any(whole.search(text) for text in texts)


def spoil(artists):
    """Change how artists look."""
    for artist in artists:
        for setter in ("set_color", "set_facecolor"):
            getattr(artist, setter, lambda _color: None)("red")


def picture(live):
    """Return the picture, drawn anew, in short."""
    live.canvas.draw()
    return snapshot(live)[2]


def test_nothing_gives_the_answer_away_until_it_is_asked_for(asking):
    while one := asking.predictions.asked:
        card, truth = asking.predictions.card, one.guess.written(one.truth())
        widgets_alone, bundle = mime_bundles(asking)
        texts = [
            widgets_alone["text/plain"],
            bundle["text/plain"].replace(repr(card), ""),
            asking.canvas.label,
        ]
        texts += [text for text in shown_texts(asking) if text not in texts_of_card(card)]
        assert card.question in bundle["text/plain"]
        assert card.question in html.unescape(bundle["text/html"])
        assert not mentions(truth, texts), (truth, texts)
        kept = [asking.controls[name] for name in one.free]
        assert {row for row in asking.rows if row.layout.display != "none"} == set(kept)
        before = picture(asking)
        spoil(one.hides)
        assert picture(asking) == before
        card.done(commit=False)
        texts = [asking.sentence.text, mime_bundles(asking)[-1]["text/plain"]]
        assert isinstance(one.guess, Curve) or all(mentions(truth, [t]) for t in texts)
        if one.hides:
            shown = picture(asking)
            for artist in one.hides:
                artist.set_visible(False)
            assert picture(asking) != shown
            for artist in one.hides:
                artist.set_visible(True)
        asking.predictions.go_on()
    assert all(row.layout.display is None for row in asking.rows)


def test_no_answer_shows_what_a_later_question_hides_at_the_same_settings(asking):
    questions = []
    while one := asking.predictions.asked:
        questions.append((asking.values(), set(one.hides)))
        asking.predictions.card.done(commit=False)
        asking.predictions.go_on()
    for (at, shown), (later, hidden) in combinations(questions, 2):
        assert at != later or not shown & hidden


def test_the_text_speaks_of_reset_where_the_last_answer_leaves_something_off(asking, request):
    def switched_off():
        return {each for each in widgets_in(asking.widget) if getattr(each, "disabled", False)}

    while asking.predictions.asked:
        asking.predictions.card.done(commit=False)
        asking.predictions.go_on()
    after_the_answers = switched_off()
    asking.reset()
    if after_the_answers - switched_off():
        assert "*Reset*" in _text_before(request.node.callspec.params["asking"])


def _text_before(figure):
    """Return the last text of the course before the cell that calls a figure."""
    for path in IN_ENGLISH:
        text = ""
        for cell in read(path).cells:
            text = cell.source if cell.cell_type == "markdown" else text
            if cell.source.startswith(f"{figure}("):
                return text
    raise LookupError(figure)


def test_each_guess_is_kept_and_reported_and_asked_only_once(asking, monkeypatch):
    told, names = [], []
    monkeypatch.setattr(prediction, "record", lambda _kind, *what: told.append(what))
    while one := asking.predictions.asked:
        names.append(one.name)
        card = asking.predictions.card
        assert asking.values() == asking.values() | one.at
        card.done(commit=True)  # without a guess nothing happens
        assert not card.verdict
        answer(asking)
        before = picture(asking)
        card.done(commit=True)
        assert one.told
        assert asking.sentence.text.startswith(one.told)
        assert picture(asking) != before or not one.hides
        asking.predictions.go_on()
    assert [name for name, _data in told] == names
    for one, (_name, data) in zip(asking.predictions.all, told, strict=True):
        # Of a curve no single number says how far off it is.
        assert data["off"] is None if isinstance(one.guess, Curve) else 0 <= data["off"] <= 1
        assert json.loads(json.dumps(data)) == data
    asking.reset()
    assert asking.predictions.asked is None
    check_state(asking)


def test_the_teachers_key_has_each_prediction_under_a_name_of_its_own():
    answers = all_answers()
    names = [name for name, *_rest in answers]
    assert len(set(names)) == len(names)
    text = KEYS["en"].read_text(encoding="utf-8")
    assert text.count("\n| *") + text.count("\n| `") == len(names)
    assert text == key_page(answers, "en"), "out of date: uv run python tools/make_key.py"


TEACHING = (ROOT / "docs/teaching.md").read_text(encoding="utf-8")
# At which settings, by a figure's title, the teacher's page tells what is seen, but for its start.
TAUGHT = {
    "From two points to one": [{"a": -2.0}],
    "Nudge x, and see what follows": [{"nudge": 0.02}],
    "Which step is best?": [{"exponent": -16.0}],
    "In the fog": [{"lifted": True}],
    "Two slices through one point": [{"e": 0.0}],
    "In every direction: body weight": [{"angle": 30}],
    "A slope that depends on the other variable": [{"e": 0.0}, {"e": 10.0}],
    "Which matters more?": [{"snack_unit": "kcal", "hour_unit": "minute"}],
    "Fit the line by hand": [{"w": 0.14, "b": 10.0, "show_optimum": True}],
    "The whole descent": [{"step": 100}, {"b": 0.0, "step": 100}],
    "Is it really finished?": [
        {"case": "A", "curvature": True},
        {"case": "A", "nudge": True},
        {"case": "B", "curvature": True},
        {"case": "C", "neighbours": True},
        {"case": "D", "more_steps": True},
    ],
    "Many weights at once": [{"step": 200}, {"feature": "standardised"}],
    "Features that go together": [{"correlation": 0.9}, {"correlation": 0.95}],
    "One unusual lot": [{"leave_out": True}],
    "One edge at a time": [
        *({"step": step} for step in (10, 21, 23, 24)),
        {"step": 10, "nudge": 0.001},
        {"step": 24, "mistake": True},
    ],
}
# What is not said at once: after a training, by the notebook's own network.
LATER = {"A network learns", "Draw a digit"}


def numbers_in(text):
    """Return the numbers of a text without their signs, as they are written."""
    return re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w⁻])", text.replace(",", ""))


def test_the_teachers_page_quotes_what_a_figure_says(live):
    title = live.canvas.label
    told = re.findall(
        rf"^- \*{re.escape(title)}\*(.*?)(?=^- |\n\n)", TEACHING, re.DOTALL | re.MULTILINE
    )
    if title in LATER or not told:
        pytest.skip("the page quotes nothing of it")
    seen = [text for one in live.predictions.all for text in (one.question, one.told)]
    for settings in ({}, *TAUGHT.get(title, ())):
        live.reset()
        live.set(**settings)
        seen += [live.sentence.text, str(live.values())]
    chapter = live._move.__module__.split(".")[2]
    (notebook,) = (read(path) for path in IN_ENGLISH if path.stem.endswith(chapter))
    seen += [output.text for cell in notebook.cells for output in cell.get("outputs", ())]
    said = [float(number) for number in numbers_in("\n".join(seen))]
    for number in numbers_in(told[0]):
        digits = len(number.partition(".")[2])
        assert any(f"{value:.{digits}f}" == number for value in said), number
