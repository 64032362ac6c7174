"""The exercises of the chapter on reading digits."""

import numpy as np

from course_utils.checking import FunctionExercise
from course_utils.language import _


def score_slopes_by_hand():
    def answer(
        start=lambda W2, digit: W2[:, digit],
        bend=lambda A: 1 - A**2,
        back=lambda dZ, W1: dZ @ W1.T,
    ):
        return lambda A, W1, W2, digit: back(start(W2, digit) * bend(A), W1)

    def inputs(rng):
        n_samples, n_inputs, n_hidden, n_scores = rng.integers(2, 7, size=4)
        A = np.tanh(rng.normal(size=(n_samples, n_hidden)))
        W1 = rng.normal(size=(n_inputs, n_hidden))
        W2 = rng.normal(size=(n_hidden, n_scores))
        return A, W1, W2, int(rng.integers(n_scores))

    return FunctionExercise(
        solution=answer(),
        inputs=inputs,
        # One picture of two pixels, two hidden units, two scores.
        example=(
            np.array([[0.5, 0.0]]),
            np.array([[1.0, 2.0], [0.0, -1.0]]),
            np.array([[4.0, 1.0], [2.0, 3.0]]),
            1,
        ),
        mistakes={
            _("The bend is missing: on the way back tanh multiplies by its slope, 1 − A²."): (
                answer(bend=np.ones_like)
            ),
            _("The slope of tanh is 1 − A², not 1 − A."): answer(bend=lambda A: 1 - A),
            _("A is the output of tanh already: write `1 - A**2`, without another tanh."): (
                answer(bend=lambda A: 1 - np.tanh(A) ** 2)
            ),
            _("You stopped at the hidden layer. One layer further back are the pixels."): (
                answer(back=lambda dZ, W1: dZ)
            ),
            _("Each picture has slopes of its own: do not add up or average over the rows."): (
                answer(back=lambda dZ, W1: dZ.sum(axis=0) @ W1.T)
            ),
            _("You went back from all scores at once. Begin at that of the digit: its column."): (
                answer(start=lambda W2, digit: W2.sum(axis=1))
            ),
            _("This is transposed: a row for each picture, a column for each pixel."): (
                answer(back=lambda dZ, W1: W1 @ dZ.T)
            ),
        },
        insight=_("The way back does not end at the weights: it goes on to the pixels."),
    )
