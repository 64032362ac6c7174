"""Live figure: the path of a learner's own descent, beside the right one."""

import numpy as np

from course_utils.checking.guard import guarded
from course_utils.language import _
from course_utils.live import LiveFigure, add_play
from course_utils.live.drawing.loss_map import draw_loss_map, format_loss, loss_of_line
from course_utils.live.style import HERE_MARKER, OTHER, PATH
from course_utils.mathematics.fit_problem import FitProblem

from .house_drawings import as_sales

N_STEPS = 30
RATE = 0.6  # of the limit
TIME_LIMIT = 1.0  # seconds


def your_path(descent, area, price):
    """Show the path of ``descent(x, y, learning_rate, n_steps)`` beside the right one.

    `area` (square feet) and `price` (thousand US dollars) are of shape (n_samples,). Both descents
    get the area in thousand square feet, so that both parameters are seen to move. A descent that
    gives no path, whatever it does instead, is not drawn. Control ``step``.
    """
    area, price = as_sales(area, price)
    x = area / 1000
    problem = FitProblem(x[:, None], price, N_STEPS)
    rate = float(f"{RATE * problem.limit:.1g}")
    right = problem.descend(rate).points
    yours = _path_of(lambda: descent(x.copy(), price.copy(), rate, N_STEPS))
    loss = loss_of_line(x, price)
    low, high = np.min([*right, problem.best], axis=0), np.max([*right, problem.best], axis=0)
    room = 0.4 * (high - low)
    live = LiveFigure(_("Your loop beside the right one"), width=620, height=330, lines=3)
    axes = live.subplots()
    draw_loss_map(axes, loss, *np.transpose([low - room, high + room]), problem.best)
    axes.set(xlabel=_("w, thousand $ per thousand sq ft"), ylabel=_("b, thousand $"))
    axes.set_title(_("yours: circles, the right one: squares"))
    (right_path,) = axes.plot([], [], "s--", color=OTHER, markersize=9, linewidth=1.2)
    (path,) = axes.plot([], [], "o-", color=PATH, markersize=4, linewidth=1.2)
    (here,) = axes.plot([], [], **HERE_MARKER)
    live.slider("step", _("step"), 0, N_STEPS, value=N_STEPS, step=1)
    add_play(live, "step")

    @live.moves(right_path, path, here)
    def move(step):
        right_path.set_data(*right[: step + 1].T)
        path.set_data(*yours[: step + 1].T)
        here.set_data(*yours[step : step + 1].T)
        first = _("Step {step}, α = {rate:g}. {place}").format(
            step=step, rate=rate, place=_place(_("Right"), right[step], loss)
        )
        if not len(yours):
            second = _("Your function gives no path yet: the check above says why.")
        elif step < len(yours):
            second = _place(_("Yours"), yours[step], loss)
        else:
            text = _("Yours ends at step {last}: is every step taken, and appended?")
            second = text.format(last=len(yours) - 1)
        return f"{first}\n{second}"

    return live


def _path_of(run):
    """Return w and b of each step, of shape (n, 2); of no step if a learner's code gives none."""
    try:
        points = np.asarray(guarded(run, TIME_LIMIT), dtype=float)[: N_STEPS + 1, :2]
        return points[np.isfinite(points).all(axis=1)].reshape(-1, 2)
    except BaseException:
        return np.empty((0, 2))


def _place(name, point, loss):
    """Say where a descent is."""
    w, b = point
    text = _("{name}: w = {w:.4g}, b = {b:.4g}, loss {loss} (thousand $)².")
    return text.format(name=name, w=w, b=b, loss=format_loss(float(loss(w, b))))
