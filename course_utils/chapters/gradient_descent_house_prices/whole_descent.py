"""Live figure: a whole gradient descent on the house prices, in three pictures at once."""

import math

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure
from course_utils.live.drawing.loss_map import (
    draw_loss_map,
    format_loss,
    loss_floor,
    loss_of_line,
    name_step,
)
from course_utils.live.style import HERE_MARKER, MUTED, PATH
from course_utils.mathematics.fit_problem import FitProblem
from course_utils.mathematics.linear_regression import predict, r_squared, standardise

from .house_drawings import draw_houses, ranges_of_lines

N_STEPS = 100
RATES = [
    float(f"{mantissa}e{exponent}")
    for exponent in range(-9, 1)
    for mantissa in (1, 1.2, 1.5, 1.8, 2.2, 2.4, 2.7, 3.3, 4, 5, 6, 7, 8, 9, 9.5)
    if float(f"{mantissa}e{exponent}") <= 1.2
]


def whole_descent(area, price):
    """Show line, path and loss of a gradient descent from w = 0, b = 0.

    `area` (square feet) and `price` (thousand US dollars) are of shape (n_samples,).
    Controls ``feature`` (``"raw"`` or ``"standardised"``), ``rate`` and ``step``.
    """
    scaled, scaling = standardise(area)
    areas = {"raw": area, "standardised": scaled}
    problems = {name: FitProblem(x[:, None], price, N_STEPS) for name, x in areas.items()}
    # The round bowl has its middle at the mean price: so all zig-zags are seen.
    scale = np.copysign(max(abs(price.mean()), price.std()) or 1.0, price.mean())
    round_bowl = np.sort(np.array([(-0.6, 1.2), (-0.1, 1.9)]) * scale)
    ranges = {"raw": ranges_of_lines(area, price), "standardised": round_bowl}
    units = {
        "raw": _("thousand $ per sq ft"),
        "standardised": _("thousand $ per standard deviation"),
    }
    live = LiveFigure(_("The whole descent"), width=890, height=320, lines=3)
    ax_line, ax_map, ax_loss = live.subplots(1, 3)
    line = draw_houses(ax_line, area, price)
    ax_line.set_title(_("the line"))
    (path,) = ax_map.plot([], [], "o-", color=PATH, markersize=3.5, linewidth=1.2)
    (here,) = ax_map.plot([], [], **HERE_MARKER)
    raw = problems["raw"]
    floor = loss_floor(raw.loss(raw.best), raw.loss(np.zeros(2)))
    curve, now = _draw_loss(ax_loss, floor)

    names = {_("square feet"): "raw", _("standard deviations"): "standardised"}
    live.choice("feature", _("area in"), names.items())
    live.slider("rate", _("learning rate α"), values=RATES, value=1e-7)
    live.slider("step", _("step"), 0, N_STEPS, value=20, step=1)
    ends = np.array([area.min(), area.max()])
    drawn = []

    @live.redraws("feature")
    def draw_map(feature):
        while drawn:
            drawn.pop().remove()
        loss = loss_of_line(areas[feature], price)
        drawn.extend(draw_loss_map(ax_map, loss, *ranges[feature], problems[feature].best))
        ax_map.set(title=_("path on the loss"), xlabel="w", ylabel="b")

    @live.moves(line, path, here, curve, now)
    def move(feature, rate, step):
        problem = problems[feature]
        descent = problem.descend(rate)
        name, step = name_step(descent, step), min(step, descent.n_steps)
        w, b = descent.points[step]
        path.set_data(*descent.points[: step + 1].T)
        here.set_data([w], [b])
        curve.set_data(np.arange(step + 1), descent.losses[: step + 1])
        now.set_data([step], descent.losses[step : step + 1])
        per_sq_ft = (w, b) if feature == "raw" else scaling.to_original_units(w, b)
        line.set_data(ends, predict(ends, *per_sq_ft))
        told = _("{step}: w = {w:.4g} {unit}, b = {b:.4g} thousand $, loss {loss} (thousand $)².")
        # Rounded: a bounce comes back to 0 but for the last digits of a float.
        numbers = {"w": round(w, 10), "b": round(b, 10), "loss": format_loss(descent.losses[step])}
        told = told.format(step=name, unit=units[feature], **numbers)
        return f"{told}\n{_verdict(problem, descent, step)}"

    return live


def _verdict(problem, descent, step):
    limits = {"rate": descent.learning_rate, "limit": problem.limit}
    if descent.status == "diverged" and step == descent.n_steps:
        return _(
            "Diverged: stopped at step {step}. The learning rate {rate:.3g} is above the limit "
            "2/λmax = {limit:.3g}."
        ).format(step=step, **limits)
    if math.isclose(descent.learning_rate, problem.limit, rel_tol=1e-9):
        return _(
            "At the limit 2/λmax = {limit:.3g}: along the steepest direction every step lands as "
            "far away as before."
        ).format(**limits)
    if descent.learning_rate > problem.limit:
        return _(
            "The learning rate {rate:.3g} is above the limit 2/λmax = {limit:.3g}: "
            "the steps get larger and larger."
        ).format(**limits)
    *w, b = descent.points[step]
    best = problem.best[-1]
    told = _("Below the limit 2/λmax = {limit:.3g}.").format(**limits)
    # A way of no length has no shares; prices that are all alike have nothing to explain.
    if abs(best) > 0.01 * np.abs(problem.y).mean():
        told += " " + _("The intercept has come {share:.2%} of its way.").format(share=b / best)
    if np.ptp(problem.y) > 0:
        fit = r_squared(problem.y, predict(problem.X, np.array(w), b))
        told += " " + _("R² = {fit}.").format(fit=f"{fit:.3f}" if fit > -100 else f"{fit:.3g}")
    return told


def _draw_loss(axes, least):
    axes.axhline(least, color=MUTED, linestyle="--", linewidth=1)
    axes.set_yscale("log")
    axes.set(title=_("loss at each step"), xlabel=_("step"), xlim=(-2, N_STEPS + 2))
    axes.set_ylim(least / 2, least * 3e3)
    (curve,) = axes.plot([], [], "o-", color=PATH, markersize=3, linewidth=1.2)
    return curve, *axes.plot([], [], **HERE_MARKER)
