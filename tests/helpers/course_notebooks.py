"""Read the course's notebooks, and run them with other code in their exercise cells."""

import re

import nbformat
import numpy as np

from lab import ROOT

NOTEBOOKS = sorted(
    path
    for path in (ROOT / "notebooks").rglob("[0-9]*.ipynb")
    if ".ipynb_checkpoints" not in path.parts  # what JupyterLab keeps of a notebook it has saved
)

# The tags of a cell whose output is kept and compared.
CHECKED = {"nbval-check-output", "keep_output"}

_SOLUTION = re.compile(
    r"<details><summary>Solution</summary>\s*```python\n(.*?)```\s*</details>", re.DOTALL
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


def definitions(stem, names):
    """Run the cells of a notebook that define `names`; return what they define."""
    path = next(path for path in NOTEBOOKS if path.stem == stem)
    space = {"np": np}
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
