"""The first live figure that a learner meets: a line that touches a parabola."""

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure
from course_utils.live.style import HERE_MARKER, MODEL, SLOPE


def first_live_figure():
    """Show x² and the line that touches it at a point that the reader moves.

    Control ``a``; the point can be dragged.
    """
    live = LiveFigure(_("A line that touches a curve"), width=560, height=300, lines=1)
    axes = live.subplots()
    x = np.linspace(-3, 3, 200)
    axes.plot(x, x**2, color=MODEL)
    axes.set(xlabel="x", ylabel="f(x) = x²", xlim=(-3.1, 3.1), ylim=(-2, 9))
    (line,) = axes.plot([], [], color=SLOPE)
    (point,) = axes.plot([], [], **HERE_MARKER)
    live.slider("a", _("point a"), -3.0, 3.0, value=1.0, step=0.05)
    live.drag(axes, x="a")

    @live.moves(line, point)
    def move(a):
        line.set_data(x, a**2 + 2 * a * (x - a))
        point.set_data([a], [a**2])
        return _("At a = {a:.2f} the line has slope {slope:.2f}.").format(a=a, slope=2 * a)

    return live
