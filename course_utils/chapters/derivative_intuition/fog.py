"""Live figure: find the bottom of a land by what can be felt underfoot."""

from functools import lru_cache

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure
from course_utils.live.controls import arrow_steps, nearest_value, stepped_value
from course_utils.live.style import BEST_MARKER, HERE_MARKER, MODEL, MUTED, OTHER, PATH, SLOPE
from course_utils.mathematics.gradient_descent import gradient_descent

from .lands import LANDS, NEAR, REACH

N_STEPS = 40  # of the rule
RATES = [float(f"{digits}e{power}") for power in (-2, -1, 0) for digits in (1, 1.5, 2, 3, 4, 5, 7)]
RATES += [10.0]


def in_the_fog():
    """Let the reader walk downhill in the fog; then show the land, and what a rule does there.

    Controls ``land``, ``length`` (of a step), ``lifted`` and ``rate`` (of the rule). A step is
    taken by a button, by an arrow key, or where the pointer is let go.
    """
    live = LiveFigure(_("In the fog"), height=340, lines=3)
    ax_land, ax_steps = live.subplots(1, 2, width_ratios=[2, 1], sharey=True)
    hidden = _draw_land(ax_land)
    footprints, underfoot, reach, here = _draw_walk(ax_land)
    yours, rule, here_too = _draw_heights(ax_steps)
    fog, curve, descent, lowest = hidden
    w = np.linspace(-REACH, REACH, 401)

    live.choice("land", _("land"), [(name, name) for name in LANDS])
    live.slider("length", _("length of a step"), 0.05, 4.0, value=1.0, step=0.05)
    walk = []  # the places, the start first

    def step(direction):
        length = live.values()["length"]
        walk.append(round(float(np.clip(walk[-1] + direction * length, -REACH, REACH)), 2))

    def start(land):
        walk[:] = [LANDS[land].start]

    live.button(_("step left"), lambda: step(-1), icon="arrow-left")
    live.button(_("step right"), lambda: step(1), icon="arrow-right")
    live.button(_("walk anew"), lambda: start(live.values()["land"]), icon="repeat")
    live.toggle("lifted", _("lift the fog"))
    live.puts_back("land", "lifted")
    live.slider("rate", _("α of the rule"), values=RATES, value=0.1)
    live.on_reset(lambda: start(live.values()["land"]))
    live.redraws("land")(start)

    @live.moves(*hidden, footprints, underfoot, reach, here, yours, rule, here_too)
    def move(land, length, lifted, rate):
        ground, places = LANDS[land], np.array(walk)
        heights, slope = ground.height(places), float(ground.slope(places[-1]))
        footprints.set_data(places, heights)
        stretch = np.array([-0.6, 0.6]) / np.hypot(1, slope)
        underfoot.set_data(places[-1] + stretch, heights[-1] + slope * stretch)
        reach.set_data(np.clip(places[-1] + [-length, length], -REACH, REACH), heights[[-1, -1]])
        here.set_data(places[-1:], heights[-1:])
        yours.set_data(np.arange(len(places)), heights)
        here_too.set_data([min(len(places) - 1, N_STEPS)], heights[-1:])
        followed = _descend(land, rate)
        curve.set_data(w, ground.height(w))
        descent.set_data(followed, ground.height(followed))
        rule.set_data(np.arange(len(followed)), ground.height(followed))
        lowest.set_data([ground.lowest], [ground.height(ground.lowest)])
        for artist in (curve, descent, rule, lowest):
            artist.set_visible(lifted)
        fog.set_visible(not lifted)
        if lifted:
            return f"{_compare(ground, places)}\n{_read_rule(ground, followed, rate)}"
        return f"{_feel(places, heights, slope)}\n{_plan(heights, places, length, rate)}"

    def follow(event):
        slider = live.controls["length"]
        if event["type"] == "key":
            axis, n_steps = arrow_steps(event)
            if axis == 1:
                live.set(length=stepped_value(slider, n_steps))
                return
            step(np.sign(n_steps))
        else:
            ahead = ax_land.transData.inverted().transform(event["at"])[0] - walk[-1]
            live.set(length=nearest_value(slider, abs(ahead)))
            if event["type"] != "release":
                return
            step(np.sign(ahead))
        live.refresh()

    live.listen(ax_land, follow)
    live.record(land=all, lifted=all, rate=all)
    return live


@lru_cache(maxsize=64)
def _descend(land, rate):
    """Return the places of a gradient descent, as far as they lie within the land."""
    ground = LANDS[land]
    descent = gradient_descent(ground.slope, ground.start, rate, N_STEPS)
    places = descent.points
    if descent.status == "converged":  # it stands where it is, and goes on standing
        places = np.pad(places, (0, N_STEPS - descent.n_steps), mode="edge")
    outside = np.flatnonzero(np.abs(places) > REACH)
    return places[: outside[0]] if outside.size else places


def _draw_land(axes):
    axes.set(xlabel=_("place w"), ylabel=_("height"), ylim=(0, 9))
    axes.set_xlim(-REACH - 0.3, REACH + 0.3)  # room for a mark at the end of the land
    return (
        axes.axvspan(-REACH - 0.3, REACH + 0.3, facecolor="#e4e4e4", edgecolor=MUTED, zorder=0.5),
        *axes.plot([], [], color=MODEL, label=_("the land")),
        *axes.plot([], [], "o-", color=PATH, markersize=5, linewidth=1.2, label=_("the rule")),
        *axes.plot([], [], **BEST_MARKER),
    )


def _draw_walk(axes):
    return (
        *axes.plot([], [], "s", color=OTHER, markersize=6),
        *axes.plot([], [], color=SLOPE, linewidth=2.5),
        *axes.plot([], [], "|:", color="#444444", markersize=14),
        *axes.plot([], [], **HERE_MARKER),
    )


def _draw_heights(axes):
    axes.set(xlabel=_("steps"), xlim=(-2, N_STEPS + 2))
    yours = axes.plot([], [], "s--", color=OTHER, markersize=5, linewidth=1.2, label=_("you"))
    rule = axes.plot([], [], "o-", color=PATH, markersize=4, linewidth=1.2, label=_("the rule"))
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, frameon=False)
    return (*yours, *rule, *axes.plot([], [], **HERE_MARKER))


def _feel(places, heights, slope):
    """Say what can be felt where the walker stands."""
    text = _("Step {n}: you stand at w = {w:.2f}. Height {height:.2f}, slope {slope:+.3g}.")
    return text.format(n=len(places) - 1, w=places[-1], height=heights[-1], slope=slope)


def _plan(heights, places, length, rate):
    """Say what has been found and what a step would do."""
    best = int(heights.argmin())
    found = _("Lowest so far: height {height:.2f} at w = {w:.2f}, at step {n}.")
    found = found.format(height=heights[best], w=places[best], n=best)
    text = _("Your next step is {length:.2f} long. A rule will walk after you, with α = {rate:g}.")
    return f"{found}\n{text.format(length=length, rate=rate)}"


def _compare(ground, places):
    """Say where the bottom is, and how near the walk came to it."""
    text = _("The lowest height is {height:.2f}, at w = {w:.2f}.")
    bottom = text.format(height=ground.height(ground.lowest), w=ground.lowest)
    reached = [n for n, w in enumerate(places) if ground.is_bottom(w)]
    if reached:
        yours = _("You were within {near} of it at step {n}.")
        return f"{bottom} {yours.format(near=NEAR, n=reached[0])}"
    heights = ground.height(places)
    yours = _("Your lowest is {height:.2f}, at step {n}.")
    return f"{bottom} {yours.format(height=heights.min(), n=heights.argmin())}"


def _read_rule(ground, followed, rate):
    """Say what the rule did: each step is α times the slope, downhill."""
    n_steps, end = len(followed) - 1, float(followed[-1])
    first = _("The rule goes α × slope downhill. With α = {rate:g} its first step is {step:.3g}.")
    first = first.format(rate=rate, step=rate * abs(float(ground.slope(ground.start))))
    if n_steps < N_STEPS:
        text = _("Its step number {n} leaves the land.")
        return f"{first}\n{text.format(n=n_steps + 1)}"
    if ground.is_bottom(end):
        away = [n for n, w in enumerate(followed) if not ground.is_bottom(w)]
        text = _("From step {n} on it is within {near} of the lowest height.")
        return f"{first}\n{text.format(near=NEAR, n=away[-1] + 1)}"
    text = _("After {n} steps it stands at w = {w:.2f}, height {height:.2f}, slope {slope:+.2g}.")
    height, slope = float(ground.height(end)), float(ground.slope(end))
    return f"{first}\n{text.format(n=n_steps, w=end, height=height, slope=slope)}"
