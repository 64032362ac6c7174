"""The quiz on backpropagation."""

from course_utils.language import _
from course_utils.quizzes import Option, Question


def backpropagation():
    return (
        Question(
            _("What does the gradient of 20 million weights cost by backpropagation?"),
            (
                Option(
                    _("40 million forward passes."),
                    _("That is the price of central differences: two passes for each weight."),
                ),
                Option(
                    _("One forward pass for each layer."),
                    _("Each layer is passed once on the way back. That is one pass, not many."),
                ),
                Option(
                    _("About three forward passes, forward and backward together."),
                    _("One pass back serves all weights at once, however many there are."),
                    right=True,
                ),
            ),
        ),
        Question(
            _("Two edges leave a value. What slope does it get on the way back?"),
            (
                Option(
                    _("The larger of the two."),
                    _("The smaller way changes the loss too. Both count."),
                ),
                Option(
                    _("The sum of what comes back along both edges."),
                    _("It changes the loss in two ways, and small effects add up."),
                    right=True,
                ),
                Option(
                    _("The product of the two."),
                    _("Along one way you multiply. Different ways are added."),
                ),
                Option(
                    _("The average of the two."),
                    _("Nothing is averaged: both ways act, each in full."),
                ),
            ),
        ),
        Question(
            _("The slope of a digit's score is large at one pixel. What do you know?"),
            (
                Option(
                    _("For this drawing, a little more ink there changes the score a lot."),
                    _("It is local: this drawing, this network, a small change."),
                    right=True,
                ),
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
            ),
        ),
    )
