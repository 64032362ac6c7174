"""A formula that somebody has typed."""

import functools
from dataclasses import dataclass

import numpy as np

from course_utils.formulas.calculus import derivative, numeric_function
from course_utils.formulas.reading import parse_expression


@dataclass(frozen=True)
class Formula:
    """A typed formula with its values and its derivatives; an `ExpressionError` where it is none.

    Parameters
    ----------
    text : str
        What was typed.
    variables : tuple of str
        The names that may occur.

    Examples
    --------
    >>> formula = Formula("x^2")
    >>> print(formula(3.0), formula.derivative()(3.0))
    9.0 6.0
    """

    text: str
    variables: tuple = ("x",)

    def __post_init__(self):
        self.expression  # noqa: B018 - a formula that cannot be read is refused when it is made

    @functools.cached_property
    def expression(self):
        """What SymPy makes of it."""
        return parse_expression(self.text, self.variables)

    def __call__(self, *arrays):
        """Evaluate it; see `numeric_function`."""
        return self.derivative(order=0)(*arrays)

    @functools.lru_cache(maxsize=32)  # noqa: B019 - a formula is small, and few are made
    def derivative(self, variable=None, order=1):
        """Return a function that evaluates a derivative; by default of the first variable.

        NaN stands where there is none: where the formula itself has no value, as ln(x) below 0,
        and at a corner such as that of |x|, for which SymPy's derivative, sign(x), is 0.
        """
        import sympy as sp

        variable = variable or self.variables[0]
        expression = self._symbolic(variable, order)
        slope = numeric_function(expression, self.variables)
        if order == 0:
            return slope
        place = self.variables.index(variable)
        if expression.has(sp.sign):
            slope = _without_jumps(slope, place)
        return _where_it_exists(slope, self.derivative(variable, order - 1), place)

    def n_operations(self, order):
        """Return how many operations a derivative takes as SymPy writes it: a measure of length."""
        return self._symbolic(self.variables[0], order).count_ops()

    @functools.lru_cache(maxsize=32)  # noqa: B019
    def _symbolic(self, variable, order):
        if order == 0:
            return self.expression
        # From the next lower one, which is kept: each order takes many times as long as the last.
        return derivative(self._symbolic(variable, order - 1), variable)


def _both_sides(function, arrays, place, reach):
    """Return the values ahead and behind, as argument number `place` moves by its share `reach`."""
    step = reach * np.maximum(1.0, np.abs(arrays[place]))
    before, after = arrays[:place], arrays[place + 1 :]
    return [function(*before, arrays[place] + move, *after) for move in (step, -step)]


def _where_it_exists(slope, function, place):
    """Return a slope with NaN where there is no function, and 0 where that is constant.

    There √relu(x), say, has a slope that is computed as 0/0.
    """

    def evaluate(*arrays):
        values, slopes = function(*arrays), slope(*arrays)
        missing = np.isfinite(values) & np.isnan(slopes)
        if np.any(missing):
            ahead, behind = _both_sides(function, arrays, place, 1e-6)
            slopes = np.where(missing & (ahead == values) & (behind == values), 0.0, slopes)
        return np.where(np.isfinite(values), slopes, np.nan)[()]

    return evaluate


def _without_jumps(slope, place):
    """Return a derivative with NaN where it jumps as its argument number `place` moves.

    A derivative takes every value between two of its own (Darboux): where it jumps there is none.
    """

    def evaluate(*arrays):
        def across(reach):
            ahead, behind = _both_sides(slope, arrays, place, reach)
            return np.abs(ahead - behind)

        values, near, far = slope(*arrays), across(1e-11), across(1e-9)
        # From a hundredth as far, a bend would be a hundredth as large. A jump stays what it is.
        jumps = (near > 1e-8 * np.maximum(1.0, np.abs(values))) & (near > far / 2)
        return np.where(jumps, np.nan, values)[()]

    return evaluate
