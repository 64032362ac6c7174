"""The exercises and quizzes of the course, and the one checker that they share.

A chapter's exercises are a module of this folder, its quiz is one of the folder quizzes; both are
named in `CHAPTERS`. They hold functions under `@exercise` that return one of the kinds below, and
functions under `@quiz_questions` that return questions.
"""

from course_utils.exercises.checker import check
from course_utils.exercises.formulas import ExpressionExercise
from course_utils.exercises.functions import FunctionExercise
from course_utils.exercises.kinds import ChoiceExercise, MatchExercise, ValueExercise
from course_utils.exercises.quiz import Option, Question, quiz
from course_utils.exercises.registry import all_exercises, all_quizzes, exercise, quiz_questions
from course_utils.exercises.verdict import Mistake

__all__ = [
    "CHAPTERS",
    "ChoiceExercise",
    "ExpressionExercise",
    "FunctionExercise",
    "MatchExercise",
    "Mistake",
    "Option",
    "Question",
    "ValueExercise",
    "all_exercises",
    "all_quizzes",
    "check",
    "exercise",
    "quiz",
    "quiz_questions",
]

# The modules that are imported when an exercise or a quiz is asked for.
CHAPTERS = (
    "start_here",
    "derivative_intuition",
    "partial_derivatives",
    "house_prices",
    "multiple_regression",
    "backpropagation",
    "network_faults",
    "quizzes.start_here",
    "quizzes.derivative_intuition",
    "quizzes.partial_derivatives",
    "quizzes.house_prices",
    "quizzes.multiple_regression",
    "quizzes.backpropagation",
)
