"""Live figure: a gradient descent on many weights at once, raw or standardised."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from course_utils.figures.live import LiveFigure
from course_utils.figures.style import BEST, HERE_MARKER, MODEL, MUTED, OTHER, PATH
from course_utils.gradient_descent import condition_number, gradient_descent, learning_rate_limit
from course_utils.language import _
from course_utils.linear_regression import (
    closed_form,
    mean_squared_error,
    mean_squared_error_gradient,
    mean_squared_error_hessian,
    standardise,
)

N_STEPS = 200
RATES = [
    float(f"{mantissa}e{power}")
    for power in range(-10, 0)
    for mantissa in (1, 1.5, 1.7, 1.9, 2.2, 3, 4, 5, 6, 7, 8, 9)
]
LOOKS = [(MODEL, "-"), (OTHER, "--"), (BEST, "-."), (PATH, ":")]


@dataclass(frozen=True, eq=False)
class _Problem:
    """The features as they are handed to the descent."""

    X: np.ndarray
    y: np.ndarray

    @cached_property
    def hessian(self):
        return mean_squared_error_hessian(self.X)

    @cached_property
    def best(self):
        return np.append(*closed_form(self.X, self.y))

    def loss(self, p):
        return mean_squared_error(self.X, self.y, p[:-1], p[-1])

    def gradient(self, p):
        return np.append(*mean_squared_error_gradient(self.X, self.y, p[:-1], p[-1]))


def many_weights(X, y, names):
    """Show how far each weight has come on its way, and the loss, step by step.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
        The features, at most four.
    y : ndarray of shape (n_samples,)
        The target.
    names : sequence of str
        What the features are called.

    Returns
    -------
    LiveFigure
        Controls ``feature`` (``"raw"`` or ``"standardised"``), ``rate`` and ``step``.

    """
    problems = {"raw": _Problem(X, y), "standardised": _Problem(standardise(X)[0], y)}

    @lru_cache(maxsize=256)
    def descend(feature, rate):
        problem = problems[feature]
        start = np.zeros(X.shape[1] + 1)
        return gradient_descent(problem.gradient, start, rate, N_STEPS, loss=problem.loss)

    live = LiveFigure(_("Many weights at once"), width=820, height=330, lines=3)
    ax_weights, ax_loss = live.subplots(1, 2)
    lines = [
        ax_weights.plot([], [], color=color, linestyle=style, linewidth=2.5, label=name)[0]
        for name, (color, style) in zip(names, LOOKS, strict=False)
    ]
    ax_weights.axhline(1, color=MUTED, linewidth=1)
    ax_weights.set(title=_("share of the way to the best weight"), xlabel=_("step"))
    # Linear up to 2 and logarithmic beyond: a weight may overshoot by far and come back.
    ax_weights.set_yscale("symlog", linthresh=2)
    ticks = [0, 1, 2, 5, 10, 20]
    ax_weights.set_yticks(ticks, [str(tick) for tick in ticks])
    ax_weights.set_yticks([], minor=True)
    ax_weights.set(xlim=(0, N_STEPS), ylim=(-0.6, 25))
    ax_weights.legend(loc="upper right", frameon=False)
    least = problems["raw"].loss(problems["raw"].best)
    (curve,) = ax_loss.plot([], [], "-", color=PATH)
    (now,) = ax_loss.plot([], [], **HERE_MARKER)
    ax_loss.axhline(least, color=MUTED, linestyle="--", linewidth=1)
    ax_loss.set_yscale("log")
    ax_loss.set(title=_("loss"), xlabel=_("step"), xlim=(-3, N_STEPS + 3))
    ax_loss.set_ylim(least / 2, least * 1e3)

    live.choice(
        "feature",
        _("features"),
        [(_("in their own units"), "raw"), (_("standardised"), "standardised")],
    )
    live.slider("rate", _("learning rate α"), values=RATES, value=5e-9)
    live.slider("step", _("step"), 0, N_STEPS, value=50, step=1)

    @live.moves(*lines, curve, now)
    def move(feature, rate, step):
        problem, descent = problems[feature], descend(feature, rate)
        step = min(step, descent.n_steps)
        shares = descent.points[: step + 1, :-1] / problem.best[:-1]
        for line, share in zip(lines, shares.T, strict=True):
            line.set_data(np.arange(step + 1), share)
        curve.set_data(np.arange(step + 1), descent.losses[: step + 1])
        now.set_data([step], descent.losses[step : step + 1])
        limit = learning_rate_limit(problem.hessian)
        verdict = _("below") if rate < limit else _("above: it diverges")
        return "\n".join(
            [
                _("Step {step}: loss {loss:,.5g} (thousand $)²; the least is {least:,.5g}.").format(
                    step=step, loss=descent.losses[step], least=least
                ),
                _("Condition number {condition:,.3g}.").format(
                    condition=condition_number(problem.hessian)
                ),
                _("The limit of the rate is 2/λmax = {limit:.3g}; {rate:.3g} is {verdict}.").format(
                    limit=limit, rate=rate, verdict=verdict
                ),
            ]
        )

    return live
