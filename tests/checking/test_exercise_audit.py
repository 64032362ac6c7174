"""The course's exercises and quizzes hold what they promise; and the audit finds what does not."""

import numpy as np
import pytest

from course_utils.chapters import all_exercises, all_quizzes
from course_utils.checking import (
    ExpressionExercise,
    FunctionExercise,
    MatchExercise,
    Mistake,
    ValueExercise,
)
from course_utils.checking.judging import judge
from course_utils.quizzes import Option, Question
from exercise_audit import audit, audit_quiz, quiz_texts, shown_texts
from pseudo_locale import escaped_texts, pseudo_language  # noqa: F401
from sample_exercises import KINDS, gradient, line_inputs, summed

SUMMED = Mistake(summed, "You summed.")


@pytest.mark.parametrize("name", all_exercises())
def test_every_exercise_of_the_course_is_sound(name):
    assert audit(all_exercises()[name]) == []


@pytest.mark.parametrize("name", all_quizzes())
def test_every_quiz_of_the_course_is_sound(name):
    assert audit_quiz(all_quizzes()[name]) == []


def test_every_text_of_an_exercise_is_translated(pseudo_language):  # noqa: F811
    for name, exercise in all_exercises().items():
        assert escaped_texts(shown_texts(exercise)) == [], name
        for mistake in exercise.mistakes:
            assert judge(exercise, mistake.answer).message == mistake.message, name
    for name, questions in all_quizzes().items():
        assert escaped_texts(quiz_texts(questions)) == [], name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
def test_sound_exercises_pass(kind):
    assert audit(kind) == []


def no_randomness(rng):
    return np.ones(3), np.zeros(3), 1.0, 2.0


drawn_elsewhere = np.random.default_rng(1)


@pytest.mark.parametrize(
    ("unsound", "words"),
    [
        (
            FunctionExercise(gradient, line_inputs, (Mistake(gradient, "It is not wrong."),)),
            "is judged ✓ Right.",
        ),
        (
            FunctionExercise(gradient, line_inputs, (SUMMED, Mistake(summed, "Once more."))),
            "mistake 2 ('Once more.') is judged ✗ Not quite. You summed.",
        ),
        (
            FunctionExercise(gradient, line_inputs, (Mistake(lambda *a: np.nan, "NaN"),)),
            "mistake 1 ('NaN') is judged",
        ),
        (
            FunctionExercise(gradient, line_inputs, (Mistake(lambda *a: (0, 0), ""),)),
            "has no message",
        ),
        (
            FunctionExercise(
                gradient, line_inputs, (SUMMED, Mistake(lambda *a: (0, 0), "You summed."))
            ),
            "the same message",
        ),
        (FunctionExercise(gradient, no_randomness), "always the same"),
        (
            FunctionExercise(lambda x: x, lambda rng: (drawn_elsewhere.normal(),)),
            "others every time",
        ),
        (
            FunctionExercise(lambda x: np.inf * abs(x), lambda rng: (rng.normal(),)),
            "NaN or infinity",
        ),
        (FunctionExercise(gradient, line_inputs, returns=("dL_dw",)), "as many values as names"),
        (ValueExercise(2.0, mistakes=(Mistake(2.0001, "Almost."),)), "is judged ✓ Right."),
        (ValueExercise(np.nan), "the answer nan is judged"),
        (MatchExercise({"A": "x"}, ("y", "z")), "{'x'}"),
        (
            MatchExercise({"A": "x", "B": "y"}, ("x", "y"), (Mistake({"A": "x"}, "No."),)),
            "mistake 1 is part of the solution",
        ),
        (ExpressionExercise("2*x", ("x",), (Mistake("x + x", "No."),)), "is judged ✓ Right."),
        (ExpressionExercise("2*(x", ("x",)), "the answer '2*(x' is judged"),
    ],
)
def test_unsound_exercises_are_found(unsound, words):
    problems = audit(unsound)
    assert any(words in problem for problem in problems), problems


def test_unsound_quizzes_are_found():
    question = Question("Which?", (Option("a", "No."), Option("b", "Yes.", right=True)))
    twice = Question("What?", (Option("a", "No."), Option("a", "Yes.", right=True)))
    same_answer = Question("Why?", (Option("a", "So."), Option("b", "So.", right=True)))
    assert audit_quiz((question,)) == []
    assert audit_quiz(()) == ["there is no question"]
    assert audit_quiz((question,) * 2) == ["a question is asked twice"]
    assert audit_quiz((question, twice, same_answer)) == [
        "'What?': two options have the same text",
        "'Why?': two options have the same answer",
        "the right option always stands at the same place",
    ]
