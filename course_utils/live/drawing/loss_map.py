"""A loss over two parameters: its map and its number, shown in the same way in every chapter."""

import numpy as np

from course_utils.language import _
from course_utils.live.style import BEST_MARKER, LEVELS, PALE


def grid_of(x_range, y_range, n_points):
    """Return x and y of n_points × n_points places, each of shape (n_points, n_points)."""
    return np.meshgrid(np.linspace(*x_range, n_points), np.linspace(*y_range, n_points))


def loss_of_line(x, y):
    """Return ``loss(w, b)``, the mean squared error of the line w x + b, for arrays of w and b.

    >>> loss_of_line(np.array([1.0, 2.0]), np.array([3.0, 3.0]))(np.array([1.0]), np.array([1.0]))
    array([0.5])
    """
    # Of all the samples only five means are needed.
    xx, x_mean, xy, yy, y_mean = (np.mean(part) for part in (x**2, x, x * y, y**2, y))

    def loss(w, b):
        return xx * w**2 + b**2 + yy + 2 * (x_mean * w * b - xy * w - y_mean * b)

    return loss


def format_loss(loss):
    """Return a loss as a reader reads it: in full, and as a power of ten where it is out of scale.

    >>> format_loss(96599.43), format_loss(5.4263e13)
    ('96,599.4', '5.43e+13')
    """
    return f"{loss:,.1f}" if loss == 0 or 0.1 <= loss < 1e7 else f"{loss:.3g}"


def name_step(descent, step):
    """Name the step that a figure shows: the last one, where the descent ended before `step`."""
    if step <= descent.n_steps:
        text = _("Step {step}")
    elif descent.status == "converged":
        text = _("Step {step}, at rest since step {last}")
    else:
        text = _("Stopped at step {last}, before step {step}")
    return text.format(step=step, last=descent.n_steps)


def loss_floor(least, first):
    """Return where a logarithmic axis shows the least loss, which may be none at all."""
    return max(least, 1e-6 * first) or 1.0


def draw_loss_map(axes, loss, x_range, y_range, best):
    """Draw level lines of ``loss(x, y)`` over two ranges, and a star where its minimum is.

    What was drawn is returned, the star last, to be removed where the map changes.
    """
    x, y = grid_of(x_range, y_range, n_points=80)
    heights = loss(x, y)
    low = float(loss(*map(np.asarray, best)))
    # Square-root spacing: the level lines of a quadratic bowl come out evenly spaced.
    levels = low + (heights.max() - low) * np.linspace(0.02, 1, 14) ** 2
    filled = axes.contourf(x, y, heights, levels=[low, *levels], cmap="Blues_r", alpha=PALE)
    lines = axes.contour(x, y, heights, levels=levels, colors=LEVELS, linewidths=0.6)
    axes.set(xlim=x_range, ylim=y_range)
    axes.grid(False)
    star = axes.plot(*[[value] for value in best], **BEST_MARKER)
    return [filled, lines, *star]
