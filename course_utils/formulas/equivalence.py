"""Whether two formulas are the same function."""

import functools
import math
from dataclasses import dataclass

import numpy as np

from course_utils.formulas.calculus import numeric_function
from course_utils.formulas.reading import parse_expression

AGREEMENT = 1e-9
PRECISION = np.finfo(float).eps
N_POINTS = 480
FEWEST_POINTS = 10  # at which both have a value
MOST_TERMS = 1000  # with more of them a difference is not multiplied out: it would take seconds


def equivalent(a, b, variables=("x",)):
    """Tell whether two formulas are the same function.

    Parameters
    ----------
    a, b : str or sympy.Expr
        The formulas.
    variables : sequence of str
        Their variables.

    Returns
    -------
    bool
        True where they agree at the random points, each variable between −10 and 10, at which
        both have a value: |a − b| ≤ 1e-9 (|b| + the least of 1, max|a| and max|b|), or, where
        terms cancel, |a − b| is within the rounding error of these terms. Where there are fewer
        than ten such points, their difference has to vanish when SymPy multiplies it out.

    Raises
    ------
    ExpressionError
        Where one of them cannot be read.

    Notes
    -----
    Values decide, so it is no proof. Formulas that differ by less than that, or only where no
    point fell, count as the same. Where the rounding error is more than 1e-9 of the terms, as in
    sign((x+1)² − x² − 2x − 1), values tell nothing, and such points do not count. A decimal number
    is rounded to 16 digits when it is read, so 0.1x + 0.2x − 0.3x is not 0. And a difference of
    more than `MOST_TERMS` terms is not multiplied out: such formulas count as different.

    Examples
    --------
    >>> equivalent("sin(x)^2", "1 - cos(x)^2"), equivalent("x^2", "2x")
    (True, False)

    """
    a, b = (_as_expression(formula, variables) for formula in (a, b))
    if any(symbol.name not in variables for symbol in a.free_symbols | b.free_symbols):
        return False
    points = _points(len(variables))
    first, second = (numeric_function(formula, variables)(*points) for formula in (a, b))
    counts = np.isfinite(first) & np.isfinite(second)
    if counts.sum() < FEWEST_POINTS:
        return _vanishes(a - b)
    # Not more than the functions' own size, or all small ones would be the same.
    size = min(1.0, np.abs(first[counts]).max(), np.abs(second[counts]).max())
    agrees = np.isclose(first, second, rtol=AGREEMENT, atol=AGREEMENT * size)
    if agrees[counts].all():
        return True
    rounding = _Rounding(dict(zip(variables, points, strict=True)))
    first, second = rounding.of(a), rounding.of(b)
    error, terms = first.error + second.error, first.terms + second.terms
    with np.errstate(all="ignore"):
        counts &= error <= AGREEMENT * terms
        agrees |= np.abs(first.value - second.value) <= error
    if counts.sum() < FEWEST_POINTS:
        return _vanishes(a - b)
    return bool(agrees[counts].all())


def _as_expression(formula, variables):
    return parse_expression(formula, variables) if isinstance(formula, str) else formula


def _points(n_variables):
    rng = np.random.default_rng(7)
    # Over several scales and both signs, so that narrow domains are met too.
    scales = np.repeat([0.3, 1.0, 3.0, 10.0], N_POINTS // 8)
    points = [rng.uniform(-1, 1, scales.size) * scales for _variable in range(n_variables)]
    return [np.concatenate([values, np.abs(values)]) for values in points]


@dataclass(frozen=True)
class _Rounded:
    """Values, how far rounding may have moved them, and the size of the terms they are sums of."""

    value: np.ndarray
    error: np.ndarray
    terms: np.ndarray


class _Rounding:
    """Evaluates expressions at given points, and follows the rounding errors on the way."""

    def __init__(self, points):
        self.points = points
        self.known = {}

    def of(self, expression):
        """Return a `_Rounded`; its error is NaN where it is not known."""
        if expression not in self.known:
            with np.errstate(all="ignore"):
                if expression.args:
                    self.known[expression] = self.compound(expression)
                else:
                    self.known[expression] = self.single(expression)
        return self.known[expression]

    def single(self, expression):
        exact = expression.is_Symbol or expression.is_Integer
        if expression.is_Symbol:
            value = self.points[expression.name]
        else:
            value = np.full(N_POINTS, _as_number(expression))
        return _Rounded(value, np.abs(value) * (0.0 if exact else PRECISION), np.abs(value))

    def compound(self, expression):
        parts = [self.of(part) for part in expression.args]
        values, errors = [part.value for part in parts], [part.error for part in parts]
        if expression.is_Add:
            value, terms = sum(values), sum(map(np.abs, values))
            # Twice, as the terms are added one after the other.
            return _Rounded(value, sum(errors) + 2 * PRECISION * terms, terms)
        try:
            function = _function(expression.func, len(parts))
        except Exception:  # SymPy raises errors of many kinds where this is no function of numbers
            return _Rounded(*[np.full(N_POINTS, np.nan)] * 3)
        value = function(*values)
        error = 8 * PRECISION * np.abs(value)
        for place, reach in enumerate(errors):
            if reach.any():
                moved = [
                    function(*values[:place], values[place] + way * reach, *values[place + 1 :])
                    for way in (1, -1)
                ]
                # Where one side has no value the other one tells.
                error = error + np.fmax(*(np.abs(other - value) for other in moved))
        return _Rounded(value, error, np.abs(value))


def _as_number(expression):
    try:
        return float(expression)
    except (TypeError, ValueError, OverflowError):  # not real, or beyond all bounds
        return np.nan


@functools.lru_cache(maxsize=256)
def _function(kind, n_arguments):
    """Return a function of arrays for a kind of SymPy expression, as for a sum or a sine."""
    import sympy as sp

    names = [f"part_{number}" for number in range(n_arguments)]
    return numeric_function(kind(*(sp.Symbol(name, real=True) for name in names)), names)


def _vanishes(difference):
    import sympy as sp

    if difference == 0 or _n_terms(difference) > MOST_TERMS:
        return difference == 0
    return sp.expand(difference) == 0


def _n_terms(expression):
    """Return at most how many terms SymPy writes down when it multiplies an expression out."""
    if not expression.args:
        return 1
    counts = [_n_terms(part) for part in expression.args]
    if expression.is_Add:
        return sum(counts)
    if not expression.is_Pow:
        return math.prod(counts)
    # Of the exponent only the number that stands in it: x^(y + 3) becomes x^y x³.
    power = abs(_as_number(expression.exp.as_coeff_Add()[0]))
    if not power <= MOST_TERMS:
        return math.inf
    power, n_base = math.ceil(power), counts[0]
    return max(n_base, math.comb(power + n_base - 1, power)) * counts[1]
