"""The exercises and the quiz of the chapter on what a derivative is."""

from dataclasses import dataclass

from course_utils.exercises.formulas import ExpressionExercise
from course_utils.exercises.functions import FunctionExercise
from course_utils.exercises.kinds import MatchExercise
from course_utils.exercises.quiz import Option, Question
from course_utils.exercises.registry import exercise, quiz_questions
from course_utils.exercises.verdict import Mistake
from course_utils.language import _


@exercise
def write_central_difference():
    def quotient(left, right, width):
        return lambda f, x, h: (f(x + right * h) - f(x - left * h)) / (width * h)

    return FunctionExercise(
        solution=lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
        inputs=lambda rng: (
            _Cubic(*rng.normal(size=3).round(1).tolist()),
            rng.uniform(-1, 1),
            rng.uniform(0.05, 0.5),
        ),
        mistakes=(
            Mistake(
                quotient(0, 1, 1),
                _("This is the forward difference. The central one looks to both sides of x."),
            ),
            Mistake(quotient(1, 0, 1), _("This is the backward difference: it only looks back.")),
            Mistake(
                quotient(1, 1, 1), _("From x − h to x + h it is a way of 2h, but you divide by h.")
            ),
            Mistake(
                quotient(-1, -1, 2),
                _("The sign is turned round: ahead minus behind, not behind minus ahead."),
            ),
            Mistake(
                lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
                _("Division and product go from left to right: write `/ (2 * h)`."),
            ),
            Mistake(
                lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
                _("Only f(x − h) is divided here: put the rise into parentheses."),
            ),
            Mistake(
                lambda f, x, h: f(x + h) - f(x - h),
                _("This is only the rise. Divide it by the way, 2h."),
            ),
        ),
        insight=_("Its error falls with h², that of the forward difference only with h."),
    )


@dataclass(frozen=True)
class _Cubic:
    """A function whose name is its code, so that a reader can repeat the call that failed."""

    a: float
    b: float
    c: float

    def __call__(self, x):
        return self.a * x**3 + self.b * x**2 + self.c * x

    @property
    def __name__(self):
        return f"lambda x: {self.a}*x**3 {self.b:+}*x**2 {self.c:+}*x"


@exercise
def signs_of_slopes():
    return MatchExercise(
        solution={"A": "positive", "B": "zero", "C": "negative", "D": "zero"},
        options=("positive", "negative", "zero"),
        mistakes=(
            Mistake(
                {"A": "negative"},
                _(
                    "At A the value is below zero, but the curve rises. The slope asks for "
                    "rise or fall, not for the height."
                ),
            ),
            Mistake(
                {"C": "positive"},
                _(
                    "At C the value is above zero, but the curve falls. The slope asks for "
                    "rise or fall, not for the height."
                ),
            ),
            Mistake(
                {"B": "positive"},
                _("B is the top: for a moment the curve neither rises nor falls."),
            ),
            Mistake(
                {"D": "negative"},
                _("D is the bottom: for a moment the curve neither rises nor falls."),
            ),
        ),
        insight=_("A positive slope: the curve rises to the right. Zero: level, for a moment."),
    )


@exercise
def derivative_by_hand():
    return ExpressionExercise(
        solution="2x sin(3x) + 3x^2 cos(3x)",
        variables=("x",),
        mistakes=(
            Mistake(
                "6x cos(3x)",
                _(
                    "You multiplied the two derivatives. A product needs the product rule: "
                    "u′v + uv′."
                ),
            ),
            Mistake(
                "2x cos(3x)",
                _(
                    "Product rule and inner derivative are both missing: u′v + uv′, and (sin "
                    "3x)′ = 3 cos 3x."
                ),
            ),
            Mistake(
                "2x sin(3x) + x^2 cos(3x)",
                _("The inner derivative is missing: the derivative of sin(3x) is 3 cos(3x)."),
            ),
            Mistake(
                "2x sin(3x) - 3x^2 cos(3x)",
                _("The sign: the derivative of the sine is plus the cosine."),
            ),
            Mistake("2x sin(3x)", _("This is the first half of the product rule. Add u v′.")),
            Mistake("3x^2 cos(3x)", _("This is the second half of the product rule. Add u′ v.")),
        ),
    )


@exercise
def classify_flat_points():
    return MatchExercise(
        solution={"x^4": "minimum", "-x^2": "maximum", "x^3": "neither", "1 - x^6": "maximum"},
        options=("minimum", "maximum", "neither"),
        mistakes=(
            Mistake(
                {"x^3": "minimum"},
                _("Flat does not mean minimum. Left of 0 x^3 is below zero, right of it above."),
            ),
            Mistake(
                {"x^4": "neither"},
                _("f″ = 0 decides nothing. On both sides of 0 x^4 is larger than at 0."),
            ),
            Mistake(
                {"1 - x^6": "neither"},
                _("f″ = 0 decides nothing. On both sides of 0 this function is below 1."),
            ),
            Mistake(
                {"-x^2": "minimum"},
                _("Here f″ = −2 is negative: the curve bends downward, so this is the top."),
            ),
        ),
        insight=_("f′ = 0 names a candidate. What happens on both sides decides."),
    )


@quiz_questions
def derivative_intuition():
    return (
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
                    _("The function is almost constant."),
                    _("Only near this point. A slope knows nothing of the rest of the curve."),
                ),
            ),
        ),
        Question(
            _("You measure the derivative of sin x with a central difference. Which h is best?"),
            (
                Option(
                    _("A small one, but not too small: about 1e-5."),
                    _("There the error of the formula and that of the rounding balance."),
                    right=True,
                ),
                Option(
                    _("The smallest the computer can hold."),
                    _("Then x + h is rounded back to x, and the slope comes out as 0 or nonsense."),
                ),
                Option(
                    _("It does not matter."),
                    _("The figure shows errors from 1 down to 1e-11, depending on h alone."),
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
                    _("Because it is not a formula."),
                    _("A formula is not needed. What is missing is one slope for both sides."),
                ),
            ),
        ),
    )
