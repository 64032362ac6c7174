"""Live figure: the reader draws a digit, and a network says what it takes it for, and why."""

import numpy as np

from course_utils.language import _
from course_utils.live import Choice, LiveFigure
from course_utils.live.controls import arrow_steps
from course_utils.live.style import HERE_MARKER, MODEL
from course_utils.neural_network import softmax

from .drawn_digits import SIDE, draw_line, pixels_of

LIKELIEST = -1
# The drawing at the start, a three, and what closes its left side: corners, (column, row).
START = [(9, 7), (13, 4), (19, 4), (22, 9), (16, 14), (22, 19), (21, 25), (14, 28), (8, 24)]
CLOSING = [(8, 24), (9, 19), (16, 14), (9, 10), (9, 7)]


def draw_a_digit(scores, slopes):
    """Let the reader draw a digit; show what a network makes of it at each stroke.

    ``scores(X)``, with X of shape (n_samples, 64) from 0 (blank) to 1, returns the network's ten
    scores for each sample. ``slopes(X, digit)`` returns the slopes of this digit's score with
    respect to the 64 pixels, of the shape of X.

    Control ``digit``, whose score's slopes are shown; −1 stands for the likeliest. The reader
    draws with the pointer, or with the arrow keys. First it asks what a three with its left side
    closed is taken for.
    """
    live = LiveFigure(_("Draw a digit"), width=890, height=290, lines=2)
    ax_pad, ax_seen, ax_share, ax_slope = live.subplots(1, 4, width_ratios=[1.1, 1, 1.1, 1])
    ink = _show_picture(ax_pad, _("draw here"), SIDE, "Greys", 0, 1)
    (pen,) = ax_pad.plot([], [], **(HERE_MARKER | {"markersize": 7}))
    seen = _show_picture(ax_seen, _("what the network gets"), 8, "Greys", 0, 1)
    shares = ax_share.barh(range(10), [0] * 10, color=MODEL)
    ax_share.set(title=_("probability"), xlim=(0, 1), ylim=(9.6, -0.6), yticks=range(10))
    slope = _show_picture(ax_slope, _("slope of the score"), 8, "PuOr_r", -1, 1)

    digits = [(_("the likeliest"), LIKELIEST), *((str(digit), digit) for digit in range(10))]
    live.choice("digit", _("slope of the score of"), digits)
    pad = _Pad()
    live.button(_("Clear"), pad.clear, icon="eraser")
    live.on_reset(lambda: pad.restart(closed=live.predictions.asked is not None))

    @live.moves(ink, pen, seen, *shares, slope)
    def move(digit):
        X = pixels_of(pad.drawing).reshape(1, 64)
        probabilities = softmax(scores(X))[0]
        best = int(probabilities.argmax())
        chosen = best if digit == LIKELIEST else digit
        steepness = np.reshape(slopes(X, chosen), (8, 8))
        ink.set_data(pad.drawing)
        pen.set_data(*([value] for value in pad.pen))
        seen.set_data(X.reshape(8, 8))
        for bar, share in zip(shares, probabilities, strict=True):
            bar.set_width(share)
        most = np.abs(steepness).max()
        slope.set_data(steepness / (most or 1.0))
        return _read(X, probabilities, best, chosen, steepness)

    def draw(event):
        if event["type"] == "key":
            pad.step(*arrow_steps(event))
        elif event["type"] in ("press", "move"):
            places = ax_pad.transData.inverted().transform(event.get("path") or [event["at"]])
            for column, row in places.tolist():
                pad.draw_to((column, row), lift=event["type"] == "press")
        live.refresh()

    live.listen(ax_pad, draw, "stroke")
    live.predict(
        "closed_three",
        _("The left side of this 3 is closed. What will the network take it for?"),
        guess=Choice(digits[1:]),
        truth=lambda: int(scores(pixels_of(pad.drawing).reshape(1, 64)).argmax()),
        hides=[*shares, slope],
        says=_("The drawing is shown, and what the network gets of it. Its answer is hidden."),
    )
    return live


class _Pad:
    """A drawing, and the pen that draws it."""

    def __init__(self):
        self.drawing = np.zeros((SIDE, SIDE), bool)
        self.restart()

    def restart(self, closed=False):
        """Draw the digit of the start, with its left side open or closed."""
        self.clear()
        for number, corner in enumerate(START + CLOSING if closed else START):
            self.draw_to(corner, lift=number == 0)

    def clear(self):
        """Begin with a blank page, the pen in its middle."""
        self.drawing[:] = False
        self.pen = (SIDE / 2, SIDE / 2)

    def draw_to(self, place, lift=False):
        """Draw a line from where the pen is, or with `lift` begin a new one."""
        place = tuple(min(max(along, 0.0), SIDE - 1.0) for along in place)
        draw_line(self.drawing, place if lift else self.pen, place)
        self.pen = place

    def step(self, axis, n_steps):
        """Draw by an arrow key: upward is a lower row."""
        place = list(self.pen)
        place[axis] += n_steps if axis == 0 else -n_steps
        self.draw_to(tuple(place))


def _show_picture(axes, title, side, colours, low, high):
    """Show a square picture without ticks; return its image."""
    axes.set(title=title, xticks=[], yticks=[], anchor="N")
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set_visible(True)
    blank = np.zeros((side, side))
    image = axes.imshow(blank, cmap=colours, vmin=low, vmax=high, interpolation="none")
    # A moving picture is drawn over the frame: leave the frame outside.
    edges = -0.5 - side / 100, side - 0.5 + side / 100
    axes.set(xlim=edges, ylim=edges[::-1])
    return image


def _read(X, probabilities, best, chosen, steepness):
    if not X.any():
        return _("A blank page. Draw with the mouse, or with the arrow keys after a click on it.")
    first = _("Taken for a {digit}, with probability {share:.0%}.")
    first = first.format(digit=best, share=probabilities[best])
    row, column = np.unravel_index(np.abs(steepness).argmax(), steepness.shape)
    text = _(
        "More ink raises the score of {digit} where it is orange and lowers it where it is violet; "
        "most in row {row}, column {column}: {slope:+.2g} per unit of ink."
    )
    second = text.format(digit=chosen, row=row + 1, column=column + 1, slope=steepness[row, column])
    return f"{first}\n{second}"
