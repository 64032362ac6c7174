"""The quiz on regression with several features."""

from course_utils.language import _
from course_utils.quizzes import Option, Question


def multiple_regression():
    return (
        Question(
            _("The weight of the bedrooms is 13.85, that of the area 0.1228. Which matters more?"),
            (
                Option(
                    _("Bedrooms: 13.85 is larger."),
                    _("In square metres the area's weight would be about ten times as large."),
                ),
                Option(
                    _("This cannot be read off: the units differ."),
                    _("One is per bedroom, the other per square foot. Compare typical changes."),
                    right=True,
                ),
                Option(
                    _("Area: square feet are the smaller unit."),
                    _("A small unit makes a small weight. Ask how many make a typical change."),
                ),
            ),
        ),
        Question(
            _("Two features are strongly correlated. What happens to their weights?"),
            (
                Option(
                    _("Each becomes uncertain, while the predictions stay good."),
                    _("The data hardly say which of the two deserves the credit."),
                    right=True,
                ),
                Option(
                    _("Both become zero."),
                    _("Their sum of effects is well known. Only its division is not."),
                ),
                Option(
                    _("Nothing, each weight stands alone."),
                    _("It means: the others held. With correlated features that is rare in data."),
                ),
            ),
        ),
        Question(
            _("The raw features make the descent crawl. Why?"),
            (
                Option(
                    _("There are too few houses."),
                    _("The number of houses hardly changes the shape of the bowl."),
                ),
                Option(
                    _("The loss has several minima."),
                    _("It has one, as the model is linear in its weights. The bowl is very long."),
                ),
                Option(
                    _("One rate must serve curvatures that are billions of times apart."),
                    _("The steepest direction sets the limit, the flattest the time it takes."),
                    right=True,
                ),
            ),
        ),
    )
