"""Heights over two inputs: seen from above as level lines, and as a surface."""

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import Normalize
from matplotlib.ticker import MaxNLocator
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

from course_utils.figures.loss_map import grid_of
from course_utils.figures.style import LEVELS

N_FACETS = 20  # a side
N_LEVELS = 12
PALE = 0.55  # how much of the colour map's colour is left, the rest being white


def draw_level_lines(axes, f, x_range, y_range, limits, n_points=61):
    """Draw labelled level lines of f between two heights; what lies beyond stays white.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; its limits become the two ranges.
    f : callable
        ``f(x, y)`` of two arrays of one shape; may return NaN.
    x_range, y_range, limits : tuple of float
        From and to.

    Returns
    -------
    list of Artist
        What was drawn, to be removed where the map changes.

    """
    x, y = grid_of(x_range, y_range, n_points)
    heights = np.ma.masked_invalid(f(x, y))
    low, high = limits
    levels = [level for level in MaxNLocator(N_LEVELS).tick_values(*limits) if low < level < high]
    norm = Normalize(low, high)
    filled = axes.contourf(
        x, y, heights, levels=[low, *levels, high], cmap="Blues_r", norm=norm, alpha=PALE
    )
    lines = axes.contour(x, y, heights, levels=levels, colors=LEVELS, linewidths=0.6)
    lines.clabel(levels[::2], fmt="%.3g", fontsize=8, colors="#333333")
    axes.set(xlim=x_range, ylim=y_range)
    axes.grid(False)
    return [filled, lines]


def draw_surface(axes, f, x_range, y_range, limits):
    """Draw f as a surface of a few facets, in the colours of its level lines.

    Parameters are those of `draw_level_lines`, with three-dimensional axes.

    Returns
    -------
    list of Artist

    """
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
    surface = Poly3DCollection(
        facets[whole], facecolors=colours, edgecolors=LEVELS, linewidths=0.25
    )
    axes.add_collection3d(surface, autolim=False)
    axes.set(xlim=x_range, ylim=y_range, zlim=limits)
    return [surface]
