"""The house sales as a scatter of dots, drawn in the same way in every figure."""

from course_utils.figures.style import DATA, MODEL
from course_utils.language import _


def draw_houses(axes, area, price):
    """Draw the sales, and return an empty line for a model to be moved over them.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    area : ndarray of shape (n_samples,)
        Living area in square feet.
    price : ndarray of shape (n_samples,)
        Price in thousand US dollars.

    Returns
    -------
    matplotlib.lines.Line2D

    """
    axes.plot(area, price, "o", color=DATA, markersize=4, alpha=0.8)
    axes.set(xlabel=_("living area, sq ft"), ylabel=_("price, thousand $"), ylim=(0, 800))
    return axes.plot([], [], color=MODEL, linewidth=2.5)[0]
