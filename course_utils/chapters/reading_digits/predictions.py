"""What this chapter asks before a cell of code is read; the answers are computed."""

import numpy as np

from course_utils.datasets import load_digits, load_houses
from course_utils.language import _
from course_utils.live import Choice, Number
from course_utils.live.prediction import Prediction
from course_utils.mathematics.linear_regression import closed_form, mean_squared_error
from course_utils.neural_network import make_network, train

from .another_hand import digits_of_another_hand


def cost_of_going_back():
    # Forward takes one matrix product for each layer, X W; back takes Xᵀ dZ and dZ Wᵀ.
    costs = {_("about 2"): 2, _("about n"): "n", _("about 2n"): "2n"}
    return Prediction(
        _("How many forward passes does one pass back cost, for all n slopes together?"),
        Choice(costs.items()),
        truth=lambda: 2,
        because=_("Each layer goes forward with one matrix product, and back with two."),
    )


def digits_never_seen():
    shares = (50, 80, 98)

    def nearest():
        network, X, y = _reader()
        return _nearest(shares, np.mean(network.predict(X).argmax(axis=1) == y))

    return Prediction(
        _("Guessing is right in 10 %. What will this network get on digits it has never seen?"),
        _about(shares),
        truth=nearest,
        because=_("These digits were held out, and yet their writers were not new."),
    )


def drawn_by_another_hand():
    shares = (50, 70, 90, 98)

    def nearest():
        X, y = digits_of_another_hand()
        return _nearest(shares, np.mean(_reader()[0].predict(X).argmax(axis=1) == y))

    return Prediction(
        _("How many of the 600 drawings will the network read?"),
        _about(shares),
        truth=nearest,
        because=_("Fifteen shapes of one hand are no measure of all hands. Yours is yet another."),
    )


def miss_of_the_line():
    houses = load_houses()
    x, y = houses.living_area, houses.price
    return Prediction(
        _("How far off is the line of chapter 03, typically?"),
        Number(0, 150, step=5, form=".0f", unit=_("thousand dollars")),
        truth=lambda: float(np.sqrt(mean_squared_error(x, y, *closed_form(x, y)))),
        because=_("The houses cost {mean:.0f} thousand dollars on average.").format(mean=y.mean()),
    )


def _about(shares):
    return Choice((_("about {share} %").format(share=share), share) for share in shares)


def _nearest(shares, found):
    return min(shares, key=lambda share: abs(share - 100 * found))


def _reader():
    """Train on three quarters of the digits; return the network, and the others with labels."""
    X, y = load_digits()
    order = np.random.default_rng(0).permutation(len(y))
    held, seen = np.split(order, [len(y) // 4])
    network = make_network([64, 64, 10])
    settings = {"n_epochs": 20, "batch_size": 32}
    for _epoch in train(network, X[seen] / 16, y[seen], learning_rate=0.5, **settings):
        pass
    return network, X[held] / 16, y[held]
