"""The curve of a typed formula: limits that suit it, and what to do where it has gaps."""

import numpy as np

from course_utils.language import _
from course_utils.live.formula_field import add_formula
from course_utils.live.style import MODEL


def suitable_limits(values, margin=0.12, most=50.0):
    """Return limits around the finite values, without being led astray by a pole.

    Values beyond the size `most` are cut off if most values are smaller. The room left on both
    sides is the share `margin` of the span.
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


def draw_typed_curve(live, axes, formulas, reach, limits_of=suitable_limits):
    """Add the control ``formula`` and draw its curve from −reach to reach; return the curve's x."""
    x = np.linspace(-reach, reach, 401)
    (curve,) = axes.plot([], [], color=MODEL)
    axes.set_xlim(-reach - 0.1, reach + 0.1)
    add_formula(live, "formula", formulas)

    @live.redraws("formula", layout=True)
    def draw_curve(formula):
        values = broken_at_poles(formula, x)
        curve.set_data(x, values)
        axes.set_ylim(*limits_of(values))

    return x


def broken_at_poles(f, x):
    """Return f(x) with a gap wherever a pole or a jump lies between two x: no stroke joins them.

    A large step is halved again and again. Where f is continuous, however steep, what is left of
    the difference goes to zero.
    """
    values = np.array(f(x), dtype=float)
    low, high = suitable_limits(values)
    differences = np.abs(np.diff(values))
    large = np.flatnonzero(differences > 0.05 * (high - low))
    if not large.size:
        return values
    left, right = x[large], x[large + 1]
    f_left, f_right = values[large], values[large + 1]
    for _halving in range(60):
        if (np.abs(f_right - f_left) < 0.5 * differences[large]).all():
            break  # all of them are steep, none is broken
        middle = (left + right) / 2
        f_middle = f(middle)
        to_right = np.abs(f_right - f_middle) > np.abs(f_middle - f_left)
        to_right |= np.isnan(f_right)  # a pole was hit, and is not to be lost again
        left, right = np.where(to_right, [middle, right], [left, middle])
        f_left, f_right = np.where(to_right, [f_middle, f_right], [f_left, f_middle])
    broken = large[~(np.abs(f_right - f_left) < 0.5 * differences[large])]
    # Of the two ends the one that reaches further is left out.
    values[broken + (np.abs(values[broken + 1]) > np.abs(values[broken]))] = np.nan
    return values


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
    """Write a number in a format such as ``".3g"``, or say that there is none."""
    # Zero has no sign for a reader.
    return format(float(number) + 0.0, digits) if np.isfinite(number) else _("none")
