"""How long each notebook takes to run, how much memory its kernel holds, and what importing costs.

Run it with `uv run python benchmarks/notebooks.py`. A notebook's time is that of Restart and Run
All: the kernel's start and every cell.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "helpers"))

from course_notebooks import NOTEBOOKS, read, run
from lab import ROOT

MEMORY = """
import os, psutil
print(psutil.Process(os.getpid()).memory_info().rss / 1e6)
"""
BASE = "import numpy, matplotlib, ipywidgets"
ROUNDS = 9


def measure(path):
    """Run a notebook in a fresh kernel; return its seconds and the kernel's megabytes after it."""
    notebook = read(path)
    notebook.cells.append(nbformat.v4.new_code_cell(MEMORY))
    start = time.perf_counter()
    run(notebook, path.parent)
    seconds = time.perf_counter() - start
    return seconds, float(notebook.cells[-1].outputs[0].text)


def seconds_of(code):
    """Run Python afresh with this code; return the seconds it took, start included."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main():
    print("| notebook | Restart and Run All, s (goal 12) | kernel after it, MB (goal 250) |")
    print("|---|---|---|")
    for path in NOTEBOOKS:
        seconds, megabytes = measure(path)
        name = path.relative_to(ROOT / "notebooks").with_suffix("")
        print(f"| {name} | {seconds:.1f} | {megabytes:.0f} |", flush=True)

    seconds_of(BASE), seconds_of(f"{BASE}, course_utils")
    pairs = [(seconds_of(BASE), seconds_of(f"{BASE}, course_utils")) for _round in range(ROUNDS)]
    without = statistics.median(base for base, _both in pairs)
    added = statistics.median(both - base for base, both in pairs)
    print(
        f"\n`{BASE}` takes {without:.2f} s; `import course_utils` adds {added:+.3f} s (goal 0.2)."
    )


if __name__ == "__main__":
    main()
