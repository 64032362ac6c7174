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
                    _("Look up what will come out."),
                    _("Then there is nothing left to find out. Guess first."),
                ),
            ),
        ),
        Question(
            _("You have changed your answer in its cell. What do you do then?"),
            (
                Option(
                    _("Run that cell, and then the check."),
                    _("Python learns of your change when its cell is run."),
                    right=True,
                ),
                Option(
                    _("Run the check under it once more."),
                    _("Python does not know your change yet. The cell of the answer comes first."),
                ),
                Option(
                    _("Restart the kernel, so that the old answer is gone."),
                    _("That makes Python forget all the rest too. Running two cells is enough."),
                ),
            ),
        ),
        Question(
            _("You open a chapter that you have saved, and its figures do not show. What helps?"),
            (
                Option(
                    _("Unpack the course once more into a new folder."),
                    _("Nothing is broken, and your answers would not be there."),
                ),
                Option(
                    _("Wait until they have been loaded."),
                    _("They are not saved, so nothing is loaded. Their cells have to be run."),
                ),
                Option(
                    _("Choose Run → Run All Cells."),
                    _("A figure lives as long as the kernel that has made it."),
                    right=True,
                ),
            ),
        ),
    )
