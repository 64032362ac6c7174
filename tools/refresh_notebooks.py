"""Run notebooks and save them as this repository keeps them.

`uv run python tools/refresh_notebooks.py` refreshes all, or those named after it. All outputs are
stripped but those of cells tagged `keep_output` and `nbval-check-output`: short printed numbers
that the prose quotes, and that the tests compare.
"""

import sys
from pathlib import Path

import nbformat
from nbstripout import strip_output

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "helpers"))

from course_notebooks import CHECKED, NOTEBOOKS, read, run


def refresh(path):
    """Run one notebook and write it back."""
    notebook = run(read(path), path.parent)
    strip_output(
        notebook,
        keep_output=False,
        keep_count=False,
        keep_id=True,
        extra_keys=["cell.metadata.execution", "metadata.widgets"],
    )
    for cell in notebook.cells:
        if cell.cell_type == "code" and set(cell.metadata.get("tags", ())) >= CHECKED:
            # nbval compares the output of a cell only if it seems to have been run.
            cell.execution_count = 1
            cell.outputs = [_joined(cell.outputs)]
    notebook.metadata = {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }
    nbformat.write(notebook, path)


def _joined(outputs):
    """Join what was printed in several bursts, which depend on the machine's speed."""
    text = "".join(output.text for output in outputs)
    return nbformat.v4.new_output("stream", name="stdout", text=text)


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]) if sys.argv[1:] else NOTEBOOKS:
        refresh(path)
        print(path)
