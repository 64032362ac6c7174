"""The exercises of the chapter on what a derivative is."""

import numpy as np

from course_utils.checking import Code, ExpressionExercise, FunctionExercise, MatchExercise
from course_utils.language import _


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
        solution="3cos(3x)/x^2 - 2sin(3x)/x^3",
        variables=("x",),
        mistakes={
            _("You multiplied the derivatives. A product needs the product rule: u′v + uv′."): (
                "-6cos(3x)/x^3"
            ),
            _("You divided the derivatives. Write a product, x^(−2) sin(3x), and take its rule."): (
                "3cos(3x)/(2x)"
            ),
            _("You added the two derivatives. A product needs the product rule: u′v + uv′."): (
                "-2/x^3 + 3cos(3x)"
            ),
            _("What stands inside stays as it is: the derivative of sin(3x) is 3 cos(3x)."): (
                "3cos(x)/x^2 - 2sin(3x)/x^3"
            ),
            _("The inner derivative is missing: the derivative of sin(3x) is 3 cos(3x)."): (
                "cos(3x)/x^2 - 2sin(3x)/x^3"
            ),
            _("The sign: the derivative of the sine is plus the cosine."): (
                "-3cos(3x)/x^2 - 2sin(3x)/x^3"
            ),
            _("The sign: the power −2 comes to the front with its minus."): (
                "3cos(3x)/x^2 + 2sin(3x)/x^3"
            ),
            _("One less than the power −2 is −3: the derivative of x^(−2) is −2 x^(−3)."): (
                "3cos(3x)/x^2 - 2sin(3x)/x"
            ),
            _("This is the first half of the product rule. Add u v′."): "-2sin(3x)/x^3",
            _("This is the second half of the product rule. Add u′ v."): "3cos(3x)/x^2",
        },
    )


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


def classify_flat_points():
    return MatchExercise(
        solution={"A": "minimum", "B": "maximum", "C": "neither", "D": "maximum"},
        options=("minimum", "maximum", "neither"),
        mistakes={
            _("A: f″ = 2 is positive and decides. Near 0 x^3 is much smaller than x^2."): (
                {"A": "neither"}
            ),
            _("B: f″ = 0 decides nothing. On both sides of 0 this function is below 1."): (
                {"B": "neither"}
            ),
            _("C: flat does not mean minimum. To the right of 0 it goes on falling."): (
                {"C": "minimum"}
            ),
            _("C: to the left of 0 the values are larger than at 0."): {"C": "maximum"},
            _("D: at x = 0 f″ is −3. The curve bends downward there."): {"D": "minimum"},
            _("D: f″ is zero at x = 0.6. What counts is its value at 0, −3."): {"D": "neither"},
        },
        insight=_("f′ = 0 names a candidate. What happens on both sides decides."),
    )


def speeds_of_a_train():
    def speeds(t, s):
        return (s[2:] - s[:-2]) / (t[2:] - t[:-2])

    def sides(t, s):
        slopes = np.diff(s) / np.diff(t)
        return slopes[:-1], slopes[1:]

    def inputs(rng):
        n_times = rng.integers(4, 9)
        return rng.uniform(0.1, 2, n_times).cumsum(), rng.uniform(1, 90, n_times).cumsum()

    return FunctionExercise(
        solution=speeds,
        inputs=inputs,
        example=(np.array([0.0, 1.0, 3.0, 4.0]), np.array([0.0, 20.0, 30.0, 38.0])),
        mistakes={
            _("This is the speed up to the next time only. Look to both sides of each time."): (
                lambda t, s: sides(t, s)[1]
            ),
            _("This is the speed since the time before only. Look to both sides of each time."): (
                lambda t, s: sides(t, s)[0]
            ),
            _("You give a speed between any two times, not one at each time but the ends."): (
                lambda t, s: np.diff(s) / np.diff(t)
            ),
            _("This is the average speed since the start: distance by time, no slope at a time."): (
                lambda t, s: (s[1:-1] - s[0]) / (t[1:-1] - t[0])
            ),
            _("This is `s / t`. A slope needs the change of `s` and the change of `t`."): (
                lambda t, s: s[1:-1] / t[1:-1]
            ),
            _("This is the distance alone. Divide it by the time that it took."): (
                lambda t, s: s[2:] - s[:-2]
            ),
            _("You divide by 2, but the times are not 1 hour apart: use `t` itself."): (
                lambda t, s: (s[2:] - s[:-2]) / 2
            ),
            _("Turned upside down: these are hours per kilometre."): (
                lambda t, s: (t[2:] - t[:-2]) / (s[2:] - s[:-2])
            ),
            _("You average two speeds. Take one secant, from the row before to the row after."): (
                lambda t, s: np.mean(sides(t, s), axis=0)
            ),
        },
        insight=_("A table is enough to find a slope: no formula is needed."),
    )
