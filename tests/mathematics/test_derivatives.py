"""The numerical derivatives against two independent oracles: SymPy and HIPS autograd."""

import autograd
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from course_utils.mathematics.derivatives import (
    central_difference,
    forward_difference,
    numerical_gradient,
    numerical_hessian,
)
from random_expressions import VARIABLES, for_autograd, for_numpy, points, smooth_expressions


@given(smooth_expressions(), points)
def test_gradient_agrees_with_sympy(expression, point):
    point = np.array(point)
    exact = [
        float(sp.diff(expression, variable).subs(dict(zip(VARIABLES, point, strict=True))))
        for variable in VARIABLES
    ]
    measured = numerical_gradient(for_numpy(expression), point)
    np.testing.assert_allclose(measured, exact, rtol=1e-6, atol=1e-7)


@given(smooth_expressions(), points)
def test_gradient_agrees_with_autograd(expression, point):
    point = np.array(point)
    function = for_autograd(expression)
    exact = autograd.grad(function)(point)
    np.testing.assert_allclose(numerical_gradient(function, point), exact, rtol=1e-6, atol=1e-7)


@given(smooth_expressions(), points)
def test_hessian_agrees_with_sympy(expression, point):
    point = np.array(point)
    values = dict(zip(VARIABLES, point, strict=True))
    exact = np.array(sp.hessian(expression, VARIABLES).subs(values).evalf(), dtype=float)
    measured = numerical_hessian(for_numpy(expression), point)
    np.testing.assert_allclose(measured, exact, rtol=1e-4, atol=1e-4)
    np.testing.assert_array_equal(measured, measured.T)


@given(smooth_expressions(), st.floats(-1.5, 1.5))
def test_derivatives_of_one_variable_agree_with_sympy(expression, at):
    x = VARIABLES[0]
    expression = expression.subs(dict.fromkeys(VARIABLES[1:], sp.Rational(1, 2)))
    exact = float(sp.diff(expression, x).subs(x, at))
    function = sp.lambdify(x, expression, "numpy")
    assert central_difference(function, at) == pytest.approx(exact, rel=1e-6, abs=1e-7)
    assert forward_difference(function, at) == pytest.approx(exact, rel=1e-4, abs=1e-5)


@pytest.mark.parametrize(
    ("difference", "order"), [(forward_difference, 1), (central_difference, 2)]
)
def test_the_error_falls_with_the_order_of_the_formula(difference, order):
    steps = np.array([1e-1, 1e-2])
    errors = [abs(difference(np.exp, 0.3, h) - np.exp(0.3)) for h in steps]
    slope = np.diff(np.log(errors)) / np.diff(np.log(steps))
    assert slope[0] == pytest.approx(order, abs=0.05)


def test_a_step_below_the_precision_is_seen_to_fail():
    def square(x):
        return x**2

    assert forward_difference(square, 3.0, 1e-16) == 0
    assert forward_difference(square, 3.0, 1e-15) == pytest.approx(5.33, abs=0.01)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble])
def test_the_type_of_the_input_is_kept_and_the_step_suits_it(dtype):
    x = np.array([0.5, -1.25], dtype=dtype)
    untouched = x.copy()
    tolerance = 30 * float(np.finfo(dtype).eps) ** (1 / 2)
    gradient = numerical_gradient(lambda x: (x**3).sum(), x)
    hessian = numerical_hessian(lambda x: (x**3).sum(), x)
    computed_in = np.float64 if dtype == np.float16 else dtype
    assert gradient.dtype == hessian.dtype == computed_in
    assert central_difference(lambda x: x**3, x).dtype == computed_in
    np.testing.assert_allclose(gradient, 3 * x**2, rtol=tolerance)
    np.testing.assert_allclose(np.diag(hessian), 6 * x, rtol=10 * tolerance)
    np.testing.assert_array_equal(x, untouched)


def test_any_shape_and_whole_numbers_are_taken():
    x = np.arange(6).reshape(2, 3)
    np.testing.assert_allclose(numerical_gradient(lambda x: (x**2).sum(), x), 2 * x, atol=1e-8)
    assert numerical_gradient(lambda x: (x**2).sum(), x).shape == (2, 3)


def test_each_point_may_have_its_own_step():
    x, h = np.array([1.0, 1.0, 2.0]), np.array([1e-1, 1e-2, 1e-3])
    for difference in (forward_difference, central_difference):
        one_by_one = [difference(np.exp, *pair) for pair in zip(x, h, strict=True)]
        np.testing.assert_allclose(difference(np.exp, x, h), one_by_one, rtol=1e-12)
    one_step = numerical_gradient(lambda x: (x**3).sum(), x, 1e-3)
    np.testing.assert_allclose(one_step, 3 * x**2 + 1e-6, rtol=1e-9)
    own_steps = numerical_gradient(lambda x: (x**3).sum(), x, h)
    np.testing.assert_allclose(own_steps, 3 * x**2 + h**2, rtol=1e-9)
    curved = numerical_hessian(lambda x: (x**4).sum(), x, h)
    np.testing.assert_allclose(np.diag(curved), 12 * x**2 + 8 * h**2, rtol=1e-5)


def test_a_function_that_changes_what_it_is_given_leaves_the_point_alone():
    def doubling(x):
        x *= 2
        return x.sum()

    for differentiate in (forward_difference, central_difference, numerical_gradient):
        x = np.array([1.0, 3.0])
        differentiate(doubling, x)
        np.testing.assert_array_equal(x, [1, 3])


def test_a_function_that_returns_many_numbers_is_refused():
    with pytest.raises(ValueError, match=r"shape \(2,\).*sum or average"):
        numerical_gradient(lambda x: x, np.zeros(2))


@pytest.mark.parametrize(
    "measure", [forward_difference, central_difference, numerical_gradient, numerical_hessian]
)
@pytest.mark.parametrize("h", [0, 0.0, np.array([0.1, 0.0])])
def test_a_step_of_zero_is_refused(measure, h):
    with pytest.raises(ValueError, match="h is 0"):
        measure(lambda x: np.sum(x**2), np.array([1.0, 2.0]), h=h)
