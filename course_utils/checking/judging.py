"""The one checker: what it says of an answer, whatever that is, without ever raising."""

from course_utils.checking.cells import missing_answer, watch_cells
from course_utils.checking.errors import explain_error, is_learners
from course_utils.checking.guard import guarded
from course_utils.checking.unfinished import is_huge, is_unfinished
from course_utils.checking.verdict import NOT_ANSWERED, RAISED, RIGHT, WRONG, Verdict
from course_utils.checking.wording import lines
from course_utils.language import _

TIME_LIMIT = 5.0  # seconds
_TIME_FOR_BLANK = 1.0  # seconds; what is still to be written may well loop for ever
_TIME_TO_EXPLAIN = 0.5  # seconds

watch_cells()


def judge(exercise, answer):
    """Check an answer, anything at all, to an exercise of any kind; returns a Verdict.

    >>> from course_utils.checking import ValueExercise
    >>> judge(ValueExercise(2.0), 2.0)
    ✓ Right. It is 2.
    >>> judge(ValueExercise(2.0), ...).status
    'not answered'
    """
    if missing := missing_answer(exercise):
        return missing
    try:
        is_blank = guarded(lambda: is_unfinished(answer), _TIME_FOR_BLANK)
    except BaseException:  # an object that does not let itself be looked at
        is_blank = False
    seconds = min(TIME_LIMIT, _TIME_FOR_BLANK) if is_blank else TIME_LIMIT
    try:
        verdict = guarded(lambda: _judge_if_not_huge(exercise, answer), seconds)
    except BaseException as error:  # SystemExit and KeyboardInterrupt too
        verdict = _explain(error)
    # A `...` may be left over beside an answer that is right.
    if is_blank and verdict.status != RIGHT:
        text = _("Replace the `...` above by your answer, run its cell, and then this one again.")
        if callable(answer):
            text = _("Fill in the `...` in your function, run its cell, and then this one again.")
        return Verdict(NOT_ANSWERED, text)
    return verdict


def _judge_if_not_huge(exercise, answer):
    if is_huge(answer):
        return Verdict(WRONG, _("This holds more than a million values: is that asked for?"))
    if isinstance(answer, str) and not answer.strip():
        text = _("Write your answer between the quotation marks, run its cell, and then this one.")
        return Verdict(NOT_ANSWERED, text)
    return exercise.judge(answer)


def _explain(error):
    def look():
        if is_learners(error):
            return Verdict(RAISED, explain_error(error))
        text = _("This cannot be compared with what belongs there.")
        return Verdict(WRONG, lines(text, explain_error(error)))

    # A learner's own kind of error may do anything when it is asked what it says.
    try:
        return guarded(look, _TIME_TO_EXPLAIN)
    except BaseException:
        text = _("It is an error of a kind that cannot be shown: raise one of Python's own kinds.")
        return Verdict(RAISED, text)
