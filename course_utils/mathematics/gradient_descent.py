"""Gradient descent for any gradient, with its whole history."""

from dataclasses import dataclass

import numpy as np

from course_utils.language import _
from course_utils.mathematics.arrays import floating
from course_utils.mathematics.validation import require_rate, require_whole


@dataclass(frozen=True)
class Descent:
    """What a gradient descent did.

    Attributes
    ----------
    points : ndarray of shape (n_steps + 1, *start.shape)
        Where it was, the start first.
    losses : ndarray of shape (n_steps + 1,) or None
        The loss at each point, where a loss was given.
    status : {"converged", "stopped", "diverged"}
        Whether the gradient vanished, the steps ran out (or the callback asked to stop), or the
        numbers grew out of hand.
    learning_rate : float
        The rate it was run with.

    """

    points: np.ndarray
    losses: np.ndarray | None
    status: str
    learning_rate: float

    @property
    def n_steps(self):
        """How many steps were taken."""
        return len(self.points) - 1

    @property
    def last(self):
        """The last point."""
        return self.points[-1]


def gradient_descent(
    gradient,
    start,
    learning_rate,
    n_steps,
    *,
    loss=None,
    tolerance=0.0,
    divergence_factor=1e6,
    callback=None,
):
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
    tolerance : float
        The descent has converged where the gradient's length is at most this.
    divergence_factor : float
        The descent has diverged where the loss exceeds this many times the first loss. That is
        a measure for losses whose least value is about zero, as a mean squared error's; for one
        that starts near zero or below it, give infinity.
    callback : callable, optional
        Called as ``callback(step, point, loss)`` at each point that is not out of hand, the start
        being step 0; the loss is None where none was given. Where it returns True the descent
        stops.

    Returns
    -------
    Descent
        Its history ends at the step where the descent converged, stopped or diverged.

    Raises
    ------
    ValueError
        Where the start is not finite, the gradient's shape is not that of the point, the rate is
        no finite number above 0, or `n_steps` is no whole number.

    Notes
    -----
    "Diverged" is a verdict on numbers, not a proof: a value that is not finite, or a loss that
    has grown by `divergence_factor`. A descent that grows slowly ends as "stopped"; whether it
    would diverge is told by `learning_rate_limit`. No warning of NumPy escapes.

    Examples
    --------
    >>> descent = gradient_descent(lambda w: 2 * w, 1.0, learning_rate=0.25, n_steps=3)
    >>> print(descent.points)
    [1.    0.5   0.25  0.125]

    """
    point = _start(start)
    require_rate(learning_rate)
    learning_rate = float(learning_rate)  # NumPy's own would turn a float32 point into float64
    require_whole("n_steps", n_steps, least=0)
    points, losses, status = [point], [], "stopped"
    with np.errstate(all="ignore"):
        for step in range(n_steps + 1):
            value = None if loss is None else float(loss(point))
            losses.append(value)
            slope = _slope(gradient, point)
            if _is_out_of_hand(point, slope, value, losses[0], divergence_factor):
                status = "diverged"
                break
            if callback is not None and callback(step, point, value):
                break
            if np.linalg.norm(slope) <= tolerance:
                status = "converged"
                break
            if step < n_steps:
                point = point - learning_rate * slope
                points.append(point)
    losses = None if loss is None else np.array(losses)
    return Descent(np.array(points), losses, status, learning_rate)


def learning_rate_limit(hessian):
    """Return 2/λmax, beyond which gradient descent on a quadratic loss diverges.

    Parameters
    ----------
    hessian : ndarray of shape (n_parameters, n_parameters)
        The second derivatives of the loss, symmetric.

    Returns
    -------
    float
        The limit, or infinity where the loss curves upward in no direction. A curvature that
        rounding may have left of zero beside the largest one does not count.

    Raises
    ------
    ValueError
        Where the Hessian is not square, symmetric and finite.

    Notes
    -----
    One step multiplies the distance along an eigenvector by 1 − rate × λ, which has a size below
    1 only for 0 < rate < 2/λ. For a loss that is not quadratic the limit holds near a minimum.

    Examples
    --------
    >>> learning_rate_limit(np.diag([1.0, 20.0]))
    0.1

    """
    values, rounding = _eigenvalues(hessian)
    return float(2 / values[-1]) if values[-1] > rounding else float("inf")


def condition_number(hessian):
    """Return λmax/λmin: how many times as much a loss is bent across its valley as along it.

    Parameters
    ----------
    hessian : ndarray of shape (n_parameters, n_parameters)
        The second derivatives of the loss, symmetric, with positive eigenvalues.

    Returns
    -------
    float
        Dimensionless, at least 1; infinity where a direction is flat.

    Raises
    ------
    ValueError
        Where the Hessian is not square, symmetric and finite, or curves downward somewhere.

    Examples
    --------
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


def _start(start):
    point = floating(start).copy()
    if not np.isfinite(point).all():
        raise ValueError(_("The start is not finite: {start}.").format(start=start))
    return point


def _slope(gradient, point):
    slope = np.asarray(gradient(point), dtype=point.dtype)
    if slope.shape != point.shape:
        message = _(
            "The gradient has shape {slope} and the point {point}: "
            "one partial derivative belongs to each parameter."
        )
        raise ValueError(message.format(slope=slope.shape, point=point.shape))
    return slope


def _is_out_of_hand(point, slope, value, first, factor):
    # A sum is finite only where every part is, and costs one call instead of three.
    if not np.isfinite(point.sum() + slope.sum()):
        return True
    return value is not None and not value <= factor * max(abs(first), np.finfo(float).tiny)


def _eigenvalues(hessian):
    """Return the eigenvalues in rising order, and up to which size rounding can make one of 0."""
    hessian = np.asarray(hessian)
    if hessian.ndim != 2 or hessian.shape[0] != hessian.shape[1]:
        message = _("A Hessian is square, (n, n), but this one has shape {shape}.")
        raise ValueError(message.format(shape=hessian.shape))
    if not np.isfinite(hessian).all():
        raise ValueError(_("The Hessian has an entry that is not finite."))
    if not np.allclose(hessian, hessian.T, rtol=1e-6, atol=1e-12 * np.abs(hessian).max()):
        raise ValueError(_("A Hessian is symmetric, but this one is not."))
    values = np.linalg.eigvalsh(hessian)
    # An eigenvalue of zero comes out as a rounding error of the largest one, of either sign.
    return values, len(values) * np.finfo(values.dtype).eps * np.abs(values).max()
