"""The exercises of the chapter on backpropagation that go back by hand: a step, a layer, a net."""

import numpy as np

from course_utils.checking import Code, FunctionExercise, MatchExercise
from course_utils.language import _


def local_derivatives():
    def slopes(u, v, z, y):
        a = 1 / (1 + np.exp(-z))
        return v, u, a * (1 - a), 2 * (z - y)

    def with_product(wrong):
        return lambda u, v, z, y: (*wrong(u, v), *slopes(u, v, z, y)[2:])

    def with_sigmoid(wrong):
        return lambda u, v, z, y: (v, u, wrong(z, 1 / (1 + np.exp(-z))), 2 * (z - y))

    def with_square(wrong):
        return lambda u, v, z, y: (*slopes(u, v, z, y)[:3], wrong(z, y))

    return FunctionExercise(
        solution=slopes,
        inputs=lambda rng: tuple(rng.normal(size=4)),
        example=(2.0, 5.0, 0.0, 3.0),
        returns=("product_u", "product_v", "sigmoid", "square"),
        mistakes={
            _("a (1 − a) takes the sigmoid's output a. You put in z, its input."): (
                with_sigmoid(lambda z, a: z * (1 - z))
            ),
            _("You took the sigmoid twice: a = sigmoid(z) is the output already."): (
                with_sigmoid(lambda z, a: np.exp(a) / (1 + np.exp(a)) ** 2)
            ),
            _("This is the sigmoid itself, a. Its slope is a (1 − a)."): (
                with_sigmoid(lambda z, a: a)
            ),
            _("Half of it is right: in a (1 − a) the output stands twice, and z nowhere."): (
                with_sigmoid(lambda z, a: a * (1 - z))
            ),
            _("This is the product itself. Its slope with respect to u is the other factor."): (
                with_product(lambda u, v: (u * v, u * v))
            ),
            _("1 − a² is the slope of tanh. The sigmoid's is a (1 − a)."): (
                with_sigmoid(lambda z, a: 1 - a**2)
            ),
            _("The slope of u·v with respect to u is the other factor."): (
                with_product(lambda u, v: (u, v))
            ),
            _("The sign of the last one: (z − y)² grows with z where z is above y."): (
                with_square(lambda z, y: -2 * (z - y))
            ),
            _("A factor 2 is missing: the slope of a square is twice what is squared."): (
                with_square(lambda z, y: z - y)
            ),
            _("The 2 belongs to the whole difference: write `2 * (z - y)`."): (
                with_square(lambda z, y: 2 * z - y)
            ),
        },
        insight=_("Each step needs to know nothing but its own inputs and output."),
    )


def dense_backward():
    def answer(
        dW=lambda X, dZ: X.T @ dZ,
        db=lambda dZ: dZ.sum(axis=0),
        dX=lambda dZ, W: dZ @ W.T,
    ):
        return lambda X, W, dZ: (dW(X, dZ), db(dZ), dX(dZ, W))

    def inputs(rng):
        n_samples, n_inputs, n_outputs = rng.integers(2, 7, size=3)
        shapes = (n_samples, n_inputs), (n_inputs, n_outputs), (n_samples, n_outputs)
        return tuple(rng.normal(size=shape) for shape in shapes)

    return FunctionExercise(
        solution=answer(),
        inputs=inputs,
        example=(
            np.array([[1.0, 0.0], [2.0, 1.0], [0.0, 3.0]]),
            np.array([[2.0], [-1.0]]),
            np.array([[1.0], [-1.0], [2.0]]),
        ),
        returns=("dW", "db", "dX"),
        mistakes={
            _("You forgot to transpose X in dW: one row for each input, so `X.T @ dZ`."): (
                answer(dW=lambda X, dZ: X @ dZ)
            ),
            _("The other way round in dW: inputs by samples times samples by outputs."): (
                answer(dW=lambda X, dZ: dZ @ X.T)
            ),
            _("You forgot to transpose W in dX: from outputs back to inputs, so `dZ @ W.T`."): (
                answer(dX=lambda dZ, W: dZ @ W)
            ),
            _("The other way round in dX: samples by outputs times outputs by inputs."): (
                answer(dX=lambda dZ, W: W.T @ dZ)
            ),
            _("You forgot to transpose, in dW and in dX. Write the shapes under each product."): (
                answer(dW=lambda X, dZ: X @ dZ, dX=lambda dZ, W: dZ @ W)
            ),
            _("dX came out transposed: it must have the shape of X, so `dZ @ W.T`."): (
                answer(dX=lambda dZ, W: W @ dZ.T)
            ),
            _("dW came out transposed: it must have the shape of W, so `X.T @ dZ`."): (
                answer(dW=lambda X, dZ: dZ.T @ X)
            ),
            _("You averaged twice: the 1/N of the loss is in dZ already. Here it is a sum."): (
                answer(dW=lambda X, dZ: X.T @ dZ / len(X), db=lambda dZ: dZ.mean(axis=0))
            ),
            _("You averaged twice, everywhere: the 1/N of the loss is in dZ already."): (
                lambda X, W, dZ: tuple(part / len(X) for part in answer()(X, W, dZ))
            ),
            _("`*` multiplies number by number. A product of two tables is written `@`."): (
                answer(dW=lambda X, dZ: X.T * dZ, dX=lambda dZ, W: dZ * W.T)
            ),
            _("db needs one number for each output: add up over the samples only, `axis=0`."): (
                answer(db=lambda dZ: dZ.sum())
            ),
            _("You averaged twice, in db: the 1/N of the loss is in dZ already."): (
                answer(db=lambda dZ: dZ.mean(axis=0))
            ),
            _("db adds up the wrong way: over the samples, which are the rows, `axis=0`."): (
                answer(db=lambda dZ: dZ.sum(axis=1))
            ),
            _("Every sample gets the same b. So db is the sum of what comes back from each."): (
                answer(db=lambda dZ: dZ)
            ),
        },
        insight=_("The shapes alone decide where to transpose: dW like W, db like b, dX like X."),
    )


def relu_backward():
    return FunctionExercise(
        solution=lambda Z, dA: dA * (Z > 0),
        inputs=lambda rng: tuple(rng.normal(size=(2, *rng.integers(2, 7, size=2)))),
        example=(
            np.array([[1.0, -2.0, 3.0], [-1.0, 2.0, -3.0]]),
            np.array([[5.0, -1.0, -2.0], [3.0, 1.0, 4.0]]),
        ),
        mistakes={
            _("The gate looks at the input: ask where Z was above 0, not where dA is."): (
                lambda Z, dA: dA * (dA > 0)
            ),
            _("This is the local derivative alone. Multiply it by what comes from above: dA."): (
                lambda Z, dA: (Z > 0).astype(float)
            ),
            _("You multiplied by the output of ReLU. Multiply by its slope: 1 or 0."): (
                lambda Z, dA: np.maximum(Z, 0) * dA
            ),
            _("This is the way forward. Back, dA is multiplied by the slope: 1 or 0."): (
                lambda Z, dA: np.maximum(Z, 0)
            ),
            _("You multiplied by Z. Multiply by the slope of ReLU there: 1 or 0."): (
                lambda Z, dA: Z * dA
            ),
            _("Where Z is below 0 the slope of ReLU is 0, not −1: the output stands still."): (
                lambda Z, dA: np.sign(Z) * dA
            ),
            _("Negative slopes go back too: only the sign of Z decides, not that of dA."): (
                lambda Z, dA: np.maximum(dA, 0) * (Z > 0)
            ),
            _("Turned round: slopes pass where Z is above 0, and stop where it is below."): (
                lambda Z, dA: dA * (Z < 0)
            ),
            _("This lets every slope through. Where Z was below 0, the output did not move."): (
                lambda Z, dA: dA
            ),
        },
        insight=_("A ReLU is a gate: it lets the slope through, or stops it."),
    )


def two_steps():
    def descend(n_steps=2, rate=1, back=lambda w1, w2, a, x: w2 * (1 - a**2) * x):
        """Return a descent; `back` is the slope of w1 without what comes from the loss."""

        def descent(w1, w2, x, y, learning_rate):
            for _step in range(n_steps):
                a = np.tanh(w1 * x)
                dy_pred = 2 * (w2 * a - y)
                dw1, dw2 = dy_pred * back(w1, w2, a, x), dy_pred * a
                w1, w2 = w1 - rate * learning_rate * dw1, w2 - rate * learning_rate * dw2
            return w1, w2

        return descent

    def stale_forward(w1, w2, x, y, learning_rate):
        a = np.tanh(w1 * x)
        for _step in range(2):
            slope = learning_rate * 2 * (w2 * a - y)
            w1, w2 = w1 - slope * w2 * (1 - a**2) * x, w2 - slope * a
        return w1, w2

    def last_layer_first(w1, w2, x, y, learning_rate):
        for _step in range(2):
            a = np.tanh(w1 * x)
            slope = learning_rate * 2 * (w2 * a - y)
            w2 = w2 - slope * a
            w1 = w1 - slope * w2 * (1 - a**2) * x
        return w1, w2

    def first_layer_first(w1, w2, x, y, learning_rate):
        for _step in range(2):
            w1 = descend(1)(w1, w2, x, y, learning_rate)[0]
            w2 = descend(1)(w1, w2, x, y, learning_rate)[1]
        return w1, w2

    def inputs(rng):
        numbers = rng.uniform(0.3, 1.5, 4) * rng.choice([-1, 1], 4)
        return *numbers, rng.uniform(0.1, 0.4)

    return FunctionExercise(
        solution=descend(),
        inputs=inputs,
        # With w1 = 0 the first step needs no tanh, and the second one tanh(0.25).
        example=(0.0, 2.0, 0.5, 1.0, 0.25),
        returns=("w1", "w2"),
        mistakes={
            _("A stale gradient: the second step needs the slopes at the new weights."): (
                descend(1, rate=2)
            ),
            _("Your second step still uses the old `a`: go forward again, with the new w1."): (
                stale_forward
            ),
            _("You updated w2 too early: the slope of w1 needs the w2 that went forward."): (
                last_layer_first
            ),
            _("You updated w1 too early: compute both slopes, and then change both."): (
                first_layer_first
            ),
            _("This is one step. Take two."): descend(1),
            _("A factor 2 is missing: the slope of (ŷ − y)² is twice ŷ − y."): descend(rate=0.5),
            _("The slope of tanh is missing on the way back to w1: times (1 − a²)."): (
                descend(back=lambda w1, w2, a, x: w2 * x)
            ),
            _("On the way back to w1 the last factor is missing: x."): (
                descend(back=lambda w1, w2, a, x: w2 * (1 - a**2))
            ),
            _("On the way back to w1 the step from ŷ to a is missing: w2."): (
                descend(back=lambda w1, w2, a, x: (1 - a**2) * x)
            ),
            _("The sign: these steps go uphill. Subtract the slopes."): descend(rate=-1),
            _("The slope of tanh is 1 − a² with a = tanh(w1 x), its output, not its input."): (
                descend(back=lambda w1, w2, a, x: w2 * (1 - (w1 * x) ** 2) * x)
            ),
            _("The slope of tanh is 1 − a²: only a is squared, so `1 - a**2`."): (
                descend(back=lambda w1, w2, a, x: w2 * (1 - a) ** 2 * x)
            ),
        },
        insight=_("Forward, backward, then update everything at once: and all of it again."),
    )


def gradient_check():
    def quotients(ahead, behind, width, steps=np.eye):
        """Return a function that measures slopes; each row of `steps` moves some weights."""

        def measure(f, w, h):
            rises = [f(w + ahead * h * row) - f(w - behind * h * row) for row in steps(len(w))]
            return np.array(rises) / (width * h)

        return measure

    central = quotients(1, 1, 2)

    def lengths(gradient, measured):
        return np.linalg.norm(gradient) + np.linalg.norm(measured)

    def error(measure=central, divisor=lengths):
        def relative(f, gradient, w, h):
            measured = measure(f, w, h)
            return np.linalg.norm(gradient - measured) / divisor(gradient, measured)

        return relative

    def lengths_only(f, gradient, w, h):
        measured = central(f, w, h)
        difference = np.linalg.norm(gradient) - np.linalg.norm(measured)
        return abs(difference) / lengths(gradient, measured)

    def inputs(rng):
        n_weights = int(rng.integers(2, 6))
        factors = rng.choice([-2.0, -1.0, -0.5, 0.5, 1.0, 2.0], size=n_weights)
        terms = (f"{c:+}*w[{i}]**3" for i, c in enumerate(factors))
        f = Code(f"lambda w: w[0]*w[-1] {' '.join(terms)}")
        return f, *rng.normal(size=(2, n_weights)), rng.uniform(0.05, 0.5)

    return FunctionExercise(
        solution=error(),
        inputs=inputs,
        # Measured are 4 and 3: lengths 4 and 5, and the difference has length 3.
        example=(
            Code("lambda w: w[0]**3 + 3 * w[0] * w[1]"),
            np.array([4.0, 0.0]),
            np.array([1.0, -1.0]),
            2.0,
        ),
        mistakes={
            _("This is the forward difference. The central one looks to both sides of w."): (
                error(quotients(1, 0, 1))
            ),
            _("From w − h to w + h it is a distance of 2h, but you divide by h."): (
                error(quotients(1, 1, 1))
            ),
            _("All weights moved at once. Move one, hold the others, and do so for each."): (
                error(quotients(1, 1, 2, steps=lambda n: np.ones((n, n))))
            ),
            _("All measured slopes are 0: `ahead = w` is the same array. Take `w.copy()`."): (
                error(quotients(0, 0, 2))
            ),
            _("Weights that had moved stayed moved. Begin again from w for each weight."): (
                error(quotients(1, 1, 2, steps=np.tri))
            ),
            _("This is the absolute error. Divide by the sum of both lengths."): (
                error(divisor=lambda gradient, measured: 1)
            ),
            _("You divided by the length of the gradient alone. Add the measured one's."): (
                error(divisor=lambda gradient, measured: np.linalg.norm(gradient))
            ),
            _("Division and product go from left to right: write `/ (2 * h)`."): (
                error(lambda f, w, h: h**2 * central(f, w, h))
            ),
            _("Was `f` given one number? It takes all weights: `w.copy()` with one changed."): (
                lambda f, gradient, w, h: f(w[0] + h)
            ),
            _("Two vectors of one length can differ: take the length of their difference."): (
                lengths_only
            ),
        },
        insight=_("With a small step a right gradient is below 1e-6, a bug usually above 0.01."),
    )


def three_faulty_nets():
    return MatchExercise(
        solution={"A": "fading slopes", "B": "large rate", "C": "zero start"},
        options=("fading slopes", "large rate", "zero start", "too few steps"),
        mistakes={
            _(
                "A and C both stand still. In A the first layer's slope is tiny, in C it is "
                "exactly zero: there every way back is multiplied by a weight of 0."
            ): {"A": "zero start", "C": "fading slopes"},
            _(
                "In C nothing arrives at any layer, not even at the last. Fading slopes are "
                "large at the last layer and tiny at the first."
            ): {"C": "fading slopes"},
            _("In A the last layer gets a slope at step 0, and the first a tiny one: not 0."): (
                {"A": "zero start"}
            ),
            _("A has hardly moved in all its steps, and its first layer gets almost no slope."): (
                {"A": "too few steps"}
            ),
            _("In C the slope of the first layer is exactly 0. Steps do not help against 0."): (
                {"C": "too few steps"}
            ),
            _("B jumps up and down. More steps of the same size go on jumping."): (
                {"B": "too few steps"}
            ),
            _("B has large slopes in both layers. Look at how its loss moves."): (
                {"B": "fading slopes"}
            ),
        },
        insight=_("Look at the loss and at each layer's gradient: together they tell the fault."),
    )


def whole_way_back():
    def way_back(bend=lambda A: 1 - A**2, to_units=lambda dS, W2: dS @ W2.T, share=lambda dS: 1):
        def slopes(X, A, dS, W2):
            dZ = to_units(dS, W2) * bend(A)
            parts = X.T @ dZ, dZ.sum(axis=0), A.T @ dS, dS.sum(axis=0)
            return tuple(share(dS) * part for part in parts)

        return slopes

    def inputs(rng):
        n_samples, n_inputs, n_hidden, n_outputs = rng.integers(2, 7, size=4)
        return (
            rng.normal(size=(n_samples, n_inputs)),
            rng.uniform(-0.9, 0.9, size=(n_samples, n_hidden)),
            rng.normal(size=(n_samples, n_outputs)),
            rng.normal(size=(n_hidden, n_outputs)),
        )

    return FunctionExercise(
        solution=way_back(),
        inputs=inputs,
        example=(
            np.array([[1.0], [2.0]]),
            np.array([[0.5], [0.0]]),
            np.array([[-1.0, 1.0], [2.0, -3.0]]),
            np.array([[2.0, 1.0]]),
        ),
        returns=("dW1", "db1", "dW2", "db2"),
        mistakes={
            _("The slope of tanh is missing on the way to the first layer: times (1 − A²)."): (
                way_back(bend=lambda A: 1)
            ),
            _("The slope of tanh is 1 − A², with its output A: only A is squared."): (
                way_back(bend=lambda A: (1 - A) ** 2)
            ),
            _("1 − A² is the slope of tanh. You took A (1 − A), the sigmoid's."): (
                way_back(bend=lambda A: A * (1 - A))
            ),
            _("A comes from tanh already: its slope is 1 − A², not 1 − tanh²(A)."): (
                way_back(bend=lambda A: 1 - np.tanh(A) ** 2)
            ),
            _("You averaged twice: the 1/N is in dS already. Everywhere else are sums."): (
                way_back(share=lambda dS: 1 / len(dS))
            ),
            _("What comes back from several scores is added, `dS @ W2.T`: none overwrites."): (
                way_back(to_units=lambda dS, W2: np.outer(dS[:, -1], W2[:, -1]))
            ),
        },
        insight=_("This is all of backpropagation: a further layer repeats the same lines."),
    )
