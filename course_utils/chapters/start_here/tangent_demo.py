"""The first live figure that a learner meets: a line that touches a parabola."""

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, Number
from course_utils.live.style import HERE_MARKER, MODEL, SLOPE


def first_live_figure():
    """Show x² and the line that touches it at a point that the reader moves.

    Control ``a``; the point can be dragged. First it asks for the slope at a = 1.
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

    def slope(a):
        return 2 * a

    def line_at(a, slope):
        return a**2 + slope * (x - a)

    @live.moves(line, point)
    def move(a):
        line.set_data(x, line_at(a, slope(a)))
        point.set_data([a], [a**2])
        return _("At a = {a:.2f} the line has slope {slope:.2f}.").format(a=a, slope=slope(a))

    live.predict(
        "slope_at_one",
        _("A straight line touches the curve at a = 1. What is its slope?"),
        guess=Number(-4, 4, step=0.5, axes=axes, line=lambda guess: (x, line_at(1.0, guess))),
        truth=lambda: slope(1.0),
        at={"a": 1.0},
        hides=[line],
        says=_("The point is at a = 1. The line that touches the curve there is hidden."),
    )
    return live
