"""The guard: a check ends, lets nothing out, and leaves everything as it was."""

import logging
import signal
import sys
import threading
import time

import pytest

from course_utils.checking import judging
from course_utils.checking.judging import judge
from sample_exercises import GRADIENT, RAISED, RIGHT, gradient


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
    judge(GRADIENT, loops_and_catches_everything)
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
    verdict = judge(GRADIENT, loops_for_ever)
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
