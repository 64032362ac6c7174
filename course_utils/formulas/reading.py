"""Read a typed formula into SymPy, without ever evaluating Python."""

import functools
import math
import operator
from dataclasses import dataclass, replace

from lark import Transformer, v_args

from course_utils.formulas.calculus import own_functions
from course_utils.formulas.grammar import FUNCTIONS, SUPERSCRIPTS, ExpressionError, error_at, parse
from course_utils.formulas.precise import precise_function
from course_utils.language import _

MAX_LENGTH = 200  # characters
MAX_DEPTH = 20  # of parentheses, bars, roots and powers within each other
MAX_DIGITS = 25  # of a number, with its point and exponent
MAX_NUMBER = 1e300  # the size of a number, typed or computed from typed ones
MIN_NUMBER = 1e-300  # the size of a number that is not zero
MAX_DEGREE = 200  # the highest power that may arise, as in (x^20)^10
MAX_POWER_OF_UNSURE = 60
ROUNDING = 1e-15  # of a sum of decimals, relative to what was added last


def parse_expression(text, variables=("x",)):
    """Read a typed formula, such as ``x**3 - 2x``, ``e^(-x²)``, ``|x|`` or ``max(0, √x)``.

    A product needs no sign: ``x(x+1)``, ``xsin(x)``, and ``xy^2``, which is x·y², where x and y are
    variables. ``log`` is the natural logarithm, and ``e`` Euler's number if it is no variable.
    Anything else raises an `ExpressionError`: one line that says what is wrong and where.

    Nothing typed is ever run as code. Length, depth, numbers and powers have limits, so that
    reading, differentiating and evaluating take well under a second.

    >>> parse_expression("2x(x + 1)")
    2*x*(x + 1)
    """
    if not isinstance(text, str):
        message = _("A formula is typed as text, such as {example}, but this is {kind}.")
        raise ExpressionError(message.format(example="'x^2'", kind=type(text).__name__))
    if len(text) > MAX_LENGTH:
        message = _("Position {limit}: The formula is longer than {limit} characters.")
        raise ExpressionError(message.format(limit=MAX_LENGTH))
    if not text.strip():
        raise ExpressionError(_("Position 1: Type a formula, such as x^2."))
    return parse(text, tuple(variables), _Reader).expression


@dataclass(frozen=True)
class _Part:
    """A part of a formula: SymPy's expression, its value if it is a number."""

    expression: object
    value: object = None
    degree: float = 0.0
    depth: int = 0


@v_args(inline=True)
class _Reader(Transformer):
    """Makes a `_Part` of each rule of the grammar, from the smallest parts up."""

    def __init__(self, variables):
        import sympy as sp

        self.sp = sp
        self.symbols = {name: sp.Symbol(name, real=True) for name in variables}
        self.functions = {"ln": sp.log, "abs": sp.Abs} | own_functions()
        self.unreal = {sp.zoo, sp.nan, sp.oo, -sp.oo, sp.I}

    def number(self, token):
        digits = str(token)
        value = float(digits)
        is_zero = not digits.lower().split("e")[0].strip("0.")
        if len(digits) > MAX_DIGITS or value > MAX_NUMBER or (value < MIN_NUMBER and not is_zero):
            raise error_at(token, _("The number is too long, too large or too small."))
        # From the float, not the text: SymPy would write out the zeros of 1e-999999999.
        exact = self.sp.Integer(int(digits)) if digits.isdigit() else self.sp.Float(value)
        return _Part(exact, value)

    def constant(self, token):
        constant = self.sp.E if token == "e" else self.sp.pi
        return _Part(constant, float(constant))

    def variable(self, token):
        return _Part(self.symbols[token], degree=1.0)

    def sum(self, left, token, right):
        operation = operator.add if token.type == "PLUS" else operator.sub
        total = operation(left.expression, right.expression)
        if right.expression.has(self.sp.Float):
            total = _without_rounding(total, right.expression)
        return self.made(token, total, (left, right), max(left.degree, right.degree))

    def product(self, left, token, right):
        if token.type == "OVER" and right.value == 0:
            raise error_at(token, _("This divides by zero."))
        operation = operator.mul if token.type == "TIMES" else operator.truediv
        result = operation(left.expression, right.expression)
        return self.made(token, result, (left, right), left.degree + right.degree)

    def negative(self, part):
        return replace(part, expression=-part.expression, value=part.value and -part.value)

    def power(self, base, token, exponent):
        exponent = self.deeper(token, exponent)
        if exponent.value is None:
            degree = base.degree + exponent.degree + 1
        else:
            degree = max(base.degree, 1) * max(abs(exponent.value), 1)
            if base.value == 0 and exponent.value < 0:
                raise error_at(token, _("This divides by zero."))
        _limit_power(token, degree, MAX_DEGREE)
        # Of what it does not know to be real, such as acos(x), SymPy multiplies a power out.
        if not base.expression.is_extended_real:
            _limit_power(token, abs(exponent.value or 0), MAX_POWER_OF_UNSURE)
        result = base.expression**exponent.expression
        return self.made(token, result, (base, exponent), degree)

    def superscript(self, base, token):
        sign, digits = token.translate(SUPERSCRIPTS).rpartition("-")[1:]
        exponent = self.number(token.update(value=digits))
        return self.power(base, token, self.negative(exponent) if sign else exponent)

    def root(self, token, part):
        return self.apply(token, "sqrt" if token == "√" else "cbrt", [self.deeper(token, part)])

    def size(self, token, part, _closing):
        return self.apply(token, "abs", [self.deeper(token, part)])

    def function(self, token, parenthesis, *parts):
        if parts[1:] and token not in ("max", "min"):
            raise error_at(token, _("{text} takes one argument; a decimal has a point, no comma."))
        if not parts[1:] and token in ("max", "min"):
            raise error_at(token, _("{text} takes two arguments or more, with commas between."))
        return self.apply(token, str(token), [self.deeper(parenthesis, part) for part in parts])

    def apply(self, token, name, parts):
        if FUNCTIONS[name]:
            function = _meaning(name)
        else:
            function = self.functions.get(name) or getattr(self.sp, name)
        arguments = [part.expression for part in parts]
        # Of more than two arguments the largest is that of the first two, or …
        result = functools.reduce(function, arguments) if arguments[1:] else function(*arguments)
        return self.made(token, result, parts, max(part.degree for part in parts))

    def deeper(self, token, part):
        if part.depth >= MAX_DEPTH:
            raise error_at(token, _("Too many parentheses or powers stand within each other."))
        return replace(part, depth=part.depth + 1)

    def made(self, token, expression, parts, degree):
        """Return a part made of others, if its degree and its numbers are within bounds."""
        _limit_power(token, degree, MAX_DEGREE)
        is_number = not expression.free_symbols
        value = precise_function(expression)({}) if is_number else None
        atoms = expression.atoms()
        if atoms & self.unreal or hasattr(value, "_mpc_"):
            raise error_at(token, _("This has no real value."))
        sizes = [abs(atom) for atom in atoms if atom.is_Float or atom.is_Rational]
        too_small = any(0 < size < MIN_NUMBER for size in sizes)
        if is_number:
            sizes.append(math.inf if value is None else abs(value))
        if too_small or not all(size <= MAX_NUMBER for size in sizes):
            raise error_at(token, _("This gives a number that is too large or too small."))
        return _Part(expression, value, degree, max(part.depth for part in parts))


def _limit_power(token, power, limit):
    if power > limit:
        message = _("The power is too high; at most {limit} is allowed.")
        raise error_at(token, message, limit=limit)


def _without_rounding(total, added):
    """Return a sum without what is left of 0.1x + 0.2x − 0.3x."""
    factors = added.as_coefficients_dict()
    for term, factor in total.as_coefficients_dict().items():
        if abs(factor) <= ROUNDING * abs(factors[term]):
            total -= factor * term
    return total


@functools.cache
def _meaning(name):
    expression = parse(FUNCTIONS[name], ("u",), _Reader).expression
    (symbol,) = expression.free_symbols
    return lambda argument: expression.xreplace({symbol: argument})
