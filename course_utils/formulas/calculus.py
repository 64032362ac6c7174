"""The values of an expression, and its derivatives by SymPy."""

import functools

import numpy as np

from course_utils.formulas.precise import is_real, precise_function

HUGE = 1e300  # beyond it even the difference of two values may overflow
MOST_OPERATIONS = 10_000  # with sixty digits, in one call: a tenth of a second


def numeric_function(expression, variables=("x",)):
    """Return a function of arrays, in the order of `variables`, that evaluates an expression.

    It takes numbers or arrays and returns floats of their common shape. NaN stands where the
    result is no finite real number: outside the domain, at a pole, beyond 1e300. Only the result
    counts: exp(−1/x²) is 0 at 0, as its limit is. And SymPy has simplified before: x²/x is x.

    >>> from course_utils.formulas import parse_expression
    >>> f = numeric_function(parse_expression("1/x"))
    >>> print(f(np.array([-2.0, 0.0, 4.0])))
    [-0.5    nan  0.25]
    """
    plain = plain_function(expression, variables)
    precise = functools.cache(lambda: precise_function(expression))
    n_looks = MOST_OPERATIONS // (1 + expression.count_ops())

    def evaluate(*arrays):
        arrays = np.broadcast_arrays(*(np.asarray(array, dtype=float) for array in arrays))
        values, notes = plain(*arrays)
        # What leaves the range of floats on the way may end as infinity, as NaN, or as 0.
        doubtful = np.isinf(values)
        if notes & {"overflow", "underflow"}:
            doubtful |= np.isnan(values)
        if "overflow" in notes:
            doubtful |= values == 0
        for place in map(tuple, np.argwhere(doubtful)[:n_looks]):
            value = precise()(dict(zip(variables, (a[place] for a in arrays), strict=True)))
            values[place] = float(value) if is_real(value) else np.nan
        return np.where(np.abs(values) <= HUGE, values, np.nan)[()]

    return evaluate


def plain_function(expression, variables):
    """Return a function of arrays of one shape: values by NumPy, not finite where there is none.

    With them it returns what happened on the way, such as "overflow".
    """
    import sympy as sp

    symbols = [sp.Symbol(name, real=True) for name in variables]
    known = {"DiracDelta": _gap_at_zero, "max": np.maximum, "min": np.minimum}
    compiled = sp.lambdify(symbols, expression, [known, "numpy"], cse=True)

    def evaluate(*arrays):
        notes = set()
        handling = dict.fromkeys(("over", "under", "divide"), "call") | {"invalid": "ignore"}
        with np.errstate(**handling, call=lambda what, _flag: notes.add(what)):
            try:
                values = np.asarray(compiled(*arrays))
            except (ZeroDivisionError, OverflowError):  # a part without variables
                values = np.asarray(np.nan)
            if np.iscomplexobj(values):
                values = np.where(values.imag == 0, values.real, np.nan)
        return np.broadcast_to(values.astype(float), arrays[0].shape).copy(), notes

    return evaluate


def _gap_at_zero(x, *_order):
    return np.where(np.asarray(x) == 0, np.nan, 0.0)


def derivative(expression, variable="x", order=1):
    """Return the derivative, or one of higher order, of what `parse_expression` returned, by SymPy.

    It is taken with respect to one variable; the others are held.

    >>> from course_utils.formulas import parse_expression
    >>> derivative(parse_expression("x^3 - 2x"))
    3*x**2 - 2
    """
    import sympy as sp

    symbol, own = sp.Symbol(variable, real=True), own_functions()
    if not expression.has(sp.Abs, sp.sign, own["max"], own["min"]):
        return sp.diff(expression, symbol, order)
    # To SymPy ln(x) and √x are complex below zero, and |u| and sign(u) have no derivative then.
    real_abs, real_sign = own["real_abs"], own["real_sign"]
    expression = expression.replace(sp.Abs, real_abs).replace(sp.sign, real_sign)
    slope = sp.diff(expression, symbol, order)
    return slope.replace(real_abs, sp.Abs).replace(real_sign, sp.sign)


@functools.cache
def own_functions():
    """Return SymPy functions, by name, that are real for it whatever their arguments are.

    Of what may be complex it would multiply a high power out, for minutes.
    """
    import sympy as sp

    class RealFunction(sp.Function):
        def _eval_is_extended_real(self):
            return True

    class real_sign(RealFunction):
        def fdiff(self, argindex=1):
            return 2 * sp.DiracDelta(self.args[0])

    class real_abs(RealFunction):
        def fdiff(self, argindex=1):
            return real_sign(self.args[0])

    class cbrt(RealFunction):
        def fdiff(self, argindex=1):
            return 1 / (3 * self**2)

    class max(RealFunction):
        sense = 1

        @classmethod
        def eval(cls, a, b):
            if a == b:
                return a
            if a.is_number and b.is_number and (a - b).is_comparable:
                return a if cls.sense * (a - b) > 0 else b

        def fdiff(self, argindex=1):
            ahead = self.args[argindex - 1] - self.args[2 - argindex]
            return (1 + self.sense * real_sign(ahead)) / 2

    class min(max):
        sense = -1

    return {function.__name__: function for function in (real_sign, real_abs, cbrt, max, min)}
