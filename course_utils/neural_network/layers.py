"""The layers of a network: each turns inputs into outputs, and slopes at its outputs into slopes
at its inputs.

The rows of every array are samples. `apply` computes and remembers nothing. `forward` computes the
same and remembers what `backward` needs. What a layer is given is never changed; what holds
anything but real numbers, or has another shape, is refused with a ValueError.
"""

import numpy as np

from course_utils.language import _
from course_utils.mathematics.validation import as_numbers, is_floating


class Dense:
    """A dense layer, Z = X W + b.

    Backward: dW = Xᵀ dZ, db = Σ over the rows of dZ, dX = dZ Wᵀ, where dZ is short for ∂L/∂Z.

    Parameters
    ----------
    W : ndarray of shape (n_inputs, n_outputs)
        The weights. The layer keeps this array and updates it in place.
    b : ndarray of shape (n_outputs,)
        The biases, likewise.

    Attributes
    ----------
    W, b, dW, db : ndarray
        The parameters, and the gradient as the last `backward` found it; zeros before.

    Examples
    --------
    >>> layer = Dense(np.array([[1.0], [2.0]]), np.array([0.5]))
    >>> layer.forward(np.array([[1.0, 1.0], [0.0, 2.0]]))
    array([[3.5],
           [4.5]])
    >>> layer.backward(np.array([[1.0], [10.0]]))
    array([[ 1.,  2.],
           [10., 20.]])
    >>> layer.dW, layer.db
    (array([[ 1.],
           [21.]]), array([11.]))
    """

    def __init__(self, W, b):
        W, b = np.asarray(W), np.asarray(b)
        if W.ndim != 2 or b.shape != W.shape[1:]:
            message = _(
                "W has shape {W} and b has shape {b}: "
                "they need (n_inputs, n_outputs) and (n_outputs,)."
            )
            raise ValueError(message.format(W=W.shape, b=b.shape))
        if W.dtype != b.dtype or not is_floating(W.dtype):
            message = _(
                "W holds {W} and b holds {b}: both need the same floating type, float32 or float64."
            )
            raise ValueError(message.format(W=W.dtype, b=b.dtype))
        self.W, self.b = W, b
        self.dW, self.db = np.zeros_like(W), np.zeros_like(b)
        self._X = None

    def apply(self, X):
        """Return X W + b, of shape (n_samples, n_outputs)."""
        return self._weighted(self.as_inputs(X))

    def forward(self, X):
        """Return X W + b, and remember X: it must not be changed before `backward`."""
        self._X = self.as_inputs(X)
        return self._weighted(self._X)

    def _weighted(self, X):
        Z = X @ self.W
        Z += self.b
        return Z

    def as_inputs(self, X):
        """Return X as numbers of the layer's type, in a shape that fits W."""
        X = as_numbers("X", X, self.W.dtype)
        if X.ndim != 2 or X.shape[1] != len(self.W):
            message = _(
                "X has shape {X} and W has shape {W}: X needs {n} column(s), a row a sample, "
                "(n_samples, {n})."
            )
            raise ValueError(message.format(X=X.shape, W=self.W.shape, n=len(self.W)))
        return X

    def backward(self, dZ, *, to_inputs=True):
        """Turn ∂L/∂Z into ∂L/∂W and ∂L/∂b, and return ∂L/∂X unless it is not asked for."""
        require_forward(self._X)
        dZ = as_slopes(dZ, (len(self._X), len(self.b)), self.W.dtype)
        np.matmul(self._X.T, dZ, out=self.dW)
        dZ.sum(axis=0, out=self.db)
        return dZ @ self.W.T if to_inputs else None

    def update(self, learning_rate):
        """Take one step downhill: W ← W − rate × dW, b ← b − rate × db."""
        self.W -= learning_rate * self.dW
        self.b -= learning_rate * self.db


def glorot_spread(n_inputs, n_outputs):
    """Return √(2 / (n_inputs + n_outputs)): weights so spread keep signals and slopes from fading.

    Sources: Glorot and Bengio (2010), which also has the factor 4 for the sigmoid; for ReLU, He,
    Zhang, Ren and Sun (2015).
    """
    return np.sqrt(2 / (n_inputs + n_outputs))


class Activation:
    """What the activations share: each value by itself, A = f(Z), and backward dZ = dA × f′(Z).

    An activation says what f is, and what its slope is in terms of A = f(Z), which is at hand; both
    in arrays of their own. And it says which standard deviation the weights before it begin with:
    `glorot_spread`, unless it has one of its own.
    """

    initial_spread = staticmethod(glorot_spread)
    _outputs = None

    def apply(self, Z):
        """Return f(Z), of the shape of Z."""
        return self.f(as_numbers("Z", Z))

    def forward(self, Z):
        """Return f(Z), of the shape of Z, and remember it."""
        self._outputs = self.apply(Z)
        return self._outputs

    def backward(self, dA):
        """Return ∂L/∂Z, given ∂L/∂A."""
        require_forward(self._outputs)
        dZ = self.slope(self._outputs)
        dZ *= as_slopes(dA, dZ.shape, dZ.dtype)
        return dZ


class Tanh(Activation):
    """tanh, whose slope is 1 − A².

    >>> tanh = Tanh()
    >>> tanh.forward(np.array([[0.0, 100.0]])), tanh.backward(np.array([[3.0, 3.0]]))
    (array([[0., 1.]]), array([[3., 0.]]))
    """

    f = staticmethod(np.tanh)

    def slope(self, A):
        squared = A * A
        return np.subtract(1, squared, out=squared)


class ReLU(Activation):
    """max(0, Z), whose slope is 1 where A > 0, and 0 elsewhere (at the corner too).

    >>> relu = ReLU()
    >>> relu.forward(np.array([[-2.0, 5.0]])), relu.backward(np.array([[3.0, 3.0]]))
    (array([[0., 5.]]), array([[0., 3.]]))
    """

    def f(self, Z):
        return np.maximum(Z, 0)

    def slope(self, A):
        return (A > 0).astype(A.dtype)

    def initial_spread(self, n_inputs, n_outputs):
        return np.sqrt(2 / n_inputs)


class Sigmoid(Activation):
    """1 / (1 + exp(−Z)), whose slope is A (1 − A).

    >>> sigmoid = Sigmoid()
    >>> sigmoid.forward(np.array([[0.0, -1e4]])), sigmoid.backward(np.array([[4.0, 4.0]]))
    (array([[0.5, 0. ]]), array([[1., 0.]]))
    """

    def f(self, Z):
        # exp is only given numbers up to 0: exp(1e4) would overflow.
        small = np.exp(-np.abs(Z))
        return np.where(Z >= 0, 1, small) / (1 + small)

    def slope(self, A):
        rest = 1 - A
        rest *= A
        return rest

    def initial_spread(self, n_inputs, n_outputs):
        # Its slope at 0 is 1/4, that of tanh is 1.
        return 4 * glorot_spread(n_inputs, n_outputs)


ACTIVATIONS = {"tanh": Tanh, "relu": ReLU, "sigmoid": Sigmoid}


def require_forward(remembered):
    """Refuse to go back where `forward`, which remembers the way, was not called."""
    if remembered is None:
        raise ValueError(_("There is nothing to go back through: call forward first."))


def as_slopes(slopes, shape, dtype):
    """Return slopes as numbers of this type, in the shape of the outputs that they belong to."""
    slopes = as_numbers("The slopes", slopes, dtype)
    if slopes.shape != shape:
        message = _("backward was given slopes of shape {slopes}; forward returned shape {shape}.")
        raise ValueError(message.format(slopes=slopes.shape, shape=shape))
    return slopes
