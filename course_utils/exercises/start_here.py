"""The exercises and the quiz of the start page: easy, to show how answering works."""

from course_utils.exercises.functions import FunctionExercise
from course_utils.exercises.kinds import ValueExercise
from course_utils.exercises.quiz import Option, Question
from course_utils.exercises.registry import exercise, quiz_questions
from course_utils.exercises.verdict import Mistake
from course_utils.language import _


@exercise
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


@exercise
def first_function():
    return FunctionExercise(
        solution=lambda x: x**2,
        inputs=lambda rng: (rng.uniform(-5, 5),),
        mistakes=(
            Mistake(lambda x: 2 * x, _("This doubles `x`. The square is `x` times `x`.")),
            Mistake(lambda x: x, _("This gives `x` back as it came.")),
            Mistake(lambda x: x**3, _("This is `x` times `x` times `x`: once too often.")),
            Mistake(lambda x: x ^ 2, _("In Python `^` does not raise to a power. Write `x**2`.")),
            Mistake(lambda x: abs(x), _("This takes away the sign. Multiply `x` by itself.")),
        ),
    )


@quiz_questions
def start_here():
    return (
        Question(
            _("What is the best thing to do before you move a slider?"),
            (
                Option(
                    _("Say what you expect to happen."),
                    _("A prediction turns a picture into a question."),
                    right=True,
                ),
                Option(
                    _("Read the code of the figure."),
                    _("You may, but you need not: the code that matters stands in the notebook."),
                ),
                Option(
                    _("Look at the solution."),
                    _("Then there is nothing left to find out. Guess first."),
                ),
            ),
        ),
    )
