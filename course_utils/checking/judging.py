"""The one checker: what it says of an answer, whatever that is, without ever raising."""

from course_utils.checking.errors import explain_error
from course_utils.checking.running import run_quarantined
from course_utils.checking.unfinished import function_holds_blank, holds_blank, is_huge
from course_utils.checking.verdict import NOT_ANSWERED, RAISED, RIGHT, WRONG, Verdict
from course_utils.language import _

TIME_LIMIT = 5.0  # seconds
_TIME_FOR_BLANK = 1.0  # seconds; what is still to be written may well loop for ever
_TIME_TO_EXPLAIN = 0.5  # seconds


def judge(exercise, answer, seconds=TIME_LIMIT):
    """Check an answer to an exercise that need not be registered.

    Parameters
    ----------
    exercise : FunctionExercise, ValueExercise, ChoiceExercise, MatchExercise or ExpressionExercise
        The exercise.
    answer : object
        The answer: anything at all.
    seconds : float
        How long the answer's own code may take, seconds.

    Returns
    -------
    Verdict

    Examples
    --------
    >>> from course_utils.checking import ValueExercise
    >>> judge(ValueExercise(2.0), 2.0)
    ✓ Right. It is 2.
    >>> judge(ValueExercise(2.0), ...).status
    'not answered'
    """
    is_blank = _is_blank(answer)
    try:
        verdict = run_quarantined(
            lambda sink: _judge_if_not_huge(exercise, answer, sink),
            min(seconds, _TIME_FOR_BLANK) if is_blank else seconds,
        )
    except BaseException as error:  # SystemExit and KeyboardInterrupt too
        verdict = Verdict(RAISED, _explain(error))
    # A `...` may be left over beside an answer that is right.
    if is_blank and verdict.status != RIGHT:
        return Verdict(NOT_ANSWERED, _invitation(answer))
    return verdict


def _is_blank(answer):
    def look(_sink):
        if is_huge(answer):
            return False
        return holds_blank(answer) or (callable(answer) and function_holds_blank(answer))

    try:
        return run_quarantined(look, _TIME_FOR_BLANK)
    except BaseException:  # an object that does not let itself be looked at
        return False


def _judge_if_not_huge(exercise, answer, sink):
    if is_huge(answer):
        return Verdict(WRONG, _("This holds more than a million values: is that asked for?"))
    return exercise.judge(answer, sink)


def _explain(error):
    # A learner's own kind of error may do anything when it is asked what it says.
    try:
        return run_quarantined(lambda _sink: explain_error(error), _TIME_TO_EXPLAIN)
    except BaseException:
        return _("It is an error of a kind that cannot be shown: raise one of Python's own kinds.")


def _invitation(answer):
    if callable(answer):
        return _("Fill in the `...` in your function, run its cell, and then this one again.")
    return _("Replace the `...` above by your answer, run its cell, and then this one again.")
