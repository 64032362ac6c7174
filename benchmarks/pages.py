"""How long the static pages take to build, and how large they are, in both languages together.

Run it with `uv run python benchmarks/pages.py`. A page counts with all its figures.
"""

import os
import tempfile
import time
from pathlib import Path

from course_utils.pages.building import NOTEBOOKS, build
from course_utils.pages.chapter import figures_of


def main():
    """Build all pages into a folder of their own, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        start, before = time.perf_counter(), os.times()
        build(site)
        seconds, after = time.perf_counter() - start, os.times()
        processor = sum(after[:4]) - sum(before[:4])
        print("| page | HTML, kB | its figures, kB | together, MB (goal 3) |")
        print("|---|---|---|---|")
        for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb")):
            page = _bytes(site / f"{path.stem}.html")
            figures = sum(_bytes(site / "figures" / f"{name}.js") for name in figures_of(path))
            print(
                f"| {path.stem} | {page / 1e3:.0f} | {figures / 1e3:.0f}"
                f" | {(page + figures) / 1e6:.2f} |"
            )
        everything = sum(map(_bytes, filter(Path.is_file, site.rglob("*"))))
        print(f"\nAll of it: {everything / 1e6:.1f} MB (goal 12 for each language).")
        print(f"Built in {seconds:.0f} s (goal 240 for each), {processor:.0f} s of a processor.")


def _bytes(path):
    return path.stat().st_size


if __name__ == "__main__":  # processes that are started anew read this file again
    main()
