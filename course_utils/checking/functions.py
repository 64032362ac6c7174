"""Exercises whose answer is a function: it is tried on many random inputs."""

import copy
import inspect
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_utils.checking.comparing import difference
from course_utils.checking.errors import explain_error, on_one_line
from course_utils.checking.hints import explain_wrong_values
from course_utils.checking.running import OutOfTime, Sink
from course_utils.checking.unfinished import holds_blank, is_huge
from course_utils.checking.verdict import (
    NAMED_MISTAKE,
    NOT_ANSWERED,
    RAISED,
    RIGHT,
    WRONG,
    Mistake,
    Verdict,
)
from course_utils.checking.wording import kind_of, short
from course_utils.language import _


class Code:
    """A function made of its source text, which is shown where the function is spoken of."""

    def __init__(self, source):
        self.source = self.__name__ = source
        self.function = eval(source, {"np": np})

    def __call__(self, *arguments):
        return self.function(*arguments)

    def __repr__(self):
        return self.source


@dataclass(frozen=True)
class FunctionExercise:
    """Ask for a function, and try it on many random inputs.

    Parameters
    ----------
    solution : callable
        A right answer. It returns a number, an array, text, or a tuple of these.
    inputs : callable
        Makes the arguments of one call, a tuple, from a `numpy.random.Generator`.
    mistakes : tuple of Mistake
        Known wrong answers: functions of the same arguments.
    returns : tuple of str
        The names of the parts if the solution returns a tuple, to speak of them.
    rtol : float
        Relative tolerance, dimensionless.
    trials : int
        How many random inputs are tried.
    secret : bool
        Whether what belongs there is kept back when a value is wrong.
    insight : str
        What to add when the answer is right.
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
    mistakes: tuple[Mistake, ...] = ()
    returns: tuple[str, ...] = ()
    rtol: float = 1e-6
    trials: int = 30
    secret: bool = False
    insight: str = ""
    example: tuple = ()

    def judge(self, answer, sink=None):
        """Try an answer and say what is right or wrong with it.

        Parameters
        ----------
        answer : object
            What the learner handed in.
        sink : Sink, optional
            Where printed text goes: tells whether the function printed something.

        Returns
        -------
        Verdict
        """
        if not callable(answer):
            text = _("Hand in the function itself, by its name alone. This is {kind}.")
            return Verdict(WRONG, text.format(kind=kind_of(answer)))
        cases = self.cases()
        problem = self._call_problem(answer, cases[0])
        if problem:
            return Verdict(WRONG, problem)
        trials = []
        for case in cases:
            trials.append(_Trial(answer, case))
            if trials[-1].is_huge:
                text = _("Your function returns more than a million values: is that asked for?")
                return Verdict(WRONG, text)
        if any(trial.met_blank() for trial in trials):
            return Verdict(NOT_ANSWERED, _("Something that your function uses is still `...`."))
        expected = [self.solution(*copy.deepcopy(case)) for case in cases]
        if all(trial.gave(value, self.rtol) for trial, value in zip(trials, expected, strict=True)):
            return Verdict(RIGHT, self._praise(trials))
        for mistake in self.mistakes:
            if all(trial.went_like(mistake.answer, self.rtol) for trial in trials):
                return Verdict(NAMED_MISTAKE, mistake.message)
        return self._explain(trials, expected, sink or Sink())

    def cases(self):
        """Make the random inputs, the same ones every time.

        Returns
        -------
        list of tuple
            The arguments of each call.
        """
        rng = np.random.default_rng(20)
        first = [self.example] if self.example else []
        return first + [tuple(self.inputs(rng)) for _trial in range(self.trials)]

    def _argument_names(self):
        return list(inspect.signature(self.solution).parameters)

    def _call_problem(self, answer, case):
        try:
            signature = inspect.signature(answer)
        except (TypeError, ValueError):  # some compiled functions have none
            return None
        try:
            signature.bind(*case)
        except TypeError:
            text = _("It is called with `({wanted})`, but your function takes `({given})`.")
            wanted, given = ", ".join(self._argument_names()), ", ".join(signature.parameters)
            return text.format(wanted=wanted, given=on_one_line(given))
        return None

    def _praise(self, trials):
        lines = [_("It agrees on {n} random inputs.").format(n=self.trials), self.insight]
        changed = {name for trial in trials for name in trial.changed(self._argument_names())}
        if changed:
            text = _("But it changes what it is given (`{names}`): let it work on a copy.")
            lines.append(text.format(names=", ".join(sorted(changed))))
        return "\n".join(line for line in lines if line)

    def _explain(self, trials, expected, sink):
        for trial in trials:
            if trial.error is not None:
                text = _("It was called with `{inputs}`.").format(inputs=self._written(trial.case))
                return Verdict(RAISED, f"{explain_error(trial.error)}\n{text}")
        answers = [trial.value for trial in trials]
        inputs = [self._written(trial.case) for trial in trials]
        return Verdict(WRONG, explain_wrong_values(self, expected, answers, inputs, sink))

    def _written(self, case):
        pairs = zip(self._argument_names(), case, strict=False)
        return ", ".join(f"{name} = {short(value, separator='')}" for name, value in pairs)


def _kept(value):
    """Copy what came back: the next call may write into the same array."""
    try:
        return copy.deepcopy(value)
    except Exception:  # a generator, a coroutine: no numbers anyway
        return value


class _Trial:
    """One call of a function: what it was given, what it made of that, what came back."""

    def __init__(self, function, case):
        self.case, self.used = case, copy.deepcopy(case)
        self.value = self.error = None
        self.is_huge = False
        try:
            value = function(*self.used)
            self.is_huge = is_huge(value)
            self.value = None if self.is_huge else _kept(value)
        except (OutOfTime, KeyboardInterrupt):  # no further calls either
            raise
        except BaseException as error:  # SystemExit too: nothing of the learner's gets past here
            self.error = error

    def met_blank(self):
        """Tell whether a `...` came back, or was what the code stumbled over."""
        stumbled = isinstance(self.error, TypeError) and "ellipsis" in str(self.error).lower()
        return stumbled or holds_blank(self.value)

    def gave(self, value, rtol):
        """Tell whether this value came back."""
        return self.error is None and difference(value, self.value, rtol) is None

    def went_like(self, function, rtol):
        """Tell whether another function does the same with this input, or fails the same way."""
        other = _Trial(function, self.case)
        if other.error is None:
            return self.gave(other.value, rtol)
        return type(self.error) is type(other.error) and str(self.error) == str(other.error)

    def changed(self, names):
        """Name the arrays among the arguments that the call changed."""
        triples = zip(names, self.case, self.used, strict=False)
        return [
            name
            for name, before, after in triples
            if isinstance(before, np.ndarray) and not np.array_equal(before, after)
        ]
