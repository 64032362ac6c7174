"""The engine of the exercises: kinds of exercise, and the one checker that they share."""

from course_utils.checking.exercises import ExpressionExercise, MatchExercise, ValueExercise
from course_utils.checking.functions import Code, FunctionExercise

__all__ = ["Code", "ExpressionExercise", "FunctionExercise", "MatchExercise", "ValueExercise"]
