"""What to tell a learner whose function gives wrong values that no known mistake explains."""

import inspect

import numpy as np

from course_utils.checking.comparing import (
    KIND,
    NOT_FINITE,
    as_numbers,
    constant_factor,
    difference,
    order_of_parts,
    parts_of,
    worst_element,
)
from course_utils.checking.wording import kind_of, short
from course_utils.language import _


def explain_wrong_values(exercise, expected, answers, inputs, sink):
    """Say in which way a function's values are wrong.

    Parameters
    ----------
    exercise : FunctionExercise
        Its tolerance, the names of the parts, and whether what belongs there is kept back.
    expected, answers : list
        For each of the inputs what belongs there and what came back.
    inputs : list of str
        The inputs, written out.
    sink : Sink
        Tells whether the function printed something.

    Returns
    -------
    str
        What is wrong on the first input that fails, and what is wrong on all of them if there is
        such a thing: the order of the values, a sign, a factor.

    Examples
    --------
    >>> from course_utils.checking import FunctionExercise
    >>> from course_utils.checking.running import Sink
    >>> exercise = FunctionExercise(lambda x: 2 * x, lambda rng: (rng.normal(),))
    >>> print(explain_wrong_values(exercise, [2.0, 4.0], [2.0, 5.0], ["x = 1", "x = 2"], Sink()))
    With `x = 2`, the result is 5, where 4 belongs.
    It is right on 1 of 2 inputs.
    """
    differences = [difference(*pair, exercise.rtol) for pair in zip(expected, answers, strict=True)]
    first = next(index for index, found in enumerate(differences) if found)
    special = _explain_no_value(answers[first], sink)
    if special:
        return special
    if isinstance(expected[0], tuple):
        order = order_of_parts(expected, answers, exercise.rtol)
        if order:
            return _explain_order(exercise.returns, len(order))
    found, part = differences[first], differences[first].part
    name = None if part is None else _part_name(exercise.returns, part)
    text = _explain_difference(found, inputs[first], name, exercise.secret)
    if found.reason in (KIND, NOT_FINITE) or isinstance(found.expected, str):
        return text
    hints = [text, _explain_share(differences)]
    if not exercise.secret:
        hints.append(_explain_factor(expected, answers, part, exercise.rtol))
    return "\n".join(filter(None, hints))


def _explain_no_value(value, sink):
    if value is None and sink.was_used:
        return _("Your function prints, but returns nothing: `return` hands a value back.")
    if value is None:
        return _("Your function returns nothing: is there a `return`?")
    if inspect.isgenerator(value):
        return _("Your function returns a generator: use `return` instead of `yield`.")
    if inspect.iscoroutine(value):
        value.close()  # or Python warns, later and out of sight, that nobody waited for it
        return _("Your function is an `async` one: leave that word out.")
    if callable(value):
        return _("Your function returns a function: is there a pair of brackets missing?")
    return ""


def _explain_share(differences):
    right, count = differences.count(None), len(differences)
    if right == 0:
        return ""
    return _("It is right on {right} of {count} inputs.").format(right=right, count=count)


def _explain_order(names, count):
    if not names:
        return _("The {n} values are right, but in another order.").format(n=count)
    text = _("The values are right, but in another order: return `{names}`.")
    return text.format(names=", ".join(names))


def _explain_factor(expected, answers, part, rtol):
    if part is not None:
        expected = [value[part] for value in expected]
        if any(len(parts_of(value)) <= part for value in answers):
            return ""
        answers = [parts_of(value)[part] for value in answers]
    factor = constant_factor(expected, answers, rtol)
    if factor is None or not 1e-9 < abs(factor) < 1e9:  # beyond that it is round-off
        return ""
    if abs(factor + 1) < rtol:
        return _("It always has the opposite sign.")
    return _("It is always {factor} times what belongs there.").format(factor=short(factor))


def _part_name(names, part):
    return names[part] if names else _("value {number}").format(number=part + 1)


def _explain_difference(found, inputs, name, secret):
    name = name or _("the result")
    if found.reason == NOT_FINITE:
        return _explain_not_finite(found.answer, inputs, name)
    wanted, given = short(found.expected), short(found.answer)
    if found.reason == KIND:
        wanted, given = kind_of(found.expected), kind_of(found.answer)
    elif not isinstance(found.expected, str):
        index, wanted, given = worst_element(found)
        digits = next((n for n in (4, 8) if short(wanted, n) != short(given, n)), 16)
        wanted, given = short(wanted, digits), short(given, digits)
        if index:
            name = _("element {index} of {name}").format(index=list(index), name=name)
    if secret and found.reason != KIND:
        text = _("With `{inputs}`, {name} is {given}, and that is not right.")
        return text.format(inputs=inputs, name=name, given=given)
    text = _("With `{inputs}`, {name} is {given}, where {wanted} belongs.")
    return text.format(inputs=inputs, name=name, given=given, wanted=wanted)


def _explain_not_finite(answer, inputs, name):
    if np.any(np.isnan(as_numbers(answer))):
        text = _(
            "With `{inputs}`, {name} holds a NaN (not a number): look for 0/0, or for a root or "
            "logarithm of something negative."
        )
    else:
        text = _(
            "With `{inputs}`, {name} is infinite: look for a division by zero, or for something "
            "that grows without end."
        )
    return text.format(inputs=inputs, name=name)
