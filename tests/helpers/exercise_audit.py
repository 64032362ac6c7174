"""What must hold of every exercise and quiz of the course: tests run this on all of them."""

import re
from dataclasses import replace

import numpy as np

from careless_answers import careless_answers, careless_parts
from course_utils.checking import FunctionExercise, MatchExercise
from course_utils.checking.judging import judge
from course_utils.checking.verdict import NAMED_MISTAKE, NOT_ANSWERED, RIGHT
from course_utils.quizzes import LIMITS


def audit(exercise):
    """Return what is wrong with an exercise, one line each.

    The solution must be right, `...` not answered, and each known mistake told its own message: so
    a mistake that agrees with the solution, or with another mistake, is found.

    Parameters
    ----------
    exercise : FunctionExercise, ValueExercise, MatchExercise or ExpressionExercise

    Returns
    -------
    list of str
    """
    problems = []
    for answer, wanted in ((exercise.solution, RIGHT), (..., NOT_ANSWERED)):
        verdict = judge(exercise, answer)
        if verdict.status != wanted:
            problems.append(f"the answer {answer!r} is judged {verdict!r}, not {wanted!r}")
    for message, wrong in exercise.mistakes.items():
        verdict = judge(exercise, wrong)
        if (verdict.status, verdict.message) != (NAMED_MISTAKE, message):
            problems.append(f"the mistake {message!r} is judged {verdict!r}")
    if not all(exercise.mistakes):
        problems.append("a mistake has no message")
    return problems + _AUDITS.get(type(exercise), lambda _exercise: [])(exercise)


def audit_quiz(questions):
    """Return what is wrong with a quiz, one line each."""
    problems = [] if questions else ["there is no question"]
    for question in questions:
        for what in ("text", "answer"):
            texts = [getattr(option, what) for option in question.options]
            if len(set(texts)) < len(texts):
                problems.append(f"{question.text!r}: two options have the same {what}")
        for option in question.options:
            if len(option.answer) > 100 or len(re.findall(r"[.!?](?= |$)", option.answer)) > 2:
                problems.append(f"{option.answer!r}: two short sentences, please")
    rights = [[option.right for option in question.options].index(True) for question in questions]
    never = set(range(max(len(q.options) for q in questions) if questions else 0)) - set(rights)
    if len(questions) > 2 and never:
        problems.append(f"the right option never stands at place {[n + 1 for n in sorted(never)]}")
    longest = sum(map(_is_longest, questions, rights))
    if len(questions) > 2 and longest > 2 / 5 * len(questions):
        problems.append(f"the right option is the longest in {longest} of {len(questions)}")
    if len({question.text for question in questions}) < len(questions):
        problems.append("a question is asked twice")
    return problems


def audit_quiz_of_chapter(questions, earlier):
    """Return what a chapter's quiz lacks; `earlier` holds the names of the chapters before it."""
    abouts = {question.about for question in questions} - {""}
    problems = [f"{about!r} is no earlier chapter" for about in abouts - {LIMITS, *earlier}]
    wanted = {
        "five questions": len(questions) >= 5,
        "a question from an earlier chapter": abouts & {*earlier},
        "a question with a picture": any(question.picture for question in questions),
        "a question about what a slope does not say": LIMITS in abouts,
    }
    return problems + [f"it has not {what}" for what, there in wanted.items() if not there]


def _is_longest(question, right):
    lengths = [len(option.text) for option in question.options]
    return lengths.pop(right) > max(lengths)


def shown_texts(exercise):
    """Return every text of an exercise that it may show."""
    unit = [exercise.unit] if getattr(exercise, "unit", "") else []
    return [*exercise.mistakes, *unit, exercise.insight]


def quiz_texts(questions):
    """Return every text of a quiz."""
    options = [option for question in questions for option in question.options]
    texts = [question.text for question in questions]
    texts += [question.picture.text for question in questions if question.picture]
    return texts + [option.text for option in options] + [option.answer for option in options]


def _audit_function(exercise):
    problems = []
    cases = exercise.cases()
    expected = [exercise.solution(*case) for case in cases]
    parts = [part for value in expected for part in (value if _is_tuple(value) else (value,))]
    if not all(isinstance(part, str) or np.all(np.isfinite(part)) for part in parts):
        problems.append("the solution gives NaN or infinity on an input")
    if exercise.returns and {len(value) for value in expected} != {len(exercise.returns)}:
        problems.append(f"there are not as many values as names {exercise.returns}")
    again = exercise.cases()
    if repr(again) != repr(cases):
        problems.append("the inputs are others every time: draw them from the rng alone")
    if len({repr(case) for case in cases}) == 1:
        problems.append("the inputs are always the same ones")
    return problems + [f"an answer that {what} is judged right" for what in _let_through(exercise)]


def _let_through(exercise):
    """Return what those careless answers do that are judged right."""

    exercise = replace(exercise, mistakes={})  # none is asked for its message here

    def judged_right(answers):
        return [what for what, answer in answers if judge(exercise, answer).status == RIGHT]

    passed = judged_right(careless_answers(exercise))
    for answers in careless_parts(exercise):
        right = judged_right(answers)
        passed += right if len(right) < len(answers) else []
    return passed


def _is_tuple(value):
    return isinstance(value, tuple)


def _audit_match(exercise):
    named = [exercise.solution, *exercise.mistakes.values()]
    foreign = {option for pairs in named for option in pairs.values()} - set(exercise.options)
    problems = [f"these are not among the options: {foreign}"] if foreign else []
    for message, wrong in exercise.mistakes.items():
        if wrong.items() <= exercise.solution.items():
            problems.append(f"the mistake {message!r} is part of the solution")
    return problems


_AUDITS = {
    FunctionExercise: _audit_function,
    MatchExercise: _audit_match,
}
