"""The exercises of the chapter on gradient descent and house prices."""

import numpy as np

from course_utils.checking import FunctionExercise, MatchExercise, ValueExercise
from course_utils.datasets import load_houses
from course_utils.language import _
from course_utils.mathematics.linear_regression import closed_form, predict


def _slopes(w, b, x, y, c=1.0):
    error = w * x + b - y
    return 2 * np.mean(c * error * x), 2 * np.mean(c * error)


def _step(w, b, x, y, learning_rate):
    dL_dw, dL_db = _slopes(w, b, x, y)
    return w - learning_rate * dL_dw, b - learning_rate * dL_db


def _descend(x, y, learning_rate, n_steps, step=_step):
    history = [(0.0, 0.0)]
    for _number in range(n_steps):
        history.append(step(*history[-1], x, y, learning_rate))
    return np.array(history)


def _line_and_houses(rng):
    n_houses = int(rng.integers(2, 12))
    return *rng.normal(size=2), *rng.normal(size=(2, n_houses))


def _descent_inputs(rng):
    _w, _b, x, y = _line_and_houses(rng)
    return x, y, rng.uniform(0.01, 0.3), int(rng.integers(2, 7))


# A line 2 x + 1 whose errors are 3, -3 and 3.
_LINE_AND_HOUSES = 2.0, 1.0, np.array([1.0, 2.0, 3.0]), np.array([0.0, 8.0, 4.0])


def weighted_slopes():
    def scaled(factor):
        return lambda w, b, x, y, c: tuple(factor(c) * part for part in _slopes(w, b, x, y, c))

    def inputs(rng):
        case = _line_and_houses(rng)
        return *case, rng.uniform(0.5, 3, len(case[-1]))

    return FunctionExercise(
        solution=_slopes,
        inputs=inputs,
        example=(*_LINE_AND_HOUSES, np.array([1.0, 1.0, 2.0])),
        returns=("dL_dw", "dL_db"),
        mistakes={
            _("The sign is turned round: the error is `y_pred - y`."): scaled(lambda c: -1),
            _("A factor 2 is missing: the derivative of `error**2` is `2 * error`."): (
                scaled(lambda c: 0.5)
            ),
            _("You summed over the houses. The loss is an average: use `np.mean`."): scaled(len),
            _("You summed over the houses instead of averaging, and a factor 2 is missing."): (
                scaled(lambda c: len(c) / 2)
            ),
            _("You divided by the sum of `c`. This loss divides by the number of houses."): (
                scaled(lambda c: len(c) / np.sum(c))
            ),
            _("In `dL_dw` the last link is missing: the slope of the error for `w` is `x`."): (
                lambda w, b, x, y, c: (_slopes(w, b, x, y, c)[1],) * 2
            ),
            _("The counts `c` are missing: each house's term is multiplied by its own `c`."): (
                lambda w, b, x, y, c: _slopes(w, b, x, y)
            ),
            _("The counts came in twice. `c` is outside the square: it stays as it is."): (
                lambda w, b, x, y, c: _slopes(w, b, x, y, c**2)
            ),
        },
        insight=_("A constant factor of a term stays when you differentiate."),
    )


def one_update():
    def w_first(w, b, x, y, learning_rate):
        w, _b = _step(w, b, x, y, learning_rate)
        return w, _step(w, b, x, y, learning_rate)[1]

    def b_first(w, b, x, y, learning_rate):
        _w, b = _step(w, b, x, y, learning_rate)
        return _step(w, b, x, y, learning_rate)[0], b

    def only_the_change(w, b, x, y, learning_rate):
        return tuple(-learning_rate * slope for slope in _slopes(w, b, x, y))

    return FunctionExercise(
        solution=_step,
        inputs=lambda rng: (*_line_and_houses(rng), rng.uniform(0.01, 0.3)),
        example=(*_LINE_AND_HOUSES, 0.1),
        returns=("w", "b"),
        mistakes={
            _("You used the new `w` in the slope for `b`: compute both slopes first."): w_first,
            _("You used the new `b` in the slope for `w`: compute both slopes first."): b_first,
            _("The sign: this step goes uphill. Subtract the slopes."): (
                lambda w, b, x, y, learning_rate: _step(w, b, x, y, -learning_rate)
            ),
            _("This is only the change. Add it to the old `w` and `b`: return the new pair."): (
                only_the_change
            ),
            _("This is the size of the step. Subtract it from the old `w` and `b`."): (
                lambda *case: tuple(-change for change in only_the_change(*case))
            ),
            _("The learning rate is missing: multiply each slope by it."): (
                lambda w, b, x, y, learning_rate: _step(w, b, x, y, 1.0)
            ),
            _("`b` has not moved. It has a slope of its own."): (
                lambda w, b, x, y, learning_rate: (_step(w, b, x, y, learning_rate)[0], b)
            ),
        },
        insight=_("Both slopes belong to the same point: a simultaneous update."),
    )


def write_the_loop():
    def after_w(w, b, x, y, learning_rate):
        new_w = w - learning_rate * _slopes(w, b, x, y)[0]
        return new_w, b - learning_rate * _slopes(new_w, b, x, y)[1]

    def once(x, y, learning_rate, n_steps):
        slopes = np.array(_slopes(0.0, 0.0, x, y))
        return np.arange(n_steps + 1)[:, None] * -learning_rate * slopes

    def late(x, y, learning_rate, n_steps):
        history = _descend(x, y, learning_rate, n_steps)
        return np.concatenate([history[:1], history[:-1]])

    def solution(x, y, learning_rate, n_steps):
        return _descend(x, y, learning_rate, n_steps)

    return FunctionExercise(
        solution=solution,
        inputs=_descent_inputs,
        example=(np.array([1.0, 3.0]), np.array([2.0, 4.0]), 0.1, 3),
        mistakes={
            _("Uphill: the slope points up. Subtract `learning_rate` times it."): (
                lambda x, y, learning_rate, n_steps: _descend(x, y, -learning_rate, n_steps)
            ),
            _("One after the other: `b` was updated with its slope at the new `w`."): (
                lambda *case: _descend(*case, step=after_w)
            ),
            _(
                "The slopes were computed once. They change at each step: compute them in the loop."
            ): (once),
            _("Nothing was appended: `history` holds the start and nothing else."): (
                lambda *case: _descend(*case)[:1]
            ),
            _("One step too few: `range(n_steps)` counts from 0, and so makes `n_steps` steps."): (
                lambda *case: _descend(*case)[:-1]
            ),
            _("One step too many: `history` begins with the start, and has `n_steps` rows more."): (
                lambda x, y, learning_rate, n_steps: _descend(x, y, learning_rate, n_steps + 1)
            ),
            _("You appended before the update: the start is there twice, the last pair not."): late,
            _("The start is missing: leave the first row of `history` as it is given."): (
                lambda *case: _descend(*case)[1:]
            ),
            _("The learning rate is missing: multiply each slope by it."): (
                lambda x, y, learning_rate, n_steps: _descend(x, y, 1.0, n_steps)
            ),
        },
        insight=_("This loop trains every network, too: only `gradient` is another one there."),
    )


def pick_rate():
    return ValueExercise(
        solution=(1 / 50, 2 / 50),
        mistakes={
            _("You have the two the wrong way round."): (2 / 50, 1 / 50),
            _("Both are twice too large: the second derivative is 50, the factor 1 − 50 α."): (
                (2 / 50, 4 / 50)
            ),
            _("One jump is right. Past 1/λ it overshoots, but settles until the factor is −1."): (
                (1 / 50, 1 / 50)
            ),
            _("At 2/λ the factor is −1: the descent bounces for ever and never lands."): (
                (2 / 50, 2 / 50)
            ),
            _("Both are half of what they should be: the second derivative is 50 itself."): (
                (1 / 100, 2 / 100)
            ),
            _("Turn it round: the larger the curvature, the smaller the rate."): (50, 100),
        },
        insight=_("One jump at 1/λ = 0.02; at 2/λ = 0.04 it bounces for ever, beyond it explodes."),
    )


def house_price():
    houses = load_houses()
    w, b = closed_form(houses.living_area, houses.price)
    thousands = predict(2000.0, w, b)
    return ValueExercise(
        solution=1000 * thousands,
        unit=_("US dollars of 1990"),
        rtol=2e-3,
        mistakes={
            _("The digits are right, but this is in thousand dollars."): thousands,
            _("The intercept is missing: a house costs `w * 2000 + b`."): 1000 * w * 2000,
            _("Only the intercept was turned into dollars: `w` is in thousand dollars too."): (
                w * 2000 + 1000 * b
            ),
            _("The intercept has the wrong sign."): 1000 * (w * 2000 - b),
        },
        insight=_("A rough guide: the root mean square miss of the line is 62.9 thousand dollars."),
    )


def four_loss_curves():
    return MatchExercise(
        solution={"A": "small rate", "B": "raw feature", "C": "large rate", "D": "stopped early"},
        options=("small rate", "large rate", "raw feature", "stopped early"),
        mistakes={
            _("A and D both end too high. But D fell far in 5 steps, and A little in 60."): (
                {"A": "stopped early", "D": "small rate"}
            ),
            _("A falls slowly all the way. B fell at once in one direction, then stood still."): (
                {"A": "raw feature", "B": "small rate"}
            ),
            _("C rises. A raw feature with a rate below the limit never makes the loss rise."): (
                {"C": "raw feature"}
            ),
            _("B had long stopped falling. More steps of the same kind would hardly help."): (
                {"B": "stopped early"}
            ),
        },
        insight=_("A loss curve is the first thing to look at when a training goes wrong."),
    )


def absolute_descent():
    def with_slopes(slopes_of):
        """Return the descent whose slopes are made of the error and the areas."""

        def step(w, b, x, y, learning_rate):
            dL_dw, dL_db = slopes_of(w * x + b - y, x)
            return w - learning_rate * dL_dw, b - learning_rate * dL_db

        return lambda *case: _descend(*case, step=step)

    def slopes(error, x):
        return np.mean(np.sign(error) * x), np.mean(np.sign(error))

    def solution(x, y, learning_rate, n_steps):
        return with_slopes(slopes)(x, y, learning_rate, n_steps)

    def after_w(w, b, x, y, learning_rate):
        new_w = w - learning_rate * slopes(w * x + b - y, x)[0]
        return new_w, b - learning_rate * slopes(new_w * x + b - y, x)[1]

    return FunctionExercise(
        solution=solution,
        inputs=_descent_inputs,
        example=(np.array([1.0, 3.0]), np.array([2.0, 4.0]), 0.5, 3),
        mistakes={
            _("These are the slopes of the squared error. Of `abs(e)` the derivative is a sign."): (
                with_slopes(lambda error, x: (2 * np.mean(error * x), 2 * np.mean(error)))
            ),
            _("The size of the error is still in it: its sign alone is the derivative."): (
                with_slopes(lambda error, x: (np.mean(error * x), np.mean(error)))
            ),
            _("`np.abs` gives the loss. Its derivative is the sign, `np.sign`."): (
                with_slopes(lambda error, x: (np.mean(abs(error) * x), np.mean(abs(error))))
            ),
            _("A factor 2 is too much: it came from the square, and here is none."): (
                with_slopes(lambda error, x: tuple(2 * part for part in slopes(error, x)))
            ),
            _("In `dL_dw` the last link is missing: the slope of the error for `w` is `x`."): (
                with_slopes(lambda error, x: (slopes(error, x)[1],) * 2)
            ),
            _("You summed over the houses. The loss is an average: use `np.mean`."): (
                with_slopes(lambda error, x: tuple(len(x) * part for part in slopes(error, x)))
            ),
            _("Uphill: subtract `learning_rate` times the slope."): (
                lambda x, y, learning_rate, n_steps: solution(x, y, -learning_rate, n_steps)
            ),
            _("One after the other: `b` was updated with its slope at the new `w`."): (
                lambda *case: _descend(*case, step=after_w)
            ),
            _("Nothing was appended: `history` holds the start and nothing else."): (
                lambda *case: _descend(*case)[:1]
            ),
        },
        insight=_("Every house now pulls equally hard, however far it is: only its lever counts."),
    )
