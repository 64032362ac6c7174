"""Take the README's pictures of live figures, as a learner sees them.

`uv run python docs/make_pictures.py` writes them anew; it needs Chromium or Chrome.
"""

import io
import sys
import tempfile
from pathlib import Path

import nbformat
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from lab import browser_page, jupyter_lab, open_notebook, run_all

DOCS = Path(__file__).parent
SHOW = """
from course_utils.figures.gallery import gallery
live = gallery()[{name!r}]()
live.set(**{settings!r})
live
"""
PICTURES = {
    "tangent.png": ("secant_to_tangent", {"a": -1.2, "h": 0.5}),
    "slices.png": ("slices_of_weight", {"s": 9.0, "e": 2.0}),
    "learning_rate.png": ("learning_rate_on_one_parameter", {"rate": 2.4e-7, "step": 4}),
    "training.png": ("training", {"task": "spirals", "layers": 2, "frame": 120}),
    "digit.png": ("draw_a_digit", {}),
}


def main():
    folder = Path(tempfile.mkdtemp())
    cells = [
        nbformat.v4.new_code_cell(SHOW.format(name=name, settings=settings))
        for name, settings in PICTURES.values()
    ]
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernelspec})
    nbformat.write(notebook, folder / "pictures.ipynb")
    with jupyter_lab(folder, Path(tempfile.mkdtemp())) as address, browser_page() as page:
        open_notebook(page, address, "pictures.ipynb")
        run_all(page)
        page.wait_for_timeout(2000)
        for index, file in enumerate(PICTURES):
            shot = page.locator(".live-figure").nth(index).screenshot()
            # A palette is enough for lines and letters, and a third of the bytes.
            picture = Image.open(io.BytesIO(shot)).convert("RGB")
            picture = picture.quantize(256, Image.Quantize.MAXCOVERAGE)
            picture.save(DOCS / file, optimize=True)
            print(DOCS / file, (DOCS / file).stat().st_size, "bytes")


if __name__ == "__main__":
    main()
