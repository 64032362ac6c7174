"""Live figure: weights depend on the units, the effect of a typical change does not."""

import numpy as np

from course_utils.language import _
from course_utils.live import Choice, LiveFigure
from course_utils.live.style import BEST, HERE_MARKER, MUTED
from course_utils.mathematics.linear_regression import closed_form

SQUARE_METRE = 10.7639  # square feet
ACRE = 43_560.0  # square feet


def weights_and_units(area, lot, bedrooms, price):
    """Show the weights of three features, and their effects per standard deviation.

    All arrays are of shape (n_samples,): `area` and `lot` in square feet, `bedrooms` a count,
    `price` in thousand US dollars.
    Controls ``area_unit``, ``lot_unit`` and ``money``: how many base units each is. First it asks
    which feature comes first, by weight in other units and by effect.
    """
    X = np.column_stack([area, lot, bedrooms])
    w, _b = closed_form(X, price)
    effects = w * X.std(axis=0)
    names = [_("living area"), _("lot size"), _("bedrooms")]

    live = LiveFigure(_("Units change weights"), height=260, lines=3)
    ax_raw, ax_effect = live.subplots(1, 2)
    y = np.arange(3)[::-1]
    dots = [ax_raw.plot([], [], **HERE_MARKER)[0] for _name in names]
    ax_raw.set_xscale("log")
    ax_raw.set(xlim=(5e-4, 2e6), title=_("size of the weight (logarithmic)"))
    bars = ax_effect.barh(y, effects, color=BEST, height=0.5)
    low, high = 1.2 * min(effects.min(), 0), 1.2 * max(effects.max(), 0)
    ax_effect.set_xlim(low, high if high > low else 1.0)
    ax_effect.set_title(_("effect of one standard deviation"))
    ax_effect.set_xlabel(_("thousand $"))
    for axes in (ax_raw, ax_effect):
        axes.set(yticks=y, yticklabels=names, ylim=(-0.6, 2.6))
        axes.axvline(1 if axes is ax_raw else 0, color=MUTED, linewidth=1)

    areas = {_("sq ft"): 1.0, _("m²"): SQUARE_METRE}
    monies = {_("thousand $"): 1.0, _("dollars"): 1000.0}
    live.choice("area_unit", _("area in"), areas.items())
    live.choice("lot_unit", _("lot in"), [*areas.items(), (_("acres"), ACRE)])
    live.choice("money", _("price in"), monies.items())
    area_names = {unit: text for text, unit in areas.items()}
    lot_names = area_names | {ACRE: _("acre")}
    money_names = {unit: text for text, unit in monies.items()}

    def raw_weights(area_unit, lot_unit):
        return w * np.array([area_unit, lot_unit, 1.0])

    @live.moves(*dots)
    def move(area_unit, lot_unit, money):
        raw = raw_weights(area_unit, lot_unit) * money
        for dot, weight, height in zip(dots, raw, y, strict=True):
            dot.set_data([abs(weight)], [height])
            dot.set_visible(weight != 0)
        ranking = [names[index] for index in np.argsort(-np.abs(raw))]
        first = _(
            "In {money}: {area} per {area_unit} of area, {lot} per {lot_unit} of lot, "
            "{bedrooms} per bedroom."
        )
        units = {"area_unit": area_names[area_unit], "lot_unit": lot_names[lot_unit]}
        weights = dict(zip(("area", "lot", "bedrooms"), map(_four_digits, raw), strict=True))
        first = first.format(money=money_names[money], **units, **weights)
        second = _("By raw weight the order is: {ranking}.").format(ranking=", ".join(ranking))
        third = _("Per standard deviation: {effects} thousand $, whatever the units.")
        third = third.format(effects=", ".join(f"{effect:.1f}" for effect in effects))
        return f"{first}\n{second}\n{third}"

    features = Choice([(name, index) for index, name in enumerate(names)])
    live.predict(
        "largest_weight_per_acre",
        _("Now the lot is given in acres, of 43,560 square feet. Which weight is the largest?"),
        guess=features,
        truth=lambda: int(np.argmax(np.abs(raw_weights(1.0, ACRE)))),
        at={"lot_unit": ACRE},
        hides=dots,
        says=_("The area is in square feet, the lot in acres. The weights are hidden."),
    )
    live.predict(
        "largest_effect",
        _(
            "Two houses differ in one feature, as much as houses typically differ in it. "
            "In which feature does that change the price most?"
        ),
        guess=Choice(features.options),
        truth=lambda: int(np.argmax(np.abs(effects))),
        at={"area_unit": 1.0, "lot_unit": 1.0},
        hides=[*bars],
        says=_("The effects of a typical difference are hidden."),
    )
    return live


def _four_digits(number):
    """Return a number with four digits, or all those before the point, and no power of ten."""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.4g}"
