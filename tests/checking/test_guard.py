"""The guard: a check ends, lets nothing out, and leaves everything as it was."""

import logging
import os
import random
import signal
import sys
import threading
import time
import warnings

import matplotlib
import numpy as np
import pytest

from course_utils.checking import judging
from course_utils.checking.judging import judge
from sample_exercises import GRADIENT, RAISED, RIGHT, gradient


def loops_for_ever(x, y, w, b):
    while True:
        pass


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
    sleeps,
    loops_in_a_generator,
    holds_a_generator,
]


@pytest.mark.filterwarnings("error")  # pytest makes a warning of what is raised where nobody can
@pytest.mark.parametrize("answer", ENDLESS)
def test_endless_code_is_stopped(answer, monkeypatch):
    monkeypatch.setattr(judging, "TIME_LIMIT", 0.3)
    start = time.monotonic()
    verdict = judge(GRADIENT, answer)
    assert time.monotonic() - start < 3
    assert verdict.status == RAISED
    assert "It took longer than 0.3 s and was stopped.\nIt happened in line" in verdict.message


def test_endless_code_leaves_nothing_behind(monkeypatch):
    monkeypatch.setattr(judging, "TIME_LIMIT", 0.1)
    before = signal.getsignal(signal.SIGINT), sys.gettrace(), sys.stdout, threading.active_count()
    judge(GRADIENT, loops_for_ever)
    judge(GRADIENT, sleeps)
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
    verdict = judge(GRADIENT, lambda *_arguments: signal.raise_signal(signal.SIGINT))
    signal.signal(signal.SIGINT, before)
    assert verdict.status == RAISED
    assert "KeyboardInterrupt" in verdict.message


def test_a_check_in_another_thread_works_without_the_limit():
    verdicts = []
    thread = threading.Thread(target=lambda: verdicts.append(judge(GRADIENT, gradient)))
    thread.start()
    thread.join()
    assert [verdict.status for verdict in verdicts] == [RIGHT]


def test_a_check_leaves_logging_and_pictures_as_they_were(monkeypatch, caplog):
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    monkeypatch.setattr(logging.root, "handlers", [])
    figure = plt.figure()

    def draws_and_logs(x, y, w, b):
        plt.figure()
        logging.warning("said")
        return gradient(x, y, w, b)

    assert judge(GRADIENT, draws_and_logs).status == RIGHT
    assert plt.get_fignums() == [figure.number]
    plt.close(figure)
    assert logging.root.handlers == []
    assert logging.root.manager.disable == logging.NOTSET
    assert caplog.messages == []


def swallows_and_returns(x, y, w, b):
    try:
        loops_for_ever(x, y, w, b)
    except BaseException:
        return gradient(x, y, w, b)


def swallows_and_raises(x, y, w, b):
    try:
        loops_for_ever(x, y, w, b)
    except BaseException:
        raise ValueError("something else") from None


@pytest.mark.parametrize("answer", [swallows_and_returns, swallows_and_raises])
def test_time_that_was_up_is_told_whatever_came_after(answer, monkeypatch):
    monkeypatch.setattr(judging, "TIME_LIMIT", 0.1)
    verdict = judge(GRADIENT, answer)
    assert verdict.status == RAISED
    assert verdict.message.startswith("It took longer than 0.1 s and was stopped.\nIt happened in")


def changes_everything(x, y, w, b):
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002
    np.random.rand(3)  # noqa: NPY002
    np.set_printoptions(precision=1)
    np.seterr(all="raise")
    warnings.simplefilter("error")
    matplotlib.rcParams["lines.linewidth"] = 77.0
    os.chdir(os.sep)
    logging.disable(logging.CRITICAL)
    sys.stdout = sys.stderr = None
    return gradient(x, y, w, b)


def surroundings():
    return repr(
        (
            *(random.getstate(), np.random.get_state()),  # noqa: NPY002
            *(np.get_printoptions(), np.geterr(), matplotlib.rcParams["lines.linewidth"]),
            *(os.getcwd(), logging.root.manager.disable, warnings.filters),
            *(sys.stdout, sys.stderr, sys.stdin),
        )
    )


def test_everything_is_afterwards_as_before():
    before = surroundings()
    assert judge(GRADIENT, changes_everything).status == RIGHT
    assert surroundings() == before


def test_checks_in_several_threads_leave_everything_as_it_was():
    before, verdicts = surroundings(), []

    def check_some():
        verdicts.extend(judge(GRADIENT, changes_everything) for _check in range(5))

    threads = [threading.Thread(target=check_some) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [verdict.status for verdict in verdicts] == [RIGHT] * 20
    assert surroundings() == before


def test_a_check_within_a_check():
    inner = []

    def checks(x, y, w, b):
        inner.append(judge(GRADIENT, gradient).status)
        return gradient(x, y, w, b)

    assert judge(GRADIENT, checks).status == RIGHT
    assert set(inner) == {RIGHT}
