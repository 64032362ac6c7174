"""An arrow that moves over a figure: one artist, cheap enough for every frame."""

import numpy as np
from matplotlib.patches import FancyArrowPatch


def draw_arrow(axes, color, **looks):
    """Draw an arrow to be laid out by `point_arrow`; return it."""
    looks = {"arrowstyle": "-|>", "mutation_scale": 15, "linewidth": 2.5, "zorder": 3} | looks
    arrow = FancyArrowPatch((0, 0), (0, 0), color=color, shrinkA=0, shrinkB=0, **looks)
    arrow.set_in_layout(False)
    return axes.add_patch(arrow)


def point_arrow(arrow, start, way):
    """Let an arrow go from `start` by `way`, both (x, y) in data units; hide one of no length."""
    arrow.set_positions(start, np.add(start, way))
    arrow.set_visible(bool(np.any(way)))
