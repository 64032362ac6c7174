"""The chapter on multiple regression: its result, and a teacher's own table."""

import re
import tracemalloc
import warnings
from itertools import product

import numpy as np
import pytest

from course_notebooks import definitions
from course_utils import check
from course_utils.chapters.multiple_linear_regression.correlated import correlated_features
from course_utils.chapters.multiple_linear_regression.many_weights import many_weights
from course_utils.chapters.multiple_linear_regression.unusual_lot import unusual_lot
from course_utils.chapters.multiple_linear_regression.weights_and_units import weights_and_units
from course_utils.datasets import load_houses, load_table
from course_utils.mathematics.gradient_descent import gradient_descent
from course_utils.mathematics.linear_regression import (
    closed_form,
    mean_squared_error_gradient,
    predict,
    r_squared,
    standardise,
)
from figure_checks import check_state, every_value, free


def chapter():
    """Return the functions that the chapter defines, by name."""
    names = ["gradient_by_loops", "gradient", "gradient_descent"]
    return dict(zip(names, definitions("04_multiple_linear_regression", names), strict=True))


def test_the_descent_of_the_chapter_reaches_scikit_learns_fit():
    from sklearn.linear_model import LinearRegression

    houses = load_houses()
    X = np.column_stack([houses.living_area, houses.lot_size, houses.bedrooms])
    scaled, scaling = standardise(X)
    w, b = scaling.to_original_units(
        *chapter()["gradient_descent"](scaled, houses.price, 0.1, 1000)
    )
    oracle = LinearRegression().fit(X, houses.price)
    assert w == pytest.approx(oracle.coef_, rel=1e-6)
    assert b == pytest.approx(oracle.intercept_, rel=1e-6)


def test_the_gradients_of_the_chapter_agree_with_the_package():
    rng = np.random.default_rng(2)
    X, y, w = rng.normal(size=(9, 4)), rng.normal(size=9), rng.normal(size=4)
    expected = mean_squared_error_gradient(X, y, w, 0.5)
    for name in ("gradient_by_loops", "gradient"):
        dL_dw, dL_db = chapter()[name](X, y, w, 0.5)
        np.testing.assert_allclose(dL_dw, expected[0])
        assert dL_db == pytest.approx(expected[1])


def test_a_table_of_a_teachers_own(tmp_path):
    """Other names and any number of features go through the same functions."""
    rng = np.random.default_rng(6)
    X = rng.normal(size=(40, 5)) * [1, 10, 100, 0.1, 5] + 3
    y = X @ [2.0, -1.0, 0.05, 30.0, 0.5] + 7
    names = ["Größe", "age (years)", "c", "d", "e", "target"]
    path = tmp_path / "mine.csv"
    rows = [",".join(map(repr, map(float, row))) for row in np.column_stack([X, y])]
    path.write_text("\n".join([",".join(names), *rows]), encoding="utf-8")

    table = load_table(path)
    features = np.column_stack([table[name] for name in names[:-1]])
    scaled, scaling = standardise(features)
    descent = gradient_descent(
        lambda p: np.append(*mean_squared_error_gradient(scaled, table["target"], p[:-1], p[-1])),
        np.zeros(6),
        0.3,
        2000,
    )
    w, b = scaling.to_original_units(descent.last[:-1], descent.last[-1])
    assert w == pytest.approx([2.0, -1.0, 0.05, 30.0, 0.5], rel=1e-6)
    assert b == pytest.approx(7.0, rel=1e-5)
    assert np.append(*closed_form(features, table["target"])) == pytest.approx(np.append(w, b))
    assert r_squared(table["target"], predict(features, w, b)) == pytest.approx(1)


def table_of(n_features, n_samples=60):
    """Return X and y with columns of very different size."""
    rng = np.random.default_rng(n_features)
    X = rng.normal(size=(n_samples, n_features)) * 10.0 ** rng.integers(-2, 4, n_features) + 3
    return X, X @ rng.normal(size=n_features) + rng.normal(size=n_samples)


@pytest.mark.parametrize("n_features", [1, 2, 5, 8, 20])
def test_the_live_figure_takes_any_number_of_features(n_features):
    X, y = table_of(n_features)
    live = free(many_weights(X, y, [f"x{j}" for j in range(n_features)], unit="points"))
    live.set(feature="standardised", rate=0.1, step=200)
    lines = live.canvas.moving[:n_features]
    assert [line.get_xdata()[-1] for line in lines] == [200] * n_features
    looks = {(line.get_color(), line.get_linestyle()) for line in lines}
    assert len(looks) == min(n_features, 16)
    assert "(points)²" in live.sentence.text
    # The reader can cross the limit with either kind of features.
    for feature in ("raw", "standardised"):
        live.set(feature=feature, rate=2.0)
        assert re.search(r"above: .* stopped at step \d+", live.sentence.text)
        live.set(rate=live.controls["rate"].options[0][1])
        assert "below" in live.sentence.text
    live.close()


def test_a_fit_without_error_can_be_shown():
    X, _y = table_of(3)
    live = free(many_weights(X, X @ [1.0, 2.0, 3.0], ["a", "b", "c"]))
    low, high = live.figure.axes[1].get_ylim()
    assert 0 < low < high
    live.close()


def test_the_live_figure_asks_for_a_name_for_each_column():
    with pytest.raises(ValueError, match="2 names for 3 columns"):
        many_weights(*table_of(3), ["a", "b"])


def house_features():
    """Return what the figures of houses take."""
    houses = load_houses()
    return houses.living_area, houses.lot_size, houses.bedrooms, houses.price


def test_the_figures_do_not_answer_before_the_reader_moves():
    live = free(unusual_lot(*house_features()))
    assert "0.00207" in live.sentence.text
    assert "0.00919" not in live.sentence.text
    live.set(leave_out=True)
    assert "0.00919" in live.sentence.text
    assert "4.4 times" in live.sentence.text
    live.close()
    live = free(correlated_features())
    assert live.values() == {"correlation": 0}
    live.close()


def test_predictions_scatter_alike_whatever_the_correlation():
    live = free(correlated_features())
    scatters = []
    for correlation in (-0.95, 0.0, 0.5, 0.95):
        live.set(correlation=correlation)
        scatters.append(re.search(r"predictions by (\d\.\d\d)", live.sentence.text)[1])
    live.close()
    assert set(scatters) == {"0.15"}


def test_weights_are_told_with_their_units_and_without_powers_of_ten():
    live = free(weights_and_units(*house_features()))
    controls = ("area_unit", "lot_unit", "money")
    choices = [[value for _text, value in live.controls[name].options] for name in controls]
    for values in product(*choices):
        live.set(**dict(zip(controls, values, strict=True)))
        assert not re.search(r"\de[+-]", live.sentence.text)
    assert "In dollars: 1,322 per m² of area, 90,069 per acre of lot" in live.sentence.text
    live.close()


def test_a_gradient_without_its_intercept_is_told_as_a_missing_value():
    """An array of two features would pass for a pair."""
    verdict = check("vectorised_gradient", lambda X, y, w, b: 2 * X.T @ (X @ w + b - y) / len(y))
    assert "where a tuple of 2 values belongs" in str(verdict)


@pytest.mark.parametrize("shape", [(1000, 5), (1000,)])
def test_float32_stays_float32_whatever_the_parameters_are(shape):
    """A float64 intercept must not turn X, and with it every step, into float64."""
    rng = np.random.default_rng(1)
    X, y = rng.normal(size=shape).astype(np.float32), rng.normal(size=1000).astype(np.float32)
    w, b = rng.normal(size=shape[1:]), np.float64(0.5)
    w = w if w.ndim else np.float64(w)
    assert predict(X, w, b).dtype == np.float32
    dL_dw, dL_db = mean_squared_error_gradient(X, y, w, b)
    assert np.asarray(dL_dw).dtype == dL_db.dtype == np.float32
    exact = mean_squared_error_gradient(X.astype(float), y.astype(float), w, b)
    np.testing.assert_allclose(dL_dw, exact[0], atol=1e-5)


def test_a_step_needs_one_array_of_errors():
    X, y = np.ones((100_000, 10), np.float32), np.ones(100_000, np.float32)
    w, b = np.zeros(10), np.float64(0.5)
    mean_squared_error_gradient(X, y, w, b)
    tracemalloc.start()
    mean_squared_error_gradient(X, y, w, b)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1.2 * y.nbytes


@pytest.mark.parametrize(
    "change",
    [lambda y: 0 * y + 300, lambda y: 0 * y, lambda y: -y, lambda y: 1e-6 * y, lambda y: 1e6 * y],
    ids=["one price", "no price", "debts", "tiny", "huge"],
)
def test_unusual_prices_make_no_warning_and_no_missing_number(change):
    area, lot, bedrooms, price = house_features()
    y, X = change(price), np.column_stack([area, lot, bedrooms])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figures = (
            many_weights(X, y, ["area", "lot", "bedrooms"]),
            many_weights(1e6 * X, y, ["area", "lot", "bedrooms"]),
            unusual_lot(area, lot, bedrooms, y),
            weights_and_units(area, lot, bedrooms, y),
        )
        for live in map(free, figures):
            for name, control in live.controls.items():
                for value in (every_value(control)[0], every_value(control)[-1]):
                    live.set(**{name: value})
                    check_state(live)
            live.canvas.draw()
            live.close()
