"""Live figure: fit a line to the house prices by moving its slope and its intercept."""

import numpy as np
from matplotlib.collections import PolyCollection

from course_utils.language import _
from course_utils.live import Choice, LiveFigure
from course_utils.live.drawing.arrow import draw_arrow
from course_utils.live.drawing.loss_map import draw_loss_map, loss_of_line
from course_utils.live.style import HERE_MARKER, PATH, SLOPE
from course_utils.mathematics.linear_regression import (
    closed_form,
    mean_squared_error,
    mean_squared_error_gradient,
    predict,
)

from .house_drawings import (
    add_slider,
    as_sales,
    draw_houses,
    draw_misses,
    lay_misses,
    point_downhill,
    ranges_of_lines,
)


def fit_by_hand(area, price):
    """Show line, misses and loss for a slope w and an intercept b that the reader moves.

    `area` (square feet) and `price` (thousand US dollars) are of shape (n_samples,).
    Controls ``w``, ``b``, ``squares``, ``downhill`` and ``show_optimum``; the point on the map can
    be dragged. First it asks how w and b make up for each other.
    """
    area, price = as_sales(area, price)
    optimal = closed_form(area, price)
    w_range, b_range = ranges_of_lines(area, price)
    least = mean_squared_error(area, price, *optimal)
    live = LiveFigure(_("Fit the line by hand"), lines=4)
    ax_line, ax_map = live.subplots(1, 2)
    line = draw_houses(ax_line, area, price)
    ax_line.set_title(_("{n} houses").format(n=len(area)))
    misses = draw_misses(ax_line)
    on_misses = PolyCollection([], facecolors=[(SLOPE, 0.07)], edgecolors=SLOPE, linewidths=0.5)
    ax_line.add_collection(on_misses, autolim=False)

    loss = loss_of_line(area, price)
    *_map, optimum = draw_loss_map(ax_map, loss, w_range, b_range, optimal)
    ax_map.set(title=_("loss for each (w, b)"), xlabel="w", ylabel="b")
    best_so_far = HERE_MARKER | {"marker": "D", "markersize": 8, "markerfacecolor": PATH}
    (mine,) = ax_map.plot([], [], **best_so_far, clip_on=False)
    arrow = draw_arrow(ax_map, SLOPE)
    (legs,) = ax_map.plot([], [], color=SLOPE, linestyle=":", linewidth=2)
    (here,) = ax_map.plot([], [], **HERE_MARKER, clip_on=False)

    w_form = add_slider(live, "w", _("w, thousand $ per sq ft"), w_range, 1 / 6, 300)
    b_form = add_slider(live, "b", _("b, thousand $"), b_range, 1 / 2, 400)
    live.toggle("squares", _("squares of the misses"))
    live.toggle("downhill", _("the way down, −gradient"))
    live.toggle("show_optimum", _("show the optimum (a star)"))
    live.drag(ax_map, x="w", y="b")
    best = {}
    live.on_reset(best.clear)
    ends = np.array([area.min(), area.max()])

    @live.moves(on_misses, misses, line, mine, optimum, arrow, legs, here)
    def move(w, b, squares, downhill, show_optimum):
        now = mean_squared_error(area, price, w, b)
        if now < best.get("loss", np.inf):
            best.update(loss=now, w=w, b=b)
        line.set_data(ends, predict(ends, w, b))
        on_line = predict(area, w, b)
        lay_misses(misses, area, on_line, price)
        on_misses.set_verts(_squares(ax_line, area, price, on_line) if squares else [])
        slopes = mean_squared_error_gradient(area, price, w, b)
        point_downhill(arrow, legs, (w, b), slopes)
        arrow.set_visible(downhill and arrow.get_visible())
        legs.set_visible(downhill)
        here.set_data([w], [b])
        mine.set_data([best["w"]], [best["b"]])
        optimum.set_visible(show_optimum)
        told = _(
            "Mean squared error {loss} (thousand $)²: a root mean square miss of {root} thousand $."
        )
        told = told.format(loss=_in_full(now, ",.0f"), root=_in_full(np.sqrt(now), ".1f"))
        at = {"w": format(best["w"], w_form), "b": format(best["b"], b_form)}
        text = _("Your best so far (diamond): {loss} at w = {w}, b = {b}.")
        told += "\n" + text.format(loss=_in_full(best["loss"], ",.0f"), **at)
        if downhill:
            text = _(
                "−gradient (arrow): {w:+.3g} thousand $ × sq ft for w, {b:+.3g} thousand $ for b."
            )
            told += "\n" + text.format(w=-slopes[0], b=-slopes[1])
        if show_optimum:
            ratio = best["loss"] / least if least else np.inf
            text = _(
                "The least is {least}, with {root} thousand $; your best is {ratio:.3f} times it."
            )
            if ratio > 1e6:
                text = _("At the optimum the line goes through every point.")
            told += "\n" + text.format(
                least=_in_full(least, ",.0f"), root=_in_full(np.sqrt(least), ".1f"), ratio=ratio
            )
        return told

    ways = {_("it must rise"): 1, _("it stays as it is"): 0, _("it must fall"): -1}
    live.predict(
        "intercept_of_a_steeper_line",
        _("A good line is made a little steeper. What must its intercept b do to keep it good?"),
        guess=Choice(ways.items()),
        # For a given w the best b is mean(y) − w mean(x).
        truth=lambda: -int(np.sign(area.mean())),
        because=_("So the valley on the map slants down to the right."),
        hides=[ax_map],
        says=_("The line is at its start. On the right a map of the loss is hidden."),
    )
    live.record(w=21, b=17, squares=all, downhill=all, show_optimum=all)
    return live


def _squares(axes, x, y, on_line):
    """Return the corners of a square on each miss, as it is seen: of shape (n_samples, 4, 2)."""
    per_x, per_y = axes.bbox.size / np.ptp([axes.get_xlim(), axes.get_ylim()], axis=1)
    side = np.abs(y - on_line) * per_y / per_x
    corners = [(x, on_line), (x, y), (x + side, y), (x + side, on_line)]
    return np.stack([np.stack(corner, -1) for corner in corners], axis=1)


def _in_full(number, form):
    """Write a number in a format, or with three digits where that would be too few or too many."""
    return format(number, form) if number == 0 or 10 <= number < 1e7 else f"{number:.3g}"
