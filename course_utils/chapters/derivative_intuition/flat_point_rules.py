"""Where a function is flat, and what kind of flat point that is."""

from dataclasses import dataclass

import numpy as np

HIGHEST_ORDER = 6
# A derivative with more operations than this is not derived again: the next one can be ten times
# as long, and the reader would wait for seconds.
MAX_OPERATIONS = 1500


@dataclass(frozen=True)
class Ruling:
    """What kind of flat point a point is.

    Attributes
    ----------
    kind : {"minimum", "maximum", "neither", "open"}
        "open": neither the derivatives nor the values on both sides tell.
    order : int
        The order of the first derivative that is not zero; 0 where all that were looked at are:
        they end with the sixth, with the last one before they get too long, or where there is none.
    value : float
        That derivative.

    """

    kind: str
    order: int = 0
    value: float = 0.0


def rule_flat_point(formula, x, tolerance=1e-6):
    """Rule what kind of flat point x is, by the first derivative there that is not zero.

    An even order means a minimum where that derivative is positive and a maximum where it is
    negative; an odd order means neither. Where no derivative decides, the values on both sides do.

    Parameters
    ----------
    formula : Formula
        Of one variable.
    x : float
        A point where its derivative is zero, such as `find_flat_points` finds.
    tolerance : float
        A derivative counts as zero where its size is at most this share of its typical size within
        1 of x: the point itself is only known to some digits.

    Returns
    -------
    Ruling

    Examples
    --------
    >>> from course_utils.formulas import Formula
    >>> rule_flat_point(Formula("x^4"), 0.0).kind, rule_flat_point(Formula("x^3"), 0.0).kind
    ('minimum', 'neither')

    """
    near = x + np.linspace(-1, 1, 41)
    for order in range(2, HIGHEST_ORDER + 1):
        if formula.n_operations(order=order - 1) > MAX_OPERATIONS:
            break
        slope = formula.derivative(order=order)
        value = float(slope(x))
        if not np.isfinite(value):
            break
        if abs(value) > tolerance * _typical_size(slope(near)):
            kind = "neither" if order % 2 else "minimum" if value > 0 else "maximum"
            return Ruling(kind, order, value)
    return Ruling(_compare_sides(formula, x))


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
    >>> from course_utils.formulas import Formula
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
        # A sign change, or a touch: the slope's size is least here among its neighbours. The end
        # of a level stretch is neither.
        if size[i + 1] > size[i] <= size[i - 1] > 0:
            point = _least(lambda t: np.abs(slope(t)), x[i - 1], x[i + 1])
            # Where the values on both sides do not differ, round-off made the slope's least size.
            if abs(float(slope(point))) < zero and _compare_sides(formula, point) != "open":
                found.append(_tidy(slope, point))
    return found


def _typical_size(values):
    """Return the median size of the values that are neither zero nor missing, or 0."""
    sizes = np.abs(values[np.isfinite(values) & (values != 0)])
    return float(np.median(sizes)) if sizes.size else 0.0


def _compare_sides(formula, x):
    """Return the kind of a flat point by the nearest values on both sides that differ from f(x)."""
    reaches = np.geomspace(1e-4, 1.0, 17)
    behind, ahead = formula(x - reaches) - formula(x), formula(x + reaches) - formula(x)
    round_off = 1e-12 * _typical_size(formula(x + np.linspace(-1, 1, 41)))
    for left, right in zip(behind, ahead, strict=True):
        if min(abs(left), abs(right)) > round_off:
            return "neither" if left * right < 0 else "minimum" if left > 0 else "maximum"
    return "open"


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
