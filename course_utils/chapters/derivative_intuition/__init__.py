"""Chapter 01: what does a slope at a single point mean, and how is it computed?"""

from .draw_slope import draw_the_slope
from .flat_points import flat_points
from .fog import in_the_fog
from .microscope import microscope
from .nudging import rules_by_nudging
from .secant import two_points_to_one
from .step_size import step_size

__all__ = [
    "draw_the_slope",
    "figures",
    "flat_points",
    "in_the_fog",
    "microscope",
    "rules_by_nudging",
    "step_size",
    "two_points_to_one",
]


def figures():
    """Return a function that makes each live figure, by name."""
    makes = (
        two_points_to_one,
        draw_the_slope,
        microscope,
        rules_by_nudging,
        step_size,
        flat_points,
        in_the_fog,
    )
    return {make.__name__: make for make in makes}
