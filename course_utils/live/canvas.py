"""The pixels of a live figure: a matplotlib Figure whose moving parts are blitted to the browser.

A full draw of a figure takes tens of milliseconds, nearly all of it for axes, ticks and text.
So the still part is drawn once and kept. A frame restores it, draws the moving artists over it,
and sends only the rectangles of pixels that changed.
"""

from pathlib import Path

import anywidget
import numpy as np
import traitlets
from matplotlib.backends.backend_agg import FigureCanvasAgg

from course_utils.live.one_at_a_time import one_at_a_time
from course_utils.live.png import encode_png

BASE_DPI = 100


class LiveCanvas(anywidget.AnyWidget):
    """Show a figure in the browser and redraw its moving artists within milliseconds.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        A figure made without pyplot.
    on_event : callable
        Called as ``on_event(event)`` with a dict for each press, move, release and key within
        `areas`: ``type``, ``area`` (its index) and ``at`` (figure pixels, from the lower left).

    Attributes
    ----------
    moving : list of Artist
        What `blit` draws anew.
    areas : list of (left, top, right, bottom)
        Where the pointer is listened to, in CSS pixels from the upper left.
    scale : float
        How much larger than its own size the figure is shown: 1, or more for a projector.

    """

    # The texts, not their paths: a file that anywidget watches keeps each widget alive for ever.
    _esm = Path(__file__).with_name("canvas.js").read_text(encoding="utf-8")
    _css = Path(__file__).with_name("canvas.css").read_text(encoding="utf-8")
    size = traitlets.List([1, 1]).tag(sync=True)
    areas = traitlets.List([]).tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)
    scale = traitlets.Float(1.0).tag(sync=True)

    def __init__(self, figure, on_event=None, **traits):
        self.moving = []
        self._agg = FigureCanvasAgg(figure)
        self._on_event = on_event
        self._listening = []
        self._ratio = 1.0  # the browser's pixels per CSS pixel
        self._background = None
        self._sent = None  # the last frame sent, or None before a browser has shown the figure
        self._shown = False
        self._placed = False
        super().__init__(**traits)
        self._set_dpi()
        self.on_msg(self._receive)

    @property
    def figure(self):
        """The figure that is shown."""
        return self._agg.figure

    @traitlets.observe("scale")
    @one_at_a_time
    def _resize(self, _change):
        drawn = self._background is not None
        self._set_dpi()
        if drawn:
            self.draw()

    @one_at_a_time
    def draw(self, *, layout=False):
        """Draw everything, keep the still part, send the whole picture.

        With `layout`, the axes are placed anew, so that all their numbers have room.
        """
        if layout or not self._placed:
            self.place_axes()
        self._agg.draw()
        self._background = self._agg.copy_from_bbox(self.figure.bbox)
        self.areas = [self._rectangle(axes) for axes in self._listening]
        self._draw_moving()
        self._send_frame(whole=True)

    @one_at_a_time
    def blit(self):
        """Draw the moving artists over the still part, send what changed."""
        if self._background is None:
            self.draw()
            return
        self._agg.restore_region(self._background)
        self._draw_moving()
        self._send_frame()

    @one_at_a_time
    def png(self):
        """Return the present picture as the bytes of a PNG file."""
        if self._background is None:
            self.draw()
        return encode_png(self._pixels()[:, :, :3], level=6)

    def listen_to(self, axes):
        """Report presses and drags in `axes`; `areas` follows where they lie."""
        self._listening.append(axes)
        self._background = None

    @one_at_a_time
    def place_axes(self):
        """Give all texts beside the axes their room, by what the axes hold and nothing else.

        The layout depends a little on where the axes stood before, and on the size of the letters
        in pixels. So it starts from the grid at one size each time: what shows the same looks the
        same, and what has been laid out once stays where it is, for a figure must not jump.
        """
        figure, dpi = self.figure, self.figure.dpi
        figure.set_dpi(BASE_DPI)
        for axes in figure.axes:
            axes.set_position(axes.get_subplotspec().get_position(figure))
            axes.set_in_layout(True)  # which a position of one's own switches off
        figure.set_layout_engine("constrained")
        figure.get_layout_engine().execute(figure)
        figure.set_layout_engine("none")
        figure.set_dpi(dpi)
        self._placed = True

    def _rectangle(self, axes):
        unit = self._ratio
        (left, low), (right, high) = axes.bbox.get_points()
        height = self.figure.bbox.height
        return [left / unit, (height - high) / unit, right / unit, (height - low) / unit]

    def _set_dpi(self):
        figure = self.figure
        figure.set_dpi(BASE_DPI * self.scale * self._ratio)
        self.size = [round(inches * BASE_DPI * self.scale) for inches in figure.get_size_inches()]
        self._background = None

    def _draw_moving(self):
        renderer = self._agg.get_renderer()
        for artist in sorted(self.moving, key=lambda artist: artist.get_zorder()):
            artist.draw(renderer)

    def _pixels(self):
        return np.asarray(self._agg.buffer_rgba())

    def _send_frame(self, whole=False):
        if not self._shown:
            return
        pixels = self._pixels()
        packed = pixels.view(np.uint32)[:, :, 0]  # a pixel as one number, quicker to compare
        if whole or self._sent is None or self._sent.shape != packed.shape:
            whole, pieces = True, [(slice(0, packed.shape[0]), slice(0, packed.shape[1]))]
        else:
            pieces = list(_changed_pieces(packed != self._sent))
        if not pieces:
            return
        self._sent = packed.copy()
        corners = [[columns.start, rows.start] for rows, columns in pieces]
        self.send(
            {"type": "frame", "whole": whole, "corners": corners},
            buffers=[encode_png(pixels[piece][:, :, :3]) for piece in pieces],
        )

    @one_at_a_time
    def _receive(self, _widget, message, _buffers):
        if message["type"] == "ready":
            self._shown = True
            if message["ratio"] != self._ratio:
                self._ratio = message["ratio"]
                self._set_dpi()
            self.draw()
            return
        try:
            if "at" in message:
                x, y = message["at"]
                y = self.size[1] - y
                message["at"] = x * self._ratio, y * self._ratio
            if self._on_event is not None:
                self._on_event(message)
        finally:
            self.send({"type": "done"})


def _changed_pieces(changed):
    """Yield (rows, columns) of rectangles around all changed pixels, one or two an axes."""
    for columns in _runs(changed.any(axis=0)):
        for rows in _runs(changed[:, columns].any(axis=1)):
            yield rows, columns


def _runs(flags, gap=24):
    """Yield slices that hold all true flags, apart by more than `gap` false ones."""
    found = np.flatnonzero(flags)
    if found.size:
        breaks = np.flatnonzero(np.diff(found) > gap)
        starts = [found[0], *found[breaks + 1]]
        ends = [*found[breaks], found[-1]]
        for start, end in zip(starts, ends, strict=True):
            yield slice(int(start), int(end) + 1)
