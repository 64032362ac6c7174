"""The direction of the arrows, as a table; and what each room may know."""

import ast
import subprocess
import sys

import pytest

from lab import ROOT

PACKAGE = ROOT / "course_utils"
MODULES = sorted(PACKAGE.rglob("*.py"))
SHOWING = {"matplotlib", "ipywidgets", "IPython", "anywidget", "traitlets", "PIL"}
HEAVY = {"sympy", "sklearn", "scipy"}

# For each room those that it may import beside itself and `language`.
ARROWS = {
    "language": set(),
    "server": set(),
    "mathematics": set(),
    "neural_network": {"mathematics"},
    "datasets": set(),
    "formulas": set(),
    "progress": set(),
    "live": {"formulas", "progress"},
    "checking": {"formulas", "progress"},
    "quizzes": {"live", "checking", "progress"},
    "a chapter": {
        *("live", "checking", "quizzes"),
        *("formulas", "mathematics", "neural_network", "datasets"),
    },
    "chapters": {"live", "checking", "quizzes", "progress"},
    "overview": {"progress"},
    "the package": {"chapters", "live"},
    "pages": {"chapters", "live", "checking", "formulas"},
}
QUIET = (
    "language",
    "progress",
    "overview",
    "mathematics",
    "neural_network",
    "datasets",
    "formulas",
)


def room_of(path):
    """Return the room that a file of the package lies in; a chapter's own name for a chapter."""
    first, *rest = path.relative_to(PACKAGE).with_suffix("").parts
    if first == "chapters" and len(rest) > 1:
        return f"chapters.{rest[0]}"
    return "the package" if first == "__init__" else first


def imports_of(path, *, only_at_the_top=False):
    """Return the full names of all modules that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = path.parent.relative_to(ROOT).parts
    names = set()
    for node in tree.body if only_at_the_top else ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            names |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return names


def rooms_imported(path):
    """Return the rooms of the package that a file imports, its own and `language` left out."""
    rooms = set()
    for name in imports_of(path):
        package, *rest = name.split(".")
        if package == "course_utils" and rest:
            file = ROOT.joinpath(package, *rest)
            rooms.add(room_of(file / "__init__" if file.is_dir() else file))
    return rooms - {room_of(path), "language"}


def relative(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_arrows_point_downward_only(path):
    room = room_of(path)
    allowed = ARROWS["a chapter" if room.startswith("chapters.") else room]
    assert rooms_imported(path) <= allowed


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_heavy_libraries_are_imported_where_they_are_used(path):
    tops = {name.split(".")[0] for name in imports_of(path, only_at_the_top=True)}
    assert not tops & HEAVY
    assert "import *" not in path.read_text(encoding="utf-8")


def test_importing_the_mathematics_loads_nothing_that_shows():
    quiet = [path for path in MODULES if room_of(path) in QUIET]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in quiet]
    code = f"import sys, {', '.join(names).replace('.__init__', '')}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & (SHOWING | HEAVY)
