"""The chapter on backpropagation: its functions, its graph, its toy data, its drawn digits."""

import itertools
from functools import partial

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from course_notebooks import NOTEBOOKS, definitions, read
from course_utils import neural_network as package
from course_utils.chapters.backpropagation import score_slopes
from course_utils.chapters.backpropagation.chain_rule import (
    N_STEPS,
    WEIGHTS,
    X,
    Y,
    chain_rule,
    compute_local_derivatives,
    compute_values,
    pass_back,
)
from course_utils.chapters.backpropagation.draw_digit import draw_a_digit
from course_utils.chapters.backpropagation.drawn_digits import (
    BLOCK,
    BRUSH,
    SIDE,
    draw_line,
    pixels_of,
)
from course_utils.chapters.backpropagation.toy_data import TASKS, make_moons
from course_utils.live import typeset
from figure_checks import every_value, free

CHAPTER = "05_backpropagation"
BY_HAND = ["make_net", "forward", "softmax", "cross_entropy", "backward", "update"]


@pytest.fixture(scope="module")
def chapter():
    """The functions that the chapter defines, by name."""
    names = [*BY_HAND, "measured_gradient", "score_slopes", "train"]
    return dict(zip(names, definitions(CHAPTER, names), strict=True))


def in_the_package(net):
    """Make the package's network of the weights of a network of the chapter."""
    layers = [
        package.Dense(net["W1"].copy(), net["b1"].copy()),
        package.Tanh(),
        package.Dense(net["W2"].copy(), net["b2"].copy()),
    ]
    return package.Network(layers, package.SoftmaxCrossEntropy())


def test_what_the_chapter_defines_agrees_with_the_package(chapter):
    rng = np.random.default_rng(3)
    for _trial in range(20):
        n_inputs, n_hidden, n_outputs, n_samples = rng.integers(1, 9, size=4)
        net = chapter["make_net"](n_inputs, n_hidden, n_outputs + 1, rng)
        X, y = rng.normal(size=(n_samples, n_inputs)), rng.integers(n_outputs + 1, size=n_samples)
        same = in_the_package(net)
        A, scores = chapter["forward"](X, net)
        np.testing.assert_allclose(scores, same.predict(X))
        loss = chapter["cross_entropy"](chapter["softmax"](scores), y)
        gradient = chapter["backward"](X, y, A, scores, net)
        assert loss == pytest.approx(same.learn(X, y, learning_rate=0.1))
        for mine, its in zip(gradient.values(), same.gradients, strict=True):
            np.testing.assert_allclose(mine, its, rtol=1e-9, atol=1e-14)
        for mine, its in zip(
            chapter["update"](net, gradient, 0.1).values(), same.parameters, strict=True
        ):
            np.testing.assert_allclose(mine, its, rtol=1e-9, atol=1e-14)
        slopes = chapter["score_slopes"](X, 0, net)
        np.testing.assert_allclose(slopes, score_slopes(in_the_package(net), X, 0), atol=1e-14)


def test_central_differences_take_two_losses_for_each_parameter(chapter, monkeypatch):
    calls = []
    loss = chapter["cross_entropy"]
    space = chapter["measured_gradient"].__globals__
    monkeypatch.setitem(space, "cross_entropy", lambda P, y: calls.append(1) or loss(P, y))
    net = chapter["make_net"](2, 8, 2, np.random.default_rng(0))
    before = {name: values.copy() for name, values in net.items()}
    X, y = make_moons(20)
    measured = chapter["measured_gradient"](X, y, net, 1e-5)
    assert len(calls) == 2 * 42
    gradient = chapter["backward"](X, y, *chapter["forward"](X, net), net)
    for name in net:
        np.testing.assert_allclose(measured[name], gradient[name], atol=1e-8)
        np.testing.assert_array_equal(net[name], before[name])


def test_the_network_written_in_the_chapter_reads_digits(chapter):
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    shares = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        order = rng.permutation(len(y))
        held, seen = order[: len(y) // 4], order[len(y) // 4 :]
        net = chapter["make_net"](64, 64, 10, rng)
        net = chapter["train"](net, X[seen] / 16, y[seen], 0.5, 60, 32, rng)
        answers = chapter["forward"](X[held] / 16, net)[1].argmax(axis=1)
        shares.append(np.mean(answers == y[held]))
    assert shares[0] >= 0.97  # the chapter's own
    assert np.mean(shares) >= 0.97


def test_each_letter_belongs_to_the_fault_that_the_exercise_means():
    path = next(path for path in NOTEBOOKS if path.stem == CHAPTER)
    (source,) = (cell.source for cell in read(path).cells if cell.id == "faulty")
    space = {"np": np, "package": package}
    exec(source, space)
    dealt = dict(zip(space["letters"], space["cases"], strict=True))
    X, y = make_moons(200, seed=0)
    runs = {
        letter: list(package.train(network, X, y, learning_rate=rate, n_epochs=300))
        for letter, (network, rate) in dealt.items()
    }
    first = {letter: run[0].gradient_norms for letter, run in runs.items()}
    assert 0 < first["A"][0] < 1e-3 * first["A"][-1]
    assert runs["A"][-1].loss > 0.99 * np.log(2)
    assert max(epoch.loss for epoch in runs["B"]) > 10
    assert all(epoch.gradient_norms[0] == 0 for epoch in runs["C"])


def test_the_graph_has_the_slopes_that_autograd_finds():
    def loss(weights):
        a = anp.tanh(weights[0] * X)
        return (anp.tanh(weights[1] * a) + anp.tanh(weights[2] * a) - Y) ** 2

    rng = np.random.default_rng(4)
    for weights in (list(WEIGHTS.values()), *rng.normal(size=(5, 3))):
        values = compute_values(dict(zip(WEIGHTS, map(float, weights), strict=True)))
        _carried, slopes = pass_back(compute_local_derivatives(values))
        found = [slopes[name] for name in WEIGHTS]
        np.testing.assert_allclose(found, autograd.grad(loss)(np.array(weights)), rtol=1e-12)


def test_a_nudge_is_predicted_only_when_its_slope_has_arrived():
    live = free(chain_rule())
    live.set(step=0, weight="w₁", nudge=0.1)
    assert "step back until" in live.sentence.text
    live.set(step=N_STEPS)
    _carried, slopes = pass_back(compute_local_derivatives(compute_values(WEIGHTS)))
    assert typeset(f"{slopes['w₁'] * 0.1:+.4f}") in live.sentence.text
    true = compute_values(WEIGHTS | {"w₁": WEIGHTS["w₁"] + 0.1})["L"]
    change = true - compute_values(WEIGHTS)["L"]
    assert typeset(f"{change:+.4f}") in live.sentence.text


def test_every_prediction_lies_within_the_axes():
    live = free(chain_rule())
    axes = live.figure.axes[1]
    low, high = axes.get_ylim()
    for weight in WEIGHTS:
        for nudge in every_value(live.controls["nudge"]):
            live.set(step=N_STEPS, weight=weight, nudge=nudge)
            predicted = live.canvas.moving[-1]
            assert low < predicted.get_ydata()[0] < high


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
