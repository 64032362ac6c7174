"""Live figure: a gradient descent on many weights at once, raw or standardised."""

from itertools import cycle

import numpy as np

from course_utils.language import _
from course_utils.live import Choice, LiveFigure
from course_utils.live.drawing.loss_map import loss_floor, name_step
from course_utils.live.style import BEST, HERE_MARKER, MODEL, MUTED, OTHER, PATH
from course_utils.mathematics.fit_problem import FitProblem
from course_utils.mathematics.linear_regression import standardise

N_STEPS = 200
START = 50  # the step that is shown first
NEARLY = 0.02  # of the variance: a loss that close to the least predicts nearly as well
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
    Controls ``feature`` (``"raw"`` or ``"standardised"``), ``rate`` and ``step``. First it asks
    which weight is nearest its best with raw features, and what standardising changes.
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
    live = LiveFigure(_("Many weights at once"), width=820, height=330, lines=4)
    ax_weights, ax_loss = live.subplots(1, 2)
    lines = [
        ax_weights.plot([], [], color=color, linestyle=style, linewidth=2.5, label=name)[0]
        for name, (color, style) in zip(names, cycle(LOOKS), strict=False)
    ]
    ax_weights.axhline(1, color=MUTED, linewidth=1, label=_("best weight"))
    ax_weights.set(title=_("share of the way to the best weight"), xlabel=_("step"))
    # Linear up to 2 and logarithmic beyond: a weight may overshoot by far and come back.
    ax_weights.set_yscale("symlog", linthresh=2)
    ax_weights.set_yticks([0, 1, 2, 5, 10, 20], ["0", "1", "2", "5", "10", "20"])
    ax_weights.set_yticks([], minor=True)
    # Room above all the lines for names side by side, where these are short.
    ax_weights.set(xlim=(0, N_STEPS), ylim=(-0.6, 45))
    columns = max(2 if max(map(len, names)) < 12 else 1, 1 + len(names) // 5)
    look = {"ncols": columns, "columnspacing": 1, "handlelength": 2.8}
    ax_weights.legend(loc="upper right", frameon=False, **look)
    least = problems["standardised"].loss(problems["standardised"].best)
    first = problems["raw"].loss(np.zeros(X.shape[1] + 1))
    told_least = 0.0 if least < 1e-12 * first else least  # a fit without error, but for round-off
    (curve,) = ax_loss.plot([], [], "-", color=PATH)
    (now,) = ax_loss.plot([], [], **HERE_MARKER)
    floor = loss_floor(least, first)
    ax_loss.axhline(floor, color=MUTED, linestyle=":", linewidth=1, label=_("least loss"))
    ax_loss.set_yscale("log")
    ax_loss.set(title=_("loss"), xlabel=_("step"), xlim=(-3, N_STEPS + 3))
    ax_loss.set_ylim(floor / 2, max(first, floor) * 30)
    ax_loss.legend(loc="upper right", frameon=False)
    variance = float(np.var(y))

    kinds = {_("in their own units"): "raw", _("standardised"): "standardised"}
    live.choice("feature", _("features"), kinds.items())
    first_rate = max(rate for rate in rates if rate < problems["raw"].limit)
    live.slider("rate", _("learning rate α"), values=rates, value=first_rate)
    live.slider("step", _("step"), 0, N_STEPS, value=START, step=1)

    @live.moves(*lines, curve, now)
    def move(feature, rate, step):
        problem = problems[feature]
        descent = problem.descend(rate)
        name, step = name_step(descent, step), min(step, descent.n_steps)
        has_ways = _has_way(problem.best)
        for line, way, best, has_way in zip(
            lines, descent.points.T, problem.best, has_ways, strict=False
        ):
            line.set_data(np.arange(step + 1), way[: step + 1] / (best if has_way else 1.0))
            line.set_visible(has_way)
        curve.set_data(np.arange(step + 1), descent.losses[: step + 1])
        now.set_data([step], descent.losses[step : step + 1])
        loss = descent.losses[step]
        first = _("{step}: loss {loss:,.5g} ({unit})²; the least is {least:,.5g}.")
        first = first.format(step=name, loss=loss, unit=unit, least=told_least)
        if 0 < loss <= variance:
            text = _("R² is {now:.3f}; the best is {best:.3f}.")
            first += " " + text.format(now=1 - loss / variance, best=1 - least / variance)
        is_nearly_best = loss - least <= NEARLY * variance
        second = _tell_furthest(names, descent.points[step], problem.best, is_nearly_best)
        third = _tell_rate(problem, rate, descent.n_steps)
        return f"{first}\n{second}\n{third}"

    good_rate = max(rate for rate in rates if rate < problems["standardised"].limit / 5)

    def nearest_weight():
        point = problems["raw"].descend(first_rate).points[: START + 1][-1]
        return int(np.argmin(_shares_missing(point, problems["raw"].best)))

    def nearest_power():
        condition = np.log10(min(problems["standardised"].condition, 1e16))
        return min(powers.values(), key=lambda power: abs(power - condition))

    live.predict(
        "nearest_weight",
        _("The features are in their own units. After 50 steps, which weight is nearest its best?"),
        guess=Choice([(name, index) for index, name in enumerate(names)]),
        truth=nearest_weight,
        hides=lines,
        says=_("The descent has taken 50 steps. On the left the ways of the weights are hidden."),
    )
    powers = {_("below 10"): 0.5, _("about 1,000"): 3, _("about a million"): 6, _("billions"): 9}
    live.predict(
        "standardised_condition",
        _("Now the features are standardised. What becomes of the condition number?"),
        guess=Choice(powers.items()),
        truth=nearest_power,
        at={"feature": "standardised", "rate": good_rate},
        hides=[*lines, curve, now],
        says=_("The features are standardised. The condition number is not told yet."),
    )
    return live


def _has_way(best):
    """Tell of each parameter whether its best is another than 0, where it starts."""
    return np.abs(best) > 1e-9 * np.abs(best).max()


def _shares_missing(point, best):
    """Return for each weight how far it is from its best, as a share of the whole way."""
    apart = np.abs(point - best)[:-1]
    return np.divide(apart, np.abs(best)[:-1], where=_has_way(best)[:-1], out=np.zeros_like(apart))


def _tell_furthest(names, point, best, is_nearly_best):
    """Say which weight is furthest from its best, and what that means for a good prediction."""
    missing = _shares_missing(point, best)
    worst = int(np.argmax(missing))
    if missing[worst] < 0.005:
        return _("Each weight is within half a percent of its best.")
    text = _("Furthest from its best is the weight of {name}: {now:.3g}, and {best:.4g} is best.")
    if is_nearly_best and missing[worst] > 0.5:
        text = _(
            "It predicts nearly as well as the best, with a weight that means nothing: {name} "
            "stands at {now:.1g} of {best:.4g}."
        )
    return text.format(name=names[worst], now=point[worst], best=best[worst])


def _tell_rate(problem, rate, n_steps):
    """Say the condition number, and on which side of the limit a rate is."""
    if rate < problem.limit:
        verdict = _("below")
    elif n_steps < N_STEPS:
        verdict = _("above: it diverges, and was stopped at step {last}").format(last=n_steps)
    else:
        verdict = _("above: it diverges")
    condition = min(problem.condition, 1e16)  # a larger one is round-off, or infinite
    text = _(
        "Condition number {condition:,.3g}. The limit of the rate is 2/λmax = {limit:.3g}; "
        "{rate:.3g} is {verdict}."
    )
    return text.format(condition=condition, limit=problem.limit, rate=rate, verdict=verdict)


def _rates(least_limit):
    """Return learning rates from a tenth of the least limit, or less, to 2."""
    powers = range(int(np.floor(np.log10(least_limit))) - 1, 1)
    mantissas = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9)
    rates = [float(f"{mantissa}e{power}") for power in powers for mantissa in mantissas]
    return [rate for rate in rates if rate <= 2]
