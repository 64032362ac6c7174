"""Heights over two inputs: seen from above as level lines, and as a surface."""

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import Normalize
from matplotlib.ticker import MaxNLocator

from course_utils.live import typeset
from course_utils.live.drawing.loss_map import grid_of
from course_utils.live.space import Surface
from course_utils.live.style import LEVELS, PALE

N_FACETS = 16  # a side
N_LEVELS = 12
N_POINTS = 61  # of the map, a side
NUMBERS = {"fmt": lambda level: typeset(f"{level:.3g}"), "fontsize": 9, "colors": "#333333"}


def draw_level_lines(axes, f, x_range, y_range, limits):
    """Draw labelled level lines of f(x, y) between two heights; what lies beyond stays white.

    f may return NaN. Return what was drawn, to be removed where the map changes.
    """
    x, y = grid_of(x_range, y_range, N_POINTS)
    heights = np.ma.masked_invalid(f(x, y))
    low, high = limits
    levels = [level for level in MaxNLocator(N_LEVELS).tick_values(*limits) if low < level < high]
    norm = Normalize(low, high)
    filled = axes.contourf(
        x, y, heights, levels=[low, *levels, high], cmap="Blues_r", norm=norm, alpha=PALE
    )
    look = {"levels": levels, "colors": LEVELS, "linewidths": 0.6}
    axes.set(xlim=x_range, ylim=y_range)
    trial = axes.contour(x, y, heights, **look)
    places = _free_places(axes, trial.clabel(levels[::2], inline=False, **NUMBERS))
    trial.remove()
    lines = axes.contour(x, y, heights, **look)
    lines.clabel(manual=places, **NUMBERS)
    axes.grid(False)
    return [filled, lines]


def _free_places(axes, numbers):
    """Return where numbers stand within the axes and not upon one another."""
    places, taken = [], []
    for number in numbers:
        box = number.get_window_extent().expanded(0.8, 0.7)  # without the air around its digits
        inside = axes.bbox.x0 <= box.x0 and box.x1 <= axes.bbox.x1
        inside = inside and axes.bbox.y0 <= box.y0 and box.y1 <= axes.bbox.y1
        if inside and not any(box.overlaps(other) for other in taken):
            places.append(number.get_position())
            taken.append(box)
    return places


def draw_surface(axes, f, x_range, y_range, limits):
    """Draw f as a surface of a few facets, in the colours of its level lines; return it."""
    x, y = grid_of(x_range, y_range, N_FACETS + 1)
    corners = np.stack([x, y, f(x, y)], axis=-1)
    facets = np.stack(
        [corners[:-1, :-1], corners[1:, :-1], corners[1:, 1:], corners[:-1, 1:]], axis=2
    ).reshape(-1, 4, 3)
    heights = facets[:, :, 2]
    low, high = limits
    whole = ((heights >= low) & (heights <= high)).all(axis=1)  # false for NaN too
    colours = colormaps["Blues_r"](Normalize(low, high)(heights[whole].mean(axis=1)))
    colours[:, :3] = PALE * colours[:, :3] + (1 - PALE)
    surface = Surface(facets[whole], colours, edgecolors=LEVELS, linewidths=0.25)
    axes.add_collection3d(surface, autolim=False)
    axes.set(xlim=x_range, ylim=y_range, zlim=limits)
    return [surface]
