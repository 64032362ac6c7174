"""Chapters are found by their folders; exercises, quizzes and figures by their names."""

import re
import sys
import textwrap

import pytest

from course_notebooks import IN_ENGLISH, exercises_of, read
from course_utils import chapters, check, quiz
from lab import ROOT
from sample_exercises import NOT_ANSWERED, RIGHT

EXERCISES = """
from course_utils.checking import ValueExercise

def price_of_a_house():
    return ValueExercise(276.6)

def _helper():
    raise AssertionError("this is no exercise")

def helper(price):
    raise AssertionError("nor is this")
"""
QUIZ = """
from course_utils.quizzes import Option, Question

def slopes():
    return (Question("1 + 1?", (Option("2", "Indeed.", right=True), Option("3", "Count."))),)
"""


@pytest.fixture
def course(monkeypatch, tmp_path):
    """Put other chapters in the place of the course's; returns a function that writes one."""
    monkeypatch.setattr(chapters, "__path__", [str(tmp_path)])
    before = set(sys.modules)

    def write(name, exercises=EXERCISES, quiz=QUIZ):
        (tmp_path / name).mkdir()
        for file, text in {"__init__": "", "exercises": exercises, "quiz": quiz}.items():
            (tmp_path / name / f"{file}.py").write_text(textwrap.dedent(text), encoding="utf-8")

    yield write
    for name in set(sys.modules) - before:
        if name.startswith(chapters.__name__):
            del sys.modules[name]


def test_an_exercise_is_found_by_its_name(course):
    course("houses")
    assert check("price_of_a_house", 276.6).status == RIGHT
    assert check("price_of_a_house").status == NOT_ANSWERED
    assert list(chapters.all_exercises()) == ["price_of_a_house"]


@pytest.mark.parametrize("name", ["price_of_house", "xyz", "", None, 3, ["price_of_a_house"]])
def test_an_unknown_exercise_is_answered_in_one_line(course, name):
    course("houses")
    verdict = check(name, 276.6)
    assert verdict.status == NOT_ANSWERED
    assert "'price_of_a_house'" in verdict.message
    assert "\n" not in verdict.message


@pytest.mark.parametrize("name", ["slope", "xyz", None])
def test_an_unknown_quiz_is_refused_by_name(course, name):
    course("houses")
    with pytest.raises(ValueError, match="'slopes'"):
        quiz(name)
    assert list(chapters.all_quizzes()) == ["slopes"]
    assert len(quiz("slopes").questions) == 1


def test_names_are_unique_over_the_course(course):
    course("houses")
    course("other_houses")
    with pytest.raises(ValueError, match=r"houses and other_houses.* 'price_of_a_house'"):
        chapters.all_exercises()
    with pytest.raises(ValueError, match="'slopes'"):
        chapters.all_quizzes()


def test_a_chapter_that_is_not_looked_into_is_not_imported(course):
    course("a_broken_one", exercises="1 / 0")
    course("houses")
    __import__(f"{chapters.__name__}.houses")
    assert check("price_of_a_house", 276.6).status == RIGHT


NOTEBOOK_OF = {path.stem.split("_", 1)[1]: path for path in IN_ENGLISH}


def test_every_notebook_has_its_chapter_and_every_chapter_its_notebook():
    folders = set(chapters.chapter_names())
    problems = [f"{name} has no folder in chapters/" for name in NOTEBOOK_OF.keys() - folders]
    problems += [f"chapters/{name} has no notebook" for name in folders - NOTEBOOK_OF.keys()]
    for name in folders:
        files = {path.name for path in (ROOT / "course_utils" / "chapters" / name).iterdir()}
        missing = sorted({"__init__.py", "exercises.py", "quiz.py"} - files)
        problems += [f"chapters/{name} has no {file}: copy start_here's" for file in missing]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", NOTEBOOK_OF)
def test_a_notebook_and_its_chapter_hold_the_same(name):
    notebook = NOTEBOOK_OF[name].name
    code = [cell.source for cell in read(NOTEBOOK_OF[name]).cells if cell.cell_type == "code"]
    problems = []
    for part, call in (
        ("exercises", "check"),
        ("quiz", "quiz"),
        ("predictions", "predict"),
    ):
        for made in chapters._makers(name, part):
            if not any(f'{call}("{made}"' in source for source in code):
                problems.append(f'{notebook} never asks {call}("{made}"), with double quotes')
    if f'looking_back("{name}")' not in code:
        problems.append(f'{notebook} has no cell looking_back("{name}")')
    module = chapters._load(name)
    figures = module.figures().keys()
    shown = {
        figure
        for figure, make in vars(module).items()
        if f"chapters.{name}." in getattr(make, "__module__", "")
        and any(re.match(rf"{figure}\(", source) for source in code)
    }
    problems += [f"{notebook} never shows {figure}" for figure in figures - shown]
    problems += [
        f"{notebook} shows {figure}, but figures() of chapters/{name} has it not: it goes untested"
        for figure in shown - figures
    ]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", NOTEBOOK_OF)
def test_exercises_are_written_in_the_order_of_their_notebook(name):
    in_notebook = [exercise for exercise, *_cells in exercises_of(read(NOTEBOOK_OF[name]))]
    assert list(chapters._makers(name, "exercises")) == in_notebook


@pytest.mark.parametrize("name", NOTEBOOK_OF)
@pytest.mark.parametrize("page", ["README.md", "notebooks/00_start_here.ipynb", "docs/teaching.md"])
def test_the_reader_and_the_teacher_are_told_of_every_chapter(name, page):
    wanted = NOTEBOOK_OF[name].stem
    if page == "docs/teaching.md":
        wanted = f"\n## {wanted[:2]} "
    if page != f"notebooks/{NOTEBOOK_OF[name].name}":
        text = (ROOT / page).read_text(encoding="utf-8")
        assert wanted in text, f"{page} does not mention {wanted.strip()}"
