"""The chapter on multiple regression: its result, and a teacher's own table."""

import re
import tracemalloc
import warnings
from itertools import product

import numpy as np
import pytest

from course_notebooks import IN_ENGLISH, definitions, read
from course_utils import check
from course_utils.chapters.multiple_linear_regression.correlated import correlated_features
from course_utils.chapters.multiple_linear_regression.many_weights import many_weights
from course_utils.chapters.multiple_linear_regression.rows_times_weights import (
    ERROR,
    W,
    X,
    rows_times_weights,
)
from course_utils.chapters.multiple_linear_regression.unusual_lot import leverage, unusual_lot
from course_utils.chapters.multiple_linear_regression.weights_and_units import (
    refitted_effects,
    standard_errors,
    weights_and_units,
)
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
    w, b = scaling.to_original_units(descent.points[-1, :-1], descent.points[-1, -1])
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


def test_predictions_scatter_alike_whatever_the_correlation():
    live = free(correlated_features())
    scatters = []
    for correlation in (-0.95, 0.0, 0.5, 0.95):
        live.set(correlation=correlation)
        scatters.append(re.search(r"predictions by (\d\.\d\d)", live.sentence.text)[1])
    live.close()
    assert set(scatters) == {"0.04"}


def text_of_the_chapter():
    (path,) = (path for path in IN_ENGLISH if path.stem == "04_multiple_linear_regression")
    return "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")


def test_a_table_is_multiplied_product_by_product_in_whole_numbers():
    live = free(rows_times_weights())
    sums = {"rows": (X @ W).tolist(), "columns": (X.T @ ERROR).tolist()}
    for read_as, n_terms in (("rows", 3), ("columns", 4)):
        live.set(read=read_as)
        for line, expected in enumerate(sums[read_as]):
            live.set(step=(line + 1) * n_terms)
            products = re.search(r": (\d.*) = (-?\d+)\.", live.sentence.text.replace("−", "-"))
            terms = [term.split("·") for term in products[1].split(" + ")]
            assert (
                sum(int(a) * int(b.strip("()")) for a, b in terms) == int(products[2]) == expected
            )
            assert len(terms) == n_terms
    slopes = mean_squared_error_gradient(X, X @ W - ERROR, W, 0.0)[0]
    assert ", ".join(f"{slope:g}" for slope in slopes) in live.sentence.text
    live.close()
    assert r"$2\cdot2 + 1\cdot3 + 3\cdot1 = 10$" in text_of_the_chapter()
    assert "6, 12 and 9" in text_of_the_chapter()
    assert sums == {"rows": [10, 4, 13, 14], "columns": [6, 12, 9]}


def test_a_good_loss_with_a_weight_that_means_nothing_is_told():
    area, lot, bedrooms, price = house_features()
    X = np.column_stack([area, lot, bedrooms])
    live = free(many_weights(X, price, ["area", "lot", "bedrooms"]))
    live.set(step=200)
    assert "loss 3,519.3 (thousand $)²; the least is 3,417.3. R² is 0.663; the best is 0.672." in (
        live.sentence.text
    )
    assert "means nothing: bedrooms stands at 0.0002 of 13.85." in live.sentence.text
    assert "5.38·10⁻⁹; 5·10⁻⁹ is below" in live.sentence.text
    live.set(feature="standardised", rate=0.1)
    assert "within half a percent" in live.sentence.text
    named = {text.get_text() for axes in live.figure.axes for text in axes.get_legend().texts}
    assert {"best weight", "least loss"} <= named
    live.close()


def test_a_held_band_rises_where_the_cloud_falls():
    live = free(correlated_features())
    live.set(correlation=0.9)
    own = []
    for held in every_value(live.controls["held"]):
        live.set(held=held)
        own.append(float(re.search(r"own slope is (.*)\.", live.sentence.text)[1]))
    assert "x₁ alone is −0.67" in live.sentence.text
    assert "The fit finds 2.08" in live.sentence.text
    assert f"from {min(own)} to {max(own)}" in text_of_the_chapter()
    assert "the seven bands" in text_of_the_chapter()
    assert len(own) == 7
    scatter = []
    for correlation in (0.0, 0.95):
        live.set(correlation=correlation)
        scatter.append(float(re.search(r"w₁ scatters by (\S+),", live.sentence.text)[1]))
    assert 3 < scatter[1] / scatter[0] < 4  # "more than three times"
    live.close()


def test_standard_errors_and_the_scatter_of_drawn_houses():
    *features, price = house_features()
    X = np.column_stack(features)
    errors = standard_errors(X, price) / X.std(axis=0)
    assert [f"{error:.2g}" for error in errors] == ["0.013", "0.00064", "9"]
    assert f"{errors[0]:.4f}" == "0.0132"
    # Where the errors are normal and all alike, drawing again and the formula agree.
    rng = np.random.default_rng(1)
    made = rng.normal(size=(400, 2))
    y = made @ [3.0, -1.0] + rng.normal(size=400)
    scatter = refitted_effects(made, y, 400).std(axis=0)
    assert scatter == pytest.approx(standard_errors(made, y), rel=0.15)
    # A draw is a fit to those rows.
    refits = refitted_effects(X, price, 3)
    assert len({*map(tuple, refits.round(6))}) == 3
    live = free(weights_and_units(*features, price))
    live.set(draws=100)
    below = re.search(r"Bedrooms below zero: (\d+)\.", live.sentence.text)[1]
    assert f"In {below} of the 100 draws" in text_of_the_chapter()
    upper = refitted_effects(X, price, 100)[:, 1] > 50
    assert 1 / 3 < upper.mean() < 1 / 2  # "in more than a third the house was missing"
    live.close()


def test_a_press_draws_once_more_until_all_are_drawn():
    live = free(weights_and_units(*house_features()))
    (button,) = (row for row in live.rows if "Draw 88 houses" in row.description)
    button.click()
    button.click()
    assert live.values()["draws"] == 2
    live.set(draws=100)
    assert button.disabled
    live.reset()
    assert not button.disabled
    live.close()


def test_the_unusual_house_makes_most_of_the_lead_of_the_area():
    *features, price = house_features()
    live = free(unusual_lot(*features, price))
    assert "area 70.5, lot 20.9, bedrooms 11.6" in live.sentence.text
    assert "R² is 0.672. The leverage of that house is 0.84" in live.sentence.text
    live.set(leave_out=True)
    assert "area 49.8, lot 43.3, bedrooms 17.2" in live.sentence.text
    assert "R² is 0.765." in live.sentence.text
    assert [round(bar.get_width(), 1) for bar in live.canvas.moving[-3:]] == [49.8, 43.3, 17.2]
    live.set(leave_out=False, lot=8071)
    lots = features[1]
    others = lots < lots.max()
    found = re.search(r"leverage of that house is (\d\.\d\d)", live.sentence.text)[1]
    for number in (
        *("87 %", "30 %", "0.765", "840 dollars"),
        f"at 8,071 square feet its leverage is {found}.",
        f"by {lots[others].std():,.0f} square feet where it was {lots.std():,.0f}",
        f"the effect only {43.3 / 20.9:.1f} times",
    ):
        assert number in text_of_the_chapter()
    live.close()
    # What leverage is: the prediction's slope along its own price.
    X, nudged = np.column_stack(features), price.copy()
    largest = int(np.argmax(features[1]))
    nudged[largest] += 1
    told = [predict(X, *closed_form(X, y))[largest] for y in (price, nudged)]
    assert leverage(X, largest) == pytest.approx(told[1] - told[0]) == pytest.approx(0.84, abs=5e-3)


def test_the_lot_of_a_house_that_is_left_out_cannot_be_moved():
    live = free(unusual_lot(*house_features()))
    live.set(leave_out=True)
    assert live.controls["lot"].disabled
    before = live.values()
    live.canvas.draw()
    live._on_event(
        {"type": "press", "area": 0, "at": live.figure.axes[0].bbox.get_points().mean(0)}
    )
    live._on_event({"type": "key", "key": "ArrowLeft", "large": True})
    assert live.values() == before
    live.set(leave_out=False)
    assert not live.controls["lot"].disabled
    live._on_event({"type": "key", "key": "ArrowLeft", "large": True})
    assert live.values() != before
    live.close()


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
