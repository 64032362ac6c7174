"""How an expression is written: as a person types it."""

import functools


def format_expression(expression):
    """Write an expression as a person would, with small numbers to fifteen digits.

    It can be typed again, unless it has grown too long, or is a derivative with a `DiracDelta`.

    >>> from course_utils.formulas import parse_expression
    >>> format_expression(parse_expression("0.8 - 0.06*x**2"))
    '0.8 - 0.06*x^2'
    """
    return _printer()().doprint(expression).replace("**", "^")


@functools.cache
def _printer():
    from sympy.printing.str import StrPrinter

    class Printer(StrPrinter):
        def _print_Abs(self, expression):
            return f"|{self._print(expression.args[0])}|"

        def _print_log(self, expression):
            return f"ln({self._print(expression.args[0])})"

        def _print_Exp1(self, expression):
            return "exp(1)"

        def _print_Float(self, expression):
            value = float(expression)
            # The digits of a large number are needed: sin(123456.789x) turns quickly.
            return f"{value:.15g}" if abs(value) < 1e5 else repr(value).removesuffix(".0")

        def _print_Integer(self, expression):
            return str(expression.p) if abs(expression.p) < 1e20 else self._print_Float(expression)

        def _print_Rational(self, expression):
            long = max(abs(expression.p), expression.q) >= 1e20
            return self._print_Float(expression) if long else f"{expression.p}/{expression.q}"

    return Printer
