"""Mark cells of a translated notebook as translated from today's English text.

`uv run python tools/mark_translated.py notebooks/ko/05_backpropagation.ipynb ID ...` marks cells
with these ids; without ids it lists those whose English text has changed since. The mark is a
digest of the English source, in the cell's metadata.
"""

import hashlib
import sys
from pathlib import Path

import nbformat

MARK = "translated_from"


def digest(source):
    """Return what tells one text from another, in short."""
    return hashlib.sha256(source.encode("utf-8")).hexdigest()[:12]


def english_of(path):
    """Return the English cells of a translated notebook: {id: source}."""
    english = nbformat.read(path.parents[1] / path.name, as_version=4)
    return {cell.id: cell.source for cell in english.cells}


def stale(path):
    """Return the ids of cells that differ from the English ones, and are no translation of them."""
    english = english_of(path)
    return [
        cell.id
        for cell in nbformat.read(path, as_version=4).cells
        if cell.source != english[cell.id] and cell.metadata.get(MARK) != digest(english[cell.id])
    ]


def mark(path, ids):
    """Mark cells as translated from the English text as it stands."""
    english, notebook = english_of(path), nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.id in ids:
            cell.metadata[MARK] = digest(english[cell.id])
    nbformat.write(notebook, path)


if __name__ == "__main__":
    path, ids = Path(sys.argv[1]).resolve(), sys.argv[2:]
    mark(path, ids)
    for cell_id in stale(path):
        print("the English text has changed:", cell_id)
