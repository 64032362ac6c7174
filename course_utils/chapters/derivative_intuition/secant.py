"""Live figure: a secant becomes a tangent, and its slopes draw the derivative."""

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, add_formula, add_play
from course_utils.live.drawing.curve import (
    MAY_HAVE_GAPS,
    N_POINTS,
    show_at,
    side_slopes,
    suitable_limits,
    written,
)
from course_utils.live.style import HERE_MARKER, MODEL, MUTED, OTHER, SLOPE

FORMULAS = ("x^2", "x^3 - 2x", "sin(x)", "exp(-x^2)", "|x|", "1/x")
REACH = 3.0
STEPS = [float(f"{mantissa}e{power}") for power in (-3, -2, -1) for mantissa in (1, 2, 3, 5, 7)]
STEPS += [1.0, 1.5, 2.0]


def secant_to_tangent():
    """Show a function with a secant and the tangent at a point, and the derivative below.

    Returns
    -------
    LiveFigure
        Controls ``formula``, ``a`` and ``h``; the point can be dragged, and a button sweeps it.

    """
    live = LiveFigure(_("From secant to tangent"), height=360, lines=2)
    ax_f, ax_slope = live.subplots(2, 1, sharex=True)
    x = np.linspace(-REACH, REACH, N_POINTS)
    (curve,) = ax_f.plot([], [], color=MODEL, gid=MAY_HAVE_GAPS)
    (tangent,) = ax_f.plot([], [], color=SLOPE)
    (secant,) = ax_f.plot([], [], color=OTHER, linestyle="--")
    (ends,) = ax_f.plot([], [], "s", color=OTHER, markersize=6)
    (here,) = ax_f.plot([], [], **HERE_MARKER)
    (trace,) = ax_slope.plot([], [], color=SLOPE, gid=MAY_HAVE_GAPS)
    (slope_here,) = ax_slope.plot([], [], **HERE_MARKER)
    ax_f.set(ylabel="f", xlim=(-REACH - 0.1, REACH + 0.1))
    ax_slope.set(ylabel=_("slope f′"), xlabel="x")
    ax_slope.axhline(0, color=MUTED, linewidth=1)

    add_formula(live, "formula", FORMULAS)
    live.slider("a", _("point a"), -REACH, REACH, value=1.0, step=0.02)
    live.slider("h", _("step h"), values=STEPS, value=1.0)
    add_play(live, "a")
    live.drag(ax_f, x="a")
    seen = {}
    live.on_reset(seen.clear)

    @live.redraws("formula", layout=True)
    def draw_formula(formula):
        values = formula(x)
        curve.set_data(x, values)
        seen.clear()
        # A pole is steep and narrow: the rest of its curve is to be seen.
        mostly_low = np.mean(np.abs(values) <= 10.0) > 0.9
        ax_f.set_ylim(*suitable_limits(values, most=10.0 if mostly_low else 50.0))
        ax_slope.set_ylim(*suitable_limits(formula.derivative()(x), most=20.0))

    @live.moves(tangent, secant, ends, here, trace, slope_here)
    def move(formula, a, h):
        value, ahead = float(formula(a)), float(formula(a + h))
        slope, mean_slope = float(formula.derivative()(a)), (ahead - value) / h
        has_slope, has_secant = np.isfinite(value + slope), np.isfinite(ahead + mean_slope)
        show_at([here], np.isfinite(value))
        show_at([tangent, slope_here], has_slope)
        show_at([secant, ends], has_secant)
        here.set_data([a], [value])
        tangent.set_data(x[[0, -1]], value + slope * (x[[0, -1]] - a))
        secant.set_data(x[[0, -1]], value + mean_slope * (x[[0, -1]] - a))
        ends.set_data([a, a + h], [value, ahead])
        slope_here.set_data([a], [slope])
        trace.set_data(x, np.where(_passed(seen, x, a), formula.derivative()(x), np.nan))
        if not np.isfinite(value):
            return _("At a = {a:.3g} this function has no value.").format(a=a)
        if not has_slope:
            return _both_sides(formula, a, h)
        line = _("At a = {a:.3g} the tangent has slope {slope:.4g}.").format(a=a, slope=slope)
        if not has_secant:
            return line
        return "\n".join(
            [
                line,
                _("The secant to a + {h:g} has slope {mean:.4g}: {gap:.2g} away.").format(
                    h=h, mean=mean_slope, gap=abs(mean_slope - slope)
                ),
            ]
        )

    return live


def _both_sides(formula, a, h):
    """Let the reader judge where the rules give no slope: a corner, an upright tangent, 0/0."""
    left, right = (written(slope, ".4g") for slope in side_slopes(formula, a, h))
    return "\n".join(
        [
            _("At a = {a:.3g} no tangent is known. Do both sides settle at one slope?").format(a=a),
            _("Secants: to a − {h:g} slope {left}, to a + {h:g} slope {right}.").format(
                h=h, left=left, right=right
            ),
        ]
    )


def _passed(seen, x, a):
    """Mark the stretch between the last point and this one as passed; return what is."""
    passed = seen.setdefault("passed", np.zeros(len(x), bool))
    low, high = sorted((seen.get("a", a), a))
    if high - low <= REACH:  # a jump, as from the right end back to the left, passes nothing
        passed |= (x >= low - 1e-9) & (x <= high + 1e-9)
    seen["a"] = a
    return passed
