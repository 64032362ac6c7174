"""Live figure: one partial derivative changes as the other variable does."""

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, Number
from course_utils.live.style import HERE_MARKER, MODEL, MUTED, SLOPE

from .body_weight import HOURS, INTERACTION, SNACKS, body_weight, body_weight_gradient

FAN = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)  # hours of exercise for which a line is drawn
STRONGEST = 0.12


def interaction():
    """Show weight against snacks for several amounts of exercise, and the slopes of these lines.

    Controls ``e`` and ``strength``, the factor of s e in the model; e can be dragged. First
    it asks for the slope at 8 hours.
    """
    live = LiveFigure(_("A slope that depends on the other variable"), lines=3)
    ax_weight, ax_slope = live.subplots(1, 2)
    s, e_all = np.array(SNACKS), np.array(HOURS)
    fan = [ax_weight.plot([], [], color=MUTED, linewidth=1)[0] for _hours in FAN]
    (line,) = ax_weight.plot([], [], color=MODEL, linewidth=3)
    (slopes,) = ax_slope.plot([], [], color=SLOPE)
    (here,) = ax_slope.plot([], [], **HERE_MARKER, clip_on=False, in_layout=False)
    _draw_axes(ax_weight, ax_slope)

    live.slider("e", _("e, hours of exercise a week"), *HOURS, value=3.0, step=0.1, readout=".1f")
    label = _("interaction, the factor of s e")
    live.slider("strength", label, -STRONGEST, STRONGEST, value=INTERACTION, step=0.01)
    live.drag(ax_slope, x="e")

    @live.moves(*fan, line, slopes, here)
    def move(e, strength):
        for grey, hours in zip(fan, FAN, strict=True):
            grey.set_data(s, body_weight(s, hours, strength))
        line.set_data(s, body_weight(s, e, strength))
        slopes.set_data(e_all, body_weight_gradient(0.0, e_all, strength)[0])
        slope = float(body_weight_gradient(0.0, e, strength)[0])
        here.set_data([e], [slope])
        first = _("With {e:.1f} hours of exercise a week, ∂W/∂s = {slope:+.2f} kg per snack.")
        second = _(
            "∂²W/∂e∂s = {strength:+.2f} kg per snack and hour: each hour more changes "
            "∂W/∂s by this much."
        ).format(strength=strength)
        return f"{first.format(e=e, slope=slope)}\n{second}\n{_reading(strength)}"

    live.predict(
        "slope_at_eight_hours",
        _("With 3 hours of exercise ∂W/∂s is {slope:.2f} kg per snack. What is it with 8?").format(
            slope=body_weight_gradient(0.0, 3.0)[0]
        ),
        guess=Number(
            -0.5,
            2,
            step=0.05,
            unit=_("kg per snack"),
            axes=ax_slope,
            line=lambda slope: ([7.0, 9.0], [slope, slope]),
        ),
        truth=lambda: float(body_weight_gradient(0.0, 8.0)[0]),
        at={"e": 8.0, "strength": INTERACTION},
        hides=[*fan, line, slopes, here],
        says=_("The lines and their slopes are hidden."),
    )
    return live


def _draw_axes(ax_weight, ax_slope):
    ax_weight.set(title=_("W, kg, for 0 to 10 hours"), xlabel=_("s, snacks a week"))
    ax_weight.set(xlim=(SNACKS[0] - 1.4, SNACKS[1]), ylim=(45, 95), xticks=range(0, 15, 2))
    # Without snacks the lines stand apart, whatever the interaction is.
    for hours in HOURS:
        place = (SNACKS[0] - 0.2, body_weight(SNACKS[0], hours))
        ax_weight.text(*place, f"{hours:.0f}", va="center", ha="right")
    ax_slope.axhline(0, color=MUTED, linewidth=1)
    ax_slope.set(title=_("∂W/∂s, kg per snack"), xlabel=_("e, hours of exercise a week"))
    ax_slope.set(xlim=HOURS, ylim=(-0.6, 2.2))


def _reading(strength):
    if abs(strength) < 0.005:
        return _("No interaction: the lines are parallel, a snack counts the same for everyone.")
    if strength < 0:
        return _("The more exercise, the less a snack adds.")
    return _("The more exercise, the more a snack adds.")
