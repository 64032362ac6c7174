"""One exercise of every kind, for the tests of the checker."""

import numpy as np

from course_utils.checking import ExpressionExercise, FunctionExercise, MatchExercise, ValueExercise

RIGHT, NAMED, WRONG = "right", "named mistake", "wrong"
NOT_ANSWERED, RAISED = "not answered", "your code raised"


def gradient(x, y, w, b):
    error = w * x + b - y
    return 2 * np.mean(error * x), 2 * np.mean(error)


def summed(x, y, w, b):
    error = w * x + b - y
    return 2 * np.sum(error * x), 2 * np.sum(error)


def line_inputs(rng):
    n = rng.integers(2, 6)
    return rng.normal(size=n), rng.normal(size=n), rng.normal(), rng.normal()


GRADIENT = FunctionExercise(
    gradient,
    line_inputs,
    mistakes={
        "You summed instead of averaging.": summed,
        "Look at the sign.": lambda *a: tuple(-part for part in gradient(*a)),
    },
    returns=("dL_dw", "dL_db"),
    insight="Both are means.",
)
PRICE = ValueExercise(
    276.6, unit="thousand dollars", mistakes={"You forgot b.": 265.4}, insight="So it is."
)
CURVES = MatchExercise(
    {"A": "crawl", "B": "jump", "C": "bounce"},
    ("crawl", "jump", "bounce"),
    mistakes={
        "A goes down all the time.": {"A": "bounce"},
        "B and C are the other way round.": {"B": "crawl", "C": "jump"},
    },
)
FORMULA = ExpressionExercise("2*x*y", ("x", "y"), mistakes={"That is with respect to y.": "x**2"})
WEIGHTS = ValueExercise(np.array([1.0, 2.0, 3.0]), mistakes={"Squared.": [1, 4, 9]})
PAIR = ValueExercise((1.0, 20.0), mistakes={"The other way round.": (20.0, 1.0)})
KINDS = [GRADIENT, PRICE, CURVES, FORMULA, WEIGHTS, PAIR]
