"""The curve of a typed formula: limits that suit it, and what to do where it has gaps."""

import numpy as np

from course_utils.language import _
from course_utils.live.formula_field import add_formula
from course_utils.live.style import MODEL

N_POINTS = 401


def draw_typed_curve(live, axes, formulas, reach, limits=None):
    """Add the control ``formula`` and draw its curve from −reach to reach; return the curve's x.

    `limits` makes the vertical limits of the curve's values; without it `suitable_limits` does.
    """
    x = np.linspace(-reach, reach, N_POINTS)
    (curve,) = axes.plot([], [], color=MODEL)
    axes.set_xlim(-reach - 0.1, reach + 0.1)
    add_formula(live, "formula", formulas)

    @live.redraws("formula", layout=True)
    def draw_curve(formula):
        values = formula(x)
        curve.set_data(x, values)
        axes.set_ylim(*(limits or suitable_limits)(values))

    return x


def suitable_limits(values, margin=0.12, most=50.0):
    """Return limits around the finite values, without being led astray by a pole.

    Values beyond the size `most` are cut off if most values are smaller. The room left on both
    sides is the share `margin` of the span.

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


def place_point(artist, x, y):
    """Put a mark at (x, y), or hide it where there is no y."""
    artist.set_data([x], [y])
    artist.set_visible(bool(np.isfinite(y)))


def place_line(artist, ends, a, value, slope):
    """Lay a line of this slope through (a, value), or hide it where one of them is missing."""
    artist.set_data(ends, value + slope * (ends - a))
    artist.set_visible(bool(np.isfinite(value + slope)))


def side_slopes(formula, a, h):
    """Return the slopes of the secants from a to a − h and to a + h; NaN where there is none."""
    value = formula(a)
    return float((value - formula(a - h)) / h), float((formula(a + h) - value) / h)


def written(number, digits):
    """Write a number in a format such as ``".3g"``, or say that there is none.

    >>> written(0.12345, ".3g"), written(np.nan, ".3g")
    ('0.123', 'none')

    """
    # Zero has no sign for a reader.
    return format(float(number) + 0.0, digits) if np.isfinite(number) else _("none")
