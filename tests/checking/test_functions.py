"""A function that is handed in: tried, and told what is wrong with it."""

import re
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.checking import FunctionExercise, Mistake
from course_utils.checking.judging import judge
from sample_exercises import GRADIENT, RAISED, RIGHT, WRONG, gradient
from wrong_answers import Hostile


def returns_nothing(x, y, w, b):
    _both = gradient(x, y, w, b)


def prints(x, y, w, b):
    print(gradient(x, y, w, b))


def prints_and_returns(x, y, w, b):
    print("here", file=sys.stderr)
    print(gradient(x, y, w, b))
    return gradient(x, y, w, b)


def changes_its_inputs(x, y, w, b):
    x *= w
    x += b - y
    return gradient(x, y, w, b)


def right_but_changes_its_inputs(x, y, w, b):
    result = gradient(x, y, w, b)
    x[:] = 0
    return result


def yields(x, y, w, b):
    yield gradient(x, y, w, b)


async def waits(x, y, w, b):
    return gradient(x, y, w, b)


def asks(x, y, w, b):
    return float(input("What is it? "))


def reads_standard_input(x, y, w, b):
    return float(sys.stdin.readline())


def leaves(x, y, w, b):
    sys.exit(3)


def interrupts(x, y, w, b):
    raise KeyboardInterrupt


def calls_itself(x, y, w, b):
    return calls_itself(x, y, w, b)


def mixes_shapes(x, y, w, b):
    return x[:, None] @ y[:, None], 0.0


def uses_unknown_name(x, y, w, b):
    return unknown_name  # noqa: F821


def divides_by_zero(x, y, w, b):
    return 1 / 0, 2


def asserts(x, y, w, b):
    assert w > 100
    return 1, 2


def raises_something_odd(x, y, w, b):
    class OddError(Exception):
        def __str__(self):
            raise ValueError

    raise OddError


buffer = np.empty(2)


def returns_the_same_array_every_time(x, y, w, b):
    buffer[:] = gradient(x, y, w, b)
    return buffer


def returns_now_this_now_that(x, y, w, b):
    return (w, b) if len(x) == 5 else w


def is_right_on_some(x, y, w, b):
    dw, db = gradient(x, y, w, b)
    return (dw, db) if w > 0 else (dw + 1, db)


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (returns_nothing, WRONG, "returns nothing: is there a `return`?"),
        (prints, WRONG, "prints, but returns nothing"),
        (prints_and_returns, RIGHT, "30 random inputs"),
        (changes_its_inputs, WRONG, "belongs"),
        (right_but_changes_its_inputs, RIGHT, "it changes what it is given (`x`)"),
        (yields, WRONG, "generator"),
        (waits, WRONG, "async"),
        (asks, RAISED, "`input()` does not work here"),
        (reads_standard_input, RAISED, "ValueError"),
        (leaves, RAISED, "`SystemExit: 3`\nIt happened in line"),
        (interrupts, RAISED, "KeyboardInterrupt"),
        (calls_itself, RAISED, "calls itself without end"),
        (mixes_shapes, RAISED, "`return x[:, None] @ y[:, None], 0.0`\nLook at the shapes"),
        (uses_unknown_name, RAISED, "Is the name spelt as where it was made"),
        (divides_by_zero, RAISED, "`return 1 / 0, 2`\nSomething is divided by zero"),
        (asserts, RAISED, "Your own `assert`"),
        (raises_something_odd, RAISED, "`OddError`\nIt happened in line"),
        (is_right_on_some, WRONG, "It is right on 1"),
        (returns_the_same_array_every_time, RIGHT, "30 random inputs"),
        (
            returns_now_this_now_that,
            WRONG,
            "single number, where a tuple of 2 values",
        ),
        (lambda x, y, w, b: gradient(x, y, w, b)[::-1], WRONG, "another order: return `dL_dw, dL"),
        (lambda x, y, w, b: list(gradient(x, y, w, b)), RIGHT, ""),
        (lambda x, y, w, b: np.array(gradient(x, y, w, b)), RIGHT, ""),
        (lambda x, y, w, b: np.array(gradient(x, y, w, b)) / 2, WRONG, "always 0.5 times"),
        (lambda x, y, w, b: (gradient(x, y, w, b)[0], 0), WRONG, "dL_db is 0, where"),
        (lambda x, y, w, b: (np.log(-1.0), 0), WRONG, "dL_dw holds a NaN"),
        (lambda x, y, w, b: (np.float64(1) / 0, 0), WRONG, "dL_dw is infinite"),
        (lambda x, y, w, b: (x, y), WRONG, "dL_dw is an array of shape (2,), where a single numb"),
        (lambda x, y, w, b: (1, 2, 3), WRONG, "tuple of 3 values, where a tuple of 2 values"),
        (lambda x, y, w, b: "text", WRONG, "the result is text"),
        (lambda x, y, w, b: {"w": 1}, WRONG, "something of type `dict`"),
        (lambda x, y, w, b: ([[1], [1, 2]], 0), WRONG, "something of type `list`"),
        (lambda x, y, w, b: gradient, WRONG, "returns a function"),
        (
            lambda x, y: (x, y),
            WRONG,
            "called with `(x, y, w, b)`, but your function takes `(x, y)`",
        ),
        (lambda x, y, w, b: Hostile(), RAISED, "RuntimeError"),
        (dict, WRONG, "TypeError"),
        (Exception, WRONG, "something of type `Exception`"),
        (Hostile, WRONG, "It is called with"),
        (None, WRONG, "This is `None`"),
        ("gradient", WRONG, "This is text"),
        (gradient(np.ones(2), np.ones(2), 1, 1), WRONG, "Hand in the function itself"),
        ((i for i in range(3)), WRONG, "something of type `generator`"),
    ],
)
def test_whatever_is_handed_in(answer, status, words, capsys):
    verdict = judge(GRADIENT, answer)
    assert (verdict.status, words in verdict.message) == (status, True), verdict
    assert capsys.readouterr() == ("", "")


def test_a_function_of_very_many_arguments_is_told_in_one_line():
    function = eval(f"lambda {', '.join(f'p{number}' for number in range(2000))}: 1")
    verdict = judge(GRADIENT, function)
    assert "but your function takes `(p0, p1," in verdict.message
    assert len(verdict.message) < 300


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


def test_inputs_are_written_as_code():
    kind = FunctionExercise(lambda area: 2 * area, lambda rng: (92681.0,))
    message = judge(kind, lambda area: area + 7).message
    assert "With `your_function(90000.0)`, the result is 90,007, where 180,000 belongs" in message


def test_values_that_look_the_same_are_shown_with_more_digits():
    kind = FunctionExercise(lambda x: x / 3, lambda rng: (1.0,))
    message = judge(kind, lambda x: 1.00001 * x / 3).message
    assert "0.33333667, where 0.33333333 belongs" in message
    assert "It is always 1.00001 times what belongs there." in message


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
    assert "`your_function(np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]))`" in verdict.message


def test_a_mistake_may_be_an_error():
    kind = FunctionExercise(
        lambda X, w: X @ w,
        lambda rng: (rng.normal(size=(4, 3)), rng.normal(size=3)),
        mistakes=(Mistake(lambda X, w: X.T @ w, "Leave out the transposition."),),
    )
    assert judge(kind, lambda X, w: X.T @ w).message == "Leave out the transposition."
    assert judge(kind, lambda X, w: w @ X).status == RAISED
