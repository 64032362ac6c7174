"""What is still to be filled in is told apart from what is wrong."""

import functools

import numpy as np
import pytest

from course_utils.checking.judging import judge
from sample_exercises import GRADIENT, KINDS, NOT_ANSWERED, RAISED, RIGHT, WRONG, gradient


def blank_line(x, y, w, b):
    dL_dw = ...
    dL_db = ...
    return dL_dw, dL_db


def blank_that_raises(x, y, w, b):
    ...  # noqa: PIE790
    return dL_dw, dL_db  # noqa: F821


def blank_inside(x, y, w, b):
    def slope(values):
        return 2 * np.mean(...)

    return slope(x), slope(y)


def blank_loop(x, y, w, b):
    while w > -np.inf:
        ...
    return w, b


def nothing(x, y, w, b):
    """Say what it does."""


half = ...


def uses_a_blank(x, y, w, b):
    return half * w, b


def line_left_over(x, y, w, b):
    ...  # noqa: PIE790
    error = w * x + b - y
    return 3 * np.mean(error * x), np.mean(error)


def line_left_over_before_an_unknown_name(x, y, w, b):
    ...  # noqa: PIE790
    return 2 * np.mean(errors * x), 0.0  # noqa: F821


def value_left_over(x, y, w, b):
    error = ...
    error = w * x + b - y
    unused = ...  # noqa: F841
    return 3 * np.mean(error * x), np.mean(error)


def line_left_over_alone(x, y, w, b):
    ...  # noqa: PIE790
    return w, b


def gives_back(x, y, w, b):
    return w, b


def right_with_a_blank_left_over(x, y, w, b):
    ...  # noqa: PIE790
    return gradient(x, y, w, b)


def right_with_ellipsis_index(x, y, w, b):
    return gradient(x[..., :], y[...], w, b)


def wrong_with_ellipsis_index(x, y, w, b) -> tuple[float, ...]:
    return x[..., 0], y[0]


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (blank_line, NOT_ANSWERED),
        (blank_that_raises, NOT_ANSWERED),
        (blank_inside, NOT_ANSWERED),
        (blank_loop, NOT_ANSWERED),
        (nothing, NOT_ANSWERED),
        (uses_a_blank, NOT_ANSWERED),
        (lambda x, y, w, b: ..., NOT_ANSWERED),
        (lambda x, y, w, b: (w, ...), NOT_ANSWERED),
        (line_left_over, WRONG),
        (line_left_over_before_an_unknown_name, RAISED),
        (value_left_over, WRONG),
        (line_left_over_alone, NOT_ANSWERED),
        (gives_back, WRONG),
        (functools.partial(blank_line), NOT_ANSWERED),
        (right_with_a_blank_left_over, RIGHT),
        (right_with_ellipsis_index, RIGHT),
        (wrong_with_ellipsis_index, WRONG),
    ],
)
def test_blanks_in_functions(answer, status):
    assert judge(GRADIENT, answer).status == status


@pytest.mark.parametrize(
    "source",
    [
        "def f(x, y, w, b):\n    dw = ...\n    return dw, 2 * dw",
        "def f(x, y, w, b):\n    def g():\n        return 2 * ...\n    return g(), 1",
        "f = lambda x, y, w, b: (..., ...)",
    ],
)
def test_blanks_without_source(source):
    names = {}
    exec(source, names)
    assert judge(GRADIENT, names["f"]).status == NOT_ANSWERED


@pytest.mark.parametrize("body", ["...", "\n    'what it does'\n    pass"])
def test_without_source_only_what_is_returned_counts(body):
    names = {}
    exec(f"def f(x, y, w, b): {body}", names)
    verdict = judge(GRADIENT, names["f"])
    assert (verdict.status, verdict.message[:30]) == (WRONG, "Your function returns nothing:")


@pytest.mark.parametrize("answer", [..., "...", " …", (1, ...), [[...]], np.array([..., 1])])
def test_blanks_in_values(answer):
    assert all(judge(kind, answer).status == NOT_ANSWERED for kind in KINDS)
