"""Random smooth functions of several variables, in SymPy, in NumPy and for autograd."""

import autograd.numpy as anp
import sympy as sp
from hypothesis import strategies as st

VARIABLES = sp.symbols("x0:3")

_ONE_ARGUMENT = (sp.sin, sp.cos, sp.tanh, sp.exp)


@st.composite
def smooth_expressions(draw):
    """Draw a sum of products of tame functions: smooth everywhere, with moderate values."""
    terms = []
    for _ in range(draw(st.integers(1, 3))):
        factor = sp.Rational(draw(st.integers(-20, 20).filter(bool)), 8)
        for _ in range(draw(st.integers(1, 2))):
            variable = draw(st.sampled_from(VARIABLES))
            kind = draw(st.integers(0, len(_ONE_ARGUMENT)))
            factor *= (
                variable ** draw(st.integers(1, 3))
                if kind == len(_ONE_ARGUMENT)
                else _ONE_ARGUMENT[kind](variable)
            )
        terms.append(factor)
    return sp.Add(*terms)


def for_autograd(expression):
    """Return the expression as a function of one array that autograd can follow."""
    names = {name: getattr(anp, name) for name in ("sin", "cos", "tanh", "exp")}
    function = sp.lambdify(VARIABLES, expression, [names])
    return lambda point: function(*point)


def for_numpy(expression):
    """Return the expression as a function of one array of shape (3,)."""
    function = sp.lambdify(VARIABLES, expression, "numpy")
    return lambda point: function(*point)


points = st.lists(st.floats(-1.5, 1.5), min_size=3, max_size=3)
