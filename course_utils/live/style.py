"""Colours and looks shared by all figures of the course.

The hues are those of Okabe and Ito's palette (Color Universal Design, 2008), which stay apart for
colour-blind readers, but darker: each but SQUARES is a text that can be read on white, and a line
that can be seen on a pale map. Each name below has one meaning in the whole course. No colour
stands alone: a marker, a line style or a word says the same.
"""

from matplotlib.colors import LinearSegmentedColormap

DATA = "#5a5a5a"  # what was measured: dots
MODEL = "#0072B2"  # a function, a model, a loss: blue solid line
SLOPE = "#C24E00"  # a derivative, a tangent, a residual: vermilion
HERE = "#C24E00"  # the point that the reader moves: vermilion disc with a dark edge
PATH = "#8F6600"  # the steps that a descent took: amber dots and line
BEST = "#007A57"  # a minimum, the best so far: green star
OTHER = "#AD5686"  # a second curve beside the first: purple, dashed
MUTED = "#757575"  # helpers: guides, thresholds
LEVELS = "#4a6d92"  # level lines, and the edges of a surface
PALE = 0.2  # how much of its colour map a map or a surface keeps, the rest being white
SQUARES = "#E69F00"  # points of a second class beside MODEL's circles: only with a dark edge

# From the first class, blue, to the second, orange; white is undecided.
CLASSES = LinearSegmentedColormap.from_list("classes", ["#7fb8d8", "#ffffff", "#f2c879"])

STYLE = {
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#555555",
    "axes.grid": True,
    "grid.color": "#e6e6e6",
    "axes.axisbelow": True,
}

HERE_MARKER = {
    "marker": "o",
    "markersize": 10,
    "markerfacecolor": HERE,
    "markeredgecolor": "#222222",
    "markeredgewidth": 1.2,
    "linestyle": "none",
}
BEST_MARKER = HERE_MARKER | {"marker": "*", "markersize": 15, "markerfacecolor": BEST}
