"""Values with sixty digits, for where sixteen tell nothing."""

import functools
import math

DIGITS = 60
ROUNDING = 1e-40  # what is left of a sum, relative to its largest term, is rounding error …
ROUNDING_OF_DECIMALS = 1e-14  # … or that of decimals, which SymPy adds up with sixteen digits
LARGEST = 1e15  # exponent of e, or angle: beyond it a number has too many digits
_GROWING = ("exp", "sinh", "cosh", "sin", "cos", "tan")
_TAME = ("log", "tanh", "asin", "acos", "atan", "asinh", "acosh", "atanh", "sign")


def precise_function(expression):
    """Return a function of a point, a dictionary of names and numbers, for an expression.

    It returns one of mpmath's real numbers, or a complex one where a part of the expression is
    complex; None where there is no value, or one that is too large.
    """
    mp, compute = _context(), _compiled(expression)

    def evaluate(point):
        try:
            value = compute({name: mp.mpf(value) for name, value in point.items()})
            return value if mp.isfinite(value) else None
        except (ArithmeticError, ValueError, TypeError, AttributeError):
            return None

    return evaluate


def is_real(value):
    """Tell whether what a precise function returned is a real number."""
    return hasattr(value, "_mpf_")


def _compiled(expression):
    import sympy as sp

    mp = _context()
    if expression.is_Symbol:
        return lambda point: point[expression.name]
    operation = _operations().get(expression.func.__name__)
    if operation:
        parts = [_compiled(part) for part in expression.args]
        if expression.has(sp.Float) and expression.is_Add:
            operation = functools.partial(_sum, rounding=ROUNDING_OF_DECIMALS)

        def compute(point):
            if expression not in point:  # it may stand in several places
                point[expression] = operation(*(part(point) for part in parts))
            return point[expression]

        return compute
    if expression.is_Float or expression.is_Rational:
        # Of a decimal what was typed, not the binary number next to it.
        value = mp.mpf(str(expression))
        return lambda point: value

    def by_sympy(point):
        values = {symbol: sp.Float(point[symbol.name], DIGITS) for symbol in symbols}
        return mp.mpmathify(expression.xreplace(values).evalf(DIGITS))

    symbols = expression.free_symbols
    return by_sympy


def _sum(*parts, rounding=ROUNDING):
    total = _context().fsum(parts)
    return total if abs(total) > rounding * max(map(abs, parts)) else 0 * total


@functools.cache
def _context():
    """Return an mpmath of our own: the common one's digits may be changed by others."""
    import mpmath

    context = mpmath.mp.clone()
    context.dps = DIGITS
    return context


@functools.cache
def _operations():
    """Return SymPy's operations, by name, on mpmath's numbers."""
    mp = _context()

    def limited(function):
        def evaluate(value):
            if abs(value) > LARGEST:
                raise OverflowError
            return function(value)

        return evaluate

    def power(base, exponent):
        if base and abs(exponent) * abs(mp.mag(base)) > LARGEST:
            raise OverflowError
        return base**exponent

    def size(value):  # of a complex number it is complex too, not a real value
        return abs(value) * type(value)(1)

    operations = {name: getattr(mp, name) for name in _TAME}
    operations |= {name: limited(getattr(mp, name)) for name in _GROWING}
    operations |= {"Add": _sum, "Mul": lambda *parts: math.prod(parts), "Pow": power}
    operations |= {"Abs": size, "max": _choosing(max), "min": _choosing(min)}
    operations["cbrt"] = lambda value: mp.sign(value) * mp.cbrt(abs(value))
    operations["DiracDelta"] = lambda value, *_order: mp.mpf(0) if value else mp.nan
    return operations


def _choosing(function):
    """Return max or min for numbers; complex ones, which have no order, give another one."""
    return lambda a, b: function(a, b) if is_real(a) and is_real(b) else a + b * 1j
