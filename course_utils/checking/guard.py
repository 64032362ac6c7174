"""Run what a learner handed in so that it ends, and that nothing but its result gets out."""

import builtins
import contextlib
import io
import logging
import os
import random
import signal
import sys
import threading
import time
import warnings
from traceback import walk_stack

import numpy as np

from course_utils.language import _

# What is kept away and put back belongs to the whole process: one check at a time.
_LOCK = threading.RLock()
PATIENCE = 3


class OutOfTime(BaseException):
    """The learner's code took too long, seconds; not an Exception, so that `except` lets it by."""


class Sink(io.TextIOBase):
    """A stream that keeps nothing of what is written, only whether something was."""

    encoding = "utf-8"

    def __init__(self):
        self.was_used = False

    def writable(self):
        """Say that it can be written to."""
        return True

    def write(self, text):
        """Forget the text and say that all of it was written."""
        self.was_used = True
        return len(text)


def guarded(function, seconds):
    """Call a function that may run a learner's code, out of harm's way; return what it returns.

    Its time is so many seconds of the processor's, or `PATIENCE` times as many of the clock's.
    When that is up, OutOfTime is raised inside the call, and out of it whatever comes then. One
    call into compiled code is not interrupted while it lasts; and as Python lets only the main
    thread be interrupted, in another thread there is no limit. `input()` raises EOFError, and
    `exit()` raises SystemExit, where in a notebook it would end the kernel.
    """
    with _LOCK, _kept_apart():
        return _limited(function, seconds)


def _limited(function, seconds):
    previous = signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or previous is None:
        return function()
    too_late, expired, done = OutOfTime(seconds), threading.Event(), threading.Event()

    def watch():
        # A busy machine gives a call a small part of each second: then its own time counts.
        latest, most = time.monotonic() + PATIENCE * seconds, time.process_time() + seconds
        while not done.wait(0.01):  # and again, should an interrupt have been caught
            if time.process_time() > most or time.monotonic() > latest:
                expired.set()
                _interrupt_main_thread()

    def on_interrupt(signum, frame):
        # Only while the learner's code runs, so that no interrupt is raised while tidying up.
        if all(running.f_code is not function.__code__ for running, _line in walk_stack(frame)):
            return
        if expired.is_set():
            raise too_late
        if callable(previous):
            previous(signum, frame)

    signal.signal(signal.SIGINT, on_interrupt)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        value = function()
    except BaseException:
        if not expired.is_set():
            raise
    finally:
        done.set()
        watcher.join()
        signal.signal(signal.SIGINT, previous)
    if expired.is_set():
        raise too_late
    return value


def _interrupt_main_thread():
    """Send a real signal: it ends a sleep and a wait too."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:  # on Windows every signal goes to the main thread
        signal.raise_signal(signal.SIGINT)


@contextlib.contextmanager
def _kept_apart():
    """Let what runs here show nothing and ask nobody, and put back what it changes."""
    sink, matplotlib = Sink(), sys.modules.get("matplotlib")
    stand_ins = [
        (sys, "stdin", io.StringIO()),
        (sys, "unraisablehook", lambda _unraisable: None),
        (builtins, "input", _refuse_input),
    ]
    if hasattr(shell(), "ask_exit"):
        stand_ins.append((shell(), "ask_exit", sys.exit))
    kept = [
        (random.setstate, random.getstate()),
        (np.random.set_state, np.random.get_state()),  # noqa: NPY002
        (os.chdir, os.getcwd()),
        (logging.disable, logging.root.manager.disable),
        # `logging.warning` makes a handler where there is none: it would write to the sink for ever
        (logging.root.handlers.__setitem__, slice(None), logging.root.handlers[:]),
        *((setattr, owner, name, getattr(owner, name)) for owner, name, _new in stand_ins),
    ]
    with contextlib.ExitStack() as afterwards:
        for put_back, *state in kept:
            afterwards.callback(put_back, *state)
        with (
            np.errstate(all="ignore"),
            np.printoptions(),
            warnings.catch_warnings(action="ignore"),
            matplotlib.rc_context() if matplotlib else contextlib.nullcontext(),
            contextlib.redirect_stdout(sink),
            contextlib.redirect_stderr(sink),
            _no_display(),
            _no_pictures(),
        ):
            for stand_in in stand_ins:
                setattr(*stand_in)
            logging.disable(sys.maxsize)
            yield


def _refuse_input(*_arguments):
    raise EOFError(_("nobody is there to type while a check runs"))


def _no_display():
    if shell() is None:
        return contextlib.nullcontext()
    from IPython.utils.capture import capture_output

    return capture_output(stdout=False, stderr=False)


def shell():
    """Return IPython's shell if this runs in one."""
    # IPython and pyplot are never imported here: where nobody has, there is nothing to keep away.
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


@contextlib.contextmanager
def _no_pictures():
    before = _open_pictures()
    try:
        yield
    finally:
        with contextlib.suppress(Exception):  # what a learner has hung on the closing of one
            for number in _open_pictures() - before:
                sys.modules["matplotlib.pyplot"].close(number)


def _open_pictures():
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()
