"""Every exercise of the course, answered in every wrong way, and oddly but right."""

import builtins
import copy
import functools
import os
import signal
import sys
import threading
import time
import warnings

import numpy as np
import pytest

from course_utils import check, quiz
from course_utils.chapters import all_exercises
from course_utils.checking import FunctionExercise, judging
from course_utils.checking.functions import TRIALS
from course_utils.checking.judging import judge
from misbehaving_functions import ENDLESS, ERRORS, MISBEHAVING, raising
from sample_exercises import KINDS, NAMED, NOT_ANSWERED, RAISED, RIGHT, WRONG
from wrong_answers import hostile_things, wrong_callables, wrong_things

NAMES = sorted(all_exercises())
SAMPLES = {f"sample {type(kind).__name__} {number}": kind for number, kind in enumerate(KINDS)}
EXERCISES = all_exercises() | SAMPLES
FUNCTIONS = [name for name, kind in EXERCISES.items() if isinstance(kind, FunctionExercise)]


def surroundings():
    """Return what a check must leave as it was."""
    return (
        (sys.stdout, sys.stderr, sys.stdin, builtins.input, sys.gettrace()),
        (signal.getsignal(signal.SIGINT), threading.active_count(), os.getcwd()),
        (np.geterr(), list(warnings.filters), sys.getrecursionlimit()),
    )


@pytest.fixture(autouse=True)
def nothing_is_shown(capfd):
    """Let nothing be printed, and no warning be shown: a verdict is all there is."""
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        yield
    assert [str(warning.message) for warning in shown] == []
    assert capfd.readouterr() == ("", "")


def require(name, answer, *statuses):
    """Require that an answer gets one of these statuses, and a message that can be read."""
    before = surroundings()
    verdict = judge(EXERCISES[name], answer)
    assert surroundings() == before
    assert verdict.status in statuses, verdict
    lines = verdict.message.split("\n")
    assert 1 <= len(lines) <= 4
    assert all(line.strip() and len(line) < 3000 for line in lines), verdict
    for unreadable in (" at 0x", "Traceback", "\r", "\x00", "np.float64"):
        assert unreadable not in verdict.message, verdict
    repr(verdict).encode()
    html = verdict._repr_html_()
    assert html.count("<p ") == len(lines) == html.count("</p>")
    assert "<script>" not in html
    return verdict


@pytest.mark.parametrize("name", EXERCISES)
def test_no_wrong_thing_is_right(name):
    for thing in wrong_things().values():
        require(name, thing, WRONG)
    for thing in [*hostile_things().values(), *wrong_callables().values()]:
        require(name, thing, WRONG, RAISED)


def returning(thing):
    """Return a function that returns this."""
    return lambda *_arguments: thing


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_function_that_returns_a_wrong_thing_is_right(name):
    # A number may be just what a known mistake gives, whatever the inputs are.
    for thing in wrong_things().values():
        require(name, returning(thing), WRONG, NAMED)
    for thing in [*hostile_things().values(), *wrong_callables().values()]:
        require(name, returning(thing), WRONG, RAISED)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_misbehaving_function_is_right(name):
    for function in MISBEHAVING:
        require(name, function, WRONG, RAISED)
    for error in ERRORS:
        require(name, raising(error), RAISED)


@pytest.mark.parametrize("function", ENDLESS)
@pytest.mark.parametrize("name", FUNCTIONS[:2])
def test_no_function_goes_on_for_ever(name, function, monkeypatch):
    monkeypatch.setattr(judging, "TIME_LIMIT", 0.05)
    start = time.monotonic()
    require(name, function, RAISED)
    assert time.monotonic() - start < 2


def test_no_name_of_a_wrong_kind_raises():
    for name in [*wrong_things().values(), *wrong_callables().values()]:
        verdict = check(name, 77.7)
        assert verdict.status == NOT_ANSWERED
        assert len(verdict.message) < 2000
        with pytest.raises(ValueError, match="quiz"):
            quiz(name)


def parts(value):
    """Return the parts of a tuple, or a value as its only part."""
    return value if isinstance(value, tuple) else (value,)


def each(change):
    """Return what changes each part of a value."""
    return lambda value: tuple(map(change, value)) if isinstance(value, tuple) else change(value)


# Almost the right value: each of these is wrong, whatever the value is.
ALMOST = {
    "one part more": lambda value: (*parts(value), 0.0),
    "one part less": lambda value: parts(value)[:-1],
    "in a list of its own": lambda value: [value],
    "in a dictionary": lambda value: dict(enumerate(parts(value))),
    "in a generator": lambda value: iter(parts(value)),
    "another axis": each(lambda part: np.stack([part, part], axis=-1)),
    "as text": each(str),
    "as texts": each(lambda part: np.asarray(part).astype(str)),
    "a little more": each(lambda part: part + 0.01 * np.max(np.abs(part))),
    "turned round": each(lambda part: -part),
    "not a number": each(lambda part: part * np.nan),
    "without end": each(lambda part: part + np.inf),
    "not real": each(lambda part: part + 0.1j),
    "as a function": lambda value: lambda: value,
    "only a condition": each(lambda part: part > 0),
    "whole numbers": each(lambda part: np.rint(part).astype(int)),
    "nothing": lambda value: None,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_almost_right_is_wrong(name):
    exercise = EXERCISES[name]
    for almost in ALMOST.values():
        require(name, lambda *case, f=almost: f(exercise.solution(*case)), WRONG, NAMED)


def _count(exercise):
    return TRIALS + bool(exercise.example)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("other", [None, 7.7, np.ones((2, 2))], ids=repr)
def test_right_is_not_enough_if_it_is_not_right_every_time(name, other):
    exercise, calls = EXERCISES[name], []

    def function(*case):
        calls.append(case)
        return other if len(calls) % _count(exercise) == 0 else exercise.solution(*case)

    require(name, function, WRONG)
    calls.clear()
    require(name, raising_at_the_last(exercise, calls), RAISED)


def raising_at_the_last(exercise, calls):
    """Return a right function that raises at the last of the checker's calls."""

    def function(*case):
        calls.append(case)
        return 1 / 0 if len(calls) == _count(exercise) else exercise.solution(*case)

    return function


def printing(solution):
    def function(*case):
        print(case)
        print("here", file=sys.stderr)
        warnings.warn("odd", stacklevel=1)
        return solution(*case)

    return function


def spoiling(solution):
    def function(*case):
        result = copy.deepcopy(solution(*copy.deepcopy(case)))
        for argument in case:
            if isinstance(argument, np.ndarray):
                argument[...] = np.nan if argument.dtype.kind == "f" else -1
        return result

    return function


class Callable:
    def __init__(self, solution):
        self.solution = solution

    def __call__(self, *case):
        return self.solution(*case)


ODD_BUT_RIGHT = {
    "it prints": printing,
    "it changes what it is given": spoiling,
    "a list instead of a tuple": lambda solution: (
        lambda *case: list(value) if isinstance(value := solution(*case), tuple) else value
    ),
    "lists instead of arrays": lambda solution: (
        lambda *case: each(lambda part: np.asarray(part).tolist())(solution(*case))
    ),
    "arrays of objects": lambda solution: (
        lambda *case: each(lambda part: np.asarray(part, dtype=object))(solution(*case))
    ),
    "an object": Callable,
    "a partial": functools.partial,
    "a method": lambda solution: Callable(solution).__call__,
    "a cache": lambda solution: functools.wraps(solution)(lambda *case: solution(*case)),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("oddity", ODD_BUT_RIGHT)
def test_an_oddity_does_not_make_it_wrong(name, oddity):
    exercise = EXERCISES[name]
    verdict = require(name, ODD_BUT_RIGHT[oddity](exercise.solution), RIGHT)
    has_arrays = any(isinstance(argument, np.ndarray) for argument in exercise.cases()[0])
    told = "changes what it is given" in verdict.message
    assert told == (oddity == "it changes what it is given" and has_arrays)


@pytest.mark.parametrize("name", NAMES)
def test_the_solution_is_right_and_each_mistake_gets_its_own_message(name):
    exercise = all_exercises()[name]
    assert judge(exercise, exercise.solution).status == "right"
    for message, wrong in exercise.mistakes.items():
        verdict = judge(exercise, wrong)
        if isinstance(exercise.solution, dict):  # a mistake there names only the wrong pairs
            verdict = judge(exercise, exercise.solution | wrong)
        assert (verdict.status, verdict.message) == ("named mistake", message)
