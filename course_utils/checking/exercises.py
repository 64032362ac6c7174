"""Exercises whose answer is a value, a choice for each of several things, or a formula.

Those whose answer is a function are in functions.py.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from course_utils.checking.comparing import (
    KIND,
    NOT_FINITE,
    as_numbers,
    constant_factor,
    difference,
    worst_element,
)
from course_utils.checking.errors import on_one_line
from course_utils.checking.verdict import NAMED_MISTAKE, RIGHT, WRONG, Verdict
from course_utils.checking.wording import kind_of, lines, short, told_apart
from course_utils.formulas import ExpressionError, equivalent, numeric_function, parse_expression
from course_utils.language import _


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """What every kind of exercise has, and takes by name, beside what it asks for.

    Parameters
    ----------
    mistakes : dict of str to object
        For each message the known wrong answer that gets it, of the same kind as the solution.
    insight : str
        What to add when the answer is right.
    """

    mistakes: dict[str, object] = field(default_factory=dict)
    insight: str = ""

    def named_mistake(self, is_given):
        """Return the Verdict on the first known mistake that was made, or None."""
        for message, wrong in self.mistakes.items():
            if is_given(wrong):
                return Verdict(NAMED_MISTAKE, message)
        return None


@dataclass(frozen=True)
class ValueExercise(Exercise):
    """Ask for a number, an array, or a tuple of these.

    Parameters
    ----------
    solution : float, ndarray or tuple of them
        The right answer.
    unit : str
        Its unit, in words.
    rtol : float
        Relative tolerance, dimensionless: how roughly the learner may have rounded.

    Examples
    --------
    >>> ValueExercise(2.0, unit="metres").judge(1.9999)
    ✓ Right. It is 2 metres.
    """

    solution: object
    unit: str = ""
    rtol: float = 1e-3

    def judge(self, answer):
        """Compare an answer with the right one; returns a Verdict."""
        found = difference(self.solution, answer, self.rtol)
        if found is None:
            text = _("It is {value} {unit}.") if self.unit else _("It is {value}.")
            text = text.format(value=short(self.solution), unit=self.unit)
            return Verdict(RIGHT, lines(text, self.insight))
        named = self.named_mistake(lambda wrong: difference(wrong, answer, self.rtol) is None)
        return named or Verdict(WRONG, self._explain(found, answer))

    def _explain(self, found, answer):
        if answer is None:
            return _("Your answer is `None`: was it made by a function without a `return`?")
        if isinstance(answer, str):
            return _("This is text: write it without quotation marks.")
        if callable(answer):
            return _("This is a function: call it, and hand in what it returns.")
        where = "" if found.part is None else _("Look at value {n}.").format(n=found.part + 1)
        return lines(where, self._explain_difference(found))

    def _explain_difference(self, found):
        if found.reason == KIND:
            text = _("It is {given}, where {wanted} belongs.")
            text = text.format(given=kind_of(found.answer), wanted=kind_of(found.expected))
            return lines(text, _explain_comma(found.answer))
        if found.reason == NOT_FINITE:
            if np.any(np.isnan(as_numbers(found.answer))):
                return _("It is NaN, which is not a number: a finite number belongs there.")
            return _("It is infinite: a finite number belongs there.")
        power = self._power_of_ten(found)
        if power == -1:
            return _("Look at the sign.")
        index, wanted, given = worst_element(found)
        if index and not power:
            return _("Element {index} is not right.").format(index=list(index))
        text = _("The digits are right, but it is {factor} times what belongs there.")
        text = text.format(factor=short(power)) if power else _explain_size(wanted, given)
        unit = _("It is asked for in {unit}.").format(unit=self.unit) if self.unit else ""
        return lines(text, unit)

    def _power_of_ten(self, found):
        """Find the power of ten, with its sign, by which an answer is off, or None."""
        factor = constant_factor([found.expected], [found.answer], self.rtol)
        if not isinstance(factor, float):
            return None
        power = math.copysign(10.0 ** round(math.log10(abs(factor))), factor)
        return power if difference(power, factor, self.rtol) is None else None


@dataclass(frozen=True)
class MatchExercise(Exercise):
    """Ask for one of several options for each of several things, as a dictionary.

    A known mistake is given by those pairs alone that make it.

    Parameters
    ----------
    solution : dict of str to str
        For each thing the right option; the names are the same in every language.
    options : tuple of str
        The options, in the order in which they are named.

    Examples
    --------
    >>> curves = MatchExercise({"A": "crawl", "B": "jump"}, ("crawl", "jump"))
    >>> curves.judge({"A": "crawl", "B": "jump"})
    ✓ Right.
    """

    solution: dict[str, str]
    options: tuple[str, ...]

    def judge(self, answer):
        """Compare an answer with the right one; returns a Verdict."""
        if not isinstance(answer, dict) or not answer.keys() <= self.solution.keys():
            text = _("Hand in a dictionary with the keys {keys}.")
            return Verdict(WRONG, text.format(keys=_quoted(self.solution)))
        chosen = {key: self._option(value) for key, value in answer.items()}
        unknown = next((key for key, option in chosen.items() if option is None), None)
        if unknown is not None:
            return Verdict(WRONG, self._name_options(answer[unknown]))
        if chosen == self.solution:
            return Verdict(RIGHT, self.insight)
        if named := self.named_mistake(lambda pairs: pairs.items() <= chosen.items()):
            return named
        wrong = [key for key, option in self.solution.items() if chosen.get(key) != option]
        text = _("{right} of {all} are right. Look again at {keys}.")
        right, count = len(self.solution) - len(wrong), len(self.solution)
        return Verdict(WRONG, text.format(right=right, all=count, keys=_quoted(wrong)))

    def _option(self, answer):
        """Find the option that is meant, whatever its case and the spaces around it, or None."""
        meant = answer.strip().casefold() if isinstance(answer, str) else None
        return next((option for option in self.options if option.casefold() == meant), None)

    def _name_options(self, answer):
        if isinstance(answer, str):
            text = _("{given} is none of the options. Choose one of {options}.")
            return text.format(given=f"`{short(answer)}`", options=_quoted(self.options))
        text = _("Choose one of {options}. This is {kind}.")
        return text.format(kind=kind_of(answer), options=_quoted(self.options))


@dataclass(frozen=True)
class ExpressionExercise(Exercise):
    """Ask for a formula, as text or as a SymPy expression: every equivalent form is right.

    Parameters
    ----------
    solution : str
        A right answer, as `course_utils.formulas.parse_expression` reads it.
    variables : tuple of str
        The names of its variables.

    Examples
    --------
    >>> ExpressionExercise("2*x", ("x",)).judge("x + x")
    ✓ Right.
    """

    solution: str
    variables: tuple[str, ...]

    def __post_init__(self):
        # Now, before the checker's clock starts: SymPy cut off halfway through its slow first
        # import could not be used by this process any more.
        import sympy  # noqa: F401

    def judge(self, answer):
        """Compare an answer with the right formula; returns a Verdict."""
        try:
            given = self._expression(answer)
        except ExpressionError as error:
            return Verdict(WRONG, str(error))
        if given is None:
            text = _("Hand in a formula as text, such as {example}. This is {kind}.")
            example = f'`"{self.variables[0]}**3 + 1"`'
            return Verdict(WRONG, text.format(example=example, kind=kind_of(answer)))
        if foreign := {symbol.name for symbol in given.free_symbols} - set(self.variables):
            text = _("There is `{foreign}` in it; the variables are `{variables}`.")
            names = on_one_line(", ".join(sorted(foreign)))
            return Verdict(WRONG, text.format(foreign=names, variables=", ".join(self.variables)))
        if not self._can_be_computed(given):
            text = _("This cannot be computed: write it out in `{variables}`.")
            return Verdict(WRONG, text.format(variables=", ".join(self.variables)))
        right = self._expression(self.solution)
        if equivalent(given, right, self.variables):
            return Verdict(RIGHT, self.insight)
        named = self.named_mistake(
            lambda wrong: equivalent(given, self._expression(wrong), self.variables)
        )
        return named or Verdict(WRONG, self._explain(given, right))

    def _expression(self, answer):
        """Turn an answer into an expression in the parser's own symbols; None if it is none."""
        import sympy

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
        try:
            numeric_function(expression, self.variables)(*range(len(self.variables)))
        except Exception:  # SymPy raises errors of many kinds here
            return False
        return True

    def _explain(self, given, right):
        functions = [numeric_function(expression, self.variables) for expression in (given, right)]
        for shift in range(5):
            point = {name: 2 + shift + place for place, name in enumerate(self.variables)}
            values = [function(*point.values()) for function in functions]
            if np.all(np.isfinite(values)) and not np.isclose(*values):
                where = ", ".join(f"{name} = {value}" for name, value in point.items())
                given, wanted = told_apart(*values)
                text = _("At `{where}` it is {given}, where {wanted} belongs.")
                return text.format(where=where, given=given, wanted=wanted)
        return _("It is not equal to what belongs there.")


def _explain_size(wanted, given):
    """Say on which side of the right number another one lies, without naming the right one."""
    if isinstance(given, complex):
        return _("It is a complex number: a real one, without `j`, belongs there.")
    if wanted < 0 <= given:
        return _("A number below zero belongs there.")
    if given < 0 < wanted:
        return _("A number above zero belongs there.")
    if wanted < 0 or given < 0:
        too_low = _("It is too far below zero.")
        return too_low if given < wanted else _("It is not far enough below zero.")
    return _("It is too large.") if given > wanted else _("It is too small.")


def _explain_comma(answer):
    """Recognise a number that was written with a comma, such as 2,500."""
    if not (isinstance(answer, tuple) and len(answer) == 2 and set(map(type, answer)) == {int}):
        return ""
    whole, rest = answer
    number = f"{whole}{rest:03}" if rest == 0 or 100 <= rest < 1000 else f"{whole}.{rest}"
    text = _("A comma makes two values of one number: write `{number}`.")
    return text.format(number=number)


def _quoted(names):
    return ", ".join(f'`"{name}"`' for name in names)
