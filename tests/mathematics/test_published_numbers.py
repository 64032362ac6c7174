"""Numbers that others have published, reproduced by the package."""

import numpy as np
import pytest

from course_utils.mathematics.gradient_descent import gradient_descent
from course_utils.mathematics.linear_regression import (
    closed_form,
    mean_squared_error_gradient,
    predict,
    r_squared,
)
from course_utils.neural_network import Dense, MeanSquaredError, Network, Sigmoid

# NIST, Statistical Reference Datasets, linear regression: Norris and Longley.
NORRIS = """
0.2 0.1 337.4 338.8 118.2 118.1 884.6 888.0 10.1 9.2 226.5 228.1 666.3 668.5 996.3 998.5
448.6 449.1 777.0 778.9 558.2 559.2 0.4 0.3 0.6 0.1 775.5 778.1 666.9 668.8 338.0 339.3
447.5 448.9 11.6 10.8 556.0 557.7 228.1 228.3 995.8 998.0 887.6 888.8 120.2 119.6 0.3 0.3
0.3 0.6 556.8 557.6 339.1 339.3 887.2 888.0 999.0 998.5 779.0 778.9 11.1 10.2 118.3 117.6
229.2 228.9 669.1 668.4 448.9 449.2 0.5 0.2
"""
LONGLEY = """
60323  83.0 234289 2356 1590 107608 1947
61122  88.5 259426 2325 1456 108632 1948
60171  88.2 258054 3682 1616 109773 1949
61187  89.5 284599 3351 1650 110929 1950
63221  96.2 328975 2099 3099 112075 1951
63639  98.1 346999 1932 3594 113270 1952
64989  99.0 365385 1870 3547 115094 1953
63761 100.0 363112 3578 3350 116219 1954
66019 101.2 397469 2904 3048 117388 1955
67857 104.6 419180 2822 2857 118734 1956
68169 108.4 442769 2936 2798 120445 1957
66513 110.8 444546 4681 2637 121950 1958
68655 112.6 482704 3813 2552 123366 1959
69564 114.2 502601 3931 2514 125368 1960
69331 115.7 518173 4806 2572 127852 1961
70551 116.9 554894 4007 2827 130081 1962
"""


def test_norris_to_twelve_digits():
    x, y = np.array(NORRIS.split(), float).reshape(-1, 2).T
    w, b = closed_form(x, y)
    assert (b, w) == pytest.approx((-0.262323073774029, 1.00211681802045), rel=1e-12)
    assert r_squared(y, predict(x, w, b)) == pytest.approx(0.999993745883712, rel=1e-13)


def test_longley_to_twelve_digits():
    y, *columns = np.array(LONGLEY.split(), float).reshape(-1, 7).T
    X = np.column_stack(columns)
    w, b = closed_form(X, y)
    certified = [
        *(-3482258.63459582, 15.0618722713733, -0.358191792925910e-01),
        *(-2.02022980381683, -1.03322686717359, -0.511041056535807e-01, 1829.15146461355),
    ]
    assert [b, *w] == pytest.approx(certified, rel=1e-12)
    assert r_squared(y, predict(X, w, b)) == pytest.approx(0.995479004577296, rel=1e-12)


def test_the_two_houses_of_a_well_known_course():
    # A. Ng, Machine Learning Specialization, gradient descent for one variable; its loss has
    # the factor 1/(2m), so its slopes are half as steep.
    x, y = np.array([1.0, 2.0]), np.array([300.0, 500.0])

    def gradient(p):
        return np.array(mean_squared_error_gradient(x, y, *p)) / 2

    descent = gradient_descent(gradient, np.zeros(2), learning_rate=0.01, n_steps=10_000)
    assert descent.points[-1] == pytest.approx([199.9929, 100.0116], abs=5e-5)
    assert predict(np.array([1.0, 1.2, 2.0]), *descent.points[-1]) == pytest.approx(
        [300.0, 340.0, 500.0], abs=0.05
    )


def test_the_step_by_step_example_of_backpropagation():
    # M. Mazur, "A Step by Step Backpropagation Example" (2015). His error is the sum of half
    # squares, half of ours; his biases stand still, so only the weights take the step.
    layers = [
        Dense(np.array([[0.15, 0.25], [0.20, 0.30]]), np.array([0.35, 0.35])),
        Sigmoid(),
        Dense(np.array([[0.40, 0.50], [0.45, 0.55]]), np.array([0.60, 0.60])),
        Sigmoid(),
    ]
    network = Network(layers, MeanSquaredError())
    inputs, targets = [[0.05, 0.10]], [[0.01, 0.99]]
    hidden = layers[1].forward(layers[0].forward(inputs))
    assert hidden == pytest.approx(np.array([[0.593269992, 0.596884378]]), abs=1e-9)
    outputs = network.forward(inputs)
    assert outputs == pytest.approx(np.array([[0.75136507, 0.772928465]]), abs=1e-9)
    assert network.loss.forward(outputs, targets) / 2 == pytest.approx(0.298371109, abs=1e-9)
    network.backward(network.loss.backward())
    for layer in network.dense_layers:
        layer.W -= 0.5 * layer.dW / 2
    assert layers[0].W.T.ravel() == pytest.approx(
        [0.149780716, 0.19956143, 0.24975114, 0.29950229], abs=1e-8
    )
    assert layers[2].W.T.ravel() == pytest.approx(
        [0.35891648, 0.408666186, 0.511301270, 0.561370121], abs=1e-8
    )
    loss = network.loss.forward(network.predict(inputs), targets)
    assert loss / 2 == pytest.approx(0.2910277737, abs=1e-10)
