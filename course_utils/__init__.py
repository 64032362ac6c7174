"""Helpers of the course: the mathematics, the live figures, the exercises.

Modules are imported where they are needed: ``course_utils.derivatives``,
``course_utils.gradient_descent`` and the like hold the mathematics, ``course_utils.figures`` the
live figures, ``course_utils.exercises`` the exercises and their checker.
"""

from course_utils.language import set_language

__all__ = ["set_display_size", "set_language"]


def set_display_size(size):
    """Choose how large the live figures made from now on are: "laptop" or "projector"."""
    # Here and not above: the mathematics alone needs no widgets.
    from course_utils.figures.display import set_display_size

    set_display_size(size)
