"""Chapter 02: what if the output depends on two things, snacks and exercise?"""

from .direction_dial import direction_dial_on_bowl, direction_dial_on_weight
from .interaction import interaction
from .slices import slices_of_formula, slices_of_weight
from .surface_microscope import surface_microscope
from .units import units

__all__ = [
    "direction_dial_on_bowl",
    "direction_dial_on_weight",
    "figures",
    "interaction",
    "slices_of_formula",
    "slices_of_weight",
    "surface_microscope",
    "units",
]


def figures():
    """Return a function that makes each live figure, by name."""
    makes = (
        slices_of_weight,
        surface_microscope,
        slices_of_formula,
        direction_dial_on_weight,
        direction_dial_on_bowl,
        interaction,
        units,
    )
    return {make.__name__: make for make in makes}
