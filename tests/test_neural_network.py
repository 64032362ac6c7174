"""The package's networks against autograd and central differences; the toy tasks, the drawings."""

import copy
import itertools
import tracemalloc

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from autograd.scipy.special import logsumexp

from course_utils.drawn_digits import BLOCK, BRUSH, SIDE, draw_line, pixels_of
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
from course_utils.toy_data import TASKS

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
    for activation, one_for_all in itertools.product(("tanh", "sigmoid", "relu"), (True, False)):
        network = make_network([6, 9, 9, 4], activation, seed=rng)
        X = rng.normal(size=(5, 6))
        output = 2 if one_for_all else rng.integers(4, size=5)
        slopes = network.input_gradient(X, output)
        steps = 1e-6 * np.eye(6)
        for i, slope in enumerate(slopes):
            chosen = np.broadcast_to(output, 5)[i]
            rise = (network.predict(X[i] + steps) - network.predict(X[i] - steps))[:, chosen]
            np.testing.assert_allclose(slope, rise / 2e-6, rtol=1e-6, atol=1e-8)
        kept = slopes.copy()
        network.input_gradient(X + 1, 3)
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
    seen, learn = [], network.learn

    def learn_and_keep(X, y, learning_rate):
        seen.append((X.copy(), y.copy(), learn(X, y, learning_rate)))
        return seen[-1][2]

    network.learn = learn_and_keep
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
    outputs = [single.predict(X), single.forward(X), single.input_gradient(X, 1)]
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
        "as given": {"shuffle": False},
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
    assert orders["as given"] == [y.tolist()] * 2
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
    in_steps.evaluate(X, y), in_steps.predict(X[:3])  # to look changes nothing
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
            X = rng.normal(size=(n_samples, network.n_features))
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


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_a_step_makes_no_large_array(activation):
    network = make_network([64, 256, 10], activation)
    X, y = np.ones((512, 64)), np.zeros(512, int)
    network.learn(X, y, 0.1)
    tracemalloc.start()
    network.learn(X, y, 0.1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 0.1 * 512 * 256 * X.itemsize


X32, LABELS = np.arange(6.0).reshape(3, 2) ** 2, np.array([0, 1, 1])
NETWORK, NUMBERS = make_network([2, 3, 2]), make_network([2, 3, 1], loss="mean squared error")
SETTINGS = {"learning_rate": 0.1, "n_epochs": 1}


def dense(*shape, dtype=float):
    return Dense(np.ones(shape, dtype), np.ones(shape[1:], dtype))


def pair_of(layer):
    return Network([dense(2, 2), layer, layer], MeanSquaredError())


def slopes_after_forward(layer, slopes_shape):
    layer.forward(X32)
    layer.backward(np.ones(slopes_shape))


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda: Dense(np.ones(2), np.ones(2)), r"W has shape \(2,\) and b has shape \(2,\)"),
        (lambda: dense(2, 3, 4), r"W has shape \(2, 3, 4\)"),
        (lambda: Dense(np.ones((2, 3)), np.ones(2)), r"\(2, 3\).*\(2,\).*\(n_outputs,\)"),
        (lambda: Dense(np.ones((2, 3)), np.ones((3, 1))), r"\(2, 3\).*\(3, 1\)"),
        (lambda: Dense(np.ones((2, 3)), np.ones(3, "f4")), "W holds float64 and b holds float32"),
        (lambda: dense(2, 3, dtype=int), "int64.*floating"),
        (lambda: dense(3, 2).apply(X32), r"X has shape \(3, 2\).*\(3, 2\).*needs 3 column"),
        (lambda: dense(2, 2).forward(np.ones(2)), r"\(2,\).*a row a sample"),
        (lambda: NETWORK.predict(np.ones((4, 3))), r"\(4, 3\).*2 column"),
        (lambda: dense(2, 2).backward(X32), "call forward first"),
        (lambda: ReLU().backward(X32), "call forward first"),
        (lambda: MeanSquaredError().backward(), "call forward first"),
        (lambda: SoftmaxCrossEntropy().backward(), "call forward first"),
        (lambda: slopes_after_forward(dense(2, 4), (3, 2)), r"\(3, 2\).*returned shape \(3, 4\)"),
        (lambda: slopes_after_forward(Tanh(), 2), r"\(2,\).*returned shape \(3, 2\)"),
        (lambda: MeanSquaredError().forward(X32[:, :1], LABELS), r"\(3,\).*\(3, 1\).*y\[:, None"),
        (lambda: MeanSquaredError().forward(X32, X32 > 1), "y holds bool: give numbers"),
        (lambda: SoftmaxCrossEntropy().forward(X32, X32), r"\(3, 2\).*one label a sample"),
        (lambda: SoftmaxCrossEntropy().forward(X32, LABELS + 0.0), r"float64.*astype\(int\)"),
        (lambda: NETWORK.evaluate(X32, LABELS + 1), "from 1 to 2; 2 outputs have.* 0 to 1"),
        (lambda: NETWORK.learn(X32, LABELS - 1, 0.1), "from -1 to 0; 2 outputs"),
        (lambda: Network([], MeanSquaredError()), "begins with a Dense layer"),
        (lambda: Network([Tanh(), dense(2, 2)], MeanSquaredError()), "begins with a Dense layer"),
        (lambda: pair_of(ReLU()), "stands twice"),
        (lambda: pair_of(dense(2, 2)), "stands twice"),
        (lambda: Network([dense(2, 3), dense(2, 1)], None), r"\(2, 3\).*followed.*\(2, 1\)"),
        (lambda: Network([dense(2, 3), dense(3, 1, dtype="f4")], None), "float64.*float32"),
        (lambda: make_network([2]), r"sizes is \[2\].*positive whole numbers"),
        (lambda: make_network((2, 0, 1)), r"sizes is \[2, 0, 1\]"),
        (lambda: make_network([2, 3.0, 1]), r"sizes is \[2, 3.0, 1\]"),
        (lambda: make_network([2, 1], "step"), "activation is 'step'.*tanh, relu, sigmoid"),
        (lambda: make_network([2, 1], loss="hinge"), "loss is 'hinge'.*squared error, cross-entr"),
        (lambda: NETWORK.input_gradient(X32, 2), "output is 2.* from 0 to 1.*3 samples"),
        (lambda: NETWORK.input_gradient(X32, -1), "output is -1"),
        (lambda: NETWORK.input_gradient(X32, 0.5), "output is 0.5"),
        (lambda: NETWORK.input_gradient(X32, [0, 1]), r"output is \[0 1\]"),
        (lambda: train(NETWORK, X32.T, LABELS, **SETTINGS), r"\(2, 3\).*\(n_samples, 2\)"),
        (lambda: train(NETWORK, X32[:0], LABELS[:0], **SETTINGS), r"\(0, 2\).*a row a sample"),
        (lambda: train(NETWORK, X32[0], LABELS, **SETTINGS), r"X has shape \(2,\)"),
        (lambda: train(NETWORK, X32, LABELS[:2], **SETTINGS), r"y has shape \(2,\)"),
        (lambda: train(NETWORK, np.sqrt(4 - X32), LABELS, **SETTINGS), r"X\[1, 1\] is nan"),
        (lambda: train(NUMBERS, X32, X32[:, :1] / 0, **SETTINGS), r"y\[0, 0\] is nan"),
        (lambda: train(NETWORK, X32, LABELS, learning_rate=1, n_epochs=-1), "n_epochs is -1"),
        (lambda: train(NETWORK, X32, LABELS, learning_rate=1, n_epochs=2.5), "0 or more"),
        (lambda: train(NETWORK, X32, LABELS, **SETTINGS, batch_size=0), "batch_size is 0.*1 or m"),
        (lambda: train(NETWORK, X32, LABELS, learning_rate=0, n_epochs=1), "rate is 0: give"),
        (lambda: train(NETWORK, X32, LABELS, learning_rate=np.nan, n_epochs=1), "rate is nan"),
        (lambda: train(NETWORK, X32, LABELS, learning_rate=np.inf, n_epochs=1), "rate is inf"),
    ],
)
def test_what_does_not_fit_is_named(call, complaint):
    with np.errstate(all="ignore"), pytest.raises(ValueError, match=complaint):
        call()


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
