"""Run what a learner handed in so that nothing it does gets out of hand."""

import _thread
import inspect
import signal
import sys
import threading

from course_utils.checking.silence import Sink, silence


class OutOfTime(BaseException):
    """The learner's code took too long; not an Exception, so that `except Exception` lets it by.

    Its argument is the time limit, seconds.
    """


def run_quarantined(function, seconds):
    """Call a function that may run a learner's code, out of harm's way.

    Nothing that it prints, shows or logs gets out (see `silence`), and after a while the call is
    stopped.

    Parameters
    ----------
    function : callable
        Called with one argument, the `Sink` that stands for what is printed.
    seconds : float
        Time after which OutOfTime is raised inside the call, seconds.

    Returns
    -------
    object
        What the function returned.

    Raises
    ------
    OutOfTime
        If the time is up. One call into compiled code is not interrupted while it lasts.
    BaseException
        Whatever the function raised, SystemExit and KeyboardInterrupt among it.

    Notes
    -----
    Python lets only the main thread be interrupted, so in another thread there is no limit.

    Examples
    --------
    >>> run_quarantined(lambda sink: print("not shown") or sink.was_used, seconds=5)
    True
    """
    sink = Sink()
    with silence(sink):
        return _run_limited(lambda: function(sink), seconds)


def _run_limited(function, seconds):
    previous = signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or previous is None:
        return function()

    expired, done = threading.Event(), threading.Event()

    def body():
        return function()

    def watch():
        pause = seconds
        while not done.wait(pause):
            expired.set()
            _interrupt_main_thread()
            pause = 0.1

    def on_interrupt(signum, frame):
        # Only while the learner's code runs, so that no interrupt is raised while tidying up.
        if not _is_running(body.__code__, frame):
            return
        if expired.is_set():
            error = OutOfTime(seconds)
            _raise_on_next_line(error, frame, body.__code__)
            raise error
        if callable(previous):
            previous(signum, frame)

    tracing = sys.gettrace()
    signal.signal(signal.SIGINT, on_interrupt)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return body()
    finally:
        sys.settrace(tracing)
        done.set()
        watcher.join()
        signal.signal(signal.SIGINT, previous)


def _interrupt_main_thread():
    if hasattr(signal, "pthread_kill"):
        # A real signal: it also ends a sleep and a wait, which interrupt_main does on Windows only.
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        _thread.interrupt_main()


def _raise_on_next_line(error, frame, outermost):
    """Raise once more in these frames: inside the `except:` of code that catches everything.

    There nothing catches it, so that `while True: try: … except: …` ends too.
    """

    def trace(frame, event, _argument):
        # A generator that is only being closed is left alone: nothing could be raised out of it.
        if event == "call" and frame.f_code.co_flags & inspect.CO_GENERATOR:
            return None
        if event == "line":
            raise error
        return trace

    while frame.f_code is not outermost:
        frame.f_trace = trace
        frame = frame.f_back
    sys.settrace(trace)


def _is_running(code, frame):
    while frame is not None:
        if frame.f_code is code:
            return True
        frame = frame.f_back
    return False
