"""Gradient descent against the exact path of a quadratic, and at its limits."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.mathematics.gradient_descent import (
    condition_number,
    gradient_descent,
    learning_rate_limit,
)
from course_utils.mathematics.linear_regression import mean_squared_error_hessian


@pytest.fixture(autouse=True)
def _warnings_are_errors():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@st.composite
def quadratics(draw):
    """Draw (Hessian, its eigenvalues, a start)."""
    n = draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    directions, _ = np.linalg.qr(rng.normal(size=(n, n)))
    curvatures = rng.uniform(0.1, 5, n)
    return (directions * curvatures) @ directions.T, curvatures, rng.normal(size=n)


@given(quadratics(), st.floats(0.01, 1.9), st.integers(0, 30))
def test_the_path_on_a_quadratic_is_the_exact_one(quadratic, share, n_steps):
    hessian, curvatures, start = quadratic
    rate = share / curvatures.max()
    descent = gradient_descent(
        lambda p: hessian @ p, start, rate, n_steps, loss=lambda p: p @ hessian @ p / 2
    )
    shrink = np.eye(len(start)) - rate * hessian
    for k, point in enumerate(descent.points):
        expected = np.linalg.matrix_power(shrink, k) @ start
        np.testing.assert_allclose(point, expected, rtol=1e-9, atol=1e-12)
        assert descent.losses[k] == pytest.approx(point @ hessian @ point / 2)
    assert descent.points.shape == (descent.n_steps + 1, len(start))


@given(quadratics())
def test_the_limit_is_where_growth_begins(quadratic):
    hessian, curvatures, start = quadratic
    limit = learning_rate_limit(hessian)
    assert limit == pytest.approx(2 / curvatures.max())
    start = start + np.sign(start) * 0.1

    def length_after(rate):
        return np.linalg.norm(gradient_descent(lambda p: hessian @ p, start, rate, 400).points[-1])

    assert length_after(0.97 * limit) < np.linalg.norm(start)
    assert length_after(1.03 * limit) > 10 * np.linalg.norm(start)


def test_condition_number():
    assert condition_number(np.diag([1.0, 20.0])) == pytest.approx(20)
    assert condition_number(np.diag([0.0, 20.0])) == np.inf
    with pytest.raises(ValueError, match="negative eigenvalue"):
        condition_number(np.diag([-1.0, 20.0]))


@pytest.mark.parametrize("n_samples", [10, 20, 50])
def test_a_direction_is_flat_whatever_the_rounding_leaves_of_its_curvature(n_samples):
    x = np.arange(float(n_samples))
    assert condition_number(mean_squared_error_hessian(np.c_[x, 2 * x])) == np.inf
    assert condition_number(mean_squared_error_hessian(np.c_[x, x**2, x + x**2])) == np.inf


def test_limit_without_any_upward_curvature():
    assert learning_rate_limit(np.diag([-1.0, 0.0])) == np.inf
    assert learning_rate_limit(np.zeros((2, 2))) == np.inf


@pytest.mark.parametrize("seed", range(20))
def test_what_rounding_leaves_of_a_flat_direction_is_no_curvature(seed):
    B = np.random.default_rng(seed).normal(size=(4, 2))
    assert learning_rate_limit(-B @ B.T) == np.inf
    steepest = np.linalg.norm(B, 2) ** 2
    assert learning_rate_limit(B @ B.T) == pytest.approx(2 / steepest)
    assert learning_rate_limit(1e-30 * B @ B.T) == pytest.approx(2e30 / steepest)


@pytest.mark.parametrize(
    ("hessian", "complaint"),
    [
        (np.ones((2, 3)), r"square.*\(2, 3\)"),
        (np.array([[1.0, 2.0], [0.0, 1.0]]), "symmetric"),
        (np.array([[np.nan, 0.0], [0.0, 1.0]]), "not finite"),
        (np.ones(2), r"square.*\(2,\)"),
    ],
)
def test_a_hessian_that_is_none_is_refused(hessian, complaint):
    with pytest.raises(ValueError, match=complaint):
        learning_rate_limit(hessian)


def test_divergence_ends_at_its_step_without_a_warning():
    descent = gradient_descent(lambda w: 2 * w, 1.0, 1.5, 10_000, loss=lambda w: w**2)
    assert descent.status == "diverged"
    # The loss grows by 4 a step: 4^10 is the first above a million.
    assert descent.n_steps == 10
    assert len(descent.losses) == 11


def test_divergence_without_a_loss_is_found_where_numbers_end():
    descent = gradient_descent(lambda w: w**3, 10.0, 1.0, 10_000)
    assert descent.status == "diverged"
    assert descent.n_steps < 20


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_gradient_that_is_not_finite_is_divergence(bad):
    descent = gradient_descent(lambda w: bad, 1.0, 0.1, 5)
    assert (descent.status, descent.n_steps) == ("diverged", 0)


def test_convergence_needs_a_vanishing_gradient():
    descent = gradient_descent(lambda w: 2 * w, 1.0, 0.5, 10)
    assert (descent.status, descent.n_steps, descent.points[-1]) == ("converged", 1, 0.0)
    assert gradient_descent(lambda w: 2 * w, 1.0, 0.25, 3).status == "stopped"


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.longdouble])
@pytest.mark.parametrize("rate", [0.1, np.float64(0.1), np.array(0.1)], ids=repr)
def test_start_is_kept_and_its_type_too(dtype, rate):
    start = np.ones((2, 3), dtype)
    descent = gradient_descent(lambda p: p, start, rate, 4)
    np.testing.assert_array_equal(start, 1)
    assert descent.points.shape == (5, 2, 3)
    assert descent.points.dtype == dtype
    assert type(descent.learning_rate) is float
    assert gradient_descent(lambda p: 2.0 * p, 3, 0.1, 1).points[-1] == pytest.approx(2.4)


def test_wrong_shapes_and_settings_are_named():
    with pytest.raises(ValueError, match=r"\(3,\).*\(2,\)"):
        gradient_descent(lambda p: np.zeros(3), np.zeros(2), 0.1, 1)
    with pytest.raises(ValueError, match="-1"):
        gradient_descent(lambda p: p, np.zeros(2), 0.1, -1)
    with pytest.raises(ValueError, match="not finite"):
        gradient_descent(lambda p: p, np.array([np.nan]), 0.1, 1)


@pytest.mark.parametrize("rate", [np.nan, np.inf, 0.0, -0.1, "0.1", None, 1j, [0.1]])
def test_a_rate_that_is_not_above_zero_is_refused(rate):
    with pytest.raises(ValueError, match="learning_rate is"):
        gradient_descent(lambda p: p, np.zeros(2), rate, 1)


def test_a_number_of_steps_that_is_not_whole_is_refused():
    with pytest.raises(ValueError, match=r"n_steps is 2\.5"):
        gradient_descent(lambda p: p, np.zeros(2), 0.1, 2.5)
