"""Turning of three-dimensional axes: by pointer, by slider and by arrow key."""

from course_utils.language import _


def add_turning(live, axes, turn=-60):
    """Let the reader turn three-dimensional axes, which start at `turn` degrees.

    The figure gets the sliders ``turn`` and ``tilt``. Call this before ``moves``. The browser turns
    the axes by itself, also where the reader drags them; their ticks wait until the hand rests.
    """
    live.slider("turn", _("turn, degrees"), -180, 180, value=turn, step=2)
    # Straight from the side or from above, the numbers of one axis would lie on each other.
    live.slider("tilt", _("tilt, degrees"), 10, 76, value=30, step=2)
    live.canvas.turn(axes, [live.controls["turn"], live.controls["tilt"]])
    live.listen(axes, lambda _event: None, "turning")

    @live.redraws("turn", "tilt", axes=axes)
    def look(turn, tilt):
        axes.view_init(azim=turn, elev=tilt)
