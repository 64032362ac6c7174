"""One thread draws at a time.

JupyterLab may send a widget's messages to another thread of the kernel than the one that runs
cells (a subshell), and changes its mind on the way: two moves of one figure can arrive in two
threads. Matplotlib draws into one buffer and keeps settings and caches for all figures, so that
two threads in it leave a garbled picture behind. All live figures share one lock.
"""

from functools import wraps
from threading import RLock

_drawing = RLock()  # may be taken again by the thread that has it: a move draws, a draw sends


def one_at_a_time(function):
    """Let a function or method wait until no other thread is in one of these."""

    @wraps(function)
    def wait_then_run(*args, **kwargs):
        with _drawing:
            return function(*args, **kwargs)

    return wait_then_run
