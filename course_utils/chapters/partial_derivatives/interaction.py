"""Live figure: one partial derivative changes as the other variable does."""

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, Number
from course_utils.live.drawing.curve import place_line
from course_utils.live.style import HERE_MARKER, MODEL, MUTED, SLOPE

from .body_weight import HOURS, INTERACTION, SNACKS, body_weight, body_weight_gradient
from .key import draw_key

FAN = (0.0, 2.0, 5.0, 10.0)  # hours of exercise for which a curve is drawn
S = 7.0  # snacks a week at which the slopes are taken
STRONGEST = 0.06
ROOM = 3.4  # snacks, beside the curves, for their names


def interaction():
    """Show weight against snacks for several amounts of exercise, and the slopes at 7 snacks.

    Controls ``e`` and ``strength``, the factor of s e in the model; e can be dragged. First
    it asks for the slope at 8 hours.
    """
    live = LiveFigure(_("A slope that depends on the other variable"), height=350, lines=3)
    draw_key(live.figure)
    ax_weight, ax_slope = live.subplots(1, 2)
    s, e_all = np.linspace(*SNACKS, 41), np.array(HOURS)
    fan = [ax_weight.plot([], [], color=MUTED, linewidth=1)[0] for _hours in FAN]
    (curve,) = ax_weight.plot([], [], color=MODEL, linewidth=3)
    name = ax_weight.text(SNACKS[1] + 0.2, 0, "", color=MODEL, va="center", in_layout=False)
    (tangent,) = ax_weight.plot([], [], color=SLOPE)
    (slopes,) = ax_slope.plot([], [], color=SLOPE)
    heres = [
        axes.plot([], [], **HERE_MARKER, clip_on=False, in_layout=False)[0]
        for axes in (ax_weight, ax_slope)
    ]
    _draw_axes(ax_weight, ax_slope)

    live.slider("e", _("e, hours of exercise a week"), *HOURS, value=3.0, step=0.1, readout=".1f")
    label = _("interaction, the factor of s e")
    live.slider("strength", label, -STRONGEST, STRONGEST, value=INTERACTION, step=0.01)
    live.drag(ax_slope, x="e")
    moving = [*fan, curve, name, tangent, slopes, *heres]

    @live.moves(*moving)
    def move(e, strength):
        for grey, hours in zip(fan, FAN, strict=True):
            grey.set_data(s, body_weight(s, hours, strength))
        curve.set_data(s, body_weight(s, e, strength))
        name.set_text(_("{e:.1f} h").format(e=e))
        name.set_y(body_weight(SNACKS[1], e, strength))
        slope, weight = body_weight_gradient(S, e, strength)[0], body_weight(S, e, strength)
        place_line(tangent, np.array(SNACKS), S, weight, slope)
        slopes.set_data(e_all, body_weight_gradient(S, e_all, strength)[0])
        for here, place in zip(heres, ((S, weight), (e, slope)), strict=True):
            here.set_data(*np.transpose([place]))
        first = _("At {s:.0f} snacks and {e:.1f} hours a week ∂W/∂s = {slope:+.2f} kg per snack.")
        second = _(
            "∂²W/∂e∂s = {strength:+.2f} kg per snack and hour: each hour more changes "
            "∂W/∂s by this much."
        ).format(strength=strength)
        return f"{first.format(s=S, e=e, slope=slope)}\n{second}\n{_reading(strength)}"

    at_three, at_eight = (float(body_weight_gradient(S, hours)[0]) for hours in (3.0, 8.0))
    question = _(
        "At {s:.0f} snacks and 3 hours of exercise ∂W/∂s is {slope:.2f} kg per snack. "
        "What is it with 8 hours?"
    )
    live.predict(
        "slope_at_eight_hours",
        question.format(s=S, slope=at_three),
        guess=Number(
            0,
            2,
            step=0.05,
            unit=_("kg per snack"),
            axes=ax_slope,
            line=lambda slope: ([7.0, 9.0], [slope, slope]),
        ),
        truth=lambda: at_eight,
        at={"e": 8.0, "strength": INTERACTION},
        hides=moving,
        says=_("The curves and their slopes are hidden."),
    )
    return live


def _draw_axes(ax_weight, ax_slope):
    ax_weight.set(title=_("W, kg, by hours of exercise"), xlabel=_("s, snacks a week"))
    ax_weight.set(xlim=(SNACKS[0] - ROOM, SNACKS[1] + ROOM), ylim=(60, 86), xticks=range(0, 15, 2))
    # Without snacks the curves stand apart, whatever the interaction is.
    for hours in FAN:
        place = (SNACKS[0] - 0.2, body_weight(SNACKS[0], hours))
        ax_weight.text(*place, _("{e:.0f} h").format(e=hours), va="center", ha="right")
    ax_slope.axhline(0, color=MUTED, linewidth=1)
    ax_slope.set(title=_("∂W/∂s at 7 snacks, kg per snack"))
    ax_slope.set(xlabel=_("e, hours of exercise a week"), xlim=HOURS, ylim=(-0.1, 2.1))


def _reading(strength):
    if abs(strength) < 0.005:
        return _("No interaction: the curves are parallel, exercise does not matter for ∂W/∂s.")
    if strength < 0:
        return _("The more exercise, the less a snack adds.")
    return _("The more exercise, the more a snack adds.")
