"""What a figure or a cell asks before it shows: the order, the four kinds of guess, the card."""

import gc
import weakref

import numpy as np
import pytest

import course_utils
from course_utils.chapters import all_predictions
from course_utils.live import Choice, Curve, LiveFigure, Number, Place, prediction
from course_utils.live.prediction import Prediction, ask_in_cell
from figure_checks import answer, snapshot, texts_of_card
from pseudo_locale import escaped_texts, pseudo_language  # noqa: F401

X = np.linspace(0, 1, 11)


def asking_figure(guess=None):
    """A point on a line with two sliders; asks where the point is, and then whether it is high."""
    live = LiveFigure("point", width=300, height=200)
    axes, below = live.subplots(1, 2)
    (point,) = axes.plot([], [], "o")
    still = below.axhline(0.5)
    for name in ("x", "y"):
        live.slider(name, name, 0.0, 1.0, value=0.5, step=0.1)
    live.toggle("grid", "grid")
    live.drag(axes, x="x", y="y")

    @live.moves(point)
    def move(x, y, grid):
        point.set_data([x], [y])
        return f"x = {x}, y = {y}"

    first = guess(axes) if guess else Number(0, 1, step=0.1, unit="m", axes=axes, line=level)
    live.predict(
        "how_high", "How high?", guess=first, truth=lambda: 0.9, at={"y": 0.9}, hides=[point],
        says="The point is hidden.", free=["grid"],
    )  # fmt: skip
    live.predict(
        "up_or_down", "Up?", guess=Choice([("up", 1), ("down", -1)]), truth=lambda: 1,
        at={"x": 0.2}, hides=[point, still], because="It is.",
    )  # fmt: skip
    return live, point, still


def level(height):
    return [0, 1], [height, height]


def test_a_closed_figure_that_is_remembered_keeps_nothing_of_what_it_asked():
    live, point, still = asking_figure()
    remembered = [weakref.ref(thing) for thing in (point, still, live.predictions.asked)]
    del point, still
    live.close()
    gc.collect()
    assert [reference() for reference in remembered] == [None] * 3


def test_one_question_after_the_other_and_then_the_figure_is_free():
    live, point, still = asking_figure()
    card = live.predictions.card
    assert (card.question, live.values()["y"]) == ("How high?", 0.9)
    assert live.sentence.text == "The point is hidden."
    assert point not in live.canvas.moving
    assert not still.get_visible()  # the second question hides it too
    card.take(0.5)
    card.done(commit=True)
    assert live.sentence.text == card.verdict == "You said 0.5 m; it is 0.9 m."
    assert card.more
    assert point in live.canvas.moving
    assert not still.get_visible()
    live.set(x=0.1)
    assert live.values()["x"] == 0.5  # not before the second question
    live.predictions.go_on()
    assert (card.question, card.verdict) == ("Up?", "")
    assert live.values() == {"x": 0.2, "y": 0.5, "grid": False}
    assert point not in live.canvas.moving
    card.done(commit=False)
    assert card.hidden
    assert live.sentence.text == "It is “up”. It is.\nx = 0.2, y = 0.5"
    assert still.get_visible()
    live.set(x=0.1)
    assert live.sentence.text == "x = 0.1, y = 0.5"


def test_a_guess_is_seen_wherever_the_controls_stand_as_they_did():
    live, _point, _still = asking_figure()
    card = live.predictions.card
    assert len(live.canvas.moving) == 0
    card.take(0.3)
    line, name = live.canvas.moving
    assert list(line.get_ydata()) == [0.3, 0.3]
    assert name.get_text() == "your guess"
    live.predictions.show_all()
    live.set(y=0.9)
    assert len(live.canvas.moving) == 1  # skipped: no guess
    live, _point, _still = asking_figure()
    answer(live)
    live.predictions.card.done(commit=True)
    live.predictions.show_all()
    assert len(live.canvas.moving) == 1
    live.set(y=0.9)
    assert live.sentence.text == "You said 0.0 m; it is 0.9 m.\nx = 0.5, y = 0.9"
    assert len(live.canvas.moving) == 3


def test_an_answer_without_a_guess_in_the_picture_is_told_once():
    live, _point, _still = asking_figure()
    live.predictions.card.done(commit=False)
    live.predictions.go_on()
    live.predictions.card.take(1)
    live.predictions.card.done(commit=True)
    assert live.sentence.text.startswith("You said “down”; it is “up”. It is.")
    live.set(x=0.5)
    live.set(x=0.2)  # where it was asked
    assert live.sentence.text == "x = 0.2, y = 0.5"


@pytest.mark.parametrize("height", [0.3, 1.0])
def test_the_name_of_a_guess_stays_below_the_title(height):
    live, point, _still = asking_figure()
    point.axes.set_ylim(0, 1)
    live.predictions.card.take(height)
    _line, name = live.canvas.moving
    assert name.get_visible()
    assert name.get_window_extent().y1 < name.axes.bbox.y1
    live.close()


def test_what_waits_cannot_be_moved_and_what_is_free_can():
    live, _point, _still = asking_figure()
    before = snapshot(live)
    live.set(x=0.1)
    live.controls["y"].set_state({"value": 0.2})
    live._on_event({"type": "press", "area": 0, "at": (50, 50)})
    assert snapshot(live) == before
    live.set(grid=True)
    assert live.values()["grid"]
    live.reset()
    assert snapshot(live) == before


def test_the_same_sentence_for_who_is_right():
    live, _point, _still = asking_figure()
    live.predictions.card.take(0.9)
    live.predictions.card.done(commit=True)
    assert live.sentence.text == "You said 0.9 m, and so it is."


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["ArrowRight"], (0.52, 0.5)),
        (["ArrowUp", "ArrowUp"], (0.5, 0.54)),
        (["ArrowLeft"] * 40, (0, 0.5)),
    ],
)
def test_a_place_is_found_with_the_keys_from_the_middle(keys, place):
    live, _point, _still = asking_figure(lambda axes: Place(axes))
    assert live.canvas._listening[-1] == (live.predictions.asked.guess.axes, "guess")
    axes = live.predictions.asked.guess.axes
    axes.set(xlim=(0, 1), ylim=(0, 1))
    for key in keys:
        live._on_event({"type": "key", "key": key, "large": False})
    assert live.predictions.asked.guess.value == pytest.approx(place)
    assert live.predictions.card.guess.startswith("Your guess: (")


def test_a_place_is_pressed_and_its_distance_told():
    guess = Place(LiveFigure("place", width=300, height=200).subplots())
    guess.axes.set(xlim=(0, 3), ylim=(1, 100), yscale="log")
    guess.follow({"type": "press", "at": guess.axes.transData.transform((1, 10))})
    assert guess.value == pytest.approx((1, 10))
    assert guess.off((1, 10)) == pytest.approx(0, abs=1e-9)
    assert guess.off((1, 100)) == pytest.approx(0.5 / np.sqrt(2))
    assert guess.compared((1, 10)) == "You said (1, 10), and so it is."


def test_a_quick_stroke_leaves_no_point_of_the_curve_behind():
    guess = Curve(LiveFigure("curve", width=300, height=200).subplots(), X)
    guess.axes.set(xlim=(0, 1), ylim=(-1, 1))
    for kind, place in (("press", (0, -1)), ("move", (1, 1))):
        guess.follow({"type": kind, "at": guess.axes.transData.transform(place)})
    np.testing.assert_allclose(guess.value, 2 * X - 1, atol=1e-9)
    assert guess.value == pytest.approx(2 * X - 1)
    assert guess.compared(2 * X) == ("Your curve is off by 1 on average, and by 1 at x = 0.")


def test_a_curve_is_drawn_with_the_keys():
    guess = Curve(LiveFigure("curve", width=300, height=200).subplots(), X)
    guess.axes.set(xlim=(0, 1), ylim=(-1, 1))
    for key in ("ArrowRight", "ArrowUp"):
        guess.follow({"type": "key", "key": key, "large": True})
    assert list(np.flatnonzero(guess.value)) == [10]
    assert guess.written(guess.value) == "point 11 of 11: x = 1, height 0.4"


def test_what_is_told_of_each_prediction(monkeypatch):
    told = []
    monkeypatch.setattr(prediction, "record", lambda *what: told.append(what))
    live, _point, _still = asking_figure()
    live.predictions.card.take(0.4)
    live.predictions.card.done(commit=True)
    live.predictions.show_all()
    here = {"module": __name__}
    first = here | {"question": "How high?", "guess": "You said 0.4 m; it is 0.9 m.", "off": 0.5}
    second = here | {"question": "Up?", "guess": None, "off": None}
    assert told == [("prediction", "how_high", first), ("prediction", "up_or_down", second)]


def test_a_question_that_belongs_to_no_figure():
    card = ask_in_cell(
        Prediction("1 + 1?", Choice([("2", 2), ("3", 3)]), lambda: 2, "sum", because="Count.")
    )
    bundle = card._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"] == "1 + 1?\n   ○ 2\n   ○ 3"
    assert "<li>3</li>" in bundle["text/html"]
    card._receive(None, {"type": "guess", "answer": 1}, [])
    card._receive(None, {"type": "commit"}, [])
    assert card.verdict == "You said “3”; it is “2”. Count."
    card._receive(None, {"type": "guess", "answer": 0}, [])
    assert card.prediction.guess.value == 3  # what is committed is committed
    card.close()


def test_the_predictions_of_the_course_that_belong_to_no_figure(pseudo_language):  # noqa: F811
    for name, made in all_predictions().items():
        card = course_utils.predict(name)
        card.take(0)
        card.done(commit=True)
        assert made.because, "one sentence says why"
        assert escaped_texts(texts_of_card(card)) == []
        card.close()
    with pytest.raises(ValueError, match="'slope_of_nothing'"):
        course_utils.predict("slope_of_nothing")


@pytest.mark.parametrize(("unit", "written"), [("kg", "−2 kg"), ("배", "−2배"), ("", "−2")])
def test_a_number_is_written_with_its_unit(unit, written):
    assert Number(-9, 9, step=1, unit=unit).written(-2.0) == written
