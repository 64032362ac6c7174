"""What is recorded of a figure is what the notebook draws and says, each thing once."""

import base64
import gzip
import json
from itertools import product

import numpy as np
import pytest

from course_utils.chapters import all_figures
from course_utils.live import Choice, LiveFigure, add_play
from course_utils.pages.recording import MOST_STATES, record
from figure_checks import free


class Reading:
    """The data of a recorded figure, unpacked as player.js unpacks them."""

    def __init__(self, script):
        packed = base64.b64decode(script.split('"')[3])
        line, self._rest = gzip.decompress(packed).split(b"\n", 1)
        self.data = json.loads(line)
        n = self.data["points"]
        steps = np.frombuffer(self._rest[: 4 * n], "<i2").reshape(2, n)
        places = np.cumsum(steps, axis=1, dtype=np.int16).T / self.data["grain"]
        lengths = [{"path": c[2], "marks": c[3]}.get(c[0], 0) for c in self.data["calls"]]
        self.points = np.split(places, np.cumsum(lengths)[:-1])
        self.pictures = []
        rest = np.frombuffer(self._rest[4 * n :], np.uint8)
        for part in np.split(rest, np.cumsum(self.data["pictures"]))[:-1]:
            self.pictures.append(np.cumsum(part.reshape(4, -1), axis=1, dtype=np.uint8).T.ravel())

    def drawing(self, number):
        """Return calls, points, codes and pictures of a drawing, as `Recording` has them."""
        calls, points, codes, pictures = [], [], [], []
        for n in np.cumsum(self.data["drawings"][number]):
            call = self.data["calls"][n]
            points.append(self.points[n])
            if call[0] == "path":
                codes.append(np.repeat(*np.reshape(self.data["codes"][call[-1]], (-1, 2)).T))
            if call[0] == "image":
                pictures.append(self.pictures[call[-1]])
            last = [self.data["letters"][call[-1]]] if call[0] == "text" else []
            calls.append(call[:-1] + last if call[0] != "marks" else call)
        return calls, points, codes, pictures

    def states(self, sheet):
        """Yield the place of each stop, the layers, the moving drawing and the sentence."""
        stops = {row["name"]: len(row["texts"]) for row in self.data["rows"] if "texts" in row}
        columns = [np.cumsum(sheet["states"][name]) for name in ("grounds", "moving", "sentences")]
        places = product(*(range(stops[name]) for name in sheet["names"]))
        for place, ground, moving, sentence in zip(places, *columns, strict=True):
            layers = self.data["grounds"][ground]
            yield place, layers, moving, self.data["sentences"][sentence]


def small_figure():
    """A figure with a question, a formula, a slider that is played, a button, and a memory."""
    live = LiveFigure("A parabola", width=300, height=200)
    axes = live.subplots()
    x = np.linspace(0, 4, 50)
    axes.plot(x, x)
    axes.imshow(np.arange(12).reshape(3, 4), extent=(0, 1, 0, 1), aspect="auto")
    axes.set(xlim=(0, 4), ylim=(0, 20))
    (curve,) = axes.plot([], [])
    (here,) = axes.plot([], [], "o")
    live.choice("power", "power", [("one", 1), ("two", 2)])
    live.slider("a", "point a", 0, 4, value=1, step=1)
    add_play(live, "a")
    live.button("to the end", lambda: live.set(a=4))
    live.button("other", lambda: None)
    live.drag(axes, x="a")
    seen = []
    live.on_reset(seen.clear)

    @live.moves(curve, here)
    def move(power, a):
        seen.append(a)
        curve.set_data(x, x**power)
        here.set_data([a], [a**power])
        return f"{a} to the power of {power} is {a**power}, seen {len(seen)}"

    options = [("it grows", 1), ("it falls", -1)]
    live.predict(
        "growth",
        "Which way?",
        guess=Choice(options),
        truth=lambda: 1,
        at={"power": 2},
        hides=[curve],
        says="hidden",
    )
    return live


@pytest.fixture(scope="module")
def reading():
    live = small_figure()
    yield Reading(record(live, "small").script)
    live.close()


def test_each_state_is_what_the_figure_draws_and_says(reading):
    live = free(small_figure())
    (sheet,) = reading.data["sheets"]
    assert sheet["names"] == ["power", "a"]
    n_states = 0
    for (power, a), layers, moving, sentence in reading.states(sheet):
        live.restart({"power": power + 1, "a": a})
        assert live.sentence.text.endswith(sentence)  # after what is told of the question
        drawn, frame = live.canvas.drawn
        for number, recording in [*zip(layers, drawn, strict=True), (moving, frame)]:
            calls, points, codes, pictures = reading.drawing(number)
            assert [call[0] for call in calls] == [call[0] for call in recording.calls]
            grain = 0.5 / reading.data["grain"] + 1e-6
            assert np.allclose(np.concatenate(points), np.concatenate(recording.points), atol=grain)
            true_codes = np.concatenate([[], *recording.codes])
            assert np.array_equal(np.concatenate([[], *codes]), true_codes)
            for picture, true in zip(pictures, recording.images, strict=True):
                assert picture.tobytes() == true.tobytes()
        n_states += 1
    assert n_states == 10
    live.close()


def test_nothing_is_written_down_twice(reading):
    for name in ("table", "calls", "codes", "letters", "drawings", "grounds", "sentences"):
        rows = [json.dumps(row) for row in reading.data[name]]
        if name == "calls":  # alike but for their points
            rows = [row + str(points) for row, points in zip(rows, reading.points, strict=True)]
        assert len(set(rows)) == len(rows) > 0, name


def test_the_page_tells_no_more_than_this_reader_did(reading):
    """Each state is as if nothing had been before, and no guess has been answered."""
    told = [row for row in reading.data["sentences"] if row != "hidden"]
    assert all(row.endswith("seen 1") and "grows" not in row for row in told)


def test_a_question_has_all_its_answers(reading):
    (question,) = reading.data["questions"]
    assert [said[1] for said in question["guesses"]] == [
        "You said “it grows”, and so it is.",
        "You said “it falls”; it is “it grows”.",
    ]
    assert question["at"] == {"power": 1}
    (state,) = reading.states(question["asking"])
    assert state[-1] == "hidden"


def test_a_control_starts_where_the_figure_starts_not_where_it_asks(reading):
    power = reading.data["rows"][0]
    assert power["texts"][power["start"]] == "one"


def test_a_picture_can_be_cut_between_its_axes_and_below_its_legend():
    live = LiveFigure("Two", width=400, height=300)
    left, right = live.subplots(1, 2)
    (line,) = left.plot([0, 1], [0, 1], label="a line")
    left.figure.legend(loc="outside upper center")
    live.slider("a", "a", 0, 1, value=0, step=1)
    live.moves(line)(lambda a: line.set_ydata([0, a]) or "")
    data = Reading(record(live, "two").script).data
    (parts,) = data["parts"]
    (legend,), (first, second) = parts
    assert data["cuts"] == [0]
    assert legend[3] == first[1] == second[1] < 50
    assert first[3] == second[3] == 300
    assert first[0] < left.bbox.x0 < left.bbox.x1 < first[2] == second[0] < right.bbox.x0
    live.close()


def test_buttons_that_set_controls_jump_and_others_are_left_to_the_notebook(reading):
    (sheet,) = reading.data["sheets"]
    (targets,) = sheet["jumps"]
    assert np.cumsum(targets).tolist() == [4] * 5 + [9] * 5
    kinds = [row["kind"] for row in reading.data["rows"]]
    assert kinds == ["choice", "slider", "play", "button"]
    assert "“other”" in reading.data["more"]
    assert reading.data["areas"][0][0]["follow"] == ["a", None]


def test_a_plan_says_at_how_many_stops_a_control_is_recorded():
    live = free(all_figures()["first_live_figure"]())
    with pytest.raises(ValueError, match="'b'"):
        live.record(b=3)
    live.record(a=5)
    data = Reading(record(live, "line").script).data
    assert data["rows"][0]["values"] == [-3.0, -1.5, 0.0, 1.0, 1.5, 3.0]  # with the start
    live.close()


def test_a_figure_without_a_plan_is_small():
    live = all_figures()["interaction"]()
    live.plans.clear()
    recorded = record(live, "interaction")
    (sheet,) = Reading(recorded.script).data["sheets"]
    assert 500 < len(sheet["states"]["grounds"]) < 1.1 * MOST_STATES
    assert len(recorded.script) < 100_000
    assert len(recorded.html) < 60_000
    live.close()


def test_an_offer_is_a_control_of_the_page_alone():
    live = free(small_figure())
    with pytest.raises(ValueError, match="'a'"):
        live.offer("a", "place", {})
    places = []
    live.offer(
        "place", "place", {"left": lambda: places.append(0), "right": lambda: places.append(1)}
    )
    live.record(place=all)
    data = Reading(record(live, "small").script).data
    assert [row["name"] for row in data["rows"] if row["kind"] == "choice"] == ["place"]
    assert data["rows"][-1]["texts"] == ["left", "right"]
    assert set(places) == {0, 1}
    live.close()


def test_what_a_figure_gathers_it_gathers_along_one_control():
    live = free(small_figure())
    live.record(power=all, a=3, gathers="a")
    said = Reading(record(live, "small").script).data["sentences"]
    assert [row[-6:] for row in said] == ["seen 1", "seen 2", "seen 3", "seen 4"] * 2
    live.close()
