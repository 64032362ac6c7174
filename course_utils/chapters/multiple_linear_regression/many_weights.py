"""Live figure: a gradient descent on many weights at once, raw or standardised."""

from itertools import cycle

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure
from course_utils.live.drawing.loss_map import loss_floor, name_step
from course_utils.live.style import BEST, HERE_MARKER, MODEL, MUTED, OTHER, PATH
from course_utils.mathematics.fit_problem import FitProblem
from course_utils.mathematics.linear_regression import standardise

N_STEPS = 200
COLOURS = (MODEL, OTHER, BEST, PATH)
STYLES = ("-", "--", "-.", ":")
# Sixteen pairs that differ; the first four differ in both.
LOOKS = [(COLOURS[(i + i // 4) % 4], STYLES[i % 4]) for i in range(16)]


def many_weights(X, y, names, unit=None):
    """Show how far each weight has come on its way, and the loss, step by step.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The features, as many as you like.
    y : ndarray of shape (n_samples,)
        The target.
    names : sequence of str
        What the features are called.
    unit : str, optional
        The unit of y. Without it, thousand dollars.

    Raises
    ------
    ValueError
        Where there is not one name for each column: give as many names as X has columns.

    Notes
    -----
    Controls ``feature`` (``"raw"`` or ``"standardised"``), ``rate`` and ``step``.
    """
    if len(names) != X.shape[1]:
        message = _("{names} names for {columns} columns of X: give one name for each.")
        raise ValueError(message.format(names=len(names), columns=X.shape[1]))
    problems = {
        "raw": FitProblem(X, y, N_STEPS),
        "standardised": FitProblem(standardise(X)[0], y, N_STEPS),
    }
    unit = _("thousand $") if unit is None else unit
    rates = _rates(min(problem.limit for problem in problems.values()))
    live = LiveFigure(_("Many weights at once"), width=820, height=330, lines=3)
    ax_weights, ax_loss = live.subplots(1, 2)
    lines = [
        ax_weights.plot([], [], color=color, linestyle=style, linewidth=2.5, label=name)[0]
        for name, (color, style) in zip(names, cycle(LOOKS), strict=False)
    ]
    ax_weights.axhline(1, color=MUTED, linewidth=1)
    ax_weights.set(title=_("share of the way to the best weight"), xlabel=_("step"))
    # Linear up to 2 and logarithmic beyond: a weight may overshoot by far and come back.
    ax_weights.set_yscale("symlog", linthresh=2)
    ax_weights.set_yticks([0, 1, 2, 5, 10, 20], ["0", "1", "2", "5", "10", "20"])
    ax_weights.set_yticks([], minor=True)
    # Room above all the lines for names side by side, where these are short.
    ax_weights.set(xlim=(0, N_STEPS), ylim=(-0.6, 45))
    columns = max(3 if max(map(len, names)) < 10 else 1, 1 + (len(names) - 1) // 5)
    look = {"ncols": columns, "columnspacing": 1, "handlelength": 2.8}
    ax_weights.legend(loc="upper right", frameon=False, **look)
    least = problems["standardised"].loss(problems["standardised"].best)
    first = problems["raw"].loss(np.zeros(X.shape[1] + 1))
    told_least = 0.0 if least < 1e-12 * first else least  # a fit without error, but for round-off
    (curve,) = ax_loss.plot([], [], "-", color=PATH)
    (now,) = ax_loss.plot([], [], **HERE_MARKER)
    floor = loss_floor(least, first)
    ax_loss.axhline(floor, color=MUTED, linestyle=":", linewidth=1)
    ax_loss.set_yscale("log")
    ax_loss.set(title=_("loss"), xlabel=_("step"), xlim=(-3, N_STEPS + 3))
    ax_loss.set_ylim(floor / 2, max(first, floor) * 30)

    kinds = {_("in their own units"): "raw", _("standardised"): "standardised"}
    live.choice("feature", _("features"), kinds.items())
    first_rate = max(rate for rate in rates if rate < problems["raw"].limit)
    live.slider("rate", _("learning rate α"), values=rates, value=first_rate)
    live.slider("step", _("step"), 0, N_STEPS, value=50, step=1)

    @live.moves(*lines, curve, now)
    def move(feature, rate, step):
        problem = problems[feature]
        descent = problem.descend(rate)
        name, step = name_step(descent, step), min(step, descent.n_steps)
        for line, way, best in zip(lines, descent.points.T, problem.best, strict=False):
            has_way = abs(best) > 1e-9 * np.abs(problem.best).max()
            line.set_data(np.arange(step + 1), way[: step + 1] / (best if has_way else 1.0))
            line.set_visible(has_way)
        curve.set_data(np.arange(step + 1), descent.losses[: step + 1])
        now.set_data([step], descent.losses[step : step + 1])
        if rate < problem.limit:
            verdict = _("below")
        elif descent.n_steps < N_STEPS:
            verdict = _("above: it diverges, and was stopped at step {last}")
        else:
            verdict = _("above: it diverges")
        first = _("{step}: loss {loss:,.5g} ({unit})²; the least is {least:,.5g}.")
        first = first.format(step=name, loss=descent.losses[step], unit=unit, least=told_least)
        condition = min(problem.condition, 1e16)  # a larger one is round-off, or infinite
        second = _("Condition number {condition:,.3g}.").format(condition=condition)
        third = _("The limit of the rate is 2/λmax = {limit:.3g}; {rate:.3g} is {verdict}.").format(
            limit=problem.limit, rate=rate, verdict=verdict.format(last=descent.n_steps)
        )
        return f"{first}\n{second}\n{third}"

    return live


def _rates(least_limit):
    """Return learning rates from a tenth of the least limit, or less, to 2."""
    powers = range(int(np.floor(np.log10(least_limit))) - 1, 1)
    mantissas = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)
    rates = [float(f"{mantissa}e{power}") for power in powers for mantissa in mantissas]
    return [rate for rate in rates if rate <= 2]
