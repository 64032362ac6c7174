"""The quiz on regression with several features."""

import numpy as np

from course_utils.language import _
from course_utils.live.style import DATA, MODEL, OTHER
from course_utils.quizzes import LIMITS, Option, Picture, Question


def multiple_regression():
    return (
        Question(
            _("A loss has the curvatures 0.5 and 8 along its axes. Which learning rates settle?"),
            (
                Option(
                    _("All below 4."),
                    _("That is 2/0.5. The steep axis, with its 8, allows much less."),
                ),
                Option(
                    _("All below 0.25."),
                    _("It is 2/8: the largest curvature sets the limit."),
                    right=True,
                ),
                Option(
                    _("All below 0.125."),
                    _("From 1/8 on the steep axis overshoots. It still settles, up to 2/8."),
                ),
                Option(
                    _("All below 0.47, which is 2/4.25."),
                    _("No mean of the two counts. The steep axis alone sets the limit."),
                ),
            ),
            about="gradient_descent_house_prices",
        ),
        Question(
            _("The weight of the bedrooms is 13.85, that of the area 0.1228. Which matters more?"),
            (
                Option(
                    _("Bedrooms: 13.85 is by far the larger of the two."),
                    _("Bedrooms are few and square feet are many. One of each is no fair match."),
                ),
                Option(
                    _("Area: square feet are the smaller unit."),
                    _("A small unit makes a small weight. Ask how many make a typical change."),
                ),
                Option(
                    _("This cannot be read off: the units differ."),
                    _("One is per bedroom, the other per square foot. Compare typical changes."),
                    right=True,
                ),
            ),
            about=LIMITS,
        ),
        Question(
            _(
                "Each sign marks another value of x₂. A fit gets both x₁ and x₂. What is the weight"
                " of x₁?"
            ),
            (
                Option(
                    _("Positive."),
                    _("With x₂ held, among signs of one kind, y rises with x₁."),
                    right=True,
                ),
                Option(
                    _("Negative."),
                    _("The cloud as a whole falls: that is the simple slope. A fit holds x₂."),
                ),
                Option(
                    _("Zero."),
                    _("Rise and fall do not cancel. The fall goes to the weight of x₂."),
                ),
            ),
            picture=Picture(
                _draw_groups,
                _(
                    "Points of y against x₁, with three kinds of signs for x₂ = 0, 1 and 2. The"
                    " points of each kind rise from left to right. Each further kind lies to the"
                    " right of the last and lower, so that the cloud as a whole falls."
                ),
            ),
        ),
        Question(
            _("Two features are strongly correlated. What happens to their weights?"),
            (
                Option(
                    _("Nothing, each weight stands alone."),
                    _("A weight holds the other feature still. Such data hardly ever do."),
                ),
                Option(
                    _("Both become zero, since each can take the other's place."),
                    _("What both do together is well known. Only its division is not."),
                ),
                Option(
                    _("Each becomes uncertain, but the predictions stay good."),
                    _("The data hardly say which of the two deserves the credit."),
                    right=True,
                ),
            ),
        ),
        Question(
            _("The raw features make the descent crawl. Why?"),
            (
                Option(
                    _("There are too few houses to tell which way is down."),
                    _("The slopes are exact, however few there are. The shape of the bowl counts."),
                ),
                Option(
                    _("Curvatures billions of times apart share one rate."),
                    _("The steepest direction sets the limit, the flattest the time it takes."),
                    right=True,
                ),
                Option(
                    _("The loss has several minima."),
                    _("It has one, as the model is linear in its weights. The bowl is very long."),
                ),
            ),
        ),
        Question(
            _(
                "Without one of the 88 houses the weight of the lot is more than four times as"
                " large. Which fit is right?"
            ),
            (
                Option(
                    _("The one to all houses: more data are better."),
                    _("More data help if one line fits them. A single far point can pull it away."),
                ),
                Option(
                    _("The one without it: it is an error."),
                    _("The sale is real. To leave it out is a choice that must be told."),
                ),
                Option(
                    _("The one with the smaller loss."),
                    _("The two losses are of different houses. They cannot be compared."),
                ),
                Option(
                    _("Neither: show both, and say which houses."),
                    _("A house far out has leverage. Each fit speaks about its own houses."),
                    right=True,
                ),
            ),
        ),
        Question(
            _(
                "Per standard deviation area, lot and bedrooms have the effects 70.5, 20.9 and "
                "11.6. Without one house they are 49.8, 43.3 and 17.2. Which feature matters most?"
            ),
            (
                Option(
                    _("The area: it counts more than three times as much as the lot."),
                    _("So it does with all the houses. One of them makes most of that lead."),
                ),
                Option(
                    _("The area both times, but by how much hangs on one house."),
                    _("Say the order, and say how sure its distances are."),
                    right=True,
                ),
                Option(
                    _("The lot, as R² is larger where its effect is larger."),
                    _("Even then the area is ahead. And the two R² are of different houses."),
                ),
            ),
        ),
    )


def _groups():
    """Return x₁, x₂ and y of the picture, each of shape (3, 5): a row for each value of x₂."""
    x2 = np.arange(3.0)[:, None]
    x1 = 1.5 * x2 + np.linspace(-1, 1, 5)
    x1, x2 = np.broadcast_arrays(x1, x2)
    return x1, x2, x1 - 3 * x2


def _draw_groups(figure):
    axes = figure.subplots()
    for x1, x2, y, sign, colour in zip(*_groups(), "os^", (DATA, MODEL, OTHER), strict=True):
        label = f"x₂ = {x2[0]:.0f}"
        axes.plot(x1, y, sign, color=colour, markeredgecolor="#222222", label=label)
    axes.set(xlabel="x₁", ylabel="y")
    figure.legend(loc="outside right center", frameon=False)
