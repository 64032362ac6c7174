"""The pixels of a live figure: a matplotlib Figure whose moving parts are blitted to the browser.

A full draw of a figure takes tens of milliseconds, nearly all of it for axes, ticks and text.
So the still part is drawn once and kept. A frame restores it, draws the moving artists over it,
and sends only the rectangles of pixels that changed.
"""

import struct
import zlib
from pathlib import Path

import anywidget
import numpy as np
import traitlets
from matplotlib.backends.backend_agg import FigureCanvasAgg

from course_utils.language import _
from course_utils.live.widgets import one_at_a_time

BASE_DPI = 100


class LiveCanvas(anywidget.AnyWidget):
    """Show a figure in the browser and redraw its moving artists within milliseconds.

    `on_event` gets a dict for each press, move, release and key within `areas`: ``type``, ``area``
    (its index) and ``at`` (figure pixels, from the lower left).
    """

    # The texts, not their paths: a file that anywidget watches keeps each widget alive for ever.
    _esm = Path(__file__).with_name("canvas.js").read_text(encoding="utf-8")
    _css = Path(__file__).with_name("canvas.css").read_text(encoding="utf-8")
    # In CSS pixels, as are the areas.
    size = traitlets.List([1, 1]).tag(sync=True)
    # Where the pointer is listened to: left, top, right, bottom from the upper left.
    areas = traitlets.List([]).tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)
    scale = traitlets.Float(1.0).tag(sync=True)  # more than 1 for a projector
    calm = traitlets.Bool(False).tag(sync=True)  # whether the reader asks for less motion
    sideways = traitlets.Bool(True).tag(sync=True)  # whether nothing is dragged up or down
    texts = traitlets.Dict().tag(sync=True)  # what the browser says by itself

    def __init__(self, figure, on_event, **traits):
        self.moving = []  # the artists that `blit` draws anew
        self.figure = figure
        self._agg = FigureCanvasAgg(figure)
        self._on_event = on_event
        self._listening = []
        self._ratio = 1.0  # the browser's pixels per CSS pixel
        self._background = None
        self._sent = None  # the last frame, or None: the next one is sent whole
        self._number = 0  # of the last frame
        self._shown = False
        self._placed = False
        super().__init__(**traits, texts=_texts())
        self._take_size()
        self.on_msg(self._receive)

    def forget(self):
        """Drop the figure and its pixels: nothing is drawn or answered any more."""
        self.figure.clear()
        self.figure = self._agg = self._background = self._sent = None
        self.moving, self._listening = [], []

    @traitlets.observe("scale")
    @one_at_a_time
    def _resize(self, _change):
        if self._background is not None:  # drawn, and not closed
            self.draw()

    def _take_size(self):
        dpi = BASE_DPI * self.scale
        self.figure.set_dpi(dpi * self._ratio)
        self.size = [round(inches * dpi) for inches in self.figure.get_size_inches()]
        self._background = None

    @one_at_a_time
    def draw(self, *, layout=False):
        """Draw everything, keep the still part, send the whole picture.

        With `layout`, the axes are placed anew, so that all their numbers have room.
        """
        self._take_size()
        if layout or not self._placed:
            self.place_axes()
        self._agg.draw()
        self._background = self._agg.copy_from_bbox(self.figure.bbox)
        self.areas = [self._rectangle(axes) for axes in self._listening]
        self._sent = None
        self.blit()

    def blit(self):
        """Draw the moving artists over the still part, send what changed."""
        if self._background is None:
            self.draw()
            return
        self._agg.restore_region(self._background)
        renderer = self._agg.get_renderer()
        for artist in sorted(self.moving, key=lambda artist: artist.get_zorder()):
            artist.draw(renderer)
        if self._shown:
            self._send_frame()

    @one_at_a_time
    def png(self):
        """Return the present picture as the bytes of a PNG file."""
        if self._background is None:
            self.draw()
        return _encode_png(np.asarray(self._agg.buffer_rgba()), level=6)

    def listen_to(self, axes, sideways):
        """Report presses and drags in `axes`; `areas` follows where they lie."""
        self._listening.append(axes)
        self.sideways &= sideways
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
        (left, low), (right, high) = axes.bbox.get_points()
        top = self.figure.bbox.height
        return [edge / self._ratio for edge in (left, top - high, right, top - low)]

    def _send_frame(self):
        pixels = np.asarray(self._agg.buffer_rgba())
        packed = pixels.view(np.uint32)[:, :, 0]  # a pixel as one number, quicker to compare
        whole = self._sent is None
        changed = np.ones_like(packed, bool) if whole else packed != self._sent
        pieces = list(_changed_pieces(changed))
        if not pieces:
            return
        self._sent = packed.copy()
        self._number += 1
        corners = [[columns.start, rows.start] for rows, columns in pieces]
        buffers = [_encode_png(pixels[piece]) for piece in pieces]
        frame = {"type": "frame", "number": self._number, "whole": whole, "corners": corners}
        self.send(frame, buffers)

    @one_at_a_time
    def _receive(self, _widget, message, _buffers):
        if self.figure is None:
            return
        if message["type"] == "ready":
            self._shown, self._ratio = True, message["ratio"]
            self.draw()
        elif message["type"] == "seen":
            if message["number"] != self._number:
                self._sent = None
                self.blit()
        else:
            self._answer(message)

    def _answer(self, event):
        try:
            if "at" in event:
                x, y = event["at"]
                event["at"] = x * self._ratio, (self.size[1] - y) * self._ratio
            self._on_event(event)
        finally:
            self.send({"type": "done"})


def _texts():
    gone = _("Python was restarted or has stopped: this figure cannot move. Run this cell again.")
    return {"play": _("Play"), "pause": _("Pause"), "stop": _("Stop"), "gone": gone}


def _changed_pieces(changed):
    """Yield (rows, columns) of rectangles around all changed pixels, one or two an axes."""
    for columns in _runs(changed.any(axis=0)):
        for rows in _runs(changed[:, columns].any(axis=1)):
            yield rows, columns


def _runs(flags, gap=24):
    """Yield slices that hold all true flags, apart by more than `gap` false ones."""
    found = np.flatnonzero(flags)
    for run in np.split(found, np.flatnonzero(np.diff(found) > gap) + 1):
        if run.size:
            yield slice(int(run[0]), int(run[-1]) + 1)


def _encode_png(pixels, level=1):
    """Return RGBA pixels as the bytes of an opaque PNG file; a lower level is quicker and larger.

    Each row has filter type 0, "none" (PNG specification, W3C). Pillow chooses a filter for each,
    which for line drawings takes two to three times as long and gives a larger file.
    """
    height, width, _channels = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # the first byte of a row is its filter
    rows[:, 1:].reshape(height, width, 3)[:] = pixels[:, :, :3]
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits a channel, RGB
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, level)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_part(*part) for part in parts)


def _png_part(name, data):
    checksum = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + checksum
