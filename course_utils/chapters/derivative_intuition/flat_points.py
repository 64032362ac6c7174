"""Live figure: flat points, and what kind of flat they are."""

from functools import lru_cache, partial

import numpy as np

from course_utils.formulas import Formula
from course_utils.language import _
from course_utils.live import Choice, LiveFigure
from course_utils.live.drawing.curve import (
    broken_at_poles,
    draw_typed_curve,
    place_line,
    place_point,
    suitable_limits,
    written,
)
from course_utils.live.style import BEST_MARKER, HERE_MARKER, MUTED, SLOPE

from .flat_point_rules import find_flat_points, precise_derivative, rule_flat_point

FORMULAS = ("x^2", "-x^2", "x^3", "x^4", "cos(2x)", "x^4/4 - x^2/2")
REACH = 1.8
DIAMOND = BEST_MARKER | {"marker": "d", "markersize": 9}


def flat_points():
    """Show a function with its tangent; jump from flat point to flat point and judge each.

    Controls ``formula``, ``a`` and ``verdict``; the point can be dragged. First it asks which of
    four functions have a minimum where they are flat.
    """
    live = LiveFigure(_("Is every flat point a minimum?"), height=354, lines=3)
    axes, ax_slope = live.subplots(2, 1, sharex=True, height_ratios=[3, 2])
    x = draw_typed_curve(live, axes, FORMULAS, REACH, partial(suitable_limits, most=12.0))
    (tangent,) = axes.plot([], [], color=SLOPE, linestyle="--")
    (slopes,) = ax_slope.plot([], [], color=SLOPE)
    found, zeros = (ax.plot([], [], **DIAMOND)[0] for ax in (axes, ax_slope))
    here, slope_here = (ax.plot([], [], **HERE_MARKER)[0] for ax in (axes, ax_slope))
    axes.set_ylabel("f")
    ax_slope.set(xlabel="x", ylabel="f′")
    ax_slope.axhline(0, color=MUTED, linewidth=1)

    live.slider("a", _("point a"), -REACH, REACH, value=0.0, step=0.01)
    live.button(_("next flat point"), lambda: _jump(live), icon="forward")
    names = {"?": "", _("minimum"): "minimum", _("maximum"): "maximum", _("neither"): "neither"}
    live.choice("verdict", _("your verdict"), names.items())
    live.puts_back("formula", "verdict")
    live.puts_back("a", "verdict")
    live.drag(axes, x="a")

    @live.redraws("formula", layout=True)
    def draw_slopes(formula):
        slopes.set_data(x, broken_at_poles(formula.derivative(), x))
        ax_slope.set_ylim(*suitable_limits(slopes.get_ydata(), most=20.0))
        flat = np.array(_flat_points(formula))
        found.set_data(flat, formula(flat))
        zeros.set_data(flat, np.zeros_like(flat))

    @live.moves(tangent, here, slope_here)
    def move(formula, a, verdict):
        a = _snap(formula, a)
        value, slope = float(formula(a)), float(formula.derivative()(a))
        place_point(here, a, value)
        place_point(slope_here, a, slope)
        place_line(tangent, x[[0, -1]], a, value, slope)
        ruling = _rule(formula, a)
        live.controls["verdict"].disabled = ruling is None
        return f"{_where(formula, a, ruling)}\n{_answer(formula, a, verdict, ruling)}"

    asked = dict(zip(("x²", "−x²", "x³", "x⁴"), map(Formula, FORMULAS), strict=False))
    possible = (("x²",), ("x²", "x⁴"), ("x²", "x³", "x⁴"), tuple(asked))
    live.predict(
        "minima_among_flat_points",
        _("{functions} are flat at 0. Which have a minimum there?").format(
            functions=", ".join(asked)
        ),
        guess=Choice((", ".join(names), names) for names in possible),
        truth=lambda: tuple(name for name, f in asked.items() if _is_minimum(f)),
        at={"formula": asked["x³"], "a": 0.0},
        hides=[axes.lines[0], slopes],
        says=_("The point is at a = 0, and its tangent is level. The curve is hidden."),
        because=_("This is x³: it goes on rising."),
    )
    return live


def _is_minimum(formula):
    return rule_flat_point(formula, 0.0).kind == "minimum"


@lru_cache(maxsize=32)
def _flat_points(formula):
    return tuple(find_flat_points(formula, -REACH, REACH))


@lru_cache(maxsize=1024)
def _rule(formula, a):
    """Return what kind of flat point a is, or None where it is none."""
    return rule_flat_point(formula, a) if a in _flat_points(formula) else None


def _snap(formula, a):
    """Return the flat point that the slider's nearest position stands for, or else a."""
    return next((point for point in _flat_points(formula) if abs(point - a) < 0.0051), a)


def _jump(live):
    points = _flat_points(live.values()["formula"])
    if points:
        a = live.values()["a"]
        live.set(a=round(next((p for p in points if p > a + 0.006), points[0]), 2), verdict="")


def _where(formula, a, ruling):
    value, first, second = (float(precise_derivative(formula, order)(a)) for order in range(3))
    if not np.isfinite(value + first):
        return _("At a = {a:.3g} there is no value or no slope.").format(a=a)
    if ruling is not None:  # the point is known to some digits only, and so are its derivatives
        first = 0.0
        second = 0.0 if np.isfinite(second) and ruling.order != 2 else second
    text = _("At a = {a:.3g}: f′ = {first:.3g}, f″ = {second}.")
    return text.format(a=a, first=first, second=written(second, ".3g"))


def _answer(formula, a, verdict, ruling):
    if ruling is None:
        return _why_not(formula, a)
    if not verdict:
        if len(_flat_points(formula)) == 1:
            return _("The only flat point here: a candidate. Minimum, maximum or neither?")
        return _("Flat: a candidate. Minimum, maximum or neither?")
    if ruling.kind == "open":
        return _("Neither the derivatives looked at nor the values on both sides decide.")
    sign = "✓" if verdict == ruling.kind else "✗"
    return f"{sign} {_how_it_was_decided(ruling)}"


def _why_not(formula, a):
    """Say why this point is not one to be judged."""
    slopes = formula.derivative()(a + np.array([-0.01, 0.0, 0.01]))
    if not slopes.any():
        return _("Level on both sides too, as far as 16 digits tell: a plateau.")
    if not _flat_points(formula):
        text = _("Not flat here. No flat point was found between {low:g} and {high:g}.")
        return text.format(low=-REACH, high=REACH)
    if abs(slopes[1]) < 0.01:
        return _("Almost level is not flat. The button takes you to a flat point (a diamond).")
    return _("Not flat here. Press the button to go to the next flat point (a diamond).")


def _how_it_was_decided(ruling):
    names = {"minimum": _("a minimum"), "maximum": _("a maximum"), "neither": _("neither")}
    if ruling.order == 0:
        text = _("No derivative that was looked at decides. The values on both sides do: {kind}.")
    elif ruling.order == 2:
        text = _("f″ = {value:.3g} decides: {kind}.")
    else:
        text = _(
            "f″ = 0 decides nothing. The first derivative that is not 0 is the {nth}. It is "
            "{value:.3g}: {kind}."
        )
    orders = {3: _("third"), 4: _("fourth"), 5: _("fifth"), 6: _("sixth")}
    nth = orders.get(ruling.order)
    return text.format(nth=nth, value=ruling.value, kind=names[ruling.kind])
