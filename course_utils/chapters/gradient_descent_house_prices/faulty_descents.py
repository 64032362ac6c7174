"""The four descents of the exercise on loss curves, each with one mistake."""

from course_utils.mathematics.fit_problem import FitProblem
from course_utils.mathematics.linear_regression import standardise


def four_faulty_descents(area, price):
    """Return the losses of four descents on the houses, by the letter under which they are shown.

    They are not made in the notebook, where the code would tell which mistake is which.
    """
    scaled, _scaling = standardise(area)

    def losses(x, learning_rate, n_steps):
        return FitProblem(x[:, None], price, n_steps).descend(learning_rate).losses

    return {
        "A": losses(scaled, learning_rate=0.002, n_steps=60),
        "B": losses(area, learning_rate=5e-8, n_steps=60),
        "C": losses(scaled, learning_rate=1.03, n_steps=60),
        "D": losses(scaled, learning_rate=0.1, n_steps=5),
    }
