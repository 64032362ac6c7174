"""Chapter 04: what changes with many features, and which feature matters?"""

import numpy as np

from course_utils.datasets import load_houses
from course_utils.language import _

from .correlated import correlated_features
from .many_weights import many_weights
from .rows_times_weights import rows_times_weights
from .unusual_lot import unusual_lot
from .weights_and_units import weights_and_units

__all__ = [
    "correlated_features",
    "figures",
    "many_weights",
    "rows_times_weights",
    "unusual_lot",
    "weights_and_units",
]


def figures():
    """Return a function that makes each live figure, by name."""
    houses = load_houses()
    features = houses.living_area, houses.lot_size, houses.bedrooms
    X, names = np.column_stack(features), [_("area"), _("lot"), _("bedrooms")]
    return {
        "rows_times_weights": rows_times_weights,
        "many_weights": lambda: many_weights(X, houses.price, names),
        "weights_and_units": lambda: weights_and_units(*features, houses.price),
        "correlated_features": correlated_features,
        "unusual_lot": lambda: unusual_lot(*features, houses.price),
    }
