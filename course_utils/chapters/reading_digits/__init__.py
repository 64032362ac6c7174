"""Chapter 06: what does a gradient cost, and can a network of mine read my handwriting?"""

from functools import partial

import numpy as np

from course_utils.datasets import load_digits
from course_utils.neural_network import make_network, train

from .draw_digit import draw_a_digit

__all__ = ["draw_a_digit", "figures", "score_slopes"]


def figures():
    """Return a function that makes each live figure, by name."""
    return {"draw_a_digit": lambda: draw_a_digit(*_digit_reader())}


def _digit_reader():
    """Return the scores and the slopes of a small network that has learned to read digits."""
    X, y = load_digits()
    network = make_network([64, 16, 10])
    for _epoch in train(network, X / 16, y, learning_rate=0.5, n_epochs=10, batch_size=32):
        pass
    return network.predict, partial(score_slopes, network)


def score_slopes(network, X, output):
    """Return the slopes of one of a network's outputs with respect to its inputs, shaped as X."""
    # The backward pass of training, but what goes back is 1 at this output and 0 at the others.
    slopes = np.zeros_like(network.forward(X))
    slopes[:, output] = 1
    return network.backward(slopes, to_inputs=True)
