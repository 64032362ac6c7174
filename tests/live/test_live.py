"""LiveFigure itself: what an author and a reader can rely on."""

import gc
import re
import subprocess
import sys
import time
import weakref
from concurrent.futures import ThreadPoolExecutor

import ipywidgets
import numpy as np
import pytest
from matplotlib.lines import Line2D

import course_utils
from course_utils.chapters import all_quizzes
from course_utils.chapters.partial_derivatives.slices import slices_of_weight
from course_utils.chapters.start_here.tangent_demo import first_live_figure
from course_utils.live import LiveFigure, typeset
from course_utils.live.drawing.curve import suitable_limits, written
from course_utils.live.page import display_scale, mime_bundles, set_display_size
from course_utils.quizzes import Quiz
from figure_checks import show


def counting_figure():
    """A figure of two sliders that notes each call of its functions."""
    live, calls = LiveFigure("count", width=300, height=200), []
    axes = live.subplots()
    (point,) = axes.plot([], [], "o")
    axes.set(xlim=(0, 10), ylim=(0, 1))
    live.slider("x", "x", 0, 10, value=2, step=1)
    live.slider("y", "y", values=[0.001, 0.01, 0.1, 1.0], value=0.1)
    live.toggle("grid", "grid")
    live.drag(axes, x="x", y="y")

    @live.redraws("grid")
    def redraw(grid):
        calls.append(("redraw", grid))
        axes.grid(grid)

    @live.moves(point)
    def move(x, y, grid):
        calls.append(("move", x, y, grid))
        point.set_data([x], [y])
        return f"x = {x}, y = {y}"

    return live, calls, axes


def test_several_controls_at_once_make_one_frame():
    live, calls, _axes = counting_figure()
    calls.clear()
    live.set(x=5, y=1.0)
    assert calls == [("move", 5, 1.0, False)]
    live.set(x=5, y=1.0)
    assert len(calls) == 1
    assert live.sentence.text == "x = 5, y = 1.0"


def test_only_what_was_named_draws_everything_anew():
    live, calls, _axes = counting_figure()
    calls.clear()
    live.controls["x"].value = 7
    assert calls == [("move", 7, 0.1, False)]
    live.controls["grid"].value = True
    assert calls[1:] == [("redraw", True), ("move", 7, 0.1, True)]


def test_a_drag_takes_the_nearest_value_each_slider_has():
    live, _calls, axes = counting_figure()
    live.canvas.draw()
    for point, expected in {
        (3.4, 0.9): (3, 1.0),
        (99, 0.02): (10, 0.01),
        (-4, 0): (0, 0.001),
    }.items():
        at = axes.transData.transform(point)
        live._on_event({"type": "press", "area": 0, "at": at})
        assert (live.values()["x"], live.values()["y"]) == expected


def test_arrow_keys_step_and_stop_at_the_ends():
    live, _calls, _axes = counting_figure()
    for key, large, name, expected in [
        ("ArrowRight", False, "x", 3),
        ("ArrowRight", True, "x", 10),
        ("ArrowLeft", False, "x", 9),
        ("ArrowUp", False, "y", 1.0),
        ("ArrowUp", False, "y", 1.0),
        ("ArrowDown", True, "y", 0.001),
    ]:
        live._on_event({"type": "key", "key": key, "large": large})
        assert live.values()[name] == expected


def test_a_setting_that_cannot_be_drawn_is_said_and_raised():
    live = LiveFigure("fails", width=300, height=200)
    axes = live.subplots()
    (point,) = axes.plot([], [], "o")
    live.slider("x", "x", 0, 3, value=1, step=1)

    @live.moves(point)
    def move(x):
        point.set_data([x], [1 / x])
        return "fine"

    with pytest.raises(ZeroDivisionError):
        live.controls["x"].value = 0
    assert "division by zero" in live.sentence.text
    live.set(x=2)
    assert live.sentence.text == "fine"


def test_a_control_has_one_name():
    live, _calls, _axes = counting_figure()
    with pytest.raises(ValueError, match="'x'"):
        live.slider("x", "again", 0, 1, value=0, step=1)


def test_a_slider_needs_its_steps():
    live = LiveFigure("slides", width=300, height=200)
    with pytest.raises(ValueError, match="'a' needs low, high and step"):
        live.slider("a", "a", 0.0, 1.0, value=0.5)
    live.slider("a", "a", values=[2.5e-7, 0.5], value=0.5)
    assert [text for text, _value in live.controls["a"].options] == ["2.5·10⁻⁷", "0.5"]


def test_what_could_not_be_drawn_is_drawn_with_the_next_change():
    live, calls, _axes = counting_figure()
    faults = ["not now"]

    @live.redraws("grid")
    def fail(grid):
        if faults:
            raise ValueError(faults[0])

    with pytest.raises(ValueError, match="not now"):
        live.controls["grid"].value = True
    assert "not now" in live.sentence.text
    faults.clear()
    calls.clear()
    live.set(x=5)
    assert calls == [("redraw", True), ("move", 5, 0.1, True)]
    calls.clear()
    live.set(x=6)
    assert calls == [("move", 6, 0.1, True)]


def test_a_picture_that_could_not_be_drawn_is_not_passed_off_as_new():
    live, calls, _axes = counting_figure()
    show(live)
    (point,) = live.canvas.moving
    point.draw = lambda renderer: 1 / 0
    for name, value in {"x": 5, "grid": True}.items():
        with pytest.raises(ZeroDivisionError):
            live.controls[name].value = value
        assert "could not be drawn" in live.sentence.text
    del point.draw
    calls.clear()
    live.set(x=6)
    assert calls == [("redraw", True), ("move", 6, 0.1, True)]
    assert live.sentence.text == "x = 6, y = 0.1"


def test_the_kernel_answers_each_event_even_when_it_fails():
    live, _calls, axes = counting_figure()
    live.listen(axes, lambda event: 1 / 0)
    sent = []
    live.canvas.send = lambda message, buffers=(): sent.append(message["type"])
    live.canvas._receive(None, {"type": "press", "area": 0, "at": [10, 10]}, [])
    with pytest.raises(ZeroDivisionError):
        live.canvas._receive(None, {"type": "press", "area": 1, "at": [10, 10]}, [])
    assert sent.count("done") == 2


def test_an_event_of_an_area_that_there_is_not_changes_nothing():
    live, calls, _axes = counting_figure()
    calls.clear()
    for area in (-1, 1, 9):
        live.canvas._receive(None, {"type": "press", "area": area, "at": [10, 10]}, [])
    assert calls == []
    live.canvas._receive(None, {"type": "key", "key": "ArrowRight", "large": False}, [])
    assert live.values()["x"] == 3
    still = LiveFigure("still", width=300, height=200)
    still._on_event({"type": "key", "key": "ArrowRight", "large": False})


def test_what_cannot_be_set_changes_nothing():
    live, calls, _axes = counting_figure()
    before = live.values()
    calls.clear()
    live.set(x=np.nan, y=float("nan"), no_such_control=3)
    live._on_event({"type": "key", "key": "Home", "large": False})
    for at in [(np.nan, 50), (50, np.nan), (np.inf, 50)]:
        live._on_event({"type": "press", "area": 0, "at": at})
    assert calls == []
    live.slider("fine", "fine", 0.0, 1.0, value=0.5, step=0.1)
    live._move = lambda **values: calls.append(values)
    live.controls["fine"].value = np.nan
    assert calls == []
    assert live.values() == before | {"fine": 0.5}


def test_what_is_closed_ignores_whatever_comes():
    live, calls, _axes = counting_figure()
    live.canvas._receive(None, {"type": "ready"}, [])
    slider, canvas = live.controls["x"], live.canvas
    _header, _controls, *_rest = live.widget.children
    larger = _header.children[-1]
    live.close()
    calls.clear()
    live.set(x=5, y=np.nan)
    slider.value = 7
    larger.value = True
    live.reset()
    live.refresh()
    for event in (
        {"type": "press", "area": 0, "at": [10, 10]},
        {"type": "key", "key": "ArrowLeft", "large": False},
        {"type": "ready"},
    ):
        canvas._receive(None, event, [])
    live._on_event({"type": "key", "key": "ArrowRight", "large": False})
    live.close()
    assert calls == []
    assert mime_bundles(live) == [{"text/plain": "count\nx = 2, y = 0.1"}]


def test_a_sentence_has_true_minus_signs_and_none_before_a_zero():
    live = LiveFigure("zero", width=300, height=200)
    (point,) = live.subplots().plot([], [], "o")
    live.slider("x", "x", -1.0, 1.0, value=0.5, step=0.001)

    @live.moves(point)
    def move(x):
        point.set_data([x], [0])
        return f"x = {x:.2f}, {x:+.1f}, {x:.3f}, {x:.1e}."

    live.set(x=-0.004)
    assert live.sentence.text == "x = 0.00, 0.0, −0.004, −4.0·10⁻³."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("h = 1e-08.", "h = 10⁻⁸."),
        ("2.2e-07, -3.42e+12 and +1.0e-05 (5e-16)", "2.2·10⁻⁷, −3.42·10¹² and +1.0·10⁻⁵ (5·10⁻¹⁶)"),
        ("-0.00e+00", "0.00·10⁰"),
        # Formulas stay as a reader can type them.
        ("f′ = 1e-05*x", "f′ = 1e-05*x"),
        ("x^2 + 1e-05", "x^2 + 1e-05"),
        ("1e-05 - x", "1e-05 - x"),
        ("exp(1e-05)", "exp(1e-05)"),
        ("2^1e-05, the 1e-05th", "2^1e-05, the 1e-05th"),
    ],
)
def test_numbers_are_written_as_people_write(text, expected):
    assert typeset(text) == expected


def test_without_a_browser_nothing_is_sent():
    live, _calls, _axes = counting_figure()
    sent = []
    live.canvas.send = lambda message, buffers=(): sent.append(message)
    live.set(x=9)
    assert sent == []


def test_the_projector_size_is_for_figures_made_after_it():
    small = first_live_figure()
    try:
        course_utils.set_display_size("projector")
        large = first_live_figure()
        assert (large.canvas.scale, small.canvas.scale) == (1.5, 1)
    finally:
        set_display_size("laptop")
    assert display_scale() == 1
    for size in ("cinema", ["projector"]):
        with pytest.raises(ValueError, match=re.escape(repr(size))):
            set_display_size(size)


def test_positions_are_those_of_the_picture():
    live = first_live_figure()
    live.predictions.show_all()
    live.canvas._receive(None, {"type": "ready"}, [])
    left, top, right, bottom, _kind = live.canvas.areas[0]
    middle = [(left + right) / 2, (top + bottom) / 2]
    live.canvas._receive(None, {"type": "press", "area": 0, "at": middle}, [])
    assert live.values()["a"] == pytest.approx(np.mean(live.figure.axes[0].get_xlim()), abs=0.05)


def test_a_cell_run_again_closes_what_it_made_before(monkeypatch):
    from course_utils.live import widgets as running_cell

    class Shell:
        execution_count = 1

        def get_parent(self):
            return {"metadata": {"cellId": "a"}}

    shell = Shell()
    monkeypatch.setattr(running_cell, "get_ipython", lambda: shell)
    monkeypatch.setattr(running_cell, "_made", {})
    first, second = first_live_figure(), first_live_figure()
    assert first.canvas.comm is not None
    shell.execution_count = 2
    third = first_live_figure()
    assert first.canvas.comm is None
    assert second.canvas.comm is None
    assert third.canvas.comm is not None


@pytest.mark.parametrize(
    "make", [first_live_figure, lambda: Quiz(all_quizzes()["start_here"], "start_here")]
)
def test_what_is_closed_leaves_nothing_behind(make):
    before = set(ipywidgets.widgets.widget._instances)
    made = make()
    assert made.widget.comm is not None
    remembered = weakref.ref(made)
    made.close()
    del made
    gc.collect()
    assert remembered() is None
    assert set(ipywidgets.widgets.widget._instances) <= before


def test_a_closed_figure_that_is_remembered_keeps_no_picture():
    """IPython's `Out` remembers each figure that a cell has shown, closed or not."""
    live, _calls, axes = counting_figure()
    live.canvas._receive(None, {"type": "ready"}, [])
    large = [axes, live.figure, live.canvas.recorder, live.canvas._frame, *live.canvas.moving]
    remembered = [weakref.ref(thing) for thing in large]
    del axes, large
    live.close()
    _calls.clear()
    gc.collect()
    assert [reference() for reference in remembered] == [None] * len(remembered)


def test_limits_leave_room_around_what_is_finite():
    assert suitable_limits(np.array([0.0, 1.0, np.nan])) == pytest.approx((-0.12, 1.12))


def test_a_number_that_there_is_not_is_named():
    assert [written(number, ".3g") for number in (0.12345, np.nan)] == ["0.123", "none"]


def test_importing_the_package_loads_nothing_that_shows():
    code = "import sys, course_utils; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"numpy", "sympy", "matplotlib", "ipywidgets", "IPython", "anywidget"}


class SlowLine(Line2D):
    """A line that takes its time, and notes how many threads are drawing it."""

    drawing, most = 0, 0

    def draw(self, renderer):
        self.drawing += 1
        self.most = max(self.most, self.drawing)
        time.sleep(0.002)
        super().draw(renderer)
        self.drawing -= 1


@pytest.mark.parametrize("other", ["grid", "size", "browser", "reset", "picture"])
def test_threads_draw_one_after_the_other(other):
    """JupyterLab moves some controls of a figure in one thread of the kernel, some in another."""
    live, _calls, axes = counting_figure()
    line = axes.add_line(SlowLine([0, 10], [0, 1]))
    live.canvas.moving.append(line)
    show(live)
    actions = {
        "grid": lambda number: setattr(live.controls["grid"], "value", number % 2 == 0),
        "size": lambda number: setattr(live.canvas, "scale", 1 + number % 2 / 2),
        "browser": lambda number: live.canvas._receive(None, {"type": "ready"}, []),
        "reset": lambda number: live.reset(),
        "picture": lambda number: live.canvas.png(),
    }

    def act():
        for number in range(8):
            actions[other](number)

    def move():
        for number in range(60):
            live.controls["x"].value = number % 10

    with ThreadPoolExecutor() as threads:
        for job in [threads.submit(work) for work in (act, move)]:
            job.result()
    assert line.most == 1
    seen = live.canvas.png()
    live.canvas.draw()
    assert live.canvas.png() == seen


def test_more_styles_than_a_table_holds_are_sent_all_the_same(monkeypatch):
    monkeypatch.setattr("course_utils.live.canvas.MOST_ROWS", 1)
    live, _calls, _axes = counting_figure()
    sent = []
    live.canvas.send = lambda message, buffers=(): sent.append(message)
    live.canvas._receive(None, {"type": "ready"}, [])
    live.set(x=9)
    assert [message["whole"] for message in sent] == [True, True]


def test_what_the_browser_turns_is_drawn_once_the_hand_rests():
    live = slices_of_weight()
    sent = []
    live.canvas.send = lambda message, buffers=(): sent.append(message)
    live.canvas._receive(None, {"type": "ready"}, [])
    whole = sent[-1]
    surface = live.figure.axes[0]

    def turn(to):
        live.set(turn=to)
        return [[name for name, *_rest in message["drawings"]] for message in sent]

    assert turn(0)[1:] == [["scene", "beside"]]
    assert len(turn(10)) == 2  # the browser has all that it needs
    live.canvas._receive(None, {"type": "seen", "number": sent[-1]["number"]}, [])
    at_rest = sent[-1]
    number = [*live.canvas.drawn[0]].index(live.canvas._layers[surface])
    assert [name for name, *_rest in at_rest["drawings"]] == [number, "moving"]
    assert (whole["view"], at_rest["view"], at_rest["keeps_scene"]) == ((130, 30), (10, 30), True)
    live.canvas.draw()
    assert sent[-1]["drawings"][number] == at_rest["drawings"][0]
    live.canvas._receive(None, {"type": "seen", "number": sent[-1]["number"]}, [])
    assert len(sent) == 4
    live.predictions.show_all()
    live.set(s=2.0)
    assert not sent[-1]["keeps_scene"]
    n_sent = len(sent)
    assert turn(20)[n_sent:] == [["scene", "beside"]]
    live.set(turn=30, e=1.0)  # both at once
    assert [name for name, *_rest in sent[-1]["drawings"]] == [number, "moving"]
    assert (sent[-1]["view"], sent[-1]["keeps_scene"]) == ((30, 30), False)
    live.canvas._receive(None, {"type": "ready"}, [])
    assert not sent[-1]["keeps_scene"]


def test_a_control_puts_others_back_unless_they_are_set_with_it():
    live = LiveFigure("land and verdict", width=300, height=200)
    (point,) = live.subplots().plot([], [], "o")
    live.choice("land", "land", [("A", 0.0), ("B", 1.0)])
    live.toggle("shown", "shown")
    live.puts_back("land", "shown")

    @live.moves(point)
    def move(land, shown):
        return f"{land:g} {shown}"

    live.controls["shown"].value = True
    live.controls["land"].value = 1.0
    assert live.sentence.text == "1 False"
    live.set(land=0.0, shown=True)
    assert live.sentence.text == "0 True"
    live.set(land=1.0)
    assert live.sentence.text == "1 False"


def test_what_a_redraw_leaves_as_it_is_is_not_sent_again():
    live, _calls, axes = counting_figure()
    changes = []

    @live.redraws("grid", axes=axes)
    def redraw(grid):
        return changes.pop()

    sent = []
    live._redraws = live._redraws[1:]  # without the one that always changes something
    live.canvas.send = lambda message, buffers=(): sent.append(len(message["drawings"]))
    live.canvas._receive(None, {"type": "ready"}, [])
    for changed, n_drawings in ((False, 1), (True, 2)):
        changes.append(changed)
        live.set(grid=not live.values()["grid"])
        assert sent[-1] == n_drawings
