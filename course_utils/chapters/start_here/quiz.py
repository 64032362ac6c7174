"""The quiz of the start page."""

from course_utils.language import _
from course_utils.quizzes import Option, Question


def start_here():
    return (
        Question(
            _("What is the best thing to do before you move a slider?"),
            (
                Option(
                    _("Read the code of the figure."),
                    _("You may, but you need not: the code that matters stands in the notebook."),
                ),
                Option(
                    _("Say what you expect to happen."),
                    _("A prediction turns a picture into a question."),
                    right=True,
                ),
                Option(
                    _("Look at the solution."),
                    _("Then there is nothing left to find out. Guess first."),
                ),
            ),
        ),
    )
