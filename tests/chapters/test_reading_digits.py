"""The chapter on reading digits: its network, its slopes, its drawn digits."""

from functools import partial

import numpy as np

from course_notebooks import definitions
from course_utils import neural_network as package
from course_utils.chapters.reading_digits import score_slopes
from course_utils.chapters.reading_digits.draw_digit import draw_a_digit
from course_utils.chapters.reading_digits.drawn_digits import (
    BLOCK,
    BRUSH,
    SIDE,
    draw_line,
    pixels_of,
)
from figure_checks import free

CHAPTER = "06_reading_digits"


def test_the_network_of_the_chapter_reads_digits():
    from sklearn.datasets import load_digits

    (teach,) = definitions(
        CHAPTER, ["teach"], make_network=package.make_network, train=package.train
    )
    X, y = load_digits(return_X_y=True)
    shares = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        order = rng.permutation(len(y))
        held, seen = order[: len(y) // 4], order[len(y) // 4 :]
        answers = teach(X[seen] / 16, y[seen], rng).predict(X[held] / 16).argmax(axis=1)
        shares.append(np.mean(answers == y[held]))
    assert shares[0] >= 0.97  # the chapter's own
    assert np.mean(shares) >= 0.97


def test_a_stroke_changes_what_the_network_gets_and_says():
    network = package.make_network([64, 8, 10])
    live = free(draw_a_digit(network.predict, partial(score_slopes, network)))
    pad, seen, shares, slopes = live.figure.axes
    before = [seen.images[0].get_array().copy(), [bar.get_width() for bar in shares.patches]]
    for kind, place in (("press", (4, 4)), ("move", (28, 28)), ("release", (28, 28))):
        at = pad.transData.transform(place)
        live._on_event({"type": kind, "area": 0, "at": tuple(at)})
    pixels = seen.images[0].get_array()
    assert (pixels != before[0]).any()
    assert [bar.get_width() for bar in shares.patches] != before[1]

    X = pixels.reshape(1, 64)
    probabilities = package.softmax(network.predict(X))[0]
    np.testing.assert_allclose([bar.get_width() for bar in shares.patches], probabilities)
    best = probabilities.argmax()
    steps = 1e-5 * np.eye(64)
    measured = (network.predict(X + steps) - network.predict(X - steps))[:, best] / 2e-5
    shown = slopes.images[0].get_array().ravel()
    np.testing.assert_allclose(shown, measured / np.abs(measured).max(), atol=1e-7)


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
