"""The exercises of the chapter on backpropagation that look for faults."""

import numpy as np

from course_utils.exercises.functions import FunctionExercise
from course_utils.exercises.kinds import MatchExercise
from course_utils.exercises.registry import exercise
from course_utils.exercises.verdict import Mistake
from course_utils.language import _


@exercise
def gradient_check():
    def check(f, w, h):
        slopes = np.zeros_like(w)
        for i in range(len(w)):
            ahead, behind = w.copy(), w.copy()
            ahead[i] += h
            behind[i] -= h
            slopes[i] = (f(ahead) - f(behind)) / (2 * h)
        return slopes

    def error(gradient, measured):
        return np.linalg.norm(gradient - measured) / (
            np.linalg.norm(gradient) + np.linalg.norm(measured)
        )

    def solution(f, gradient, w, h):
        return error(gradient, check(f, w, h))

    def forward_difference(f, gradient, w, h):
        slopes = np.array([(f(w + h * unit) - f(w)) / h for unit in np.eye(len(w))])
        return error(gradient, slopes)

    def half_width(f, gradient, w, h):
        return error(gradient, 2 * check(f, w, h))

    def all_at_once(f, gradient, w, h):
        return error(gradient, np.full_like(w, (f(w + h) - f(w - h)) / (2 * h)))

    def same_array(f, gradient, w, h):
        return error(gradient, np.zeros_like(w))

    def never_back(f, gradient, w, h):
        slopes, ahead, behind = np.zeros_like(w), w.copy(), w.copy()
        for i in range(len(w)):
            ahead[i] += h
            behind[i] -= h
            slopes[i] = (f(ahead) - f(behind)) / (2 * h)
        return error(gradient, slopes)

    def absolute(f, gradient, w, h):
        return np.linalg.norm(gradient - check(f, w, h))

    def by_one(f, gradient, w, h):
        return absolute(f, gradient, w, h) / np.linalg.norm(gradient)

    def lengths_only(f, gradient, w, h):
        measured = check(f, w, h)
        return abs(np.linalg.norm(gradient) - np.linalg.norm(measured)) / (
            np.linalg.norm(gradient) + np.linalg.norm(measured)
        )

    def inputs(rng):
        n = int(rng.integers(2, 5))
        return SumOfCubes(rng.normal(size=n)), rng.normal(size=n), rng.normal(size=n), 0.1

    return FunctionExercise(
        solution=solution,
        inputs=inputs,
        mistakes=(
            Mistake(
                forward_difference,
                _("This is the forward difference. The central one looks to both sides of w."),
            ),
            Mistake(
                half_width, _("From w − h to w + h it is a distance of 2h, but you divide by h.")
            ),
            Mistake(
                all_at_once,
                _("All weights moved at once. Move one, hold the others, and do so for each."),
            ),
            Mistake(
                same_array,
                _(
                    "All your measured slopes are 0. After `ahead = w` both names stand for one "
                    "and the same array: take `w.copy()`."
                ),
            ),
            Mistake(
                never_back,
                _("Weights that had moved stayed moved. Begin again from w for each weight."),
            ),
            Mistake(
                absolute,
                _("This is the absolute error. Divide by the sum of both lengths."),
            ),
            Mistake(
                by_one,
                _("You divided by the length of the gradient alone. Add the measured one's."),
            ),
            Mistake(
                lengths_only,
                _(
                    "You compared lengths only. Two vectors of one length can point to different "
                    "sides: take the length of their difference."
                ),
            ),
        ),
        insight=_(
            "With a small step a right gradient stays below 1e-6; a bug usually gives 0.01 or more."
        ),
    )


class SumOfCubes:
    """A loss to try a gradient check on, Σ c w³; its name shows its coefficients."""

    def __init__(self, c):
        self.c = c
        self.__name__ = f"Σ c w³ with c = {c.round(2)}"

    def __call__(self, w):
        return float(np.sum(self.c * w**3))

    def __repr__(self):
        return self.__name__


@exercise
def three_faulty_nets():
    return MatchExercise(
        solution={"A": "fading slopes", "B": "large rate", "C": "zero start"},
        options=("fading slopes", "large rate", "zero start", "too few steps"),
        mistakes=(
            Mistake(
                {"A": "zero start", "C": "fading slopes"},
                _(
                    "A and C both stand still. In A the first layer's slope is tiny, in C it is "
                    "exactly zero: there every way back is multiplied by a weight of 0."
                ),
            ),
            Mistake(
                {"C": "fading slopes"},
                _(
                    "In C nothing arrives at any layer, not even at the last. Fading slopes are "
                    "large at the last layer and tiny at the first."
                ),
            ),
            Mistake(
                {"A": "zero start"},
                _("In A the last layer gets a slope at step 0, and the first a tiny one: not 0."),
            ),
            Mistake(
                {"A": "too few steps"},
                _("A has hardly moved in all its steps, and its first layer gets almost no slope."),
            ),
            Mistake(
                {"C": "too few steps"},
                _(
                    "In C the slope of the first layer is exactly zero. Steps do not help "
                    "against 0."
                ),
            ),
            Mistake(
                {"B": "too few steps"},
                _("B jumps up and down. More steps of the same size go on jumping."),
            ),
            Mistake(
                {"B": "fading slopes"},
                _("B has large slopes in both layers. Look at how its loss moves."),
            ),
        ),
        insight=_("Look at the loss and at each layer's gradient: together they tell the fault."),
    )
