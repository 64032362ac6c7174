"""Live figure: a secant becomes a tangent, and its slopes draw the derivative."""

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, add_play
from course_utils.live.drawing.curve import (
    broken_at_poles,
    draw_typed_curve,
    place_line,
    place_point,
    side_slopes,
    suitable_limits,
    written,
)
from course_utils.live.style import HERE_MARKER, MUTED, OTHER, SLOPE

FORMULAS = ("x^2", "x^3 - 2x", "sin(x)", "exp(-x^2)", "|x|", "1/x")
REACH = 3.0
STEPS = [float(f"{mantissa}e{power}") for power in (-3, -2, -1) for mantissa in (1, 2, 3, 5, 7)]
STEPS += [1.0, 1.5, 2.0]


def secant_to_tangent():
    """Show a function with a secant and the tangent at a point, and the derivative below.

    Controls ``formula``, ``a`` and ``h``; the point can be dragged, and a button sweeps it.
    """
    live = LiveFigure(_("From secant to tangent"), height=360, lines=2)
    ax_f, ax_slope = live.subplots(2, 1, sharex=True)
    x = draw_typed_curve(live, ax_f, FORMULAS, REACH, _limits)
    (tangent,) = ax_f.plot([], [], color=SLOPE)
    (secant,) = ax_f.plot([], [], color=OTHER, linestyle="--")
    (ends,) = ax_f.plot([], [], "s", color=OTHER, markersize=6)
    (here,) = ax_f.plot([], [], **HERE_MARKER)
    (trace,) = ax_slope.plot([], [], color=SLOPE)
    (slope_here,) = ax_slope.plot([], [], **HERE_MARKER)
    ax_f.set_ylabel("f")
    ax_slope.set(ylabel=_("slope f′"), xlabel="x")
    ax_slope.axhline(0, color=MUTED, linewidth=1)

    live.slider("a", _("point a"), -REACH, REACH, value=1.0, step=0.02)
    live.slider("h", _("step h"), values=STEPS, value=1.0)
    add_play(live, "a")
    live.drag(ax_f, x="a")
    seen = {}
    slopes = np.empty_like(x)
    live.on_reset(seen.clear)

    @live.redraws("formula", layout=True)
    def begin_again(formula):
        seen.clear()
        slopes[:] = broken_at_poles(formula.derivative(), x)
        ax_slope.set_ylim(*suitable_limits(slopes, most=20.0))

    @live.moves(tangent, secant, ends, here, trace, slope_here)
    def move(formula, a, h):
        value, ahead = float(formula(a)), float(formula(a + h))
        slope, mean_slope = float(formula.derivative()(a)), (ahead - value) / h
        has_slope, has_secant = np.isfinite([value + slope, value + mean_slope])
        place_point(here, a, value)
        place_point(slope_here, a, slope)
        place_line(tangent, x[[0, -1]], a, value, slope)
        place_line(secant, x[[0, -1]], a, value, mean_slope)
        ends.set_data([a, a + h], [value, ahead])
        ends.set_visible(has_secant)
        trace.set_data(x, np.where(_passed(seen, x, a), slopes, np.nan))
        if not np.isfinite(value):
            return _("At a = {a:.3g} this function has no value.").format(a=a)
        if not has_slope:
            return _both_sides(formula, a, h)
        line = _("At a = {a:.3g} the tangent has slope {slope:.4g}.").format(a=a, slope=slope)
        if not has_secant:
            return line
        text = _("The secant to a + {h:g} has slope {mean:.4g}: {gap:.2g} away.")
        return f"{line}\n{text.format(h=h, mean=mean_slope, gap=abs(mean_slope - slope))}"

    return live


def _limits(values):
    """Return limits in which a pole, steep and narrow, leaves room for the rest of its curve."""
    mostly_low = np.mean(np.abs(values) <= 10.0) > 0.9
    return suitable_limits(values, most=10.0 if mostly_low else 50.0)


def _both_sides(formula, a, h):
    """Let the reader judge where the rules give no slope: a corner, an upright tangent, 0/0."""
    left, right = (written(slope, ".4g") for slope in side_slopes(formula, a, h))
    line = _("At a = {a:.3g} no tangent is known. Do both sides settle at one slope?").format(a=a)
    text = _("Secants: to a − {h:g} slope {left}, to a + {h:g} slope {right}.")
    return f"{line}\n{text.format(h=h, left=left, right=right)}"


def _passed(seen, x, a):
    """Mark the stretch between the last point and this one as passed; return what is."""
    passed = seen.setdefault("passed", np.zeros(len(x), bool))
    low, high = sorted((seen.get("a", a), a))
    if high - low <= REACH:  # a jump, as from the right end back to the left, passes nothing
        passed |= (x >= low - 1e-9) & (x <= high + 1e-9)
    seen["a"] = a
    return passed
