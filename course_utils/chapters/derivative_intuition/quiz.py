"""The quiz on what a slope at a point means."""

from course_utils.language import _
from course_utils.quizzes import Option, Question


def derivative_intuition():
    return (
        Question(
            _("A function has slope 0.001 at some point. What do you know?"),
            (
                Option(
                    _("A minimum is close by."),
                    _("tanh is almost level far away from everything. Flat is not close."),
                ),
                Option(
                    _("Near this point it hardly changes."),
                    _("The slope says how strongly the function reacts here, and no more."),
                    right=True,
                ),
                Option(
                    _("The function is almost constant."),
                    _("Only near this point. A slope knows nothing of the rest of the curve."),
                ),
            ),
        ),
        Question(
            _("You measure the derivative of sin x with a central difference. Which h is best?"),
            (
                Option(
                    _("The smallest the computer can hold."),
                    _("Then x + h is rounded back to x, and the slope comes out as 0 or nonsense."),
                ),
                Option(
                    _("It does not matter."),
                    _("The figure shows errors from 1 down to 1e-11, depending on h alone."),
                ),
                Option(
                    _("A small one, but not too small: about 1e-5."),
                    _("There the error of the formula and that of the rounding balance."),
                    right=True,
                ),
            ),
        ),
        Question(
            _("Why has |x| no derivative at 0?"),
            (
                Option(
                    _("However far you zoom in, the corner stays."),
                    _("No single straight line fits both sides."),
                    right=True,
                ),
                Option(
                    _("Because its value is 0 there."),
                    _("x² is 0 there as well, and has a derivative. The value is not the trouble."),
                ),
                Option(
                    _("Because it is not a formula."),
                    _("A formula is not needed. What is missing is one slope for both sides."),
                ),
            ),
        ),
    )
