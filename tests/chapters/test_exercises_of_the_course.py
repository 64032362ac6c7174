"""Every exercise of the course: untouched, solved, and answered with each known mistake."""

import ast
import re
from dataclasses import replace
from inspect import signature

import numpy as np
import pytest
from nbformat.v4 import new_code_cell

from course_notebooks import IN_ENGLISH, NOTEBOOKS, exercises_of, read, run, shown
from course_utils.chapters import all_exercises, all_quizzes, chapter_names
from course_utils.checking import FunctionExercise
from course_utils.checking.judging import judge
from exercise_audit import audit, audit_quiz, quiz_texts, shown_texts
from lab import ROOT
from pseudo_locale import escaped_texts, pseudo_language  # noqa: F401

NAMES = sorted(all_exercises())
FUNCTIONS = {
    name: exercise
    for name, exercise in all_exercises().items()
    if isinstance(exercise, FunctionExercise)
}
NUMPY = {*dir(np), *signature(np.std).parameters}
IDS = [path.stem for path in NOTEBOOKS]


@pytest.mark.parametrize("name", NAMES)
def test_the_exercise_is_sound(name):
    assert audit(all_exercises()[name]) == []


@pytest.mark.parametrize("chapter", chapter_names())
def test_no_message_stands_for_two_mistakes(chapter):
    path = ROOT / "course_utils/chapters" / chapter / "exercises.py"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Dict):
            keys = list(map(ast.dump, node.keys))
            assert len(set(keys)) == len(keys), f"line {node.lineno}: the first of them is lost"


@pytest.mark.parametrize("name", all_quizzes())
def test_the_quiz_is_sound(name):
    assert audit_quiz(all_quizzes()[name]) == []


def test_every_text_of_an_exercise_is_translated(pseudo_language):  # noqa: F811
    for name, exercise in all_exercises().items():
        assert escaped_texts(shown_texts(exercise)) == [], name
        for message, wrong in exercise.mistakes.items():
            assert judge(exercise, wrong).message == message, name
    for name, questions in all_quizzes().items():
        assert escaped_texts(quiz_texts(questions)) == [], name


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_can_be_done_by_hand_and_its_call_can_be_copied(name):
    exercise = FUNCTIONS[name]
    assert len(exercise.example) == len(signature(exercise.solution).parameters)
    numbers = [part for part in exercise.example if not callable(part)]
    flat = np.concatenate([np.ravel(part) for part in numbers])
    assert len(flat) <= 12
    assert np.all(flat * 20 == np.round(flat * 20))  # round numbers: 0.05 is the finest
    assert np.all(np.abs(flat) <= 40)
    for part in exercise.example:
        again = eval(repr(part), {"np": np, "array": np.array})
        assert callable(again) if callable(part) else np.array_equal(again, part)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_alone_shows_that_each_known_mistake_is_wrong(name):
    exercise = replace(FUNCTIONS[name], inputs=lambda rng: FUNCTIONS[name].example)
    for message, wrong in exercise.mistakes.items():
        status = judge(exercise, wrong).status
        assert status != "right", f"the example cannot tell this mistake: {message}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_an_exercise_calls_its_arguments_as_the_cell_does(path):
    for name, cell, _check, _solution in exercises_of(read(path)):
        if name in FUNCTIONS:
            definition = ast.parse(cell.source).body[0]
            wanted = [argument.arg for argument in definition.args.args]
            assert list(signature(FUNCTIONS[name].solution).parameters) == wanted, name


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_message_speaks_of_names_that_stand_in_the_notebook(path):
    notebook = read(path)
    known = _names("\n".join(cell.source for cell in notebook.cells)) | NUMPY
    for name, *_cells in exercises_of(notebook):
        for text in shown_texts(all_exercises()[name]):
            used = _names(" ".join(re.findall("`([^`]*)`", text)))
            assert used <= known, f"{name}: {text}"


def _names(code):
    return set(re.findall(r"[A-Za-z_]\w*", code))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_an_exercise_names_its_values_as_the_cell_does(path):
    for name, cell, _check, _solution in exercises_of(read(path)):
        returned = getattr(FUNCTIONS.get(name), "returns", ())
        if returned and (last := ast.parse(cell.source).body[0].body[-1]).value.elts:
            names = [part.id for part in last.value.elts if isinstance(part, ast.Name)]
            assert names in ([], list(returned)), name


# The code of the translations, folded solutions too, is the same: test_korean.py.
@pytest.mark.parametrize("path", IN_ENGLISH, ids=lambda path: path.stem)
def test_a_check_waits_for_an_answer_accepts_the_folded_solution_and_survives_a_broken_cell(path):
    notebook = read(path)
    exercises = list(exercises_of(notebook))
    if not exercises:
        pytest.skip("no exercises in this notebook")
    solved, broken = {}, {}
    for name, cell, check, solution in exercises:
        assert "..." in cell.source, f"{name}: nothing is left to fill in"
        assert solution, f"{name}: no folded solution under the check"
        # One run shows all three: each check of its cell as it is, solved, and cut off.
        solved[name], broken[name] = (new_code_cell(check.source) for _ in range(2))
        cut_off = new_code_cell(f"{cell.source}\nprint((", metadata=cell.metadata)
        after = notebook.cells.index(check) + 1
        notebook.cells[after:after] = [
            *(new_code_cell(solution), solved[name]),
            *(cut_off, broken[name]),
        ]
    run(notebook, path.parent)
    untouched = {name: shown(check)[:1] for name, _cell, check, _solution in exercises}
    assert untouched == dict.fromkeys(untouched, "…")
    right = {name: shown(check)[:1] for name, check in solved.items()}
    assert right == dict.fromkeys(right, "✓")
    for name, check in broken.items():
        text = shown(check)
        assert re.match("! .*`", text), name
        assert "was never closed" in text, name


def test_every_exercise_and_quiz_stands_in_a_notebook():
    notebooks = [read(path) for path in NOTEBOOKS]
    asked = {name for notebook in notebooks for name, *_rest in exercises_of(notebook)}
    assert asked == set(NAMES)
    code = "\n".join(cell.source for notebook in notebooks for cell in notebook.cells)
    for name in all_quizzes():
        assert f'quiz("{name}")' in code


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_exercise_and_check_may_raise_and_no_other_cell(path):
    notebook = read(path)
    ids = {c.id for _name, cell, check, _solution in exercises_of(notebook) for c in (cell, check)}
    tagged = {c.id for c in notebook.cells if "raises-exception" in c.metadata.get("tags", [])}
    assert tagged == ids
