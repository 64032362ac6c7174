"""The quiz on partial derivatives."""

import numpy as np

from course_utils.language import _
from course_utils.live.drawing.loss_map import draw_loss_map
from course_utils.live.style import HERE_MARKER
from course_utils.quizzes import LIMITS, Option, Picture, Question

POINT = np.array([6.0, 1.5])  # on the bowl of the picture


def partial_derivatives():
    return (
        Question(
            _("Someone divides f(x + h) − f(x − h) by h. What comes out?"),
            (
                Option(
                    _("The derivative, a little less exactly."),
                    _("The two points are 2h apart, so one must divide by 2h. This is far off."),
                ),
                Option(
                    _("Half the derivative."),
                    _("A divisor that is too small makes the result larger. It doubles it."),
                ),
                Option(
                    _("Twice the derivative."),
                    _("The two points are 2h apart, and it was divided by half of that."),
                    right=True,
                ),
            ),
            about="derivative_intuition",
        ),
        Question(
            _("At (7, 3) the slope ∂W/∂s is 0.77 kg per weekly snack. What does it say?"),
            (
                Option(
                    _("Every snack adds 0.77 kg, however much one exercises."),
                    _("With 8 hours of exercise it is 0.62 kg. The slope belongs to its point."),
                ),
                Option(
                    _("Near here, with exercise held, a snack more goes with 0.77 kg more."),
                    _("This one alone, the other held, near here, and in its unit."),
                    right=True,
                ),
                Option(
                    _("The share of snacks in the weight is 77 %."),
                    _("It is no share. Its unit is kilograms per weekly snack."),
                ),
                Option(
                    _("Eat a snack less a week, and you lose 0.77 kg: snacks are the cause."),
                    _("It describes a model. Whether the model shows causes, no slope can say."),
                ),
            ),
            about=LIMITS,
        ),
        Question(
            _("A loss is a long bowl. Which of the arrows is −gradient?"),
            (
                Option(
                    "A",
                    _("This is the gradient itself. It points where the loss rises fastest."),
                ),
                Option(
                    "B",
                    _("This points at the minimum. The loss falls faster across the bowl."),
                ),
                Option(
                    "C",
                    _("It goes downhill at a right angle to the level line: steepest here."),
                    right=True,
                ),
                Option(
                    "D",
                    _("This follows the level line. Along it the loss does not change."),
                ),
            ),
            picture=Picture(
                _draw_arrows,
                _(
                    "Level lines of a bowl, five times as long as wide, and a point on its slope."
                    " Arrow A leads outward and B to the lowest point. C leads inward at a right"
                    " angle to the level line, and D along it."
                ),
            ),
        ),
        Question(
            _("A has slope 5 per metre, B has slope 0.1 per millimetre. Which matters more?"),
            (
                Option(
                    _("Nobody can say without a typical change of each."),
                    _("Slope × typical change is the effect. Effects can be compared."),
                    right=True,
                ),
                Option(
                    _("A: 5 is more than 0.1."),
                    _("The numbers have different units. Per metre B has slope 100."),
                ),
                Option(
                    _("B: in the same unit, per metre, it has slope 100."),
                    _("The same unit is a good start. But B may only ever vary by a hair."),
                ),
            ),
        ),
        Question(
            _("∂²W/∂e∂s is −0.03 in the model of this chapter. What does that say?"),
            (
                Option(
                    _("Each hour of exercise takes 0.03 kg off the weight."),
                    _("That would be ∂W/∂e, which is −1.11 at (7, 3). This is a slope of a slope."),
                ),
                Option(
                    _("Who exercises more eats fewer snacks."),
                    _("It does not say how the two occur. It says how they act together on W."),
                ),
                Option(
                    _("Each snack takes 0.03 kg off what an hour of exercise takes off."),
                    _("∂W/∂e becomes more negative with each snack. So an hour takes off more."),
                ),
                Option(
                    _("Each hour of exercise takes 0.03 kg off what a snack adds."),
                    _("It says how the slope for snacks changes with the hours."),
                    right=True,
                ),
            ),
        ),
        Question(
            _(
                "You measure the gradient of a function of 50 inputs with central differences. How"
                " often do you call the function?"
            ),
            (
                Option(
                    "50",
                    _("Each input takes two calls, one ahead and one behind. That makes more."),
                ),
                Option("100", _("Two for each input, one ahead and one behind."), right=True),
                Option(
                    "51",
                    _("That is for forward differences, which share a call. Central ones do not."),
                ),
                Option(
                    "2500",
                    _("There are as many second derivatives. The gradient has only 50 entries."),
                ),
            ),
        ),
    )


def _bowl(x, y):
    return x**2 + 25 * y**2


def _arrows():
    """Return the direction of each arrow at `POINT`, by its letter."""
    gradient = np.array([2 * POINT[0], 50 * POINT[1]])
    along = np.array([gradient[1], -gradient[0]])
    return {"A": gradient, "B": -POINT, "C": -gradient, "D": along}


def _draw_arrows(figure):
    axes = figure.subplots()
    draw_loss_map(axes, _bowl, (-9, 9), (-4, 4), (0, 0))
    axes.plot(*POINT, **HERE_MARKER)
    for name, direction in _arrows().items():
        end = POINT + 1.7 * direction / np.hypot(*direction)
        axes.annotate("", end, POINT, arrowprops={"arrowstyle": "->", "color": "#222222", "lw": 2})
        axes.annotate(name, POINT + 1.4 * (end - POINT), ha="center", va="center", weight="bold")
    axes.set(xlabel="x", ylabel="y", aspect="equal", xticks=[], yticks=[])
