"""Live figures: a surface, the two slices through a point, and their tangents."""

from functools import lru_cache

import numpy as np

from course_utils.formulas import derivative, format_expression
from course_utils.language import _
from course_utils.live import LiveFigure, add_formula, add_turning
from course_utils.live.drawing.curve import MAY_HAVE_GAPS, show_at, suitable_limits
from course_utils.live.drawing.loss_map import grid_of
from course_utils.live.style import HERE_MARKER, MODEL, OTHER, SLOPE

from .body_weight import (
    HOURS,
    SNACKS,
    body_weight,
    body_weight_gradient,
)
from .height_map import draw_level_lines, draw_surface

FORMULAS = ("x^2 + y^2", "x^2 - y^2", "x y", "sin(x) cos(y)", "exp(-x^2 - y^2)")
REACH = (-3.0, 3.0)
LAYOUT = [["surface", "map", "map"], ["surface", "along_x", "along_y"]]
N_POINTS = 61
TANGENT = 0.16  # half the length of a tangent on the surface, as a share of the range
STEEPEST = 0.3  # how far such a tangent rises at most, as a share of the heights
TOO_LONG = 34  # a derivative of more letters is not written out


def slices_of_weight():
    """Show the body weight over snacks and exercise, and both slices through a point.

    Returns
    -------
    LiveFigure
        Controls ``s``, ``e``, ``turn`` and ``tilt``; the point on the map can be dragged, and
        the surface be turned.

    """
    live = LiveFigure(_("Two slices through one point"), width=900, height=400, lines=2)
    live.slider("s", _("s, snacks a week"), *SNACKS, value=7.0, step=0.1, readout=".1f")
    live.slider("e", _("e, hours a week"), *HOURS, value=3.0, step=0.1, readout=".1f")
    scene = _Scene(live, "s", "e", SNACKS, HOURS, _("W, kg"))
    add_turning(live, scene.axes["surface"], turn=130)
    scene.draw(body_weight)

    @live.moves(*scene.moving)
    def move(s, e, turn, tilt):
        slopes = body_weight_gradient(s, e)
        scene.move(body_weight, s, e, slopes)
        return "\n".join(
            [
                _("{s:.1f} snacks and {e:.1f} hours of exercise a week: W = {W:.2f} kg.").format(
                    s=s, e=e, W=body_weight(s, e)
                ),
                _(
                    "Slopes: {snack:+.2f} kg per weekly snack, {hour:+.2f} kg per weekly hour."
                ).format(snack=slopes[0], hour=slopes[1]),
            ]
        )

    return live


def slices_of_formula():
    """Show a formula f(x, y), and both slices through a point; the reader types the formula.

    Returns
    -------
    LiveFigure
        Controls ``formula``, ``x``, ``y``, ``turn`` and ``tilt``; the point on the map can be
        dragged, and the surface be turned.

    """
    live = LiveFigure(_("Your own surface"), width=900, height=400, lines=2)
    add_formula(live, "formula", FORMULAS, label="f(x, y) =", variables=("x", "y"))
    live.slider("x", "x", *REACH, value=1.0, step=0.05)
    live.slider("y", "y", *REACH, value=0.5, step=0.05)
    scene = _Scene(live, "x", "y", REACH, REACH, "f")
    add_turning(live, scene.axes["surface"])

    @live.redraws("formula")
    def draw_formula(formula):
        scene.draw(formula)

    @live.moves(*scene.moving)
    def move(formula, x, y, turn, tilt):
        slopes = np.array([float(formula.derivative(name)(x, y)) for name in ("x", "y")])
        scene.move(formula, x, y, slopes)
        return _read_formula(formula, x, y, slopes)

    return live


class _Scene:
    """A surface, its map and two slices; `draw` what stands still, `move` what moves."""

    def __init__(self, live, x_name, y_name, x_range, y_range, f_name):
        views = {"surface": {"projection": "3d"}}
        self.axes = live.mosaic(LAYOUT, width_ratios=[2.2, 1, 1], per_subplot_kw=views)
        self.ranges = x_range, y_range
        self._x, self._y = (np.linspace(*span, N_POINTS) for span in self.ranges)
        self._drawn = []
        self._limits = None
        surface, top, along_x, along_y = self.axes.values()
        surface.set(xlabel=x_name, ylabel=y_name, title=f_name)
        surface.set_box_aspect(None, zoom=1.03)  # larger, and some turns cut the numbers off
        surface.locator_params(nbins=4)
        top.set(xlabel=x_name, ylabel=y_name)
        along_x.set(xlabel=x_name, ylabel=f_name, xlim=x_range)
        along_x.set_title(_("{y} held").format(y=y_name))
        along_y.set(xlabel=y_name, xlim=y_range)
        along_y.set_title(_("{x} held").format(x=x_name))
        along_y.tick_params(labelleft=False)
        live.drag(top, x=x_name, y=y_name)
        curves = [(MODEL, "-"), (OTHER, "--")]
        self._on_surface = [_slice_and_tangent(surface, *curve, [], [], []) for curve in curves]
        self._on_map = [
            top.plot([], [], color=color, linestyle=style)[0] for color, style in curves
        ]
        self._flat = [
            _slice_and_tangent(axes, *curve, [], [])
            for axes, curve in zip((along_x, along_y), curves, strict=True)
        ]
        self._heres = [
            axes.plot([], [], **HERE_MARKER, clip_on=False, in_layout=False)[0]
            for axes in (top, along_x, along_y)
        ]
        self._heres.append(surface.plot([], [], [], **HERE_MARKER)[0])
        # The numbers on level lines are placed on the screen: all has to stand where it stays.
        live.canvas.place_axes()

    @property
    def moving(self):
        """All artists that move."""
        pairs = [*self._on_surface, *self._flat]
        return [*self._on_map, *(line for pair in pairs for line in pair), *self._heres]

    def draw(self, f):
        """Draw the surface and the map of another function."""
        while self._drawn:
            self._drawn.pop().remove()
        limits = suitable_limits(f(*grid_of(*self.ranges, N_POINTS)), margin=0.06, most=20.0)
        self._limits = limits
        surface, top, along_x, along_y = self.axes.values()
        self._drawn += draw_surface(surface, f, *self.ranges, limits)
        self._drawn += draw_level_lines(top, f, *self.ranges, limits)
        for axes in (along_x, along_y):
            axes.set_ylim(limits)

    def move(self, f, x, y, slopes):
        """Move the point to (x, y), where f has these two slopes."""
        height = float(f(x, y))
        at_x, at_y = np.full(N_POINTS, x), np.full(N_POINTS, y)
        heights = self._within(f(self._x, at_y)), self._within(f(at_x, self._y))
        (slice_x, tangent_x), (slice_y, tangent_y) = self._on_surface
        slice_x.set_data_3d(self._x, at_y, heights[0])
        slice_y.set_data_3d(at_x, self._y, heights[1])
        # A short piece of each tangent: a longer or a steeper one would leave the box.
        half = [
            min(TANGENT * np.ptp(span), STEEPEST * np.ptp(self._limits) / max(abs(slope), 1e-9))
            for span, slope in zip(self.ranges, slopes, strict=True)
        ]
        ends = np.array([-1.0, 1.0])
        rises = [height + slope * reach * ends for slope, reach in zip(slopes, half, strict=True)]
        tangent_x.set_data_3d(x + half[0] * ends, at_y[:2], rises[0])
        tangent_y.set_data_3d(at_x[:2], y + half[1] * ends, rises[1])
        for place, (line, tangent), along, values, slope in zip(
            (x, y), self._flat, (self._x, self._y), heights, slopes, strict=True
        ):
            line.set_data(along, values)
            tangent.set_data(along[[0, -1]], height + slope * (along[[0, -1]] - place))
        self._on_map[0].set_data(self.ranges[0], [y, y])
        self._on_map[1].set_data([x, x], self.ranges[1])
        for here, position in zip(self._heres, ((x, y), (x, height), (y, height)), strict=False):
            here.set_data(*([value] for value in position))
        self._heres[-1].set_data_3d(at_x[:1], at_y[:1], np.array([height]))
        inside = np.isfinite(self._within(height))
        show_at(self._heres[1:], inside)
        for (_line, on_surface), (_flat, tangent), slope in zip(
            self._on_surface, self._flat, slopes, strict=True
        ):
            show_at([on_surface, tangent], inside and np.isfinite(slope))

    def _within(self, heights):
        """Leave out what is higher or lower than the axes."""
        low, high = self._limits
        return np.where((heights >= low) & (heights <= high), heights, np.nan)


def _slice_and_tangent(axes, color, style, *nothing):
    (line,) = axes.plot(*nothing, color=color, linestyle=style, linewidth=3.5, gid=MAY_HAVE_GAPS)
    (tangent,) = axes.plot(*nothing, color=SLOPE, linestyle=style, linewidth=1.8)
    return line, tangent


def _read_formula(formula, x, y, slopes):
    height = float(formula(x, y))
    if not np.isfinite(height):
        return _("At x = {x:.2f}, y = {y:.2f} this function has no value.").format(x=x, y=y)
    first = _("At x = {x:.2f}, y = {y:.2f}: f = {f:.4g}.").format(x=x, y=y, f=height)
    return "\n".join([first, " ".join(map(_read_slope, "xy", _symbols(formula), slopes))])


def _read_slope(name, symbols, slope):
    if not np.isfinite(slope):
        return _("There is no slope in {name}.").format(name=name)
    return _("∂f/∂{name} = {symbols}{slope:.4g}.").format(name=name, symbols=symbols, slope=slope)


@lru_cache(maxsize=32)
def _symbols(formula):
    """Return both partial derivatives in letters, with " = "; nothing where that is no help."""
    slopes = [derivative(formula.expression, name) for name in "xy"]
    texts = [format_expression(slope) if slope.free_symbols else "" for slope in slopes]
    return [
        f"{text} = " if 0 < len(text) <= TOO_LONG and "DiracDelta" not in text else ""
        for text in texts
    ]
