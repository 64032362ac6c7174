"""Whatever a learner hands in, the checker answers: it never raises, hangs or prints."""

import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from course_utils.checking.judging import judge
from sample_exercises import GRADIENT, KINDS, NAMED, NOT_ANSWERED, RAISED, RIGHT, WRONG, gradient


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


class Hostile:
    """Raises whatever is asked of it."""

    def __getattribute__(self, name):
        raise RuntimeError("no")

    def __array__(self, *arguments, **keywords):
        raise RuntimeError("no")


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
        (returns_now_this_now_that, WRONG, "dL_dw is 0.1283, where 0.3781 belongs"),
        (lambda x, y, w, b: gradient(x, y, w, b)[::-1], WRONG, "another order: return `dL_dw, dL"),
        (lambda x, y, w, b: list(gradient(x, y, w, b)), RIGHT, ""),
        (lambda x, y, w, b: np.array(gradient(x, y, w, b)), RIGHT, ""),
        (lambda x, y, w, b: np.array(gradient(x, y, w, b)) / 2, WRONG, "always 0.5 times"),
        (lambda x, y, w, b: (gradient(x, y, w, b)[0], 0), WRONG, "dL_db is 0, where"),
        (lambda x, y, w, b: (np.log(-1.0), 0), WRONG, "dL_dw holds a NaN"),
        (lambda x, y, w, b: (np.float64(1) / 0, 0), WRONG, "dL_dw is infinite"),
        (lambda x, y, w, b: (x, y), WRONG, "dL_dw is an array of shape (5,), where a single numb"),
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
        (dict, RAISED, "TypeError"),
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


@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_an_object_that_does_not_let_itself_be_looked_at(kind):
    verdict = judge(KINDS[kind], Hostile())
    assert verdict.status in {RAISED, WRONG}


def loops_for_ever(x, y, w, b):
    while True:
        pass


def loops_and_catches_everything(x, y, w, b):
    while True:
        try:
            w = gradient(x, y, w, b)[0]
        except:  # noqa: E722
            w = 0


def sleeps(x, y, w, b):
    time.sleep(60)


def numbers():
    while True:
        try:
            yield 0.0
        except:  # noqa: E722
            return


def loops_in_a_generator(x, y, w, b):
    return sum(numbers())


def holds_a_generator(x, y, w, b):
    for w in numbers():  # noqa: B007
        while True:
            pass


ENDLESS = [
    loops_for_ever,
    loops_and_catches_everything,
    sleeps,
    loops_in_a_generator,
    holds_a_generator,
]


@pytest.mark.filterwarnings("error")  # pytest makes a warning of what is raised where nobody can
@pytest.mark.parametrize("answer", ENDLESS)
def test_endless_code_is_stopped(answer):
    start = time.monotonic()
    verdict = judge(GRADIENT, answer, seconds=0.3)
    assert time.monotonic() - start < 3
    assert verdict.status == RAISED
    assert "It took longer than 0.3 s and was stopped.\nIt happened in line" in verdict.message


def test_endless_code_leaves_nothing_behind():
    before = signal.getsignal(signal.SIGINT), sys.gettrace(), sys.stdout, threading.active_count()
    judge(GRADIENT, loops_for_ever, seconds=0.1)
    judge(GRADIENT, loops_and_catches_everything, seconds=0.1)
    assert before == (
        signal.getsignal(signal.SIGINT),
        sys.gettrace(),
        sys.stdout,
        threading.active_count(),
    )
    time.sleep(0.3)  # a late interrupt would arrive by now


def test_an_interrupt_stops_the_learners_code():
    # As in a kernel: a shell that runs the tests in the background lets them ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.2, signal.raise_signal, [signal.SIGINT])
    timer.start()
    verdict = judge(GRADIENT, loops_for_ever, seconds=30)
    timer.join()
    signal.signal(signal.SIGINT, before)
    assert verdict.status == RAISED
    assert "KeyboardInterrupt" in verdict.message


def test_a_check_in_another_thread_works_without_the_limit():
    verdicts = []
    thread = threading.Thread(target=lambda: verdicts.append(judge(GRADIENT, gradient)))
    thread.start()
    thread.join()
    assert [verdict.status for verdict in verdicts] == [RIGHT]


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
