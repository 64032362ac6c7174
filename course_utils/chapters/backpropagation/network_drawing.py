"""A network drawn as what each unit gives over the plane, with its weights as lines."""

from itertools import pairwise

import numpy as np
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from course_utils.language import _
from course_utils.live.style import BEST, CLASSES, MODEL, PATH, SLOPE

from .watched_training import N_PIXELS, THINNING, WRONG

# The unit of the drawing is a pixel of a unit's picture.
SIDE = N_PIXELS // THINNING  # of a picture
GAP = 2  # between two pictures of a column
MAX_LAYERS, MAX_UNITS = 4, 8
HEIGHT = MAX_UNITS * (SIDE + GAP) - GAP
WIDTH = 1.2 * HEIGHT
INPUTS = HEIGHT / 2 + np.array([SIDE, -SIDE])
HEAD, FOOT = 9, 17  # room for the layers' numbers, and for their gradient check
LEAST_SIZES = [0.2, 1.0, 3.0]  # of a weight that gets each of the three lines
THICKNESSES = [0.6, 1.3, 2.4]
NAME = {"ha": "center", "fontsize": 9, "color": "#333333"}
FRAME = "#555555"
TICK = Path([(-2, 0), (-1, -1), (1, 2)])
COLORS = CLASSES(np.arange(256), bytes=True)


class NetworkDrawing:
    """The drawing in axes of its own: `lay_out` what stands still, `show` what moves.

    A picture is orange where its unit gives more than 0, and blue where less. A weight's line is
    thick where it is large and dashed where it is negative. Below each layer of weights stands its
    gradient check.
    """

    def __init__(self, axes):
        axes.set(xlim=(-10, WIDTH + 1), ylim=(-FOOT, HEIGHT + HEAD), xticks=[], yticks=[])
        axes.set_title(_("what each unit gives"))
        axes.set_aspect("equal", anchor="N")
        axes.axis("off")
        self._axes, self._still = axes, []
        _draw_inputs(axes)
        blank = np.zeros((1, 1, 4), np.uint8)
        self._columns = [_draw_image(axes, blank) for _column in range(MAX_LAYERS)]
        self._lines = [
            axes.add_patch(_lines(color, style, thickness))
            for color, style in ((PATH, "-"), (MODEL, (0, (4, 2))))
            for thickness in THICKNESSES
        ]
        # One line of ticks takes less time than a text for each layer that is right.
        tick = {"marker": TICK, "markersize": 9, "fillstyle": "none", "linestyle": "none"}
        (self._ticks,) = axes.plot([], [], color=BEST, markeredgewidth=1.5, **tick)
        look = NAME | {"va": "top", "linespacing": 1.1, "color": SLOPE}
        self._faults = [axes.text(0, -2, "", **look) for _layer in range(MAX_LAYERS + 1)]
        self.moving = [*self._lines, *self._columns, self._ticks, *self._faults]

    def lay_out(self, layers, units):
        """Draw the frames and the layers' numbers, and settle where the rest goes."""
        for artist in self._still:
            artist.remove()
        pitch = WIDTH / (layers + 1)
        lefts = pitch * np.arange(layers + 1)
        rows = [INPUTS, *[_rows(units)] * layers, _rows(1)]  # the last is the probability
        ends = [*lefts[1:], WIDTH]
        self._segments = np.concatenate(
            [
                _segments(left + SIDE, end, *pair)
                for left, end, pair in zip(lefts, ends, pairwise(rows), strict=True)
            ]
        )
        for image, left in zip(self._columns, lefts[1:], strict=False):
            _put(image, left, rows[1])
        self._middles = lefts + (SIDE + pitch) / 2
        names = [
            self._axes.text(x, HEIGHT + 3, f"{number}", **NAME)
            for number, x in enumerate(self._middles, start=1)
        ]
        frames = [self._axes.add_patch(_frame(left, y)) for left in lefts[1:] for y in rows[1]]
        self._still = [*names, *frames]

    def show(self, units, parameters, errors):
        """Show what the units give, the weights, and each layer's error in the gradient check."""
        for layer, image in enumerate(self._columns):
            image.set_visible(layer < len(units))
            if layer < len(units):
                image.set_data(_column(COLORS[units[layer]]))
        *hidden, last = parameters[::2]
        # Of two scores only the difference counts: label 1's weights less label 0's.
        weights = np.concatenate([W.ravel() for W in (*hidden, last[:, 1] - last[:, 0])])
        sizes = np.searchsorted(LEAST_SIZES, np.abs(weights), side="right")
        for number, line in enumerate(self._lines):
            is_negative, size = divmod(number, len(THICKNESSES))
            chosen = (sizes == size + 1) & ((weights < 0) == is_negative)
            line.set_path(_path(self._segments[chosen]))
        is_wrong = errors >= WRONG
        self._ticks.set_data(self._middles[~is_wrong], np.full(np.sum(~is_wrong), -6))
        for layer, fault in enumerate(self._faults):
            fault.set_visible(layer < len(errors) and bool(is_wrong[layer]))
            if fault.get_visible():
                fault.set(x=self._middles[layer], text=f"✗\n{errors[layer]:.2f}")


def _draw_inputs(axes):
    """Draw the two inputs as they lie over the plane, and what the rows beside them are called."""
    side = np.linspace(0, 255, SIDE).round().astype(int)
    for name, y, values in zip(("$x_1$", "$x_2$"), INPUTS, np.meshgrid(side, side), strict=True):
        _put(_draw_image(axes, COLORS[values[::-1]]), 0, [y])
        axes.add_patch(_frame(0, y))
        axes.text(SIDE / 2, y + SIDE / 2 + 2, name, **NAME)
    axes.text(1, HEIGHT + 3, _("layer"), **NAME)
    axes.text(1, -2, _("check"), va="top", **NAME)


def _rows(n_units):
    """Return the heights of a column's middles, from the top down."""
    return HEIGHT / 2 + (SIDE + GAP) * ((n_units - 1) / 2 - np.arange(n_units))


def _segments(left, right, starts, ends):
    """Return both ends of a line for each weight, of shape (n_weights, 2, 2)."""
    y = np.stack(np.meshgrid(starts, ends, indexing="ij"), axis=-1).reshape(-1, 2)
    x = np.broadcast_to((left, right), y.shape)
    return np.stack([x, y], axis=-1)


def _path(segments):
    codes = np.tile([Path.MOVETO, Path.LINETO], len(segments))
    return Path(segments.reshape(-1, 2), codes)


def _lines(color, style, thickness):
    """Return one artist for all lines of a look."""
    look = {"edgecolor": color, "linestyle": style, "linewidth": thickness, "zorder": 1}
    return PathPatch(_path(np.empty((0, 2, 2))), fill=False, capstyle="butt", **look)


def _column(pictures):
    """Return one image of pictures under each other, of shape (n_units, SIDE, SIDE, 4)."""
    column = np.zeros((len(pictures), SIDE + GAP, SIDE, 4), np.uint8)
    column[:, :SIDE] = pictures[:, ::-1]
    return column.reshape(-1, SIDE, 4)[:-GAP]


def _draw_image(axes, image):
    return axes.imshow(image, interpolation="none", aspect="equal", zorder=2)


def _put(image, left, rows):
    image.set_extent((left, left + SIDE, rows[-1] - SIDE / 2, rows[0] + SIDE / 2))


def _frame(left, y):
    side = SIDE + 0.5
    corner = left - 0.25, y - side / 2
    return Rectangle(corner, side, side, fill=False, edgecolor=FRAME, linewidth=0.6)
