"""Functions that do what no answer should, whatever the exercise asks for."""

import itertools
import logging
import random
import sys
import time
import warnings

import numpy as np

from course_utils.checking.guard import OutOfTime


def says(*_arguments):
    print("said")


def writes_errors(*_arguments):
    print("said", file=sys.stderr)
    sys.stdout.flush()


def warns(*_arguments):
    warnings.warn("said", stacklevel=1)
    logging.getLogger("learner").warning("said")


def logs_loudly(*_arguments):
    logging.warning("said")  # makes a handler where there is none
    logging.getLogger("learner").critical("said")


def draws(*_arguments):
    import matplotlib.pyplot as plt

    plt.figure()
    plt.plot([1.0, 2.0])


def closes_the_output(*_arguments):
    sys.stdout.close()
    print("said")


def yields(*arguments):
    yield from arguments


async def waits(*_arguments):
    return 77.7


def gives_back(*arguments):
    return arguments


def gives_a_function(*_arguments):
    return gives_back


def asks(*_arguments):
    return float(input("? "))


def is_not_done(*_arguments):
    raise NotImplementedError


def calls_itself(*arguments):
    return calls_itself(*arguments)


def changes_settings(*_arguments):
    np.seterr(all="raise")
    warnings.simplefilter("error")
    sys.stdout = sys.stderr = sys.stdin = None
    return 1 / np.zeros(1)


def gives_another_type_each_time(*_arguments):
    return random.Random(time.perf_counter_ns()).choice([None, "a", 7.7, [], {}, np.ones(2), int])


def empties_its_arguments(*arguments):
    for argument in arguments:
        if isinstance(argument, np.ndarray):
            argument[...] = np.nan
        elif hasattr(argument, "__dict__"):
            vars(argument).clear()


def raising(error):
    """Return a function that raises this error."""

    def raises(*_arguments):
        raise error

    return raises


class OddError(Exception):
    """Cannot be written."""

    def __str__(self):
        raise ValueError


class OwnExit(BaseException):
    """Passes every `except Exception`."""


def unnamed_error():
    """Return an error whose class does not say its name; pytest would ask a class of the module."""

    class Unnamed(type):
        @property
        def __name__(cls):
            raise RuntimeError

    class UnnamedError(Exception, metaclass=Unnamed):
        pass

    return UnnamedError("x")


class LoudError(KeyboardInterrupt):
    """Prints when it is asked what it says."""

    def __str__(self):
        print("said")
        return "loud"


class UntraceableError(Exception):
    """Does not say where it came from."""

    @property
    def __traceback__(self):
        raise RuntimeError


ERRORS = (
    ValueError("a\nb"),
    ValueError("x" * 9999),
    ValueError("operands could not be broadcast together with shapes"),
    KeyError("x"),
    TypeError("ellipse"),
    StopIteration(),
    StopAsyncIteration(),
    SystemExit(3),
    SystemExit(),
    GeneratorExit(),
    KeyboardInterrupt(),
    MemoryError(),
    RecursionError("too deep"),
    OddError(),
    OwnExit("out"),
    AssertionError(),
    EOFError(),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "odd"),
    ExceptionGroup("two", [ValueError(), OSError()]),
    ImportError("no module"),
    DeprecationWarning("old"),
    SyntaxError("what"),
    OSError(2, "no file"),
    unnamed_error(),
    LoudError(),
    UntraceableError(),
    OutOfTime(),
    OutOfTime("soon"),
    ValueError("half a character: \ud800"),
    ValueError("\x1b[31m and \x00 and \u202e"),
    type("a\nb" * 50, (Exception,), {})("x"),
)

MISBEHAVING = (
    says,
    writes_errors,
    warns,
    logs_loudly,
    draws,
    closes_the_output,
    yields,
    waits,
    gives_back,
    gives_a_function,
    asks,
    is_not_done,
    calls_itself,
    changes_settings,
    gives_another_type_each_time,
    empties_its_arguments,
)


def loops(*_arguments):
    while True:
        pass


def sleeps(*_arguments):
    time.sleep(60)


def counts(*_arguments):
    return sum(1 for _number in itertools.count())


class Endless:
    """A number that is never there."""

    def __float__(self, *_arguments, **_keywords):
        loops()

    __array__ = __float__


ENDLESS = (loops, sleeps, counts, lambda *_: Endless())
