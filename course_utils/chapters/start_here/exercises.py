"""The exercises of the start page: easy, to show how answering works."""

from course_utils.checking import FunctionExercise, ValueExercise
from course_utils.language import _


def first_answer():
    return ValueExercise(
        solution=2500.0,
        unit=_("US dollars"),
        mistakes={
            _("This is still in thousand dollars. Multiply by 1000."): 2.5,
            _("You divided by 1000. One thousand dollars are 1000 dollars."): 0.0025,
            _("A thousand is 1000, not 100."): 250.0,
        },
        insight=_("Keep an eye on units. In this course every number has one."),
    )


def first_function():
    return FunctionExercise(
        solution=lambda x: x**2,
        inputs=lambda rng: (rng.uniform(-5, 5),),
        example=(3.0,),
        mistakes={
            _("This doubles `x`. The square is `x` times `x`."): lambda x: 2 * x,
            _("This gives `x` back as it came."): lambda x: x,
            _("This is `x` times `x` times `x`: once too often."): lambda x: x**3,
            _("In Python `^` does not raise to a power. Write `x**2`."): lambda x: x ^ 2,
            _("This takes away the sign. Multiply `x` by itself."): lambda x: abs(x),
        },
    )
