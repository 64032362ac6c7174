"""The chapter on reading digits: its network, its slopes, its drawn digits."""

import numpy as np
import pytest

from course_notebooks import IN_ENGLISH, definitions, read
from course_utils import neural_network as package
from course_utils.chapters.reading_digits import score_slopes
from course_utils.chapters.reading_digits.another_hand import (
    SHAPES,
    TILTS,
    digits_of_another_hand,
    draw,
)
from course_utils.chapters.reading_digits.draw_digit import LETTER_E, N_LIT, draw_a_digit
from course_utils.chapters.reading_digits.drawn_digits import (
    BLOCK,
    BRUSH,
    SIDE,
    draw_line,
    pixels_of,
)
from course_utils.datasets import load_digits
from figure_checks import free

CHAPTER = "06_reading_digits"
# The letter of the prediction, drawn in six ways, and others that the text names.
LETTERS = {
    "E, narrow": ["20,4 11,4 11,28 20,28", "11,16 18,16"],
    "E, small": ["20,10 12,10 12,24 20,24", "12,17 18,17"],
    "E, leaning": ["25,4 12,4 7,28 21,28", "10,16 20,16"],
    "E, with long arms": ["24,4 9,4 9,28 24,28", "9,16 24,16"],
    "E, of four strokes": ["10,4 10,28", "10,4 22,5", "10,15 20,15", "10,28 23,27"],
    "E, with a low bar": ["23,4 9,4 9,28 23,28", "9,18 19,18"],
    "F": ["22,4 10,4 10,28", "10,15 20,15"],
    "M": ["5,28 7,4 16,20 25,4 27,28"],
    "N": ["8,28 8,4 24,28 24,4"],
    "U": ["8,4 8,22 12,28 20,28 24,22 24,4"],
    "V": ["6,4 16,28 26,4"],
    "X": ["7,4 25,28", "25,4 7,28"],
}


@pytest.fixture(scope="module")
def teach():
    """The function of the chapter that trains a network."""
    known = {"make_network": package.make_network, "train": package.train}
    return definitions(CHAPTER, ["teach"], **known)[0]


@pytest.fixture(scope="module")
def reader(teach):
    """The network of the chapter."""
    X, y = load_digits()
    rng = np.random.default_rng(0)
    seen = rng.permutation(len(y))[len(y) // 4 :]
    return teach(X[seen] / 16, y[seen], rng)


def test_the_network_of_the_chapter_reads_digits(teach):
    X, y = load_digits()
    shares = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        held, seen = np.split(rng.permutation(len(y)), [len(y) // 4])
        answers = teach(X[seen] / 16, y[seen], rng).predict(X[held] / 16).argmax(axis=1)
        shares.append(np.mean(answers == y[held]))
    assert shares[0] >= 0.97  # the chapter's own
    assert np.mean(shares) >= 0.97


def test_the_network_has_as_many_numbers_as_the_text_says(reader):
    assert reader.n_parameters == 4_810


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_is_surely_taken_for_a_digit(reader, letter):
    X = pixels_of(draw(LETTERS[letter])).reshape(1, 64)
    probabilities = package.softmax(reader.predict(X))[0]
    assert probabilities.max() > 0.9
    if letter.startswith("E"):
        assert probabilities.argmax() == 5


def test_the_letter_asked_for_is_taken_for_a_five(reader):
    live = draw_a_digit(reader)
    strokes = [" ".join(f"{x},{y}" for x, y in stroke) for stroke in LETTER_E]
    shown = live.figure.axes[1].images[0].get_array()
    np.testing.assert_array_equal(shown, pixels_of(draw(strokes)))
    assert live.predictions.asked.truth() == 1.0
    assert package.softmax(reader.predict(shown.reshape(1, 64)))[0, 5] > 0.99


def test_the_start_has_the_slope_that_the_text_names(reader):
    live = free(draw_a_digit(reader))
    assert "Read as 3" in live.sentence.text
    assert "Row 4, column 3: −2.95" in live.sentence.text
    assert live.sentence.text.endswith("= −0.64.")


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_a_stroke_changes_what_the_network_gets_and_says(activation):
    network = package.make_network([64, 8, 10], activation)
    live = free(draw_a_digit(network))
    pad, seen, shares, slopes, _way = live.figure.axes
    (bars,) = shares.patches
    before = seen.images[0].get_array().copy(), bars.get_data().values
    for kind, place in (("press", (4, 4)), ("move", (28, 28)), ("release", (28, 28))):
        at = pad.transData.transform(place)
        live._on_event({"type": kind, "area": 0, "at": tuple(at)})
    pixels = seen.images[0].get_array()
    assert (pixels != before[0]).any()
    assert (bars.get_data().values != before[1]).any()

    X = pixels.reshape(1, 64)
    probabilities = package.softmax(network.predict(X))[0]
    np.testing.assert_allclose(bars.get_data().values[::2], probabilities)
    assert not bars.get_data().values[1::2].any()
    best = probabilities.argmax()
    steps = 1e-5 * np.eye(64)
    measured = (network.predict(X + steps) - network.predict(X - steps))[:, best] / 2e-5
    shown = slopes.images[0].get_array().ravel()
    np.testing.assert_allclose(shown, measured / np.abs(measured).max(), atol=1e-7)


@pytest.mark.parametrize("sizes", [[64, 10], [64, 8, 8, 10], [2, 8, 10], [64, 8, 2]])
def test_a_network_that_reads_no_digits_is_named(sizes):
    with pytest.raises(ValueError, match="needs 64 inputs") as told:
        draw_a_digit(package.make_network(sizes))
    assert str(sizes) in str(told.value)


def test_the_units_that_are_shown_add_up_to_the_slope_at_the_pixel():
    network = package.make_network([64, 16, 10], seed=3)
    live = free(draw_a_digit(network))
    _pad, seen, _shares, slopes, way = live.figure.axes
    for digit, row, column in ((3, 1, 5), (8, 8, 8), (0, 4, 2)):
        live.set(digit=digit)
        at = slopes.transData.transform((column - 1, row - 1))
        live._on_event({"type": "press", "area": 1, "at": tuple(at)})
        assert [live.controls[name].value for name in ("row", "column")] == [row, column]
        X = seen.images[0].get_array().reshape(1, 64)
        slope = score_slopes(network, X, digit)[0, 8 * (row - 1) + column - 1]
        parts = way.images[0].get_array()[0]
        largest = float(live.sentence.text.rsplit("= ", 1)[1].rstrip(".").replace("−", "-"))
        assert parts.sum() * abs(largest) == pytest.approx(slope, abs=0.2)
        assert f"Row {row}, column {column}: {slope:+.2f}".replace("-", "−") in live.sentence.text
        (weights,) = way.collections
        assert len(weights.get_segments()) == 2 * N_LIT
        units = sorted(int(segment[1][0]) for segment in weights.get_segments()[:N_LIT])
        assert units == sorted(np.argsort(-np.abs(parts))[:N_LIT])


def test_the_pages_offer_a_drawing_of_every_digit_where_nobody_can_draw(reader):
    live = free(draw_a_digit(reader))
    start = live.sentence.text
    _label, drawings = live.offers["drawing"]
    told = []
    for draw_it in drawings.values():
        draw_it()
        live.refresh()
        told.append(live.sentence.text)
    assert told[0] == start
    assert len(set(told)) == len(told) >= 10
    assert {name[0] for name in drawings} == {*"0123456789E"}


def test_the_arrow_keys_go_from_pixel_to_pixel():
    live = free(draw_a_digit(package.make_network([64, 8, 10])))
    live.set(row=1, column=1)
    for key, place in (("ArrowUp", [1, 1]), ("ArrowDown", [2, 1]), ("ArrowRight", [2, 2])):
        live._on_event({"type": "key", "area": 1, "key": key, "large": False})
        assert [live.controls[name].value for name in ("row", "column")] == place


def test_another_hand_draws_every_digit_at_every_tilt():
    X, y = digits_of_another_hand()
    assert X.shape == (15 * 40, 64)
    assert {*y.tolist()} == {*range(10)}
    for number, (digit, strokes) in enumerate(SHAPES.values()):
        assert (y[40 * number : 40 * (number + 1)] == digit).all()
        turned = pixels_of(draw(strokes, TILTS[7])).ravel()
        np.testing.assert_array_equal(X[40 * number + 7], turned)
    upright, clockwise = draw(["16,4 16,28"]), draw(["16,4 16,28"], 20)
    assert np.flatnonzero(upright[4]).mean() == 16
    assert np.flatnonzero(clockwise[6]).mean() > 18


def test_a_line_inks_the_dots_that_the_brush_touches():
    rng = np.random.default_rng(9)
    for trial in range(30):
        start, end = rng.uniform(-6, SIDE + 6, (2, 2))
        if trial % 5 == 0:
            end = start
        drawing = np.zeros((SIDE, SIDE), bool)
        drawing[3, 3] = True  # what was drawn before stays
        draw_line(drawing, start, end)
        way = start + np.linspace(0, 1, 2000)[:, None] * (end - start)
        dots = np.moveaxis(np.mgrid[:SIDE, :SIDE][::-1], 0, -1).reshape(-1, 1, 2)
        distance = np.hypot(*np.moveaxis(dots - way, -1, 0)).min(axis=1).reshape(SIDE, SIDE)
        sure = np.abs(distance - BRUSH) > 1e-3
        sure[3, 3] = False
        assert drawing[3, 3]
        np.testing.assert_array_equal(drawing[sure], (distance < BRUSH)[sure])


def test_pixels_do_not_depend_on_where_and_how_large_one_draws():
    rng = np.random.default_rng(10)
    for trial in range(30):
        shape = rng.integers(1, 9), 8
        sketch = rng.random(shape if trial % 2 else shape[::-1]) < 0.5
        sketch[[0, -1]] = sketch[:, [0, -1]] = True
        seen = []
        for factor, top, left in ((1, 0, 0), (1, 20, 11), (2, 5, 16), (4, 0, 0)):
            large = np.kron(sketch, np.ones((factor, factor), bool))
            drawing = np.zeros((SIDE, SIDE), bool)
            drawing[top : top + large.shape[0], left : left + large.shape[1]] = large
            kept = drawing.copy()
            seen.append(pixels_of(drawing))
            np.testing.assert_array_equal(drawing, kept)
        for pixels in seen:
            np.testing.assert_array_equal(pixels, seen[0])
        # At factor 4 a dot of the sketch is a block, so its pixels are ink of the same amount.
        assert seen[0].shape == (8, 8)
        assert seen[0].sum() == sketch.sum()
        assert seen[0].min() >= 0
        assert seen[0].max() <= 1
        centre = np.argwhere(seen[0]).min(axis=0) + np.argwhere(seen[0]).max(axis=0)
        np.testing.assert_allclose(centre, 7, atol=1)
    assert not pixels_of(np.zeros((SIDE, SIDE), bool)).any()
    assert pixels_of(np.ones((SIDE, SIDE), bool)).min() == 1
    blocks = rng.random((SIDE, SIDE)) < 0.3
    blocks[[0, -1]] = blocks[:, [0, -1]] = True
    counted = [
        [blocks[r : r + BLOCK, c : c + BLOCK].sum() / 16 for c in range(0, SIDE, BLOCK)]
        for r in range(0, SIDE, BLOCK)
    ]
    np.testing.assert_array_equal(pixels_of(blocks), counted)


def test_each_letter_belongs_to_the_fault_that_the_exercise_means():
    path = next(path for path in IN_ENGLISH if path.stem == CHAPTER)
    (source,) = (cell.source for cell in read(path).cells if cell.id == "faulty")
    space = {"np": np, "make_network": package.make_network}
    exec(source, space)
    pixels, label = load_digits()
    runs = {
        letter: list(package.train(net, pixels / 16, label, learning_rate=rate, n_epochs=40))
        for letter, (net, rate) in zip(space["letters"], space["cases"], strict=True)
    }
    first = {letter: run[0].gradient_norms for letter, run in runs.items()}
    assert 0 < first["A"][0] < 1e-2 * first["A"][-1]
    assert runs["A"][-1].loss > 0.99 * np.log(10)
    assert max(epoch.loss for epoch in runs["B"]) > 10
    assert all(epoch.gradient_norms[0] == 0 for epoch in runs["C"])
