"""Live figure: what the learning rate does to a descent on one parameter."""

from functools import lru_cache, partial

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, typeset
from course_utils.live.drawing.loss_map import format_loss, loss_of_line
from course_utils.live.style import HERE_MARKER, MODEL, MUTED, PATH
from course_utils.mathematics.gradient_descent import gradient_descent

N_STEPS = 30


def learning_rate_on_one_parameter(x, y):
    """Show the descent of w for price = w × area, from w = 0, at any learning rate.

    `x` (area, square feet) and `y` (price, thousand US dollars) are of shape (n_samples,).
    Controls ``rate`` and ``step``; the mark on the ruler can be dragged.

    The loss is the quadratic mean((w x − y)²). Its curvature is λ = 2 mean(x²), and one step
    multiplies the distance to the minimum by 1 − rate × λ. So everything that can happen
    happens between rate 0 and a little more than 2/λ.
    """
    curvature = 2 * np.mean(x**2)
    w_best = np.mean(x * y) / np.mean(x**2)
    loss = partial(loss_of_line(x, y), b=0)

    def gradient(w):
        return 2 * np.mean((w * x - y) * x)

    @lru_cache(maxsize=1)
    def descend(rate):
        return gradient_descent(gradient, 0.0, rate, N_STEPS).points

    live = LiveFigure(_("One parameter, one learning rate"), height=380, lines=3)
    axes = live.mosaic([["loss", "steps"], ["ruler", "ruler"]], height_ratios=[6, 1])
    reach = 1.5 * abs(w_best) or 1.0  # the start, w = 0, is seen, and as far beyond the minimum
    path, dots, now = _draw_loss(axes["loss"], loss, w_best, reach)
    trace, now_step = _draw_steps(axes["steps"], w_best, reach)
    mark = _draw_ruler(axes["ruler"], curvature)

    # Values, not a range: a slider's arrow keys cannot take steps as small as these rates.
    rates = [share / 50 / curvature for share in range(1, 121)]
    live.slider("rate", _("learning rate α"), values=rates, value=rates[14], readout=".3g")
    live.slider("step", _("steps shown"), 0, N_STEPS, value=N_STEPS, step=1)
    live.drag(axes["ruler"], x="rate")
    seen = set()
    live.on_reset(seen.clear)

    @live.moves(path, dots, now, trace, now_step, mark)
    def move(rate, step):
        shown = descend(rate)[: step + 1]
        heights = loss(shown)
        # Level step, then down the curve: the eye follows how far each update goes.
        path.set_data(np.repeat(shown, 2)[1:], np.repeat(heights, 2)[:-1])
        dots.set_data(shown, heights)
        now.set_data(shown[-1:], heights[-1:])
        trace.set_data(np.arange(len(shown)), shown)
        now_step.set_data([len(shown) - 1], shown[-1:])
        mark.set_data([rate], [0])
        factor = float(1 - rate * curvature)
        name = behaviour(factor)
        seen.add(name)
        here = _("Step {step}: w = {w:.4g} thousand $ per sq ft, loss {loss} (thousand $)².")
        w = round(shown[-1], 6)  # a bounce comes back to 0 but for the last digits of a float
        here = here.format(step=len(shown) - 1, w=w, loss=format_loss(heights[-1]))
        by = _("Each step multiplies the distance by {factor:.2f}.").format(factor=factor)
        return f"{here}\n{by} {_verdict(name)}\n{_found(seen)}"

    return live


def behaviour(factor):
    """Name what a descent does whose distance to the minimum is multiplied by `factor` a step.

    >>> behaviour(0.95), behaviour(0.0), behaviour(-0.5), behaviour(-1.0), behaviour(-1.2)
    ('crawl', 'one jump', 'zig-zag', 'endless bounce', 'explosion')
    >>> behaviour(0.5)
    'steady'
    """
    if abs(factor) < 0.01:
        return "one jump"
    if factor >= 0.9:
        return "crawl"
    if factor > 0:
        return "steady"
    if abs(factor + 1) < 1e-6:
        return "endless bounce"
    return "zig-zag" if factor > -1 else "explosion"


def _verdict(name):
    return {
        "crawl": _("A crawl: each step covers a tenth of what is left, or less."),
        "steady": _("A steady approach from one side."),
        "one jump": _("One jump: at 1/λ the first step lands on the minimum."),
        "zig-zag": _("A zig-zag: each step overshoots, each time by less."),
        "endless bounce": _("An endless bounce: at 2/λ each step lands equally far away."),
        "explosion": _("An explosion: beyond 2/λ each step lands further away."),
    }[name]


def _found(seen):
    names = {
        "crawl": _("crawl"),
        "one jump": _("one jump"),
        "zig-zag": _("zig-zag"),
        "endless bounce": _("endless bounce"),
        "explosion": _("explosion"),
    }
    marks = [("☑ " if name in seen else "☐ ") + text for name, text in names.items()]
    return _("Produced so far: {marks}").format(marks="   ".join(marks))


def _draw_loss(axes, loss, w_best, reach):
    w = np.linspace(w_best - reach, w_best + reach, 200)
    axes.plot(w, loss(w), color=MODEL)
    axes.set(title=_("loss against w"), xlabel=_("w, thousand $ per sq ft"))
    # The loss is never below 0, but the mark at the minimum reaches below it.
    axes.set(xlim=(w[0], w[-1]), ylim=(-0.06 * loss(w[0]), loss(w[0]) * 1.02))
    return (
        *axes.plot([], [], color=PATH, linewidth=1.2),
        *axes.plot([], [], "o", color=PATH, markersize=5),
        *axes.plot([], [], **HERE_MARKER),
    )


def _draw_steps(axes, w_best, reach):
    axes.axhline(w_best, color=MUTED, linestyle="--", linewidth=1)
    axes.set(title=_("w at each step"), xlabel=_("step"), xlim=(-1, N_STEPS + 1))
    axes.set_ylim(w_best - reach, w_best + reach)
    (trace,) = axes.plot([], [], "o-", color=PATH, markersize=4, linewidth=1.2)
    return trace, *axes.plot([], [], **HERE_MARKER)


def _draw_ruler(axes, curvature):
    axes.axhline(0, color=MUTED)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.grid(False)
    limits = {typeset(f"{n}/λ = {n / curvature:.3g}"): n for n in (1, 2)}
    ticks = {"0": 0} | limits
    axes.set_xticks([tick / curvature for tick in ticks.values()], list(ticks))
    axes.set(yticks=[], xlim=(-0.05 / curvature, 2.45 / curvature), ylim=(-1, 1))
    for tick in ticks.values():
        axes.plot([tick / curvature] * 2, [-0.6, 0.6], color=MUTED)
    return axes.plot([], [], **HERE_MARKER)[0]
