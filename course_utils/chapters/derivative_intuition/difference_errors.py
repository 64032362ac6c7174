"""How the error of a difference depends on its step, and which step is best."""

import numpy as np

from course_utils.mathematics.derivatives import central_difference, forward_difference

DIFFERENCES = (forward_difference, central_difference)
STEPS = 10.0 ** np.linspace(-16, 0, 161)
TINIEST = 1e-18  # an error of zero is shown as this on a logarithmic axis


def difference_errors(f, slope, x):
    """Return |difference − slope| of forward and central differences at x for each of `STEPS`.

    The exact derivative at x is `slope`. Errors are at least `TINIEST`; NaN where f has no value.
    """
    at = np.full_like(STEPS, x)
    measured = (difference(f, at, STEPS) for difference in DIFFERENCES)
    return [np.maximum(np.abs(found - slope), TINIEST) for found in measured]


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


def missing_errors(errors, f, x):
    """Return which of "truncation" and "round-off" a difference at x is free of: a set.

    Without truncation a large step leaves no more than the rounding of f; without round-off a
    small step is never worse than a larger one.
    """
    missing = set()
    size = np.nanmax(np.abs(f(x + np.array([-1.0, 0.0, 1.0]))))
    large, small = (STEPS >= 1e-3) & np.isfinite(errors), STEPS <= 1e-6
    rounding = 4 * np.finfo(float).eps * size / STEPS
    if (errors <= rounding + TINIEST)[large].all():
        missing.add("truncation")
    if errors[small].max() <= 3 * errors[small][-1]:
        missing.add("round-off")
    return missing
