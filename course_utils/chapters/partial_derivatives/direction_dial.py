"""Live figure: the slope in any direction, and where it is greatest."""

from dataclasses import dataclass

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure
from course_utils.live.drawing.curve import show_at
from course_utils.live.drawing.loss_map import draw_loss_map, grid_of, mark_best
from course_utils.live.style import BEST, HERE_MARKER, MODEL, MUTED, OTHER, SLOPE

from .body_weight import (
    HOURS,
    SNACKS,
    body_weight,
    body_weight_gradient,
)
from .height_map import draw_level_lines

ANGLES = np.arange(-180, 181, 3)
HAND = 0.11  # its length, as a share of the map's width
ROOM_ABOVE = 1.8  # hours of exercise, above the map of body weight
FLAT = 1e-9


def direction_dial_on_weight():
    """Show the slope of the body weight in every direction from a point.

    Returns
    -------
    LiveFigure
        Controls ``angle``, ``x`` and ``y``; the point and the angle can be dragged.

    """
    landscape = _Landscape(
        f=body_weight,
        gradient=body_weight_gradient,
        names=("s", "e"),
        ranges=(SNACKS, HOURS),
        reach=(SNACKS, HOURS),
        start=(7.0, 3.0),
        unit=_("kg per unit of distance"),
    )
    labels = _("s, snacks a week"), _("e, hours of exercise a week")
    return _dial(landscape, _("In every direction: body weight"), labels)


def direction_dial_on_bowl():
    """Show the slope of (x² + 20 y²) / 2 in every direction, and the way to its minimum.

    Returns
    -------
    LiveFigure
        Controls ``angle``, ``x`` and ``y``; the point and the angle can be dragged.

    """
    landscape = _Landscape(
        f=lambda x, y: (x**2 + 20 * y**2) / 2,
        gradient=lambda x, y: np.array([x, 20 * y]),
        names=("x", "y"),
        ranges=((-16.0, 16.0), (-11.0, 11.0)),
        reach=((-12.0, 12.0), (-3.0, 3.0)),
        start=(10.0, 1.0),
        unit="",
        minimum=(0.0, 0.0),
    )
    return _dial(landscape, _("In every direction: a narrow bowl"), ("x", "y"))


@dataclass(frozen=True)
class _Landscape:
    """A function of two inputs, and where it is looked at."""

    f: callable
    gradient: callable
    names: tuple
    ranges: tuple  # what the map shows
    reach: tuple  # where the point can go
    start: tuple
    unit: str
    minimum: tuple | None = None


def _dial(landscape, title, labels):
    live = LiveFigure(title, width=860, height=330, lines=3)
    ax_map, ax_slope = live.subplots(1, 2)
    _draw_map(ax_map, landscape)
    (curve,) = ax_slope.plot([], [], color=MODEL)
    both = ax_map, ax_slope
    up, down, chosen = _hand(both, SLOPE, "^"), _hand(both, BEST, "v"), _hand(both, OTHER, "D", 4)
    (here,) = ax_map.plot([], [], **HERE_MARKER, clip_on=False, in_layout=False)
    _draw_slope_axes(ax_slope, landscape)

    x_range, y_range = landscape.reach
    start_x, start_y = landscape.start
    live.slider("angle", _("direction, degrees"), -180, 180, value=0, step=1)
    live.slider("x", labels[0], *x_range, value=start_x, step=0.1, readout=".1f")
    live.slider("y", labels[1], *y_range, value=start_y, step=0.1, readout=".1f")
    live.drag(ax_map, x="x", y="y")
    live.drag(ax_slope, x="angle")
    length = HAND * np.ptp(landscape.ranges[0])

    @live.moves(curve, *up, *down, *chosen, here)
    def move(angle, x, y):
        gradient = landscape.gradient(x, y)
        steepest = float(np.hypot(*gradient))
        uphill = float(np.degrees(np.arctan2(gradient[1], gradient[0])))
        slopes = steepest * np.cos(np.radians(ANGLES - uphill))
        # Rounded: at a right angle to the gradient the cosine leaves 1e-16 of it.
        slope = round(steepest * np.cos(np.radians(angle - uphill)), 12)
        _point(up, (x, y), uphill, length, steepest)
        _point(down, (x, y), _wrapped(uphill + 180), length, -steepest)
        _point(chosen, (x, y), angle, length, slope)
        here.set_data([x], [y])
        curve.set_data(ANGLES, slopes)
        show_at([*up, *down], steepest > FLAT)
        return _read(landscape, (x, y), angle, slope, steepest, uphill)

    return live


def _draw_map(axes, landscape):
    if landscape.minimum is None:
        values = landscape.f(*grid_of(*landscape.ranges, 21))
        draw_level_lines(axes, landscape.f, *landscape.ranges, (values.min(), values.max()))
        # Above the map there is no other room for a hand that points beyond its edge.
        axes.set_ylim(landscape.ranges[1][0], landscape.ranges[1][1] + ROOM_ABOVE)
    else:
        draw_loss_map(axes, landscape.f, *landscape.ranges, landscape.minimum)
        mark_best(axes, landscape.minimum)
    # One unit of x as long as one of y: only so are angles on the map what they are called.
    axes.set_aspect("equal")
    axes.set(xlabel=landscape.names[0], ylabel=landscape.names[1])


def _draw_slope_axes(axes, landscape):
    x, y = grid_of(*landscape.reach, 21)
    most = float(np.hypot(*landscape.gradient(x, y)).max())
    axes.axhline(0, color=MUTED, linewidth=1)
    axes.set(title=_("slope in each direction"), xlabel=_("direction, degrees"))
    axes.set(xlim=(-180, 180), ylim=(-1.12 * most, 1.12 * most))
    axes.set_xticks(range(-180, 181, 60))


def _hand(axes, color, marker, width=2.5):
    """Draw a hand of the dial; the mark at its tip is the one beside the curve."""
    looks = {"color": color, "markeredgecolor": "#222222", "markersize": 10}
    free = {"clip_on": False, "in_layout": False}  # it may point beyond the edge of the map
    (on_map,) = axes[0].plot([], [], marker=marker, markevery=[1], linewidth=width, **looks, **free)
    (on_curve,) = axes[1].plot([], [], marker=marker, linestyle="none", **looks, **free)
    return on_map, on_curve


def _point(hand, start, angle, length, slope):
    """Let a hand go from a point in a direction, and its mark stand at the slope there."""
    on_map, on_curve = hand
    way = length * np.cos(np.radians(angle)), length * np.sin(np.radians(angle))
    on_map.set_data(*np.transpose([start, np.add(start, way)]))
    on_curve.set_data([angle], [slope])


def _wrapped(angle):
    """Return the same direction between −180 and 180 degrees."""
    return (angle + 180) % 360 - 180


def _read(landscape, point, angle, slope, steepest, uphill):
    if steepest <= FLAT:
        return _("The gradient is zero: no direction leads uphill or downhill from here.")
    first = _("Toward {angle:.0f}° (diamond) the slope is {slope:+.3g} {unit}").format(
        angle=angle, slope=slope, unit=landscape.unit
    )
    second = _("The gradient (▲) points to {uphill:.0f}°: steepest up, {steepest:.3g}.").format(
        uphill=uphill, steepest=steepest
    )
    return "\n".join([first.rstrip() + ".", second, _compare(landscape, point, uphill)])


def _compare(landscape, point, uphill):
    downhill = _wrapped(uphill + 180)
    if landscape.minimum is None:
        text = _("Steepest down (▼): {downhill:.0f}°. Level: {left:.0f}° and {right:.0f}°.")
        left, right = _wrapped(uphill + 90), _wrapped(uphill - 90)
        return text.format(downhill=downhill, left=left, right=right)
    way = np.subtract(landscape.minimum, point)
    to_minimum = float(np.degrees(np.arctan2(way[1], way[0])))
    off = abs(_wrapped(downhill - to_minimum))
    return _(
        "−gradient (▼) points to {downhill:.0f}°, the minimum (star) lies toward {there:.0f}°: "
        "{off:.0f}° off."
    ).format(downhill=downhill, there=to_minimum, off=off)
