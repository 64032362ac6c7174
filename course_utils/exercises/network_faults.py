"""The exercises of the chapter on backpropagation that look for faults, and its quiz."""

import numpy as np

from course_utils.exercises.functions import FunctionExercise
from course_utils.exercises.kinds import MatchExercise
from course_utils.exercises.quiz import Option, Question
from course_utils.exercises.registry import exercise, quiz_questions
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
            Mistake(half_width, _("From w − h to w + h it is a way of 2h, but you divide by h.")),
            Mistake(
                all_at_once,
                _("All weights moved at once. Move one, hold the others, and do so for each."),
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
        insight=_("Near 1e-8 the gradient is right; above 1e-3 something is wrong in it."),
    )


class SumOfCubes:
    """A loss to try a gradient check on, Σ c w³; it shows its coefficients."""

    def __init__(self, c):
        self.c = c

    def __call__(self, w):
        return float(np.sum(self.c * w**3))

    def __repr__(self):
        return f"Σ c w³ with c = {self.c.round(2)}"


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
        insight=_("Look at the loss *and* at each layer's gradient: together they tell the fault."),
    )


@quiz_questions
def backpropagation():
    return (
        Question(
            _(
                "A network has 20 million weights. About how much does its whole gradient cost by "
                "backpropagation?"
            ),
            (
                Option(
                    _("About two to three forward passes."),
                    _("One pass back serves all weights at once, however many there are."),
                    right=True,
                ),
                Option(
                    _("40 million forward passes."),
                    _("That is the price of central differences: two passes for each weight."),
                ),
                Option(
                    _("One forward pass for each layer."),
                    _("Each layer is passed once on the way back. That is one pass, not many."),
                ),
            ),
        ),
        Question(
            _("Two edges leave a value. What slope does it get on the way back?"),
            (
                Option(
                    _("The sum of what comes back along both edges."),
                    _("It changes the loss in two ways, and small effects add up."),
                    right=True,
                ),
                Option(
                    _("The larger of the two."),
                    _("The smaller way changes the loss too. Both count."),
                ),
                Option(
                    _("The product of the two."),
                    _("Along one way you multiply. Different ways are added."),
                ),
                Option(
                    _("The average of the two."),
                    _("Nothing is averaged: both ways act, each in full."),
                ),
            ),
        ),
        Question(
            _("The slope of a digit's score is large at one pixel. What do you know?"),
            (
                Option(
                    _("For this drawing, a little more ink there changes the score a lot."),
                    _("It is local: this drawing, this network, a small change."),
                    right=True,
                ),
                Option(
                    _("This pixel is the most important one for all digits."),
                    _("Another drawing has another slope there. It is a slope at one point."),
                ),
                Option(
                    _("People look at this pixel too."),
                    _("It describes the network. How people read digits it cannot say."),
                ),
                Option(
                    _("A blank pixel there makes the network fail."),
                    _("That is a large change. A slope speaks of small ones."),
                ),
            ),
        ),
    )
