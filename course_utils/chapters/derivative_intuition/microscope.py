"""Live figure: a microscope on one point of a curve."""

import numpy as np

from course_utils.formulas import Formula
from course_utils.language import _
from course_utils.live import Choice, Curve, LiveFigure
from course_utils.live.drawing.curve import (
    broken_at_poles,
    draw_typed_curve,
    place_point,
    side_slopes,
    written,
)
from course_utils.live.style import HERE_MARKER, MODEL, SLOPE

FORMULAS = ("x^2", "sin(x)", "|x|", "cbrt(x)")
REACH = 2.0
HALF_HEIGHT = 1.5  # of the right picture, in half-widths
CORNERS = np.array([[-1, 1, 1, -1, -1], HALF_HEIGHT * np.array([-1, -1, 1, 1, -1])])  # its frame
FAR_AWAY = 1e4  # half-widths; what is further off is drawn there, since Agg fails at 1e300
FAR_OFF = 10.0  # half-widths of the window: beyond that a pole may be near, and no bound is known


def microscope():
    """Show a curve, and beside it the neighbourhood of a point magnified up to a million times.

    Controls ``formula``, ``a`` and ``zoom`` (a power of ten); the point can be dragged. First it
    asks what a parabola and a corner look like, magnified.
    """
    live = LiveFigure(_("Under the microscope"), height=390, lines=2)
    ax_whole, ax_near = live.subplots(1, 2)
    draw_typed_curve(live, ax_whole, FORMULAS, REACH)
    (window,) = ax_whole.plot([], [], color="#444444", linewidth=1.5)
    (here,) = ax_whole.plot([], [], **HERE_MARKER)
    ax_whole.set(title=_("the curve, with the window"), xlabel="x")
    u = np.linspace(-1, 1, 201)
    (straight,) = ax_near.plot([], [], color=SLOPE, linestyle="--")
    (near,) = ax_near.plot([], [], color=MODEL, linewidth=2.5)
    ax_near.plot([0], [0], **HERE_MARKER)
    ax_near.set(title=_("magnified"), xlabel=_("(x − a) × magnification"))
    ax_near.set(xlim=(-1, 1), ylim=(-HALF_HEIGHT, HALF_HEIGHT))

    live.slider("a", _("point a"), -REACH, REACH, value=0.5, step=0.05)
    live.slider("zoom", _("zoom, powers of ten"), 0.0, 6.0, value=0.0, step=0.1)
    live.drag(ax_whole, x="a")

    @live.moves(window, here, straight, near)
    def move(formula, a, zoom):
        magnification = 10.0**zoom
        value, slope = float(formula(a)), float(formula.derivative()(a))
        place_point(here, a, value)
        window.set_data(*(CORNERS / magnification + [[a], [value]]))
        window.set_visible(bool(np.isfinite(value)))
        curve = broken_at_poles(formula, a + u / magnification)
        magnified = (curve - value) * magnification
        near.set_data(u, np.clip(magnified, -FAR_AWAY, FAR_AWAY))
        straight.set_data(u, np.clip(slope * u, -FAR_AWAY, FAR_AWAY))
        has_slope = np.isfinite(value + slope)
        straight.set_visible(has_slope)
        times = float(f"{magnification:.3g}")
        first = _("At a = {a:.2f}, magnified {times:,.10g} times.").format(a=a, times=times)
        if np.isfinite(value) and not has_slope:
            return f"{first}\n{_both_sides(formula, a, 1 / magnification)}"
        return f"{first}\n{_reading(value, slope, magnified - slope * u)}"

    parabola, corner, most = Formula("x^2"), Formula("|x|"), live.controls["zoom"].max
    places = np.linspace(-1, 1, 9)
    live.predict(
        "magnified_parabola",
        _("The parabola at a = 0.5, magnified a million times: draw it on the right."),
        guess=Curve(ax_near, places),
        truth=lambda: (parabola(0.5 + places / 10**most) - parabola(0.5)) * 10**most,
        at={"formula": parabola, "a": 0.5, "zoom": most},
        hides=[near, straight],
        says=_("The window is too small to be seen. What it shows is hidden."),
        because=_("It looks like a straight line of slope {slope:g}.").format(
            slope=float(parabola.derivative()(0.5))
        ),
    )
    looks = {_("a straight line"): "line", _("a bend"): "bend", _("the same corner"): "corner"}
    live.predict(
        "magnified_corner",
        _("|x| has a corner at 0. What does it become, magnified a million times?"),
        guess=Choice(looks.items()),
        truth=lambda: "corner" if np.ptp(side_slopes(corner, 0.0, 10**-most)) else "line",
        at={"formula": corner, "a": 0.0, "zoom": most},
        hides=[near, straight],
        says=_("The window stands at the corner. What it shows is hidden."),
        because=_("No straight line fits both of its sides."),
    )
    return live


def _reading(value, slope, gaps):
    if not np.isfinite(value):
        return _("The function has no value here.")
    gap = float(np.nanmax(np.abs(gaps)))  # at a itself it is zero, so there is one
    text = _(
        "Within the window the curve leaves the line of slope {slope:.3g} by at most {gap:.2g} "
        "times its half-width."
    )
    if gap > FAR_OFF:
        text = _("Within the window the curve leaves the line of slope {slope:.3g} far behind.")
    return text.format(slope=slope, gap=gap)


def _both_sides(formula, a, r):
    """Let the reader judge where the rules give no slope: a corner, an upright line, 0/0."""
    left, right = (written(slope, ".3g") for slope in side_slopes(formula, a, r))
    return _(
        "No line is known that fits here. Slope to the window's left edge {left}, "
        "right edge {right}."
    ).format(left=left, right=right)
