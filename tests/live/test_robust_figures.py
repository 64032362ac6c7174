"""Every live figure under rough handling: whatever a reader does, in whatever order.

Random sequences of settings, formulas, presses, drags, keys, sizes and plays, as a browser sends
them. Nothing may raise or warn, each frame must be whole, and the figure must find back.
"""

import io
import logging
import warnings
from functools import lru_cache

import ipywidgets as widgets
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from course_utils.chapters import all_figures
from course_utils.live.controls import every_value
from course_utils.live.formula_field import FormulaField
from course_utils.live.widgets import widgets_in
from figure_checks import check_state, snapshot
from random_formulas import HOSTILE, awkward_formulas, typed_texts

N_SEQUENCES = 4
LONGEST = 10
FIGURES = sorted(all_figures())


class Page:
    """What a browser would show of a figure, and what it would send."""

    def __init__(self, live):
        self.live, self.picture, self.is_spoilt = live, None, False
        self.widgets = widgets_in(live.widget)
        live.canvas.send = self.receive
        self.open(1)
        self.first, self.first_size = self.state(), self.picture.size

    def receive(self, message, buffers=()):
        """Paint a frame over the last one, as canvas.js does."""
        if message["type"] == "frame":
            pieces = [Image.open(io.BytesIO(buffer)) for buffer in buffers]
            if message["whole"]:
                self.picture = Image.new("RGB", pieces[0].size)
            for corner, piece in zip(message["corners"], pieces, strict=True):
                self.picture.paste(piece, tuple(corner))

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
        if self.picture.size != self.first_size:
            self.kind(widgets.ToggleButton)[0].value = False
            if self.picture.size != self.first_size:
                self.open(1)
            # The numbers on level lines stand where they were placed at the other size.
            for name, control in self.live.controls.items():
                self.live.set(**{name: every_value(control)[-1]})
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

    def open(self, ratio):
        """The figure is shown, on a screen of so many pixels for one of CSS."""
        self.canvas({"type": "ready", "ratio": ratio})


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
    larger = changes.pop(page.widgets.index(*page.kind(widgets.ToggleButton)))
    formulas = [changes[page.widgets.index(text)] for text in page.kind(widgets.Text)]
    sizes = larger | st.tuples(st.just("open"), st.sampled_from([0.5, 1, 1.25]))
    usual = st.one_of(
        st.tuples(st.just("set"), st.fixed_dictionaries({}, optional=values)),
        *changes.values(),
        st.tuples(st.just("click"), st.integers(0, len(page.kind(widgets.Button)) - 1)),
        _pointer(page),
        _keys(),
        *formulas,
    )
    # Another size is rare, since then all is drawn anew.
    return st.integers(0, 19).flatmap(lambda number: sizes if number == 19 else usual)


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


class Complaints(logging.Handler):
    """Makes each record of matplotlib's logger an error."""

    def emit(self, record):
        raise AssertionError(record.getMessage())


@pytest.fixture(scope="module", params=FIGURES)
def page(request):
    """The page of one figure after the other."""
    live = all_figures()[request.param]()
    yield Page(live)
    live.close()


@pytest.fixture(scope="module", autouse=True)
def no_records():
    """Let matplotlib log nothing."""
    handler, logger = Complaints(logging.WARNING), logging.getLogger("matplotlib")
    logger.addHandler(handler)
    yield
    logger.removeHandler(handler)


@settings(max_examples=N_SEQUENCES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_figure_survives_whatever_its_reader_does(page, data):
    sequence = data.draw(st.lists(actions(page), min_size=1, max_size=LONGEST), "sequence")
    if page.is_spoilt:
        page.restore()
    page.is_spoilt = True
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, *arguments in sequence:
            getattr(page, name)(*arguments)
            check_state(page.live)
        drawn_at_once = Image.open(io.BytesIO(page.live.canvas.png()))
        np.testing.assert_array_equal(page.picture, drawn_at_once)
        page.restore()
        assert page.state() == page.first
    page.is_spoilt = False


def test_a_figure_survives_every_awkward_formula(page):
    fields = page.kind(FormulaField)
    if not fields:
        pytest.skip("nothing to type here")
    (field,) = fields
    floats = (widgets.FloatSlider, widgets.SelectionSlider)
    sliders = {n: every_value(c) for n, c in page.live.controls.items() if isinstance(c, floats)}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # A surface takes longer to draw than a curve: only every other formula on it.
        for text in awkward_formulas(field.variables[-1])[:: len(field.variables)]:
            field.text.set_state({"value": text})
            assert field.complaint.text == ""
            for share in (0.5, 0.31, 1.0):
                places = {n: values[int(share * len(values[1:]))] for n, values in sliders.items()}
                page.live.set(**places)
                check_state(page.live)
    page.restore()
    assert page.state() == page.first


def test_a_text_that_is_no_formula_changes_nothing_but_the_complaint(page):
    for field in page.kind(FormulaField):
        before = page.live.values()
        for text in HOSTILE:
            field.text.set_state({"value": text})
            assert field.complaint.text.startswith("✗ ")
            assert "\n" not in field.complaint.text
            assert page.live.values() == before
    page.restore()
    assert page.state() == page.first
