"""Live figure: the ranking of two slopes depends on units, that of two effects does not."""

import numpy as np
from matplotlib.patches import Rectangle

from course_utils.language import _
from course_utils.live import Choice, LiveFigure, typeset
from course_utils.live.style import MODEL, OTHER

from .body_weight import KCAL_PER_SNACK, body_weight_gradient

POINT = (7.0, 3.0)
MINUTES = 60.0
# How many of each unit make one snack or one hour.
SIZES = {"snack": 1.0, "kcal": KCAL_PER_SNACK / 100, "hour": 1.0, "minute": MINUTES}


def units():
    """Show both slopes in units that the reader chooses, and the effects of typical changes.

    Controls ``snack_unit`` ("snack" or "kcal"), ``hour_unit`` ("hour" or "minute"), and the
    typical changes ``snacks`` and ``hours``. First it asks which slope and which effect is larger.
    """
    slopes = body_weight_gradient(*POINT)
    names = {
        "snack": _("kg per snack"),
        "kcal": _("kg per 100 kcal"),
        "hour": _("kg per hour"),
        "minute": _("kg per minute"),
    }
    live = LiveFigure(_("Which matters more?"), height=270, lines=3)
    ax_raw, ax_effect = live.subplots(1, 2)
    raw, raw_captions = _draw_bars(ax_raw, _("size of the slope, in its unit"), 1.5)
    effect, effect_captions = _draw_bars(ax_effect, _("size of the effect, kg"), 6.0)
    effect_captions[0].set_text(_("kg from snacks"))
    effect_captions[1].set_text(_("kg from exercise"))

    snack_units = [(_("weekly snack"), "snack"), (_("100 kcal a week"), "kcal")]
    live.choice("snack_unit", _("snacks: kg per"), snack_units)
    hour_units = [(_("weekly hour"), "hour"), (_("weekly minute"), "minute")]
    live.choice("hour_unit", _("exercise: kg per"), hour_units)
    live.slider("snacks", _("typical change, snacks"), 0.5, 7.0, value=2.0, step=0.1, readout=".1f")
    live.slider("hours", _("typical change, hours"), 0.5, 4.0, value=2.0, step=0.1, readout=".1f")

    @live.redraws("snack_unit", "hour_unit")
    def name_units(snack_unit, hour_unit):
        raw_captions[0].set_text(names[snack_unit])
        raw_captions[1].set_text(names[hour_unit])

    @live.moves(*raw, *effect)
    def move(snack_unit, hour_unit, snacks, hours):
        in_units = slopes / np.array([SIZES[snack_unit], SIZES[hour_unit]])
        effects = slopes * np.array([snacks, hours])
        _set_bars(raw, in_units)
        _set_bars(effect, effects)
        first = _("Slopes: {snack:+.3g} {snack_unit}, {hour:+.3g} {hour_unit}. {larger}")
        chosen = {"snack_unit": names[snack_unit], "hour_unit": names[hour_unit]}
        larger = _larger_number(in_units)
        first = first.format(snack=in_units[0], hour=in_units[1], larger=larger, **chosen)
        second = _(
            "Effects: {snacks:g} snacks ({kcal:,.0f} kcal) {snack:+.3g} kg, "
            "{hours:g} hours ({minutes:.0f} minutes) {hour:+.3g} kg."
        )
        typical = {"snacks": snacks, "kcal": snacks * KCAL_PER_SNACK}
        typical |= {"hours": hours, "minutes": hours * MINUTES}
        second = second.format(snack=effects[0], hour=effects[1], **typical)
        return f"{first}\n{second}\n{_larger_effect(effects)}"

    inputs = [(_("snacks"), 0), (_("exercise"), 1)]
    live.predict(
        "larger_number",
        _(
            "The slopes are {snack:+.2f} kg per snack, of {kcal:.0f} kcal, and {hour:+.2f} kg per "
            "hour. Which is larger in size per 100 kcal and per minute?"
        ).format(snack=slopes[0], hour=slopes[1], kcal=KCAL_PER_SNACK),
        guess=Choice(inputs),
        truth=lambda: _larger(slopes / np.array([SIZES["kcal"], SIZES["minute"]])),
        at={"snack_unit": "kcal", "hour_unit": "minute"},
        hides=raw,
        says=_("The slopes per 100 kcal and per minute are hidden."),
    )
    live.predict(
        "larger_effect",
        _("Typical changes are 2 snacks and 2 hours. Which changes the weight more?"),
        guess=Choice(inputs),
        truth=lambda: _larger(slopes * np.array([2.0, 2.0])),
        at={"snacks": 2.0, "hours": 2.0},
        hides=effect,
        says=_("The effects of these changes are hidden."),
    )
    return live


def _larger(values):
    return int(np.argmax(np.abs(values)))


def _draw_bars(axes, title, most):
    """Return what moves, two bars and their numbers, and what stands still, their captions.

    The first of each is that of the snacks, the second that of the exercise.
    """
    axes.set(title=title, xlim=(0, most), ylim=(-0.5, 1.75), yticks=[])
    looks = [(MODEL, True, 1), (OTHER, False, 0)]
    bars = [
        axes.add_patch(Rectangle((0, place - 0.3), 0, 0.6, color=color, fill=full, linewidth=2.5))
        for color, full, place in looks
    ]
    numbers, captions = (
        [axes.text(x, place + 0.42, "", va="center", ha=side) for _color, _full, place in looks]
        for x, side in ((0.21 * most, "right"), (0.23 * most, "left"))
    )
    return [*bars, *numbers], captions


def _set_bars(artists, values):
    """Show sizes as bars; the numbers above them keep their signs."""
    bars, numbers = artists[:2], artists[2:]
    for bar, number, value in zip(bars, numbers, values, strict=True):
        bar.set_width(abs(value))
        number.set_text(typeset(f"{value:+.3g}"))


def _larger_number(slopes):
    if abs(slopes[0]) > abs(slopes[1]):
        return _("The number for snacks is larger.")
    return _("The number for exercise is larger.")


def _larger_effect(effects):
    sizes = np.abs(effects).round(9)
    if sizes[0] == sizes[1]:
        return _("Both effects are equally large, in any unit.")
    if sizes[0] > sizes[1]:
        return _("The effect of the snacks is larger, in any unit.")
    return _("The effect of the exercise is larger, in any unit.")
