"""Gradient descent for any gradient, with its whole history."""

from dataclasses import dataclass

import numpy as np

from course_utils.language import _
from course_utils.mathematics.validation import as_number, as_numbers, require_rate, require_whole

_DIVERGED = 1e6  # times the first loss
_TINY = np.finfo(float).tiny


@dataclass(frozen=True)
class Descent:
    """What a gradient descent did.

    Its status is "converged" where the gradient vanished, "stopped" where the steps ran out, and
    "diverged" where the numbers grew out of hand.
    """

    points: np.ndarray  # of shape (n_steps + 1, *start.shape), the start first
    losses: np.ndarray | None  # at each point, where a loss was given
    status: str
    learning_rate: float

    @property
    def n_steps(self):
        """How many steps were taken."""
        return len(self.points) - 1


def gradient_descent(gradient, start, learning_rate, n_steps, *, loss=None):
    """Repeat point ← point − learning_rate × gradient(point).

    Parameters
    ----------
    gradient : callable
        Maps a point to an array of its shape: all partial derivatives at that point.
    start : float or ndarray
        Where to begin, of any shape. It is not changed.
    learning_rate : float
        What turns a slope into a step, in the unit of point² / loss; above 0.
    n_steps : int
        How many steps to take at most.
    loss : callable, optional
        Maps a point to a number; recorded, and watched for divergence.

    Returns
    -------
    Descent
        Its history ends at the step where the descent converged, stopped or diverged. (What is not
        as described here is refused with a ValueError that names it.)

    Notes
    -----
    "Diverged" is a verdict on numbers, not a proof: a value that is not finite, or a loss that
    has grown to a million times the first. (That is a measure for losses whose least value is
    about zero, as a mean squared error's.) A descent that grows slowly ends as "stopped"; whether
    it would diverge is told by `learning_rate_limit`. No warning of NumPy escapes.

    Examples
    --------
    >>> descent = gradient_descent(lambda w: 2 * w, 1.0, learning_rate=0.25, n_steps=3)
    >>> print(descent.points)
    [1.    0.5   0.25  0.125]
    """
    point = as_numbers("start", start).copy()
    if not np.isfinite(point).all():
        raise ValueError(_("The start is not finite: {start}.").format(start=start))
    require_rate(learning_rate)
    rate = as_number("learning_rate", float(learning_rate), point.dtype)
    require_rate(rate)  # in the point's type it may have become 0
    require_whole("n_steps", n_steps, least=0)
    points, losses, status = [point], [], "stopped"
    with np.errstate(all="ignore"):
        for step in range(n_steps + 1):
            # Copies, for functions that change what they are given.
            value = None if loss is None else float(as_number("The loss", loss(point.copy())))
            losses.append(value)
            slope = _slope(gradient, point)
            if _is_out_of_hand(point, slope, value, losses[0]):
                status = "diverged"
                break
            if not slope.any():
                status = "converged"
                break
            if step < n_steps:
                point = np.asarray(point - rate * slope)
                points.append(point)
    losses = None if loss is None else np.array(losses)
    return Descent(np.array(points), losses, status, float(learning_rate))


def learning_rate_limit(hessian):
    """Return 2/λmax, beyond which gradient descent on a quadratic loss diverges.

    One step multiplies the distance along an eigenvector by 1 − rate × λ, which has a size below
    1 only for 0 < rate < 2/λ. For a loss that is not quadratic the limit holds near a minimum. It
    is infinity where the loss curves upward in no direction; a curvature that rounding may have
    left of zero beside the largest one does not count.

    >>> learning_rate_limit(np.diag([1.0, 20.0]))
    0.1
    """
    values, rounding = _eigenvalues(hessian)
    return 2 / float(values[-1]) if values[-1] > rounding else float("inf")


def condition_number(hessian):
    """Return λmax/λmin: how many times as much a loss is bent across its valley as along it.

    At least 1, infinity where a direction is flat; ValueError where one curves downward.

    >>> condition_number(np.diag([1.0, 20.0]))
    20.0
    """
    values, rounding = _eigenvalues(hessian)
    if values[0] < -rounding:
        message = _(
            "The Hessian has the negative eigenvalue {value:.3g}: "
            "a condition number needs a loss that curves upward in every direction."
        )
        raise ValueError(message.format(value=values[0]))
    return float(values[-1] / values[0]) if values[0] > rounding else float("inf")


def _slope(gradient, point):
    slope = as_numbers("The gradient", gradient(point.copy()))
    if slope.shape != point.shape:
        message = _(
            "The gradient has shape {slope} and the point {point}: "
            "one partial derivative belongs to each parameter."
        )
        raise ValueError(message.format(slope=slope.shape, point=point.shape))
    return slope.astype(point.dtype, copy=False)


def _is_out_of_hand(point, slope, value, first):
    # A sum is finite only where every part is, and costs one call instead of three.
    if not np.isfinite(point.sum() + slope.sum()):
        return True
    return value is not None and not value <= _DIVERGED * max(abs(first), _TINY)


def _eigenvalues(hessian):
    """Return the eigenvalues in rising order, and up to which size rounding can make one of 0."""
    hessian = as_numbers("The Hessian", hessian)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1] or not hessian.size:
        message = _("A Hessian is square, (n, n), but this one has shape {shape}.")
        raise ValueError(message.format(shape=hessian.shape))
    if not np.isfinite(hessian).all():
        raise ValueError(_("The Hessian has an entry that is not finite."))
    if hessian.dtype != np.float32:
        hessian = hessian.astype(float)  # NumPy finds no eigenvalues in longdouble
    if not np.allclose(hessian, hessian.T, rtol=1e-6, atol=1e-12 * np.abs(hessian).max()):
        raise ValueError(_("A Hessian is symmetric, but this one is not."))
    values = np.linalg.eigvalsh(hessian)
    # An eigenvalue of zero comes out as a rounding error of the largest one, of either sign.
    return values, len(values) * np.finfo(values.dtype).eps * np.abs(values).max()
