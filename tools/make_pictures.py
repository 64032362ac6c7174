"""Take the README's pictures of live figures, as a learner sees them.

`uv run python tools/make_pictures.py` writes them anew; it needs Chromium or Chrome.
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "helpers"))

from lab import browser_page, jupyter_lab, open_notebook, run_all, write_notebook

DOCS = Path(__file__).parents[1] / "docs"
SHOW = """
from course_utils.chapters import all_figures
from course_utils.live.controls import is_slider, nearest_value
live = all_figures()[{name!r}]()
live.predictions.show_all()
for name, value in {settings!r}.items():
    control = live.controls[name]
    live.set(**{{name: nearest_value(control, value) if is_slider(control) else value}})
live
"""
PICTURES = {
    "tangent.png": ("two_points_to_one", {"a": -1.2, "h": 0.5}),
    "slices.png": ("slices_of_weight", {"s": 9.0, "e": 2.0}),
    "learning_rate.png": ("learning_rate_on_one_parameter", {"rate": 2.4e-7, "step": 4}),
    "training.png": ("training", {"task": "spirals", "layers": 2, "step": 1200}),
    "digit.png": ("draw_a_digit", {}),
}


def main():
    codes = [SHOW.format(name=name, settings=settings) for name, settings in PICTURES.values()]
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as work,
        jupyter_lab(Path(folder), Path(work)) as address,
        browser_page() as page,
    ):
        write_notebook(Path(folder) / "pictures.ipynb", codes)
        open_notebook(page, address, "pictures.ipynb")
        run_all(page)
        page.wait_for_timeout(2000)
        for index, file in enumerate(PICTURES):
            shot = page.locator(".live-figure").nth(index).screenshot()
            # A palette is enough for lines and letters, and a third of the bytes.
            picture = Image.open(io.BytesIO(shot)).convert("RGB")
            picture = picture.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=2)
            picture.save(DOCS / file, optimize=True)
            print(DOCS / file, (DOCS / file).stat().st_size, "bytes")


if __name__ == "__main__":
    main()
