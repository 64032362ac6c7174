"""A linear fit as a figure needs it: everything about it computed once, every descent kept."""

from functools import cached_property

import numpy as np

from course_utils.mathematics.gradient_descent import (
    condition_number,
    gradient_descent,
    learning_rate_limit,
)
from course_utils.mathematics.linear_regression import (
    closed_form,
    mean_squared_error,
    mean_squared_error_gradient,
    mean_squared_error_hessian,
)


class FitProblem:
    """The mean squared error of X w + b, as a function of p = (w₁, …, w_d, b).

    X has the shape (n_samples, n_features): the features as they are handed to the descent, raw or
    standardised. A descent takes `n_steps`, unless it diverges.
    """

    def __init__(self, X, y, n_steps):
        self.X, self.y, self.n_steps = X, y, n_steps
        self._descents = {}

    @cached_property
    def best(self):
        """The parameters of least loss, of shape (n_features + 1,)."""
        return np.append(*closed_form(self.X, self.y))

    @cached_property
    def limit(self):
        """The learning rate beyond which a descent diverges."""
        return learning_rate_limit(self._hessian)

    @cached_property
    def condition(self):
        """How many times the largest curvature is the smallest."""
        return condition_number(self._hessian)

    @cached_property
    def _hessian(self):
        return mean_squared_error_hessian(self.X)

    def loss(self, p):
        """Return the mean squared error, in the unit of y, squared."""
        return mean_squared_error(self.X, self.y, p[:-1], p[-1])

    def gradient(self, p):
        """Return the slope for each parameter, of shape (n_features + 1,)."""
        return np.append(*mean_squared_error_gradient(self.X, self.y, p[:-1], p[-1]))

    def descend(self, learning_rate):
        """Return the descent from zero at this learning rate."""
        if learning_rate not in self._descents:
            start = np.zeros(self.X.shape[1] + 1)
            self._descents[learning_rate] = gradient_descent(
                self.gradient, start, learning_rate, self.n_steps, loss=self.loss
            )
        return self._descents[learning_rate]
