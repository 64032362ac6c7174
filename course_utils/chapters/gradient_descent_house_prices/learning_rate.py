"""Live figure: what the learning rate does to a descent on one parameter."""

from functools import lru_cache, partial

import numpy as np

from course_utils.language import _
from course_utils.live import Choice, Curve, LiveFigure, add_play, typeset
from course_utils.live.drawing.arrow import draw_arrow, point_arrow
from course_utils.live.drawing.curve import place_line
from course_utils.live.drawing.loss_map import format_loss, loss_of_line
from course_utils.live.style import HERE_MARKER, MODEL, MUTED, PATH, SLOPE
from course_utils.mathematics.gradient_descent import gradient_descent

from .house_drawings import as_sales

N_STEPS = 30
TANGENT = 0.35  # how far it reaches to either side, as a share of half the axes' width


def learning_rate_on_one_parameter(x, y):
    """Show the descent of w for price = w × area, from w = 0, at any learning rate.

    The tangent stands at the step shown, and an arrow, α × slope long, goes to the next one.

    `x` (area, square feet) and `y` (price, thousand US dollars) are of shape (n_samples,).
    Controls ``rate`` and ``step``; the mark on the ruler can be dragged. First it asks what happens
    at three rates, at the last one for the curve of the loss.

    The loss is the quadratic mean((w x − y)²). Its curvature is λ = 2 mean(x²), and one step
    multiplies the distance to the minimum by 1 − rate × λ. So everything that can happen
    happens between rate 0 and a little more than 2/λ.
    """
    x, y = as_sales(x, y)
    curvature = 2 * np.mean(x**2)
    w_best = np.mean(x * y) / np.mean(x**2)
    loss = partial(loss_of_line(x, y), b=0)

    def gradient(w):
        return 2 * np.mean((w * x - y) * x)

    @lru_cache(maxsize=1)
    def descend(rate):
        return gradient_descent(gradient, 0.0, rate, N_STEPS).points

    live = LiveFigure(_("One parameter, one learning rate"), width=890, height=340, lines=4)
    axes = live.mosaic([["loss", "steps", "losses"], ["ruler"] * 3], height_ratios=[6, 1])
    reach = 1.5 * abs(w_best) or 1.0  # the start, w = 0, is seen, and as far beyond the minimum
    path, dots, tangent, arrow, now = _draw_loss(axes["loss"], loss, w_best, reach)
    written_slope = axes["loss"].set_title("")
    trace, now_step = _draw_steps(axes["steps"], w_best, reach)
    first = float(loss(0.0)) or 1.0
    losses, now_loss = _draw_losses(axes["losses"], loss(w_best) / first)
    mark = _draw_ruler(axes["ruler"], curvature)

    # Values, not a range: a slider's arrow keys cannot take steps as small as these rates.
    rates = [share / 50 / curvature for share in range(1, 121)]
    live.slider("rate", _("learning rate α"), values=rates, value=rates[14], readout=".3g")
    live.slider("step", _("steps shown"), 0, N_STEPS, value=2, step=1)
    add_play(live, "step")
    live.drag(axes["ruler"], x="rate")
    seen = set()
    live.on_reset(seen.clear)

    of_w = path, dots, tangent, arrow, now, written_slope, trace, now_step

    @live.moves(*of_w, losses, now_loss, mark)
    def move(rate, step):
        shown = descend(rate)[: step + 1]
        heights = loss(shown)
        w, height = shown[-1], heights[-1]
        slope = gradient(w)
        # Level step, then down the curve: the eye follows how far each update goes.
        path.set_data(np.repeat(shown, 2)[1:], np.repeat(heights, 2)[:-1])
        dots.set_data(shown, heights)
        place_line(tangent, w + TANGENT * reach * np.array([-1, 1]), w, height, slope)
        change = _without_rounding(-rate * slope, reach)
        point_arrow(arrow, (w, height), (change, 0))
        now.set_data([w], [height])
        trace.set_data(np.arange(len(shown)), shown)
        now_step.set_data([len(shown) - 1], [w])
        losses.set_data(np.arange(len(shown)), heights / first)
        now_loss.set_data([len(shown) - 1], [height / first])
        mark.set_data([rate], [0])
        factor = float(1 - rate * curvature)
        name = behaviour(factor)
        seen.add(name)
        told_slope = f"{_without_rounding(slope, curvature * reach):.3g}"
        written_slope.set_text(typeset(_("slope of the tangent {slope}").format(slope=told_slope)))
        here = _("Step {step}: w = {w:.4g} thousand $ per sq ft, loss {loss} (thousand $)².")
        w = _without_rounding(w, reach)  # a bounce comes back to 0 but for a float's last digits
        here = here.format(step=len(shown) - 1, w=w, loss=format_loss(height))
        on = _("Slope {slope} thousand $ × sq ft: the arrow, −α × slope, changes w by {change}.")
        on = on.format(slope=told_slope, change=f"{change:+.3g}" if change else 0)
        by = _("Each step multiplies the distance by {factor:.2f}.").format(factor=factor)
        return "\n".join([here, on, f"{by} {_verdict(name)}", _found(seen)])

    kinds = {
        _("it lands on the best w in one step"): "one jump",
        _("it jumps from side to side, nearer each time"): "zig-zag",
        _("it jumps from side to side, never nearer"): "endless bounce",
        _("it jumps from side to side, further each time"): "explosion",
    }
    for name, text, n in (("rate_of_one_jump", "1/λ", 1), ("rate_of_a_bounce", "2/λ", 2)):
        rate = rates[50 * n - 1]
        live.predict(
            name,
            _("What does w do at α = {rate}?").format(rate=text),
            guess=Choice(kinds.items()),
            truth=partial(behaviour, 1 - rate * curvature),
            because=_("The factor is {factor:.0f}.").format(factor=1 - rate * curvature),
            at={"rate": rate, "step": N_STEPS},
            hides=of_w,
            says=_("The mark on the ruler is the learning rate. The descent is hidden."),
        )
    steps = np.arange(0, N_STEPS + 1, 3)

    def shares(rate):
        points = descend(rate)
        return loss(points[np.minimum(steps, len(points) - 1)]) / first

    live.predict(
        "loss_of_a_large_rate",
        _("Now a little beyond, α = 2.02/λ. Draw the loss over 30 steps: it begins at 1."),
        guess=Curve(axes["losses"], steps),
        truth=partial(shares, rates[100]),
        because=_("w jumps from side to side, and yet the loss only rises, faster and faster."),
        at={"rate": rates[100], "step": N_STEPS},
        hides=[*of_w, losses, now_loss],
        says=_("On the right the loss is to be drawn, as a multiple of the loss at the start."),
    )
    live.record(rate=all, step=16)
    return live


def _without_rounding(number, scale):
    """Return a number, or 0 where it is a rounding error beside `scale`."""
    return 0.0 if abs(number) < 1e-9 * scale else number


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
        "one jump": _("One jump: at 1/λ the step is slope ÷ curvature, which is all the distance."),
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
    axes.set(xlabel=_("w, thousand $ per sq ft"), ylabel=_("loss, (thousand $)²"))
    # The loss is never below 0, but the mark at the minimum reaches below it.
    axes.set(xlim=(w[0], w[-1]), ylim=(-0.06 * loss(w[0]), loss(w[0]) * 1.02))
    return (
        *axes.plot([], [], color=PATH, linestyle="--", linewidth=1.2),
        *axes.plot([], [], "o", color=PATH, markersize=5),
        *axes.plot([], [], color=SLOPE, linewidth=2),
        draw_arrow(axes, PATH),
        *axes.plot([], [], **HERE_MARKER),
    )


def _draw_steps(axes, w_best, reach):
    axes.axhline(w_best, color=MUTED, linestyle="--", linewidth=1)
    axes.set(title=_("w at each step (dashed: best)"), xlabel=_("step"), xlim=(-1, N_STEPS + 1))
    axes.set_ylim(w_best - reach, w_best + reach)
    (trace,) = axes.plot([], [], "o-", color=PATH, markersize=4, linewidth=1.2)
    return trace, *axes.plot([], [], **HERE_MARKER)


def _draw_losses(axes, least):
    axes.axhline(least, color=MUTED, linestyle="--", linewidth=1)
    axes.set(title=_("loss ÷ loss at the start"), xlabel=_("step"), xlim=(-1, N_STEPS + 1))
    axes.set_ylim(-0.24, 4)  # the mark at a loss near 0 reaches below it
    (curve,) = axes.plot([], [], "o-", color=PATH, markersize=4, linewidth=1.2)
    return curve, *axes.plot([], [], **HERE_MARKER)


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
