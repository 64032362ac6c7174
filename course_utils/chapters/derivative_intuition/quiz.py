"""The quiz on what a slope at a point means."""

import numpy as np

from course_utils.language import _
from course_utils.live.style import MODEL, MUTED, SLOPE
from course_utils.quizzes import LIMITS, Option, Picture, Question


def derivative_intuition():
    return (
        Question(
            _("At x = 2 the curve of x² has the slope 4. What slope has it at x = −2?"),
            (
                Option(
                    "4",
                    _("It is as steep there, but it falls. A falling curve has a negative slope."),
                ),
                Option("−4", _("It is as steep there, and it falls."), right=True),
                Option(
                    "0",
                    _("Only its lowest point is level, at x = 0. Two units away it is steep."),
                ),
                Option(
                    "−2",
                    _("That is the place. The slope of x² is twice the place."),
                ),
            ),
            about="start_here",
        ),
        Question(
            _("A function has slope 0.001 at some point. What do you know?"),
            (
                Option(
                    _("Near this point it hardly changes."),
                    _("The slope says how strongly the function reacts here, and no more."),
                    right=True,
                ),
                Option(
                    _("A minimum is close by."),
                    _("tanh is almost level far away from everything. Flat is not close."),
                ),
                Option(
                    _("The function is almost constant everywhere."),
                    _("Only near this point. A slope knows nothing of the rest of the curve."),
                ),
            ),
            about=LIMITS,
        ),
        Question(
            _("On the left is a function. Which of the three curves on the right is its slope?"),
            (
                Option(
                    "A",
                    _("It is negative where the function rises. The sign is turned round."),
                ),
                Option(
                    "B",
                    _("It is largest at the top. There the function is level, and its slope is 0."),
                ),
                Option(
                    "C",
                    _("Positive while the function rises, 0 at its top, negative while it falls."),
                    right=True,
                ),
            ),
            picture=Picture(
                _draw_hill,
                _(
                    "The function rises to a top at x = 0 and falls again. A is negative left of 0"
                    " and positive right of it. B is a hill with its top at 0. C is positive left"
                    " of 0 and negative right of it."
                ),
            ),
        ),
        Question(
            _(
                "From the optional part of section 4: you measure the slope of sin x with a central"
                " difference. Which h is best?"
            ),
            (
                Option(
                    _("The smallest that the computer can hold."),
                    _("Then x + h is rounded back to x. The slope comes out as 0 or as nonsense."),
                ),
                Option(
                    _("It does not matter, as long as it is small."),
                    _("With h = 1e-13 the fourth digit is wrong. With 1e-5 ten digits are right."),
                ),
                Option(
                    _("About 0.1."),
                    _("A secant so long is no tangent. At x = 1 its error is 0.0009."),
                ),
                Option(
                    _("About 1e-5."),
                    _("There the error of the formula and that of the rounding balance."),
                    right=True,
                ),
            ),
        ),
        Question(
            _("Why has |x| no derivative at 0?"),
            (
                Option(
                    _("However far you zoom in, the corner stays."),
                    _("No single straight line fits both sides."),
                    right=True,
                ),
                Option(
                    _("Because its value is 0 there."),
                    _("x² is 0 there as well, and has a derivative. The value is not the trouble."),
                ),
                Option(
                    _("Because it is put together from two formulas."),
                    _("So is x² to the left of 0 with x³ to the right. There both sides agree."),
                ),
            ),
        ),
        Question(
            _("What is the slope of sin(3x)?"),
            (
                Option(
                    "cos(3x)",
                    _("The inner function is forgotten. Its slope is 3, and it multiplies."),
                ),
                Option(
                    "3 cos(3x)",
                    _("The slope of the sine, taken at 3x, times the slope of 3x."),
                    right=True,
                ),
                Option(
                    "3 cos(x)",
                    _("The cosine is taken at the wrong place. What goes into it stays 3x."),
                ),
                Option(
                    "−3 cos(3x)",
                    _("The minus belongs to the cosine. The slope of the sine has none."),
                ),
            ),
        ),
        Question(
            _("f′(3) = 0 and f″(3) = 0. What is at 3?"),
            (
                Option(
                    _("Neither a minimum nor a maximum."),
                    _("x⁴ has both zeros at 0, and a minimum there. So a minimum is possible."),
                ),
                Option(
                    _("A minimum: the curve has stopped falling."),
                    _("x³ has both zeros at 0, and goes on rising. So it need not be one."),
                ),
                Option(
                    _("A straight and level stretch of the curve."),
                    _("x⁴ has both zeros at 0, and is bent around it. One point is no stretch."),
                ),
                Option(
                    _("This does not say."),
                    _("Look at both sides, or at higher derivatives."),
                    right=True,
                ),
            ),
        ),
    )


def _draw_hill(figure):
    x = np.linspace(-2.5, 2.5, 200)
    hill = np.exp(-(x**2))
    left, right = figure.subplots(1, 2, sharex=True)
    left.plot(x, hill, color=MODEL)
    left.set(title=_("function"), xlabel="x", yticks=[0, 0.5, 1])
    for name, slope, line in (
        ("A", 2 * x * hill, "--"),
        ("B", hill, ":"),
        ("C", -2 * x * hill, "-"),
    ):
        right.plot(x, slope, line, color=SLOPE)
        top = slope.argmax()
        right.annotate(name, (x[top], slope[top]), (0, 3), textcoords="offset points", ha="center")
    right.axhline(0, color=MUTED, linewidth=0.8)
    right.set(title=_("its slope?"), xlabel="x", ylim=(-1.05, 1.35))
