"""The quiz on gradient descent."""

from course_utils.language import _
from course_utils.quizzes import Option, Question


def house_prices():
    return (
        Question(
            _("At some point ∂L/∂w is large and negative. What do you know?"),
            (
                Option(
                    _("The best w is far away."),
                    _("The size is the steepness here. The minimum can be very near all the same."),
                ),
                Option(
                    _("w is the most important parameter."),
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
        ),
        Question(
            _("The loss oscillates and grows from step to step. What is the first thing to try?"),
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
            _("The gradient is almost zero, the loss stands still. Is the descent finished?"),
            (
                Option(
                    _("Yes: at a minimum the gradient is zero."),
                    _("True, but a saddle and a plateau have a near-zero gradient as well."),
                ),
                Option(
                    _("Perhaps: look at the curvature, or take more steps."),
                    _("A near-zero gradient is a candidate: a minimum, a saddle or a plateau."),
                    right=True,
                ),
                Option(
                    _("No: then it must be a saddle."),
                    _("It can be a saddle. It can be a minimum just as well."),
                ),
            ),
        ),
    )
