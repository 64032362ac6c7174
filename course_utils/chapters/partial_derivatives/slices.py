"""Live figures: a surface, the two slices through a point, and their tangents."""

from functools import lru_cache, partial

import numpy as np

from course_utils.formulas import Formula, derivative, format_expression
from course_utils.language import _
from course_utils.live import Choice, LiveFigure, Number, add_formula, add_turning
from course_utils.live.drawing.curve import broken_at_poles, place_line, suitable_limits
from course_utils.live.drawing.loss_map import grid_of
from course_utils.live.style import HERE_MARKER, SLOPE

from .body_weight import HOURS, SNACKS, body_weight, body_weight_gradient
from .height_map import draw_level_lines, draw_surface
from .key import FIRST, SECOND, draw_key

FORMULAS = ("x^2 + y^2", "x^2 - y^2", "x y", "sin(x) cos(y)", "exp(-x^2 - y^2)")
REACH = (-3.0, 3.0)
LAYOUT = [["surface", "map", "along_x"], ["surface", "map", "along_y"]]
N_POINTS = 61
TANGENT = 0.3  # half the length of a tangent on the surface, as a share of the range
STEEPEST = 0.3  # how far such a tangent rises at most, as a share of the heights
TOO_LONG = 34  # a derivative of more letters is not written out


def slices_of_weight():
    """Show the body weight over snacks and exercise, and both slices through a point.

    Controls ``s``, ``e``, ``turn`` and ``tilt``; the point on the map can be dragged, and
    the surface be turned. First it asks for both slopes at (7, 3).
    """
    live = LiveFigure(_("Two slices through one point"), width=890, height=391, lines=2)
    live.slider("s", _("s, snacks a week"), *SNACKS, value=7.0, step=0.1, readout=".1f")
    live.slider("e", _("e, hours a week"), *HOURS, value=3.0, step=0.1, readout=".1f")
    draw_key(live.figure)
    scene = _Scene(live, ("s", "e"), (SNACKS, HOURS), _("W, kg"))
    add_turning(live, scene.axes["surface"], turn=130)
    scene.draw(body_weight)

    @live.moves(*scene.moving)
    def move(s, e, turn, tilt):
        slopes = body_weight_gradient(s, e)
        scene.move(body_weight, (s, e), slopes)
        height = _("{s:.1f} snacks and {e:.1f} hours of exercise a week: W = {W:.2f} kg.")
        told = _("Slopes: {snack:+.2f} kg per weekly snack, {hour:+.2f} kg per weekly hour.")
        told = told.format(snack=slopes[0], hour=slopes[1])
        return f"{height.format(s=s, e=e, W=body_weight(s, e))}\n{told}"

    point = (7.0, 3.0)
    height, slopes = float(body_weight(*point)), body_weight_gradient(*point)
    toward_snacks = _("You stand at 7 snacks and 3 hours. How steep is it toward more snacks?")
    toward_exercise = _("And how steep is it toward more exercise, with the snacks held?")
    both = _("At 7 snacks and 3 hours W = {W:.2f} kg. The slices are hidden.")
    second = _("At 7 snacks and 3 hours W = {W:.2f} kg. The slice with s held is hidden.")
    asked = (
        ("slope_for_snacks", toward_snacks, _("kg per snack"), "along_x", both),
        ("slope_for_exercise", toward_exercise, _("kg per hour"), "along_y", second),
    )
    for axis, (name, question, unit, along, says) in enumerate(asked):
        axes = scene.axes[along]
        # Many points, so that some lie in the axes: beside the last of them stands its name.
        line = partial(_straight, point[axis], height, np.linspace(*axes.get_xlim(), 57))
        live.predict(
            name,
            question,
            guess=Number(-3, 3, step=0.1, form=".2f", unit=unit, axes=axes, line=line),
            truth=partial(float, slopes[axis]),
            at={"s": point[0], "e": point[1]},
            hides=scene.slices[axis],
            says=says.format(W=height),
            free=["turn", "tilt"],
        )
    live.record(s=7, e=7, turn=13, tilt=3)
    return live


def slices_of_formula():
    """Show a formula f(x, y), and both slices through a point; the reader types the formula.

    Controls ``formula``, ``x``, ``y``, ``turn`` and ``tilt``; the point on the map can be
    dragged, and the surface be turned. First it asks about a saddle.
    """
    live = LiveFigure(_("Your own surface"), width=890, height=391, lines=2)
    add_formula(live, "formula", FORMULAS, label="f(x, y) =", variables=("x", "y"))
    live.slider("x", "x", *REACH, value=1.0, step=0.05)
    live.slider("y", "y", *REACH, value=0.5, step=0.05)
    draw_key(live.figure, "x", "y")
    scene = _Scene(live, ("x", "y"), (REACH, REACH), "f")
    # x and y are of one kind: on the map a round bowl is to be round.
    scene.axes["map"].set_aspect("equal")
    add_turning(live, scene.axes["surface"])

    @live.redraws("formula")
    def draw_formula(formula):
        scene.draw(formula)

    @live.moves(*scene.moving)
    def move(formula, x, y, turn, tilt):
        slopes = np.array([float(formula.derivative(name)(x, y)) for name in ("x", "y")])
        scene.move(formula, (x, y), slopes)
        return _read_formula(formula, x, y, slopes)

    kinds = {
        _("the lowest point around"): 2,
        _("the highest point around"): 0,
        _("lowest one way, highest the other"): 1,
    }
    saddle = Formula("x^2 - y^2", ("x", "y"))
    live.predict(
        "flat_point_of_a_surface",
        _("x² − y² is level at (0, 0), in x and in y. What is this place?"),
        guess=Choice(kinds.items()),
        truth=lambda: sum(_rises_around(saddle, axis) for axis in (0, 1)),
        at={"formula": saddle, "x": 0.0, "y": 0.0},
        hides=[scene.axes[name] for name in ("surface", "map", "along_y")],
        says=_("The slice with y held is shown. The rest is hidden."),
    )
    live.record(formula=all, x=5, y=5, turn=7, tilt=2)
    return live


class _Scene:
    """A surface, its map and two slices; `draw` what stands still, `move` what moves."""

    def __init__(self, live, names, ranges, f_name):
        views = {"surface": {"projection": "3d"}}
        self.axes = live.mosaic(LAYOUT, width_ratios=[2.2, 1.4, 1], per_subplot_kw=views)
        self._ranges = ranges
        self._drawn = []
        self._limits = None
        surface, top, along_x, along_y = self.axes.values()
        surface.set(xlabel=names[0], ylabel=names[1])
        # With no height of its own, each turn would measure all numbers to place the title. (These
        # axes take 0.92 of the height they are told.)
        surface.set_title(f_name, y=1 / 0.92)
        surface.set_box_aspect(None, zoom=0.9)  # larger, and some turns cut the numbers off
        surface.locator_params(nbins=3)  # few, or they lie on each other on an axis seen along
        surface.tick_params(pad=6)  # seen along an axis, its numbers would lie under the slices
        top.set(xlabel=names[0], ylabel=names[1])
        along_x.set(xlabel=names[0], ylabel=f_name, xlim=ranges[0])
        along_x.set_title(_("{y} held").format(y=names[1]))
        along_y.set(xlabel=names[1], ylabel=f_name, xlim=ranges[1])
        along_y.set_title(_("{x} held").format(x=names[0]))
        live.drag(top, *names)
        self.slices = [
            self._draw_slice(along_x, FIRST),
            self._draw_slice(along_y, SECOND),
        ]
        self._heres = [
            axes.plot([], [], **HERE_MARKER, clip_on=False, in_layout=False)[0]
            for axes in (top, along_x, along_y)
        ]
        self._heres += surface.plot([], [], [], **HERE_MARKER)
        self.moving = [*self.slices[0], *self.slices[1], *self._heres]
        # The numbers on level lines are placed on the screen: all has to stand where it stays.
        live.canvas.place_axes()

    def _draw_slice(self, axes, look):
        """Return a slice and its tangent, on the surface and on axes of its own, and on the map."""
        surface, bold, thin = self.axes["surface"], {"linewidth": 3.5}, {"linewidth": 1.8}
        slope_look = look | {"color": SLOPE}
        return (
            *surface.plot([], [], [], **look, **bold),
            *surface.plot([], [], [], **slope_look, **thin),
            *axes.plot([], [], **look, **bold),
            *axes.plot([], [], **slope_look, **thin),
            *self.axes["map"].plot([], [], **look),
        )

    def draw(self, f):
        """Draw the surface and the map of another function."""
        while self._drawn:
            self._drawn.pop().remove()
        heights = f(*grid_of(*self._ranges, N_POINTS))
        limits = self._limits = suitable_limits(heights, margin=0.06, most=20.0)
        surface, top, along_x, along_y = self.axes.values()
        self._drawn += draw_surface(surface, f, *self._ranges, limits)
        self._drawn += draw_level_lines(top, f, *self._ranges, limits)
        for axes in (along_x, along_y):
            axes.set_ylim(limits)

    def move(self, f, point, slopes):
        """Move the point to (x, y), where f has these two slopes."""
        height = float(f(*point))
        inside = bool(np.isfinite(self._within(height)))
        self._heres[0].set_data(*([at] for at in point))
        self._heres[-1].set_data_3d(*np.array([*point, height])[:, None])
        for axis, slope in enumerate(slopes):
            self._move_slice(f, axis, point, height, slope, inside)
            self._heres[1 + axis].set_data([point[axis]], [height])
        for here in self._heres[1:]:
            here.set_visible(inside)

    def _move_slice(self, f, axis, point, height, slope, inside):
        on_surface, tangent_on_surface, flat, tangent, on_map = self.slices[axis]
        span = self._ranges[axis]
        places = [np.full(N_POINTS, at) for at in point]
        places[axis] = np.linspace(*span, N_POINTS)
        heights = self._within(broken_at_poles(partial(_along, f, axis, point), places[axis]))
        on_surface.set_data_3d(*places, heights)
        flat.set_data(places[axis], heights)
        on_map.set_data(*(along[[0, -1]] for along in places))
        place_line(tangent, np.array(span), point[axis], height, slope)
        # A short piece of each tangent: a longer or a steeper one would leave the box.
        steepest = STEEPEST * np.ptp(self._limits)
        half = min(TANGENT * np.ptp(span), steepest / max(abs(slope), 1e-9))
        ends = [np.full(2, at) for at in point]
        ends[axis] = np.clip(point[axis] + half * np.array([-1.0, 1.0]), *span)
        tangent_on_surface.set_data_3d(*ends, height + slope * (ends[axis] - point[axis]))
        for line in (tangent_on_surface, tangent):
            line.set_visible(inside and bool(np.isfinite(slope)))

    def _within(self, heights):
        """Leave out what is higher or lower than the axes."""
        low, high = self._limits
        return np.where((heights >= low) & (heights <= high), heights, np.nan)


def _straight(at, height, span, slope):
    """Return x and y of a line of this slope through a height."""
    return span, height + slope * (span - at)


def _rises_around(f, axis):
    """Tell whether f rises from (0, 0) to both sides of one axis."""
    return bool((_along(f, axis, (0.0, 0.0), np.array([-0.1, 0.1])) > f(0.0, 0.0)).all())


def _along(f, axis, point, places):
    """Return f at places along one axis through the point."""
    inputs = [np.full_like(places, at) for at in point]
    inputs[axis] = places
    return f(*inputs)


def _read_formula(formula, x, y, slopes):
    height = float(formula(x, y))
    if not np.isfinite(height):
        return _("At x = {x:.2f}, y = {y:.2f} this function has no value.").format(x=x, y=y)
    first = _("At x = {x:.2f}, y = {y:.2f}: f = {f:.4g}.").format(x=x, y=y, f=height)
    return f"{first}\n{' '.join(map(_read_slope, 'xy', _symbols(formula), slopes))}"


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
