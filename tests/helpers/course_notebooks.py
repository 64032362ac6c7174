"""Read the course's notebooks, and run them with other code in their exercise cells."""

import ast
import copy
import re
from collections import Counter
from functools import cache

import nbformat
import numpy as np

from lab import ROOT

NOTEBOOKS = sorted(
    path
    for path in (ROOT / "notebooks").rglob("[0-9]*.ipynb")
    if ".ipynb_checkpoints" not in path.parts  # what JupyterLab keeps of a notebook it has saved
)

IN_ENGLISH = [path for path in NOTEBOOKS if path.parent.name == "notebooks"]

# The tags of a cell whose output is kept and compared.
CHECKED = {"nbval-check-output", "keep_output"}

_SOLUTION = re.compile(
    r"<details><summary>(?:Solution|풀이)</summary>\s*```python\n(.*?)```\s*</details>", re.DOTALL
)
_CHECK = re.compile(r'^check\("(\w+)", (.+)\)$', re.DOTALL)


def read(path):
    """Return a notebook as nbformat's object."""
    return nbformat.read(path, as_version=4)


def exercises_of(notebook):
    """Yield (name, exercise cell, check cell, solution) for each exercise of a notebook."""
    cells = notebook.cells
    for index, cell in enumerate(cells):
        found = _CHECK.match(cell.source.strip()) if cell.cell_type == "code" else None
        if found is None:
            continue
        folded = cells[index + 1] if index + 1 < len(cells) else None
        solution = _SOLUTION.search(folded.source) if folded else None
        yield found[1], cells[index - 1], cell, solution[1] if solution else None


def is_folded(cell):
    """Tell whether the reader sees a code cell only after opening it."""
    return cell.metadata.get("jupyter", {}).get("source_hidden", False)


def given_away(solution, exercise, open_cells):
    """Return what of a solution's code stands in open cells, names and spacing apart.

    A long value counts wherever it stands; short ones only where one cell holds all of them.
    What the exercise's own cell gives does not count.
    """
    wanted = Counter(map(_normalised, _values(solution)))
    wanted -= Counter(map(_normalised, _values(exercise)))
    wanted = Counter({value: n for value, n in wanted.items() if _size(value) > 2})
    found = set()
    for source in open_cells:
        for here in _written_in(source):
            found |= {value for value in wanted if value in here and _size(value) >= LONG}
            if wanted <= here and sum(map(_size, wanted.elements())) >= LONG:
                found |= set(wanted)
    return sorted(found)


# How many names, numbers, calls and operations make a value that nobody writes by accident.
LONG = 8


def _values(source):
    """Yield what the statements of some code compute, the parts of a tuple one by one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.Return)) and node.value is not None:
            yield from node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]


@cache
def _written_in(source):
    """Count what a cell computes: as it is written, and with each name's value in its place."""
    trees = ast.parse(source), _put_in(ast.parse(source))
    return [
        Counter(_normalised(node) for node in ast.walk(tree) if isinstance(node, ast.expr))
        for tree in trees
    ]


def _put_in(tree):
    """Put what a name stands for into its place: mean, std = …, … and then (X − mean) / std."""
    values = {}
    for node in ast.walk(copy.deepcopy(tree)):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                values |= zip(map(ast.unparse, target.elts), value.elts, strict=False)
            elif isinstance(target, ast.Name):
                values[target.id] = value
    return _PutIn(values).visit(tree)


class _PutIn(ast.NodeTransformer):
    def __init__(self, values):
        self.values = values

    def visit_Name(self, node):
        is_read = isinstance(node.ctx, ast.Load) and node.id in self.values
        return copy.deepcopy(self.values[node.id]) if is_read else node


def _normalised(expression):
    return ast.unparse(_Numbered().visit(copy.deepcopy(expression)))


def _size(text):
    return sum(isinstance(node, ast.expr) for node in ast.walk(ast.parse(text, mode="eval")))


class _Numbered(ast.NodeTransformer):
    """Gives names, and entries such as net["W1"], numbers in the order of their appearance."""

    def __init__(self):
        self.seen = {}

    def visit_Name(self, node):
        if node.id in ("np", "sp"):
            return node
        name = ast.unparse(node)
        return ast.Name(f"v{self.seen.setdefault(name, len(self.seen))}", ast.Load())

    def visit_Call(self, node):
        if isinstance(node.func, ast.Name):  # whatever it is called with
            node = ast.Call(node.func, [], [])
        return self.generic_visit(node)

    def visit_Subscript(self, node):
        is_entry = isinstance(node.value, ast.Name) and isinstance(node.slice, ast.Constant)
        return (
            self.visit_Name(ast.Name(ast.unparse(node))) if is_entry else self.generic_visit(node)
        )


def minutes(notebook, figures):
    """Return how long a chapter takes to work through, by the rule that all pages follow.

    words / 130 + code lines / 8 + 0.7 a displayed formula + 4 a live figure + 6 an exercise.
    """
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    n_formulas = text.count("$$") / 2
    n_words = len(re.sub(r"```.*?```|\$\$.*?\$\$", "", text, flags=re.DOTALL).split())
    n_lines = sum(bool(line.strip()) for source in code for line in source.splitlines())
    n_figures = sum(source.startswith(tuple(f"{name}(" for name in figures)) for source in code)
    n_exercises = len(list(exercises_of(notebook)))
    return n_words / 130 + n_lines / 8 + 0.7 * n_formulas + 4 * n_figures + 6 * n_exercises


def definitions(stem, names, **known):
    """Run the cells of a notebook that define `names`, which may use what is `known`."""
    path = next(path for path in IN_ENGLISH if path.stem == stem)
    space = {"np": np} | known
    for cell in read(path).cells:
        if cell.cell_type == "code" and any(f"def {name}(" in cell.source for name in names):
            exec(cell.source, space)
    return [space[name] for name in names]


def run(notebook, folder):
    """Run a notebook in a fresh kernel, in place; returns it."""
    from nbclient import NotebookClient

    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=120, resources=resources).execute()
    return notebook


def shown(cell):
    """Return the plain text that a cell displayed."""
    texts = [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
    return "\n".join(filter(None, texts))
