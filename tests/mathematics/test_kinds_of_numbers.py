"""Every kind of number in every argument: converted and computed right, or refused in one line."""

import datetime
import warnings
from fractions import Fraction

import numpy as np
import pytest

from course_utils.mathematics.derivatives import (
    central_difference,
    forward_difference,
    numerical_gradient,
    numerical_hessian,
)
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
from course_utils.neural_network import (
    Dense,
    MeanSquaredError,
    ReLU,
    Sigmoid,
    SoftmaxCrossEntropy,
    Tanh,
    make_network,
    softmax,
    train,
)

X, x, y = [[1, 2], [3, 5], [4, 4], [7, 1]], [1, 3, 4, 7], [2, 4, 5, 9]
LABELS = np.array([0, 1, 1, 0])
_SCALED, SCALING = standardise(np.array(X, float))


def sum_of_squares(p):
    return np.sum(p * p)


def there_and_back(layer, inputs, slopes):
    return layer.forward(inputs), layer.backward(slopes)


def dense():
    return Dense(np.array([[1.0, 2.0, -1.0], [0.5, 0.0, 3.0]]), np.ones(3))


def numbers_network():
    return make_network([2, 3, 1], loss="mean squared error")


def back_from(loss, *arguments):
    return loss.forward(*arguments), loss.backward()


# A function of arrays, and arrays of small whole numbers, which every type can hold.
CALLS = {
    "predict": (predict, X, [1, 2], 3),
    "predict, one feature": (predict, x, 2, 3),
    "mean_squared_error": (mean_squared_error, X, y, [1, 2], 3),
    "mean_squared_error_gradient": (mean_squared_error_gradient, X, y, [1, 2], 3),
    "mean_squared_error_hessian": (mean_squared_error_hessian, X),
    "closed_form": (closed_form, X, y),
    "closed_form, one feature": (closed_form, x, y),
    "r_squared": (r_squared, y, x),
    "standardise": (lambda X: standardise(X)[0], X),
    "to_original_units": (SCALING.to_original_units, [1, 2], 3),
    "forward_difference": (lambda x: forward_difference(np.square, x, 0.5), x),
    "central_difference": (lambda x, h: central_difference(np.square, x, h), x, 1),
    "what f returns": (lambda v: central_difference(lambda _x: v, np.zeros(4), 0.5), x),
    "numerical_gradient": (lambda x: numerical_gradient(sum_of_squares, x, 0.5), X),
    "numerical_hessian": (lambda x: numerical_hessian(sum_of_squares, x, 0.5), x),
    "what f returns, one number": (lambda v: numerical_gradient(lambda _x: v, np.zeros(4)), 3),
    "start": (lambda p: gradient_descent(lambda p: p, p, 0.5, 3).points, X),
    "what the gradient returns": (
        lambda slope: gradient_descent(lambda _p: slope, np.zeros(4), 0.5, 3).points,
        x,
    ),
    "what the loss returns": (
        lambda loss: gradient_descent(np.cos, np.ones(4), 0.5, 3, loss=lambda _p: loss).losses,
        3,
    ),
    "learning_rate_limit": (learning_rate_limit, [[2, 1], [1, 3]]),
    "condition_number": (condition_number, [[2, 1], [1, 3]]),
    "Dense": (lambda *given: there_and_back(dense(), *given), X, [[1, 2, 3]] * 4),
    "Tanh": (lambda *given: there_and_back(Tanh(), *given), X, X),
    "ReLU": (lambda *given: there_and_back(ReLU(), *given), X, X),
    "Sigmoid": (lambda *given: there_and_back(Sigmoid(), *given), X, X),
    "Tanh, apply": (lambda Z: Tanh().apply(Z), X),
    "MeanSquaredError": (lambda *given: back_from(MeanSquaredError(), *given), X, X[::-1]),
    "SoftmaxCrossEntropy": (lambda X: back_from(SoftmaxCrossEntropy(), X, LABELS), X),
    "softmax": (softmax, X),
    "network, predict": (lambda X: make_network([2, 3, 1]).predict(X), X),
    "network, learn": (
        lambda *given: numbers_network().learn(*given, 0.1),
        X,
        [[1], [2], [3], [4]],
    ),
    "train": (
        lambda *given: [
            e.loss for e in train(numbers_network(), *given, learning_rate=0.1, n_epochs=2)
        ],
        X,
        [[1], [2], [3], [4]],
    ),
}

ARGUMENTS = [
    pytest.param(function, arguments, place, id=f"{name}: {place}")
    for name, (function, *arguments) in CALLS.items()
    for place in range(len(arguments))
]


def flat(result):
    """Return all the numbers of a result in one array, and the widest type of them."""
    parts = result if isinstance(result, tuple) else (result,)
    return np.concatenate([np.ravel(part) for part in parts])


def called(function, arguments, place, value):
    """Call with float64 arrays but for one, and see that nothing given was changed."""
    given = [np.array(argument, float) for argument in arguments]
    given[place] = value
    before = [np.array(argument) for argument in given]
    result = flat(function(*given))
    for argument, copy in zip(given, before, strict=True):
        np.testing.assert_array_equal(argument, copy)
    return result


@pytest.mark.parametrize(("function", "arguments", "place"), ARGUMENTS)
@pytest.mark.parametrize(
    "dtype",
    ["list", "int8", "uint8", "uint64", ">i4", "float16", "float32", ">f8", "longdouble", "F"],
)
@pytest.mark.filterwarnings("error")
def test_what_can_be_converted_is_computed_right(function, arguments, place, dtype):
    value = arguments[place]
    if dtype == "F":
        value = np.array(value, float, order="F")
    elif dtype != "list":
        value = np.array(value, dtype)
    expected = called(function, arguments, place, np.array(arguments[place], float))
    result = called(function, arguments, place, value)
    single = dtype == "float32"
    np.testing.assert_allclose(
        np.array(result, float),
        expected,
        rtol=3e-5 if single else 1e-12,
        atol=3e-5 if single else 1e-14,
    )
    assert result.dtype.itemsize >= (4 if single else 8)


def strange(value):
    """Return what is no array of real numbers, in the shape of this one."""
    value = np.array(value)
    gaps = np.ma.array(value, mask=np.zeros(value.shape, bool))
    gaps.mask.flat[0] = True
    gaps[(0,) * value.ndim] = np.ma.masked
    day = np.datetime64(datetime.date(2020, 1, 1))
    return {
        "complex": value + 1j,
        "complex without an imaginary part": value.astype(complex),
        "None": None,
        "objects": np.vectorize(Fraction, otypes=[object])(value),
        "texts": value.astype(str),
        "bytes": value.astype("S"),
        "dates": np.full(value.shape, day),
        "spans": value.astype("m8[D]"),
        "records": np.zeros(value.shape, [("a", float)]),
        "gaps": gaps,
        "uneven": [[1, 2], [3]],
        "a dictionary": {"a": 1},
    }


@pytest.mark.parametrize(("function", "arguments", "place"), ARGUMENTS)
@pytest.mark.filterwarnings("error")
def test_what_cannot_be_converted_is_refused_in_one_line(function, arguments, place):
    for kind, value in strange(arguments[place]).items():
        # Without a step of one's own one is chosen.
        if value is None and function is CALLS["central_difference"][0] and place == 1:
            continue
        given = [np.array(argument, float) for argument in arguments]
        given[place] = value
        with pytest.raises(ValueError, match=r": (give|leave)") as caught:
            function(*given)
        assert "\n" not in str(caught.value), kind


REFUSING_INFINITY = [
    parameter
    for parameter in ARGUMENTS
    if parameter.id.split(":")[0]
    in {
        *("mean_squared_error_hessian", "closed_form", "closed_form, one feature", "r_squared"),
        *("standardise", "forward_difference", "central_difference", "numerical_gradient"),
        *("numerical_hessian", "start", "learning_rate_limit", "condition_number"),
        *("network, predict", "network, learn"),
        "train",
    }
    or parameter.id
    in {"mean_squared_error: 0", "mean_squared_error: 1", "MeanSquaredError: 1"}
    | {"mean_squared_error_gradient: 0", "mean_squared_error_gradient: 1"}
]


@pytest.mark.parametrize(("function", "arguments", "place"), REFUSING_INFINITY)
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.filterwarnings("error")
def test_what_is_not_finite_is_refused(function, arguments, place, bad):
    given = [np.array(argument, float) for argument in arguments]
    given[place][(-1,) * given[place].ndim] = bad
    with pytest.raises(ValueError, match=r"nan|inf|finite"):
        function(*given)


@pytest.mark.parametrize("size", [1e-300, 1e-170, 1e-20, 1e155, 1e200, 1e300])
@pytest.mark.filterwarnings("error")
def test_numbers_of_any_size_are_standardised_fitted_and_judged(size):
    inputs, targets = np.array(X, float), np.array(y, float)
    scaled, scaling = standardise(size * inputs)
    np.testing.assert_allclose(scaled, _SCALED, rtol=1e-12)
    np.testing.assert_allclose(scaling.mean / size, SCALING.mean, rtol=1e-12)
    np.testing.assert_allclose(scaling.std / size, SCALING.std, rtol=1e-12)
    np.testing.assert_allclose(standardise(size * inputs[:, 0])[0], _SCALED[:, 0], rtol=1e-12)
    w, b = closed_form(inputs, targets)
    tiny_w, same_b = closed_form(size * inputs, targets)
    np.testing.assert_allclose(tiny_w * size, w, rtol=1e-10)
    assert same_b == pytest.approx(b, rel=1e-10)
    large_w, large_b = closed_form(inputs, size * targets)
    np.testing.assert_allclose(np.append(large_w, large_b) / size, np.append(w, b), rtol=1e-10)
    fit = r_squared(targets, predict(inputs, w, b))
    assert r_squared(size * targets, size * predict(inputs, w, b)) == pytest.approx(fit, rel=1e-10)


def test_curvatures_of_any_size_have_a_limit():
    for size in (1e-320, 1e-300, 1e-170, 1e155, 1e300):
        hessian = size * np.diag([1.0, 2.0])
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert learning_rate_limit(hessian) == pytest.approx(1 / size, rel=1e-3)
            assert condition_number(hessian) == pytest.approx(2, rel=1e-3)


def test_what_leaves_the_range_of_its_type_is_refused():
    inputs, targets = np.array(X, float), np.array(y, float)
    for size in (1e200, 1e-200):
        with pytest.raises(ValueError, match=r"too (large|small).*another unit"):
            mean_squared_error_hessian(size * inputs)
    with pytest.raises(ValueError, match="The weights are too large for float64"):
        closed_form(1e-200 * inputs, 1e200 * targets)
    with pytest.raises(ValueError, match="column 1 of X are too large or too small"):
        standardise(inputs * [1, 2e-323])
    with pytest.raises(ValueError, match=r"w\[1\] is 1e\+100, too large for float32"):
        predict(inputs.astype(np.float32), [1, 1e100], 0)
    network = make_network([2, 3, 2], dtype=np.float32)
    for function in (network.predict, lambda X: network.learn(X, LABELS, 0.1)):
        with pytest.raises(ValueError, match=r"X\[2, 0\] is 4e\+99, too large for float32"):
            function(np.array([[1, 1], [2, 2], [4e99, 3], [0, 0]]))


def test_float16_is_computed_in_float64():
    small = np.array([1, 2, 300, 60_000], np.float16)
    wide = small.astype(float)
    scaled, scaling = standardise(small)
    np.testing.assert_array_equal(scaled, standardise(wide)[0])
    assert scaled.dtype == scaling.std.dtype == np.float64
    assert r_squared(small, small + np.float16(1)) == r_squared(
        wide, (small + np.float16(1)).astype(float)
    )
    descent = gradient_descent(lambda p: p, small, 1e-3, 3)
    np.testing.assert_array_equal(
        descent.points, gradient_descent(lambda p: p, wide, 1e-3, 3).points
    )
    for make in (
        lambda: make_network([2, 1], dtype=np.float16),
        lambda: Dense(small[:, None], small[:1]),
    ):
        with pytest.raises(ValueError, match=r"float16.*float32 or float64"):
            make()


def test_a_descent_is_not_misled_by_the_functions_it_calls():
    def in_place(p):
        p *= 2
        return p

    def loss_in_place(p):
        p -= 1000
        return 1.0

    start = np.array([1.0, -2.0])
    descent = gradient_descent(in_place, start, 0.25, 3, loss=loss_in_place)
    np.testing.assert_array_equal(descent.points, [start, start / 2, start / 4, start / 8])
    np.testing.assert_array_equal(start, [1, -2])
    for nothing in (lambda w: None, lambda w: [None]):
        with pytest.raises(ValueError, match=r"The gradient .*holds (None|object): give real"):
            gradient_descent(nothing, 1.0, 0.1, 5)
        with pytest.raises(ValueError, match=r"The loss .*holds (None|object): give real"):
            gradient_descent(lambda w: w, 1.0, 0.1, 5, loss=nothing)
    descent = gradient_descent(lambda w: 2 * w, 1.0, 0.25, 2, loss=lambda w: np.array([[w * w]]))
    assert list(descent.losses) == [1, 0.25, 0.0625]
    with pytest.raises(ValueError, match=r"The loss has shape \(2,\) where one number belongs"):
        gradient_descent(lambda w: w, np.ones(2), 0.1, 5, loss=lambda w: w)


def test_a_tiny_gradient_has_not_vanished():
    descent = gradient_descent(lambda w: np.full(2, 1e-200), np.ones(2), 0.1, 3)
    assert (descent.status, descent.n_steps) == ("stopped", 3)


def test_a_rate_that_is_nothing_in_the_points_type_is_refused():
    with pytest.raises(ValueError, match="learning_rate is 0"):
        gradient_descent(lambda p: p, np.ones(2, np.float32), 1e-60, 3)
    with pytest.raises(ValueError, match=r"learning_rate is 1e\+60, too large for float32"):
        gradient_descent(lambda p: p, np.ones(2, np.float32), 1e60, 3)


@pytest.mark.parametrize("measure", [forward_difference, central_difference])
def test_a_step_far_below_the_precision_is_refused(measure):
    for point in (1.0, np.array([0.0, 1.0]), np.float32(1), -7e5):
        with pytest.raises(ValueError, match=r"h is .*e-2[01]: too small a step at x = "):
            measure(np.square, point, h=1e-20)
    # At 0 numbers lie as close as this.
    assert measure(lambda x: 3 * x, 0.0, h=1e-20) == pytest.approx(3)


@pytest.mark.parametrize("measure", [numerical_gradient, numerical_hessian])
@pytest.mark.parametrize("h", [1e-20, 1e-17])
def test_a_step_that_does_not_move_the_point_is_refused(measure, h):
    for point in (1.0, np.array([0.0, 1.0]), np.array([[3, 4]])):
        with pytest.raises(ValueError, match="too small a step at x = "):
            measure(sum_of_squares, point, h=h)
    with pytest.raises(ValueError, match="its square is too small"):
        numerical_hessian(sum_of_squares, np.zeros(2), h=1e-170)
    for bad in (np.nan, np.inf, -np.inf):
        with pytest.raises(ValueError, match=r"h is -?(nan|inf): give finite"):
            measure(sum_of_squares, np.ones(2), h=bad)


def test_two_plain_arrays_are_no_outputs_of_a_network():
    with pytest.raises(ValueError, match=r"y has shape \(4,\).*\(4,\).*\(n_samples, n_outputs\)"):
        MeanSquaredError().forward(np.array(x, float), np.array(y, float))
    with pytest.raises(ValueError, match=r"outputs \(4,\): .*\(n_samples, n_classes\)"):
        SoftmaxCrossEntropy().forward(np.array(x, float), LABELS)
    for scores in (x, 3.0, np.ones((2, 0))):
        with pytest.raises(ValueError, match=r"scores has shape .*\(n_samples, n_classes\)"):
            softmax(scores)


def test_yes_and_no_count_as_1_and_0():
    loss = MeanSquaredError()
    assert loss.forward(np.array([[3.0], [5.0]]), np.array([[True], [False]])) == 14.5
    assert closed_form(np.array([True, False, True]), [1, 0, 1]) == pytest.approx((1, 0))


@pytest.mark.parametrize("rate", [0, -0.1, np.nan, np.inf, "0.1", None])
def test_a_network_learns_at_no_rate_that_is_not_above_zero(rate):
    network = make_network([2, 3, 2])
    before = [values.copy() for values in network.parameters]
    with pytest.raises(ValueError, match="learning_rate is"):
        network.learn(X, LABELS, rate)
    for values, copy in zip(network.parameters, before, strict=True):
        np.testing.assert_array_equal(values, copy)


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda: predict(x, 2.0, [1, 2, 3, 4]), r"b has shape \(4,\) where one number belongs"),
        (
            lambda: SCALING.to_original_units(1.0, 2.0),
            r"w is for .* \(\); .* were \(2,\)",
        ),
        (lambda: SCALING.to_original_units([1, 2], [1, 2]), r"b has shape \(2,\)"),
        (lambda: learning_rate_limit(np.empty((0, 0))), r"square.*\(0, 0\)"),
        (lambda: forward_difference(lambda x: None, 1.0), r"f\(x\) holds None: give real"),
    ],
)
def test_shapes_that_numpy_would_stretch_are_refused(call, complaint):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ValueError, match=complaint):
            call()
