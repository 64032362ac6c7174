"""Exercises whose answer is a number, an array, a choice, or several choices.

Those whose answer is a function are in functions.py, a formula in formulas.py.
"""

import math
from dataclasses import dataclass

from course_utils.checking.comparing import (
    KIND,
    NOT_FINITE,
    constant_factor,
    difference,
    worst_element,
)
from course_utils.checking.verdict import NAMED_MISTAKE, RIGHT, WRONG, Mistake, Verdict
from course_utils.checking.wording import kind_of, short
from course_utils.language import _


@dataclass(frozen=True)
class ValueExercise:
    """Ask for a number, an array, or a tuple of these.

    Parameters
    ----------
    solution : float, ndarray or tuple of them
        The right answer.
    unit : str
        Its unit, in words.
    rtol : float
        Relative tolerance, dimensionless: how roughly the learner may have rounded.
    mistakes : tuple of Mistake
        Known wrong answers: values of the same kind.
    insight : str
        What to add when the answer is right.

    Examples
    --------
    >>> ValueExercise(2.0, unit="metres").judge(1.9999)
    ✓ Right. It is 2 metres.
    """

    solution: object
    unit: str = ""
    rtol: float = 1e-3
    mistakes: tuple[Mistake, ...] = ()
    insight: str = ""

    def judge(self, answer, sink=None):
        """Compare an answer with the right one; returns a Verdict."""
        found = difference(self.solution, answer, self.rtol)
        if found is None:
            return Verdict(RIGHT, _lines(self._right(), self.insight))
        for mistake in self.mistakes:
            if difference(mistake.answer, answer, self.rtol) is None:
                return Verdict(NAMED_MISTAKE, mistake.message)
        return Verdict(WRONG, self._explain(found, answer))

    def _right(self):
        value = short(self.solution)
        if not self.unit:
            return _("It is {value}.").format(value=value)
        return _("It is {value} {unit}.").format(value=value, unit=self.unit)

    def _explain(self, found, answer):
        if answer is None:
            return _("Your answer is `None`: was it made by a function without a `return`?")
        if isinstance(answer, str):
            return _("This is text: write it without quotation marks.")
        if callable(answer):
            return _("This is a function: call it, and hand in what it returns.")
        where = "" if found.part is None else _("Look at value {n}.").format(n=found.part + 1)
        return _lines(where, self._explain_difference(found))

    def _explain_difference(self, found):
        if found.reason == KIND:
            text = _("It is {given}, where {wanted} belongs.")
            return text.format(given=kind_of(found.answer), wanted=kind_of(found.expected))
        if found.reason == NOT_FINITE:
            return _("It is not a finite number: look for a division by zero, or for a NaN.")
        index, wanted, given = worst_element(found)
        factor = constant_factor([found.expected], [found.answer], self.rtol)
        if isinstance(factor, float) and _is_power_of_ten(abs(factor), self.rtol):
            return self._explain_factor(factor)
        if index:
            return _("Element {index} is not right.").format(index=list(index))
        size = _("It is too large.") if (given - wanted).real > 0 else _("It is too small.")
        return _lines(size, self._asked_unit())

    def _explain_factor(self, factor):
        if difference(-1.0, factor, self.rtol) is None:
            return _("Look at the sign.")
        text = _("The digits are right, but it is {factor} times what belongs there.")
        return _lines(text.format(factor=short(factor)), self._asked_unit())

    def _asked_unit(self):
        return _("It is asked for in {unit}.").format(unit=self.unit) if self.unit else ""


@dataclass(frozen=True)
class ChoiceExercise:
    """Ask for one of several options, by its name.

    Parameters
    ----------
    options : tuple of str
        The names, the same in every language: they are written in code cells.
    right : str
        The right one of them.
    mistakes : tuple of Mistake
        For each of the others, why it is wrong.
    insight : str
        What to add when the answer is right.

    Examples
    --------
    >>> ChoiceExercise(("up", "down"), "down", (Mistake("up", "That raises it."),)).judge("down")
    ✓ Right.
    """

    options: tuple[str, ...]
    right: str
    mistakes: tuple[Mistake, ...] = ()
    insight: str = ""

    def judge(self, answer, sink=None):
        """Compare an answer with the right one; returns a Verdict."""
        chosen = _option(answer, self.options)
        if chosen is None:
            return Verdict(WRONG, _name_options(answer, self.options))
        if chosen == self.right:
            return Verdict(RIGHT, self.insight)
        for mistake in self.mistakes:
            if mistake.answer == chosen:
                return Verdict(NAMED_MISTAKE, mistake.message)
        return Verdict(WRONG, _("`{chosen}` is not the one.").format(chosen=chosen))


@dataclass(frozen=True)
class MatchExercise:
    """Ask for one of several options for each of several things, as a dictionary.

    Parameters
    ----------
    solution : dict of str to str
        For each thing the right option; the names are the same in every language.
    options : tuple of str
        The options, in the order in which they are named.
    mistakes : tuple of Mistake
        Known wrong answers: dictionaries of those pairs alone that make the mistake.
    insight : str
        What to add when the answer is right.

    Examples
    --------
    >>> curves = MatchExercise({"A": "crawl", "B": "jump"}, ("crawl", "jump"))
    >>> curves.judge({"A": "crawl", "B": "jump"})
    ✓ Right.
    """

    solution: dict[str, str]
    options: tuple[str, ...]
    mistakes: tuple[Mistake, ...] = ()
    insight: str = ""

    def judge(self, answer, sink=None):
        """Compare an answer with the right one; returns a Verdict."""
        if not isinstance(answer, dict) or not answer.keys() <= self.solution.keys():
            text = _("Hand in a dictionary with the keys {keys}.")
            return Verdict(WRONG, text.format(keys=_quoted(self.solution)))
        chosen = {key: _option(value, self.options) for key, value in answer.items()}
        unknown = next((key for key, option in chosen.items() if option is None), None)
        if unknown is not None:
            return Verdict(WRONG, _name_options(answer[unknown], self.options))
        if chosen == self.solution:
            return Verdict(RIGHT, self.insight)
        for mistake in self.mistakes:
            if mistake.answer.items() <= chosen.items():
                return Verdict(NAMED_MISTAKE, mistake.message)
        wrong = [key for key, option in self.solution.items() if chosen.get(key) != option]
        text = _("{right} of {all} are right. Look again at {keys}.")
        right, count = len(self.solution) - len(wrong), len(self.solution)
        return Verdict(WRONG, text.format(right=right, all=count, keys=_quoted(wrong)))


def _lines(*texts):
    return "\n".join(text for text in texts if text)


def _is_power_of_ten(factor, rtol):
    return difference(10.0 ** round(math.log10(factor)), factor, rtol) is None


def _option(answer, options):
    """The option that is meant, whatever the case and the spaces around; None if there is none."""
    meant = answer.strip().casefold() if isinstance(answer, str) else None
    return next((option for option in options if option.casefold() == meant), None)


def _name_options(answer, options):
    if isinstance(answer, str):
        text = _("{given} is none of the options. Choose one of {options}.")
        return text.format(given=f"`{short(answer)}`", options=_quoted(options))
    text = _("Choose one of {options}. This is {kind}.")
    return text.format(kind=kind_of(answer), options=_quoted(options))


def _quoted(names):
    return ", ".join(f'`"{name}"`' for name in names)
