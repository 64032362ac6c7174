"""Live figure: the reader draws the slope of a curve, and then sees the true one."""

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure
from course_utils.live.controls import arrow_steps
from course_utils.live.drawing.curve import (
    broken_at_poles,
    draw_typed_curve,
    place_point,
    suitable_limits,
)
from course_utils.live.style import HERE_MARKER, MUTED, OTHER, SLOPE

from .drawn_slope import Sheet, compare
from .flat_point_rules import find_flat_points

FORMULAS = ("x^3/3 - x", "2exp(-x^2)", "sin(2x)")
REACH = 2.0
STEPS = 40  # of the arrow keys from one end to the other


def draw_the_slope():
    """Let the reader draw f′ under a curve, then show the true one and where they differ.

    Control ``formula``. The pen is led by the pointer, or by the arrow keys: left and right draw,
    up and down only move it.
    """
    live = LiveFigure(_("Draw the slope"), height=400, lines=3)
    ax_f, ax_slope = live.subplots(2, 1, sharex=True)
    x = draw_typed_curve(live, ax_f, FORMULAS, REACH)
    (here,) = ax_f.plot([], [], **HERE_MARKER)
    drawing, true, pen = _draw_sheet(ax_slope)
    ax_f.set_ylabel("f")
    sheet, slopes = Sheet(x), np.empty_like(x)
    state = {}

    def begin_again():
        sheet.clear()
        state["shown"] = False

    def show():
        state["shown"] = True

    live.button(_("show the true slope"), show, icon="eye")
    live.button(_("Clear"), begin_again, icon="eraser")
    live.on_reset(begin_again)

    @live.redraws("formula", layout=True)
    def set_up(formula):
        begin_again()
        slopes[:] = broken_at_poles(formula.derivative(), x)
        state["scale"] = float(np.abs(suitable_limits(slopes, most=20.0)).max())
        state["flat"] = find_flat_points(formula, -REACH, REACH)
        ax_slope.set_ylim(-state["scale"], state["scale"])

    @live.moves(here, drawing, true, pen)
    def move(formula):
        place_point(here, sheet.pen[0], float(formula(sheet.pen[0])))
        drawing.set_data(x, sheet.y)
        pen.set_data(*([part] for part in sheet.pen))
        true.set_data(x, slopes)
        true.set_visible(state["shown"])
        if not state["shown"]:
            return _read_pen(sheet)
        if not sheet.share:
            return _("You have drawn nothing yet. The line shows the true slope.")
        return _read(sheet, compare(x, sheet.y, slopes, state["flat"], state["scale"]))

    def follow(event):
        if event["type"] == "key":
            axis, n_steps = arrow_steps(event)
            along, up = sheet.pen
            if axis == 0:
                sheet.draw_to(along + n_steps * 2 * REACH / STEPS, up)
            else:
                top = state["scale"]
                sheet.move_to(along, float(np.clip(up + n_steps * 2 * top / STEPS, -top, top)))
        elif event["type"] in ("press", "move"):
            top = state["scale"]
            places = ax_slope.transData.inverted().transform(event.get("path") or [event["at"]])
            for along, up in places.tolist():
                sheet.draw_to(along, min(max(up, -top), top), lift=event["type"] == "press")
        live.refresh()

    live.listen(ax_slope, follow, "stroke")
    return live


def _draw_sheet(axes):
    axes.set(xlabel="x", ylabel=_("slope f′"))
    axes.axhline(0, color=MUTED, linewidth=1)
    (drawing,) = axes.plot([], [], color=OTHER, linewidth=2.5, label=_("your drawing"))
    (true,) = axes.plot([], [], color=SLOPE, label=_("the true slope"))
    (pen,) = axes.plot([], [], **(HERE_MARKER | {"markersize": 7}))
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, frameon=False)
    return drawing, true, pen


def _read_pen(sheet):
    along, up = sheet.pen
    where = _("The pen is at x = {x:.2f}, slope {slope:.2f}. Drawn: {share:.0%} of the width.")
    how = _("Press and drag in the lower picture. Or click there and use the arrow keys.")
    return f"{where.format(x=along, slope=up, share=sheet.share)}\n{how}"


def _read(sheet, differences):
    """Say where sign and size are wrong, and which flat points were missed."""
    drawn = _("Drawn: {share:.0%} of the width.").format(share=sheet.share)
    sign = _("The sign is right all along.")
    if differences.wrong_sign:
        left, right = differences.wrong_sign
        sign = _("The sign is wrong from x = {left:.2f} to {right:.2f}.")
        sign = sign.format(left=left, right=right)
    size = _("The sizes are right, as far as a hand can draw.")
    if differences.furthest:
        size = _("The size is furthest off at x = {x:.2f}: you drew {drawn:.2f}, it is {true:.2f}.")
        size = size.format(**dict(zip(("x", "drawn", "true"), differences.furthest, strict=True)))
    return f"{drawn} {sign}\n{size}\n{_read_flat_points(differences)}"


def _read_flat_points(differences):
    if differences.missed:
        text = _("Flat, but not in your drawing: x = {places}.")
    elif differences.found:
        text = _("Your drawing is zero where the curve is flat: x = {places}.")
    else:
        return _("The curve is nowhere flat where you drew.")
    points = differences.missed or differences.found
    return text.format(places=", ".join(f"{point:.2f}" for point in points))
