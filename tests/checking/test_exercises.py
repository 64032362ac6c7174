"""Every exercise of the course in its notebook: untouched, and solved."""

import ast
import inspect

import pytest
from nbformat.v4 import new_code_cell

from course_notebooks import NOTEBOOKS, exercises_of, read, run, shown
from course_utils.chapters import all_exercises, all_quizzes
from course_utils.checking import FunctionExercise

NAMES = sorted(all_exercises())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_check_waits_for_an_answer_and_accepts_the_folded_solution(path):
    notebook = read(path)
    exercises = list(exercises_of(notebook))
    if not exercises:
        pytest.skip("no exercises in this notebook")
    solved = {}
    for name, cell, check, solution in exercises:
        assert "..." in cell.source, f"{name}: nothing is left to fill in"
        assert solution, f"{name}: no folded solution under the check"
        # One run shows both: the check of the untouched cell, then the solution and its check.
        solved[name] = new_code_cell(check.source)
        after = notebook.cells.index(check) + 1
        notebook.cells[after:after] = [new_code_cell(solution), solved[name]]
    run(notebook, path.parent)
    untouched = {name: shown(check)[:1] for name, _cell, check, _solution in exercises}
    assert untouched == dict.fromkeys(untouched, "…")
    right = {name: shown(check)[:1] for name, check in solved.items()}
    assert right == dict.fromkeys(right, "✓")


def test_a_function_and_its_cell_name_the_same_arguments():
    exercises = all_exercises()
    for path in NOTEBOOKS:
        for name, cell, _check, _solution in exercises_of(read(path)):
            if isinstance(exercises[name], FunctionExercise):
                (function,) = ast.parse(cell.source).body
                asked = list(inspect.signature(exercises[name].solution).parameters)
                assert asked == [argument.arg for argument in function.args.args], name


def test_every_exercise_and_quiz_stands_in_a_notebook():
    notebooks = [read(path) for path in NOTEBOOKS]
    asked = {name for notebook in notebooks for name, *_rest in exercises_of(notebook)}
    assert asked == set(NAMES)
    code = "\n".join(cell.source for notebook in notebooks for cell in notebook.cells)
    for name in all_quizzes():
        assert f'quiz("{name}")' in code


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_broken_cell_does_not_keep_the_other_checks_from_their_verdicts(path):
    notebook = read(path)
    exercises = list(exercises_of(notebook))
    first, *others = exercises
    first[1].source = "print((" + first[1].source
    run(notebook, path.parent)
    text = shown(first[2])
    assert text.startswith("! Your code did not finish. The cell that makes `")
    assert "was never closed" in text
    assert {shown(check)[:1] for _name, _cell, check, _solution in others} <= {"…"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_exercise_and_check_may_raise_and_no_other_cell(path):
    notebook = read(path)
    ids = {c.id for _name, cell, check, _solution in exercises_of(notebook) for c in (cell, check)}
    tagged = {c.id for c in notebook.cells if "raises-exception" in c.metadata.get("tags", [])}
    assert tagged == ids
