"""Training: gradient descent on mini-batches, an epoch at a time."""

from dataclasses import dataclass

import numpy as np

from course_utils.mathematics.validation import require_rate, require_whole


@dataclass(frozen=True)
class Epoch:
    """What one pass over all samples did; the first has the number 1."""

    number: int
    loss: float  # mean over all samples, each batch's taken before the update that it led to
    gradient_norms: np.ndarray  # of each dense layer in the last batch, the first layer first

    @property
    def diverged(self):
        """Whether the loss is no longer a finite number."""
        return not np.isfinite(self.loss)


def train(network, X, y, *, learning_rate, n_epochs, batch_size=None, seed=0):
    """Train a network, and yield what each epoch did.

    For each batch: W ← W − rate × ∂L/∂W with every parameter, L being the batch's mean loss.

    Parameters
    ----------
    network : Network
        It is changed in place, and can be looked at between two epochs.
    X : ndarray of shape (n_samples, n_features)
        The inputs.
    y : ndarray of shape (n_samples, n_outputs), or of shape (n_samples,) for labels
        What is right.
    learning_rate : float
        What turns a slope into a step.
    n_epochs : int
        How many passes over all samples.
    batch_size : int, optional
        Samples to a step; the last batch of an epoch may have fewer. By default all of them.
    seed : int or numpy.random.Generator
        Decides the order in which each epoch takes the samples.

    Yields
    ------
    Epoch
        The last one is where the training diverged, if it did. No warning of NumPy escapes. (What
        makes no sense is refused with a ValueError at once, not at the first epoch.)

    Examples
    --------
    >>> from course_utils.neural_network import make_network
    >>> X, y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    >>> network = make_network([2, 8, 2], "tanh", seed=0)
    >>> history = list(train(network, X, y, learning_rate=0.5, n_epochs=200))
    >>> print(history[-1].number, history[-1].loss < 0.05, network.predict(X).argmax(axis=1))
    200 True [0 1 1 0]
    """
    X, y = network.check(X, y)
    require_whole("n_epochs", n_epochs, least=0)
    batch_size = len(X) if batch_size is None else batch_size
    require_whole("batch_size", batch_size, least=1)
    require_rate(learning_rate)
    # With all samples in one batch their order changes nothing.
    rng = np.random.default_rng(seed) if batch_size < len(X) else None
    return _epochs(network, X, y, float(learning_rate), n_epochs, batch_size, rng)


def _epochs(network, X, y, learning_rate, n_epochs, batch_size, rng):
    X_in_order, y_in_order = (X, y) if rng is None else (np.empty_like(X), np.empty_like(y))
    for number in range(1, n_epochs + 1):
        if rng is not None:
            order = rng.permutation(len(X))
            # With "raise", which is the default, NumPy would take into a copy first.
            np.take(X, order, axis=0, out=X_in_order, mode="clip")
            np.take(y, order, axis=0, out=y_in_order, mode="clip")
        # Not around the yield: there it would silence the caller's warnings too.
        with np.errstate(all="ignore"):
            loss = _one_epoch(network, X_in_order, y_in_order, learning_rate, batch_size)
            epoch = Epoch(number, loss, network.gradient_norms)
        yield epoch
        if epoch.diverged:
            return


def _one_epoch(network, X, y, learning_rate, batch_size):
    total = 0.0
    for start in range(0, len(X), batch_size):
        X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
        total += len(X_batch) * float(network.step(X_batch, y_batch, learning_rate))
    return total / len(X)
