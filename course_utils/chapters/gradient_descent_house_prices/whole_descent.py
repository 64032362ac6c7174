"""Live figure: two whole descents on the house prices from one start, raw and standardised."""

import math
from functools import lru_cache

import numpy as np

from course_utils.language import _
from course_utils.live import Choice, LiveFigure, Place, add_play
from course_utils.live.drawing.arrow import draw_arrow
from course_utils.live.drawing.loss_map import (
    draw_loss_map,
    format_loss,
    loss_floor,
    loss_of_line,
    name_step,
)
from course_utils.live.style import HERE_MARKER, MUTED, OTHER, PATH, SLOPE
from course_utils.mathematics.gradient_descent import gradient_descent, learning_rate_limit
from course_utils.mathematics.linear_regression import (
    Standardisation,
    closed_form,
    mean_squared_error_hessian,
    predict,
    standardise,
)

from .house_drawings import add_slider, as_sales, draw_houses, point_downhill, ranges_of_lines

N_STEPS = 100
MANTISSAS = (1, 1.2, 1.5, 1.8, 2.2, 2.4, 2.7, 3.3, 4, 5, 6, 7, 8, 9, 9.5)
LOOKS = {
    "raw": {"color": PATH, "linestyle": "-", "marker": "o"},
    "standardised": {"color": OTHER, "linestyle": "--", "marker": "s"},
}


def whole_descent(area, price):
    """Show line, path and loss of two gradient descents from one start, and the end magnified.

    `area` (square feet) and `price` (thousand US dollars) are of shape (n_samples,). Controls ``w``
    and ``b`` (the start, to be dragged on the map), ``rate_raw``, ``rate_standardised``, ``step``.

    One descent is told the area in square feet, the other standardised. Both are drawn in the units
    of the line, thousand $ per sq ft and thousand $. First it asks for a place of the second one,
    and what a rate that is a little too large does to the first one.
    """
    area, price = as_sales(area, price)
    scaled, scaling = standardise(area)
    problems = {
        "raw": _Problem(area, price, Standardisation(np.float64(0), np.float64(1))),
        "standardised": _Problem(scaled, price, scaling),
    }
    raw = problems["raw"]
    w_range, b_range = ranges_of_lines(area, price)
    live = LiveFigure(_("The whole descent"), width=890, height=294, lines=6)
    ax_line, ax_map, ax_end, ax_loss = live.subplots(1, 4, width_ratios=[5, 6, 4, 5])
    ax_line.set_title(_("the lines"))
    draw_houses(ax_line, area, price).remove()  # its one line: here there are two
    draw_loss_map(ax_map, raw.loss, w_range, b_range, raw.best)
    ax_map.set(title=_("paths on the loss"), xlabel="w", ylabel="b")
    corners = raw.loss(*np.meshgrid(w_range, b_range))
    _draw_loss(ax_loss, loss_floor(raw.loss(*raw.best), corners.max()), corners.max())
    ax_end.set(title=_("the end, magnified"), xlabel="w", ylabel="b")
    ax_end.set(xlim=(-1, 1), ylim=(-1, 1), xticks=[], yticks=[])
    drawn = {name: _draw_descent(live.figure.axes, look) for name, look in LOOKS.items()}
    names = {"raw": _("area in square feet"), "standardised": _("area standardised")}
    lines = [artists[0] for artists in drawn.values()]
    live.figure.legend(lines, names.values(), loc="outside upper center", ncols=2, frameon=False)
    arrow = draw_arrow(ax_map, SLOPE, linewidth=2)
    (legs,) = ax_map.plot([], [], color=SLOPE, linestyle=":", linewidth=2)
    (start,) = ax_map.plot([], [], **HERE_MARKER, clip_on=False, in_layout=False)

    for name, label in (("raw", _("α, square feet")), ("standardised", _("α, standardised"))):
        rates, share = _rates(problems[name].limit), {"raw": 0.45, "standardised": 0.11}[name]
        first = max(rate for rate in rates if rate <= share * problems[name].limit)
        live.slider(f"rate_{name}", label, values=rates, value=first)
    add_slider(live, "w", _("start w"), w_range, -w_range[0] / np.ptp(w_range), 300)  # at 0
    add_slider(live, "b", _("start b"), b_range, 7 / 8, 400)
    live.drag(ax_map, x="w", y="b")
    live.slider("step", _("step"), 0, N_STEPS, value=0, step=1)
    add_play(live, "step")
    ends = np.array([area.min(), area.max()])

    @live.moves(*drawn["raw"], *drawn["standardised"], arrow, legs, start)
    def move(rate_raw, rate_standardised, w, b, step):
        first = _(
            "Step {step} of {n}, from w = {w:.4g} thousand $ per sq ft and b = {b:.4g} thousand $."
        )
        told = [first.format(step=step, n=N_STEPS, w=w, b=b)]
        for name, rate in (("raw", rate_raw), ("standardised", rate_standardised)):
            problem = problems[name]
            descent, points = problem.descend(rate, w, b)
            shown = points[: step + 1]
            line, path, path_end, curve, now, *close_up = drawn[name]
            line.set_data(ends, predict(ends, *shown[-1]))
            path.set_data(*shown.T)
            path_end.set_data(*shown[-1:].T)
            curve.set_data(np.arange(len(shown)), descent.losses[: step + 1])
            now.set_data([len(shown) - 1], descent.losses[len(shown) - 1 : len(shown)])
            if close_up:
                factor = _magnify(*close_up, shown, (w_range, b_range))
                point_downhill(arrow, legs, shown[-1], problem.slopes(descent, step))
            told.append(f"{names[name].capitalize()}: {_tell(problem, descent, shown[-1], step)}")
        start.set_data([w], [b])
        told.append(_tell_slopes(raw, raw.descend(rate_raw, w, b)[0], b, step))
        if factor > 1:
            told[-1] += " " + _("Its end is magnified {factor:.2g} times.").format(factor=factor)
        return "\n".join(told)

    too_large = min(rate for rate in _rates(raw.limit) if rate > raw.limit)
    begin = live.values()

    def descend(name, rate):
        return problems[name].descend(rate, begin["w"], begin["b"])

    def third_place():
        _descent, points = descend("standardised", begin["rate_standardised"])
        return tuple(points[:4][-1].tolist())

    def course():
        descent, _points = descend("raw", too_large)
        return "grows" if descent.losses[-1] > descent.losses[0] else "settles"

    live.predict(
        "place_after_three_steps",
        _(
            "With the standardised area a descent starts at the dot, with α = {rate:g}. Where on "
            "the map is it after 3 steps?"
        ).format(rate=begin["rate_standardised"]),
        guess=Place(ax_map),
        truth=third_place,
        because=_("It goes straight to the star, each time the same share of what is left."),
        at=begin | {"step": 3},
        hides=drawn["standardised"],
        says=_("The star is the best line. Both paths are hidden."),
    )
    courses = {
        _("it comes to the star sooner"): "arrives",
        _("it jumps across the valley, and settles there"): "settles",
        _("it jumps across the valley, further each time"): "grows",
    }
    question = _("In square feet the limit is {limit:.3g}. What does the descent do at {rate:.2g}?")
    live.predict(
        "rate_above_the_limit",
        question.format(limit=raw.limit, rate=too_large),
        guess=Choice(courses.items()),
        truth=course,
        at=begin | {"rate_raw": too_large, "step": 10},
        hides=[*drawn["raw"], arrow, legs],
        says=_("The path with the area in square feet is hidden."),
    )
    live.record(rate_raw=11, rate_standardised=9, step=21)
    live.record(w=9, b=9, step=11)
    return live


class _Problem:
    """The fit of a line to prices, as one descent sees it: x is the area, in a unit of its own."""

    def __init__(self, x, price, scaling):
        self.price, self.scaling = price, scaling
        self.best = np.array(closed_form(x, price))
        self.hessian = mean_squared_error_hessian(x)
        self.limit = learning_rate_limit(self.hessian)
        self.loss = loss_of_line(x, price)
        self.spread = float(np.var(price))
        self.descend = lru_cache(maxsize=1)(self._descend)

    def _descend(self, rate, w, b):
        """Return the descent from a line, and its points in the units of the line."""
        mean, std = self.scaling.mean, self.scaling.std
        # The loss is quadratic: its slopes follow from the Hessian, at a tenth of the time.
        descent = gradient_descent(
            lambda p: self.hessian @ (p - self.best),
            np.array([w * std, b + w * mean]),
            rate,
            N_STEPS,
            loss=lambda p: self.loss(*p),
        )
        w, b = descent.points.T / [[std], [1]]
        return descent, np.transpose([w, b - w * mean])

    def slopes(self, descent, step):
        """Return both slopes of the loss at a step, or where the descent ended before it."""
        return self.hessian @ (descent.points[min(step, descent.n_steps)] - self.best)


def _rates(limit):
    """Return round learning rates from a hundredth of the limit, or less, to four times it."""
    lowest = math.floor(math.log10(limit)) - 2
    rates = [float(f"{m}e{power}") for power in range(lowest, lowest + 4) for m in MANTISSAS]
    return [rate for rate in rates if rate <= 4.5 * limit]


def _draw_descent(all_axes, look):
    """Draw what belongs to one descent: its line, path, loss, and where each of them ends."""
    ax_line, ax_map, ax_end, ax_loss = all_axes
    path = look | {"markersize": 3.5, "linewidth": 1.2}
    end = look | {"markersize": 9, "markeredgecolor": "#222222"}
    return (
        *ax_line.plot([], [], color=look["color"], linestyle=look["linestyle"], linewidth=2.5),
        *ax_map.plot([], [], **path),
        *ax_map.plot([], [], **end),
        *ax_loss.plot([], [], **path),
        *ax_loss.plot([], [], **end),
        *(ax_end.plot([], [], **path) if look["marker"] == "o" else ()),
    )


def _magnify(close_up, shown, ranges):
    """Draw the last half of a path with its end in the middle; return how far it is magnified."""
    sides = np.ptp(ranges, axis=1)
    last = (shown[len(shown) // 2 :] - shown[-1]) / sides
    reach = np.abs(last).max()
    factor = max(1.0, 0.45 / reach) if reach > 0 else 1.0
    close_up.set_data(*(2 * factor * last).T)
    return factor


def _tell(problem, descent, place, step):
    """Say where a descent is, and how its learning rate stands to the limit."""
    now = min(step, descent.n_steps)
    text = _("w = {w:.4g}, b = {b:.7g}, loss {loss} (thousand $)².")
    # Rounded: a bounce comes back to 0 but for the last digits of a float.
    w, b = (round(float(number), 10) for number in place)
    told = text.format(w=w, b=b, loss=format_loss(descent.losses[now]))
    if problem.spread > 0:  # prices that are all alike have nothing to explain
        fit = 1 - descent.losses[now] / problem.spread
        told += " " + _("R² = {fit}.").format(fit=f"{fit:.3f}" if fit > -100 else f"{fit:.3g}")
    if now < step:
        told += f" {name_step(descent, step)}."
    if math.isclose(descent.learning_rate, problem.limit, rel_tol=1e-9):
        text = _("α = {rate:.3g} is at the limit 2/λmax: it bounces for ever.")
    elif descent.learning_rate > problem.limit:
        text = _("α = {rate:.3g} is above the limit 2/λmax = {limit:.3g}: it diverges.")
    else:
        text = _("α = {rate:.3g} is below 2/λmax = {limit:.3g}.")
    return f"{told} {text.format(rate=descent.learning_rate, limit=problem.limit)}"


def _tell_slopes(problem, descent, b_start, step):
    """Say the two components of −gradient, in square feet, and how far the intercept has come."""
    slopes = -problem.slopes(descent, step)
    text = _(
        "In square feet −gradient (arrow) is {w} thousand $ × sq ft for w, {b} thousand $ for b."
    )
    told = text.format(w=f"{slopes[0]:+.3g}", b=f"{slopes[1]:+.3g}")
    way, come = problem.best[1] - b_start, descent.points[min(step, descent.n_steps)][1] - b_start
    # A way of no length has no shares.
    if abs(way) > 0.01 * np.abs(problem.price).mean() and abs(come) < 10 * abs(way):
        told += " " + _("The intercept has come {share:.2%} of its way.").format(share=come / way)
    return told


def _draw_loss(axes, least, most):
    axes.axhline(least, color=MUTED, linestyle="--", linewidth=1)
    axes.set_yscale("log")
    axes.set(title=_("loss at each step"), xlabel=_("step"), xlim=(-6, N_STEPS + 6))
    axes.set_ylim(least / 2, max(most, least) * 2)
