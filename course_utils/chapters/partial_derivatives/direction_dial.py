"""Live figure: the slope in any direction, and where it is greatest."""

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, Number
from course_utils.live.drawing.loss_map import draw_loss_map, grid_of
from course_utils.live.style import BEST, HERE_MARKER, MUTED, PATH, SLOPE

from .body_weight import HOURS, SNACKS, body_weight, body_weight_gradient
from .height_map import draw_level_lines
from .key import FIRST, SECOND, draw_key

ANGLES = np.arange(-180, 181, 3)
STEP = 2.0  # the longest step on the map of body weight, in snacks and in hours
STEP_ON_BOWL = 4.0
FLAT = 1e-9


def direction_dial_on_weight():
    """Show the slope of the body weight in every direction from a point.

    Controls ``angle``, ``h`` (the length of the step), ``x`` and ``y``; the point and the angle can
    be dragged. First it asks for the steepest direction.
    """
    live, ax_map = _begin(_("In every direction: body weight"), STEP)
    heights = body_weight(*grid_of(SNACKS, HOURS, 21))
    draw_level_lines(ax_map, body_weight, SNACKS, HOURS, (heights.min(), heights.max()))
    ax_map.set(xlabel="s", ylabel="e")
    # No step leads beyond the edge of the map.
    s_reach, e_reach = ((low + STEP, high - STEP) for low, high in (SNACKS, HOURS))
    live.slider("x", _("s, snacks a week"), *s_reach, value=7.0, step=0.1, readout=".1f")
    live.slider("y", _("e, hours a week"), *e_reach, value=3.0, step=0.1, readout=".1f")

    def read_step(way, slopes, rises):
        text = _(
            "{s:+.2f} snacks × {slope_s:+.2f} = {rise_s:+.2f} kg, "
            "{e:+.2f} hours × {slope_e:+.2f} = {rise_e:+.2f} kg: together {rise:+.2f} kg."
        )
        return _fill(text, way, slopes, rises)

    def read_map(point, uphill):
        text = _("Steepest down (▼): {downhill:.0f}°. Level: {left:.0f}° and {right:.0f}°.")
        ways = {"downhill": 180, "left": 90, "right": -90}
        return text.format(**{name: _degrees(uphill + by) for name, by in ways.items()})

    reads = read_step, read_map
    hidden = _finish(live, body_weight_gradient, _("kg per unit of distance"), reads)
    point = (7.0, 3.0)
    live.predict(
        "steepest_direction",
        _("At (7, 3) the slopes are {s:+.2f} and {e:+.2f}. Which way is it steepest up?").format(
            **dict(zip("se", body_weight_gradient(*point), strict=True))
        ),
        guess=Number(
            -180,
            180,
            step=5,
            form=".0f",
            unit=_("degrees"),
            axes=ax_map,
            line=lambda angle: np.transpose([point, _tip(point, angle, STEP)]),
        ),
        truth=lambda: _degrees(_angle_of(body_weight_gradient(*point))),
        at=dict(zip("xy", point, strict=True)),
        hides=hidden,
        says=_("0° is more snacks, 90° more exercise. The steepest directions are hidden."),
    )
    return live


def direction_dial_on_bowl():
    """Show the slope of (x² + 20 y²) / 2 in every direction, and the way to its minimum.

    Controls ``angle``, ``h`` (the length of the step), ``x`` and ``y``; the point and the angle can
    be dragged. First it asks how far the steepest descent misses the minimum.
    """
    live, ax_map = _begin(_("In every direction: a narrow bowl"), STEP_ON_BOWL, "x", "y")
    draw_loss_map(ax_map, lambda x, y: (x**2 + 20 * y**2) / 2, (-16, 16), (-11, 11), (0, 0))
    ax_map.set(xlabel="x", ylabel="y")
    live.slider("x", "x", -12.0, 12.0, value=10.0, step=0.1, readout=".1f")
    live.slider("y", "y", -3.0, 3.0, value=1.0, step=0.1, readout=".1f")

    def gradient(x, y):
        return np.array([x, 20 * y])

    def read_step(way, slopes, rises):
        text = _(
            "{s:+.2f} along x × {slope_s:+.3g} = {rise_s:+.3g}, "
            "{e:+.2f} along y × {slope_e:+.3g} = {rise_e:+.3g}: together {rise:+.3g}."
        )
        return _fill(text, way, slopes, rises)

    def miss(point):
        return abs(_wrapped(_angle_of(-gradient(*point)) - _angle_of(np.negative(point))))

    def read_map(point, uphill):
        downhill, there = uphill + 180, _angle_of(np.negative(point))
        text = _(
            "−gradient (▼) points to {downhill:.0f}°, the minimum (star) lies toward {there:.0f}°: "
            "{off:.0f}° off."
        )
        ways = {"downhill": _degrees(downhill), "there": _degrees(there)}
        return text.format(off=miss(point), **ways)

    hidden = _finish(live, gradient, "", (read_step, read_map))
    point = (10.0, 1.0)
    live.predict(
        "miss_of_the_descent",
        _("From (10, 1) −∇f leads down. By how many degrees does it miss the star?"),
        guess=Number(0, 90, step=1, unit=_("degrees")),
        truth=lambda: miss(point),
        at=dict(zip("xy", point, strict=True)),
        hides=hidden,
        says=_("The point is at (10, 1). The steepest directions are hidden."),
    )
    return live


def _begin(title, longest, *names):
    """Return a figure with the control of its dial, and the axes of its map."""
    live = LiveFigure(title, width=890, height=340, lines=4)
    draw_key(live.figure, *names)
    ax_map, _ax_slope = live.subplots(1, 2, width_ratios=[1.3, 1])
    # One unit of x as long as one of y: only so are angles on the map what they are called.
    ax_map.set_aspect("equal")
    live.slider("angle", _("direction φ, degrees"), -180, 180, value=0, step=1)
    label = _("h, length of step")
    live.slider("h", label, longest / 4, longest, value=longest, step=0.1, readout=".1f")
    return live, ax_map


def _finish(live, gradient, unit, reads):
    """Add the dial to a figure that has its map and the two sliders of the point.

    `reads` say what a step brings, and where else it leads. Return what shows the steepest
    directions.
    """
    ax_map, ax_slope = live.figure.axes
    read_step, read_map = reads
    (curve,) = ax_slope.plot([], [], color=SLOPE)
    legs = [ax_map.plot([], [], linewidth=2.5, **look)[0] for look in (FIRST, SECOND)]
    both = ax_map, ax_slope
    up, down, chosen = _hand(both, SLOPE, "^"), _hand(both, BEST, "v"), _hand(both, PATH, "D", 4)
    (here,) = ax_map.plot([], [], **HERE_MARKER, clip_on=False, in_layout=False)
    x_reach, y_reach = ((live.controls[name].min, live.controls[name].max) for name in "xy")
    most = float(np.hypot(*gradient(*grid_of(x_reach, y_reach, 21))).max())
    ax_slope.axhline(0, color=MUTED, linewidth=1)
    ax_slope.set(title=_("slope in each direction"), xlabel=_("direction φ, degrees"))
    ax_slope.set(xlim=(-180, 180), ylim=(-1.12 * most, 1.12 * most))
    ax_slope.set_xticks(range(-180, 181, 60))
    live.drag(ax_map, x="x", y="y")
    live.drag(ax_slope, x="angle")
    live.record(x=5, y=5, angle=37, h=3)
    length = live.controls["h"].max

    @live.moves(curve, *legs, *up, *down, *chosen, here)
    def move(angle, h, x, y):
        slopes = gradient(x, y)
        steepest, uphill = float(np.hypot(*slopes)), _angle_of(slopes)
        # Rounded: at a right angle to the gradient the cosine leaves 1e-16 of it.
        slope = round(steepest * np.cos(np.radians(angle - uphill)), 12)
        _point(up, (x, y), uphill, length, steepest)
        _point(down, (x, y), _wrapped(uphill + 180), length, -steepest)
        _point(chosen, (x, y), angle, h, slope)
        # Rounded: at a right angle the cosine leaves 1e-16.
        way = np.round(_tip((0.0, 0.0), angle, h), 12) + 0.0  # no −0
        legs[0].set_data([x, x + way[0]], [y, y])
        legs[1].set_data([x + way[0], x + way[0]], [y, y + way[1]])
        here.set_data([x], [y])
        curve.set_data(ANGLES, steepest * np.cos(np.radians(ANGLES - uphill)))
        for artist in (*up, *down):
            artist.set_visible(steepest > FLAT)
        if steepest <= FLAT:
            return _("The gradient is zero: no direction leads uphill or downhill from here.")
        step = _("A step of {h:.1f} toward {angle:.0f}° (diamond):").format(
            h=h, angle=_degrees(angle)
        )
        first = _("Toward {angle:.0f}° the slope is {slope:+.3g} {unit}").format(
            angle=_degrees(angle), slope=slope, unit=unit
        )
        second = _("The gradient (▲) points to {uphill:.0f}°: steepest up, {steepest:.3g}.")
        second = second.format(uphill=_degrees(uphill), steepest=steepest)
        told = f"{step} {read_step(way, slopes, way * slopes + 0.0)}\n{first.rstrip()}. {second}"
        return f"{told}\n{read_map((x, y), uphill)}"

    return [curve, *up, *down]


def _fill(text, way, slopes, rises):
    """Fill in the two legs of a step, their slopes, and what they bring."""
    legs = dict(zip(("s", "e"), way, strict=True))
    legs |= dict(zip(("slope_s", "slope_e"), slopes, strict=True))
    legs |= dict(zip(("rise_s", "rise_e"), rises, strict=True))
    return text.format(**legs, rise=rises.sum())


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
    on_map.set_data(*np.transpose([start, _tip(start, angle, length)]))
    on_curve.set_data([angle], [slope])


def _tip(start, angle, length):
    """Return where a hand of this length ends."""
    return np.add(start, length * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))]))


def _angle_of(way):
    """Return the direction of a way in x and y, in degrees."""
    return float(np.degrees(np.arctan2(way[1], way[0])))


def _wrapped(angle):
    """Return the same direction between −180 and 180 degrees."""
    return (angle + 180) % 360 - 180


def _degrees(angle):
    """Return an angle as it is told: whole, and one number for one direction, 180 for −180."""
    return 180 - (180 - round(angle)) % 360
