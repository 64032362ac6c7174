"""Chapter 03: how do slopes find the line that predicts house prices?"""

from course_utils.datasets import load_houses
from course_utils.mathematics.fit_problem import FitProblem

from .faulty_descents import four_faulty_descents
from .fit_by_hand import fit_by_hand
from .houses_pull import houses_pull
from .learning_rate import learning_rate_on_one_parameter
from .stopped_descent import stopped_descent
from .whole_descent import whole_descent
from .your_path import your_path

__all__ = [
    "figures",
    "fit_by_hand",
    "four_faulty_descents",
    "houses_pull",
    "learning_rate_on_one_parameter",
    "stopped_descent",
    "whole_descent",
    "your_path",
]


def figures():
    """Return a function that makes each live figure, by name."""
    houses = load_houses()
    sales = houses.living_area, houses.price
    return {
        "fit_by_hand": lambda: fit_by_hand(*sales),
        "houses_pull": lambda: houses_pull(*sales),
        "learning_rate_on_one_parameter": lambda: learning_rate_on_one_parameter(*sales),
        "stopped_descent": stopped_descent,
        "whole_descent": lambda: whole_descent(*sales),
        "your_path": lambda: your_path(_descend, *sales),
    }


def _descend(x, y, learning_rate, n_steps):
    return FitProblem(x[:, None], y, n_steps).descend(learning_rate).points
