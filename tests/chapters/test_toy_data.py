"""The toy tasks, and the drawings of digits."""

import itertools

import numpy as np
import pytest

from course_utils.chapters.backpropagation.drawn_digits import (
    BLOCK,
    BRUSH,
    SIDE,
    draw_line,
    pixels_of,
)
from course_utils.chapters.backpropagation.toy_data import TASKS


def test_the_toy_tasks_have_the_shapes_that_their_names_say():
    for name, make in TASKS.items():
        for seed, n_samples in itertools.product(range(20), (0, 1, 7, 120)):
            X, y = make(n_samples, seed=seed)
            assert X.shape == (n_samples, 2)
            assert y.shape == (n_samples,)
            assert y.dtype.kind == "i"
            assert np.abs(X).max(initial=0) < 1.2
            assert set(y) <= {0, 1}
            assert n_samples < 120 or 40 < y.sum() < 80
            same, _y = make(n_samples, seed=np.random.default_rng(seed))
            np.testing.assert_array_equal(X, same)
        assert not np.array_equal(make(seed=1)[0], make(seed=2)[0])
        with pytest.raises(ValueError, match="negative"):
            make(-1)
        X, y = make(600)
        radius, angle = np.hypot(*X.T), np.arctan2(*X.T[::-1])
        if name == "xor":
            right = np.sign(X[:, 0]) != np.sign(X[:, 1])
            assert np.abs(X).min() >= 0.1
        elif name == "circles":
            right = radius > 0.6
        elif name == "moons":  # each label on its own half circle, of radius 2/3
            from_middle = X - np.array([[-1 / 3, -1 / 6], [1 / 3, 1 / 6]])[y]
            assert np.abs(np.hypot(*from_middle.T) - 2 / 3).max() < 0.3
            assert (from_middle[:, 1] * (1 - 2 * y)).min() > -0.3
            right = y == 1
        else:
            right = np.cos(angle - 2.6 * np.pi * radius) < 0
        np.testing.assert_array_equal(right[radius > 0.15], y[radius > 0.15])


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
