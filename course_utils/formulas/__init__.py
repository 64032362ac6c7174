"""Formulas as people type them: values, derivatives by SymPy, equivalence, and how to write them.

They are read without ever evaluating Python.
"""

from course_utils.formulas.calculus import derivative, numeric_function
from course_utils.formulas.equivalence import equivalent
from course_utils.formulas.formula import Formula
from course_utils.formulas.grammar import ExpressionError
from course_utils.formulas.reading import parse_expression
from course_utils.formulas.steps import take_apart
from course_utils.formulas.writing import format_expression

__all__ = [
    "ExpressionError",
    "Formula",
    "derivative",
    "equivalent",
    "format_expression",
    "numeric_function",
    "parse_expression",
    "take_apart",
]
