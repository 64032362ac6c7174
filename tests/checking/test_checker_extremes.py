"""What is raised gets told, and what is huge refused, within the time limit and on few lines."""

import logging
import time

import numpy as np
import pytest

from course_utils import check
from course_utils.chapters import all_exercises
from course_utils.checking import ValueExercise
from course_utils.checking.judging import judge
from course_utils.checking.running import OutOfTime
from misbehaving_functions import LoudError, raising, unnamed_error
from sample_exercises import GRADIENT, KINDS, NOT_ANSWERED, PRICE, RAISED, RIGHT, WRONG, gradient
from wrong_answers import Hostile


class Loops(KeyboardInterrupt):
    """An error that is asked for ever what it says."""

    def __str__(self):
        while True:
            pass


LAST_RESORT = "It is an error of a kind that cannot be shown: raise one of Python's own kinds."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("\ud800, \x1b, \x00, \u202e"), "`ValueError: �, �, �, �`\nIt happened in line"),
        (ValueError("x" * 10**7), f"`ValueError: {'x' * 159}…`"),
        (type("a\nb" * 50, (Exception,), {})(), f"`{'a ba ba ba ba b' * 2}"),
        (unnamed_error(), "`UnnamedError: x`\nIt happened in line"),
        (LoudError(), "`LoudError: loud`\nIt happened in line"),
        (OutOfTime(), "`OutOfTime`"),
        (OutOfTime("soon"), LAST_RESORT),
        (Loops(), LAST_RESORT),
    ],
    ids=lambda value: type.__dict__["__name__"].__get__(type(value))[:20],
)
def test_whatever_is_raised_is_told(error, words, capsys):
    start = time.monotonic()
    verdict = judge(GRADIENT, raising(error))
    assert (verdict.status, words in verdict.message) == (RAISED, True), verdict
    assert time.monotonic() - start < 3
    assert verdict.message.count("\n") <= 3
    repr(verdict).encode()
    assert capsys.readouterr() == ("", "")


def test_an_error_from_a_value_is_told_within_the_time_limit(capsys):
    class Odd:
        def __array__(self, *_arguments, **_keywords):
            raise Loops

        __float__ = __array__

    verdict = judge(PRICE, Odd())
    assert (verdict.status, verdict.message) == (RAISED, LAST_RESORT)


HUGE = [
    [7.7] * 2_000_000,
    range(10**12),
    range(10**30),
    [range(10**12)] * 2,
    [[1.0] * 1000] * 1001,
    (np.broadcast_to(1.0, (10**6, 10**6)), 1.0),
]


@pytest.mark.parametrize("answer", HUGE, ids=lambda answer: type(answer).__name__)
def test_a_huge_answer_is_refused_at_once(answer):
    start = time.monotonic()
    verdicts = [judge(kind, answer) for kind in KINDS]
    verdicts.append(judge(GRADIENT, lambda *_arguments: answer))
    assert {verdict.status for verdict in verdicts} == {WRONG}
    assert all("more than a million values" in verdict.message for verdict in verdicts)
    assert time.monotonic() - start < 3


def test_a_long_answer_is_not_huge():
    long = np.linspace(0.0, 1.0, 10**6)
    assert judge(ValueExercise(long), long).status == RIGHT
    assert judge(ValueExercise((long, 1.0)), (long, 1.0)).status == WRONG


def test_a_function_of_very_many_arguments_is_told_in_one_line():
    function = eval(f"lambda {', '.join(f'p{number}' for number in range(2000))}: 1")
    verdict = judge(GRADIENT, function)
    assert "but your function takes `(p0, p1," in verdict.message
    assert len(verdict.message) < 300


def test_a_check_leaves_logging_and_pictures_as_they_were(monkeypatch, caplog):
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    monkeypatch.setattr(logging.root, "handlers", [])
    figure = plt.figure()

    def draws_and_logs(x, y, w, b):
        plt.figure()
        logging.warning("said")
        return gradient(x, y, w, b)

    assert judge(GRADIENT, draws_and_logs).status == RIGHT
    assert plt.get_fignums() == [figure.number]
    plt.close(figure)
    assert logging.root.handlers == []
    assert logging.root.manager.disable == logging.NOTSET
    assert caplog.messages == []


class Name(str):
    """A name that cannot be looked up."""

    __hash__ = None

    def __getitem__(self, _index):
        raise LookupError


def test_whatever_name_is_asked_for():
    for name in [Hostile(), Name("first_answer"), Name("none"), "\ud800"]:
        verdict = check(name, -1.0)
        assert verdict.status in {WRONG, NOT_ANSWERED}
        repr(verdict).encode()


@pytest.mark.parametrize("name", ["a\nb" * 50, "\x1b[31m"])
def test_an_odd_name_stays_one_line_that_can_be_shown(name):
    function = type(name, (), {"__call__": lambda self, x: self, "__name__": name + "\ud800"})()
    for answer in (function, lambda *arguments: function):
        for exercise in all_exercises().values():
            message = str(judge(exercise, answer))
            message.encode()
            assert len(message.splitlines()) <= 4
            assert "\x1b" not in message
