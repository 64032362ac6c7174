"""Read a typed formula into SymPy, without ever evaluating Python.

SymPy's own text parsers end in Python's eval, and a grammar for a parser generator cannot tell an
opening from a closing bar in ``2|x|``. So the few rules stand here, as a precedence climber.
"""

import math
from dataclasses import dataclass

from course_utils.formulas.functions import CONSTANTS, FUNCTIONS, real_cube_root, real_power
from course_utils.formulas.tokens import Token, tokenise, unknown_name
from course_utils.language import _

MAX_DEPTH = 20  # of parentheses, bars, roots and powers within each other
MAX_NODES = 120  # numbers, names and operations
MAX_NUMBER = 1e12  # the size of a number, typed or computed from typed ones
MIN_NUMBER = 1e-100  # the size of a number that is not zero
MAX_DEGREE = 200  # the highest power that may arise, as in (x^20)^10
MAX_POWER_OF_UNSURE = 60


def parse_expression(text, variables=("x",)):
    """Read a typed formula.

    Parameters
    ----------
    text : str
        Such as ``x**3 - 2x``, ``sin(x)^2``, ``e^(-x²)``, ``|x|`` or ``√x``. A product needs no
        sign: ``2x``, ``x(x+1)``, ``xsin(x)``, and ``xy^2``, which is x·y², where x and y are
        variables. ``log`` is the natural logarithm. Numbers have a decimal point.
    variables : sequence of str
        The names that may occur. A variable named ``e`` takes the place of Euler's number.

    Returns
    -------
    sympy.Expr
        In real symbols of these names.

    Raises
    ------
    course_utils.expression_tokens.ExpressionError
        For anything else; one line says what is wrong and where.

    Notes
    -----
    Nothing typed is ever run as code. Length, depth, numbers and powers have limits, so that
    reading, differentiating and evaluating take well under a second.

    Examples
    --------
    >>> parse_expression("2x(x + 1)")
    2*x*(x + 1)

    """
    return _Parser(tokenise(text), tuple(variables)).parse()


@dataclass(frozen=True)
class _Node:
    """A part of a formula: SymPy's expression, its value if it is a number, its degree."""

    expression: object
    value: float | None = None
    degree: float = 0.0


class _Parser:
    """Reads tokens from left to right; each method returns a `_Node`."""

    def __init__(self, tokens, variables):
        import sympy as sp

        self.sp = sp
        self.symbols = {name: sp.Symbol(name, real=True) for name in variables}
        self.tokens = [piece for token in tokens for piece in self.split(token)]
        self.index = 0
        self.bars = [0]  # for each open parenthesis how many bars are open in it
        self.depth = 0
        self.n_nodes = 0

    def split(self, token):
        """Cut ``xsin`` into x and sin, and ``xy`` into x and y; leave other names whole."""
        known = {*self.symbols, *FUNCTIONS, *CONSTANTS}
        pieces, rest = [], token
        while rest.kind == "name" and rest.text not in known and rest.text[0] in self.symbols:
            pieces.append(Token("name", rest.text[0], rest.position))
            rest = Token("name", rest.text[1:], rest.position + 1)
        return [*pieces, rest] if rest.text in known else [token]

    @property
    def token(self):
        return self.tokens[self.index]

    def advance(self):
        token = self.token
        self.index += 1
        return token

    def parse(self):
        node = self.sum()
        if self.token.kind != "end":
            raise self.token.error(_("{text} does not fit here."))
        return node.expression

    def sum(self):
        node = self.product()
        while self.token.kind in ("+", "-"):
            operator, right = self.advance(), self.product()
            sign = 1 if operator.kind == "+" else -1
            node = self.make(
                operator,
                node.expression + sign * right.expression,
                lambda a, b, sign=sign: a + sign * b,
                (node, right),
                max(node.degree, right.degree),
            )
        return node

    def product(self):
        node = self.signed()
        while True:
            operator = self.token
            if operator.kind in ("*", "/"):
                self.advance()
                right = self.signed()
            elif self.starts_operand(operator):
                right = self.power()
            else:
                return node
            if operator.kind == "/":
                if right.value == 0 or right.expression == 0:
                    raise operator.error(_("This divides by zero."))
                result, value = node.expression / right.expression, lambda a, b: a / b
            else:
                result, value = node.expression * right.expression, lambda a, b: a * b
            node = self.make(operator, result, value, (node, right), node.degree + right.degree)

    def signed(self):
        sign = 1
        while self.token.kind in ("+", "-"):
            sign = -sign if self.advance().kind == "-" else sign
        node = self.power()
        if sign > 0:
            return node
        value = None if node.value is None else -node.value
        return _Node(-node.expression, value, node.degree)

    def power(self):
        base = self.operand()
        token = self.token
        if token.kind == "superscript":
            self.advance()
            exponent = self.number(token)
        elif token.kind == "^":
            self.advance()
            self.enter(token)
            exponent = self.signed()
            self.depth -= 1
        else:
            return base
        if self.token.kind == "superscript":
            raise self.token.error(_("Two powers stand here without parentheses."))
        if exponent.value is None:
            degree = base.degree + exponent.degree + 1
        else:
            degree = max(base.degree, 1) * max(abs(exponent.value), 1)
            if base.value == 0 and exponent.value < 0:
                raise token.error(_("This divides by zero."))
        if degree > MAX_DEGREE:
            raise self.too_high(token, MAX_DEGREE)
        # Of what it does not know to be real, such as acos(x), SymPy multiplies a power out.
        if not base.expression.is_extended_real and abs(exponent.value or 0) > MAX_POWER_OF_UNSURE:
            raise self.too_high(token, MAX_POWER_OF_UNSURE)
        result = base.expression**exponent.expression
        return self.make(token, result, real_power, (base, exponent), degree)

    def operand(self):
        token = self.advance()
        if token.kind == "number":
            return self.number(token)
        if token.kind == "name":
            return self.name(token)
        if token.kind in ("√", "∛"):
            self.enter(token)
            node = self.power()
            self.depth -= 1
            return self.apply(token, "sqrt" if token.kind == "√" else "cbrt", node)
        if token.kind == "(":
            return self.inside(token, ")")
        if token.kind == "|":
            self.bars[-1] += 1
            self.enter(token)
            node = self.sum()
            if self.token.kind != "|":
                raise token.error(_("This bar is never closed."))
            self.advance()
            self.bars[-1] -= 1
            self.depth -= 1
            return self.apply(token, "abs", node)
        if token.kind == "end":
            raise token.error(_("Something is missing here."))
        raise token.error(_("{text} does not fit here."))

    def inside(self, opening, closing):
        self.bars.append(0)
        self.enter(opening)
        node = self.sum()
        if self.token.kind != closing:
            if self.token.kind == "end":
                raise opening.error(_("This parenthesis is never closed."))
            raise self.token.error(_("{text} does not fit here."))
        self.advance()
        self.bars.pop()
        self.depth -= 1
        return node

    def number(self, token):
        value = float(token.text)
        is_zero = not token.text.lower().split("e")[0].strip("0.")
        if len(token.text) > 20 or value > MAX_NUMBER or (value < MIN_NUMBER and not is_zero):
            raise token.error(_("The number is too long, too large or too small."))
        whole = token.text.isascii() and token.text.isdigit()
        # From the float, not the text: SymPy would write out the zeros of 1e-999999999.
        exact = self.sp.Integer(int(token.text)) if whole else self.sp.Float(value)
        self.count(token)
        return _Node(exact, value)

    def name(self, token):
        self.count(token)
        name = token.text
        if name in self.symbols:
            return _Node(self.symbols[name], None, 1.0)
        if name in FUNCTIONS:
            if self.token.kind != "(":
                message = _("After {text} its argument stands in parentheses, as in {example}.")
                is_power = self.token.kind in ("^", "superscript")
                raise token.error(message, example=f"{name}(…)^2" if is_power else f"{name}(…)")
            return self.apply(token, name, self.inside(self.advance(), ")"))
        if name in CONSTANTS:
            return _Node(self.sp.pi if name == "pi" else self.sp.E, CONSTANTS[name])
        raise unknown_name(token, tuple(self.symbols), tuple(FUNCTIONS), tuple(CONSTANTS))

    def apply(self, token, name, node):
        sp = self.sp
        others = {"ln": sp.log, "abs": sp.Abs, "cbrt": real_cube_root()}
        function = others.get(name) or getattr(sp, name)  # only names of FUNCTIONS come here
        return self.make(token, function(node.expression), FUNCTIONS[name], (node,), node.degree)

    def make(self, token, expression, value, parts, degree):
        """Return a node, after looking whether its number, size and degree are within bounds."""
        self.count(token)
        number = None
        if all(part.value is not None for part in parts):
            try:
                number = value(*(part.value for part in parts))
            except (ValueError, ZeroDivisionError):
                raise token.error(_("This has no real value.")) from None
            except OverflowError:
                number = math.inf
            if not abs(number) <= MAX_NUMBER:
                raise token.error(_("This number is too large."))
        if degree > MAX_DEGREE:
            raise self.too_high(token, MAX_DEGREE)
        if expression.has(self.sp.zoo, self.sp.nan, self.sp.oo, -self.sp.oo, self.sp.I):
            raise token.error(_("This has no real value."))
        return _Node(expression, number, degree)

    @staticmethod
    def too_high(token, limit):
        return token.error(_("The power is too high; at most {limit} is allowed."), limit=limit)

    def starts_operand(self, token):
        if token.kind == "|":
            return self.bars[-1] == 0  # else it closes the bar that is open
        if token.kind == "number":
            raise token.error(_("{text} does not fit here: a sign is missing before it."))
        return token.kind in ("name", "(", "√", "∛")

    def enter(self, token):
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise token.error(_("Too many parentheses or powers stand within each other."))

    def count(self, token):
        self.n_nodes += 1
        if self.n_nodes > MAX_NODES:
            raise token.error(_("The formula is too long."))
