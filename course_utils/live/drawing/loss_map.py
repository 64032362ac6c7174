"""A loss over two parameters: its map and its number, shown in the same way in every chapter."""

import numpy as np

from course_utils.live.style import BEST_MARKER, LEVELS


def grid_of(x_range, y_range, n_points):
    """Return x and y of n_points × n_points places, each of shape (n_points, n_points)."""
    return np.meshgrid(np.linspace(*x_range, n_points), np.linspace(*y_range, n_points))


def loss_of_line(x, y):
    """Return the mean squared error of the line w x + b, for whole arrays of w and b.

    Parameters
    ----------
    x, y : ndarray of shape (n_samples,)
        The samples. Only five means of them are needed.

    Returns
    -------
    callable
        ``loss(w, b)`` of two arrays of one shape, in the unit of y, squared.

    Examples
    --------
    >>> loss_of_line(np.array([1.0, 2.0]), np.array([3.0, 3.0]))(np.array([1.0]), np.array([1.0]))
    array([0.5])

    """
    xx, x_mean, xy, yy, y_mean = (np.mean(part) for part in (x**2, x, x * y, y**2, y))

    def loss(w, b):
        return xx * w**2 + b**2 + yy + 2 * (x_mean * w * b - xy * w - y_mean * b)

    return loss


def format_loss(loss):
    """Return a loss as a reader reads it: in full, and as a power of ten where it is huge.

    >>> format_loss(96599.43), format_loss(5.4263e13)
    ('96,599.4', '5.43e+13')

    """
    return f"{loss:,.1f}" if loss < 1e7 else f"{loss:.3g}"


def draw_loss_map(axes, loss, x_range, y_range, best, n_points=80, n_levels=14):
    """Draw level lines of a loss, closer together in value near its minimum.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; its limits become the two ranges.
    loss : callable
        ``loss(x, y)`` of two arrays of one shape.
    x_range, y_range : tuple of float
        From and to.
    best : tuple of float
        Where the minimum lies.

    Returns
    -------
    list of Artist
        What was drawn, to be removed where the map changes.

    """
    x, y = grid_of(x_range, y_range, n_points)
    heights = loss(x, y)
    low = float(loss(*map(np.asarray, best)))
    # Square-root spacing: the level lines of a quadratic bowl come out evenly spaced.
    levels = low + (heights.max() - low) * np.linspace(0.02, 1, n_levels) ** 2
    filled = axes.contourf(x, y, heights, levels=[low, *levels], cmap="Blues_r", alpha=0.35)
    lines = axes.contour(x, y, heights, levels=levels, colors=LEVELS, linewidths=0.6)
    axes.set_xlim(*x_range)
    axes.set_ylim(*y_range)
    axes.grid(False)
    return [filled, lines]


def mark_best(axes, best, label=None):
    """Draw the green star of a minimum; return it."""
    return axes.plot(*[[value] for value in best], **BEST_MARKER, label=label)[0]
