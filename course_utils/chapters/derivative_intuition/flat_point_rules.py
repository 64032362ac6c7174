"""Where a function is flat, and what kind of flat point that is."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from course_utils.formulas import derivative
from course_utils.formulas.precise import is_real, precise_function

HIGHEST_ORDER = 6
# A derivative with more operations than this is not derived again: the next one can be ten times
# as long, and the reader would wait for seconds.
MAX_OPERATIONS = 1500
MAX_PRECISE = 300  # operations of a derivative that is computed with sixty digits
MAX_IN_ALL = 20_000  # operations so computed before a search
MAX_SEARCHED = 400  # operations of a derivative, times the places that are searched with it


@dataclass(frozen=True)
class Ruling:
    """What kind of flat point a point is, and the derivative that decides.

    It is a "minimum", a "maximum", "neither", or "open" where nothing tells. The order is 0 where
    no derivative decides: all that were looked at are zero. They end with the sixth, with the last
    one before they get too long, or where there is none.
    """

    kind: str
    order: int = 0
    value: float = 0.0


@lru_cache(maxsize=64)
def precise_derivative(formula, order):
    """Return a function of arrays that evaluates a derivative with sixty digits.

    So a difference of nearly equal terms is no round-off. A long one has sixteen digits as ever.
    """
    plain = formula.derivative(order=order) if order else formula
    if formula.n_operations(order=order) > MAX_PRECISE:
        return plain
    name = formula.variables[0]
    precise = precise_function(derivative(formula.expression, name, order))

    def evaluate(x):
        values = np.array(plain(x), dtype=float)  # not a number where there is a corner or a gap
        for place in map(tuple, np.argwhere(np.isfinite(values))):
            value = precise({name: np.asarray(x)[place]})
            if is_real(value):
                values[place] = float(value)
        return values

    return evaluate


def rule_flat_point(formula, x, tolerance=1e-6):
    """Rule what kind of flat point x is, by the first derivative there that is not zero.

    An even order means a minimum where that derivative is positive and a maximum where it is
    negative; an odd order means neither. Where no derivative decides, the values on both sides do.

    The point is only known to some digits: a derivative counts as zero where its size is at most
    the share `tolerance` of its typical size within 1 of x.
    """
    near = x + np.linspace(-1, 1, 41)
    for order in range(2, HIGHEST_ORDER + 1):
        if formula.n_operations(order=order - 1) > MAX_OPERATIONS:
            break
        value = float(precise_derivative(formula, order)(x))
        if not np.isfinite(value):
            break
        if abs(value) > tolerance * _typical_size(formula.derivative(order=order)(near)):
            kind = "neither" if order % 2 else "minimum" if value > 0 else "maximum"
            return Ruling(kind, order, value)
    return Ruling(_compare_sides(formula, x))


def find_flat_points(formula, low, high, n_points=7001):
    """Find the points between low and high, the two left out, where the derivative is zero.

    They come in rising order, with all digits of a float. Points are found apart where they are
    further apart than one step of the grid that is searched. None is found where the function is
    level on a whole stretch.
    """
    slope, plain = precise_derivative(formula, 1), formula.derivative()
    n_operations = formula.n_operations(order=1)
    x = np.linspace(low, high, n_points)
    values = plain(x)
    # Where large terms cancel, the signs of what is left may be round-off's.
    lost = np.abs(values) < 1e-8 * _typical_size(values)
    if np.count_nonzero(lost) * n_operations < MAX_IN_ALL:
        values[lost] = slope(x[lost])
    left, right, share = _candidates(x, values)
    # Where it swings without end sixteen digits have to do: nobody waits for a minute.
    if len(left) * n_operations > MAX_SEARCHED:
        slope = plain
    return _tidy(slope, _find_zeros(slope, left, right, share)).tolist()


def _candidates(x, values):
    """Return intervals that may hold a flat point, and what share of the slope may be left there.

    Either the slope changes its sign, and is not to jump; or it touches zero, where its size is
    least among its neighbours, and not by round-off only. The end of a level stretch is neither.
    """
    size, sign = np.abs(values), np.sign(values)
    change = np.flatnonzero(sign[:-1] * sign[1:] < 0)
    least = (size[2:] > size[1:-1]) & (size[1:-1] <= size[:-2]) & (size[:-2] > 0)
    least &= np.maximum(size[2:], size[:-2]) > 1.001 * size[1:-1]
    one_sign = (sign[:-2] == sign[1:-1]) & (sign[1:-1] == sign[2:])
    touch = 1 + np.flatnonzero(least & (one_sign | (sign[1:-1] == 0)))
    is_zero = sign[touch] == 0
    left = np.concatenate([x[change], np.where(is_zero, x[touch], x[touch - 1])])
    right = np.concatenate([x[change + 1], np.where(is_zero, x[touch], x[touch + 1])])
    share = np.concatenate([np.full(len(change), 1e-3), np.where(is_zero, 0.0, 1e-12)])
    order = np.argsort(left, kind="stable")
    return left[order], right[order], share[order]


def _find_zeros(slope, left, right, share):
    """Return, interval by interval, where the slope is nearest to zero.

    An interval in which more than a share of the slope's usual size is left has none.
    """
    usual = np.array([_typical_size(row) for row in slope(np.linspace(left, right, 11, axis=1))])
    rows = np.arange(len(left))
    for _round in range(20):
        x = np.linspace(left, right, 11, axis=1)
        sizes = np.abs(slope(x))
        best = np.argmin(np.where(np.isnan(sizes), np.inf, sizes), axis=1)
        left, right = x[rows, np.maximum(best - 1, 0)], x[rows, np.minimum(best + 1, 10)]
    return x[rows, best][sizes[rows, best] <= share * usual]


def _typical_size(values):
    """Return the median size of the values that are neither zero nor missing, or 0."""
    sizes = np.abs(values[np.isfinite(values) & (values != 0)])
    return float(np.median(sizes)) if sizes.size else 0.0


def _compare_sides(formula, x):
    """Return the kind of a flat point by the nearest values on both sides that differ from f(x)."""
    reaches = np.geomspace(1e-4, 1.0, 17)
    f = precise_derivative(formula, 0)
    behind, ahead = f(x - reaches) - f(x), f(x + reaches) - f(x)
    round_off = 1e-12 * _typical_size(formula(x + np.linspace(-1, 1, 41)))
    for left, right in zip(behind, ahead, strict=True):
        if min(abs(left), abs(right)) > round_off:
            return "neither" if left * right < 0 else "minimum" if left > 0 else "maximum"
    return "open"


def _tidy(slope, points):
    """Prefer short numbers where the slope is as near to zero there."""
    size, tidy = np.abs(slope(points)), points.copy()
    for digits in reversed(range(7)):
        short = np.round(points, digits) + 0.0
        as_good = (np.abs(short - points) < 1e-5) & (np.abs(slope(short)) <= size)
        tidy[as_good] = short[as_good]
    return np.sort(tidy)
