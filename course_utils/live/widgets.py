"""What holds of all widgets of the course: one thread draws at a time, a cell's old ones close."""

from functools import wraps
from threading import RLock

from IPython import get_ipython

_drawing = RLock()  # may be taken again by the thread that has it: a move draws, a draw sends
_made = {}  # cell id -> (execution count, [what the cell has made])


def one_at_a_time(function):
    """Let a function or method wait until no other thread is in one of these.

    JupyterLab may send two moves of one figure to two threads of the kernel (a subshell is one).
    Matplotlib draws into one buffer and keeps settings and caches for all figures: two threads in
    it leave a garbled picture behind. So all live figures share one lock.
    """

    @wraps(function)
    def wait_then_run(*args, **kwargs):
        with _drawing:
            return function(*args, **kwargs)

    return wait_then_run


def widgets_in(root):
    """Return a widget and all that it shows within it."""
    found = [root]
    for widget in found:
        found.extend(getattr(widget, "children", ()))
    return found


def close_widgets(root):
    """Close a widget and everything in it, from within: layouts and styles are widgets too."""
    for widget in reversed(widgets_in(root)):
        for part in (widget, widget.layout, getattr(widget, "style", None)):
            if part is not None:
                part.close()


def replace_in_cell(thing):
    """Remember that the running cell made `thing`; close what an earlier run of it made.

    ipywidgets keeps every widget alive until it is closed. Without this, each run of a cell
    would leave a figure of several megabytes behind.
    """
    shell = get_ipython()
    request = shell.get_parent() if hasattr(shell, "get_parent") else {}
    cell = request.get("metadata", {}).get("cellId")
    if cell is None:
        return
    run, things = _made.get(cell, (None, []))
    if run != shell.execution_count:
        for old in things:
            old.close()
        things = []
    _made[cell] = (shell.execution_count, [*things, thing])
