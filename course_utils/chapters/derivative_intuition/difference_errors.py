"""How the error of a difference depends on its step, and which step is best."""

import numpy as np

from course_utils.mathematics.derivatives import central_difference, forward_difference

STEPS = 10.0 ** np.linspace(-16, 0, 161)
TINIEST = 1e-18  # an error of zero is shown as this on a logarithmic axis


def difference_errors(f, slope, x, steps=STEPS):
    """Measure |difference − slope| for forward and central differences at x.

    Parameters
    ----------
    f : callable
        Works on arrays.
    slope : float
        The exact derivative at x.
    x : float
        The point.
    steps : ndarray of shape (n_steps,)
        The steps h.

    Returns
    -------
    forward, central : ndarray of shape (n_steps,)
        At least `TINIEST`; NaN where f has no value.

    Examples
    --------
    >>> forward, central = difference_errors(np.exp, 1.0, 0.0, np.array([1e-3]))
    >>> print(f"{forward[0]:.1e} {central[0]:.1e}")
    5.0e-04 1.7e-07

    """
    at = np.full_like(steps, x)
    forward = np.abs(forward_difference(f, at, steps) - slope)
    central = np.abs(central_difference(f, at, steps) - slope)
    return np.maximum(forward, TINIEST), np.maximum(central, TINIEST)


def best_step(steps, errors):
    """Return the step at which a measured error is least.

    Round-off makes single errors jump by chance, so the median over half a decade decides. Of
    several steps with the least error it is the largest.

    Parameters
    ----------
    steps, errors : ndarray of shape (n_steps,)
        Evenly spaced in their logarithm.

    Returns
    -------
    float
        NaN where no error is known.

    """
    half_window = max(1, round(0.25 * len(steps) / np.log10(steps[-1] / steps[0])))
    padded = np.pad(errors, half_window, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half_window + 1)
    smoothed = np.median(windows, axis=1)
    if not np.isfinite(smoothed).any():
        return np.nan
    return float(steps[smoothed == np.nanmin(smoothed)].max())
