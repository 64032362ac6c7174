"""Keep what a learner's code prints, shows or logs during a check away from the notebook."""

import builtins
import contextlib
import io
import logging
import sys
import warnings

import numpy as np

from course_utils.language import _


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


@contextlib.contextmanager
def silence(sink):
    """Let nothing out but what is returned or raised.

    Parameters
    ----------
    sink : Sink
        Where printed text goes.

    Notes
    -----
    Outputs of `display` and pictures of pyplot are dropped, warnings, logging and NumPy's
    floating-point errors are silent, `input()` raises EOFError, and `exit()` raises SystemExit,
    where in a notebook it would end the kernel. Afterwards all is as before.

    Examples
    --------
    >>> with silence(Sink()):
    ...     print("not shown")
    """
    with (
        contextlib.redirect_stdout(sink),
        contextlib.redirect_stderr(sink),
        _no_keyboard(),
        _no_logging(),
        _no_exit(),
        _no_display(),
        _no_pictures(),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _no_keyboard():
    def refuse(*_arguments):
        raise EOFError(_("nobody is there to type while a check runs"))

    kept = builtins.input, sys.stdin
    builtins.input, sys.stdin = refuse, io.StringIO()
    try:
        yield
    finally:
        builtins.input, sys.stdin = kept


@contextlib.contextmanager
def _no_logging():
    # The handlers too: `logging.warning` makes one where there is none, and that one would write
    # into the sink for ever.
    handlers, level = logging.root.handlers[:], logging.root.manager.disable
    logging.disable(sys.maxsize)
    try:
        yield
    finally:
        logging.root.handlers[:] = handlers
        logging.disable(level)


@contextlib.contextmanager
def _no_exit():
    shell = _shell()
    if not hasattr(shell, "ask_exit"):
        yield
        return

    def leave():
        raise SystemExit

    kept, shell.ask_exit = shell.ask_exit, leave
    try:
        yield
    finally:
        shell.ask_exit = kept


def _no_display():
    if _shell() is None:
        return contextlib.nullcontext()
    from IPython.utils.capture import capture_output

    return capture_output(stdout=False, stderr=False)


def _shell():
    # IPython and pyplot are never imported here: where nobody has, there is nothing to silence.
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
