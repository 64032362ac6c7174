"""When an answer is right, and what a learner is told who gives a wrong one."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from course_utils.checking import (
    ExpressionExercise,
    MatchExercise,
    ValueExercise,
)
from course_utils.checking.judging import judge
from course_utils.checking.wording import short, told_apart
from sample_exercises import NOT_ANSWERED, RIGHT, WRONG


def test_equal_within_the_tolerance_is_right():
    kind = ValueExercise(1.0, rtol=1e-3)
    assert judge(kind, 1.0009).status == RIGHT
    assert judge(kind, 1.0012).status == WRONG


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


def test_sentences_begin_with_a_capital_letter():
    kind = MatchExercise({"A": "crawl"}, ("crawl", "jump"))
    message = 'Choose one of `"crawl"`, `"jump"`. This is a single number.'
    assert judge(kind, {"A": 3}).message == message


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


# Numbers of other kinds


class Tensor:
    """Numbers as PyTorch keeps them: in single precision, and only on request NumPy's."""

    def __init__(self, values, *, needs_gradient=False):
        self.values = np.asarray(values, dtype=np.float32)
        self.needs_gradient = needs_gradient

    def detach(self):
        return Tensor(self.values)

    def cpu(self):
        return self

    def numpy(self):
        if self.needs_gradient:
            raise RuntimeError("call detach() first")
        return self.values

    def __array__(self, dtype=None, copy=None):
        return self.numpy()


class Series:
    """Numbers with an index, as pandas keeps them."""

    def __init__(self, values):
        self.values = values

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.values, dtype=float)


PAIR = ValueExercise((0.1, 20.25), rtol=1e-6)


@pytest.mark.parametrize(
    "pair",
    [
        (Fraction(1, 10), Fraction(81, 4)),
        (Decimal("0.1"), Decimal("20.25")),
        (sympy.Rational(1, 10), sympy.Integer(81) / 4),
        (Tensor(0.1), Tensor(20.25)),
        (Tensor(0.1, needs_gradient=True), Tensor([20.25])),
        [Tensor(0.1), Tensor(20.25)],
        Tensor([0.1, 20.25]),
        Tensor([0.1, 20.25], needs_gradient=True),
        Series([0.1, 20.25]),
        np.array([0.1, 20.25], dtype=np.float32),
        np.array([0.1, 20.25], dtype=np.float16),
        np.array([Fraction(1, 10), Fraction(81, 4)]),
        (np.array([0.1]), np.array([[20.25]])),
        (np.float32(0.1).item(), 20.25),
        (np.complex64(0.1), np.longdouble("20.25")),
    ],
    ids=lambda pair: type(pair).__name__,
)
def test_numbers_of_every_kind_are_taken(pair):
    assert judge(PAIR, pair).status == RIGHT


@pytest.mark.parametrize(
    "pair",
    [
        Tensor([0.1001, 20.25]),
        (Fraction(1, 9), 20.25),
        ("0.1", "20.25"),
        ([0.1], [20.25]),
        Tensor([[0.1, 20.25]]),
        {0.1, 20.25},
        (sympy.Symbol("x"), 20.25),
        np.array([0.2, 20.25], dtype=np.float16),
    ],
    ids=lambda pair: type(pair).__name__,
)
def test_other_numbers_of_other_kinds_are_wrong(pair):
    assert judge(PAIR, pair).status == WRONG


def test_single_precision_is_enough_and_rough_numbers_are_not():
    kind = ValueExercise(-1.8646892, rtol=1e-9)
    assert judge(kind, np.float32(-1.8646891)).status == RIGHT
    assert judge(kind, -1.8646891).status == WRONG
    assert judge(kind, np.float32(-1.87)).status == WRONG


# What is said is true


def test_numbers_are_written_with_the_digits_that_tell_them_apart():
    assert told_apart(10.4000001, 10.4) == ("10.4000001", "10.4")
    assert told_apart(1 / 3, 1 / 3 + 1e-15) == ("0.33333333333333331", "0.33333333333333431")
    assert told_apart(-3.0, -2.96) == ("-3", "-2.96")
    formula = ExpressionExercise("5.2*x", ("x",))
    message = judge(formula, "5.2001*x").message
    assert message == "At `x = 2` it is 10.4002, where 10.4 belongs."


@pytest.mark.parametrize(
    ("right", "given", "words"),
    [
        (-2.96, -3.0, "It is too far below zero."),
        (-2.96, -2.9, "It is not far enough below zero."),
        (-2.96, 7.0, "A number below zero belongs there."),
        (2.96, -7.0, "A number above zero belongs there."),
        (2.96, 3.0, "It is too large."),
        (2.96, 0.0, "It is too small."),
        (0.0, 3.0, "It is too large."),
        (0.0, -3.0, "It is too far below zero."),
        (2.96, 1.001 * 29.6, "it is 10 times what belongs there"),
        (2500.0, (2, 500), "A comma makes two values of one number: write `2500`."),
        (2500.0, (2, 0), "A comma makes two values of one number: write `2000`."),
        (2.5, (2, 5), "A comma makes two values of one number: write `2.5`."),
        ((0.02, 0.04), (0.02, np.inf), "Look at value 2.\nIt is infinite: a finite number"),
        ((0.02, 0.04), (0.02, np.nan), "Look at value 2.\nIt is NaN, which is not a number"),
        (2.96, 1.01 * 29.6, "It is too large."),
    ],
)
def test_what_is_said_of_a_number_is_true(right, given, words):
    message = judge(ValueExercise(right), given).message
    assert words in message
    assert "division" not in message


def test_an_empty_text_is_no_blank_to_replace():
    verdict = judge(ExpressionExercise("2*x", ("x",)), " ")
    assert verdict.status == NOT_ANSWERED
    assert "between the quotation marks" in verdict.message
    assert "..." not in verdict.message
    kind = MatchExercise({"A": "up", "B": "down"}, ("up", "down"))
    assert "`''` is none of the options" in judge(kind, {"A": "up", "B": ""}).message
