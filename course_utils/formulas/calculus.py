"""The values of an expression, and its derivatives by SymPy."""

import functools

import numpy as np

HUGE = 1e300  # beyond it even the difference of two values may overflow


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
        the result is no finite real number: outside the domain, at a pole, beyond 1e300.
        Only the result counts: exp(−1/x²) is 0 at 0, as its limit is. And SymPy has simplified
        before: x²/x is x.

    Examples
    --------
    >>> from course_utils.formulas import parse_expression
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
        values = np.where(np.abs(values) <= HUGE, values, np.nan)
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
    >>> from course_utils.formulas import parse_expression
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


@functools.cache
def cube_root():
    """Return the real cube root as a SymPy function: SymPy's own is complex below zero."""
    import sympy as sp

    class cbrt(sp.Function):
        nargs = 1

        def fdiff(self, argindex=1):
            return 1 / (3 * self**2)

        def _eval_is_extended_real(self):
            return self.args[0].is_extended_real

        def _latex(self, printer, exp=None):
            root = rf"\sqrt[3]{{{printer._print(self.args[0])}}}"
            return root if exp is None else rf"\left({root}\right)^{{{exp}}}"

    return cbrt


@functools.cache
def _real_functions():
    """Return for |u| and sign(u) the same as functions of a u that is real."""
    import sympy as sp

    class real_sign(sp.Function):
        def fdiff(self, argindex=1):
            return 2 * sp.DiracDelta(self.args[0])

        # Of what may be complex SymPy would multiply a high power out, for minutes.
        def _eval_is_extended_real(self):
            return True

    class real_abs(sp.Function):
        def fdiff(self, argindex=1):
            return real_sign(self.args[0])

        def _eval_is_extended_real(self):
            return True

    return {sp.Abs: real_abs, sp.sign: real_sign}
