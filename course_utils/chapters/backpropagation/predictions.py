"""What this chapter asks before a cell of code is read; the answers are computed."""

from course_utils.language import _
from course_utils.live import Choice, Number
from course_utils.live.prediction import Prediction
from course_utils.neural_network import make_network, train

from .toy_data import make_moons
from .watched_training import break_way_back

SIZES = [2, 8, 2]


def n_parameters():
    return Prediction(
        _("How many parameters does this network have?"),
        Number(0, 100, step=1, unit=_("parameters")),
        truth=lambda: make_network(SIZES).n_parameters,
        because=_("W₁ has 2 · 8 numbers and b₁ has 8; W₂ has 8 · 2 and b₂ has 2."),
    )


def loss_with_a_bug():
    courses = {_("it rises"): 1.5, _("it stays where it is"): 1.0, _("it falls by half"): 0.5}

    def nearest():
        left = _share_of_loss_left()
        return min(courses.values(), key=lambda share: abs(share - left))

    return Prediction(
        _("A network is trained with a gradient that has a bug. What will its loss do?"),
        Choice(courses.items()),
        truth=nearest,
        because=_("A wrong gradient may still point downhill: the loss alone does not tell."),
    )


def _share_of_loss_left():
    """Train with the bug; return the last loss as a share of the first."""
    X, y = make_moons(200, seed=0)
    network = make_network(SIZES)
    break_way_back(network, "slope")
    losses = [epoch.loss for epoch in train(network, X, y, learning_rate=1.0, n_epochs=500)]
    return losses[-1] / losses[0]
