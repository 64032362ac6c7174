"""The losses of a network: one number for a batch, and its slopes at the network's outputs."""

import numpy as np

from course_utils.language import _
from course_utils.mathematics.validation import (
    as_array,
    as_numbers,
    require_finite,
    require_samples,
)
from course_utils.neural_network.layers import require_forward


class MeanSquaredError:
    """L = (1/N) Σ (y_pred − y)², summed over samples and outputs; N counts the samples.

    Backward: ∂L/∂y_pred = (2/N) (y_pred − y).

    >>> loss = MeanSquaredError()
    >>> print(loss.forward(np.array([[3.0], [5.0]]), np.array([[2.0], [7.0]])))
    2.5
    >>> loss.backward()
    array([[ 1.],
           [-2.]])
    """

    _error = None

    def check(self, y, shape, dtype):
        """Return y as finite numbers that fit predictions of this shape and type."""
        y = as_numbers("y", y, dtype)
        if y.shape != shape or y.ndim != 2:
            message = _(
                "y has shape {y} and the network's outputs {outputs}: both need "
                "(n_samples, n_outputs). y[:, None] turns (n,) into (n, 1)."
            )
            raise ValueError(message.format(y=y.shape, outputs=shape))
        require_samples(len(y))
        require_finite("y", y)
        return y

    def forward(self, y_pred, y):
        """Return the loss of predictions (n_samples, n_outputs), and remember the error."""
        y_pred = as_numbers("y_pred", y_pred)
        y = self.check(y, y_pred.shape, y_pred.dtype)
        self._error = error = y_pred - y
        return np.vdot(error, error) / len(error)

    def backward(self):
        """Return ∂L/∂y_pred."""
        require_forward(self._error)
        return (2 / len(self._error)) * self._error


class SoftmaxCrossEntropy:
    """L = −(1/N) Σ log P[i, yᵢ], with P = softmax(scores): the surprise at the right labels.

    Backward: ∂L/∂scores = (P − one-hot(y)) / N.

    Notes
    -----
    log P is taken as score − log Σ exp(scores), with the row's highest score subtracted first,
    so that neither exp nor log meets a number out of its range, whatever the scores.

    Examples
    --------
    >>> loss = SoftmaxCrossEntropy()
    >>> print(f"{loss.forward(np.array([[0.0, 0.0], [1e4, -1e4]]), np.array([1, 0])):.4f}")
    0.3466
    >>> loss.backward()
    array([[ 0.25, -0.25],
           [ 0.  ,  0.  ]])
    """

    _P = _right = None

    def check(self, y, shape, dtype):
        """Return y as labels that fit scores of this shape; the scores' type is all the same."""
        y = as_array("y", y)
        if len(shape) != 2 or y.shape != shape[:1]:
            message = _(
                "y has shape {y} and the network's outputs {outputs}: the outputs need "
                "(n_samples, n_classes) and y one label a sample, (n_samples,)."
            )
            raise ValueError(message.format(y=y.shape, outputs=shape))
        n_samples, n_classes = shape
        if y.dtype.kind not in "iu":
            message = _("y holds {type}: labels are whole numbers; try y.astype(int).")
            raise ValueError(message.format(type=y.dtype))
        require_samples(n_samples)
        if y.min() < 0 or y.max() >= n_classes:
            message = _(
                "y holds labels from {low} to {high}; {n} outputs have the labels 0 to {last}."
            )
            low, high = int(y.min()), int(y.max())
            raise ValueError(message.format(low=low, high=high, n=n_classes, last=n_classes - 1))
        return y

    def forward(self, scores, y):
        """Return the loss of scores of shape (n_samples, n_classes), and remember P and y."""
        scores = as_numbers("scores", scores)
        y = self.check(y, scores.shape, scores.dtype)
        self._right = np.arange(len(y)), y
        P = scores - scores.max(axis=1, keepdims=True)
        right_score = P[self._right]
        np.exp(P, out=P)
        total = P.sum(axis=1, keepdims=True)
        P /= total
        self._P = P
        return (np.log(total).sum() - right_score.sum()) / len(y)

    def backward(self):
        """Return ∂L/∂scores."""
        require_forward(self._P)
        slopes = self._P / len(self._P)
        slopes[self._right] -= 1 / len(slopes)
        return slopes


LOSSES = {"mean squared error": MeanSquaredError, "cross-entropy": SoftmaxCrossEntropy}


def softmax(scores):
    """Return exp(scores) / Σ exp(scores) of each row: probabilities that sum to 1.

    Scores and probabilities are of shape (n_samples, n_classes). The row's highest score is
    subtracted first: the result is the same, and exp never overflows.

    >>> softmax(np.array([[0.0, 0.0], [1e4, -1e4]]))
    array([[0.5, 0.5],
           [1. , 0. ]])
    """
    scores = as_numbers("scores", scores)
    if scores.ndim != 2 or not scores.shape[1]:
        message = _("scores has shape {shape}: give (n_samples, n_classes).")
        raise ValueError(message.format(shape=scores.shape))
    P = np.exp(scores - scores.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    return P
