"""Turning of three-dimensional axes: by pointer, by slider and by arrow key."""

from contextlib import contextmanager
from functools import partial

import numpy as np
from matplotlib.ticker import NullLocator

from course_utils.language import _
from course_utils.live.controls import arrow_steps, nearest_value


def add_turning(live, axes, turn=-60):
    """Let the reader turn three-dimensional axes, which start at `turn` degrees.

    The figure gets the sliders ``turn`` and ``tilt``. Call this before ``moves``. Only a turn draws
    these axes anew; what moves on them is drawn alone, since the last draw's projection is kept.
    The ticks, half of the work, wait until the hand rests.
    """
    live.slider("turn", _("turn, degrees"), -180, 180, value=turn, step=2)
    # Straight from the side or from above, the numbers of one axis would lie on each other.
    live.slider("tilt", _("tilt, degrees"), 10, 76, value=30, step=2)
    turning, tilting = live.controls["turn"], live.controls["tilt"]
    held = {}
    live.canvas.sketch(axes, partial(_without_ticks, axes))

    @live.redraws("turn", "tilt", axes=axes)
    def look(turn, tilt):
        axes.view_init(azim=turn, elev=tilt)

    def follow(event):
        if event["type"] == "key":
            axis, n_steps = arrow_steps(event)
            degrees = n_steps * turning.step
            turn_from((turning.value, tilting.value), (0, degrees) if axis else (degrees, 0))
        elif event["type"] == "press":
            held.update(at=event["at"], view=(turning.value, tilting.value))
        elif held:
            # A drag from one side of the axes to the other shows them from behind.
            way = np.subtract(event["at"], held["at"]) / axes.bbox.width
            turn_from(held["view"], 180 * way)

    def turn_from(view, degrees):
        turn, tilt = np.subtract(view, degrees)
        turn = (turn + 180) % 360 - 180  # around the upright axis there is no end
        live.set(turn=nearest_value(turning, turn), tilt=nearest_value(tilting, tilt))

    live.listen(axes, follow, "turning")


@contextmanager
def _without_ticks(axes):
    """Leave out the ticks of three-dimensional axes, with their numbers and lines."""
    sides = axes.xaxis, axes.yaxis, axes.zaxis
    locators = [side.get_major_locator() for side in sides]
    for side in sides:
        side.set_major_locator(NullLocator())
    try:
        yield
    finally:
        for side, locator in zip(sides, locators, strict=True):
            side.set_major_locator(locator)
