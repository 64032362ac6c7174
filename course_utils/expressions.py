"""Formulas as people type them: values, derivatives by SymPy, equivalence, and how to write them.

They are read by expression_parser.py, without ever evaluating Python.
"""

import functools
from dataclasses import dataclass

import numpy as np

from course_utils.expression_parser import parse_expression
from course_utils.expression_tokens import ExpressionError

__all__ = [
    "ExpressionError",
    "Formula",
    "derivative",
    "equivalent",
    "format_expression",
    "latex",
    "numeric_function",
    "parse_expression",
]


def numeric_function(expression, variables=("x",)):
    """Return a function of arrays that evaluates an expression.

    Parameters
    ----------
    expression : sympy.Expr
        As `parse_expression` or `derivative` returns it.
    variables : sequence of str
        The order of the arguments.

    Returns
    -------
    callable
        Takes numbers or arrays, returns an array of floats of their common shape. NaN stands where
        the result is no finite real number: outside the domain, at a pole, after an overflow.
        Only the result counts: exp(−1/x²) is 0 at 0, as its limit is. And SymPy has simplified
        before: x²/x is x.

    Examples
    --------
    >>> f = numeric_function(parse_expression("1/x"))
    >>> print(f(np.array([-2.0, 0.0, 4.0])))
    [-0.5    nan  0.25]

    """
    import sympy as sp

    symbols = [sp.Symbol(name, real=True) for name in variables]
    gap_at_zero = {"DiracDelta": lambda x, *_order: np.where(np.asarray(x) == 0, np.nan, 0.0)}
    compiled = sp.lambdify(symbols, expression, [gap_at_zero, "numpy"], cse=True)

    def evaluate(*arrays):
        arrays = np.broadcast_arrays(*(np.asarray(array, dtype=float) for array in arrays))
        with np.errstate(all="ignore"):
            try:
                values = np.asarray(compiled(*arrays))
            except (ZeroDivisionError, OverflowError):  # a part without variables
                values = np.asarray(np.nan)
            if np.iscomplexobj(values):
                values = np.where(values.imag == 0, values.real, np.nan)
            values = values.astype(float)
        values = np.where(np.isfinite(values), values, np.nan)
        return np.broadcast_to(values, arrays[0].shape).copy()[()]

    return evaluate


def derivative(expression, variable="x", order=1):
    """Return the derivative of an expression, by SymPy.

    Parameters
    ----------
    expression : sympy.Expr
        As `parse_expression` returns it.
    variable : str
        With respect to which one; the others are held.
    order : int
        How many times.

    Returns
    -------
    sympy.Expr

    Examples
    --------
    >>> derivative(parse_expression("x^3 - 2x"))
    3*x**2 - 2

    """
    import sympy as sp

    symbol = sp.Symbol(variable, real=True)
    if not expression.has(sp.Abs, sp.sign):
        return sp.diff(expression, symbol, order)
    # To SymPy ln(x) and √x are complex below zero, and |u| and sign(u) have no derivative then.
    real = _real_functions()
    for complex_one, real_one in real.items():
        expression = expression.replace(complex_one, real_one)
    slope = sp.diff(expression, symbol, order)
    for complex_one, real_one in real.items():
        slope = slope.replace(real_one, complex_one)
    return slope


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
        True where they agree to 1e-9 at the random points, each variable between −10 and 10, at
        which both have a value. Where there are fewer than ten such points, their difference has
        to vanish when SymPy multiplies it out.

    Raises
    ------
    ExpressionError
        Where one of them cannot be read.

    Examples
    --------
    >>> equivalent("sin(x)^2", "1 - cos(x)^2"), equivalent("x^2", "2x")
    (True, False)

    """
    import sympy as sp

    a, b = (_as_expression(formula, variables) for formula in (a, b))
    if any(symbol.name not in variables for symbol in (a - b).free_symbols):
        return False
    rng = np.random.default_rng(7)
    # Over several scales and both signs, so that narrow domains are met too.
    scales = np.repeat([0.3, 1.0, 3.0, 10.0], 60)
    points = [rng.uniform(-1, 1, scales.size) * scales for _variable in variables]
    points = [np.concatenate([values, np.abs(values)]) for values in points]
    first, second = (numeric_function(formula, variables)(*points) for formula in (a, b))
    both = np.isfinite(first) & np.isfinite(second)
    if both.sum() < 10:
        return sp.expand(a - b) == 0
    # Not more than the functions' own size, or all small ones would be the same.
    size = min(1.0, np.abs(first[both]).max(), np.abs(second[both]).max())
    return bool(np.allclose(first[both], second[both], rtol=1e-9, atol=1e-9 * size))


def format_expression(expression):
    """Write an expression as a person would, with numbers to twelve digits.

    It can be typed again, unless it is a derivative that holds SymPy's `DiracDelta`.

    >>> format_expression(parse_expression("0.8 - 0.06*x**2"))
    '0.8 - 0.06*x^2'

    """
    return _printer()().doprint(expression).replace("**", "^")


def latex(expression):
    """Write an expression for a formula in a notebook, without the dollar signs.

    >>> print(latex(parse_expression("sqrt(x)/2")))
    \\frac{\\sqrt{x}}{2}

    """
    import sympy as sp

    return sp.latex(expression)


@dataclass(frozen=True)
class Formula:
    """A typed formula with its values and its derivatives.

    Parameters
    ----------
    text : str
        What was typed.
    variables : tuple of str
        The names that may occur.

    Raises
    ------
    ExpressionError
        Where the text cannot be read.

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

    @functools.cached_property
    def _evaluate(self):
        return numeric_function(self.expression, self.variables)

    def __call__(self, *arrays):
        """Evaluate it; see `numeric_function`."""
        return self._evaluate(*arrays)

    def derivative(self, variable=None, order=1):
        """Return a function that evaluates a derivative; by default of the first variable.

        NaN stands where there is none: also at a corner such as that of |x|, for which SymPy's
        derivative, sign(x), has the value 0.
        """
        return self._derivative(variable or self.variables[0], order)

    def n_operations(self, variable=None, order=0):
        """Return how many operations a derivative takes as SymPy writes it: a measure of length."""
        return self._symbolic(variable or self.variables[0], order).count_ops()

    @functools.lru_cache(maxsize=32)  # noqa: B019 - a formula is small, and few are made
    def _derivative(self, variable, order):
        import sympy as sp

        expression = self._symbolic(variable, order)
        slope = numeric_function(expression, self.variables)
        if order == 0 or not expression.has(sp.sign):
            return slope
        return _without_jumps(slope, self.variables.index(variable))

    @functools.lru_cache(maxsize=32)  # noqa: B019
    def _symbolic(self, variable, order):
        if order == 0:
            return self.expression
        # From the next lower one, which is kept: each order takes many times as long as the last.
        return derivative(self._symbolic(variable, order - 1), variable)


def _without_jumps(slope, place):
    """Return a derivative with NaN where it jumps as its argument number `place` moves.

    A derivative takes every value between two of its own (Darboux): where it jumps there is none.
    """

    def evaluate(*arrays):
        def across(reach):
            """Return by how much the slopes on both sides differ."""
            ahead, behind = (
                slope(*arrays[:place], arrays[place] + side * reach, *arrays[place + 1 :])
                for side in (1, -1)
            )
            return np.abs(ahead - behind)

        values = slope(*arrays)
        reach = 1e-9 * np.maximum(1.0, np.abs(arrays[place]))
        near, far = across(reach / 100), across(reach)
        # From a hundredth as far, a bend would be a hundredth as large. A jump stays what it is.
        jumps = (near > 1e-8 * np.maximum(1.0, np.abs(values))) & (near > far / 2)
        return np.where(jumps, np.nan, values)[()]

    return evaluate


def _as_expression(formula, variables):
    return parse_expression(formula, variables) if isinstance(formula, str) else formula


@functools.cache
def _real_functions():
    """Return for |u| and sign(u) the same as functions of a u that is real."""
    import sympy as sp

    class real_sign(sp.Function):
        def fdiff(self, argindex=1):
            return 2 * sp.DiracDelta(self.args[0])

    class real_abs(sp.Function):
        def fdiff(self, argindex=1):
            return real_sign(self.args[0])

    return {sp.Abs: real_abs, sp.sign: real_sign}


@functools.cache
def _printer():
    from sympy.printing.str import StrPrinter

    class Printer(StrPrinter):
        """Bars for absolute values, `ln`, and short numbers."""

        def _print_Abs(self, expression):
            return f"|{self._print(expression.args[0])}|"

        def _print_log(self, expression):
            return f"ln({self._print(expression.args[0])})"

        def _print_Exp1(self, expression):
            return "exp(1)"

        def _print_Float(self, expression):
            return f"{float(expression):.12g}"

    return Printer
