"""Turning of three-dimensional axes: by pointer, by slider and by arrow key."""

from course_utils.language import _
from course_utils.live.controls import arrow_steps, nearest_value

DEGREES_ACROSS = 180  # how far a drag from one side of the axes to the other turns them


def add_turning(live, axes, turn=-60):
    """Let the reader turn three-dimensional axes.

    Only a turn draws everything anew; what moves on the axes is blitted as ever, since the
    projection of the last draw is kept.

    Parameters
    ----------
    live : LiveFigure
        The figure; it gets the sliders ``turn`` and ``tilt``. Call this before ``moves``.
    axes : mpl_toolkits.mplot3d.axes3d.Axes3D
        What is turned.
    turn : int
        Around the upright axis at the start, in degrees.

    """
    live.slider("turn", _("turn, degrees"), -180, 180, value=turn, step=2)
    # Straight from the side or from above, the numbers of one axis would lie on each other.
    live.slider("tilt", _("tilt, degrees"), 10, 76, value=30, step=2)
    sliders = live.controls["turn"], live.controls["tilt"]
    held = {}

    @live.redraws("turn", "tilt")
    def look(turn, tilt):
        axes.view_init(azim=turn, elev=tilt)

    def follow(event):
        if event["type"] == "key":
            axis, n_steps = arrow_steps(event)
            by = [0, 0]
            by[axis] = n_steps * sliders[0].step
            turn_to([slider.value - step for slider, step in zip(sliders, by, strict=True)])
        elif event["type"] == "press":
            held.update(at=event["at"], view=[slider.value for slider in sliders])
        elif held:
            unit = DEGREES_ACROSS / axes.bbox.width
            places = zip(held["view"], event["at"], held["at"], strict=True)
            turn_to([view - (now - then) * unit for view, now, then in places])

    def turn_to(view):
        turn = (view[0] + 180) % 360 - 180  # around the upright axis there is no end
        nearest = map(nearest_value, sliders, (turn, view[1]))
        live.set(**dict(zip(("turn", "tilt"), nearest, strict=True)))

    live.listen(axes, follow)
