"""The exercises of the chapter on backpropagation that go back by hand: a step, a layer, a net."""

import numpy as np

from course_utils.checking import FunctionExercise, MatchExercise, Mistake
from course_utils.language import _


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def local_derivatives():
    def slopes(u, v, z, y):
        a = _sigmoid(z)
        return v, a * (1 - a), 2 * (z - y)

    return FunctionExercise(
        solution=slopes,
        inputs=lambda rng: tuple(rng.normal(size=4)),
        returns=("product", "sigmoid", "square"),
        mistakes=(
            Mistake(
                lambda u, v, z, y: (v, z * (1 - z), 2 * (z - y)),
                _(
                    "The sigmoid's slope is a (1 − a) with a = sigmoid(z), its output. You put "
                    "in z, its input."
                ),
            ),
            Mistake(
                lambda u, v, z, y: (
                    v,
                    _sigmoid(_sigmoid(z)) * (1 - _sigmoid(_sigmoid(z))),
                    2 * (z - y),
                ),
                _("You took the sigmoid twice: a = sigmoid(z) is the output already."),
            ),
            Mistake(
                lambda u, v, z, y: (v, _sigmoid(z), 2 * (z - y)),
                _("This is the sigmoid itself, a. Its slope is a (1 − a)."),
            ),
            Mistake(
                lambda u, v, z, y: (u * v, *slopes(u, v, z, y)[1:]),
                _("This is the product itself. Its slope with respect to u is the other factor."),
            ),
            Mistake(
                lambda u, v, z, y: (v, 1 - _sigmoid(z) ** 2, 2 * (z - y)),
                _("1 − a² is the slope of tanh. The sigmoid's is a (1 − a)."),
            ),
            Mistake(
                lambda u, v, z, y: (u, *slopes(u, v, z, y)[1:]),
                _("The slope of u·v with respect to u is the other factor."),
            ),
            Mistake(
                lambda u, v, z, y: (*slopes(u, v, z, y)[:2], -2 * (z - y)),
                _("The sign of the last one: (z − y)² grows with z where z is above y."),
            ),
            Mistake(
                lambda u, v, z, y: (*slopes(u, v, z, y)[:2], z - y),
                _("A factor 2 is missing: the slope of a square is twice what is squared."),
            ),
        ),
        insight=_("Each step needs to know nothing but its own inputs and output."),
    )


def dense_backward():
    def backward(X, W, dZ):
        return X.T @ dZ, dZ.sum(axis=0), dZ @ W.T

    def inputs(rng):
        # Square tables: a forgotten transpose gives a wrong number then, not an error.
        n = int(rng.integers(2, 5))
        return rng.normal(size=(n, n)), rng.normal(size=(n, n)), rng.normal(size=(n, n))

    return FunctionExercise(
        solution=backward,
        inputs=inputs,
        returns=("dW", "db", "dX"),
        mistakes=(
            Mistake(
                lambda X, W, dZ: (X @ dZ, dZ.sum(axis=0), dZ @ W.T),
                _("You forgot to transpose X in dW: one row for each input, so `X.T @ dZ`."),
            ),
            Mistake(
                lambda X, W, dZ: (X.T @ dZ, dZ.sum(axis=0), dZ @ W),
                _("You forgot to transpose W in dX: from outputs back to inputs, so `dZ @ W.T`."),
            ),
            Mistake(
                lambda X, W, dZ: (X @ dZ, dZ.sum(axis=0), dZ @ W),
                _("You forgot to transpose, in dW and in dX. Write the shapes under each product."),
            ),
            Mistake(
                lambda X, W, dZ: (X.T @ dZ, dZ.sum(axis=0), W @ dZ.T),
                _("dX came out transposed: it must have the shape of X, so `dZ @ W.T`."),
            ),
            Mistake(
                lambda X, W, dZ: (dZ.T @ X, dZ.sum(axis=0), dZ @ W.T),
                _("dW came out transposed: it must have the shape of W, so `X.T @ dZ`."),
            ),
            Mistake(
                lambda X, W, dZ: (X.T @ dZ / len(X), dZ.sum(axis=0) / len(X), dZ @ W.T),
                _("You averaged twice: the 1/N of the loss is in dZ already. Here it is a sum."),
            ),
            Mistake(
                lambda X, W, dZ: (X.T @ dZ / len(X), dZ.sum(axis=0) / len(X), dZ @ W.T / len(X)),
                _("You averaged twice, everywhere: the 1/N of the loss is in dZ already."),
            ),
            Mistake(
                lambda X, W, dZ: (X.T * dZ, dZ.sum(axis=0), dZ * W.T),
                _("`*` multiplies number by number. A product of two tables is written `@`."),
            ),
            Mistake(
                lambda X, W, dZ: (X.T @ dZ, dZ.sum(), dZ @ W.T),
                _("db needs one number for each output: add up over the samples only, `axis=0`."),
            ),
            Mistake(
                lambda X, W, dZ: (X.T @ dZ, dZ.mean(axis=0), dZ @ W.T),
                _("You averaged twice, in db: the 1/N of the loss is in dZ already."),
            ),
            Mistake(
                lambda X, W, dZ: (X.T @ dZ, dZ.sum(axis=1), dZ @ W.T),
                _("db adds up the wrong way: over the samples, which are the rows, `axis=0`."),
            ),
            Mistake(
                lambda X, W, dZ: (X.T @ dZ, dZ, dZ @ W.T),
                _("Every sample gets the same b. So db is the sum of what comes back from each."),
            ),
        ),
        insight=_("The shapes alone decide where to transpose: dW like W, db like b, dX like X."),
    )


def relu_backward():
    def backward(Z, dA):
        return np.where(Z > 0, dA, 0.0)

    return FunctionExercise(
        solution=backward,
        inputs=lambda rng: tuple(rng.normal(size=(2, 3, 4))),
        mistakes=(
            Mistake(
                lambda Z, dA: dA * (dA > 0),
                _(
                    "The gradient of ReLU is at the wrong place: look at where the input Z was "
                    "above 0, not the slope dA."
                ),
            ),
            Mistake(
                lambda Z, dA: (Z > 0).astype(float),
                _("This is the local derivative alone. Multiply it by what comes from above: dA."),
            ),
            Mistake(
                lambda Z, dA: np.maximum(Z, 0) * dA,
                _("You multiplied by the output of ReLU. Multiply by its slope: 1 or 0."),
            ),
            Mistake(
                lambda Z, dA: np.maximum(Z, 0),
                _("This is the way forward. Back, dA is multiplied by the slope: 1 or 0."),
            ),
            Mistake(
                lambda Z, dA: Z * dA,
                _("You multiplied by Z. Multiply by the slope of ReLU there: 1 or 0."),
            ),
            Mistake(
                lambda Z, dA: np.sign(Z) * dA,
                _("Where Z is below 0 the slope of ReLU is 0, not −1: the output stands still."),
            ),
            Mistake(
                lambda Z, dA: np.maximum(dA, 0) * (Z > 0),
                _("Negative slopes go back too: only the sign of Z decides, not that of dA."),
            ),
            Mistake(
                lambda Z, dA: dA * (Z < 0),
                _("Turned round: slopes pass where Z is above 0, and stop where it is below."),
            ),
            Mistake(
                lambda Z, dA: dA,
                _("This lets every slope through. Where Z was below 0, the output did not move."),
            ),
        ),
        insight=_("A ReLU is a gate: it lets the slope through, or stops it."),
    )


def two_steps():
    def gradient(w1, w2, x, y):
        a = np.tanh(w1 * x)
        dy_pred = 2 * (w2 * a - y)
        return dy_pred * w2 * (1 - a**2) * x, dy_pred * a

    def step(w1, w2, x, y, rate):
        dw1, dw2 = gradient(w1, w2, x, y)
        return w1 - rate * dw1, w2 - rate * dw2

    def steps(w1, w2, x, y, rate):
        for _step in range(2):
            w1, w2 = step(w1, w2, x, y, rate)
        return w1, w2

    def stale(w1, w2, x, y, rate):
        dw1, dw2 = gradient(w1, w2, x, y)
        return w1 - 2 * rate * dw1, w2 - 2 * rate * dw2

    def stale_forward(w1, w2, x, y, rate):
        a = np.tanh(w1 * x)
        for _step in range(2):
            dy_pred = 2 * (w2 * a - y)
            w1, w2 = w1 - rate * dy_pred * w2 * (1 - a**2) * x, w2 - rate * dy_pred * a
        return w1, w2

    def last_layer_first(w1, w2, x, y, rate):
        for _step in range(2):
            a = np.tanh(w1 * x)
            dy_pred = 2 * (w2 * a - y)
            w2 = w2 - rate * dy_pred * a
            w1 = w1 - rate * dy_pred * w2 * (1 - a**2) * x
        return w1, w2

    def first_layer_first(w1, w2, x, y, rate):
        for _step in range(2):
            w1 = w1 - rate * gradient(w1, w2, x, y)[0]
            w2 = w2 - rate * gradient(w1, w2, x, y)[1]
        return w1, w2

    def half_slopes(w1, w2, x, y, rate):
        return steps(w1, w2, x, y, rate / 2)

    def without(left_out):
        """Return steps whose slope of w1 lacks one of its three factors beside dy_pred."""

        def lacking(w1, w2, x, y, rate):
            for _step in range(2):
                a = np.tanh(w1 * x)
                dy_pred = 2 * (w2 * a - y)
                kept = np.prod(np.delete([w2, 1 - a**2, x], left_out))
                w1, w2 = w1 - rate * dy_pred * kept, w2 - rate * dy_pred * a
            return w1, w2

        return lacking

    return FunctionExercise(
        solution=steps,
        inputs=lambda rng: (
            *rng.uniform(0.3, 1.5, 4) * rng.choice([-1, 1], 4),
            rng.uniform(0.1, 0.4),
        ),
        returns=("w1", "w2"),
        mistakes=(
            Mistake(
                stale,
                _(
                    "You used a stale gradient: the second step needs the slopes at the new "
                    "weights. Go forward and back again."
                ),
            ),
            Mistake(
                stale_forward,
                _("Your second step still uses the old `a`: go forward again, with the new w1."),
            ),
            Mistake(
                last_layer_first,
                _(
                    "You updated w2 before all gradients were known: the slope of w1 needs the w2 "
                    "that went forward."
                ),
            ),
            Mistake(
                first_layer_first,
                _(
                    "You updated w1 before all gradients were known: compute both, then "
                    "change both."
                ),
            ),
            Mistake(step, _("This is one step. Take two.")),
            Mistake(half_slopes, _("A factor 2 is missing: the slope of (ŷ − y)² is twice ŷ − y.")),
            Mistake(
                without(1),
                _("The slope of tanh is missing on the way back to w1: times (1 − a²)."),
            ),
            Mistake(without(2), _("On the way back to w1 the last factor is missing: x.")),
            Mistake(without(0), _("On the way back to w1 the step from ŷ to a is missing: w2.")),
            Mistake(
                lambda w1, w2, x, y, rate: steps(w1, w2, x, y, -rate),
                _("The sign: these steps go uphill. Subtract the slopes."),
            ),
        ),
        insight=_("Forward, backward, then update everything at once: and all of it again."),
    )


def gradient_check():
    def check(f, w, h):
        slopes = np.zeros_like(w)
        for i in range(len(w)):
            ahead, behind = w.copy(), w.copy()
            ahead[i] += h
            behind[i] -= h
            slopes[i] = (f(ahead) - f(behind)) / (2 * h)
        return slopes

    def error(gradient, measured):
        return np.linalg.norm(gradient - measured) / (
            np.linalg.norm(gradient) + np.linalg.norm(measured)
        )

    def solution(f, gradient, w, h):
        return error(gradient, check(f, w, h))

    def forward_difference(f, gradient, w, h):
        slopes = np.array([(f(w + h * unit) - f(w)) / h for unit in np.eye(len(w))])
        return error(gradient, slopes)

    def half_width(f, gradient, w, h):
        return error(gradient, 2 * check(f, w, h))

    def all_at_once(f, gradient, w, h):
        return error(gradient, np.full_like(w, (f(w + h) - f(w - h)) / (2 * h)))

    def same_array(f, gradient, w, h):
        return error(gradient, np.zeros_like(w))

    def never_back(f, gradient, w, h):
        slopes, ahead, behind = np.zeros_like(w), w.copy(), w.copy()
        for i in range(len(w)):
            ahead[i] += h
            behind[i] -= h
            slopes[i] = (f(ahead) - f(behind)) / (2 * h)
        return error(gradient, slopes)

    def absolute(f, gradient, w, h):
        return np.linalg.norm(gradient - check(f, w, h))

    def by_one(f, gradient, w, h):
        return absolute(f, gradient, w, h) / np.linalg.norm(gradient)

    def lengths_only(f, gradient, w, h):
        measured = check(f, w, h)
        return abs(np.linalg.norm(gradient) - np.linalg.norm(measured)) / (
            np.linalg.norm(gradient) + np.linalg.norm(measured)
        )

    def inputs(rng):
        n = int(rng.integers(2, 5))
        return SumOfCubes(rng.normal(size=n)), rng.normal(size=n), rng.normal(size=n), 0.1

    return FunctionExercise(
        solution=solution,
        inputs=inputs,
        mistakes=(
            Mistake(
                forward_difference,
                _("This is the forward difference. The central one looks to both sides of w."),
            ),
            Mistake(
                half_width, _("From w − h to w + h it is a distance of 2h, but you divide by h.")
            ),
            Mistake(
                all_at_once,
                _("All weights moved at once. Move one, hold the others, and do so for each."),
            ),
            Mistake(
                same_array,
                _(
                    "All your measured slopes are 0. After `ahead = w` both names stand for one "
                    "and the same array: take `w.copy()`."
                ),
            ),
            Mistake(
                never_back,
                _("Weights that had moved stayed moved. Begin again from w for each weight."),
            ),
            Mistake(
                absolute,
                _("This is the absolute error. Divide by the sum of both lengths."),
            ),
            Mistake(
                by_one,
                _("You divided by the length of the gradient alone. Add the measured one's."),
            ),
            Mistake(
                lengths_only,
                _(
                    "You compared lengths only. Two vectors of one length can point to different "
                    "sides: take the length of their difference."
                ),
            ),
        ),
        insight=_(
            "With a small step a right gradient stays below 1e-6; a bug usually gives 0.01 or more."
        ),
    )


class SumOfCubes:
    """A loss to try a gradient check on, Σ c w³; its name shows its coefficients."""

    def __init__(self, c):
        self.c = c
        self.__name__ = f"Σ c w³ with c = {c.round(2)}"

    def __call__(self, w):
        return float(np.sum(self.c * w**3))

    def __repr__(self):
        return self.__name__


def three_faulty_nets():
    return MatchExercise(
        solution={"A": "fading slopes", "B": "large rate", "C": "zero start"},
        options=("fading slopes", "large rate", "zero start", "too few steps"),
        mistakes=(
            Mistake(
                {"A": "zero start", "C": "fading slopes"},
                _(
                    "A and C both stand still. In A the first layer's slope is tiny, in C it is "
                    "exactly zero: there every way back is multiplied by a weight of 0."
                ),
            ),
            Mistake(
                {"C": "fading slopes"},
                _(
                    "In C nothing arrives at any layer, not even at the last. Fading slopes are "
                    "large at the last layer and tiny at the first."
                ),
            ),
            Mistake(
                {"A": "zero start"},
                _("In A the last layer gets a slope at step 0, and the first a tiny one: not 0."),
            ),
            Mistake(
                {"A": "too few steps"},
                _("A has hardly moved in all its steps, and its first layer gets almost no slope."),
            ),
            Mistake(
                {"C": "too few steps"},
                _(
                    "In C the slope of the first layer is exactly zero. Steps do not help "
                    "against 0."
                ),
            ),
            Mistake(
                {"B": "too few steps"},
                _("B jumps up and down. More steps of the same size go on jumping."),
            ),
            Mistake(
                {"B": "fading slopes"},
                _("B has large slopes in both layers. Look at how its loss moves."),
            ),
        ),
        insight=_("Look at the loss and at each layer's gradient: together they tell the fault."),
    )
