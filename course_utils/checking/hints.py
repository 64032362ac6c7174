"""What to tell a learner whose function gives wrong values that no known mistake explains."""

import inspect

import numpy as np

from course_utils.checking.comparing import (
    EXACT,
    KIND,
    NOT_FINITE,
    as_numbers,
    constant_factor,
    order_of_parts,
    parts_of,
    worst_element,
)
from course_utils.checking.wording import kind_of, lines, short, told_apart
from course_utils.language import _


def explain_wrong_values(returns, trials, shown, call):
    """Say what is wrong with the call that is shown, and what is wrong with all if there is such.

    That is the order of the values, a sign or a factor. `returns` names the values, if there are
    several; `call` is the shown one, as code.
    """
    if special := _explain_no_value(shown, trials, call):
        return special
    expected = [trial.wanted for trial in trials]
    answers = [trial.value for trial in trials]
    if isinstance(expected[0], tuple) and order_of_parts(expected, answers):
        return _explain_order(returns, len(expected[0]))
    found, part = shown.found, shown.found.part
    name = _("the result")
    if part is not None:
        name = returns[part] if returns else _("value {number}").format(number=part + 1)
    if found.reason == NOT_FINITE:
        return _explain_not_finite(shown, call, name)
    text = _explain_difference(found, call, name)
    if found.reason == KIND or isinstance(found.expected, str):
        return text
    right = sum(trial.is_right() for trial in trials)
    share = _("It is right on {right} of {count} inputs.") if right else ""
    share = share.format(right=right, count=len(trials))
    return lines(text, share, _explain_factor(expected, answers, part))


def _explain_no_value(trial, trials, call):
    if trial.value is None and any(other.value is not None for other in trials):
        text = _("`{call}` returns nothing: does each way through the function have a `return`?")
        return text.format(call=call)
    if trial.value is None and trial.printed:
        return _("Your function prints, but returns nothing: `return` hands a value back.")
    if trial.value is None:
        return _("Your function returns nothing: is there a `return`?")
    if inspect.isgenerator(trial.value):
        return _("Your function returns a generator: use `return` instead of `yield`.")
    if inspect.iscoroutine(trial.value):
        trial.value.close()  # or Python warns, later and out of sight, that nobody waited for it
        return _("Your function is an `async` one: leave that word out.")
    if callable(trial.value):
        return _("Your function returns a function: is there a pair of brackets missing?")
    return ""


def _explain_order(names, count):
    text = _("The {n} values are right, but in another order.")
    if names:
        text = _("The values are right, but in another order: return `{names}`.")
    return text.format(n=count, names=", ".join(names))


def _explain_factor(expected, answers, part):
    if part is not None:
        expected = [value[part] for value in expected]
        answers = [parts_of(value) for value in answers]
        if any(len(value) <= part for value in answers):
            return ""
        answers = [value[part] for value in answers]
    factor = constant_factor(expected, answers)
    if factor is None or not 1e-9 < abs(factor) < 1e9:  # beyond that it is round-off
        return ""
    if abs(factor + 1) < EXACT:
        return _("It always has the opposite sign.")
    text = _("It is always {factor} times what belongs there.")
    return text.format(factor=told_apart(factor, 1.0)[0])


def _explain_difference(found, call, name):
    if found.reason == KIND:
        wanted, given = kind_of(found.expected), kind_of(found.answer)
    elif isinstance(found.expected, str):
        wanted, given = short(found.expected), short(found.answer)
    else:
        index, *values = worst_element(found)
        wanted, given = told_apart(*values)
        if index:
            name = _("element {index} of {name}").format(index=list(index), name=name)
    text = _("With `{call}`, {name} is {given}, where {wanted} belongs.")
    return text.format(call=call, name=name, given=given, wanted=wanted)


def _explain_not_finite(trial, call, name):
    invalid = _("There is 0/0 on the way, or a root or a logarithm of something negative.")
    reasons = {
        "divide by zero": _("There is a division by zero on the way, or a logarithm of zero."),
        "overflow": _("A number on the way becomes too large: is a sign or a factor wrong?"),
    }
    text = _("With `{call}`, {name} is infinite.")
    if np.any(np.isnan(as_numbers(trial.found.answer))):
        text = _("With `{call}`, {name} holds a NaN (not a number).")
        reasons = {"invalid value": invalid} | reasons
    met = [reason for kind, reason in reasons.items() if kind in trial.met]
    return lines(text.format(call=call, name=name), *met[:1])
