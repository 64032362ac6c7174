"""The exercises of the chapter on partial derivatives."""

import numpy as np

from course_utils.checking import (
    Code,
    ExpressionExercise,
    FunctionExercise,
    MatchExercise,
    ValueExercise,
)
from course_utils.language import _

from .body_weight import body_weight, body_weight_gradient


def partial_by_hand():
    return ExpressionExercise(
        solution="-6c - 0.05m",
        variables=("c", "m"),
        mistakes={
            _("The interaction is forgotten: in −0.05 c m `m` is a constant factor of `c`."): "-6c",
            _("The wrong variable: this is ∂Q/∂m. Hold `m`, and let `c` move."): "0.4 - 0.05c",
            _("The sign: more coffee lowers Q in both terms."): "6c + 0.05m",
            _("0.4 m does not contain `c`. With `m` held it is a constant: its slope is 0."): (
                "-6c + 0.4 - 0.05m"
            ),
            _("Both variables moved: this is the sum of both partial derivatives. Hold `m`."): (
                "-6c + 0.4 - 0.05m - 0.05c"
            ),
            _("In −0.05 c m the held `m` stays as a factor, as a number would."): "-6c - 0.05",
            _("The derivative of c² is 2 c, and the factor −3 stays: −6 c."): "-3c - 0.05m",
            _("The slope of −0.05 c m is what stands beside `c`: −0.05 m, without `c`."): (
                "-6c - 0.05c m"
            ),
            _("The sign of the second term: −0.05 c m has a minus."): "-6c + 0.05m",
            _("80 is a constant: its slope is 0."): "80 - 6c - 0.05m",
        },
        insight=_("Its unit is points per daily cup. It depends on both: on `c` and on `m`."),
    )


def numeric_partial():
    def quotient(move_s, move_e, width, back=True):
        def partial(f, s, e, h):
            behind = f(s - move_s * h, e - move_e * h) if back else f(s, e)
            return (f(s + move_s * h, e + move_e * h) - behind) / (width * h)

        return partial

    def inputs(rng):
        a, b, c, d = rng.choice([-2.0, -1.0, -0.5, 0.5, 1.0, 2.0], size=4)
        # With e**3, as the central difference is exact up to e**2: any step would do there.
        f = Code(f"lambda s, e: {a}*s**2*e {b:+}*s*e**2 {c:+}*e**3 {d:+}*s")
        return f, *rng.uniform(-3, 3, 2), rng.uniform(0.05, 0.5)

    return FunctionExercise(
        solution=quotient(0, 1, 2),
        inputs=inputs,
        example=(Code("lambda s, e: s * e**3"), 2.0, 1.0, 2.0),
        mistakes={
            _("The other variable moved too: `s` must be the same in both calls of `f`."): (
                quotient(1, 1, 2)
            ),
            _("You moved the wrong variable: this is ∂f/∂s. Hold `s` and move `e`."): (
                quotient(1, 0, 2)
            ),
            _("The sign is turned round: ahead minus behind, not behind minus ahead."): (
                quotient(0, -1, 2)
            ),
            _("This is the forward difference. The central one looks to both sides of `e`."): (
                quotient(0, 1, 1, back=False)
            ),
            _("This is the backward difference: it only looks back."): (
                lambda f, s, e, h: (f(s, e) - f(s, e - h)) / h
            ),
            _("The order of the inputs: `f` takes `s` first, and then `e`."): (
                lambda f, s, e, h: (f(e + h, s) - f(e - h, s)) / (2 * h)
            ),
            _("From e − h to e + h it is a distance of 2h, but you divide by h."): (
                quotient(0, 1, 1)
            ),
            _("Division and product go from left to right: write `/ (2 * h)`."): (
                lambda f, s, e, h: (f(s, e + h) - f(s, e - h)) / 2 * h
            ),
            _("Only f(s, e − h) is divided here: put the rise into parentheses."): (
                lambda f, s, e, h: f(s, e + h) - f(s, e - h) / (2 * h)
            ),
            _("This is only the rise. Divide it by the distance, 2h."): (
                lambda f, s, e, h: f(s, e + h) - f(s, e - h)
            ),
        },
        insight=_("One variable moves, the other is held: that is all a partial derivative is."),
    )


def sleep_gradient():
    def gradient(c, m):
        return np.array([-6 * c - 0.05 * m, 0.4 - 0.05 * c])

    return FunctionExercise(
        solution=gradient,
        inputs=lambda rng: (rng.uniform(0, 6), rng.uniform(0, 90)),
        example=(2.0, 40.0),
        mistakes={
            _("The order: first the slope for `c`, then the one for `m`."): (
                lambda c, m: gradient(c, m)[::-1]
            ),
            _("The sign: this points steepest down."): lambda c, m: -gradient(c, m),
            _("The interaction term −0.05 c m is forgotten: it belongs to both slopes."): (
                lambda c, m: np.array([-6 * c, 0.4])
            ),
            _("In the slope for `m` the interaction term −0.05 c m is forgotten."): (
                lambda c, m: np.array([-6 * c - 0.05 * m, 0.4])
            ),
            _("In the slope for `c` the interaction term −0.05 c m is forgotten."): (
                lambda c, m: np.array([-6 * c, 0.4 - 0.05 * c])
            ),
            _("In −0.05 c m the held input stays as a factor, as a number would."): (
                lambda c, m: np.array([-6 * c - 0.05, 0.4 - 0.05])
            ),
            _("The derivative of c² is 2 c, and the factor −3 stays: −6 c."): (
                lambda c, m: np.array([-3 * c - 0.05 * m, 0.4 - 0.05 * c])
            ),
            _("You added the two slopes. They have different units: keep them apart."): (
                lambda c, m: gradient(c, m).sum()
            ),
            _("This is the length of the gradient. Return both slopes."): (
                lambda c, m: np.hypot(*gradient(c, m))
            ),
        },
        insight=_("It is a vector: a slope for each input, in the order of the inputs."),
    )


def toward_a_direction():
    in_s, in_e = body_weight_gradient(10.0, 2.0)
    angle = np.radians(30)
    slope, level = in_s * np.cos(angle) + in_e * np.sin(angle), np.degrees(np.arctan2(in_s, -in_e))
    return ValueExercise(
        solution=(slope, level),
        rtol=3e-3,  # 38.7 and 0.25 are right: a tenth of a degree is asked for
        mistakes={
            _("`np.cos` and `np.sin` want radians: `np.radians(30)`, not 30."): (
                in_s * np.cos(30) + in_e * np.sin(30),
                level,
            ),
            _("The legs are exchanged: the cosine belongs to the snacks, the sine to the hours."): (
                in_s * np.sin(angle) + in_e * np.cos(angle),
                level,
            ),
            _("The sign of ∂W/∂e is lost: it is −1.3, the second leg takes weight off."): (
                in_s * np.cos(angle) - in_e * np.sin(angle),
                level,
            ),
            _("The level direction is still in radians: `np.degrees` turns it into degrees."): (
                slope,
                np.radians(level),
            ),
            _("This is the way of steepest ascent. The level one is at a right angle to it."): (
                slope,
                level - 90,
            ),
            _("The tangent is upside down: the legs cancel where tan φ = 1.04 / 1.3."): (
                slope,
                90 - level,
            ),
        },
        insight=_("Toward 30° it still rises. A little further round runs the level line."),
    )


def third_input():
    return MatchExercise(
        solution={
            "a snack adds": "less",
            "exercise takes off": "the same",
            "because of": "-0.05 s b",
        },
        options=("more", "less", "the same", "-0.4 b", "-0.05 s b"),
        mistakes={
            _("−0.4 b lowers V itself, by the same at any s and e. It is in neither slope."): {
                "because of": "-0.4 b"
            },
            _("−0.05 s b has a minus: it takes 0.05 b off the slope for snacks."): {
                "a snack adds": "more"
            },
            _("∂V/∂s = 0.3 + 0.08 s − 0.03 e − 0.05 b: here `b` does matter."): {
                "a snack adds": "the same"
            },
            _("There is no `b` in ∂V/∂e: no term has both `e` and `b`."): {
                "exercise takes off": "less"
            },
            _("That `b` lowers V does not make exercise count more: no term has both."): {
                "exercise takes off": "more"
            },
        },
        insight=_(
            "The slope for one input depends on another where a term holds both: there the mixed "
            "partial derivative is not zero. It is −0.05 for snacks and sleep, 0 for exercise and "
            "sleep."
        ),
    )


# What a person may change: four snacks less, or one hour more.
CHANGE = np.array([-4.0, 1.0])
PERSON = (10.0, 1.0)


def effects_of_changes():
    slopes = body_weight_gradient(*PERSON)
    without_interaction = body_weight_gradient(*PERSON, interaction=0.0)
    here = body_weight(*PERSON)
    return ValueExercise(
        solution=tuple(slopes * CHANGE),
        unit=_("kg"),
        mistakes={
            _("These are the slopes, per snack and per hour. Multiply each by its change."): (
                tuple(slopes)
            ),
            _("The sign: four snacks less is a change of −4, one hour more is a change of +1."): (
                tuple(slopes * -CHANGE)
            ),
            _("The sign: four snacks less is a change of −4, not of +4."): (
                tuple(slopes * np.abs(CHANGE))
            ),
            _("The interaction term is forgotten: −0.03 s e is in both slopes."): (
                tuple(without_interaction * CHANGE)
            ),
            _("These are the slopes at (7, 3). This person is at s = 10, e = 1."): (
                tuple(body_weight_gradient(7.0, 3.0) * CHANGE)
            ),
            _("You have exchanged the two inputs: s = 10 snacks, e = 1 hour."): (
                tuple(body_weight_gradient(*PERSON[::-1]) * CHANGE)
            ),
            _("The order: first the snacks, then the exercise."): tuple((slopes * CHANGE)[::-1]),
            _("This is what W itself changes by. Here the slopes say it: slope × change."): (
                (body_weight(6.0, 1.0) - here, body_weight(10.0, 2.0) - here)
            ),
            _("The slope of 0.04 s² is 0.08 s: the 2 of the exponent comes down."): (
                ((slopes[0] - 0.04 * PERSON[0]) * CHANGE[0], slopes[1] * CHANGE[1])
            ),
        },
        insight=_("Both are in kg now, so that they can be compared."),
    )


def which_first():
    slopes = body_weight_gradient(*PERSON)
    effects = slopes * CHANGE
    return MatchExercise(
        solution={"first": "snacks", "because": "larger effect"},
        options=("snacks", "exercise", "larger effect", "larger slope", "positive slope"),
        mistakes={
            _(
                "You compared raw numbers of different units: {hour:.2f} kg per hour and "
                "{snack:.2f} kg per snack. Multiply each by the change that is possible."
            ).format(hour=slopes[1], snack=slopes[0]): {
                "first": "exercise",
                "because": "larger slope",
            },
            _("Compare in kg what each change would bring: −4 snacks, or +1 hour."): (
                {"first": "exercise"}
            ),
            _("The larger slope is that of exercise, in another unit. It is not the reason."): (
                {"first": "snacks", "because": "larger slope"}
            ),
            _("The sign says in which direction to change a factor, not which one first."): (
                {"first": "snacks", "because": "positive slope"}
            ),
        },
        insight=_(
            "{snacks:.2f} kg less against {exercise:.2f} kg less, in this made-up model. For a "
            "person who can give up only one snack the answer is the other one."
        ).format(snacks=-effects[0], exercise=-effects[1]),
    )
