"""The package's networks against autograd and central differences."""

import copy
import itertools

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from autograd.scipy.special import logsumexp

from course_utils.chapters.backpropagation.toy_data import TASKS
from course_utils.chapters.reading_digits import score_slopes
from course_utils.neural_network import (
    Dense,
    MeanSquaredError,
    Network,
    ReLU,
    Sigmoid,
    SoftmaxCrossEntropy,
    Tanh,
    make_network,
    softmax,
    train,
)

ORACLES = {
    Tanh: anp.tanh,
    ReLU: lambda Z: anp.where(Z > 0, Z, 0),
    Sigmoid: lambda Z: 1 / (1 + anp.exp(-Z)),
}


def oracle_loss(parameters, X, y, network):
    """Compute the loss of a network of the same kind, from its definition."""
    outputs, waiting = X, iter(parameters)
    for layer in network.layers:
        if isinstance(layer, Dense):
            outputs = anp.dot(outputs, next(waiting)) + next(waiting)
        else:
            outputs = ORACLES[type(layer)](outputs)
    if isinstance(network.loss, MeanSquaredError):
        return anp.sum((outputs - y) ** 2) / len(X)
    surprises = logsumexp(outputs, axis=1) - outputs[np.arange(len(X)), y]
    return anp.mean(surprises)


def oracle_gradients(network, X, y):
    """Return autograd's slopes with respect to every parameter, and to the inputs."""
    parameters = [array.copy() for array in network.parameters]
    return autograd.grad(oracle_loss, (0, 1))(parameters, X, y, network)


def random_problem(rng):
    """Return a network of 1 to 4 dense layers, each gap its own activation, and a batch.

    The weights are not so large that whole layers are saturated: there 1 − A² and A (1 − A), which
    are differences of numbers close to each other, would have fewer than ten right digits.
    """
    sizes = rng.integers(1, 13, size=rng.integers(2, 6))
    regression = rng.integers(2)
    sizes[-1] += not regression  # of a single class there is nothing to learn
    scale, n_samples = 10 ** rng.uniform(-1, 0), rng.integers(1, 20)
    layers = []
    for n_inputs, n_outputs in itertools.pairwise(sizes):
        W = rng.normal(size=(n_inputs, n_outputs)) * scale / np.sqrt(n_inputs)
        layers += [Dense(W, scale * rng.normal(size=n_outputs)), rng.choice(list(ORACLES))()]
    X = scale * rng.normal(size=(n_samples, sizes[0]))
    if regression:
        y = rng.normal(size=(n_samples, sizes[-1]))
        # Some end in an activation.
        return Network(layers[: len(layers) - rng.integers(2)], MeanSquaredError()), X, y
    return Network(layers[:-1], SoftmaxCrossEntropy()), X, rng.integers(sizes[-1], size=n_samples)


def assert_close(ours, theirs, tolerance=1e-10):
    """Compare lists of arrays, each by the length of the difference."""
    for mine, its in zip(ours, theirs, strict=True):
        assert mine.shape == its.shape
        assert np.linalg.norm(mine - its) <= tolerance * np.linalg.norm(its)


def test_gradients_agree_with_autograd():
    rng = np.random.default_rng(1)
    for _problem in range(250):
        network, X, y = random_problem(rng)
        loss = network.loss.forward(network.forward(X), y)
        dX = network.backward(network.loss.backward(), to_inputs=True)
        assert loss == pytest.approx(oracle_loss(network.parameters, X, y, network), rel=1e-12)
        slopes, to_inputs = oracle_gradients(network, X, y)
        assert_close([*network.gradients, dX], [*slopes, to_inputs])
        pairs = zip(slopes[::2], slopes[1::2], strict=True)
        norms = [np.sqrt(np.sum(dW**2) + np.sum(db**2)) for dW, db in pairs]
        np.testing.assert_allclose(network.gradient_norms, norms, rtol=1e-10)


def test_one_step_is_the_textbook_update():
    rng = np.random.default_rng(2)
    for _problem in range(40):
        network, X, y = random_problem(rng)
        slopes, _to_inputs = oracle_gradients(network, X, y)
        expected = [W - 0.3 * slope for W, slope in zip(network.parameters, slopes, strict=True)]
        before = oracle_loss(network.parameters, X, y, network)
        assert network.learn(X, y, 0.3) == pytest.approx(before, rel=1e-12)
        assert_close(network.parameters, expected)


def test_the_slopes_of_an_output_are_the_central_differences():
    rng = np.random.default_rng(3)
    for activation, output in itertools.product(("tanh", "sigmoid", "relu"), range(4)):
        network = make_network([6, 9, 9, 4], activation, seed=rng)
        X = rng.normal(size=(5, 6))
        slopes = score_slopes(network, X, output)
        steps = 1e-6 * np.eye(6)
        for i, slope in enumerate(slopes):
            rise = (network.predict(X[i] + steps) - network.predict(X[i] - steps))[:, output]
            np.testing.assert_allclose(slope, rise / 2e-6, rtol=1e-6, atol=1e-8)
        kept = slopes.copy()
        score_slopes(network, X + 1, 3)
        np.testing.assert_array_equal(slopes, kept)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.filterwarnings("error")
def test_huge_scores_give_finite_losses_and_slopes(dtype):
    scores = np.array([[1e4, -1e4], [1e4, -1e4], [1e4, 1e4], [-1e4, -1e4]], dtype)
    loss = SoftmaxCrossEntropy()
    assert loss.forward(scores, np.array([0, 1, 1, 0])) == pytest.approx((2e4 + 2 * np.log(2)) / 4)
    expected = [[0, 0], [0.25, -0.25], [0.125, -0.125], [-0.125, 0.125]]
    np.testing.assert_allclose(loss.backward(), expected, atol=1e-7)
    np.testing.assert_allclose(softmax(scores), [[1, 0], [1, 0], [0.5, 0.5], [0.5, 0.5]])
    rng = np.random.default_rng(4)
    for scale in (1e-4, 1.0, 1e4):
        scores, y = (scale * rng.uniform(-1, 1, (50, 7))).astype(dtype), rng.integers(7, size=50)
        exact = np.mean(logsumexp(scores.astype(float), axis=1) - scores[np.arange(50), y])
        assert loss.forward(scores, y) == pytest.approx(exact, rel=20 * float(np.finfo(dtype).eps))
    for activation in ORACLES:
        layers = [Dense(np.array([[1e4, -1e4]], dtype), np.zeros(2, dtype)), activation()]
        network = Network(layers, MeanSquaredError())
        network.learn(np.array([[1.0], [-1.0], [0.0]]), np.zeros((3, 2)), 1e-9)
        assert all(np.isfinite(array).all() for array in network.parameters + network.gradients)


def watched(network):
    """Let a network keep a copy of every batch that it learns from, and of its loss."""
    seen, step = [], network.step

    def step_and_keep(X, y, learning_rate):
        seen.append((X.copy(), y.copy(), step(X, y, learning_rate)))
        return seen[-1][2]

    network.step = step_and_keep
    return seen


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
@pytest.mark.parametrize("loss", ["cross-entropy", "mean squared error"])
def test_float32_stays_float32(activation, loss):
    rng = np.random.default_rng(5)
    single = make_network([4, 6, 3], activation, loss, seed=8, dtype=np.float32)
    double = make_network([4, 6, 3], activation, loss, seed=8)
    X = rng.normal(size=(10, 4))
    y = rng.integers(3, size=10) if loss == "cross-entropy" else rng.normal(size=(10, 3))
    batches = watched(single)
    for network in (single, double):
        list(train(network, X, y, learning_rate=np.float64(0.1), n_epochs=3, batch_size=4))
        # NumPy's own float64 number must not lift the arrays to float64 either.
        network.learn(X.tolist(), y, np.float64(0.1))
    outputs = [single.predict(X), single.forward(X), score_slopes(single, X, 1)]
    # Samples and numbers to predict are converted once, and not in each batch.
    outputs += [array for batch in batches[:-1] for array in batch[:2] if array.dtype.kind == "f"]
    outputs += [single.loss.backward(), *single.parameters, *single.gradients]
    assert {array.dtype for array in outputs} == {np.dtype(np.float32)}
    assert_close(single.parameters, double.parameters, tolerance=1e-5)
    # Of float64 inputs too it is float32 that is computed with, not only what is returned.
    rounded = single.forward(X.astype(np.float32)).copy()
    np.testing.assert_array_equal(single.forward(X), rounded)
    # A loss that has served a network of float64 serves this one in float32.
    double.loss.forward(single.forward(X), y)
    assert double.loss.backward().dtype == np.float32


def test_the_seed_decides_the_weights_and_the_activation_their_spread():
    first, same, other = (make_network([3, 5, 2], seed=seed).parameters for seed in (7, 7, 8))
    drawn = make_network([3, 5, 2], seed=np.random.default_rng(7)).parameters
    rounded = make_network([3, 5, 2], seed=7, dtype=np.float32).parameters
    for a, b, c, d in zip(first, same, drawn, rounded, strict=True):
        np.testing.assert_array_equal(a, b)
        np.testing.assert_array_equal(a, c)
        np.testing.assert_array_equal(a.astype(np.float32), d)
    assert (first[0] != other[0]).all()
    spreads = {"tanh": np.sqrt(2 / 500), "relu": np.sqrt(2 / 200), "sigmoid": 4 * np.sqrt(2 / 500)}
    for activation, spread in spreads.items():
        W, b, last, _last_b = make_network([200, 300, 100], activation).parameters
        assert [W.std(), last.std()] == pytest.approx([spread, np.sqrt(2 / 400)], rel=0.02)
        assert abs(W.mean()) < 0.02 * spread
        assert not b.any()


def test_an_epoch_takes_every_sample_once_in_an_order_of_the_seed():
    X, y = np.arange(22.0).reshape(11, 2), np.arange(11)
    orders = {}
    for name, settings in {
        "seed 3": {"seed": 3},
        "again": {"seed": np.random.default_rng(3)},
        "seed 4": {"seed": 4},
    }.items():
        network = make_network([2, 11])
        seen = watched(network)
        history = list(
            train(network, X, y, learning_rate=1e-3, n_epochs=2, batch_size=4, **settings)
        )
        assert [len(batch) for batch, _y, _loss in seen] == [4, 4, 3] * 2
        for batch, labels, _loss in seen:
            np.testing.assert_array_equal(batch, X[labels])
        orders[name] = [np.concatenate([b[1] for b in seen[i : i + 3]]).tolist() for i in (0, 3)]
        assert all(sorted(order) == y.tolist() for order in orders[name])
        means = [sum(len(b[0]) * b[2] for b in seen[i : i + 3]) / 11 for i in (0, 3)]
        assert [epoch.loss for epoch in history] == pytest.approx(means, rel=1e-12)
        assert [epoch.number for epoch in history] == [1, 2]
    assert orders["seed 3"] == orders["again"]
    shuffled = [*orders["seed 3"], *orders["seed 4"], y.tolist()]
    assert len(set(map(tuple, shuffled))) == 5


def test_training_goes_on_only_when_asked():
    X, y = TASKS["moons"](30)
    settings = {"learning_rate": 0.2, "batch_size": 8, "seed": 5}
    at_once, in_steps = make_network([2, 6, 2]), make_network([2, 6, 2])
    whole = list(train(at_once, X, y, n_epochs=5, **settings))
    before = copy.deepcopy(in_steps.parameters)
    history = train(in_steps, X, y, n_epochs=5, **settings)
    assert_close(in_steps.parameters, before, tolerance=0)
    parts = list(itertools.islice(history, 2))
    paused = copy.deepcopy(in_steps.parameters)
    in_steps.predict(X[:3])  # to look changes nothing
    assert_close(in_steps.parameters, paused, tolerance=0)
    parts += history
    assert [epoch.loss for epoch in parts] == [epoch.loss for epoch in whole]
    assert_close(in_steps.parameters, at_once.parameters, tolerance=0)
    assert list(train(at_once, X, y, n_epochs=0, **settings)) == []


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_divergence_ends_the_training_without_a_warning(dtype):
    X, y = np.arange(6.0)[:, None], np.arange(6.0)[:, None] ** 2
    network = make_network([1, 8, 1], "relu", "mean squared error", dtype=dtype)
    before, history = np.geterr(), []
    for epoch in train(network, X, y, learning_rate=10.0, n_epochs=500, batch_size=4):
        history.append(epoch)
        assert np.geterr() == before
    assert 1 < len(history) < 500
    assert [epoch.diverged for epoch in history] == [False] * (len(history) - 1) + [True]


def test_one_batch_leaves_nothing_behind_for_the_next():
    rng = np.random.default_rng(6)
    for _problem in range(40):
        network, _X, _y = random_problem(rng)
        regression = isinstance(network.loss, MeanSquaredError)
        for n_samples in (9, 9, 2, 5, 12, 1, 9):
            X = rng.normal(size=(n_samples, len(network.dense_layers[0].W)))
            shape = (n_samples, network.n_outputs) if regression else n_samples
            y = (
                rng.normal(size=shape)
                if regression
                else rng.integers(network.n_outputs, size=shape)
            )
            outputs = network.forward(X)
            network.loss.forward(outputs, y)
            slopes = network.loss.backward()
            network.predict(X[::-1] + 1)  # another question in between does not get in the way
            network.backward(slopes)
            dX = network.backward(network.loss.backward(), to_inputs=True)  # twice is as once
            expected, to_inputs = oracle_gradients(network, X, y)
            assert_close([*network.gradients, dX], [*expected, to_inputs])


def test_predictions_are_the_callers_own():
    network, X = make_network([3, 4, 2], "relu"), np.ones((5, 3))
    kept = network.predict(X)
    copied = kept.copy()
    network.learn(X, np.zeros(5, int), 1.0)
    assert not np.array_equal(network.predict(X), kept)
    np.testing.assert_array_equal(kept, copied)
    np.testing.assert_array_equal(X, np.ones((5, 3)))
