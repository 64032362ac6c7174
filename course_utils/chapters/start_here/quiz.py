"""The quiz of the start page."""

import numpy as np

from course_utils.language import _
from course_utils.live.style import MODEL
from course_utils.quizzes import Option, Picture, Question

SLOPE = -0.5  # of the line in the picture


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
        Question(
            _("What is the slope of this line?"),
            (
                Option("0.5", _("Half a step for each step is right. But the line goes down.")),
                Option("−2", _("That is the run for a rise of 1. A slope is rise divided by run.")),
                Option("2", _("There it starts, at x = 0. A height is no slope.")),
                Option(
                    "−0.5",
                    _("One step to the right, half a step down: the minus says down."),
                    right=True,
                ),
            ),
            picture=Picture(
                _draw_line,
                _(
                    "A straight line that falls from the height 2 at x = 0 to the height 0 at"
                    " x = 4, over squared paper. Both axes have the same scale."
                ),
            ),
        ),
        Question(
            _("A check says “✗ Not quite”. What do you know?"),
            (
                Option(
                    _("Your code raised an error."),
                    _("Then the check says ! and names the line."),
                ),
                Option(
                    _("The check knows your mistake."),
                    _("It names it. Mend that, run your cell, and check again."),
                    right=True,
                ),
                Option(
                    _("Your number is only a little off."),
                    _("It says nothing about how far off. It says that the mistake has a name."),
                ),
            ),
        ),
    )


def _draw_line(figure):
    axes = figure.subplots()
    x = np.array([0.0, 4.0])
    axes.plot(x, 2 + SLOPE * x, color=MODEL, linewidth=2.5)
    axes.set(xlim=(0, 5), ylim=(0, 2.5), xlabel="x", aspect="equal")
    axes.set(xticks=range(6), yticks=range(3))
    axes.grid(True)
