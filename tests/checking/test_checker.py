"""The checker: every verdict on every kind of answer, and how it is shown."""

import re
import subprocess
import sys

import numpy as np
import pytest
import sympy

from course_utils.checking import ValueExercise
from course_utils.checking.judging import judge
from pseudo_locale import escaped_texts, pseudo_language  # noqa: F401
from sample_exercises import (
    CURVES,
    FORMULA,
    GRADIENT,
    NAMED,
    NOT_ANSWERED,
    PAIR,
    PRICE,
    RAISED,
    RATE,
    RIGHT,
    WEIGHTS,
    WRONG,
    gradient,
    summed,
)

# Every status for every kind


CASES = [
    (GRADIENT, gradient, RIGHT, "30 random inputs.\nBoth are means."),
    (GRADIENT, summed, NAMED, "You summed instead of averaging."),
    (GRADIENT, lambda x, y, w, b: (w, b), WRONG, "dL_dw is 0.1283, where 0.3781 belongs"),
    (GRADIENT, lambda x, y, w, b: x[99], RAISED, "IndexError"),
    (GRADIENT, ..., NOT_ANSWERED, "Replace the `...`"),
    (PRICE, 276.6, RIGHT, "It is 276.6 thousand dollars.\nSo it is."),
    (PRICE, 265.4, NAMED, "You forgot b."),
    (PRICE, 300, WRONG, "too large"),
    (PRICE, 0, WRONG, "too small.\nIt is asked for in thousand dollars."),
    (PRICE, 276600, WRONG, "1000 times"),
    (PRICE, -276.6, WRONG, "Look at the sign."),
    (PRICE, -2766, WRONG, "it is -10 times"),
    (PRICE, -300, WRONG, "too small"),
    (PRICE, 276.6j, WRONG, "too small"),
    (ValueExercise(-3.0), -1, WRONG, "too large"),
    (ValueExercise(0.0), -1, WRONG, "too small"),
    (ValueExercise(np.ones(2)), [1.0015, 1], WRONG, "Element [0] is not right."),
    (PRICE, "276.6", WRONG, "without quotation marks"),
    (PRICE, None, WRONG, "`None`"),
    (PRICE, gradient, WRONG, "call it"),
    (PRICE, np.array([276.6]), WRONG, "an array of shape (1,), where a single number belongs"),
    (PRICE, float("nan"), WRONG, "not a finite number"),
    (PRICE, 10**400, WRONG, "not a finite number"),
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
    (RATE, " Jump", RIGHT, ""),
    (RATE, "crawl", NAMED, "That is too small."),
    (RATE, "leap", WRONG, "`'leap'` is none of the options. Choose one of `\"crawl\"`"),
    (RATE, 3, WRONG, "This is a single number."),
    (RATE, "...", NOT_ANSWERED, "Replace the `...`"),
    (CURVES, {"A": "crawl", "B": "jump", "C": "bounce"}, RIGHT, ""),
    (CURVES, {"A": "bounce", "B": "jump", "C": "crawl"}, NAMED, "A goes down all the time."),
    (CURVES, {"A": "crawl", "B": "bounce", "C": "jump"}, WRONG, 'again at `"B"`, `"C"`'),
    (CURVES, {"A": "crawl"}, WRONG, "1 of 3 are right"),
    (CURVES, {"D": "crawl"}, WRONG, "with the keys"),
    (CURVES, {"A": "leap"}, WRONG, "none of the options"),
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
