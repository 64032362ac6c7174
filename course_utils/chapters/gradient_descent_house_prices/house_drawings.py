"""The house sales as a scatter of dots, and the ranges of their lines: alike in every figure."""

import math

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from course_utils.language import _
from course_utils.live.drawing.arrow import point_arrow
from course_utils.live.style import DATA, MODEL, SLOPE
from course_utils.mathematics.linear_regression import closed_form
from course_utils.mathematics.validation import as_numbers, require_finite, require_samples

ROUND = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)


def as_sales(area, price):
    """Return areas and prices as two arrays of numbers; ValueError that says what is none."""
    area, price = as_numbers("area", area), as_numbers("price", price)
    if area.ndim != 1 or area.shape != price.shape:
        message = _("area has shape {area}, price {price}: give each one number a house.")
        raise ValueError(message.format(area=area.shape, price=price.shape))
    require_samples(len(area))
    require_finite("area", area)
    require_finite("price", price)
    return area, price


def draw_houses(axes, area, price):
    """Draw the sales, and return an empty line for a model to be moved over them."""
    axes.plot(area, price, "o", color=DATA, markersize=4, alpha=0.8)
    axes.set(xlabel=_("living area, sq ft"), ylabel=_("price, thousand $"))
    axes.set_ylim(0, round_up(1.05 * price.max()))
    return axes.plot([], [], color=MODEL, linewidth=2.5)[0]


def draw_misses(axes):
    """Draw a stroke for each house, to be laid by `lay_misses`: one path, not one for each."""
    strokes = PathPatch(Path([[0, 0]]), fill=False, edgecolor=SLOPE, linewidth=0.9, alpha=0.8)
    strokes.set_in_layout(False)
    return axes.add_artist(strokes)  # which, as a patch, would widen the axes


def lay_misses(strokes, x, feet, tips):
    """Let a stroke go up or down from each foot to its tip."""
    ends = np.stack([x, feet, x, tips], axis=1).reshape(-1, 2)
    strokes.set_path(Path(ends, np.tile([Path.MOVETO, Path.LINETO], len(x))))


def ranges_of_lines(area, price):
    """Return ranges of w and b that hold the best line, for sales of any town and year.

    That of w goes from 0 to about twice the best w; that of b over eight round units, of which
    the best b lies between the third and the fourth.
    """
    w, b = closed_form(area, price)
    furthest = float(np.copysign(round_up(2 * abs(w)), w))
    unit = round_up(float(np.mean(price)) / 6)
    lowest = unit * (round(b / unit) - 3)
    return tuple(sorted((0.0, furthest))), (lowest, lowest + 8 * unit)


def add_slider(live, name, label, span, share, n_steps):
    """Add a slider over a span, begun at a share of it; return the format of its numbers."""
    low, high = span
    step = (high - low) / n_steps
    form = f".{max(0, math.ceil(-math.log10(step) - 1e-9))}f"
    live.slider(name, label, low, high, value=low + share * (high - low), step=step, readout=form)
    return form


def round_up(number):
    """Return the next round number, such as 300 for 280; 1 for what is not positive.

    >>> [round_up(number) for number in (0.28, 761, 48.9, 10, 0)]
    [0.3, 800.0, 50.0, 10.0, 1.0]
    """
    if number <= 0:
        return 1.0
    power = int(np.floor(np.log10(number)))
    mantissa = next(m for m in ROUND if m >= round(number / 10.0**power, 9))
    return float(f"{mantissa}e{power}")


def point_downhill(arrow, legs, place, slopes):
    """Let an arrow at a place of a map point along −gradient, and lay its two components beside it.

    Its length is a fifth of the map at every steepness: the numbers tell how steep it is.
    """
    axes = arrow.axes
    sides = np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())
    seen = np.hypot(*(np.asarray(slopes) / sides))
    way = np.asarray(slopes) * (-0.2 / seen) if seen > 0 else np.zeros(2)
    point_arrow(arrow, place, way)
    corner = place[0] + way[0], place[1]
    legs.set_data(*np.transpose([place, corner, np.add(place, way)]))
