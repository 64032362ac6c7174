"""The curve of a typed formula: limits that suit it, and what to do where it has gaps."""

import numpy as np

from course_utils.language import _

N_POINTS = 401
MAY_HAVE_GAPS = "may have gaps"  # the mark of a line whose data may hold NaN


def suitable_limits(values, margin=0.12, most=50.0):
    """Return limits around the finite values, without being led astray by a pole.

    Parameters
    ----------
    values : ndarray
        May hold NaN.
    margin : float
        How much room to leave on both sides, as a share of the span.
    most : float
        Values beyond this size are cut off if most values are smaller.

    Returns
    -------
    tuple of float

    Examples
    --------
    >>> low, high = suitable_limits(np.array([0.0, 1.0, np.nan]))
    >>> print(f"{low:.2f} {high:.2f}")
    -0.12 1.12

    """
    values = values[np.isfinite(values)]
    if values.size == 0:
        return -1.0, 1.0
    moderate = values[np.abs(values) <= most]
    if moderate.size > 0.5 * values.size:
        values = moderate
    low, high = float(values.min()), float(values.max())
    room = margin * (high - low) if high > low else 1.0
    return low - room, high + room


def side_slopes(formula, a, h):
    """Return the slopes of the secants from a to a − h and to a + h.

    Parameters
    ----------
    formula : Formula
        Of one variable.
    a, h : float
        The point, and the step.

    Returns
    -------
    left, right : float
        NaN where the formula has no value.

    """
    value = formula(a)
    return float((value - formula(a - h)) / h), float((formula(a + h) - value) / h)


def show_at(artists, visible):
    """Show or hide several artists."""
    for artist in artists:
        artist.set_visible(bool(visible))


def written(number, digits):
    """Write a number in a format such as ``".3g"``, or say that there is none.

    >>> written(0.12345, ".3g"), written(np.nan, ".3g")
    ('0.123', 'none')

    """
    return format(float(number), digits) if np.isfinite(number) else _("none")
