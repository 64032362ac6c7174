"""Where a function is flat, and what kind of flat point that is."""

from dataclasses import dataclass

import numpy as np

HIGHEST_ORDER = 6
# A derivative with more operations than this is not derived again: the next one can be ten times
# as long, and the reader would wait for seconds.
MAX_OPERATIONS = 1500


@dataclass(frozen=True)
class Ruling:
    """What a function does at a point.

    Attributes
    ----------
    kind : {"slope", "minimum", "maximum", "neither", "open", "no value"}
        "no value": there is no value or no slope. "slope": the derivative is not zero.
        "neither": flat, and yet no minimum nor maximum. "open": all derivatives looked at are
        zero; they end with the sixth, with the last one before they get too long, or where there
        is none.
    order : int
        The order of the first derivative that is not zero; 0 where there is none.
    value : float
        That derivative.

    """

    kind: str
    order: int = 0
    value: float = 0.0


def rule_flat_point(formula, x, tolerance=1e-6):
    """Rule what a function does at x, by the first derivative there that is not zero.

    An even order means a minimum where that derivative is positive and a maximum where it is
    negative; an odd order above 1 means neither.

    Parameters
    ----------
    formula : Formula
        Of one variable.
    x : float
        The point.
    tolerance : float
        A derivative counts as zero where its size is at most this: the point itself is only known
        to some digits.

    Returns
    -------
    Ruling

    Examples
    --------
    >>> from course_utils.expressions import Formula
    >>> rule_flat_point(Formula("x^4"), 0.0).kind, rule_flat_point(Formula("x^3"), 0.0).kind
    ('minimum', 'neither')

    """
    if not np.isfinite(formula(x)):
        return Ruling("no value")
    for order in range(1, HIGHEST_ORDER + 1):
        if formula.n_operations(order=order - 1) > MAX_OPERATIONS:
            break
        value = float(formula.derivative(order=order)(x))
        if not np.isfinite(value):
            return Ruling("no value") if order == 1 else Ruling("open")
        if abs(value) > tolerance:
            return Ruling(_kind(order, value), order, value)
    return Ruling("open")


def find_flat_points(formula, low, high, n_points=2001):
    """Find the points between low and high, the two left out, where the derivative is zero.

    Parameters
    ----------
    formula : Formula
        Of one variable.
    low, high : float
        The range.
    n_points : int
        How finely it is searched: flat points closer together than that are found as one.

    Returns
    -------
    list of float
        In rising order, to about nine digits. Empty where the function is flat everywhere.

    Examples
    --------
    >>> from course_utils.expressions import Formula
    >>> find_flat_points(Formula("x^3 - 3x"), -2, 2)
    [-1.0, 1.0]

    """
    slope = formula.derivative()
    x = np.linspace(low, high, n_points)
    values = slope(x)
    size = np.abs(values)
    if not (size > 1e-12).any():
        return []
    zero = 1e-6 * np.median(size[size > 0])
    found = []
    for i in range(1, n_points - 1):
        # A sign change, or a touch: the slope's size is least here among its neighbours.
        if size[i] <= size[i - 1] and size[i] < size[i + 1]:
            point = _least(lambda t: np.abs(slope(t)), x[i - 1], x[i + 1])
            if abs(float(slope(point))) < zero:
                found.append(_tidy(slope, point))
    return found


def _kind(order, value):
    if order == 1:
        return "slope"
    if order % 2:
        return "neither"
    return "minimum" if value > 0 else "maximum"


def _least(f, low, high):
    """Narrow down where f is least by looking at eleven points, again and again."""
    for _round in range(14):
        x = np.linspace(low, high, 11)
        values = f(x)
        best = int(np.nanargmin(values))
        low, high = x[max(best - 1, 0)], x[min(best + 1, 10)]
    return float(x[best])


def _tidy(slope, point):
    """Prefer a short number where the slope is as near to zero there."""
    for digits in range(7):
        short = round(point, digits) + 0.0
        if abs(short - point) < 1e-5 and abs(float(slope(short))) <= abs(float(slope(point))):
            return short
    return point
