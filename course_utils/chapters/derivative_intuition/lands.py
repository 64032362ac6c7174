"""Lands to walk through: a height for each place w, from −5 to 5, and the slope there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

REACH = 5.0
NEAR = 0.1  # how far above the lowest height still counts as the bottom


@dataclass(frozen=True)
class Land:
    """A land: ``height(w)``, its derivative ``slope(w)``, and the place where a walk starts."""

    height: Callable
    slope: Callable
    start: float

    @cached_property
    def lowest(self):
        """The place of the lowest height, to three decimals."""
        w = np.linspace(-REACH, REACH, 10_001)
        return round(float(w[self.height(w).argmin()]), 3)

    def is_bottom(self, w):
        """Tell whether w is as good as the lowest place."""
        return bool(self.height(w) <= self.height(self.lowest) + NEAR)


def _two_valleys(w):
    return 0.02 * (w**2 - 9) ** 2 + 0.25 * w + 2


def _two_valleys_slope(w):
    return 0.08 * w * (w**2 - 9) + 0.25


def _plateau(w):
    return 1 + 4 * np.tanh((w - 2) / 1.6) ** 2


def _plateau_slope(w):
    t = np.tanh((w - 2) / 1.6)
    return 5 * t * (1 - t**2)


def _wall(w):
    return 0.5 * w + 3.5 + np.exp(-3 * (w + 4.4))


def _wall_slope(w):
    return 0.5 - 3 * np.exp(-3 * (w + 4.4))


def _bowl(w):
    return 1 + 0.25 * (w - 0.5) ** 2


def _bowl_slope(w):
    return 0.5 * (w - 0.5)


# The reader is not told which is which.
LANDS = {
    "A": Land(_two_valleys, _two_valleys_slope, start=4.6),
    "B": Land(_plateau, _plateau_slope, start=-2.5),
    "C": Land(_wall, _wall_slope, start=4.5),
    "D": Land(_bowl, _bowl_slope, start=-3.8),
}
