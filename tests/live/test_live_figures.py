"""Every live figure of the course, driven through its controls without a browser."""

import io
import warnings

import numpy as np
import pytest
from PIL import Image

from course_utils.chapters import all_figures
from course_utils.live.controls import every_value, is_slider
from figure_checks import check_state, labels_cut_off, snapshot

N_RANDOM = 40
# Formulas whose axes have short numbers, and long ones.
TYPED = ("x", "|x|", "1000x", "x/1000", "10^6 x^2")
FIGURES = sorted(all_figures())


@pytest.fixture(params=FIGURES)
def live(request):
    """One live figure after the other, with every warning an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = all_figures()[request.param]()
        yield figure
        figure.close()


def test_each_control_at_each_end(live):
    for name, control in live.controls.items():
        values = every_value(control)
        for value in (values[0], values[-1]):
            live.set(**{name: value})
            check_state(live)
        live.reset()


def test_all_numbers_beside_the_axes_are_seen_whatever_is_chosen(live):
    assert labels_cut_off(live) == []
    if "formula" in live.controls:
        for text in TYPED:
            live.controls["formula"].text.value = text
            assert labels_cut_off(live) == [], text
    for name, control in live.controls.items():
        if not is_slider(control):
            for value in every_value(control):
                live.set(**{name: value})
                assert labels_cut_off(live) == [], value


def test_a_random_walk_through_the_controls(live):
    rng = np.random.default_rng(3)
    for _ in range(N_RANDOM):
        name = rng.choice(list(live.controls))
        values = every_value(live.controls[name])
        live.set(**{name: values[rng.integers(len(values))]})
        check_state(live)


def test_the_picture_follows_each_control(live):
    for name, control in live.controls.items():
        live.reset()
        before = snapshot(live)[1:]
        values = every_value(control)
        different = [value for value in values if value != control.value]
        live.set(**{name: different[-1]})
        assert snapshot(live)[1:] != before, name


def test_reset_brings_the_first_picture_back(live):
    first = snapshot(live)
    for name, control in live.controls.items():
        live.set(**{name: every_value(control)[-1]})
    live.reset()
    assert snapshot(live) == first


def test_dragging_sets_the_controls(live):
    if not live.canvas.areas:
        live.canvas.draw()
    for index, (left, top, right, bottom) in enumerate(live.canvas.areas):
        height = live.canvas.size[1]
        for x, y in ((left + 3, bottom - 3), (right - 3, top + 3), ((left + right) / 2, top + 9)):
            live._on_event({"type": "press", "area": index, "at": (x, height - y)})
            check_state(live)
        live._on_event({"type": "key", "key": "ArrowLeft", "large": True})
        check_state(live)


def test_a_larger_size_keeps_the_layout(live):
    width, height = live.canvas.size
    live.canvas.draw()
    small = [axes.get_position().bounds for axes in live.figure.axes]
    live.canvas.scale = 1.5
    assert live.canvas.size == [round(1.5 * width), round(1.5 * height)]
    large = [axes.get_position().bounds for axes in live.figure.axes]
    np.testing.assert_allclose(large, small, atol=1e-12)
    check_state(live)


def test_a_sharper_screen_gets_as_many_more_pixels(live):
    frames = []
    live.canvas.send = lambda message, buffers=(): frames.append((message, buffers))
    live.canvas._receive(None, {"type": "ready", "ratio": 2}, [])
    message, (picture,) = frames[-1]
    assert message["whole"]
    width, height = Image.open(io.BytesIO(picture)).size
    assert [width / 2, height / 2] == live.canvas.size
    check_state(live)


def test_a_frame_holds_all_that_changed(live):
    """Pasting each frame's pieces over the last picture gives the picture drawn at once."""
    frames = []
    live.canvas.send = lambda message, buffers=(): frames.append((message, buffers))
    live.canvas._receive(None, {"type": "ready", "ratio": 1}, [])
    page = None
    rng = np.random.default_rng(5)
    for _ in range(12):
        name = rng.choice(list(live.controls))
        values = every_value(live.controls[name])
        live.set(**{name: values[rng.integers(len(values))]})
    for message, buffers in frames:
        pieces = [Image.open(io.BytesIO(buffer)) for buffer in buffers]
        if message["whole"]:
            page = pieces[0].copy()
        for corner, piece in zip(message["corners"], pieces, strict=True):
            page.paste(piece, tuple(corner))
    np.testing.assert_array_equal(page, Image.open(io.BytesIO(live.canvas.png())))


def test_what_is_displayed_has_three_layers(live):
    bundle = live._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"]
    assert bundle["image/png"]
    assert live.sentence.text in bundle["text/plain"]
