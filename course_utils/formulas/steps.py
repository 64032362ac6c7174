"""A typed formula taken apart: the single steps that lead from its variables to its value."""

import functools
from dataclasses import dataclass

from lark import Transformer, v_args

from course_utils.formulas.formula import Formula
from course_utils.formulas.grammar import parse

LETTERS = ("u", "v")


@dataclass(frozen=True)
class Step:
    """One operation of a formula.

    Parameters
    ----------
    rule : str
        A formula in u, or in u and v, which stand for the inputs.
    inputs : tuple of str or Step
        Names of variables, and other steps. A number has none.
    """

    rule: str
    inputs: tuple = ()

    @functools.cached_property
    def formula(self):
        """The rule, which can be evaluated and differentiated."""
        return Formula(self.rule, LETTERS[: len(self.inputs)])


def take_apart(formula):
    """Return the steps of a `Formula`, each after those it needs; the last one gives its value.

    What is written twice is one step, and a number belongs to the step that uses it. There is no
    step in a variable alone, or in a number.

    >>> [step.rule for step in take_apart(Formula("2x + sin(2x)"))]
    ['2*u', 'sin(u)', 'u + v']
    """
    whole = parse(formula.text, formula.variables, _Parts)
    steps = {}

    def visit(part):
        if isinstance(part, Step) and part.inputs and part not in steps:
            for needed in part.inputs:
                visit(needed)
            steps[part] = None

    visit(whole)
    return list(steps)


@v_args(inline=True)
class _Parts(Transformer):
    """Makes a `Step` of each rule of the grammar, and a name of each variable."""

    def __init__(self, _variables):
        super().__init__()

    def number(self, token):
        return Step(str(token))

    constant = number

    def variable(self, token):
        return str(token)

    def sum(self, left, token, right):
        return _join("{} + {}" if token.type == "PLUS" else "{} - {}", left, right)

    def product(self, left, token, right):
        return _join("{}*{}" if token.type == "TIMES" else "{}/{}", left, right)

    def negative(self, part):
        return _join("-{}", part)

    def power(self, base, _token, exponent):
        return _join("{}^{}", base, exponent)

    def superscript(self, base, token):
        return _join(f"{{}}{token}", base)

    def root(self, token, part):
        return _join(f"{token}{{}}", part)

    def size(self, _bar, part, _closing):
        return _join("|{}|", part)

    def function(self, token, _parenthesis, *parts):
        if not parts[1:]:
            return _join(f"{token}({{}})", *parts)
        return functools.reduce(functools.partial(_join, f"{token}({{}}, {{}})"), parts)

    def deeper(self, _parenthesis, part):
        return part


def _join(template, *parts):
    letters = iter(LETTERS)
    inputs = tuple(part for part in parts if isinstance(part, str) or part.inputs)
    rule = template.format(*(next(letters) if part in inputs else part.rule for part in parts))
    return Step(rule if inputs else f"({rule})", inputs)
