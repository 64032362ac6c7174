"""When an answer is right, and what a learner is told who gives a wrong one."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.checking import (
    ChoiceExercise,
    ExpressionExercise,
    FunctionExercise,
    MatchExercise,
    Mistake,
    ValueExercise,
)
from course_utils.checking.judging import judge
from course_utils.checking.wording import short
from sample_exercises import RAISED, RIGHT, WRONG


def test_equal_within_the_tolerance_is_right():
    kind = ValueExercise(1.0, rtol=1e-3)
    assert judge(kind, 1.0009).status == RIGHT
    assert judge(kind, 1.0012).status == WRONG


@given(st.floats(-1e6, 1e6), st.integers(1, 5))
def test_a_factor_is_named(factor, size):
    scaled = FunctionExercise(lambda x: x**2 + 1, lambda rng: (rng.normal(size=size),))
    verdict = judge(scaled, lambda x: factor * (x**2 + 1))
    if abs(factor - 1) > 1e-3 and abs(factor) > 1e-9 and abs(factor + 1) > 1e-3:
        told = re.search(r"always (\S+) times", verdict.message)[1]
        assert float(told.replace(",", "")) == pytest.approx(factor, rel=1e-3)


def test_a_factor_of_small_values_alone_is_not_called_a_factor_of_all():
    grows = FunctionExercise(lambda x: np.exp(x), lambda rng: (rng.uniform(-30, 30),))
    message = judge(grows, lambda x: np.exp(x) if x > 0 else 2 * np.exp(x)).message
    assert "It is right on" in message
    assert "always" not in message


def test_a_price_is_written_as_on_a_label():
    kind = ValueExercise(291617.3, unit="US dollars of 1990")
    assert judge(kind, 291617.0).message == "It is 291,617 US dollars of 1990."
    written = {
        9999.4: "9999", 9999.6: "10,000", -12345.67: "-12,346", 1234567: "1,234,567", 2e7: "2e+07",
        0.014: "0.014", 1 + 2j: "1+2j", (291617.3, 0.5): "(291617, 0.5)",
    }  # fmt: skip
    assert {value: short(value) for value in written} == written
    assert short(np.array([291617.3, 1.0])) == "[291617, 1]"
    assert short(291617.3, 8) == "291,617.3"


def test_inputs_are_written_as_code():
    kind = FunctionExercise(lambda area: 2 * area, lambda rng: (92681.0,))
    message = judge(kind, lambda area: area + 7).message
    assert "With `area = 92681`, the result is 92,688, where 185,362 belongs" in message


def test_sentences_begin_with_a_capital_letter():
    choice = ChoiceExercise(("crawl", "jump"), "crawl")
    for kind, answer in [(choice, 3), (MatchExercise({"A": "crawl"}, choice.options), {"A": 3})]:
        message = 'Choose one of `"crawl"`, `"jump"`. This is a single number.'
        assert judge(kind, answer).message == message


def test_values_that_look_the_same_are_shown_with_more_digits():
    kind = FunctionExercise(lambda x: x, lambda rng: (1 / 3,))
    assert "0.33333667, where 0.33333333 belongs" in judge(kind, lambda x: 1.00001 * x).message


def test_what_is_secret_is_kept_back():
    kind = FunctionExercise(lambda x: 2 * x, lambda rng: (1.5,), secret=True)
    verdict = judge(kind, lambda x: x + 7)
    assert "8.5" in verdict.message
    assert "3" not in verdict.message
    formula = ExpressionExercise("2*x", ("x",), secret=True)
    assert judge(formula, "x + 7").message == "It is not right at `x = 2`, for example."


def test_functions_may_return_text():
    kind = FunctionExercise(
        lambda x: "minimum" if x > 0 else "maximum", lambda rng: (rng.normal(),)
    )
    assert judge(kind, lambda x: "Minimum" if x > 0 else "Maximum").status == RIGHT
    assert "'plateau', where 'm" in judge(kind, lambda x: "plateau").message
    assert judge(kind, lambda x: 1.0).status == WRONG


def test_an_element_of_an_array_is_named():
    kind = FunctionExercise(lambda x: x * 2, lambda rng: (np.arange(6.0).reshape(2, 3),))
    verdict = judge(kind, lambda x: x * 2 + (x == 4))
    assert "element [1, 1] of the result is 9, where 8 belongs" in verdict.message
    assert "`x = [0, 1, …] of shape (2, 3)`" in verdict.message


def test_a_mistake_may_be_an_error():
    kind = FunctionExercise(
        lambda X, w: X @ w,
        lambda rng: (rng.normal(size=(4, 3)), rng.normal(size=3)),
        mistakes=(Mistake(lambda X, w: X.T @ w, "Leave out the transposition."),),
    )
    assert judge(kind, lambda X, w: X.T @ w).message == "Leave out the transposition."
    assert judge(kind, lambda X, w: w @ X).status == RAISED


@given(
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=5),
    st.floats(-1, 1),
    st.sampled_from([list, tuple, np.array]),
)
def test_rounding_is_forgiven_and_more_is_not(numbers, part, container):
    kind = ValueExercise(np.array(numbers), rtol=1e-3)
    rounded = [number * (1 + 0.99e-3 * part) for number in numbers]
    assert judge(kind, container(rounded)).status == RIGHT
    largest = max(range(len(numbers)), key=lambda i: abs(numbers[i]))
    numbers[largest] = numbers[largest] * 1.01 + 1e-6
    assert judge(kind, container(numbers)).status == WRONG
