"""The quiz on partial derivatives."""

from course_utils.language import _
from course_utils.quizzes import Option, Question


def partial_derivatives():
    return (
        Question(
            _("At (7, 3) the slope ∂W/∂s is 0.62 kg per weekly snack. What does that say?"),
            (
                Option(
                    _("Every snack adds 0.62 kg, for everyone."),
                    _("With other exercise it is another slope: 0.8 − 0.06 e."),
                ),
                Option(
                    _("Near this point, with exercise held, a snack more goes with 0.62 kg more."),
                    _("This one alone, the other held, near here, and in its unit."),
                    right=True,
                ),
                Option(
                    _("62 % of the weight comes from snacks."),
                    _("It is a slope in kg per snack, not a share."),
                ),
                Option(
                    _("Snacks cause weight."),
                    _("It describes a model. Whether the model shows causes, no slope can say."),
                ),
            ),
        ),
        Question(
            _("A loss is a bowl, longer than it is wide. Where does −gradient point?"),
            (
                Option(
                    _("In the direction in which the loss falls fastest, here."),
                    _("Steepest here. In a long bowl that is mostly across, not along."),
                    right=True,
                ),
                Option(
                    _("At the minimum."),
                    _("Only from special points. In the figure it was 58° off."),
                ),
                Option(
                    _("Along a level line."),
                    _("Along a level line nothing changes. The gradient is at right angles to it."),
                ),
            ),
        ),
        Question(
            _("A has slope 5 per metre, B has slope 0.1 per millimetre. Which matters more?"),
            (
                Option(
                    _("A: 5 is more than 0.1."),
                    _("The numbers have different units. Per metre B has slope 100."),
                ),
                Option(
                    _("B: per metre it has slope 100."),
                    _("The same unit is a good start. But B may only ever vary by a hair."),
                ),
                Option(
                    _("Not to be said without a typical change of each."),
                    _("Slope × typical change is the effect. Effects can be compared."),
                    right=True,
                ),
            ),
        ),
    )
