"""A line of text that changes while it is read, and that a screen reader speaks."""

import re
from pathlib import Path

import anywidget
import traitlets

_MINUS_OF_ZERO = re.compile(r"(?<![\w.])-(?=0(?:\.0*)?(?!\d|\.\d))", re.ASCII)
# A number with a power of ten that is no part of a formula: 2.2e-07, and not 1e-05*x or x + 1e-05.
_POWER = re.compile(
    r"(?<![\w.*/^])(?<!\w\()(?<![-+*/^] )(\d+(?:\.\d+)?)e([-+]\d+)(?!\w|\.\d|\(| ?[-+*/^])",
    re.ASCII,  # a Korean word may follow without a space
)
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_PERCENT = re.compile(r"(?<=\d)%")
_MINUS = re.compile(r"(?<![\w.)])-(?=\d)", re.ASCII)


class Sentence(anywidget.AnyWidget):
    """A text that is announced when it changes; `lines` are kept free, so that nothing jumps.

    If there is a `group`, a screen reader takes the box around it for a group of that name.
    """

    # The texts, not their paths, as in canvas.py.
    _esm = Path(__file__).with_name("sentence.js").read_text(encoding="utf-8")
    _css = Path(__file__).with_name("sentence.css").read_text(encoding="utf-8")
    text = traitlets.Unicode("").tag(sync=True)
    lines = traitlets.Int(1).tag(sync=True)
    group = traitlets.Unicode("").tag(sync=True)


def typeset(text):
    """Return a text with its numbers as a book sets them: true minus signs, powers of ten, 5 %.

    A zero with a minus, as in -0.00, is what is left by rounding -0.004: the minus goes. Formulas,
    as 2*x-3 and 1e-05*x, stay as the reader would type them.

    >>> typeset("The slope is -0.00, and then -0.004, at h = 2.2e-07.")
    'The slope is 0.00, and then −0.004, at h = 2.2·10⁻⁷.'
    """
    text = _POWER.sub(_power, _MINUS_OF_ZERO.sub("", text))
    text = _PERCENT.sub(" %", text)
    return _MINUS.sub("−", text)


def _power(found):
    factor, exponent = found.groups()
    power = "10" + str(int(exponent)).translate(_RAISED)
    return power if factor == "1" else f"{factor}·{power}"
