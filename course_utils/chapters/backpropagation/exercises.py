"""The exercises of the chapter on backpropagation that go back by hand: a step, a layer, a net."""

import numpy as np

from course_utils.checking import Code, FunctionExercise
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
            _("The other way round in dW: inputs by points times points by outputs."): (
                answer(dW=lambda X, dZ: dZ @ X.T)
            ),
            _("You forgot to transpose W in dX: from outputs back to inputs, so `dZ @ W.T`."): (
                answer(dX=lambda dZ, W: dZ @ W)
            ),
            _("The other way round in dX: points by outputs times outputs by inputs."): (
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
            _("You averaged twice, in dW: the 1/N of the loss is in dZ already."): (
                answer(dW=lambda X, dZ: X.T @ dZ / len(X))
            ),
            _("You averaged twice, everywhere: the 1/N of the loss is in dZ already."): (
                lambda X, W, dZ: tuple(part / len(X) for part in answer()(X, W, dZ))
            ),
            _("`*` multiplies number by number. A product of two tables is written `@`."): (
                answer(dW=lambda X, dZ: X.T * dZ, dX=lambda dZ, W: dZ * W.T)
            ),
            _("db needs one number for each output: add up over the points only, `axis=0`."): (
                answer(db=lambda dZ: dZ.sum())
            ),
            _("You averaged twice, in db: the 1/N of the loss is in dZ already."): (
                answer(db=lambda dZ: dZ.mean(axis=0))
            ),
            _("db adds up the wrong way: over the points, which are the rows, `axis=0`."): (
                answer(db=lambda dZ: dZ.sum(axis=1))
            ),
            _("Every point gets the same b. So db is the sum of what comes back from each."): (
                answer(db=lambda dZ: dZ)
            ),
        },
        insight=_("The shapes alone decide where to transpose: dW like W, db like b, dX like X."),
    )


def whole_way_back():
    def way_back(bend=lambda A: 1 - A**2, to_units=lambda dS, W2: dS @ W2.T, share=lambda dS: 1):
        def slopes(X, A, dS, W2):
            dZ = to_units(dS, W2) * bend(A)
            parts = X.T @ dZ, dZ.sum(axis=0), A.T @ dS, dS.sum(axis=0)
            return tuple(share(dS) * part for part in parts)

        return slopes

    def past_the_bend(X, A, dS, W2):
        _dW1, *others = way_back()(X, A, dS, W2)
        return X.T @ (dS @ W2.T), *others

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
            _("dW1 takes dZ, not dA: between these two lies the bend."): past_the_bend,
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
