"""The audit of exercises and quizzes finds what is planted, and nothing where all is well."""

import numpy as np
import pytest

from course_utils.checking import (
    Code,
    ExpressionExercise,
    FunctionExercise,
    MatchExercise,
    ValueExercise,
)
from course_utils.quizzes import LIMITS, Option, Question
from exercise_audit import audit, audit_quiz, audit_quiz_of_chapter
from sample_exercises import KINDS, gradient, line_inputs, summed


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
            FunctionExercise(gradient, line_inputs, mistakes={"It is not wrong.": gradient}),
            "is judged ✓ Right.",
        ),
        (
            FunctionExercise(
                gradient, line_inputs, mistakes={"You summed.": summed, "Once more.": summed}
            ),
            "the mistake 'Once more.' is judged ✗ Not quite. You summed.",
        ),
        (
            FunctionExercise(gradient, line_inputs, mistakes={"NaN": lambda *a: np.nan}),
            "the mistake 'NaN' is judged",
        ),
        (
            FunctionExercise(gradient, line_inputs, mistakes={"": lambda *a: (0, 0)}),
            "has no message",
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
        (ValueExercise(2.0, mistakes={"Almost.": 2.0001}), "is judged ✓ Right."),
        (ValueExercise(np.nan), "the answer nan is judged"),
        (MatchExercise({"A": "x"}, ("y", "z")), "{'x'}"),
        (
            MatchExercise({"A": "x", "B": "y"}, ("x", "y"), mistakes={"No.": {"A": "x"}}),
            "the mistake 'No.' is part of the solution",
        ),
        (ExpressionExercise("2*x", ("x",), mistakes={"No.": "x + x"}), "is judged ✓ Right."),
        (ExpressionExercise("2*(x", ("x",)), "the answer '2*(x' is judged"),
    ],
)
def test_unsound_exercises_are_found(unsound, words):
    problems = audit(unsound)
    assert any(words in problem for problem in problems), problems


def quotient(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


def table_and_vector(n_samples, n_features):
    def inputs(rng):
        shape = n_samples(rng), n_features(rng)
        return rng.normal(size=shape), rng.normal(size=shape[0])

    return inputs


def some(rng):
    return int(rng.integers(2, 6))


def slopes(X, error):
    return X.T @ error / len(error)


def rows_and_columns(X, error):
    return X.T @ error, X @ np.ones(X.shape[1])


@pytest.mark.parametrize(
    ("careless", "words"),
    [
        (
            FunctionExercise(lambda u, v: v, lambda rng: tuple(rng.normal(size=2))),
            "takes 0 for `u`",
        ),
        (
            FunctionExercise(lambda x, h: x * h, lambda rng: (rng.normal(), 0.3)),
            "takes the first `h` every time",
        ),
        (
            FunctionExercise(
                quotient, lambda rng: (Code("lambda x: x**2"), rng.normal(), rng.uniform(0.1, 1))
            ),
            "takes 1e-5 for `h`",
        ),
        (
            FunctionExercise(
                lambda f, x: f(x) - x**2, lambda rng: (Code("lambda x: x**2 + 1"), rng.normal())
            ),
            "takes the first `f` every time",
        ),
        (
            FunctionExercise(
                lambda x, w: (x, x * w), lambda rng: (rng.normal(), 2.0), returns=("x", "y")
            ),
            "takes the first `w` every time in value 2",
        ),
        (
            FunctionExercise(slopes, table_and_vector(lambda rng: 6, some)),
            "divides by 6 for axis 0 of `X`",
        ),
        (
            FunctionExercise(slopes, table_and_vector(some, lambda rng: 3)),
            "counts to 3 in axis 1 of `X`",
        ),
        (
            FunctionExercise(slopes, table_and_vector(lambda rng: 9, some)),
            "counts to the length of axis 0 of `X` for axis 1 of `X`",
        ),
        (
            FunctionExercise(
                rows_and_columns,
                lambda rng: (lambda n: (rng.normal(size=(n, n)), rng.normal(size=n)))(some(rng)),
                returns=("columns", "rows"),
            ),
            "takes axis 0 for axis 1 of `X`",
        ),
        (
            FunctionExercise(lambda X: X.sum() + len(X), lambda rng: (rng.normal(size=(4, 4)),)),
            "takes rows for columns of `X`",
        ),
    ],
)
def test_inputs_that_cannot_tell_right_from_wrong_are_found(careless, words):
    assert f"an answer that {words} is judged right" in audit(careless)


def test_a_column_and_a_symmetric_table_need_not_vary_in_shape():
    def inputs(rng):
        table = rng.normal(size=(n := some(rng), n))
        return table + table.T, rng.normal(size=(n, 1))

    assert audit(FunctionExercise(lambda H, step: H @ step, inputs)) == []


def test_unsound_quizzes_are_found():
    question = Question("Which?", (Option("a", "No."), Option("b", "Yes.", right=True)))
    twice = Question("What?", (Option("a", "No."), Option("a", "Yes.", right=True)))
    same_answer = Question("Why?", (Option("a", "So."), Option("b", "So.", right=True)))
    chatty = Question("Who?", (Option("a", "No. No. No."), Option("b", "Yes.", right=True)))
    assert audit_quiz((question,)) == []
    assert audit_quiz(()) == ["there is no question"]
    assert audit_quiz((question,) * 2) == ["a question is asked twice"]
    assert audit_quiz((question, twice, same_answer)) == [
        "'What?': two options have the same text",
        "'Why?': two options have the same answer",
        "the right option never stands at place [1]",
    ]
    assert audit_quiz((chatty,)) == ["'No. No. No.': two short sentences, please"]


def test_a_right_option_that_is_given_away_by_its_length_is_found():
    long, short = (
        [Option("It is this one.", "Yes.", right=True), Option("b", "No.")],
        [Option("Or is it this one?", "No."), Option("It is this one.", "Yes.", right=True)],
    )
    questions = [Question(str(n), (long, long[::-1], short)[min(n, 2)]) for n in range(5)]
    assert audit_quiz(questions) == []
    questions[4] = Question("4", long)
    assert audit_quiz(questions) == ["the right option is the longest in 3 of 5"]


def test_what_the_quiz_of_a_chapter_lacks_is_found():
    options = (Option("a", "No."), Option("b", "Yes.", right=True))
    abouts = ["before", LIMITS, "after", "", ""]
    questions = [Question("Which?", options, about=about) for about in abouts]
    assert audit_quiz_of_chapter(questions, {"before"}) == [
        "'after' is no earlier chapter",
        "it has not a question with a picture",
    ]
    assert audit_quiz_of_chapter(questions[:1], set()) == [
        "'before' is no earlier chapter",
        "it has not five questions",
        "it has not a question from an earlier chapter",
        "it has not a question with a picture",
        "it has not a question about what a slope does not say",
    ]
