"""Live figure: a microscope on one point of a surface, seen from above."""

import numpy as np
from contourpy import contour_generator
from matplotlib.collections import LineCollection

from course_utils.language import _
from course_utils.live import Choice, LiveFigure
from course_utils.live.drawing.arrow import draw_arrow, point_arrow
from course_utils.live.drawing.loss_map import grid_of
from course_utils.live.style import DATA, HERE_MARKER, LEVELS, SLOPE

from .body_weight import HOURS, SNACKS, body_weight, body_weight_gradient
from .height_map import draw_level_lines
from .key import FIRST, SECOND, draw_key

HALF = 3.0  # half the side of the window before it is magnified, in snacks and in hours
LINES = np.arange(-4, 5)  # level lines of the window, counted from the point
FLAT = 0.1  # gaps between lines; land that leaves its plane by less looks as flat as it
GAP = 1 / 3  # between the plane's lines, in half-windows
ARROW = 0.75  # length of the gradient, in half-windows
# At the start. Not where the dial asks for the gradient's direction: here that is told.
POINT = 10.0, 6.0


def surface_microscope():
    """Show the level lines of the body weight around a point, magnified up to a thousand times.

    Controls ``s``, ``e`` and ``zoom`` (a power of ten); the point on the map can be dragged. The
    lines of the plane with the same two slopes lie over those of the land. First it asks what the
    level lines look like, magnified.
    """
    live = LiveFigure(_("Under the microscope, from above"), width=860, height=360, lines=3)
    draw_key(live.figure)
    ax_map, ax_near = live.subplots(1, 2)
    (window,) = ax_map.plot([], [], color=DATA, linewidth=2)
    (here,) = ax_map.plot([], [], **HERE_MARKER)
    ax_map.set(title=_("W, kg"), xlabel="s", ylabel="e")
    ax_near.set(title=_("magnified"), xlim=(-1, 1), ylim=(-1, 1), aspect="equal")
    ax_near.set(xticks=[], yticks=[])
    live.canvas.place_axes()  # first: the numbers on level lines are placed on the screen
    heights = body_weight(*grid_of(SNACKS, HOURS, 21))
    draw_level_lines(ax_map, body_weight, SNACKS, HOURS, (heights.min(), heights.max()))
    plane = ax_near.add_collection(LineCollection([], colors=SLOPE, linestyles="--", zorder=2.5))
    land = ax_near.add_collection(LineCollection([], colors=LEVELS, linewidths=2))
    legs = [ax_near.plot([], [], linewidth=2.5, **look)[0] for look in (FIRST, SECOND)]
    gradient = draw_arrow(ax_near, SLOPE)
    ax_near.plot([0], [0], **HERE_MARKER)

    s_reach, e_reach = ((low + HALF, high - HALF) for low, high in (SNACKS, HOURS))
    live.slider("s", _("s, snacks a week"), *s_reach, value=POINT[0], step=0.1, readout=".1f")
    live.slider("e", _("e, hours a week"), *e_reach, value=POINT[1], step=0.1, readout=".1f")
    live.slider("zoom", _("zoom, powers of ten"), 0.0, 3.0, value=0.0, step=0.05)
    live.drag(ax_map, x="s", y="e")
    u = np.linspace(-1, 1, 31)
    right, up = np.meshgrid(u, u)
    corners = np.array([[-1, 1, 1, -1, -1], [-1, -1, 1, 1, -1]])

    def look(s, e, zoom):
        """Return how the land rises from the point, and how far it leaves its plane, in gaps."""
        half, slopes = HALF / 10**zoom, body_weight_gradient(s, e)
        rise = body_weight(s + half * right, e + half * up) - body_weight(s, e)
        leaves = np.abs(rise - half * (slopes[0] * right + slopes[1] * up)).max()
        return rise, leaves / (GAP * half * np.hypot(*slopes))

    shown = [plane, land, *legs, gradient]

    @live.moves(window, here, *shown)
    def move(s, e, zoom):
        half = HALF / 10**zoom
        slopes = body_weight_gradient(s, e)
        steepest = float(np.hypot(*slopes))
        apart = GAP * half * steepest
        rise, gap = look(s, e, zoom)
        window.set_data(*(np.array([[s], [e]]) + half * corners))
        here.set_data([s], [e])
        uphill = slopes / steepest
        along = 2 * np.array([[-uphill[1], uphill[0]], [uphill[1], -uphill[0]]])
        plane.set_segments([GAP * number * uphill + along for number in LINES])
        lines = contour_generator(u, u, rise)
        land.set_segments([line for number in LINES for line in lines.lines(apart * number)])
        tip = ARROW * uphill
        legs[0].set_data([0, tip[0]], [0, 0])
        legs[1].set_data([tip[0], tip[0]], [0, tip[1]])
        point_arrow(gradient, (0, 0), tip)
        first = _(
            "Magnified {times:,.10g} times: the window is {side:.2g} snacks by {side:.2g} hours, "
            "and from line to line W changes by {apart:.2g} kg."
        ).format(times=float(f"{10**zoom:.3g}"), side=2 * half, apart=apart)
        second = _(
            "The plane (dashed) rises by {s:+.2f} kg per snack and {e:+.2f} kg per hour. "
            "The land leaves it by at most {gap:.2g} of a gap."
        ).format(s=slopes[0], e=slopes[1], gap=gap)
        third = _(
            "The plane's lines run toward {level:.0f}°, the gradient toward {uphill:.0f}°: "
            "at a right angle."
        )
        angle = float(np.degrees(np.arctan2(*slopes[::-1])))
        third = third.format(level=round(angle) + 90, uphill=round(angle))
        return f"{first}\n{second}\n{third}"

    most = live.controls["zoom"].max
    looks = {
        _("bent, as on the map"): False,
        _("straight, parallel and evenly spaced"): True,
        _("there are none left: the window is level"): None,
    }
    live.predict(
        "magnified_level_lines",
        _("The window of the map, magnified a thousand times: what do its level lines look like?"),
        guess=Choice(looks.items()),
        truth=lambda: look(*POINT, most)[1] < FLAT,
        at={"s": POINT[0], "e": POINT[1], "zoom": most},
        hides=shown,
        says=_("The window is too small to be seen. What it shows is hidden."),
        because=_("They are those of a plane."),
    )
    live.record(s=7, e=7, zoom=21)
    return live
