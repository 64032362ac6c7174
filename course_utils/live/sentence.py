"""A line of text that changes while it is read, and that a screen reader speaks."""

import re
from pathlib import Path

import anywidget
import traitlets

_MINUS_OF_ZERO = re.compile(r"(?<![\w.])-(?=0(?:\.0*)?(?!\d|\.\d))")
_MINUS = re.compile(r"(?<![\w.)])-(?=\d)")


class Sentence(anywidget.AnyWidget):
    """A text that is announced when it changes; `lines` are kept free, so that nothing jumps."""

    # The texts, not their paths, as in canvas.py.
    _esm = Path(__file__).with_name("sentence.js").read_text(encoding="utf-8")
    _css = Path(__file__).with_name("sentence.css").read_text(encoding="utf-8")
    text = traitlets.Unicode("").tag(sync=True)
    lines = traitlets.Int(1).tag(sync=True)


def typeset(text):
    """Return a text with its numbers as a book sets them: a true minus, and none before a zero.

    A zero with a minus, as in -0.00, is what is left by rounding -0.004. Formulas and powers of
    ten, as in 2*x-3 and 1e-08, stay as the reader would type them.

    >>> typeset("The slope is -0.00, and then -0.004, at h = 1e-08.")
    'The slope is 0.00, and then −0.004, at h = 1e-08.'

    """
    return _MINUS.sub("−", _MINUS_OF_ZERO.sub("", text))
