"""The exercises of the start page: easy, to show how answering works."""

from course_utils.checking import FunctionExercise, Mistake, ValueExercise
from course_utils.language import _


def first_answer():
    return ValueExercise(
        solution=2500.0,
        unit=_("US dollars"),
        mistakes=(
            Mistake(2.5, _("This is still in thousand dollars. Multiply by 1000.")),
            Mistake(0.0025, _("You divided by 1000. One thousand dollars are 1000 dollars.")),
            Mistake(250.0, _("A thousand is 1000, not 100.")),
        ),
        insight=_("Keep an eye on units. In this course every number has one."),
    )


def first_function():
    return FunctionExercise(
        solution=lambda x: x**2,
        inputs=lambda rng: (rng.uniform(-5, 5),),
        example=(3.0,),
        mistakes=(
            Mistake(lambda x: 2 * x, _("This doubles `x`. The square is `x` times `x`.")),
            Mistake(lambda x: x, _("This gives `x` back as it came.")),
            Mistake(lambda x: x**3, _("This is `x` times `x` times `x`: once too often.")),
            Mistake(lambda x: x ^ 2, _("In Python `^` does not raise to a power. Write `x**2`.")),
            Mistake(lambda x: abs(x), _("This takes away the sign. Multiply `x` by itself.")),
        ),
    )
