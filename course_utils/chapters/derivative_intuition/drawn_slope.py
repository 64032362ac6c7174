"""A slope drawn by hand: the drawing itself, and where it differs from the true one."""

from dataclasses import dataclass

import numpy as np


class Sheet:
    """A drawing over the places `x`, NaN where nothing is drawn, and the pen that draws it."""

    def __init__(self, x):
        self.x = x
        self.y = np.full(len(x), np.nan)
        self.clear()

    def clear(self):
        """Begin with an empty sheet, the pen at the left end, on zero."""
        self.y[:] = np.nan
        self.pen, self.last = (float(self.x[0]), 0.0), None

    def move_to(self, x, y):
        """Put the pen to a place and draw nothing on the way there."""
        self.pen = (min(max(x, float(self.x[0])), float(self.x[-1])), y)

    def draw_to(self, x, y, lift=False):
        """Draw a line from where the last one ended, or with `lift` begin a new one.

        The first line of a sheet begins where the pen stands.
        """
        start = self.last or self.pen
        self.move_to(x, y)
        start = self.pen if lift else start
        (left, y_left), (right, y_right) = sorted([start, self.pen])
        reached = (self.x >= left) & (self.x <= right)
        reached[np.abs(self.x - self.pen[0]).argmin()] = True
        self.y[reached] = np.interp(self.x[reached], [left, right], [y_left, y_right])
        self.last = self.pen

    @property
    def share(self):
        """Which share of the width is drawn."""
        return float(np.isfinite(self.y).mean())


@dataclass(frozen=True)
class Differences:
    """Where a drawn slope differs from the true one.

    `wrong_sign` is the longest stretch (from, to) whose sign is wrong, or None; `furthest` the
    place where a size is furthest off (x, drawn, true), or None if all are near; `missed` are the
    flat points at which the drawing does not come to zero, `found` those at which it does.
    """

    wrong_sign: tuple | None
    furthest: tuple | None
    missed: tuple
    found: tuple


def compare(x, drawn, true, flat_points, scale):
    """Compare a drawn slope with the true one, by the `scale` of the picture.

    A hand is not exact: a sign is wrong where the two are more than a tenth of the scale apart,
    a size is off from a fifth on, and a flat point is found within an eighth of the width's half.
    """
    off = np.abs(drawn - true)
    wrong_sign = (drawn * true < 0) & (off > 0.1 * scale)
    furthest = None
    size_off = np.where(wrong_sign | ~(off > 0.2 * scale), -1.0, off)
    if size_off.max() > 0:
        i = int(size_off.argmax())
        furthest = float(x[i]), float(drawn[i]), float(true[i])
    missed, found = [], []
    for point in flat_points:
        near = drawn[(np.abs(x - point) <= x[-1] / 8) & np.isfinite(drawn)]
        if near.size:
            comes_to_zero = near.min() <= 0.05 * scale and near.max() >= -0.05 * scale
            (found if comes_to_zero else missed).append(point)
    return Differences(_longest(x, wrong_sign), furthest, tuple(missed), tuple(found))


def _longest(x, mask):
    """Return the first and last place of the longest run of a mask, or None."""
    places = np.flatnonzero(mask)
    if not places.size:
        return None
    run = max(np.split(places, np.flatnonzero(np.diff(places) > 1) + 1), key=len)
    return float(x[run[0]]), float(x[run[-1]])
