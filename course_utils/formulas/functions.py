"""The functions and constants that a typed formula may hold, all of them real."""

import functools
import math

CONSTANTS = {"pi": math.pi, "e": math.e}
# For each function its value for a number, so that numbers stay within bounds.
FUNCTIONS = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "exp": math.exp,
    "ln": math.log,
    "log": math.log,
    "sqrt": math.sqrt,
    "cbrt": lambda value: math.copysign(abs(value) ** (1 / 3), value),
    "abs": abs,
    "sign": lambda value: (value > 0) - (value < 0),
}


def real_power(base, exponent):
    """Return the power of two numbers; ValueError where it has no real value."""
    if base < 0 and exponent != round(exponent):
        raise ValueError
    return base**exponent


@functools.cache
def real_cube_root():
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
def real_functions():
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
