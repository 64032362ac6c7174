"""The quiz on gradient descent."""

import numpy as np

from course_utils.language import _
from course_utils.live.style import BEST_MARKER, DATA, MODEL, PATH
from course_utils.quizzes import LIMITS, Option, Picture, Question

FACTOR = -0.75  # by which each step of the picture multiplies the distance, 1 − αλ


def house_prices():
    return (
        Question(
            _("Where you stand ∂L/∂w is 3 and ∂L/∂b is −4. How steep is the steepest direction?"),
            (
                Option(
                    "7",
                    _("The two directions stand at a right angle. Their slopes add as squares."),
                ),
                Option(
                    "5", _("By Pythagoras: 3² + 4² = 5². It is the length of (3, −4)."), right=True
                ),
                Option(
                    "4",
                    _("That is the steeper of the two alone. Moving both can be steeper still."),
                ),
                Option(
                    "−1",
                    _("That is the change when both grow by 1. Another way is steeper."),
                ),
            ),
            about="partial_derivatives",
        ),
        Question(
            _("At some point ∂L/∂w is large and negative. What do you know?"),
            (
                Option(
                    _("The best w is far away."),
                    _("The size is the steepness here. The minimum can be very near all the same."),
                ),
                Option(
                    _("w is the most important parameter of the model."),
                    _("The size depends on the unit of w. In another unit it would be small."),
                ),
                Option(
                    _("A small increase of w lowers the loss."),
                    _("That is what the sign says, for a small enough step."),
                    right=True,
                ),
                Option(
                    _("A large step is safe."),
                    _("It does not say how far its direction stays right. You can overshoot."),
                ),
            ),
            about=LIMITS,
        ),
        Question(
            _("The loss grows from step to step, ever faster. What is the first thing to try?"),
            (
                Option(
                    _("A smaller learning rate."),
                    _("The steps overshoot by more than they gain: the rate is above 2/λmax."),
                    right=True,
                ),
                Option(
                    _("More steps."),
                    _("Each step makes it worse. More of them make it worse still."),
                ),
                Option(
                    _("A larger learning rate, to get over it."),
                    _("Overshooting is the trouble. A larger rate overshoots by more."),
                ),
                Option(
                    _("Start nearer to the minimum."),
                    _("Above 2/λmax every start but the minimum itself moves away."),
                ),
            ),
        ),
        Question(
            _("These are the first steps of a descent. What is its learning rate?"),
            (
                Option(
                    _("Below 1/λ."),
                    _("Then every step would stay on its side. Here each lands on the far side."),
                ),
                Option(
                    _("Exactly 2/λ."),
                    _("Then it would jump between two equal heights. Here it comes down."),
                ),
                Option(
                    _("Above 2/λ."),
                    _("Then each step would end higher up. Here each ends lower."),
                ),
                Option(
                    _("Between 1/λ and 2/λ."),
                    _("It overshoots, and still comes closer: 1 − αλ lies between −1 and 0."),
                    right=True,
                ),
            ),
            picture=Picture(
                _draw_descent,
                _(
                    "A parabola, and six points on it, numbered 0 to 5. They lie to the left and to"
                    " the right of the lowest point in turn, each lower than the one before."
                ),
            ),
        ),
        Question(
            _("The gradient is almost zero, the loss stands still. Is the descent finished?"),
            (
                Option(
                    _("Yes: at a minimum the gradient is zero, and here it nearly is."),
                    _("True, but a saddle and a plateau have a near-zero gradient as well."),
                ),
                Option(
                    _("Perhaps: look at the curvature, or take more steps."),
                    _("A near-zero gradient is a candidate: a minimum, a saddle or a plateau."),
                    right=True,
                ),
                Option(
                    _("No: such a place must be a saddle."),
                    _("It can be a saddle. It can be a minimum just as well."),
                ),
            ),
        ),
        Question(
            _(
                "You count the area in thousand square feet instead of square feet. What becomes of"
                " ∂L/∂w, for the same line?"
            ),
            (
                Option(
                    _("It stays as it is, since the line does."),
                    _("A slope is per unit of w, and that unit is another one now."),
                ),
                Option(
                    _("It becomes 1,000 times as large."),
                    _("That happens to w itself. One unit of the new w changes the line less."),
                ),
                Option(
                    _("It becomes 1,000 times smaller."),
                    _("The slope is twice the mean of error × area: the area stands in it once."),
                    right=True,
                ),
                Option(
                    _("It becomes a million times smaller."),
                    _("That happens to the curvature, with its area². The slope has area once."),
                ),
            ),
        ),
    )


def _draw_descent(figure):
    axes = figure.subplots()
    w = np.linspace(-1.15, 1.15, 200)
    axes.plot(w, w**2, color=MODEL)
    steps = -(FACTOR ** np.arange(6))
    axes.plot(steps, steps**2, "o--", color=DATA, markerfacecolor=PATH, linewidth=1)
    for number, at in enumerate(steps):
        side = np.sign(at)
        axes.annotate(str(number), (at + 0.06 * side, at**2), ha="center", va="top")
    axes.plot(0, 0, **BEST_MARKER)
    axes.set(xlabel="w", ylabel=_("loss"), xticks=[], yticks=[])
