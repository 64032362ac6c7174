"""The notebooks as source: stable ids, no stray outputs, short cells, the package's own results."""

import ast
import re
from importlib import import_module

import numpy as np
import pytest

from course_notebooks import (
    CHECKED,
    IN_ENGLISH,
    NOTEBOOKS,
    definitions,
    exercises_of,
    given_away,
    is_folded,
    minutes,
    read,
)
from course_utils.chapters.gradient_descent_house_prices import four_faulty_descents
from course_utils.datasets import load_houses
from course_utils.mathematics import gradient_descent as package_descent
from course_utils.mathematics import linear_regression
from lab import ROOT

IDS = [path.stem for path in NOTEBOOKS]
PAGES = ("README.md", "docs/teaching.md")


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


def test_no_other_cell_makes_what_an_exercise_hands_in(notebook):
    """After Run All the check would else judge what a later cell has left under that name."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for _name, exercise, check, _solution in exercises_of(notebook):
        handed_in = _names(check, ast.Load) - {"check"}
        for cell in code:
            assert cell is exercise or not handed_in & _names(cell, ast.Store), cell.id


def _names(cell, context):
    """Return the names that a cell reads or makes, those within its functions left out."""
    found = set()
    waiting = [ast.parse(cell.source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, context):
            found.add(node.id)
        if isinstance(node, ast.FunctionDef):
            found |= {node.name} if context is ast.Store else set()
        else:
            waiting += ast.iter_child_nodes(node)
    return found


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


def test_no_open_cell_holds_the_solution_of_an_exercise(notebook):
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    problems = {}
    for name, exercise, _check, solution in exercises_of(notebook):
        open_cells = [c.source for c in code if not is_folded(c) and c is not exercise]
        found = given_away(solution, exercise.source, open_cells)
        problems |= {name: found} if found else {}
    assert problems == {}


@pytest.mark.parametrize("path", IN_ENGLISH, ids=lambda path: path.stem)
def test_the_text_before_a_folded_cell_says_that_it_is_folded(path):
    text = ""
    for cell in read(path).cells:
        text = cell.source if cell.cell_type == "markdown" else text
        assert not is_folded(cell) or "folded" in text, cell.id


def plans_of(number, page):
    """Return how long the plans of a chapter on the teacher's page take, row by row."""
    (section,) = re.findall(rf"^## {number} .*?(?=^## )", page, re.DOTALL | re.MULTILINE)
    plans = section.split("| minutes |")[1:]
    return [sum(map(int, re.findall(r"^\| (\d+) \|", plan, re.MULTILINE))) for plan in plans]


@pytest.mark.parametrize("path", IN_ENGLISH, ids=lambda path: path.stem)
def test_a_chapter_says_how_long_it_takes_and_where_to_stop(path):
    notebook = read(path)
    stem, (number, name) = path.stem, path.stem.split("_", 1)
    figures = import_module(f"course_utils.chapters.{name}").figures()
    needed = minutes(notebook, figures)
    pages = {file: (ROOT / file).read_text(encoding="utf-8") for file in PAGES}
    (map_of_chapters,) = (c.source for c in read(IN_ENGLISH[0]).cells if c.id == "map")
    claims = {
        "title": re.findall(r"\*\*Time:\*\* (\d+) minutes", notebook.cells[0].source),
        "README": re.findall(rf"\[{stem}\].*\| (\d+) \|", pages["README.md"]),
        "teaching": re.findall(rf"## {number} .*\((\d+) minutes\)", pages["docs/teaching.md"]),
        "map": re.findall(rf"\| {number} \|.*\| (\d+) \|", map_of_chapters),
    }
    if name == "start_here":
        assert claims.pop("map") == []
    assert [len(claim) for claim in claims.values()] == [1] * len(claims), claims
    assert len({claim for (claim,) in claims.values()}) == 1, claims
    claimed = int(claims["title"][0])
    assert claimed == pytest.approx(needed, rel=0.2), f"{stem} takes about {needed:.0f} minutes"
    plans = plans_of(number, pages["docs/teaching.md"])
    assert plans == [claimed] + [45] * (name != "start_here")
    stops = [cell.id for cell in notebook.cells if cell.id.endswith("place-to-stop")]
    assert len(stops) >= needed // 90


@pytest.mark.parametrize("path", IN_ENGLISH[1:], ids=lambda path: path.stem)
def test_a_chapter_says_first_to_run_all_cells(path):
    start = read(path).cells[0].source
    for words in ("**Run → Run All Cells**", "scroll back up"):
        assert words in start, "the first cell says: run all cells, then scroll back up to here"


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


def test_each_loss_curve_shows_the_mistake_that_its_letter_stands_for():
    houses = load_houses()
    curves = four_faulty_descents(houses.living_area, houses.price)
    w, b = linear_regression.closed_form(houses.living_area, houses.price)
    least = linear_regression.mean_squared_error(houses.living_area, houses.price, w, b)
    falls = {letter: -np.diff(losses) for letter, losses in curves.items()}
    assert min(falls["A"]) > 0.5 * max(falls["A"])  # small rate: slowly, all the way
    assert falls["B"][-1] < 1e-6 * falls["B"][0]  # raw feature: level, above the best
    assert curves["B"][-1] > 1.001 * least
    assert max(falls["C"]) < 0  # large rate
    assert len(curves["D"]) == 6  # stopped early: it still falls steeply
    assert falls["D"][-1] > 0.1 * curves["D"][-1]
    (path,) = (path for path in IN_ENGLISH if path.stem == "03_gradient_descent_house_prices")
    (shown,) = (cell.source for cell in read(path).cells if cell.id == "four-curves")
    assert not re.search(r"0\.002|5e-8|1\.03|gradient_descent\(", shown)
