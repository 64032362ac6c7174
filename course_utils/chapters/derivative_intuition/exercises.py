"""The exercises of the chapter on what a derivative is."""

from course_utils.checking import Code, ExpressionExercise, FunctionExercise, MatchExercise
from course_utils.language import _


def write_central_difference():
    def quotient(left, right, width):
        return lambda f, x, h: (f(x + right * h) - f(x - left * h)) / (width * h)

    def inputs(rng):
        a, b, c = rng.choice([-2.0, -1.0, -0.5, 0.5, 1.0, 2.0], size=3)
        cubic = Code(f"lambda x: {a}*x**3 {b:+}*x**2 {c:+}*x")
        return cubic, rng.uniform(-1, 1), rng.uniform(0.05, 0.5)

    return FunctionExercise(
        solution=quotient(1, 1, 2),
        inputs=inputs,
        example=(Code("lambda x: x**3"), 1.0, 3.0),
        mistakes={
            _("This is the forward difference. The central one looks to both sides of x."): (
                quotient(0, 1, 1)
            ),
            _("This is the backward difference: it only looks back."): quotient(1, 0, 1),
            _("From x − h to x + h it is a distance of 2h, but you divide by h."): (
                quotient(1, 1, 1)
            ),
            _("You divide by 2h, but the rise is only that from x to x + h: take f(x − h)."): (
                quotient(0, 1, 2)
            ),
            _("You divide by 2. The distance from x − h to x + h is 2h."): (
                lambda f, x, h: (f(x + h) - f(x - h)) / 2
            ),
            _("The rise is a difference: f(x + h) minus f(x − h), not plus."): (
                lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h)
            ),
            _("The sign is turned round: ahead minus behind, not behind minus ahead."): (
                quotient(-1, -1, 2)
            ),
            _("Division and product go from left to right: write `/ (2 * h)`."): (
                lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h
            ),
            _("Only f(x − h) is divided here: put the rise into parentheses."): (
                lambda f, x, h: f(x + h) - f(x - h) / (2 * h)
            ),
            _("This is only the rise. Divide it by the distance, 2h."): (
                lambda f, x, h: f(x + h) - f(x - h)
            ),
            _("`f` is forgotten: the rise is that of `f`, from f(x − h) to f(x + h)."): (
                lambda f, x, h: ((x + h) - (x - h)) / (2 * h)
            ),
        },
        insight=_("Its error falls with h², that of the forward difference only with h."),
    )


def signs_of_slopes():
    return MatchExercise(
        solution={"A": "positive", "B": "zero", "C": "negative", "D": "zero"},
        options=("positive", "negative", "zero"),
        mistakes={
            _("At A the value is below zero, but the curve rises: a slope is no height."): (
                {"A": "negative"}
            ),
            _("At C the value is above zero, but the curve falls: a slope is no height."): (
                {"C": "positive"}
            ),
            _("B is the top: for a moment the curve neither rises nor falls."): {"B": "positive"},
            _("D is the bottom: for a moment the curve neither rises nor falls."): (
                {"D": "negative"}
            ),
        },
        insight=_("A positive slope: the curve rises to the right. Zero: level, for a moment."),
    )


def derivative_by_hand():
    return ExpressionExercise(
        solution="2x sin(3x) + 3x^2 cos(3x)",
        variables=("x",),
        mistakes={
            _("You multiplied the derivatives. A product needs the product rule: u′v + uv′."): (
                "6x cos(3x)"
            ),
            _("Product rule and inner derivative are both missing: u′v + uv′, with 3 cos(3x)."): (
                "2x cos(3x)"
            ),
            _("You added the two derivatives. A product needs the product rule: u′v + uv′."): (
                "2x + 3 cos(3x)"
            ),
            _("What stands inside stays as it is: the derivative of sin(3x) is 3 cos(3x)."): (
                "2x sin(3x) + 3x^2 cos(x)"
            ),
            _("The inner derivative is missing: the derivative of sin(3x) is 3 cos(3x)."): (
                "2x sin(3x) + x^2 cos(3x)"
            ),
            _("The sign: the derivative of the sine is plus the cosine."): (
                "2x sin(3x) - 3x^2 cos(3x)"
            ),
            _("Sine and cosine are exchanged: only in u v′ is the sine differentiated."): (
                "2x cos(3x) + 3x^2 sin(3x)"
            ),
            _("This is the first half of the product rule. Add u v′."): "2x sin(3x)",
            _("This is the second half of the product rule. Add u′ v."): "3x^2 cos(3x)",
        },
    )


def classify_flat_points():
    return MatchExercise(
        solution={
            "x^2 - x^3": "minimum",
            "x^4 - x^2": "maximum",
            "x^3 + x^4": "neither",
            "1 - x^6": "maximum",
        },
        options=("minimum", "maximum", "neither"),
        mistakes={
            _("Flat does not mean minimum: at x = −0.1 it is below zero, at x = 0.1 above."): (
                {"x^3 + x^4": "minimum"}
            ),
            _("f″ = 2 is positive and decides. Near 0 x^3 is much smaller than x^2."): (
                {"x^2 - x^3": "neither"}
            ),
            _("f″ = 0 decides nothing. On both sides of 0 this function is below 1."): (
                {"1 - x^6": "neither"}
            ),
            _("Here f″ = −2 is negative: the curve bends downward, so this is the top."): (
                {"x^4 - x^2": "minimum"}
            ),
        },
        insight=_("f′ = 0 names a candidate. What happens on both sides decides."),
    )
