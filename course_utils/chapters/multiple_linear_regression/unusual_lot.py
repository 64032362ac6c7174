"""Live figure: one unusual house, and how far it pulls a weight."""

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, Number
from course_utils.live.style import DATA, HERE_MARKER, MODEL, MUTED
from course_utils.mathematics.linear_regression import closed_form


def unusual_lot(area, lot, bedrooms, price):
    """Show the weight of the lot size with the largest lot where it is, moved, or left out.

    All arrays are of shape (n_samples,): `area` and `lot` in square feet, `bedrooms` a count,
    `price` in thousand US dollars.
    Controls ``lot`` (of that one house) and ``leave_out``; the house can be dragged. First it asks
    how the weight changes without that house.
    """
    X = np.column_stack([area, lot, bedrooms])
    largest, lots = int(np.argmax(lot)), lot
    others = np.delete(np.arange(len(lot)), largest)
    centre = X[others].mean(axis=0)

    live = LiveFigure(_("One unusual lot"), height=300, lines=2)
    axes = live.subplots()
    axes.plot(lot[others], price[others], "o", color=DATA, markersize=4)
    (line,) = axes.plot([], [], color=MODEL)
    (before,) = axes.plot([], [], color=MUTED, linestyle="--", label=_("the house as it is"))
    (house,) = axes.plot([], [], **HERE_MARKER)
    axes.set(xlabel=_("lot size, sq ft"), ylabel=_("price, thousand $"))
    axes.set(xlim=(0, 98_000), ylim=(0, 800))
    axes.legend(loc="lower right", frameon=False)
    top = int(lot[largest])
    live.slider("lot", _("lot of that house, sq ft"), 1001, top, value=top, step=70)
    live.toggle("leave_out", _("leave the house out"))
    live.drag(axes, x="lot")
    ends = np.array([0.0, 98_000.0])
    w_all, b_all = closed_form(X, price)
    w_without, b_without = closed_form(X[others], price[others])

    def prices_along(w, b):
        """Prices along the lot size, the other features held at their means."""
        return b + w[0] * centre[0] + w[2] * centre[2] + w[1] * ends

    before.set_data(ends, prices_along(w_all, b_all))

    def times_as_large(w):
        return w[1] / (w_all[1] or 1.0)

    @live.moves(line, before, house)
    def move(lot, leave_out):
        moved = X.copy()
        moved[largest, 1] = lot
        w, b = (w_without, b_without) if leave_out else closed_form(moved, price)
        line.set_data(ends, prices_along(w, b))
        house.set_data([lot], price[largest : largest + 1])
        house.set_visible(not leave_out)
        weight = _("Weight of the lot: {weight:.5f} thousand $ per sq ft.").format(weight=w[1])
        rest = _("It is {ratio:.1f} times as large as with the house as it is ({all:.5f}).")
        if lot == top and not leave_out:
            rest = _("This is the fit to all the houses as they are.")
        elif abs(w_all[1]) * np.std(lots) <= 1e-9 * np.abs(price).max():
            rest = _("With the house as it is the weight is 0.")
        return f"{weight}\n{rest.format(ratio=times_as_large(w), all=w_all[1])}"

    def guessed(times):
        # Every fit goes through the mean of its houses.
        return ends, price[others].mean() + times * w_all[1] * (ends - centre[1])

    live.predict(
        "weight_without_the_lot",
        _("Without that house, how many times as large will the weight of the lot be?"),
        guess=Number(-2, 8, step=0.1, unit=_("times"), axes=axes, line=guessed),
        truth=lambda: times_as_large(w_without),
        at={"leave_out": True},
        hides=[line],
        says=_("The dashed line is the fit with that house. The fit without it is hidden."),
    )

    return live
