"""The direction of the arrows: mathematics knows no figures, nothing imports upward."""

import ast
import subprocess
import sys

import pytest

from lab import ROOT

PACKAGE = ROOT / "course_utils"
SHOWING = {"matplotlib", "ipywidgets", "IPython", "anywidget", "traitlets", "PIL"}
HEAVY = {"sympy", "sklearn", "scipy"}
MATHEMATICS = sorted(PACKAGE.glob("neural_network/*.py")) + sorted(
    path for path in PACKAGE.glob("*.py") if path.stem not in ("__init__", "server")
)
MODULES = sorted(PACKAGE.rglob("*.py"))


def imports_of(path, *, only_at_the_top=False):
    """Return the full names of all modules that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if only_at_the_top else ast.walk(tree)
    names = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def relative(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MATHEMATICS, ids=relative)
def test_mathematics_knows_no_figures_and_no_exercises(path):
    names = imports_of(path)
    assert not {name.split(".")[0] for name in names} & SHOWING
    assert not any(
        name.startswith(("course_utils.figures", "course_utils.exercises")) for name in names
    )


@pytest.mark.parametrize("path", sorted((PACKAGE / "figures").glob("*.py")), ids=relative)
def test_figures_know_no_exercises(path):
    assert not any(name.startswith("course_utils.exercises") for name in imports_of(path))


@pytest.mark.parametrize("path", sorted((PACKAGE / "exercises").rglob("*.py")), ids=relative)
def test_exercises_know_no_figure_but_the_sentence_of_the_quiz(path):
    figures = {name for name in imports_of(path) if name.startswith("course_utils.figures")}
    shared = ("course_utils.figures.sentence", "course_utils.figures.running_cell")
    allowed = shared if path.name == "quiz.py" else "nothing"
    assert all(name.startswith(allowed) for name in figures), figures


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_heavy_libraries_are_imported_where_they_are_used(path):
    tops = {name.split(".")[0] for name in imports_of(path, only_at_the_top=True)}
    assert not tops & HEAVY


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_no_star_import_and_no_long_file(path):
    text = path.read_text(encoding="utf-8")
    assert "import *" not in text
    assert len(text.splitlines()) <= 350, "a file is about one thing"


def test_importing_the_mathematics_loads_nothing_that_shows():
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in MATHEMATICS]
    code = f"import sys, {', '.join(names)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & (SHOWING | HEAVY)
