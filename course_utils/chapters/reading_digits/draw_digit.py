"""Live figure: the reader draws a digit, and a network says what it takes it for, and why."""

from functools import partial

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from course_utils.language import _
from course_utils.live import Choice, LiveFigure
from course_utils.live.controls import arrow_steps
from course_utils.live.style import HERE, HERE_MARKER, MODEL, STYLE
from course_utils.neural_network import softmax

from .another_hand import SHAPES, corners_of
from .drawn_digits import SIDE, draw_line, pixels_of

LIKELIEST = -1
N_LIT = 6  # hidden units whose weights are drawn
# What is drawn at the start, a three, and a letter: strokes of corners, (column, row).
THREE = [[(9, 7), (13, 4), (19, 4), (22, 9), (16, 14), (22, 19), (21, 25), (14, 28), (8, 24)]]
LETTER_E = [[(23, 4), (9, 4), (9, 28), (23, 28)], [(9, 16), (20, 16)]]
LOW, HIGH = 0.42, 0.58  # where the row of hidden units lies, between pixel and score
RAISES, LOWERS = "#b35806", "#542788"  # the ends of the map of slopes


def draw_a_digit(network):
    """Let the reader draw a digit; show what a network makes of it at each stroke, and why.

    ``network`` is a `Network` with 64 inputs, from 0 (blank) to 1, a hidden layer, and ten scores;
    ValueError for another one.

    Control ``digit``, whose score's slopes are shown; −1 stands for the likeliest. Controls
    ``row`` and ``column``, from 1, of the pixel whose slope is followed through the hidden units.
    The reader draws with the pointer, or with the arrow keys. First it asks how sure the network
    will be of a letter.
    """
    first, bend, last = _layers_of(network)
    n_units = len(last.W)
    live = LiveFigure(_("Draw a digit"), width=890, height=350, lines=4)
    plan = [["pad", "seen", "share"], ["pad", "slope", "way"]]
    axes = live.mosaic(plan, width_ratios=[1.75, 1, 1.6])
    ink = _show_picture(axes["pad"], _("draw here"), SIDE, "Greys", 0, 1)
    (pen,) = axes["pad"].plot([], [], **(HERE_MARKER | {"markersize": 7}))
    seen = _show_picture(axes["seen"], _("what the network gets"), 8, "Greys", 0, 1)
    slope = _show_picture(axes["slope"], _("slope of the score"), 8, "PuOr_r", -1, 1)
    for name in ("seen", "slope"):
        axes[name].set(xticks=range(8), yticks=range(8))
        axes[name].set(xticklabels=range(1, 9), yticklabels=range(1, 9))
        axes[name].tick_params(labelsize=9, length=0)
    frames = [_show_frame(axes[name]) for name in ("seen", "slope")]
    # Between two bars lies one of no length, so that all are one artist.
    edges = np.ravel([(digit - 0.4, digit + 0.4) for digit in range(10)])
    bars = axes["share"].stairs(
        np.zeros(19), edges, orientation="horizontal", fill=True, color=MODEL
    )
    axes["share"].set(title=_("probability"), xlim=(0, 1), ylim=(9.6, -0.6), yticks=range(10))
    axes["share"].tick_params(axis="y", labelsize=9)
    units, weights = _show_way(axes["way"], n_units)

    digits = [(_("the likeliest"), LIKELIEST), *((str(digit), digit) for digit in range(10))]
    live.choice("digit", _("slope of the score of"), digits)
    live.slider("row", _("pixel in row"), 1, 8, value=4, step=1)
    live.slider("column", _("pixel in column"), 1, 8, value=3, step=1)
    pad = _Pad()
    live.button(_("Clear"), pad.clear, icon="eraser")
    live.on_reset(lambda: pad.draw(LETTER_E if live.predictions.asked else THREE))
    drawings = {text: partial(pad.draw, strokes) for text, strokes in _drawings().items()}
    live.offer("drawing", _("drawing"), drawings)
    live.record(drawing=all, digit=all)
    live.record(drawing=all, row=all, column=all)

    @live.moves(ink, pen, seen, bars, slope, *frames, units, weights)
    def move(digit, row, column):
        X = pixels_of(pad.drawing).reshape(1, 64)
        A = bend.apply(first.apply(X))
        probabilities = softmax(last.apply(A))[0]
        best = int(probabilities.argmax())
        chosen = best if digit == LIKELIEST else digit
        slopes_of_bend, to_score = bend.slope(A)[0], last.W[:, chosen]
        slopes = first.W @ (slopes_of_bend * to_score)
        ink.set_data(pad.drawing)
        pen.set_data(*([value] for value in pad.pen))
        seen.set_data(X.reshape(8, 8))
        bars.set_data(np.insert(probabilities, range(1, 10), 0))
        slope.set_data(_scaled(slopes).reshape(8, 8))
        for frame in frames:
            frame.set_data([column - 1], [row - 1])
        # From the pixel to the score, by each hidden unit: weight, slope of its bend, weight.
        way = np.array([first.W[8 * (row - 1) + column - 1], slopes_of_bend, to_score])
        parts = way.prod(axis=0)
        units.set_data(_scaled(parts)[None])
        lit = np.argsort(-np.abs(parts))[:N_LIT]
        _light_up(weights, lit, way)
        read = f"{_read(X, best, probabilities[best])} {_name_extremes(chosen, slopes)}"
        return f"{read}\n{_follow(row, column, way, lit[0])}"

    def draw(event):
        if event["type"] == "key":
            pad.step(*arrow_steps(event))
        elif event["type"] in ("press", "move"):
            places = axes["pad"].transData.inverted().transform(event.get("path") or [event["at"]])
            for column, row in places.tolist():
                pad.draw_to((column, row), lift=event["type"] == "press")
        live.refresh()

    def choose(event):
        if event["type"] == "key":
            axis, n_steps = arrow_steps(event)
            place = [live.controls[name].value for name in ("column", "row")]
            place[axis] += n_steps if axis == 0 else -n_steps  # upward is a lower row
        else:
            place = axes["slope"].transData.inverted().transform(event["at"]) + 1
        column, row = (int(np.clip(round(along), 1, 8)) for along in place)
        live.set(row=row, column=column)

    live.listen(axes["pad"], draw, "stroke")
    live.listen(axes["slope"], choose)
    shares = {_("about 10 %: it knows no letter"): 0.1, _("about 50 %"): 0.5, _("above 90 %"): 1.0}

    def nearest():
        highest = softmax(network.predict(pixels_of(pad.drawing).reshape(1, 64))).max()
        return min(shares.values(), key=lambda share: abs(share - highest))

    live.predict(
        "sure_of_a_letter",
        _("This is an E; the network has seen digits only. How high is its highest probability?"),
        guess=Choice(shares.items()),
        truth=nearest,
        hides=[bars, slope, *frames, units, weights],
        says=_("The drawing is shown, and what the network gets of it. Its answer is hidden."),
    )
    return live


def _drawings():
    """Return the strokes of what the static pages offer, where nobody can draw."""
    names = {
        "0": "0",
        _("1, a bare stroke"): "1, a bare stroke",
        _("1 with a flag"): "1 with a flag",
        "2": "2",
        "4": "4, open",
        "5": "5",
        "6": "6",
        _("7, bare"): "7, bare",
        _("7 with a bar"): "7 with a bar",
        "8": "8",
        "9": "9, straight",
    }
    digits = {text: map(corners_of, SHAPES[name][1]) for text, name in names.items()}
    return (
        {"3": THREE} | {text: list(strokes) for text, strokes in digits.items()} | {"E": LETTER_E}
    )


class _Pad:
    """A drawing, and the pen that draws it."""

    def __init__(self):
        self.drawing = np.zeros((SIDE, SIDE), bool)
        self.draw(THREE)

    def draw(self, strokes):
        """Begin anew with these strokes."""
        self.clear()
        for stroke in strokes:
            for number, corner in enumerate(stroke):
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


def _show_frame(axes):
    """Return a frame that can be set around a pixel."""
    (frame,) = axes.plot([0], [0], "s", markersize=11, fillstyle="none", color=HERE)
    return frame


def _show_way(axes, n_units):
    """Show the hidden units in a row, below them a pixel and above them a score.

    Returns the image of the units and the collection of the weights that are lit.
    """
    axes.set(title=_("its way through the hidden units"))
    axes.axis("off")
    middle = n_units / 2
    axes.text(middle, -0.04, _("pixel"), ha="center", va="top")
    axes.text(middle, 1.04, _("score"), ha="center", va="bottom")
    axes.text(-1, 0.5, "1", ha="right", va="center", size=9)
    axes.text(n_units + 1, 0.5, n_units, ha="left", va="center", size=9)
    weights = LineCollection([], capstyle="round")
    axes.add_collection(weights)
    units = axes.imshow(
        np.zeros((1, n_units)),
        cmap="PuOr_r",
        vmin=-1,
        vmax=1,
        interpolation="none",
        aspect="auto",
        extent=(0, n_units, LOW, HIGH),
    )
    axes.add_patch(
        Rectangle((0, LOW), n_units, HIGH - LOW, fill=False, edgecolor=STYLE["axes.edgecolor"])
    )
    axes.set(xlim=(-4, n_units + 4), ylim=(-0.2, 1.2))
    return units, weights


def _light_up(weights, lit, way):
    """Draw the weights from the pixel to the units that are lit, and from these to the score."""
    places, middle = lit + 0.5, way.shape[1] / 2
    to_units = [((middle, 0), (place, LOW)) for place in places]
    to_score = [((place, HIGH), (middle, 1)) for place in places]
    weights.set_segments(to_units + to_score)
    sizes = way[[0, 2]][:, lit].ravel()
    weights.set_linewidths(0.5 + 4 * np.abs(_scaled(sizes)))
    weights.set_color([RAISES if size > 0 else LOWERS for size in sizes])


def _scaled(numbers):
    """Divide by the largest size, if there is one."""
    return numbers / (np.abs(numbers).max() or 1.0)


def _read(X, best, share):
    if not X.any():
        return _("A blank page. Draw with the mouse, or with the arrow keys after a click on it.")
    text = _("Read as {digit}, with probability {share:.0%}.")
    return text.format(digit=best, share=share)


def _name_extremes(digit, slopes):
    text = _(
        "More ink raises the score of {digit} most in row {top}, column {left} ({most:+.2f} per "
        "unit of ink), and lowers it most in row {low}, column {right} ({least:+.2f})."
    )
    (top, left), (low, right) = (divmod(int(at), 8) for at in (slopes.argmax(), slopes.argmin()))
    return text.format(
        digit=digit,
        top=top + 1,
        left=left + 1,
        most=slopes.max(),
        low=low + 1,
        right=right + 1,
        least=slopes.min(),
    )


def _layers_of(network):
    """Return the dense layer, the activation and the dense layer of a network that reads digits."""
    dense = network.layers[::2]
    sizes = [len(dense[0].W), *(layer.W.shape[1] for layer in dense)]
    if len(sizes) != 3 or (sizes[0], sizes[-1]) != (64, 10):
        message = _(
            "The network has the sizes {sizes}: it needs 64 inputs, a hidden layer, 10 scores."
        )
        raise ValueError(message.format(sizes=sizes))
    return network.layers


def _follow(row, column, way, unit):
    text = _(
        "Row {row}, column {column}: {slope:+.2f}, the sum over all hidden units. The largest part"
        " comes through unit {unit}: weight {before:.2f} · slope of the bend {bend:.2f} · weight"
        " {behind:.2f} = {part:+.2f}."
    )
    parts = way.prod(axis=0)
    before, bend, behind = way[:, unit]
    return text.format(
        row=row,
        column=column,
        slope=parts.sum(),
        unit=unit + 1,
        before=before,
        bend=bend,
        behind=behind,
        part=parts[unit],
    )
