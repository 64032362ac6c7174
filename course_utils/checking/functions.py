"""Exercises whose answer is a function: it is tried on many random inputs."""

import contextlib
import copy
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_utils.checking.comparing import difference
from course_utils.checking.errors import explain_error, is_learners, on_one_line
from course_utils.checking.exercises import Exercise
from course_utils.checking.guard import OutOfTime, Sink
from course_utils.checking.hints import explain_wrong_values
from course_utils.checking.unfinished import holds_blank, is_huge
from course_utils.checking.verdict import NOT_ANSWERED, RAISED, RIGHT, WRONG, Verdict
from course_utils.checking.wording import as_call, kind_of, lines
from course_utils.language import _

TRIALS = 30  # random inputs


class Code:
    """A function made from its source text, so that a call with it can be written as code.

    Parameters
    ----------
    source : str
        An expression of Python, in which `np` is NumPy.

    Examples
    --------
    >>> cube = Code("lambda x: x**3")
    >>> cube(2.0), cube
    (8.0, lambda x: x**3)
    """

    def __init__(self, source):
        self.source = source
        # Said to come from this file, so that an error in it is told at the line that calls it.
        self._function = eval(compile(source, __file__, "eval"), {"np": np})

    def __call__(self, *arguments, **keywords):
        return self._function(*arguments, **keywords)

    def __repr__(self):
        return self.source

    def __reduce__(self):
        return Code, (self.source,)


@dataclass(frozen=True)
class FunctionExercise(Exercise):
    """Ask for a function, and try it on many random inputs.

    Parameters
    ----------
    solution : callable
        A right answer. It returns a number, an array, text, or a tuple of these.
    inputs : callable
        Makes the arguments of one call, a tuple, from a `numpy.random.Generator`. A function among
        them is a `Code`.
    returns : tuple of str
        The names of the parts if the solution returns a tuple, to speak of them.
    example : tuple
        The arguments of one call that is small enough to do by hand; it is tried first.

    Examples
    --------
    >>> square = FunctionExercise(lambda x: x**2, lambda rng: (rng.normal(),))
    >>> square.judge(lambda x: x * x)
    ✓ Right. It agrees on 30 random inputs.
    """

    solution: Callable
    inputs: Callable
    returns: tuple[str, ...] = ()
    example: tuple = ()

    def judge(self, answer):
        """Try an answer on all inputs; returns a Verdict."""
        if not callable(answer):
            text = _("Hand in the function itself, by its name alone. This is {kind}.")
            return Verdict(WRONG, text.format(kind=kind_of(answer)))
        cases = self.cases()
        if problem := self._call_problem(answer, cases[0]):
            return Verdict(WRONG, problem)
        trials = []
        for case in cases:
            trials.append(self._try(answer, case))
            if trials[-1].is_huge:
                text = _("Your function returns more than a million values: is that asked for?")
                return Verdict(WRONG, text)
        if any(holds_blank(trial.value) for trial in trials):
            return Verdict(NOT_ANSWERED, _("Your function still returns `...`."))
        if any(trial.stumbled_over_blank() for trial in trials):
            return Verdict(NOT_ANSWERED, _("Something that your function uses is still `...`."))
        failing = [trial for trial in trials if not trial.is_right()]
        if not failing:
            return Verdict(RIGHT, self._praise(answer, trials))
        named = self.named_mistake(lambda wrong: all(trial.went_like(wrong) for trial in trials))
        return named or self._explain(answer, trials, failing)

    def cases(self):
        """Make the arguments of each call, the same ones every time, as a list of tuples."""
        rng = np.random.default_rng(20)
        drawn = [tuple(self.inputs(rng)) for _trial in range(TRIALS)]
        return [self.example, *drawn] if self.example else drawn

    def _try(self, answer, case):
        return _Trial(answer, case, self.solution(*copy.deepcopy(case)))

    def _call_problem(self, answer, case):
        signature = _signature(answer)
        try:
            signature.bind(*case)
        except TypeError:
            text = _("It is called with `({wanted})`, but your function takes `{given}`.")
            wanted = ", ".join(_signature(self.solution).parameters)
            text = text.format(wanted=wanted, given=on_one_line(_bare(signature)))
            kinds = {parameter.kind for parameter in signature.parameters.values()}
            hint = _("What stands after `*` can only be given by its name: leave the `*` out.")
            return lines(text, hint if inspect.Parameter.KEYWORD_ONLY in kinds else "")
        return None

    def _praise(self, answer, trials):
        own, names = list(_signature(answer).parameters), list(_signature(self.solution).parameters)
        names = own if len(own) == len(names) else names  # the learner's, unless it is `*arguments`
        changed = sorted({name for trial in trials for name in trial.changed(names)})
        agrees = _("It agrees on {n} random inputs.").format(n=TRIALS)
        text = _("But it changes what it is given (`{names}`): let it work on a copy.")
        warning = text.format(names=", ".join(changed)) if changed else ""
        return lines(agrees, self.insight, warning)

    def _explain(self, answer, trials, failing):
        raised = [trial for trial in failing if trial.error is not None]
        shown = self._smallest(answer, raised or failing)
        call = as_call(_own_name(answer), shown.case)
        if raised:
            text = _("It was called as `{call}`.").format(call=call)
            status = RAISED if is_learners(shown.error) else WRONG
            return Verdict(status, lines(explain_error(shown.error), text))
        return Verdict(WRONG, explain_wrong_values(self.returns, trials, shown, call))

    def _smallest(self, answer, failing):
        """Find a failing call that is small enough to do by hand, or make one by rounding."""
        if self.example and failing[0].case is self.example:
            return failing[0]
        smallest = min(failing, key=lambda trial: sum(map(np.size, trial.case)))
        for digits in (1, 2, 3):
            with contextlib.suppress(ArithmeticError, ValueError):
                rounded = tuple(_rounded(value, digits) for value in smallest.case)
                again = self._try(answer, rounded)
                if again.failed_like(smallest):
                    return again
        return smallest


def _rounded(value, digits):
    """Round the numbers of an argument to a few significant digits."""
    if isinstance(value, float):
        return float(f"{value:.{digits}g}")
    if isinstance(value, np.ndarray) and value.dtype == float:
        numbers = [_rounded(number, digits) for number in value.ravel().tolist()]
        return np.reshape(numbers, value.shape)
    return value


def _own_name(answer):
    """Return the name by which a learner calls a function."""
    name = getattr(answer, "__name__", None)
    if not isinstance(name, str) or not name.isidentifier():  # a lambda, a partial
        own = vars(sys.modules["__main__"])
        name = next((name for name, value in own.items() if value is answer), "your_function")
    return on_one_line(name)


def _signature(function):
    """Return a function's signature; one that takes anything if it has none, as if compiled."""
    try:
        return inspect.signature(function)
    except (TypeError, ValueError):
        return inspect.signature(lambda *arguments: None)


def _bare(signature):
    """Write a signature without its annotations and defaults."""
    parameters = [
        parameter.replace(annotation=parameter.empty, default=parameter.empty)
        for parameter in signature.parameters.values()
    ]
    return str(signature.replace(parameters=parameters, return_annotation=signature.empty))


def _kept(value):
    """Copy what came back: the next call may write into the same array."""
    try:
        return copy.deepcopy(value)
    except Exception:  # a generator, a coroutine: no numbers anyway
        return value


class _Trial:
    """One call of a function: what it was given, what it made of that, what came back."""

    def __init__(self, function, case, wanted):
        self.case, self.used, self.wanted = case, copy.deepcopy(case), wanted
        self.value = self.error = self.found = None
        self.is_huge = False
        self.met = set()  # NumPy's words for what it met: "divide by zero", "overflow", …
        sink = Sink()
        try:
            with (
                contextlib.redirect_stdout(sink),
                np.errstate(all="call", call=lambda kind, _flag: self.met.add(kind)),
            ):
                value = function(*self.used)
            self.is_huge = is_huge(value)
            self.value = None if self.is_huge else _kept(value)
            self.found = difference(wanted, self.value)
        except (OutOfTime, KeyboardInterrupt):  # no further calls either
            raise
        except BaseException as error:  # SystemExit too: nothing of the learner's gets past here
            self.error = error
        self.printed = sink.was_used

    def is_right(self):
        """Tell whether what belongs there came back."""
        return self.error is None and self.found is None

    def stumbled_over_blank(self):
        """Tell whether a `...` was what the code stumbled over."""
        return isinstance(self.error, TypeError) and "ellipsis" in str(self.error).lower()

    def went_like(self, function):
        """Tell whether another function does the same with this input, or fails the same way."""
        other = _Trial(function, self.case, self.wanted)
        if other.error is None:
            return self.error is None and difference(other.value, self.value) is None
        return type(self.error) is type(other.error) and str(self.error) == str(other.error)

    def failed_like(self, other):
        """Tell whether this went wrong in the way of another trial, where a right value exists."""
        if other.error is not None:
            return type(self.error) is type(other.error)
        exists = difference(self.wanted, self.wanted) is None
        return bool(self.found) and exists and self.found.reason == other.found.reason

    def changed(self, names):
        """Name the arrays among the arguments that the call changed."""
        triples = zip(names, self.case, self.used, strict=False)
        arrays = [triple for triple in triples if isinstance(triple[1], np.ndarray)]
        return [name for name, before, after in arrays if not np.array_equal(before, after)]
