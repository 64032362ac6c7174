"""Chapter 00: does everything work here, and how is the course used?"""

from .tangent_demo import first_live_figure

__all__ = ["figures", "first_live_figure"]


def figures():
    """Return a function that makes each live figure, by name."""
    makes = (first_live_figure,)
    return {make.__name__: make for make in makes}
