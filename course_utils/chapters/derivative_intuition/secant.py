"""Live figure: a secant becomes a tangent, and its slopes draw the derivative."""

import numpy as np

from course_utils.formulas import Formula
from course_utils.language import _
from course_utils.live import LiveFigure, Number, add_play, typeset
from course_utils.live.drawing.curve import (
    broken_at_poles,
    draw_typed_curve,
    place_line,
    place_point,
    side_slopes,
    suitable_limits,
    written,
)
from course_utils.live.drawing.labels import beside_line, place_labels
from course_utils.live.style import HERE_MARKER, MUTED, OTHER, SLOPE

FORMULAS = ("x^2", "x^3 - 2x", "sin(x)", "exp(-x^2)", "|x|", "1/x")
REACH = 2.0
_SIZES = [float(f"{mantissa}e{power}") for power in (-3, -2, -1) for mantissa in (1, 2, 3, 5, 7)]
_SIZES += [1.0, 1.5, 2.0]
STEPS = [-size for size in reversed(_SIZES)] + _SIZES
SHORTEST = 14  # CSS pixels: a shorter leg gets no number beside it
PLACES = REACH * np.array([0.95, -0.95, 0.75, -0.75, 0.5, -0.5, 0.25, -0.25, 0.0])


def two_points_to_one():
    """Show a function with a secant and the tangent at a point, and the derivative below.

    Controls ``formula``, ``a`` and ``h``; the point can be dragged, and a button sweeps it. What
    is called a tangent only in the text after the figure is here the line of the slope at a. First
    it asks for the slope of a short secant, and for the slope at a.
    """
    live = LiveFigure(_("From two points to one"), height=380, lines=2)
    ax_f, ax_slope = live.subplots(2, 1, sharex=True, height_ratios=[3, 2])
    x = draw_typed_curve(live, ax_f, FORMULAS, REACH, _limits)
    (tangent,) = ax_f.plot([], [], color=SLOPE)
    (secant,) = ax_f.plot([], [], color=OTHER, linestyle="--")
    (triangle,) = ax_f.plot([], [], color="#444444", linewidth=1.2)
    (ends,) = ax_f.plot([], [], "s", color=OTHER, markersize=6)
    (here,) = ax_f.plot([], [], **HERE_MARKER)
    (trace,) = ax_slope.plot([], [], color=SLOPE)
    (slope_here,) = ax_slope.plot([], [], **HERE_MARKER)
    labels = [(_("slope at a"), SLOPE), (_("secant"), OTHER), ("", "black"), ("", "black")]
    labels = [ax_f.text(0, 0, text, color=colour, in_layout=False) for text, colour in labels]
    names, legs = labels[:2], labels[2:]
    ax_f.set_ylabel("f")
    ax_slope.set(ylabel=_("slope"), xlabel="x")
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
        live.canvas.place_axes()  # now, not after the move: the labels are placed by pixels

    @live.moves(tangent, secant, triangle, ends, here, trace, slope_here, *labels)
    def move(formula, a, h):
        value, ahead = float(formula(a)), float(formula(a + h))
        slope, mean_slope = float(formula.derivative()(a)), (ahead - value) / h
        has_slope, has_secant = np.isfinite([value + slope, value + mean_slope])
        place_point(here, a, value)
        place_point(slope_here, a, slope)
        place_line(tangent, x[[0, -1]], a, value, slope)
        place_line(secant, x[[0, -1]], a, value, mean_slope)
        triangle.set_data([a, a + h, a + h], [value, value, ahead])
        ends.set_data([a, a + h], [value, ahead])
        for artist in (ends, triangle):
            artist.set_visible(bool(has_secant))
        trace.set_data(x, np.where(_passed(seen, x, a), slopes, np.nan))
        spots = _spots_of_legs(legs, (a, value), (a + h, ahead))
        for name, line, steep in zip(names, (tangent, secant), (slope, mean_slope), strict=True):
            drawn = line.get_visible()
            spots[name] = beside_line(PLACES, value + steep * (PLACES - a), steep) if drawn else []
        place_labels(spots, [ax_f.lines[0], tangent, secant, triangle])
        if np.isfinite(value) and not has_slope:
            return _both_sides(formula, a, h)
        return _read(a, h, value, ahead, slope)

    parabola, far, near = Formula(FORMULAS[0]), 1.0, 0.1

    def slope_of_secant(h):
        return round(float(parabola(1 + h) - parabola(1)) / h, 9)

    def guess():
        # The name of the guess stands where the line ends: on the left nothing comes near it.
        return Number(
            0, 3, step=0.1, form=".2f", axes=ax_slope, line=lambda slope: (x[[-1, 0]], [slope] * 2)
        )

    question = _("With h = {far:g} the secant's slope is {slope:g}. What is it with h = {near:g}?")
    live.predict(
        "slope_of_a_short_secant",
        question.format(far=far, near=near, slope=slope_of_secant(far)),
        guess=guess(),
        truth=lambda: slope_of_secant(near),
        at={"formula": parabola, "a": 1.0, "h": near},
        hides=[secant, triangle, names[1], *legs],
        says=_("The secant from a = 1 to {b:g} is hidden.").format(b=1 + near),
    )
    told = _("With h = {h:g} the secant's slope is {slope:g}. The slope at a is hidden.")
    live.predict(
        "slope_at_a_point",
        _("At which slope do the secants settle when h comes closer and closer to 0?"),
        guess=guess(),
        truth=lambda: float(parabola.derivative()(1)),
        at={"formula": parabola, "a": 1.0, "h": -near},
        hides=[tangent, names[0], slope_here, trace],
        says=told.format(h=-near, slope=slope_of_secant(-near)),
    )
    live.record(formula=all, h=11, a=61, gathers="a")
    return live


def _read(a, h, value, ahead, slope):
    if not np.isfinite(value):
        return _("At a = {a:.3g} this function has no value.").format(a=a)
    line = _("At a = {a:.3g} the curve's own slope is {slope:.4g}.").format(a=a, slope=slope)
    rise = ahead - value
    if not np.isfinite(rise):
        return line
    text = _(
        "From a to {b:.4g}: rise {rise:.3g}, run {h:g}. The secant's slope is {mean:.4g}: "
        "{gap:.2g} away."
    )
    gap = round(abs(rise / h - slope), 10)  # what is smaller is round-off, of which section 4 tells
    text = text.format(b=a + h, rise=rise, h=h, mean=rise / h, gap=gap)
    return f"{line}\n{text}"


def _spots_of_legs(legs, corner, end):
    """Write run and rise beside their legs; return where there is room, none at a short leg."""
    (a, low), (b, high) = corner, end
    run, rise = legs
    run.set_text(typeset(_("run {run:g}").format(run=b - a)))
    rise.set_text(typeset(_("rise {rise:.3g}").format(rise=high - low)))
    shares = (0.5, 0.3, 0.7, 0.15, 0.85)
    below, right = ("top", "bottom"), ("left", "right")
    sides = below if high > low else below[::-1]
    beside_run = [(a + share * (b - a), low, "center", va) for va in sides for share in shares]
    heights = [low + share * (high - low) for share in shares]
    sides = right if b > a else right[::-1]
    beside_rise = [(b, height, ha, "center") for ha in sides for height in heights]
    ends = run.axes.transData.transform([corner, end])
    is_long = np.abs(ends[1] - ends[0]) > SHORTEST
    with_run, with_rise = is_long & np.isfinite(high - low)
    return {run: beside_run if with_run else [], rise: beside_rise if with_rise else []}


def _limits(values):
    """Return limits in which a pole, steep and narrow, leaves room for the rest of its curve."""
    mostly_low = np.mean(np.abs(values) <= 10.0) > 0.9
    return suitable_limits(values, most=10.0 if mostly_low else 50.0)


def _both_sides(formula, a, h):
    """Let the reader judge where the rules give no slope: a corner, an upright line, 0/0."""
    h = abs(h)
    left, right = (written(slope, ".4g") for slope in side_slopes(formula, a, h))
    line = _("At a = {a:.3g} no slope is known. Do both sides settle at one?").format(a=a)
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
