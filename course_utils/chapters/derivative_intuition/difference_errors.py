"""How the error of a difference depends on its step, and which step is best."""

import numpy as np

from course_utils.mathematics.derivatives import central_difference, forward_difference

STEPS = 10.0 ** np.linspace(-16, 0, 161)
TINIEST = 1e-18  # an error of zero is shown as this on a logarithmic axis


def difference_errors(f, slope, x):
    """Return |difference − slope| of forward and central differences at x for each of `STEPS`.

    The exact derivative at x is `slope`. Errors are at least `TINIEST`; NaN where f has no value.

    >>> forward, central = difference_errors(np.exp, 1.0, 0.0)
    >>> print(f"{forward[130]:.1e} {central[130]:.1e}")
    5.0e-04 1.7e-07

    """
    at = np.full_like(STEPS, x)
    forward = np.abs(forward_difference(f, at, STEPS) - slope)
    central = np.abs(central_difference(f, at, STEPS) - slope)
    return np.maximum(forward, TINIEST), np.maximum(central, TINIEST)


def best_step(errors):
    """Return the one of `STEPS` at which a measured error is least; NaN where none is known.

    Round-off makes single errors jump by chance, so the median over half a decade decides. Of
    several steps with the least error it is the largest.
    """
    half_window = 3  # the steps are a tenth of a decade apart
    padded = np.pad(errors, half_window, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * half_window + 1)
    smoothed = np.median(windows, axis=1)
    if not np.isfinite(smoothed).any():
        return np.nan
    return float(STEPS[smoothed == np.nanmin(smoothed)].max())
