"""A function that is handed in: tried, and told what is wrong with it."""

import copy
import math
import pickle
import re
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.checking import Code, FunctionExercise
from course_utils.checking.judging import judge
from sample_exercises import GRADIENT, NOT_ANSWERED, RAISED, RIGHT, WRONG, gradient
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
        mistakes={"Leave out the transposition.": lambda X, w: X.T @ w},
    )
    assert judge(kind, lambda X, w: X.T @ w).message == "Leave out the transposition."
    assert judge(kind, lambda X, w: w @ X).status == RAISED


# What is said is true


def test_the_smallest_failing_case_is_shown_as_a_call_that_can_be_run():
    def inputs(rng):
        return rng.normal(size=int(rng.integers(2, 9))), Code("lambda x: np.sin(x)"), 3, "text"

    kind = FunctionExercise(lambda x, f, n, text: n * f(x).sum(), inputs)

    def my_sum(x, f, n, text):
        return n * f(x).sum() + 1

    message = judge(kind, my_sum).message
    told = re.match(r"With `(.+)`, the result is (.+), where (.+) belongs", message)
    call, given, wanted = told.groups()
    arguments = eval(call, {"np": np, "my_sum": lambda *arguments: arguments})
    assert call.startswith("my_sum(np.array([")
    assert call.endswith("]), lambda x: np.sin(x), 3, 'text')")
    assert len(arguments[0]) == 2
    assert len(call) < 70
    assert my_sum(*arguments) == pytest.approx(float(given), rel=1e-3)
    assert kind.solution(*arguments) == pytest.approx(float(wanted), rel=1e-3)


def test_an_example_is_shown_if_the_answer_is_wrong_on_it():
    kind = FunctionExercise(lambda x: x**2, lambda rng: (rng.uniform(5, 9),), example=(3.0,))
    assert "With `your_function(3.0)`, the result is 6, where 9 belongs." in (
        judge(kind, lambda x: 2 * x).message
    )
    message = judge(kind, lambda x: 9.0).message
    assert re.match(r"With `your_function\([5-9]\.0\)`, the result is 9, where", message)
    assert "It is right on 1 of 31 inputs." in message


def test_a_case_that_only_fails_unrounded_is_shown_in_full():
    kind = FunctionExercise(lambda x: x, lambda rng: (rng.normal(),))
    message = judge(kind, lambda x: x if len(repr(x)) < 8 else x + 1).message
    assert len(re.match(r"With `your_function\((.+)\)`", message)[1]) > 12


def test_code_can_be_copied_pickled_and_shown():
    code = Code("lambda x, n=2: np.abs(x)**n")
    for other in (code, copy.deepcopy(code), pickle.loads(pickle.dumps(code))):
        assert (other(-3.0), other(-2.0, n=3), repr(other)) == (9.0, 8.0, code.source)


square = lambda x: x + 7  # noqa: E731


def test_a_lambda_is_called_by_its_own_name(monkeypatch):
    monkeypatch.setattr(sys.modules["__main__"], "square", square, raising=False)
    kind = FunctionExercise(lambda x: x**2, lambda rng: (2.0,))
    assert "With `square(2.0)`" in judge(kind, square).message


def keywords_only(x, *, y, w, b):
    return gradient(x, y, w, b)


def calls_wrongly(f, x):
    return f(x)


def multiplies_without_a_sign(f, x):
    two = 2
    return two(x)


def grows(f, x):
    return np.float64(x + 1) * 1e308 * 1e10


PARTIAL = FunctionExercise(
    lambda f, x: f(x, x), lambda rng: (Code("lambda s, e: s * e"), rng.uniform(1, 2))
)


@pytest.mark.parametrize(
    ("kind", "answer", "status", "words"),
    [
        (GRADIENT, keywords_only, WRONG, "takes `(x, *, y, w, b)`.\nWhat stands after `*`"),
        (GRADIENT, lambda x, y=1, /: 0, WRONG, "but your function takes `(x, y, /)`."),
        (PARTIAL, calls_wrongly, RAISED, "missing 1 required positional argument: 'e'`"),
        (PARTIAL, calls_wrongly, RAISED, "Look at that call: does it give the arguments that"),
        (PARTIAL, multiplies_without_a_sign, RAISED, "is a `*` missing between them?"),
        (PARTIAL, lambda f, x: "", WRONG, "the result is text, where a single number belongs"),
        (PARTIAL, lambda f, x: "...", NOT_ANSWERED, "Your function still returns `...`."),
        (
            GRADIENT,
            lambda *a: None if a[2] < 0 else gradient(*a),
            WRONG,
            ")` returns nothing: does",
        ),
        (PARTIAL, lambda f, x: math.inf, WRONG, ", the result is infinite."),
        (PARTIAL, lambda f, x: np.float64(x) / 0, WRONG, "There is a division by zero"),
        (PARTIAL, grows, WRONG, "A number on the way becomes too large"),
        (PARTIAL, lambda f, x: math.nan, WRONG, ", the result holds a NaN (not a number)."),
        (PARTIAL, lambda f, x: np.sqrt(-x), WRONG, "or a root or a logarithm of something neg"),
        (PARTIAL, np.linalg.norm, WRONG, "It was called as `norm(lambda s, e: s * e, "),
        (PARTIAL, lambda f, x: np.array([f(x, x)]), RIGHT, ""),
    ],
)
def test_what_is_said_of_a_function_is_true(kind, answer, status, words):
    verdict = judge(kind, answer)
    assert (verdict.status, words in verdict.message) == (status, True), verdict


def test_nothing_is_said_of_a_division_that_there_is_not():
    for value in (math.inf, math.nan):
        assert "\n" not in judge(PARTIAL, lambda f, x, value=value: value).message


def test_a_factor_near_one_is_told_with_all_its_digits():
    message = judge(PARTIAL, lambda f, x: 1.0001 * f(x, x)).message
    assert message.endswith("It is always 1.0001 times what belongs there.")
    assert re.search(r"is (\S+), where (?!\1)", message)


def test_single_precision_is_right():
    kind = FunctionExercise(lambda x: x - 1, lambda rng: (rng.normal(1, 0.01, 4),))
    assert judge(kind, lambda x: x.astype(np.float32) - np.float32(1)).status == RIGHT
    assert judge(kind, lambda x: (x.astype(np.float32) - np.float32(1)).tolist()).status == RIGHT
    assert judge(kind, lambda x: x.astype(np.float32) - np.float32(0.999)).status == WRONG


def right_but_spoils(X, targets, w, b):
    result = gradient(X, targets, w, b)
    targets[:] = 0
    return result


def test_an_argument_is_called_by_the_learners_name():
    assert "it changes what it is given (`targets`)" in judge(GRADIENT, right_but_spoils).message
