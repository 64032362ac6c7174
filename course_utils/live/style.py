"""Colours and looks shared by all figures of the course.

The colours are Okabe and Ito's palette (Color Universal Design, 2008), which stays apart for
colour-blind readers. Each name below has one meaning in the whole course. No colour stands alone:
a marker, a line style or a word says the same.
"""

from matplotlib.colors import LinearSegmentedColormap

DATA = "#5a5a5a"  # what was measured: dots
MODEL = "#0072B2"  # a function, a model, a loss: blue solid line
SLOPE = "#D55E00"  # a derivative, a tangent, a residual: vermilion
HERE = "#D55E00"  # the point that the reader moves: vermilion disc with a dark edge
PATH = "#E69F00"  # the steps that a descent took: orange dots and line
BEST = "#009E73"  # a minimum, the best so far: green star
OTHER = "#CC79A7"  # a second curve beside the first: purple, dashed
MUTED = "#9a9a9a"  # helpers: guides, thresholds
GUESS = "#222222"  # what the reader has guessed: dark, dotted
LEVELS = "#5b7ea3"  # level lines, and the edges of a surface

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
