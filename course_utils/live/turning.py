"""Turning of three-dimensional axes: by pointer, by slider and by arrow key."""

from course_utils.language import _
from course_utils.live.controls import nearest_value
from course_utils.live.keys import arrow_steps

DEGREES_ACROSS = 180  # how far a drag from one side of the axes to the other turns them


def add_turning(live, axes, turn=-60, tilt=30):
    """Let the reader turn three-dimensional axes.

    Only a turn draws everything anew; what moves on the axes is blitted as ever, since the
    projection of the last draw is kept.

    Parameters
    ----------
    live : LiveFigure
        The figure; it gets the sliders ``turn`` and ``tilt``. Call this before ``moves``.
    axes : mpl_toolkits.mplot3d.axes3d.Axes3D
        What is turned.
    turn, tilt : int
        The view at the start, in degrees: around the upright axis, and up from the ground.

    """
    live.slider("turn", _("turn, degrees"), -180, 180, value=turn, step=2)
    # Straight from the side or from above, the numbers of one axis would lie on each other.
    live.slider("tilt", _("tilt, degrees"), 10, 76, value=tilt, step=2)
    held = {}

    @live.redraws("turn", "tilt")
    def look(turn, tilt):
        axes.view_init(azim=turn, elev=tilt)

    def follow(event):
        if event["type"] == "key":
            axis, n_steps = arrow_steps(event)
            by = [0, 0]
            by[axis] = n_steps * live.controls["turn"].step
            _turn_to(live, live.controls["turn"].value - by[0], live.controls["tilt"].value - by[1])
        elif event["type"] == "press":
            held.update(at=event["at"], turn=live.values()["turn"], tilt=live.values()["tilt"])
        elif held:
            unit = DEGREES_ACROSS / axes.bbox.width
            right, up = (now - then for now, then in zip(event["at"], held["at"], strict=True))
            _turn_to(live, held["turn"] - right * unit, held["tilt"] - up * unit)

    live.listen(axes, follow)


def _turn_to(live, turn, tilt):
    """Set both sliders; around the upright axis there is no end to a turn."""
    turn = (turn + 180) % 360 - 180
    live.set(
        turn=nearest_value(live.controls["turn"], turn),
        tilt=nearest_value(live.controls["tilt"], tilt),
    )
