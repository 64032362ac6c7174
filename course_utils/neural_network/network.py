"""A network: layers one after the other and a loss, with the passes through all of them."""

from itertools import pairwise
from numbers import Integral

import numpy as np

from course_utils.language import _
from course_utils.mathematics.validation import is_floating, require_finite, require_rate
from course_utils.neural_network.layers import ACTIVATIONS, Dense, glorot_spread
from course_utils.neural_network.losses import LOSSES


class Network:
    """Layers one after the other, and the loss that they are to lower.

    Parameters
    ----------
    layers : list
        `Dense`, `Tanh`, `ReLU` or `Sigmoid`; the first is a `Dense`.
    loss : MeanSquaredError or SoftmaxCrossEntropy
        What compares the last layer's outputs with y.

    Notes
    -----
    Throughout, X is an array of shape (n_samples, n_features); y is one of (n_samples, n_outputs),
    or of (n_samples,) for labels. They are taken as the type of the weights, so a network of
    float32 computes in float32. What does not fit, or holds anything but finite real numbers, is
    refused with a ValueError.

    Examples
    --------
    >>> network = make_network([2, 3, 2], "tanh", "cross-entropy", seed=0)
    >>> print([type(layer).__name__ for layer in network.layers], network.n_parameters)
    ['Dense', 'Tanh', 'Dense'] 17
    >>> X, y = np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([0, 1])
    >>> before = network.learn(X, y, learning_rate=0.1)
    >>> print(network.learn(X, y, learning_rate=0.1) < before)
    True
    """

    def __init__(self, layers, loss):
        self.layers, self.loss = list(layers), loss
        self.dense_layers = [layer for layer in self.layers if isinstance(layer, Dense)]
        _require_fitting(self.layers, self.dense_layers)
        self.n_outputs = self.dense_layers[-1].W.shape[1]
        self.dtype = self.dense_layers[0].W.dtype

    @property
    def parameters(self):
        """All weights and biases, [W, b, W, b, …]: the arrays themselves."""
        return [array for layer in self.dense_layers for array in (layer.W, layer.b)]

    @property
    def gradients(self):
        """The gradient of each of `parameters`, as the last `backward` left it."""
        return [array for layer in self.dense_layers for array in (layer.dW, layer.db)]

    @property
    def n_parameters(self):
        """How many numbers the network learns."""
        return sum(array.size for array in self.parameters)

    @property
    def gradient_norms(self):
        """The length of each dense layer's gradient (dW and db together), the first layer first."""
        norm = np.linalg.norm
        return np.array([np.hypot(norm(layer.dW), norm(layer.db)) for layer in self.dense_layers])

    def predict(self, X):
        """Return the outputs for X, of shape (n_samples, n_outputs), and remember nothing.

        They are predictions, or the scores of the classes: the highest marks the likeliest class.
        """
        outputs = self._finite(X)
        for layer in self.layers:
            outputs = layer.apply(outputs)
        return outputs

    def forward(self, X):
        """Return the outputs as `predict` does, each layer remembering what `backward` needs."""
        return self._forward(self._finite(X))

    def backward(self, slopes, *, to_inputs=False):
        """Go back from ∂L/∂outputs to the slopes of every parameter: see `gradients`.

        The slopes belong to the samples of the last `forward`. With `to_inputs`, for which
        training has no use, the result is ∂L/∂X, of shape (n_samples, n_features).
        """
        first, *others = self.layers
        for layer in reversed(others):
            slopes = layer.backward(slopes)
        return first.backward(slopes, to_inputs=to_inputs)

    def learn(self, X, y, learning_rate):
        """Forward, loss, backward, update, once; return the loss before the update."""
        require_rate(learning_rate)
        # As a float: a rate of NumPy's own would turn float32 into float64.
        return self.step(*self.check(X, y), float(learning_rate))

    def check(self, X, y):
        """Return X and y as finite numbers of the network's type and shapes, y maybe as labels."""
        X = self._finite(X)
        return X, self.loss.check(y, (len(X), self.n_outputs), self.dtype)

    def step(self, X, y, learning_rate):
        """Do as `learn` does, with what `check` returned and a rate that is a float above 0."""
        loss = self.loss.forward(self._forward(X), y)
        self.backward(self.loss.backward())
        for layer in self.dense_layers:
            layer.update(learning_rate)
        return loss

    def _forward(self, outputs):
        for layer in self.layers:
            outputs = layer.forward(outputs)
        return outputs

    def _finite(self, X):
        X = self.dense_layers[0].as_inputs(X)
        require_finite("X", X)
        return X


def make_network(sizes, activation="tanh", loss="cross-entropy", *, seed=0, dtype=np.float64):
    """Return a network of dense layers with an activation between them.

    Parameters
    ----------
    sizes : sequence of int
        Features, hidden units of each layer, outputs; [64, 32, 10] has one hidden layer.
    activation : {"tanh", "relu", "sigmoid"}
        Between the dense layers; the outputs are left as they are.
    loss : {"cross-entropy", "mean squared error"}
        For labels, or for numbers to be predicted.
    seed : int or numpy.random.Generator
        Decides the initial weights: the same ones (rounded) for every dtype.
    dtype : type
        Of the weights, and so of all that is computed.

    Returns
    -------
    Network
        Its weights normally distributed with a spread suited to the activation, its biases zero.

    Examples
    --------
    >>> network = make_network([64, 32, 10], "relu", dtype=np.float32)
    >>> print(*(array.shape for array in network.parameters), network.dtype)
    (64, 32) (32,) (32, 10) (10,) float32
    """
    sizes = list(sizes) if np.iterable(sizes) else [sizes]
    if len(sizes) < 2 or not all(isinstance(n, Integral) and n > 0 for n in sizes):
        message = _("sizes is {sizes}: give positive whole numbers, [n_features, …, n_outputs].")
        raise ValueError(message.format(sizes=sizes))
    if not is_floating(dtype):
        raise ValueError(_("dtype is {dtype}: choose float32 or float64.").format(dtype=dtype))
    Activation = _named("activation", activation, ACTIVATIONS)
    rng = np.random.default_rng(seed)
    *hidden, last = pairwise(sizes)
    layers = []
    for shape in hidden:
        layer = Activation()
        layers += [_random_dense(rng, shape, layer.initial_spread, dtype), layer]
    layers.append(_random_dense(rng, last, glorot_spread, dtype))
    return Network(layers, _named("loss", loss, LOSSES)())


def _random_dense(rng, shape, initial_spread, dtype):
    W = rng.normal(scale=initial_spread(*shape), size=shape)
    return Dense(W.astype(dtype, copy=False), np.zeros(shape[1], dtype))


def _named(what, name, known):
    if name not in list(known):
        message = _("{what} is {name!r}: choose one of {known}.")
        raise ValueError(message.format(what=what, name=name, known=", ".join(known)))
    return known[name]


def _require_fitting(layers, dense_layers):
    if not dense_layers or layers[0] is not dense_layers[0]:
        message = _("A network begins with a Dense layer: it says how many features there are.")
        raise ValueError(message)
    # A layer remembers one batch: in two places it would overwrite what it needs to go back.
    if len(set(map(id, layers))) < len(layers):
        raise ValueError(_("A layer stands twice in the network: make one for each place."))
    for left, right in pairwise(dense_layers):
        if left.W.shape[1] != right.W.shape[0] or left.W.dtype != right.W.dtype:
            message = _(
                "A dense layer of shape {left.shape} ({left.dtype}) is followed by one of shape "
                "{right.shape} ({right.dtype}): the first's outputs are the second's inputs."
            )
            raise ValueError(message.format(left=left.W, right=right.W))
