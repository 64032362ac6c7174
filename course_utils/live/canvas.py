"""What a live figure draws, sent to the browser: its still ground once, then only what moves.

A full draw of a figure takes tens of milliseconds, nearly all of it for axes, ticks and text.
So the still part is drawn once, in layers: one for each axes, one for the rest. A frame holds the
moving artists and whatever the browser lacks of the layers. It is sent as draw calls, not pixels:
the browser replays them at whatever size and sharpness its screen has.
"""

import io
from pathlib import Path

import anywidget
import numpy as np
import traitlets
from matplotlib import rc_context
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from course_utils.language import _
from course_utils.live.draw_calls import Recorder
from course_utils.live.space import is_in_space, lens_of, record_scene
from course_utils.live.widgets import one_at_a_time

BASE_DPI = 100
SCRIPTS = ("replay.js", "space.js", "turning.js", "canvas.js")
UNHINTED = {"text.hinting": "none"}  # letters as wide as the browser draws them
MOST_ROWS = 3000  # of the table of styles and outlines: then a new one begins


def _script(*names):
    # The texts, not their paths: a file that anywidget watches keeps each widget alive for ever.
    return "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names)


class _Measure(FigureCanvasBase):
    """Lets Matplotlib measure texts as the browser draws them, without a buffer of pixels."""

    def __init__(self, figure, recorder):
        super().__init__(figure)
        self._recorder = recorder

    def get_renderer(self):
        return self._recorder


class LiveCanvas(anywidget.AnyWidget):
    """Show a figure in the browser and redraw its moving artists within milliseconds.

    `on_event` gets a dict for each press, move, release and key within `areas`: ``type``, ``area``
    (its index) and ``at`` (figure pixels, from the lower left); the moves of a stroke have a
    ``path`` too, every point since the last event.
    """

    _esm = _script(*SCRIPTS)
    _css = _script("canvas.css")
    # In CSS pixels, as are the areas.
    size = traitlets.List([1, 1]).tag(sync=True)
    # Where the pointer is listened to: left, top, right, bottom from the upper left, and how.
    areas = traitlets.List([]).tag(sync=True)
    # The model ids of the sliders that turn and tilt axes in space.
    turned_by = traitlets.List([]).tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)
    scale = traitlets.Float(1.0).tag(sync=True)  # more than 1 for a projector
    calm = traitlets.Bool(False).tag(sync=True)  # whether the reader asks for less motion
    texts = traitlets.Dict().tag(sync=True)  # what the browser says by itself

    def __init__(self, figure, on_event, **traits):
        self.moving = []  # the artists that `blit` draws anew
        self.figure = figure
        figure.set_dpi(BASE_DPI)
        size = [int(side) for side in figure.bbox.size]
        self.recorder = Recorder(*size, BASE_DPI)  # of the draw calls; the pages need its table
        self._measure = _Measure(figure, self.recorder)
        self._on_event = on_event
        self._listening = []  # pairs of axes and how they are dragged
        self._layers = {}  # the still part: recordings by axes, by None what is in no axes
        self._lacking = set()  # the layers that the browser lacks
        self._turned = None  # the axes in space that the browser turns
        self._view = None  # the angles at which they were last drawn
        self._has_scene = False  # whether it has what it needs to turn them
        self._frame = None  # the recording of what moves
        self._number = 0  # of the last frame
        self._ground = 0  # how often layers were sent
        self._n_rows_sent = 0
        self._shown = False
        self._is_recorded = False  # as long as nobody looks, no draw call is written down
        self._placed = False
        super().__init__(**traits, size=size, texts=_texts())
        self.on_msg(self._receive)

    def forget(self):
        """Drop the figure and what was drawn: nothing is drawn or answered any more."""
        self.figure.clear()
        self.figure = self.recorder = self._measure = self._frame = None
        self.moving, self._listening, self._layers = [], [], {}
        self._turned = None

    @one_at_a_time
    def draw(self, *, only=None, layout=False, unmoved=False):
        """Draw everything and send it, or of the still part `only` these axes.

        With `layout`, the axes are placed anew, so that all their numbers have room. What the
        browser turns by itself is drawn once the hand rests, as long as what moves is `unmoved`.
        """
        if layout or not self._placed:
            self.place_axes()
            only = None
        for axes in self.figure.axes:
            axes.apply_aspect()  # else the first draw would lay its ground where it stood before
        self.areas = [[*self._rectangle(axes), kind] for axes, kind in self._listening]
        if not self._is_recorded:
            self._layers = {}
            return
        axes = sorted(self.figure.axes, key=lambda axes: axes.get_zorder())
        if only is None or self._layers.keys() != {None, *axes}:
            only = axes
            rest = [part for part in self.figure.get_children() if part not in axes]
            self._layers = {None: self.recorder.record(rest)} | dict.fromkeys(axes)
            self._lacking.add(None)
        elif self._shown and unmoved and set(only) == {self._turned}:
            if not self._has_scene:
                self._send_scene()
            return
        self._draw_layers(only)
        self.blit()

    def _draw_layers(self, axes):
        for each in axes:
            self._layers[each] = self.recorder.record([each])
        self._lacking.update(axes)
        if self._turned in axes:
            self._view = self._turned.azim, self._turned.elev

    def blit(self):
        """Draw the moving artists over the still part and send them."""
        if not self._placed or (self._is_recorded and not self._layers):
            self.draw()
        elif self._is_recorded:
            self._has_scene = False
            self._catch_up()

    @property
    def _is_behind(self):
        """Whether the browser has turned axes since they were drawn."""
        return self._turned and self._view != (self._turned.azim, self._turned.elev)

    def _catch_up(self):
        """Draw what moves, and the axes that the browser has turned since they were drawn."""
        if self._is_behind:
            self._draw_layers([self._turned])
        self._frame = self.recorder.record(self._in_order())
        if self._shown:
            self._send_frame()

    @one_at_a_time
    def png(self):
        """Return the present picture as the bytes of a PNG file."""
        if not self._placed:
            self.draw()
        agg, file = FigureCanvasAgg(self.figure), io.BytesIO()
        try:
            with rc_context(UNHINTED):
                agg.draw()
                for artist in self._in_order():
                    artist.draw(agg.get_renderer())
        finally:
            self.figure.set_canvas(self._measure)
        Image.fromarray(np.asarray(agg.buffer_rgba())).convert("RGB").save(file, "png")
        return file.getvalue()

    @property
    def drawn(self):
        """The recordings of the still layers, from below, and of what moves."""
        if not self._is_recorded:
            self._is_recorded = True
            self.draw()
        return list(self._layers.values()), self._frame

    def listen_to(self, axes, kind):
        """Report presses and drags in `axes`; `areas` follows where they lie."""
        self._listening.append((axes, kind))
        self._layers = {}

    def turn(self, axes, sliders):
        """Let the browser turn these axes in space as the two sliders say: turn and tilt."""
        self._turned = axes
        self.turned_by = [slider.model_id for slider in sliders]

    @one_at_a_time
    def place_axes(self):
        """Give all texts beside the axes their room, by what the axes hold and nothing else.

        The layout depends a little on where the axes stood before. So it starts from the grid each
        time: what shows the same looks the same, and what has been laid out once stays where it is,
        for a figure must not jump.
        """
        figure = self.figure
        for axes in figure.axes:
            axes.set_position(axes.get_subplotspec().get_position(figure))
            axes.set_in_layout(True)  # which a position of one's own switches off
        figure.set_layout_engine("constrained")
        figure.get_layout_engine().execute(figure)
        figure.set_layout_engine("none")
        self._placed = True

    def _in_order(self):
        return sorted(self.moving, key=lambda artist: artist.get_zorder())

    def _rectangle(self, axes):
        (left, low), (right, high) = axes.bbox.get_points()
        top = self.size[1]
        return [left, top - high, right, top - low]

    def _send_all(self):
        """Send everything: to a browser that has just opened, or that missed something."""
        self._n_rows_sent, self._lacking = 0, set(self._layers)
        self.blit()

    def _send_scene(self):
        """Send what the browser needs to turn the axes by itself."""
        moving = self._in_order()
        lines = [line for line in moving if is_in_space(line)]
        beside = [self._turned.title, *(each for each in moving if each not in lines)]
        drawings = {
            "scene": record_scene(self.recorder, self._turned, lines),
            "beside": self.recorder.record(beside),
        }
        self._has_scene = True
        self._send_drawings(
            drawings, lens=lens_of(self._turned), turned=[*self._layers].index(self._turned)
        )

    def _send_frame(self):
        if self._n_rows_sent and len(self.recorder.table) > MOST_ROWS:
            self.recorder.forget()
            self._layers = {}
            self._send_all()
            return
        lacking, self._lacking = self._lacking, set()
        self._ground += bool(lacking)
        layers = {n: self._layers[each] for n, each in enumerate(self._layers) if each in lacking}
        self._send_drawings(
            layers | {"moving": self._frame}, view=self._view, keeps_scene=self._has_scene
        )

    def _send_drawings(self, drawings, **more):
        """Send named recordings, with what the browser lacks of the table."""
        packed = {name: recording.packed() for name, recording in drawings.items()}
        self._number += 1
        frame = {
            "type": "frame",
            "number": self._number,
            "whole": self._n_rows_sent == 0,
            "ground": self._ground,
            "first_row": self._n_rows_sent,
            "rows": self.recorder.table[self._n_rows_sent :],
            "drawings": [[name, calls, len(own)] for name, (calls, own) in packed.items()],
        }
        self._n_rows_sent = len(self.recorder.table)
        self.send(frame | more, [buffer for _calls, own in packed.values() for buffer in own])

    @one_at_a_time
    def _receive(self, _widget, message, _buffers):
        if self.figure is None:
            return
        if message["type"] == "ready":
            self._shown = self._is_recorded = True
            self._send_all()
        elif message["type"] == "seen":
            if message["number"] != self._number:
                self._send_all()
            elif self._is_behind:
                self._catch_up()
        else:
            self._answer(message)

    def _answer(self, event):
        try:
            if "at" in event:
                event["at"] = self._upright(event["at"])
            if "path" in event:
                event["path"] = [self._upright(point) for point in event["path"]]
            self._on_event(event)
        finally:
            self.send({"type": "done"})

    def _upright(self, point):
        return point[0], self.size[1] - point[1]


def _texts():
    gone = _("Python was restarted or has stopped: this figure cannot move. Run this cell again.")
    closed = _("This cell was run again elsewhere: this is the figure's last picture.")
    texts = {"gone": gone, "closed": closed}
    return texts | {"play": _("Play"), "pause": _("Pause"), "stop": _("Stop")}
