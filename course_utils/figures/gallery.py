"""Every live figure of the course by name, as the chapters show it: for tests and benchmarks."""

import numpy as np


def gallery():
    """Return a dict from a figure's name to a function that makes it.

    >>> "fit_by_hand" in gallery()
    True

    """
    from course_utils.datasets import load_houses
    from course_utils.figures.chain_rule import chain_rule
    from course_utils.figures.correlated import correlated_features
    from course_utils.figures.direction_dial import direction_dial_on_bowl, direction_dial_on_weight
    from course_utils.figures.draw_digit import draw_a_digit
    from course_utils.figures.fit_by_hand import fit_by_hand
    from course_utils.figures.flat_points import flat_points
    from course_utils.figures.interaction import interaction
    from course_utils.figures.learning_rate import learning_rate_on_one_parameter
    from course_utils.figures.many_weights import many_weights
    from course_utils.figures.microscope import microscope
    from course_utils.figures.secant import secant_to_tangent
    from course_utils.figures.slices import slices_of_formula, slices_of_weight
    from course_utils.figures.step_size import step_size
    from course_utils.figures.stopped_descent import stopped_descent
    from course_utils.figures.tangent_demo import first_live_figure
    from course_utils.figures.training import training
    from course_utils.figures.units import units
    from course_utils.figures.unusual_lot import unusual_lot
    from course_utils.figures.weights_and_units import weights_and_units
    from course_utils.figures.whole_descent import whole_descent

    houses = load_houses()
    sales = houses.living_area, houses.price
    features = houses.living_area, houses.lot_size, houses.bedrooms
    return {
        "first_live_figure": first_live_figure,
        "secant_to_tangent": secant_to_tangent,
        "microscope": microscope,
        "step_size": step_size,
        "flat_points": flat_points,
        "slices_of_weight": slices_of_weight,
        "slices_of_formula": slices_of_formula,
        "direction_dial_on_weight": direction_dial_on_weight,
        "direction_dial_on_bowl": direction_dial_on_bowl,
        "interaction": interaction,
        "units": units,
        "fit_by_hand": lambda: fit_by_hand(*sales),
        "learning_rate_on_one_parameter": lambda: learning_rate_on_one_parameter(*sales),
        "stopped_descent": stopped_descent,
        "whole_descent": lambda: whole_descent(*sales),
        "many_weights": lambda: many_weights(
            np.column_stack(features), houses.price, ["area", "lot", "bedrooms"]
        ),
        "weights_and_units": lambda: weights_and_units(*features, houses.price),
        "correlated_features": correlated_features,
        "unusual_lot": lambda: unusual_lot(*features, houses.price),
        "chain_rule": chain_rule,
        "training": training,
        "draw_a_digit": lambda: draw_a_digit(*_digit_reader()),
    }


def _digit_reader():
    """Return the scores and the slopes of a small network that has learned to read digits."""
    from sklearn.datasets import load_digits

    from course_utils.neural_network import make_network, train

    X, y = load_digits(return_X_y=True)
    network = make_network([64, 16, 10])
    for _epoch in train(network, X / 16, y, learning_rate=0.5, n_epochs=10, batch_size=32):
        pass
    return network.predict, network.input_gradient
