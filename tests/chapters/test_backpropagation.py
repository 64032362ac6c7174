"""The chapter on backpropagation: its functions, its toy data."""

import itertools

import numpy as np
import pytest

from course_notebooks import definitions
from course_utils import neural_network as package
from course_utils.chapters.backpropagation.toy_data import TASKS, make_moons

CHAPTER = "05_backpropagation"
BY_HAND = ["make_net", "forward", "softmax", "cross_entropy", "backward", "update"]


@pytest.fixture(scope="module")
def chapter():
    """The functions that the chapter defines, by name."""
    names = [*BY_HAND, "measured_gradient"]
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
