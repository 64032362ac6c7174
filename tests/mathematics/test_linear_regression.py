"""Linear regression against autograd, SymPy, scikit-learn and the published fits."""

import autograd
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from course_utils.datasets import load_houses
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
    predict,
    r_squared,
    standardise,
)


@st.composite
def problems(draw):
    """Draw (X, y, w, b) of random shapes, with one feature also as a plain (n,) array."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n_samples = draw(st.integers(6, 30))
    n_features = draw(st.integers(0, 4))
    X = rng.normal(1, 2, size=(n_samples, n_features) if n_features else n_samples)
    w = rng.normal(size=n_features) if n_features else float(rng.normal())
    return X, rng.normal(size=n_samples), w, float(rng.normal())


@given(problems())
def test_slopes_and_curvature_agree_with_autograd(problem):
    X, y, w, b = problem
    parameters = np.append(w, b)

    def loss(p):
        w = p[:-1] if np.ndim(X) == 2 else p[0]
        return autograd.numpy.mean((autograd.numpy.dot(X, w) + p[-1] - y) ** 2)

    assert mean_squared_error(X, y, w, b) == pytest.approx(loss(parameters), rel=1e-12)
    slopes = np.append(*mean_squared_error_gradient(X, y, w, b))
    np.testing.assert_allclose(slopes, autograd.grad(loss)(parameters), rtol=1e-10, atol=1e-12)
    curvatures = autograd.hessian(loss)(parameters)
    np.testing.assert_allclose(mean_squared_error_hessian(X), curvatures, rtol=1e-10, atol=1e-12)


def test_slopes_agree_with_sympy_letter_by_letter():
    w, b, *values = sp.symbols("w b x0:3 y0:3")
    x, y = np.array(values[:3]), np.array(values[3:])
    loss = sum((w * x + b - y) ** 2) / 3
    slopes = [2 * sum((w * x + b - y) * x) / 3, 2 * sum(w * x + b - y) / 3]
    assert [sp.expand(sp.diff(loss, p) - s) for p, s in zip((w, b), slopes, strict=True)] == [0, 0]
    numbers = dict(zip((w, b, *values), (0.5, -1, 1, 2, 4, 0, 3, 1), strict=True))
    X, Y = np.array([1.0, 2, 4]), np.array([0.0, 3, 1])
    ours = mean_squared_error_gradient(X, Y, 0.5, -1.0)
    assert ours == pytest.approx([float(slope.subs(numbers)) for slope in slopes])


@given(problems())
def test_the_exact_solution_agrees_with_scikit_learn(problem):
    from sklearn.linear_model import LinearRegression

    X, y, _w, _b = problem
    oracle = LinearRegression().fit(X.reshape(len(X), -1), y)
    w, b = closed_form(X, y)
    assert np.ravel(w) == pytest.approx(oracle.coef_, rel=1e-6, abs=1e-9)
    assert b == pytest.approx(oracle.intercept_, rel=1e-6, abs=1e-9)
    assert r_squared(y, predict(X, w, b)) == pytest.approx(
        oracle.score(X.reshape(len(X), -1), y), abs=1e-9
    )
    slopes = np.append(*mean_squared_error_gradient(X, y, w, b))
    assert np.abs(slopes).max() < 1e-9


@given(problems())
def test_standardising_is_undone(problem):
    X, y, _w, _b = problem
    scaled, scaling = standardise(X)
    np.testing.assert_allclose(scaled.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(scaled.std(axis=0), 1)
    np.testing.assert_allclose(scaled * scaling.std + scaling.mean, X, atol=1e-12)
    w, b = closed_form(scaled, y)
    assert np.append(*scaling.to_original_units(w, b)) == pytest.approx(
        np.append(*closed_form(X, y)), rel=1e-8, abs=1e-10
    )


def test_the_house_prices_by_descent_by_closed_form_and_by_scikit_learn():
    from sklearn.linear_model import LinearRegression

    houses = load_houses()
    area, price = houses.living_area, houses.price
    scaled, scaling = standardise(area)
    descent = gradient_descent(
        lambda p: np.array(mean_squared_error_gradient(scaled, price, *p)),
        np.zeros(2),
        learning_rate=0.1,
        n_steps=200,
    )
    reached = scaling.to_original_units(*descent.points[-1])
    oracle = LinearRegression().fit(area[:, None], price)
    assert reached == pytest.approx(closed_form(area, price), rel=1e-6)
    assert reached == pytest.approx((oracle.coef_[0], oracle.intercept_), rel=1e-6)
    assert reached == pytest.approx((0.1402, 11.20), rel=5e-4)
    assert r_squared(price, predict(area, *reached)) == pytest.approx(0.621, abs=5e-4)


def test_the_curvature_of_the_house_prices():
    area = load_houses().living_area
    hessian = mean_squared_error_hessian(area)
    assert np.linalg.eigvalsh(hessian) == pytest.approx([0.150, 8.77e6], rel=5e-3)
    assert learning_rate_limit(hessian) == pytest.approx(2.28e-7, rel=5e-3)
    assert condition_number(hessian) == pytest.approx(58e6, rel=0.02)
    scaled = mean_squared_error_hessian(standardise(area)[0])
    assert learning_rate_limit(scaled) == pytest.approx(1)


def test_the_published_fit_of_three_features():
    houses = load_houses()
    X = np.column_stack([houses.lot_size, houses.living_area, houses.bedrooms])
    w, b = closed_form(X, houses.price)
    assert (*w, b) == pytest.approx((0.00207, 0.1228, 13.85, -21.77), rel=2e-3)
    assert r_squared(houses.price, predict(X, w, b)) == pytest.approx(0.672, abs=5e-4)


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.longdouble])
def test_types_are_kept_and_inputs_untouched(dtype):
    rng = np.random.default_rng(1)
    X, y, w = (rng.normal(size=shape).astype(dtype) for shape in ((9, 2), 9, 2))
    copies = X.copy(), y.copy(), w.copy()
    b = dtype(0.5)
    dL_dw, dL_db = mean_squared_error_gradient(X, y, w, b)
    assert dL_dw.dtype == dL_db.dtype == predict(X, w, b).dtype == dtype
    assert mean_squared_error_hessian(X).dtype == dtype
    assert standardise(X)[0].dtype == dtype
    for array, copy in zip((X, y, w), copies, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_whole_numbers_are_taken():
    X, y = np.array([[1, 2], [3, 5], [4, 4]]), np.array([1, 2, 3])
    np.testing.assert_allclose(predict(X, np.array([0.5, 0.25]), 0), [1, 2.75, 3])
    dL_dw, _dL_db = mean_squared_error_gradient(X, y, np.array([0.5, 0.25]), 0.0)
    np.testing.assert_allclose(dL_dw, [1.5, 2.5])


def test_small_whole_numbers_do_not_wrap_around():
    y = np.array([0, 100, 200], np.uint8)
    assert r_squared(y, np.full(3, 100, np.uint8)) == 0


def test_a_single_sample_may_be_a_number():
    assert predict(2.0, 3.0, 1.0) == 7
    assert np.shape(predict(2, 3.0, 1.0)) == ()


X32 = np.arange(6.0).reshape(3, 2) ** 2


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda: predict(X32, np.ones(3), 0), r"\(3, 2\).*\(3,\)"),
        (lambda: predict(X32, 1.0, 0), r"\(3, 2\).*\(\)"),
        (lambda: predict(np.ones(3), np.ones(1), 0), r"\(3,\).*\(1,\)"),
        (lambda: predict(np.ones((5, 2, 2)), np.ones((2, 2)), 0), r"\(5, 2, 2\).*\(2, 2\)"),
        (lambda: mean_squared_error(np.ones(0), np.ones(0), 1.0, 0), "no samples"),
        (lambda: mean_squared_error_gradient(np.ones(0), np.ones(0), 1.0, 0), "no samples"),
        (lambda: r_squared(np.ones(0), np.ones(0)), "no samples"),
        (lambda: mean_squared_error(X32, np.ones((3, 1)), np.ones(2), 0), r"\(3, 1\).*\(3,\)"),
        (
            lambda: mean_squared_error_gradient(np.ones(3), np.ones((3, 1)), 1.0, 0),
            r"\(3, 1\).*\(3,\)",
        ),
        (lambda: mean_squared_error(X32, np.ones(4), np.ones(2), 0), r"\(4,\).*\(3,\)"),
        (lambda: r_squared(np.ones((3, 1)), np.ones(3)), r"\(3, 1\).*\(3,\)"),
        (lambda: r_squared(np.ones(3), np.ones(3)), "no spread"),
        (lambda: closed_form(X32, np.ones((3, 1))), r"\(3, 1\).*\(3,\)"),
        (lambda: closed_form(X32[:2], np.ones(2)), "at least 3 samples, not 2"),
        (
            lambda: closed_form(np.c_[X32, X32[:, 0]][[0, 1, 2, 1, 0]], np.ones(5)),
            "Column 2.*combin",
        ),
        (lambda: closed_form(np.c_[X32, [7.1, 7.1, 7.1]], np.ones(3)), "at least 4"),
        (lambda: standardise(np.c_[X32, [7.1, 7.1, 7.1]]), "Column 2.*constant"),
        (lambda: standardise(np.full(10, 0.1)), "Column 0.*constant"),
        (lambda: mean_squared_error_hessian(np.ones((2, 2, 2))), r"\(2, 2, 2\)"),
        (lambda: standardise(np.empty((0, 2))), r"\(0, 2\)"),
    ],
)
def test_what_does_not_fit_is_named(call, complaint):
    with pytest.raises(ValueError, match=complaint):
        call()


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_is_not_finite_is_named_with_its_place(bad, dtype, capfd):
    one, two, y = np.array([1, bad, 3, 4], dtype), X32.repeat(2, 0).astype(dtype), np.ones(4, dtype)
    two[4, 1] = bad
    for function in (standardise, mean_squared_error_hessian, lambda X: closed_form(X, y)):
        with pytest.raises(ValueError, match=rf"X\[1\] is {bad}: leave .* out"):
            function(one)
    for function in (standardise, mean_squared_error_hessian, lambda X: closed_form(X, y[:1])):
        with pytest.raises(ValueError, match=rf"X\[4, 1\] is {bad}: leave .* out"):
            function(two)
    with pytest.raises(ValueError, match=rf"y\[1\] is {bad}: leave .* out"):
        closed_form(np.arange(4.0), one)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("n_samples", [3, 52, 88, 1000])
@pytest.mark.parametrize("value", [0.1, 0.7, 250.3, -1e-9, 0.0])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_column_of_equal_numbers_is_constant_however_its_mean_is_rounded(n_samples, value, dtype):
    X = np.c_[np.arange(n_samples), np.full(n_samples, value)].astype(dtype)
    y = X[:, 1]
    with pytest.raises(ValueError, match=r"Column 1.*constant"):
        standardise(X)
    with pytest.raises(ValueError, match="no spread"):
        r_squared(y, y + 1)
