"""Exercises whose answer is a formula: every equivalent form is right."""

from dataclasses import dataclass

import numpy as np

from course_utils.checking.errors import on_one_line
from course_utils.checking.verdict import NAMED_MISTAKE, RIGHT, WRONG, Mistake, Verdict
from course_utils.checking.wording import kind_of, short
from course_utils.language import _


@dataclass(frozen=True)
class ExpressionExercise:
    """Ask for a formula, as text or as a SymPy expression.

    Parameters
    ----------
    solution : str
        A right answer, as `course_utils.formulas.parse_expression` reads it.
    variables : tuple of str
        The names of its variables.
    mistakes : tuple of Mistake
        Known wrong answers: formulas as text.
    secret : bool
        Whether the right value at a point is kept back when the answer is wrong.
    insight : str
        What to add when the answer is right.

    Examples
    --------
    >>> ExpressionExercise("2*x", ("x",)).judge("x + x")
    ✓ Right.
    """

    solution: str
    variables: tuple[str, ...]
    mistakes: tuple[Mistake, ...] = ()
    secret: bool = False
    insight: str = ""

    def __post_init__(self):
        # Now, before the checker's clock starts: SymPy cut off halfway through its slow first
        # import could not be used by this process any more.
        import sympy  # noqa: F401

    def judge(self, answer, sink=None):
        """Compare an answer with the right formula; returns a Verdict."""
        from course_utils.formulas import ExpressionError, equivalent

        try:
            given = self._expression(answer)
        except ExpressionError as error:
            return Verdict(WRONG, str(error))
        if given is None:
            text = _("Hand in a formula as text, such as {example}. This is {kind}.")
            example = f'`"{self.variables[0]}**3 + 1"`'
            return Verdict(WRONG, text.format(example=example, kind=kind_of(answer)))
        foreign = {symbol.name for symbol in given.free_symbols} - set(self.variables)
        if foreign:
            return Verdict(WRONG, self._explain_foreign(foreign))
        if not self._can_be_computed(given):
            text = _("This cannot be computed: write it out in `{variables}`.")
            return Verdict(WRONG, text.format(variables=", ".join(self.variables)))
        right = self._expression(self.solution)
        if equivalent(given, right, self.variables):
            return Verdict(RIGHT, self.insight)
        for mistake in self.mistakes:
            if equivalent(given, self._expression(mistake.answer), self.variables):
                return Verdict(NAMED_MISTAKE, mistake.message)
        return Verdict(WRONG, self._explain(given, right))

    def _expression(self, answer):
        """Turn an answer into an expression in the parser's own symbols; None if it is none."""
        import sympy

        from course_utils.formulas import parse_expression

        if isinstance(answer, str):
            return parse_expression(answer, self.variables)
        if isinstance(answer, int | float | np.number):
            answer = sympy.sympify(answer)
        if not isinstance(answer, sympy.Expr):
            return None
        # A symbol made with assumptions is another one to SymPy, but means the same here.
        own = {name: parse_expression(name, self.variables) for name in self.variables}
        same = {s: own[s.name] for s in answer.free_symbols if s.name in own}
        return answer.doit().xreplace(same)

    def _can_be_computed(self, expression):
        """Tell whether it has no unknown function in it, no integral without a formula, …"""
        from course_utils.formulas import numeric_function

        try:
            numeric_function(expression, self.variables)(*range(len(self.variables)))
        except Exception:  # SymPy raises errors of many kinds here
            return False
        return True

    def _explain_foreign(self, foreign):
        text = _("There is `{foreign}` in it; the variables are `{variables}`.")
        names = on_one_line(", ".join(sorted(foreign)))
        return text.format(foreign=names, variables=", ".join(self.variables))

    def _explain(self, given, right):
        from course_utils.formulas import numeric_function

        functions = [numeric_function(expression, self.variables) for expression in (given, right)]
        for shift in range(5):
            point = {name: 2 + shift + place for place, name in enumerate(self.variables)}
            values = [function(*point.values()) for function in functions]
            if np.all(np.isfinite(values)) and not np.isclose(*values):
                return self._compare_at(point, *map(short, values))
        return _("It is not equal to what belongs there.")

    def _compare_at(self, point, given, wanted):
        where = ", ".join(f"{name} = {value}" for name, value in point.items())
        if self.secret:
            return _("It is not right at `{where}`, for example.").format(where=where)
        text = _("At `{where}` it is {given}, where {wanted} belongs.")
        return text.format(where=where, given=given, wanted=wanted)
