"""Whether an answer is what was expected, and if not, in which way it differs."""

from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

KIND = "kind"  # not numbers, another number of values, or another shape
NOT_FINITE = "not finite"  # NaN or infinity
VALUE = "value"

_ABSOLUTE = 1e-12  # what round-off may leave where zero belongs
_DEEPEST = 8  # levels of lists: in one that holds itself NumPy would look for numbers for ever


@dataclass(frozen=True)
class Difference:
    """The first thing in which an answer differs from what was expected.

    Parameters
    ----------
    reason : str
        KIND, NOT_FINITE or VALUE.
    expected, answer : object
        What belongs there and what is there: the whole, or the part that differs.
    part : int or None
        Which of several values it is, counted from 0.
    """

    reason: str
    expected: object
    answer: object
    part: int | None = None


def difference(expected, answer, rtol):
    """Find the first difference between an answer and what was expected.

    Numbers are the same if |answer - expected| <= rtol (|expected| + 0.001 max|expected|) + 1e-12
    for each element; the middle term is for elements that are small by cancellation.

    Parameters
    ----------
    expected : float, ndarray, str or tuple of them
        What belongs there. A tuple may be answered by a tuple, a list or an array as long.
    answer : object
        Anything.
    rtol : float
        Relative tolerance, dimensionless.

    Returns
    -------
    Difference or None
        None if they are the same.

    Examples
    --------
    >>> difference((1.0, 2.0), (1.0, 3.0), 1e-6)
    Difference(reason='value', expected=2.0, answer=3.0, part=1)
    >>> difference(np.ones(2), [1, 1], 1e-6) is None
    True
    """
    if isinstance(expected, tuple):
        return _difference_of_parts(expected, answer, rtol)
    if isinstance(expected, str):
        if not isinstance(answer, str):
            return Difference(KIND, expected, answer)
        same = answer.strip().casefold() == expected.strip().casefold()
        return None if same else Difference(VALUE, expected, answer)
    wanted, given = as_numbers(expected), as_numbers(answer)
    if wanted is None or given is None or wanted.shape != given.shape:
        return Difference(KIND, expected, answer)
    if not np.all(np.isfinite(given)):
        return Difference(NOT_FINITE, expected, answer)
    return None if np.all(_is_close(wanted, given, rtol)) else Difference(VALUE, expected, answer)


def _difference_of_parts(expected, answer, rtol):
    parts = parts_of(answer)
    if len(parts) != len(expected):
        return Difference(KIND, expected, answer)
    for index, (wanted, given) in enumerate(zip(expected, parts, strict=True)):
        found = difference(wanted, given, rtol)
        if found:
            return replace(found, part=index)
    return None


def parts_of(answer):
    """Return what a tuple, a list or an array consists of, as a list; empty for anything else.

    Examples
    --------
    >>> parts_of((1, 2)), parts_of(3)
    ([1, 2], [])
    """
    is_sequence = isinstance(answer, tuple | list)
    return list(answer) if is_sequence or (isinstance(answer, np.ndarray) and answer.ndim) else []


def _is_close(wanted, given, rtol):
    scale = np.abs(wanted)
    allowed = rtol * (scale + 1e-3 * scale.max(initial=0.0)) + _ABSOLUTE
    return np.abs(given - wanted) <= allowed


def as_numbers(value):
    """Return numbers of any kind as an array of floats.

    Parameters
    ----------
    value : object
        A number, an array, a list of numbers, SymPy's numbers, or anything else.

    Returns
    -------
    ndarray of float or complex, or None
        None if the value is anything else; text is no number.

    Examples
    --------
    >>> as_numbers([1, 2])
    array([1., 2.])
    >>> as_numbers("1") is None
    True
    """
    if _is_deep(value):
        return None
    try:
        array = np.asarray(value)
        if array.dtype == object and all(hasattr(item, "__float__") for item in array.flat):
            array = array.astype(float)
    except OverflowError:  # a whole number that no float can hold
        return np.full(np.shape(value), np.inf)
    except (TypeError, ValueError):  # a ragged list, or a symbol
        return None
    if array.dtype.kind not in "biufc":
        return None
    return array.astype(complex if array.dtype.kind == "c" else float)


def _is_deep(value):
    # Along the first elements is enough: NumPy gives up where another branch has another depth.
    for _level in range(_DEEPEST):
        if not isinstance(value, list | tuple) or not value:
            return False
        value = value[0]
    return True


def worst_element(found):
    """Find the element of an array that is furthest off.

    Parameters
    ----------
    found : Difference
        Of the reason VALUE, between arrays or numbers.

    Returns
    -------
    index : tuple of int
        Where the element is; empty for single numbers.
    wanted, given : float
        What belongs there and what is there.

    Examples
    --------
    >>> worst_element(Difference(VALUE, np.zeros(2), np.array([0.0, 3.0])))
    ((1,), 0.0, 3.0)
    """
    wanted, given = as_numbers(found.expected), as_numbers(found.answer)
    index = np.unravel_index(np.argmax(np.abs(given - wanted)), wanted.shape)
    index = tuple(int(i) for i in index)
    return index, wanted[index].item(), given[index].item()


def constant_factor(expected, answers, rtol):
    """Find the factor by which all answers are off, if there is one.

    Parameters
    ----------
    expected : sequence of float or ndarray
        What belongs there.
    answers : sequence
        As many answers.
    rtol : float
        Relative tolerance, dimensionless.

    Returns
    -------
    float or None
        answer / expected, dimensionless; None if that is not the same everywhere, if it is 1 to
        within the tolerance, or if an answer is of another kind or shape.

    Examples
    --------
    >>> constant_factor([1.0, 2.0], [-1.0, -2.0], 1e-6)
    -1.0
    """
    pairs = zip(expected, answers, strict=True)
    if any(getattr(difference(*pair, rtol), "reason", VALUE) != VALUE for pair in pairs):
        return None
    wanted = [as_numbers(value) for value in expected]
    given = [as_numbers(value) for value in answers]
    square = sum(np.vdot(part, part).real for part in wanted)
    if square == 0:
        return None
    factor = (sum(map(np.vdot, wanted, given)) / square).item()
    if factor == 0 or not np.isfinite(factor) or abs(factor - 1) <= 2 * rtol:
        return None
    # Each answer by its own size: among large ones a small one that is wrong would be forgiven.
    close = (
        np.all(_is_close(factor * part, other, rtol))
        for part, other in zip(wanted, given, strict=True)
    )
    return factor if all(close) else None


def order_of_parts(expected, answers, rtol):
    """Find the order in which the parts of every answer would be right.

    Parameters
    ----------
    expected : sequence of tuple
        What belongs there, each a tuple of the same length, at most 4.
    answers : sequence
        The answers.
    rtol : float
        Relative tolerance, dimensionless.

    Returns
    -------
    tuple of int or None
        The places in the answer at which the first, second, … part stands; None if there is none.

    Examples
    --------
    >>> order_of_parts([(1.0, 2.0)], [(2.0, 1.0)], 1e-6)
    (1, 0)
    """
    count = len(expected[0])
    right_length = all(isinstance(a, tuple | list) and len(a) == count for a in answers)
    if not right_length or count > 4:
        return None
    for order in permutations(range(count)):
        if all(
            difference(wanted, tuple(given[i] for i in order), rtol) is None
            for wanted, given in zip(expected, answers, strict=True)
        ):
            return order
    return None
