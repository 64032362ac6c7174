"""How an expression is written: as a person types it, and as LaTeX."""

import functools


def format_expression(expression):
    """Write an expression as a person would, with numbers to twelve digits.

    It can be typed again, unless it is a derivative that holds SymPy's `DiracDelta`.

    >>> from course_utils.formulas import parse_expression
    >>> format_expression(parse_expression("0.8 - 0.06*x**2"))
    '0.8 - 0.06*x^2'

    """
    return _printer()().doprint(expression).replace("**", "^")


def latex(expression):
    """Write an expression for a formula in a notebook, without the dollar signs.

    >>> from course_utils.formulas import parse_expression
    >>> print(latex(parse_expression("sqrt(x)/2")))
    \\frac{\\sqrt{x}}{2}

    """
    import sympy as sp

    return sp.latex(expression)


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
