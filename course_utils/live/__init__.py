"""The engine of the live figures; `LiveFigure` is the one class that an author meets."""

from course_utils.live.figure import LiveFigure
from course_utils.live.formula_field import add_formula
from course_utils.live.guesses import Choice, Curve, Number, Place
from course_utils.live.play import add_play
from course_utils.live.sentence import typeset
from course_utils.live.turning import add_turning

__all__ = [
    "Choice",
    "Curve",
    "LiveFigure",
    "Number",
    "Place",
    "add_formula",
    "add_play",
    "add_turning",
    "typeset",
]
