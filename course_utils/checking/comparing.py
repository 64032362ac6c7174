"""Whether an answer is what was expected, and if not, in which way it differs."""

from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

KIND = "kind"  # not numbers, another number of values, or another shape
NOT_FINITE = "not finite"  # NaN or infinity
VALUE = "value"

EXACT = 1e-6  # relative tolerance, dimensionless, where nobody has rounded
_ABSOLUTE = 1e-12  # what round-off may leave where zero belongs
_DEEPEST = 8  # levels of lists: in one that holds itself NumPy would look for numbers for ever


@dataclass(frozen=True)
class Difference:
    """The first thing in which an answer differs from what was expected.

    The reason is KIND, NOT_FINITE or VALUE; the part is its place, if it is one of several values.
    """

    reason: str
    expected: object
    answer: object
    part: int | None = None


def difference(expected, answer, rtol=EXACT):
    """Find the first difference between an answer and what was expected; None if there is none.

    Numbers are the same if |answer - expected| <= rtol (|expected| + 0.001 max|expected|) + 1e-12
    for each element; the middle term is for elements that are small by cancellation. Numbers of
    less than double precision need agree only to half of their own digits. A tuple may be answered
    by a tuple, a list or an array as long, a single number by an array of size 1.

    >>> difference((1.0, 2.0), (1.0, 3.0))
    Difference(reason='value', expected=2.0, answer=3.0, part=1)
    >>> difference(np.ones(2), [1, 1]) is None
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
    if wanted is not None and given is not None and wanted.ndim == 0 and given.size == 1:
        given = given if isinstance(answer, list | tuple) else given.reshape(())
    if wanted is None or given is None or wanted.shape != given.shape:
        return Difference(KIND, expected, answer)
    if not np.all(np.isfinite(given)):
        return Difference(NOT_FINITE, expected, answer)
    return None if np.all(_is_close(wanted, given, rtol)) else Difference(VALUE, expected, answer)


def _difference_of_parts(expected, answer, rtol):
    parts = parts_of(answer)
    # The rows of an array are all of one shape: it is no answer where the parts are not.
    is_array = not isinstance(answer, tuple | list)
    uneven = len({np.shape(part) for part in expected}) > 1
    if len(parts) != len(expected) or (is_array and uneven):
        return Difference(KIND, expected, answer)
    for index, (wanted, given) in enumerate(zip(expected, parts, strict=True)):
        if found := difference(wanted, given, rtol):
            return replace(found, part=index)
    return None


def parts_of(answer):
    """Return what a tuple, a list or an array of any library consists of; else an empty list."""
    if isinstance(answer, tuple | list):
        return list(answer)
    numbers = as_numbers(answer)
    return list(numbers) if numbers is not None and numbers.ndim else []


def _is_close(wanted, given, rtol):
    scale, cancelled = np.abs(wanted), 1e-3
    precision = _precision(given)
    if precision > np.finfo(float).eps:
        rtol, cancelled = max(rtol, precision**0.5), 1.0
    allowed = rtol * (scale + cancelled * scale.max(initial=0.0)) + max(precision, _ABSOLUTE)
    return np.abs(given - wanted) <= allowed


def _precision(numbers):
    """Return the relative rounding error of numbers, dimensionless."""
    precision = np.finfo(numbers.dtype).eps
    if numbers.dtype == float and np.any(numbers != np.rint(numbers)):
        # As `.item()` and `float()` make them of a tensor: Python's own numbers with single digits.
        with np.errstate(over="ignore"):
            if np.all(numbers == numbers.astype(np.float32)):
                return np.finfo(np.float32).eps
    return precision


def as_numbers(value):
    """Return numbers of any kind as an array of floats in their own precision; None for all else.

    They may be a list, an array or tensor of any library, a `Fraction`, a `Decimal`, SymPy's own.
    """
    if _is_deep(value):
        return None
    try:
        array = np.asarray(_plain(value))
        if array.dtype == object and all(hasattr(item, "__float__") for item in array.flat):
            array = array.astype(float)
    except OverflowError:  # a whole number that no float can hold
        return np.full(np.shape(value), np.inf)
    except (TypeError, ValueError):  # a ragged list, or a symbol
        return None
    if array.dtype.kind in "biu":
        return array.astype(float)
    return array if array.dtype.kind in "fc" else None


def _plain(value):
    """Turn tensors, also those in lists, into what NumPy reads; leave all else alone."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    kind = type(value)
    if not isinstance(value, np.ndarray | np.generic):
        for step in ("detach", "cpu", "numpy"):  # as PyTorch and TensorFlow name them
            if callable(getattr(kind, step, None)):
                value = getattr(value, step)()
    return value


def _is_deep(value):
    # Along the first elements is enough: NumPy gives up where another branch has another depth.
    for _level in range(_DEEPEST):
        if not isinstance(value, list | tuple) or not value:
            return False
        value = value[0]
    return True


def worst_element(found):
    """Find the element that is furthest off for its size, as (index, wanted, given)."""
    wanted = as_numbers(found.expected)
    given = as_numbers(found.answer).reshape(wanted.shape)
    scale = np.abs(wanted)
    off = np.abs(given - wanted) / (scale + 1e-3 * scale.max() + _ABSOLUTE)
    index = tuple(int(i) for i in np.unravel_index(np.argmax(off), wanted.shape))
    return index, wanted[index].item(), given[index].item()


def constant_factor(expected, answers, rtol=EXACT):
    """Find the factor by which all answers are off; None if it is 1, or not the same everywhere."""
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
    pairs = zip(wanted, given, strict=True)
    is_factor = all(np.all(_is_close(factor * part, other, rtol)) for part, other in pairs)
    return factor if is_factor else None


def order_of_parts(expected, answers):
    """Find the order of places in which the parts of every answer would be right, or None.

    >>> order_of_parts([(1.0, 2.0)], [(2.0, 1.0)])
    (1, 0)
    """
    count = len(expected[0])
    answers = [parts_of(answer) for answer in answers]
    if any(len(parts) != count for parts in answers) or count > 4:
        return None
    for order in permutations(range(count)):
        if all(
            difference(wanted, tuple(given[i] for i in order)) is None
            for wanted, given in zip(expected, answers, strict=True)
        ):
            return order
    return None
