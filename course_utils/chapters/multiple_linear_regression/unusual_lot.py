"""Live figure: one unusual house, how far it pulls a weight, and what it does to a ranking."""

from dataclasses import dataclass

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, Number
from course_utils.live.style import BEST, DATA, HERE_MARKER, MODEL, MUTED, STYLE
from course_utils.mathematics.linear_regression import closed_form, predict


@dataclass(frozen=True)
class Fit:
    """What a fit to some houses says."""

    w: np.ndarray
    b: float
    effects: np.ndarray  # of a standard deviation of each feature, in the unit of y
    r_squared: float

    @classmethod
    def to(cls, X, y):
        """Fit y to X."""
        w, b = closed_form(X, y)
        rest, variance = np.var(y - predict(X, w, b)), np.var(y)
        return cls(w, b, w * X.std(axis=0), 1 - rest / variance if variance else 0.0)


def unusual_lot(area, lot, bedrooms, price):
    """Show what is fitted with the largest lot where it is, moved, or left out.

    All arrays are of shape (n_samples,): `area` and `lot` in square feet, `bedrooms` a count,
    `price` in thousand US dollars.
    Controls ``lot`` (of that one house) and ``leave_out``; the house can be dragged. First it asks
    how the weight and the effect of the lot change without that house.
    """
    X = np.column_stack([area, lot, bedrooms])
    largest = int(np.argmax(lot))
    others = np.delete(np.arange(len(lot)), largest)
    centre = X[others].mean(axis=0)
    whole, without = Fit.to(X, price), Fit.to(X[others], price[others])

    live = LiveFigure(_("One unusual lot"), width=890, height=320, lines=4)
    axes, ax_effect = live.subplots(1, 2, width_ratios=[1.4, 1])
    axes.plot(lot[others], price[others], "o", color=DATA, markersize=4)
    (line,) = axes.plot([], [], color=MODEL)
    (before,) = axes.plot([], [], color=MUTED, linestyle="--", label=_("the house as it is"))
    (house,) = axes.plot([], [], **HERE_MARKER)
    axes.set(xlabel=_("lot size, sq ft"), ylabel=_("price, thousand $"))
    axes.set(xlim=(0, 98_000), ylim=(0, 800))
    axes.legend(loc="lower right", frameon=False)
    bars = _draw_bars(ax_effect, whole, without)
    top = int(lot[largest])
    live.slider("lot", _("lot of that house, sq ft"), 1001, top, value=top, step=70)
    live.toggle("leave_out", _("leave the house out"))
    live.drag(axes, x="lot")
    ends = np.array([0.0, 98_000.0])

    def prices_along(fit):
        """Prices along the lot size, the other features held at their means."""
        return fit.b + fit.w[0] * centre[0] + fit.w[2] * centre[2] + fit.w[1] * ends

    before.set_data(ends, prices_along(whole))

    def times_as_large(fit):
        return fit.w[1] / (whole.w[1] or 1.0)

    @live.moves(line, before, house, *bars)
    def move(lot, leave_out):
        moved = X.copy()
        moved[largest, 1] = lot
        fit = without if leave_out else Fit.to(moved, price)
        line.set_data(ends, prices_along(fit))
        house.set_data([lot], price[largest : largest + 1])
        house.set_visible(not leave_out)
        for bar, effect in zip(bars, fit.effects, strict=True):
            bar.set_width(effect)
        live.controls["lot"].disabled = leave_out
        first = _("Weight of the lot: {weight:.5f} thousand $ per sq ft.").format(weight=fit.w[1])
        if lot == top and not leave_out:
            rest = _("This is the fit to all the houses as they are.")
        elif abs(whole.effects[1]) <= 1e-9 * np.abs(price).max():
            rest = _("With the house as it is the weight is 0.")
        else:
            rest = _("It is {ratio:.1f} times as large as with the house as it is ({all:.5f}).")
            rest = rest.format(ratio=times_as_large(fit), all=whole.w[1])
        second = _(
            "Effects per standard deviation: area {area:.1f}, lot {lot:.1f}, bedrooms "
            "{bedrooms:.1f} thousand $."
        ).format(**dict(zip(("area", "lot", "bedrooms"), fit.effects, strict=True)))
        third = _("R² is {r_squared:.3f}.").format(r_squared=fit.r_squared)
        if not leave_out:
            text = _("The leverage of that house is {leverage:.2f}, where 1 is the most.")
            third += " " + text.format(leverage=leverage(moved, largest))
        return f"{first} {rest}\n{second}\n{third}"

    def guessed(times):
        # Every fit goes through the mean of its houses.
        return ends, price[others].mean() + times * whole.w[1] * (ends - centre[1])

    def share_of_area(fit):
        return 100 * fit.effects[1] / (fit.effects[0] or 1.0)

    live.predict(
        "weight_without_the_lot",
        _("Without that house, how many times as large will the weight of the lot be?"),
        guess=Number(-2, 8, step=0.1, unit=_("times"), axes=axes, line=guessed),
        truth=lambda: times_as_large(without),
        at={"leave_out": True},
        hides=[line],
        says=_("The dashed line is the fit with that house. The fit without it is hidden."),
    )
    question = _(
        "With all the houses, a typical difference of the lot counts {share:.0f} % as much as one "
        "of the area. And without that house?"
    )
    live.predict(
        "lot_against_area",
        question.format(share=share_of_area(whole)),
        guess=Number(0, 200, step=1, unit="%"),
        truth=lambda: share_of_area(without),
        at={"leave_out": True},
        hides=bars,
        says=_("The outlines are the effects with that house. Those without it are hidden."),
    )
    return live


def leverage(X, sample):
    """Return by how much the prediction for a sample moves when its own y rises by 1.

    >>> print(f"{leverage(np.array([[0.0], [0.0], [1.0]]), 2):.3f}")
    1.000
    """
    table = np.column_stack([X - X.mean(axis=0), np.ones(len(X))])
    # ŷ = H y, and this is the entry of H on its diagonal, ∂ŷᵢ/∂yᵢ.
    return float(table[sample] @ np.linalg.pinv(table)[:, sample])


def _draw_bars(axes, whole, without):
    """Draw the effects of the fit to all houses as outlines, and bars that are to be moved."""
    y, names = np.array([2, 1, 0]), [_("living area"), _("lot size"), _("bedrooms")]
    bars = axes.barh(y, without.effects, color=BEST, height=0.5)
    outline = {"fill": False, "edgecolor": STYLE["axes.edgecolor"], "linestyle": "--"}
    axes.barh(y, whole.effects, height=0.65, label=_("the house as it is"), **outline)
    both = np.concatenate([whole.effects, without.effects])
    low, high = min(both.min(), 0), max(both.max(), 0)
    axes.set_xlim(*(1.2 * np.array([low, high]) if high > low else (0, 1)))
    axes.set(yticks=y, yticklabels=names, ylim=(-0.6, 2.6), xlabel=_("thousand $"))
    axes.set_title(_("effect of one standard deviation"))
    axes.axvline(0, color=MUTED, linewidth=1)
    axes.legend(loc="lower right", frameon=False)
    return [*bars]
