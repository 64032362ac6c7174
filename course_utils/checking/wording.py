"""How a value is spoken of: what kind of thing it is, itself in a few digits, or as code."""

import numpy as np

from course_utils.checking.comparing import as_numbers
from course_utils.checking.errors import on_one_line, type_name
from course_utils.language import _, ngettext

_SHOWN = 4  # elements of an array that are written out


def lines(*texts):
    """Put each text that there is on a line of its own."""
    return "\n".join(text for text in texts if text)


def kind_of(value):
    """Say what kind of thing a value is: a number, an array of which shape, text, …"""
    if value is None:
        return "`None`"
    if isinstance(value, str):
        return _("text")
    if isinstance(value, tuple):
        count = len(value)
        return ngettext("a tuple of {n} value", "a tuple of {n} values", count).format(n=count)
    numbers = as_numbers(value)
    if numbers is None:
        return _("something of type `{type}`").format(type=type_name(value))
    if numbers.ndim == 0:
        return _("a single number")
    if isinstance(value, list):
        return _("a list of shape {shape}").format(shape=numbers.shape)
    return _("an array of shape {shape}").format(shape=numbers.shape)


def short(value, digits=4, separator=","):
    """Write a value in a few digits; of a large array the beginning and the shape.

    Between 10 thousand and 10 million all digits before the decimal point are shown: a price is
    read as it stands on a label. In an array or a tuple no comma parts the thousands, but the
    elements.

    >>> short(291617.4), short((1 / 3, np.array([1.0, 25000.0])))
    ('291,617', '(0.3333, [1, 25000])')
    >>> short(np.ones((3, 2)))
    '[1, 1, …] of shape (3, 2)'
    """
    if isinstance(value, str):
        return repr(value[:40])
    if isinstance(value, tuple):
        return f"({', '.join(short(part, digits, '') for part in value)})"
    numbers = as_numbers(value)
    if numbers is None:
        name = getattr(value, "__name__", None)
        return on_one_line(name) if isinstance(name, str) else kind_of(value).replace("`", "")
    if numbers.ndim == 0:
        return _short_number(numbers.item(), digits, separator)
    if numbers.size > _SHOWN:
        first = ", ".join(_short_number(number, digits, "") for number in numbers.flat[:2])
        return _("[{first}, …] of shape {shape}").format(first=first, shape=numbers.shape)
    write = {"all": lambda number: _short_number(number, digits, "")}
    return " ".join(np.array2string(numbers, separator=", ", formatter=write).split())


def _short_number(number, digits, separator):
    # From 9999.5 on it would be rounded to 1e+04.
    if not isinstance(number, complex) and 9999.5 <= abs(number) < 1e7:
        text = f"{number:,.0f}" if digits < 8 else f"{number:,.{digits}g}"
        return text.replace(",", separator)
    return f"{number:.{digits}g}"


def told_apart(one, other):
    """Write two numbers with as many digits as it takes to see that they differ.

    >>> told_apart(10.401, 10.4), told_apart(1.0, 1.0)
    (('10.401', '10.4'), ('1', '1'))
    """
    texts = short(one), short(other)
    for digits in (8, 12, 17):
        if texts[0] == texts[1]:
            texts = short(one, digits), short(other, digits)
    return texts


def as_call(name, arguments):
    """Write a call as code that can be copied and run where NumPy is `np`."""
    return f"{name}({', '.join(map(_as_code, arguments))})"


def _as_code(value):
    if isinstance(value, np.ndarray):
        return f"np.array({value.tolist()!r})"
    return repr(value.item() if isinstance(value, np.generic) else value)
