"""Live figures moved without a browser: all settings, what must hold at each, and a reader."""

import hashlib
import json
import logging
import re
import warnings
from functools import lru_cache

import ipywidgets as widgets
import numpy as np
import pytest
from hypothesis import strategies as st
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from mpl_toolkits.mplot3d.art3d import Line3D

from course_utils.chapters import all_figures
from course_utils.formulas import Formula
from course_utils.live.controls import nearest_value
from course_utils.live.formula_field import FormulaField
from course_utils.live.prediction import Card
from course_utils.live.widgets import widgets_in
from random_formulas import typed_texts

# Not a number, a forgotten field, or a zero with a minus; and not "information" or "2e-05".
_BAD_TEXT = re.compile(
    r"\bnan\b|\binf\b|[{}]|(?-i:\bNone\b)|(?<![\w.])-0(\.0+)?(?!\d|\.\d)", re.IGNORECASE
)


def every_value(control):
    """Return all values that a control can take, in order; a fine slider's at 201 places."""
    if isinstance(control, widgets.Checkbox):
        return [False, True]
    if isinstance(control, FormulaField):
        return [Formula(choice, control.variables) for choice in control.choices]
    if isinstance(control, widgets.FloatSlider | widgets.IntSlider):
        n_steps = round((control.max - control.min) / control.step)
        places = range(n_steps + 1) if n_steps <= 200 else [n_steps * i / 200 for i in range(201)]
        return [nearest_value(control, control.min + place * control.step) for place in places]
    return [value for _text, value in control.options]


def check_state(live):
    """Require that the figure says something in words and numbers, and draws what it says."""
    text = live.sentence.text
    assert text.strip()
    assert not _BAD_TEXT.search(text), text
    still = [artist for axes in live.figure.axes for artist in axes.get_children()]
    for artist in {*live.canvas.moving, *still}:
        if artist.get_visible():
            numbers = list(_numbers_of(artist))
            if _is_typed_curve(live, artist):
                numbers.pop()  # its heights: there may be none
            for part in numbers:
                assert np.isfinite(np.asarray(part, dtype=float)).all(), (artist, part)
    for axes in live.figure.axes:
        assert np.isfinite([axes.get_xlim(), axes.get_ylim()]).all()


def snapshot(live):
    """Return what can be seen of a figure: its settings, its sentence, its picture in short.

    The picture is what the browser has been sent once the hand rests. One that differs is told by
    its digest: pytest would take minutes to compare all of it.
    """
    live.canvas._receive(None, {"type": "seen", "number": live.canvas._number}, [])
    layers, moving = live.canvas.drawn
    seen = repr([part.packed() for part in (*layers, moving)])
    digest = hashlib.sha256(seen.encode()).hexdigest()
    return live.values(), live.sentence.text, digest


def _is_typed_curve(live, artist):
    """Tell the curve of a reader's formula from a mark, or a straight line through two points."""
    typed = any(isinstance(control, FormulaField) for control in live.controls.values())
    return typed and isinstance(artist, Line2D) and len(artist.get_xdata()) > 2


def _numbers_of(artist):
    if isinstance(artist, Line3D):
        return artist.get_data_3d()
    if isinstance(artist, Line2D):
        return artist.get_data()
    if isinstance(artist, LineCollection):
        return artist.get_segments()
    if isinstance(artist, Rectangle):
        return [artist.get_bbox().get_points()]
    if hasattr(artist, "get_array") and artist.get_array() is not None:  # pictures and level lines
        return [np.ma.compressed(artist.get_array())]
    return []


def labels_cut_off(live):
    """Return the texts beside the axes that reach over the edge of the picture."""
    live.canvas.draw()
    picture = live.figure.bbox.padded(0.5)  # pixels: a hair of a letter is no loss
    return [
        text.get_text()
        for axes in live.figure.axes
        if axes.name != "3d"
        for text in _texts_beside(axes)
        if text.get_visible() and text.get_text() and not _lies_in(picture, text)
    ]


def _texts_beside(axes):
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        yield from (tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high)
        yield axis.label
    yield axes.title


def _lies_in(picture, text):
    (left, low), (right, high) = text.get_window_extent().get_points()
    return picture.x0 <= left and picture.y0 <= low and right <= picture.x1 and high <= picture.y1


def shown_texts(live):
    """Return all texts of a figure: in the picture, on the controls, in the sentence."""
    live.canvas.draw()
    texts = [text for text in live.figure.findobj(Text) if text.get_visible()]
    # What moves may wait for a prediction: then it is not drawn.
    texts = [text for text in texts if not text.get_animated() or text in live.canvas.moving]
    yield from (text.get_text() for text in texts)
    yield live.title
    yield live.sentence.text
    for widget in widgets_in(live.widget):
        if isinstance(widget, Card):
            yield from [*texts_of_card(widget), *widget.texts.values()]
            continue
        for name in ("description", "tooltip", "placeholder"):
            yield getattr(widget, name, None) or ""
        if hasattr(widget, "options"):
            yield from (str(option[0]) for option in widget.options)


def texts_of_card(card):
    """Return what the card of a prediction says now."""
    return [card.question, *card.options, card.hint, card.guess, card.verdict]


class Complaints(logging.Handler):
    """Makes each record of Matplotlib's logger, as of a letter that it has not, an error."""

    def emit(self, record):
        raise AssertionError(record.getMessage())


def show(live):
    """Have a figure drawn as for a browser, which hears nothing of it; return the figure."""
    live.canvas.send = lambda message, buffers=(): None
    live.canvas._receive(None, {"type": "ready"}, [])
    return live


def free(live):
    """Skip all that a figure asks first; return the figure."""
    live.predictions.show_all()
    return live


@pytest.fixture(scope="module", params=sorted(all_figures()))
def made(request):
    """One live figure after the other, whose questions are answered, and that is drawn.

    As long as it lives Matplotlib may log nothing.
    """
    handler, logger = Complaints(logging.WARNING), logging.getLogger("matplotlib")
    logger.addHandler(handler)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = show(free(all_figures()[request.param]()))
    yield figure
    figure.close()
    logger.removeHandler(handler)


def answer(live):
    """Guess something at the prediction that a figure asks, by its card or in its picture."""
    card, guess = live.predictions.card, live.predictions.asked.guess
    if card.options:
        card.take(len(card.options) - 1)
    elif card.bounds:
        card.take(card.bounds[0])
    else:
        area = [axes for axes, _action in live._areas].index(guess.axes)
        for kind, place in (("press", (0.3, 0.4)), ("move", (0.6, 0.7)), ("release", (0.6, 0.7))):
            at = guess.axes.transAxes.transform(place)
            live._on_event({"type": kind, "area": area, "at": at})


class Page:
    """What a browser would show of a figure, and what it would send."""

    def __init__(self, live):
        self.live, self.is_spoilt = live, False
        self.table, self.drawings, self.ground = [], {}, 0
        self.widgets = widgets_in(live.widget)
        live.canvas.send = self.receive
        self.open()
        self.first = self.state()

    def receive(self, message, buffers=()):
        """Take what a frame brings, as canvas.js does."""
        if message["type"] != "frame":
            return
        changes = any(isinstance(name, int) for name, *_rest in message["drawings"])
        if message["whole"]:
            self.table, self.drawings, self.ground = [], {}, message["ground"] - changes
        assert message["first_row"] == len(self.table)
        assert message["ground"] == self.ground + changes
        self.table += json.loads(json.dumps(message["rows"]))
        self.ground, self.number = message["ground"], message["number"]
        rest = list(buffers)
        for name, calls, n in message["drawings"]:
            self.drawings[name] = json.loads(json.dumps(calls)), rest[:n]
            del rest[:n]
        assert not rest

    def picture(self):
        """Return all that is drawn at rest, with rows of the table in place of their numbers."""
        self.live.canvas._receive(None, {"type": "seen", "number": self.number}, [])
        return {
            name: ([self._with_rows(*call) for call in calls], buffers)
            for name, (calls, buffers) in self.drawings.items()
            if name not in ("scene", "beside")  # with which the browser turns axes by itself
        }

    def _with_rows(self, kind, first, *rest):
        if kind == "image":
            return kind, first, *rest
        if kind == "marks":
            rest = (self.table[rest[0]], *rest[1:])
        elif kind == "text":
            *place, letters = rest
            rest = (
                *place,
                [
                    (self.table[letters[i]], *letters[i + 1 : i + 4])
                    for i in range(0, len(letters), 4)
                ],
            )
        return kind, self.table[first], *rest

    def state(self):
        """Return all that can be seen."""
        complaints = [w.complaint.text for w in self.widgets if isinstance(w, FormulaField)]
        texts = [w.value for w in self.widgets if isinstance(w, widgets.Text)]
        return *snapshot(self.live), complaints, texts

    def kind(self, kind):
        """Return the widgets of one kind."""
        return [widget for widget in self.widgets if type(widget) is kind]

    def restore(self):
        """Go back to the start."""
        self.live.reset()

    # What a reader can do

    def set(self, values):
        """Not a reader but a cell of the notebook sets several controls at once."""
        self.live.set(**values)

    def widget(self, index, state):
        """A widget of the page changes."""
        self.widgets[index].set_state(dict(state))

    def click(self, index):
        """A button is pressed."""
        self.kind(widgets.Button)[index].click()

    def canvas(self, event):
        """Something happens on the picture; its place is given in shares of the sides."""
        if "at" in event:
            sides = zip(event["at"], self.live.canvas.size, strict=True)
            event = event | {"at": [share * side for share, side in sides]}
        self.live.canvas._receive(None, dict(event), [])

    def open(self):
        """The figure is shown, or shown again."""
        self.canvas({"type": "ready"})


@lru_cache(maxsize=1)
def actions(page):
    """Draw what a reader may do next: the name of a method of Page, and its arguments."""
    controls = page.live.controls
    values = {name: st.sampled_from(every_value(control)) for name, control in controls.items()}
    changes = {
        index: _changes(page, index)
        for index, widget in enumerate(page.widgets)
        if hasattr(widget, "value") and not isinstance(widget, FormulaField | widgets.Label)
    }
    formulas = [changes[page.widgets.index(text)] for text in page.kind(widgets.Text)]
    return st.one_of(
        st.tuples(st.just("set"), st.fixed_dictionaries({}, optional=values)),
        *changes.values(),
        st.tuples(st.just("click"), st.integers(0, len(page.kind(widgets.Button)) - 1)),
        _pointer(page),
        _keys(),
        st.just(("open",)),
        *formulas,
    )


def _changes(page, index):
    widget = page.widgets[index]
    if isinstance(widget, widgets.Text):
        field = next(w for w in page.widgets if getattr(w, "text", None) is widget)
        state = {"value": typed_texts(field.variables)}
    elif isinstance(widget, widgets.Checkbox | widgets.ToggleButton):
        state = {"value": st.booleans()}
    elif isinstance(widget, widgets.Play):
        state = {"value": st.integers(widget.min, widget.max), "playing": st.booleans()}
    elif isinstance(widget, widgets.IntSlider):
        state = {"value": st.integers(widget.min - 1, widget.max + 1)}
    elif isinstance(widget, widgets.FloatSlider):
        room = widget.max - widget.min
        state = {"value": st.floats(widget.min - room, widget.max + room)}
    else:
        state = {"index": st.integers(0, len(widget.options) - 1)}
    return st.tuples(st.just("widget"), st.just(index), st.fixed_dictionaries(state))


def _pointer(page):
    # Outside the picture too, where a drag may lead, and in areas that there are not.
    shares = st.floats(-1, 2) | st.floats(-1e6, 1e6)
    event = st.fixed_dictionaries(
        {
            "type": st.sampled_from(["press", "move", "move", "release"]),
            "area": st.integers(-1, len(page.live.canvas.areas) + 1),
            "at": st.tuples(shares, shares),
        }
    )
    return st.tuples(st.just("canvas"), event)


def _keys():
    keys = st.sampled_from(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"])
    event = st.fixed_dictionaries({"type": st.just("key"), "key": keys, "large": st.booleans()})
    return st.tuples(st.just("canvas"), event)
