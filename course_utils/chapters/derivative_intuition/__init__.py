"""Chapter 01: what does a slope at a single point mean, and how is it computed?"""

from .flat_points import flat_points
from .fog import in_the_fog
from .microscope import microscope
from .nudging import rules_by_nudging
from .secant import secant_to_tangent
from .step_size import step_size

__all__ = [
    "figures",
    "flat_points",
    "in_the_fog",
    "microscope",
    "rules_by_nudging",
    "secant_to_tangent",
    "step_size",
]


def figures():
    """Return a function that makes each live figure, by name."""
    makes = (secant_to_tangent, microscope, rules_by_nudging, step_size, flat_points, in_the_fog)
    return {make.__name__: make for make in makes}
