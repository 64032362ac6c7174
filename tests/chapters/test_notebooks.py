"""The notebooks as source: stable ids, no stray outputs, short cells, the package's own results."""

import re

import numpy as np
import pytest

from course_notebooks import CHECKED, NOTEBOOKS, definitions, read
from course_utils.datasets import load_houses
from course_utils.mathematics import gradient_descent as package_descent
from course_utils.mathematics import linear_regression

IDS = [path.stem for path in NOTEBOOKS]


@pytest.fixture(params=NOTEBOOKS, ids=IDS)
def notebook(request):
    return read(request.param)


def test_cell_ids_are_readable_and_unique(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]{2,39}", cell_id) for cell_id in ids), ids


def test_only_checked_cells_keep_an_output(notebook):
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if set(cell.metadata.get("tags", ())) >= CHECKED:
            assert cell.execution_count == 1, cell.id
            assert [output.output_type for output in cell.outputs] == ["stream"], cell.id
        else:
            assert cell.outputs == [], cell.id
            assert cell.execution_count is None, cell.id


def test_code_cells_are_short_and_imports_stand_together(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        assert len(cell.source.splitlines()) <= 16, cell.id
    importing = [c.id for c in code if re.search(r"^(import|from) ", c.source, re.MULTILINE)]
    assert importing in ([], ["imports"])


def test_no_trace_of_a_machine(notebook):
    text = "\n".join(cell.source for cell in notebook.cells)
    assert not re.search(r"/home/|/root/|/tmp/|C:\\", text)
    assert notebook.metadata.kernelspec.name == "python3"


def test_the_descent_written_in_the_chapter_agrees_with_the_package():
    predict, loss, gradient, descend = definitions(
        "03_gradient_descent_house_prices", ["predict", "loss", "gradient", "gradient_descent"]
    )
    houses = load_houses()
    x, y = linear_regression.standardise(houses.living_area)[0], houses.price
    np.testing.assert_allclose(predict(3.0, 2.0, x), linear_regression.predict(x, 3.0, 2.0))
    assert loss(3.0, 2.0, x, y) == pytest.approx(
        linear_regression.mean_squared_error(x, y, 3.0, 2.0)
    )
    assert gradient(3.0, 2.0, x, y) == pytest.approx(
        linear_regression.mean_squared_error_gradient(x, y, 3.0, 2.0)
    )
    package = package_descent.gradient_descent(
        lambda p: np.array(linear_regression.mean_squared_error_gradient(x, y, *p)),
        np.zeros(2),
        0.1,
        40,
        loss=lambda p: linear_regression.mean_squared_error(x, y, *p),
    )
    history = descend(x, y, 0.1, 40)
    np.testing.assert_allclose(history[:, :2], package.points)
    np.testing.assert_allclose(history[:, 2], package.losses)
