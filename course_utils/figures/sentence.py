"""A line of text that changes while it is read, and that a screen reader speaks."""

from pathlib import Path

import anywidget
import traitlets


class Sentence(anywidget.AnyWidget):
    """A text that is announced when it changes (an ARIA live region).

    Parameters
    ----------
    text : str
        What is shown. A line break starts a new line.
    lines : int
        How many lines are kept free for it, so that what stands below does not jump.

    Examples
    --------
    >>> Sentence(text="w = 0.14").text
    'w = 0.14'

    """

    _esm = Path(__file__).with_name("sentence.js")
    _css = Path(__file__).with_name("sentence.css")
    text = traitlets.Unicode("").tag(sync=True)
    lines = traitlets.Int(1).tag(sync=True)
