"""The quiz on reading digits."""

import numpy as np

from course_utils.language import _
from course_utils.quizzes import LIMITS, Option, Picture, Question

# The picture's confusion matrix: a row for each true digit, a column for each answer.
DIGITS = (3, 5, 8)
COUNTS = np.array([[8, 1, 1], [2, 8, 0], [3, 1, 16]])


def reading_digits():
    return (
        Question(
            _("A dense layer, Z = X W + b, gets the slope dZ back. What does it hand on as dX?"),
            (
                Option(
                    _("Xᵀ dZ"),
                    _("That is dW, shaped like W. What is handed on is shaped like X."),
                ),
                Option(
                    _("dZ Wᵀ"),
                    _("Points by outputs times outputs by inputs: shaped like X."),
                    right=True,
                ),
                Option(
                    _("dZ W"),
                    _("The shapes do not fit: back from outputs to inputs it is W transposed."),
                ),
                Option(
                    _("dZ"),
                    _("So it would be if each output were its own input. W lies between."),
                ),
            ),
            about="backpropagation",
        ),
        Question(
            _("What does the gradient of 20 million weights cost by backpropagation?"),
            (
                Option(
                    _("About three forward passes in all."),
                    _("One pass back serves all weights at once, however many there are."),
                    right=True,
                ),
                Option(
                    _("40 million forward passes, two for each weight."),
                    _("That is the price of central differences. One pass back does it."),
                ),
                Option(
                    _("One forward pass for each layer."),
                    _("Each layer is passed once on the way back. That is one pass, not many."),
                ),
            ),
        ),
        Question(
            _("What share of the 3s does this network read as 3?"),
            (
                Option(
                    "8/13",
                    _("That is the column: of all answers “3”, so many were right."),
                ),
                Option(
                    "32/40",
                    _("That is the accuracy: the diagonal, over all 40 digits."),
                ),
                Option(
                    "8/40",
                    _("You divided by all digits. Only 10 of the 40 are 3s."),
                ),
                Option(
                    "8/10",
                    _("The row of the true 3s holds 10 digits; 8 stand on the diagonal."),
                    right=True,
                ),
            ),
            picture=Picture(
                _draw_confusion,
                _(
                    "A confusion matrix, a row for each true digit, a column for each answer 3, 5"
                    " and 8. True 3: 8, 1, 1. True 5: 2, 8, 0. True 8: 3, 1, 16."
                ),
            ),
        ),
        Question(
            _(
                "A program tells from a photo of an eye whether somebody is ill. There are ten"
                " photos of each of 300 patients. What is held out, to know its worth for new"
                " patients?"
            ),
            (
                Option(
                    _("Three photos of each patient, chosen at random."),
                    _("Then it has seen every one of them. A new patient is one it has not seen."),
                ),
                Option(
                    _("A quarter of all photos, shuffled well."),
                    _("Shuffled, nearly every patient has photos in both parts."),
                ),
                Option(
                    _("All photos of a quarter of the patients."),
                    _("None of them is seen in training, as it is with a new patient."),
                    right=True,
                ),
                Option(
                    _("Nothing: it learns best from all photos, and those it reads best."),
                    _("It may know its own examples by heart. Only others can tell."),
                ),
            ),
        ),
        Question(
            _("The slope of a digit's score is large at one pixel. What do you know?"),
            (
                Option(
                    _("This pixel is the most important one for all digits."),
                    _("Another drawing has another slope there. It is a slope at one point."),
                ),
                Option(
                    _("People look at this pixel too."),
                    _("It describes the network. How people read digits it cannot say."),
                ),
                Option(
                    _("A blank pixel there makes the network fail."),
                    _("That is a large change. A slope speaks of small ones."),
                ),
                Option(
                    _("A little more ink there changes this score a lot."),
                    _("It is local: this drawing, this network, a small change."),
                    right=True,
                ),
            ),
            about=LIMITS,
        ),
        Question(
            _(
                "Over 50 splits the network misses the prices by less than the line. Without one"
                " house out of 88 both miss by about as much. What does that say?"
            ),
            (
                Option(
                    _("The network knows prices better, but for one house."),
                    _("Without that house it knows them no better. The lead was that house."),
                ),
                Option(
                    _("That house must be an error, and is left out for good."),
                    _("It was really sold. What it shows is how far one house can bend a mean."),
                ),
                Option(
                    _("The line is the better model of the two."),
                    _("Without that house they are about as good. The line can be read, though."),
                ),
                Option(
                    _("The network's lead came from how both treat that house."),
                    _("The line runs on far beyond what it has seen; tanh units level off."),
                    right=True,
                ),
            ),
        ),
    )


def _draw_confusion(figure):
    axes = figure.subplots()
    axes.imshow(COUNTS, cmap="Greys", vmax=3 * COUNTS.max())
    for place, count in np.ndenumerate(COUNTS):
        axes.text(*place[::-1], count, ha="center", va="center", size=12)
    axes.set(
        xlabel=_("answer"),
        ylabel=_("true digit"),
        xticks=range(3),
        yticks=range(3),
        xticklabels=DIGITS,
        yticklabels=DIGITS,
    )
    axes.grid(False)
