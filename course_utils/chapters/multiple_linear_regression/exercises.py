"""The exercises of the chapter on multiple linear regression."""

import numpy as np

from course_utils.checking import FunctionExercise, MatchExercise, ValueExercise
from course_utils.language import _


def _sample(rng):
    n_samples, n_features = rng.integers(2, 7, size=2)
    X = rng.normal(1, 2, size=(n_samples, n_features))
    return X, rng.normal(size=n_samples), rng.normal(size=n_features), float(rng.normal())


def gradient_by_hand():
    X, y = np.array([[1, 2], [3, 0], [2, 1]]), np.array([3, 8, 4])
    w, b = np.array([2, 1]), 1

    def answer(b=b, sign=1, scale=2 / 3, scale_b=2 / 3):
        error = sign * (X @ w + b - y)
        return error, scale * X.T @ error, scale_b * error.sum()

    return ValueExercise(
        solution=answer(),
        mistakes={
            _("The predictions lack the intercept: add 1 to each sum of products."): answer(b=0),
            _("The sign is turned round: the error is the prediction less y."): answer(sign=-1),
            _("These are Xᵀ e and the sum of the errors. Both still have to be times 2/3."): (
                answer(scale=1, scale_b=1)
            ),
            _("You summed instead of averaging: divide by the three houses."): (
                answer(scale=2, scale_b=2)
            ),
            _("A factor 2 is missing: the derivative of a square brings it."): (
                answer(scale=1 / 3, scale_b=1 / 3)
            ),
            _("The slopes for w are right. The slope for b is twice the mean of the errors."): (
                answer(scale_b=1)
            ),
        },
        insight=_("Your next exercise is the same for a table of any size, in three lines."),
    )


def vectorised_gradient():
    def solution(X, y, w, b):
        error = X @ w + b - y
        return 2 * X.T @ error / len(y), 2 * np.mean(error)

    def scaled(factor):
        return lambda X, y, w, b: tuple(factor(y) * part for part in solution(X, y, w, b))

    def transposed(X, y, w, b):
        error = X @ w + b - y
        return 2 * X @ error / len(y), 2 * np.mean(error)

    def half_averaged(X, y, w, b):
        dL_dw, dL_db = solution(X, y, w, b)
        return dL_dw * len(y), dL_db

    def one_table(X, y, w, b):
        error = (X @ w + b)[:, None] - y
        return 2 * X.T @ error.mean(axis=1) / len(y), 2 * np.mean(error)

    return FunctionExercise(
        solution=solution,
        inputs=_sample,
        example=(
            np.array([[1.0, 0.0], [2.0, 1.0], [0.0, 2.0]]),
            np.array([-1.0, 2.0, 8.0]),
            np.array([1.0, 2.0]),
            1.0,
        ),
        returns=("dL_dw", "dL_db"),
        mistakes={
            _("You summed instead of averaging: divide by the number of houses."): scaled(len),
            _("You summed instead of averaging, and a factor 2 is missing."): (
                scaled(lambda y: len(y) / 2)
            ),
            _("88 is written in. Other data have other sizes: divide by `len(y)`."): (
                scaled(lambda y: len(y) / 88)
            ),
            _("`X.T @ error` is a sum over the houses: divide it by their number."): half_averaged,
            _("A factor 2 is missing: the derivative of `error**2` is `2 * error`."): (
                scaled(lambda y: 0.5)
            ),
            _("The sign is turned round: the error is `y_pred - y`."): scaled(lambda y: -1),
            _(
                "The shapes of a product do not fit: X has a row for each house, a column "
                "for each feature. So it takes `X @ w` and `X.T @ error`."
            ): transposed,
            _("The prediction lacks the intercept: `X @ w + b`."): (
                lambda X, y, w, b: solution(X, y, w, 0.0)
            ),
            _("Your error is an (n, n) table: (n, 1) − (n,) was broadcast. Make both (n,)."): (
                one_table
            ),
        },
        insight=_("One matrix product gives the slopes of all weights at once."),
    )


def mend_the_shapes():
    def inputs(rng):
        n_samples = int(rng.integers(2, 9))
        return rng.normal(size=n_samples), rng.normal(size=(n_samples, 1))

    return FunctionExercise(
        solution=lambda y, y_pred: np.mean((y - y_pred.ravel()) ** 2),
        inputs=inputs,
        example=(np.array([1.0, 4.0]), np.array([[2.0], [1.0]])),
        mistakes={
            _("(n,) − (n, 1) is broadcast to an (n, n) table of all pairs. Make both (n,)."): (
                lambda y, y_pred: np.mean((y - y_pred) ** 2)
            ),
            _("The shapes are right now, but you summed instead of averaging."): (
                lambda y, y_pred: np.sum((y - y_pred.ravel()) ** 2)
            ),
            _("You squared the mean. Take the mean of the squares."): (
                lambda y, y_pred: np.mean(y - y_pred.ravel()) ** 2
            ),
            _("You compared only the first y with all the predictions."): (
                lambda y, y_pred: np.mean((y[0] - y_pred.ravel()) ** 2)
            ),
        },
        insight=_("A look at `.shape` costs a second; this bug can cost a day."),
    )


def standardise_columns():
    def solution(X):
        return (X - X.mean(axis=0)) / X.std(axis=0)

    return FunctionExercise(
        solution=solution,
        inputs=lambda rng: (_sample(rng)[0],),
        example=(np.array([[1.0, 2.0], [1.0, 6.0], [3.0, 2.0], [3.0, 6.0]]),),
        mistakes={
            _("This is one mean for the whole table. Each column needs its own: `axis=0`."): (
                lambda X: (X - X.mean()) / X.std()
            ),
            _("This is one deviation for the whole table. Each column needs its own: `axis=0`."): (
                lambda X: (X - X.mean(axis=0)) / X.std()
            ),
            _("You standardised each row. The features are the columns: `axis=0`."): (
                lambda X: (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)
            ),
            _("The mean is 0 now. Divide by the standard deviation as well."): (
                lambda X: X - X.mean(axis=0)
            ),
            _("The spread is 1 now. Subtract the mean first."): lambda X: X / X.std(axis=0),
            _("Division comes before minus: put `X - mean` into parentheses."): (
                lambda X: X - X.mean(axis=0) / X.std(axis=0)
            ),
            _("You divided by the variance. The standard deviation is its square root."): (
                lambda X: (X - X.mean(axis=0)) / X.var(axis=0)
            ),
            _("With `ddof=1` NumPy divides by N − 1. This course divides by N."): (
                lambda X: (X - X.mean(axis=0)) / X.std(axis=0, ddof=1)
            ),
        },
    )


def undo_standardising():
    def solution(w_scaled, b_scaled, mean, std):
        w = w_scaled / std
        return w, b_scaled - np.sum(w * mean)

    def inputs(rng):
        _X, _y, w, b = _sample(rng)
        return w, b, rng.normal(size=len(w)), rng.uniform(0.5, 3, len(w))

    return FunctionExercise(
        solution=solution,
        inputs=inputs,
        example=(np.array([6.0, 4.0]), 10.0, np.array([1.0, 5.0]), np.array([2.0, 4.0])),
        returns=("w", "b"),
        mistakes={
            _("The weights are right, but the intercept was not taken back: it changes too."): (
                lambda w, b, mean, std: (w / std, b)
            ),
            _("Divide by the standard deviation: a unit of x is 1/std standard deviations."): (
                lambda w, b, mean, std: (w * std, b - np.sum(w * std * mean))
            ),
            _("For the intercept take the new weights, those in original units."): (
                lambda w, b, mean, std: (w / std, b - np.sum(w * mean))
            ),
            _("The sign: from (x − mean)/std the means come in with a minus."): (
                lambda w, b, mean, std: (w / std, b + np.sum(w / std * mean))
            ),
            _("The intercept is one number: sum over the features."): (
                lambda w, b, mean, std: (w / std, b - w / std * mean)
            ),
        },
    )


def rank_effects():
    return MatchExercise(
        solution={"first": "area", "second": "station", "third": "rooms"},
        options=("area", "rooms", "station"),
        mistakes={
            _("You compared weights of different units. Multiply by the typical change first."): (
                {"first": "rooms"}
            ),
            _("Compare sizes: an effect of −240 is larger than one of 108."): {"second": "rooms"},
        },
        insight=_("The effects of a typical change are 300, −240 and 108 dollars a month."),
    )
