"""The chapter on multiple regression: its result, and a teacher's own table."""

import numpy as np
import pytest

from course_notebooks import NOTEBOOKS, read
from course_utils.datasets import load_houses, load_table
from course_utils.gradient_descent import gradient_descent
from course_utils.linear_regression import (
    closed_form,
    mean_squared_error_gradient,
    predict,
    r_squared,
    standardise,
)


def chapter():
    """Run the definitions of the chapter's notebook; return them by name."""
    path = next(path for path in NOTEBOOKS if path.stem == "04_multiple_linear_regression")
    space = {"np": np}
    for cell in read(path).cells:
        if cell.id in ("loop-gradient", "gradient", "descent"):
            exec(cell.source, space)
    return space


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
