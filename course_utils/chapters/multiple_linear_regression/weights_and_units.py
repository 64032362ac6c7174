"""Live figure: weights depend on the units, effects do not; and both on which houses there are."""

import numpy as np

from course_utils.language import _
from course_utils.live import Choice, LiveFigure, Number
from course_utils.live.style import BEST, HERE_MARKER, MUTED, PATH
from course_utils.mathematics.linear_regression import closed_form, standardise

SQUARE_METRE = 10.7639  # square feet
ACRE = 43_560.0  # square feet
N_DRAWS = 100
SEED = 4  # of draws like most: of 20,000, 6.2 % have bedrooms below zero


def weights_and_units(area, lot, bedrooms, price):
    """Show the weights of three features, and their effects per standard deviation.

    All arrays are of shape (n_samples,): `area` and `lot` in square feet, `bedrooms` a count,
    `price` in thousand US dollars.
    Controls ``area_unit``, ``lot_unit`` and ``money``: how many base units each is; ``draws``, how
    often as many houses are drawn from these, with repeats, and fitted again. First it asks which
    feature comes first, by weight in other units and by effect, and whether a weight is sure.
    """
    X = np.column_stack([area, lot, bedrooms])
    w, _b = closed_form(X, price)
    effects = w * X.std(axis=0)
    refits, errors = refitted_effects(X, price, N_DRAWS), standard_errors(X, price)
    names = [_("living area"), _("lot size"), _("bedrooms")]

    live = LiveFigure(_("Units change weights"), height=300, lines=5)
    ax_raw, ax_effect = live.subplots(1, 2)
    y = np.arange(3)[::-1]
    dots = [ax_raw.plot([], [], **HERE_MARKER)[0] for _name in names]
    ax_raw.set_xscale("log")
    ax_raw.set(xlim=(5e-4, 2e6), title=_("size of the weight (logarithmic)"))
    bars = ax_effect.barh(y, effects, color=BEST, height=0.5)
    drawn = [ax_effect.plot([], [], "o", color=PATH, markersize=3)[0] for _name in names]
    # Below their bars, in a lane of their own.
    heights = y[:, None] - 0.38 + np.random.default_rng(SEED).uniform(-0.08, 0.08, refits.T.shape)
    reference = ax_effect.errorbar(effects, y, xerr=errors, fmt="none", ecolor="#222222", capsize=4)
    for artist, name in ((drawn[0], _("drawn again")), (reference, _("± standard error"))):
        artist.set_label(name)
    ax_effect.legend(loc="lower right", frameon=False)
    low, high = min(refits.min(), effects.min(), 0), max(refits.max(), effects.max(), 0)
    ax_effect.set_xlim(*(1.1 * np.array([low, high]) if high > low else (0, 1)))
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
    live.slider("draws", _("draws"), 0, N_DRAWS, value=0, step=1)

    def draw_again():
        live.set(draws=min(live.values()["draws"] + 1, N_DRAWS))

    text = _("Draw {n} houses again, with repeats")
    button = live.button(text.format(n=len(price)), draw_again, icon="random")
    area_names = {unit: text for text, unit in areas.items()}
    lot_names = area_names | {ACRE: _("acre")}
    money_names = {unit: text for text, unit in monies.items()}

    def raw_weights(area_unit, lot_unit):
        return w * np.array([area_unit, lot_unit, 1.0])

    @live.moves(*dots, *drawn)
    def move(area_unit, lot_unit, money, draws):
        raw = raw_weights(area_unit, lot_unit) * money
        for dot, weight, height in zip(dots, raw, y, strict=True):
            dot.set_data([abs(weight)], [height])
            dot.set_visible(weight != 0)
        for scatter, effect, height in zip(drawn, refits.T, heights, strict=True):
            scatter.set_data(effect[:draws], height[:draws])
        button.disabled = draws == N_DRAWS
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
        third = third.format(effects=_listed(effects))
        fourth = _tell_draws(refits[:draws], errors)
        return f"{first}\n{second}\n{third}\n{fourth}"

    # The draws do not depend on the units.
    live.record(area_unit=all, lot_unit=all, money=all)
    live.record(draws=all)
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
        hides=[*bars],
        says=_("The effects of a typical difference are hidden."),
    )
    question = _(
        "Draw {n} houses from these {n}: some come twice, some not at all. Fit again. In how many "
        "of {all} such draws is the weight of the bedrooms below zero?"
    )
    live.predict(
        "bedrooms_below_zero",
        question.format(n=len(price), all=N_DRAWS),
        guess=Number(0, N_DRAWS, step=1, unit=_("of {all}").format(all=N_DRAWS)),
        truth=lambda: int(np.sum(refits[:, 2] < 0)),
        at={"draws": N_DRAWS},
        hides=[*drawn, *reference.get_children()],
        says=_("The bars are the fit to the houses as they are. The other fits are hidden."),
    )
    return live


def refitted_effects(X, y, n_draws):
    """Fit y again to as many rows drawn from X, with repeats; return effects per deviation of X.

    They have the shape (n_draws, n_features), and the unit of y.
    """
    n_samples, n_features = X.shape
    rows = np.random.default_rng(SEED).integers(n_samples, size=(n_draws, n_samples))
    tables = _with_ones(X)[rows]
    # Where the rows of a draw do not settle the weights, the smallest are taken.
    return (np.linalg.pinv(tables) @ y[rows][..., None])[:, :n_features, 0]


def standard_errors(X, y):
    """Return how far the effects would scatter if the errors of y were normal, and all alike."""
    table = _with_ones(X)
    n_samples, n_weights = table.shape
    residual = y - table @ np.linalg.lstsq(table, y, rcond=None)[0]
    variance = residual @ residual / max(n_samples - n_weights, 1)
    return np.sqrt(variance * np.diag(np.linalg.inv(table.T @ table)))[:-1]


def _with_ones(X):
    """Return the standardised features, and a column of ones for the intercept."""
    return np.column_stack([standardise(X)[0], np.ones(len(X))])


def _tell_draws(refits, errors):
    """Say how far the effects scatter over the draws, and how far the formula has them scatter."""
    n_draws = len(refits)
    if n_draws < 2:
        return _("Draws: {n}.").format(n=n_draws)
    text = _(
        "Over {n} draws they scatter by {scatter} (standard deviations); the formula for normal "
        "errors says {errors}. Bedrooms below zero: {below}."
    )
    below = np.sum(refits[:, 2] < 0)
    scatter = _listed(refits.std(axis=0))
    return text.format(n=n_draws, scatter=scatter, errors=_listed(errors), below=below)


def _listed(effects):
    return ", ".join(f"{effect:.1f}" for effect in effects)


def _four_digits(number):
    """Return a number with four digits, or all those before the point, and no power of ten."""
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.4g}"
