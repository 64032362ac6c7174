"""The checker: its verdict on every kind of answer, whatever that is, and how it is shown."""

import re
import subprocess
import sys
import time

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from course_utils import check
from course_utils.chapters import all_exercises
from course_utils.checking import ValueExercise
from course_utils.checking.guard import OutOfTime
from course_utils.checking.judging import judge
from misbehaving_functions import LoudError, raising, unnamed_error
from pseudo_locale import escaped_texts, pseudo_language  # noqa: F401
from sample_exercises import (
    CURVES,
    FORMULA,
    GRADIENT,
    KINDS,
    NAMED,
    NOT_ANSWERED,
    PAIR,
    PRICE,
    RAISED,
    RIGHT,
    WEIGHTS,
    WRONG,
    gradient,
    summed,
)
from wrong_answers import Hostile

# Every status for every kind


CASES = [
    (GRADIENT, gradient, RIGHT, "30 random inputs.\nBoth are means."),
    (GRADIENT, summed, NAMED, "You summed instead of averaging."),
    (
        GRADIENT,
        lambda x, y, w, b: (w, b),
        WRONG,
        "0.2, -3.0)`, dL_dw is 0.2, where",
    ),
    (GRADIENT, lambda x, y, w, b: x[99], RAISED, "IndexError"),
    (GRADIENT, ..., NOT_ANSWERED, "Replace the `...`"),
    (PRICE, 276.6, RIGHT, "It is 276.6 thousand dollars.\nSo it is."),
    (PRICE, 265.4, NAMED, "You forgot b."),
    (PRICE, 300, WRONG, "too large"),
    (PRICE, 0, WRONG, "too small.\nIt is asked for in thousand dollars."),
    (PRICE, 276600, WRONG, "1000 times"),
    (PRICE, -276.6, WRONG, "Look at the sign."),
    (PRICE, -2766, WRONG, "it is -10 times"),
    (PRICE, -300, WRONG, "A number above zero belongs there."),
    (PRICE, 276.6j, WRONG, "complex number"),
    (ValueExercise(-3.0), -1, WRONG, "not far enough below zero"),
    (ValueExercise(0.0), -1, WRONG, "too far below zero"),
    (ValueExercise(np.ones(2)), [1.0015, 1], WRONG, "Element [0] is not right."),
    (PRICE, "276.6", WRONG, "without quotation marks"),
    (PRICE, None, WRONG, "`None`"),
    (PRICE, gradient, WRONG, "call it"),
    (PRICE, np.array([276.6, 1]), WRONG, "an array of shape (2,), where a single number belongs"),
    (PRICE, [276.6], WRONG, "a list of shape (1,), where a single number belongs"),
    (PRICE, np.array([276.6]), RIGHT, ""),
    (PRICE, float("nan"), WRONG, "NaN, which is not a number"),
    (PRICE, 10**400, WRONG, "infinite: a finite number belongs"),
    (PRICE, ..., NOT_ANSWERED, "Replace the `...`"),
    (WEIGHTS, [1, 2, 3], RIGHT, "[1, 2, 3]"),
    (WEIGHTS, np.array([1.0, 4.0, 9.0]), NAMED, "Squared."),
    (WEIGHTS, [1, 2, 4], WRONG, "Element [2] is not right."),
    (WEIGHTS, [[1], [2], [3]], WRONG, "shape (3, 1), where an array of shape (3,) belongs"),
    (WEIGHTS, [1, ..., 3], NOT_ANSWERED, "Replace the `...`"),
    (PAIR, [1, 20], RIGHT, "(1, 20)"),
    (PAIR, np.array([20.0, 1.0]), NAMED, "The other way round."),
    (PAIR, (1, 21), WRONG, "Look at value 2.\nIt is too large."),
    (PAIR, (1, 2, 3), WRONG, "a tuple of 3 values, where a tuple of 2 values belongs"),
    (PAIR, (1, ...), NOT_ANSWERED, "Replace the `...`"),
    (CURVES, {"A": " Crawl", "B": "JUMP ", "C": "bounce"}, RIGHT, ""),
    (CURVES, {"A": "crawl", "B": "jump", "C": "bounce"}, RIGHT, ""),
    (CURVES, {"A": "bounce", "B": "jump", "C": "crawl"}, NAMED, "A goes down all the time."),
    (CURVES, {"A": "crawl", "B": "bounce", "C": "jump"}, WRONG, 'again at `"B"`, `"C"`'),
    (CURVES, {"A": "crawl"}, WRONG, "1 of 3 are right"),
    (CURVES, {"D": "crawl"}, WRONG, "with the keys"),
    (CURVES, {"A": "leap"}, WRONG, "`'leap'` is none of the options. Choose one of `\"crawl\"`"),
    (CURVES, {"A": 3}, WRONG, '`"bounce"`. This is a single number.'),
    (CURVES, ["crawl", "jump", "bounce"], WRONG, "Hand in a dictionary"),
    (CURVES, {"A": "crawl", "B": ..., "C": ...}, NOT_ANSWERED, "Replace the `...`"),
    (FORMULA, "y x + x*y", RIGHT, ""),
    (FORMULA, 2 * sympy.Symbol("y", positive=True) * sympy.Symbol("x"), RIGHT, ""),
    (FORMULA, sympy.Derivative("x**2*y", "x"), RIGHT, ""),
    (FORMULA, sympy.Symbol("x") * sympy.oo, WRONG, "not equal to what belongs there"),
    (FORMULA, "x^2", NAMED, "That is with respect to y."),
    (FORMULA, "2*x", WRONG, "At `x = 2, y = 3` it is 4, where 12 belongs."),
    (FORMULA, 3.0, WRONG, "where 12 belongs"),
    (FORMULA, "2*z", WRONG, "z"),
    (FORMULA, 2 * sympy.Symbol("z"), WRONG, "There is `z` in it; the variables are `x, y`."),
    (FORMULA, "2*(x", WRONG, ""),
    (FORMULA, lambda x, y: 2 * x * y, WRONG, "Hand in a formula as text"),
    (FORMULA, "...", NOT_ANSWERED, "Replace the `...`"),
]


@pytest.mark.parametrize(("kind", "answer", "status", "words"), CASES)
def test_every_status_for_every_kind(kind, answer, status, words):
    verdict = judge(kind, answer)
    assert (verdict.status, words in verdict.message) == (status, True), verdict


def test_what_the_checker_says_is_translated(pseudo_language):  # noqa: F811
    for kind, answer, status, _words in CASES:
        if status not in {RIGHT, NAMED}:  # there the exercise speaks, here in English
            verdict = judge(kind, answer)
            said = re.sub("`[^`]*`", "", repr(verdict))
            assert escaped_texts([said], allowed={"dL", "dw", "thousand", "dollars"}) == [], answer


# Showing


def test_a_verdict_is_shown_by_sign_word_and_colour():
    shown = {}
    for status, answer in [(RIGHT, 276.6), (NAMED, 265.4), (WRONG, 1), (NOT_ANSWERED, ...)]:
        verdict = judge(PRICE, answer)
        assert verdict.status == status
        shown[status] = verdict._repr_html_()
        assert 'role="status"' in shown[status]
        assert "var(--jp-" in shown[status]
        assert repr(verdict)[0] in "✓✗…"
    assert "✓" in shown[RIGHT]
    assert "✗" in shown[WRONG]
    assert "<strong>" in shown[NOT_ANSWERED]


def test_what_a_learner_wrote_is_no_html():
    def evil(x, y, w, b):
        raise ValueError("<script>alert(1)</script> `code`")

    page = judge(GRADIENT, evil)._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_verdict_is_frozen():
    verdict = judge(PRICE, 276.6)
    with pytest.raises(AttributeError):
        verdict.status = WRONG


def test_the_checker_needs_no_widgets():
    code = (
        "import sys; import course_utils.checking.judging as checker; "
        "print([name for name in ('ipywidgets', 'IPython', 'sympy', 'matplotlib') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


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


@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_an_object_that_does_not_let_itself_be_looked_at(kind):
    verdict = judge(KINDS[kind], Hostile())
    assert verdict.status in {RAISED, WRONG}


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
    | st.sampled_from(
        [..., int, len, np.nan, NotImplemented, object(), np.zeros((2, 0)), sympy.pi]
    ),
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(), inner)
        | inner.map(lambda value: lambda *_arguments: value)
    ),
    max_leaves=6,
)


@given(st.sampled_from(KINDS), anything)
def test_no_answer_makes_it_raise(kind, answer):
    verdict = judge(kind, answer)
    assert verdict.status in {RIGHT, NAMED, WRONG, NOT_ANSWERED, RAISED}
    assert isinstance(verdict._repr_html_(), str)
    assert repr(verdict)


def test_the_first_import_of_sympy_does_not_count_against_the_time_limit():
    code = (
        "from course_utils.checking import ExpressionExercise\n"
        "from course_utils.checking.judging import judge\n"
        "import sys; assert 'sympy' not in sys.modules\n"
        "exercise = ExpressionExercise('2*x', ('x',))\n"
        "assert 'sympy' in sys.modules\n"
        "print(judge(exercise, 'x + x').status)\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "right"
