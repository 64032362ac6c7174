"""Which notebook cell is running, so that a cell run again replaces what it made before."""

from IPython import get_ipython

_made = {}  # cell id -> (execution count, [what the cell has made])


def widgets_in(root):
    """Return a widget and all that it shows within it."""
    found = [root]
    for widget in found:
        found.extend(getattr(widget, "children", ()))
    return found


def close_widgets(root):
    """Close a widget and everything in it: layouts and styles are widgets too."""
    for widget in widgets_in(root):
        for part in (widget, widget.layout, getattr(widget, "style", None)):
            if part is not None:
                part.close()


def replace_in_cell(thing):
    """Remember that the running cell made `thing`; close what an earlier run of it made.

    ipywidgets keeps every widget alive until it is closed. Without this, each run of a cell
    would leave a figure of several megabytes behind.
    """
    shell = get_ipython()
    if shell is None or not hasattr(shell, "get_parent"):
        return
    cell = shell.get_parent().get("metadata", {}).get("cellId")
    if cell is None:
        return
    run, things = _made.get(cell, (None, []))
    if run != shell.execution_count:
        for old in things:
            old.close()
        things = []
    _made[cell] = (shell.execution_count, [*things, thing])
