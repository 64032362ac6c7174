"""How long from a key press to new pixels, and how many frames a second while dragging.

Run it with `uv run python benchmarks/slider_latency.py`. It needs Chromium or Chrome. In one run
it measures, on a stock Jupyter server and on one with the course's setting (course_utils.server):

- the bare round trip: a slider whose value the kernel writes into a label;
- every live figure of the course;
- one and the same picture, a tangent, as a live figure, by `interact` with an inline figure, and
  by ipympl with `draw_idle`.

Everything is driven from inside the page, so that no test tool's own delay is measured.
"""

import argparse
import json
import math
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "helpers"))

from course_utils.chapters import all_figures
from lab import browser_page, jupyter_lab, open_notebook, run_all, write_notebook

HERE = Path(__file__).parent
SETUP = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
import slider_rivals as rivals
rivals.measure_each_frame("frames.txt")
from course_utils.chapters import all_figures
figures = all_figures()
def shown(name):
    live = figures[name]()
    live.predictions.show_all()
    return live
"""
BARE = "slider → label (bare round trip)"
INTERACT = "tangent: interact + inline figure"
IPYMPL = "tangent: ipympl + draw_idle"
TANGENT = "tangent: live figure"
TURN = "slices_of_weight: a turn of the surface"
PLAYING = "training: playing"
FIGURES_TO_A_PAGE = 8
# Which slider of its figure a row drives, where it is not the first.
SLIDER = {TURN: 2, "training": 1}


def rows():
    """Return {name: code of a cell that displays it} for each notebook to be measured."""
    figures = list({name: f"shown({name!r})" for name in all_figures()}.items())
    # As many to a page as a chapter has: a page of thirty would be slower than any reader's.
    starts = range(0, len(figures), FIGURES_TO_A_PAGE)
    pages = [dict(figures[start : start + FIGURES_TO_A_PAGE]) for start in starts]
    return [
        {BARE: "rivals.bare()"} | pages[0],
        *pages[1:],
        {TURN: "shown('slices_of_weight')", PLAYING: "shown('training')"}
        | {TANGENT: "rivals.tangent_live()", INTERACT: "rivals.tangent_interact()"},
        # ipympl, once imported, would take over the figures of interact: a kernel of its own.
        {IPYMPL: "rivals.tangent_ipympl()"},
    ]


def measure(stock, presses, seconds):
    """Measure all rows on one server.

    Return {name: {"ms": […], "fps": …, "frames": [[milliseconds in the kernel, kB], …]}}.
    """
    results = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as work,
        jupyter_lab(Path(folder), Path(work), stock=stock) as address,
        browser_page() as page,
    ):
        folder = Path(folder)
        page.add_init_script(WATCH_PIXELS)
        for number, codes in enumerate(rows()):
            write_notebook(folder / f"{number}.ipynb", [SETUP, *codes.values()])
            open_notebook(page, address, f"{number}.ipynb")
            run_all(page)
            page.wait_for_function(ALL_SHOWN, timeout=20_000)
            time.sleep(1)
            for index, name in enumerate(codes, start=1):
                before, slider = len(frames_of(folder)), SLIDER.get(name, 0)
                if name == PLAYING:
                    milliseconds, fps = [], page.evaluate(PLAY, [index, seconds])
                else:
                    milliseconds = page.evaluate(PRESS_KEYS, [index, slider, presses])
                    fps = page.evaluate(DRAG, [index, slider, seconds])
                frames = frames_of(folder)[before:]
                results[name] = {"ms": milliseconds, "fps": fps, "frames": frames}
    return results


def frames_of(folder):
    """Return, for each frame so far, the kernel's milliseconds of a processor and its kB."""
    path = folder / "frames.txt"
    lines = path.read_text().splitlines() if path.exists() else []
    return [[float(number) for number in line.split()] for line in lines]


def median(values):
    return statistics.median(values) if values else float("nan")


def medians(frames):
    """Return the median milliseconds and the median kB of frames."""
    return [median(values) for values in zip(*frames, strict=True)] or [math.nan, math.nan]


def percentile_95(values):
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else float("nan")


def report(stock, course):
    """Print one table of both servers, and how the goals were met."""
    print(
        "| | stock: median ms | p95 | frames/s "
        "| course: median ms | p95 | frames/s | kernel ms | kB a frame |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name in course:
        cells = [name]
        for results in (stock, course):
            row = results[name]
            fps = "–" if row["fps"] is None else f"{row['fps']:.0f}"
            times = [median(row["ms"]), percentile_95(row["ms"])] if row["ms"] else []
            cells += [f"{ms:.0f}" for ms in times] or ["–", "–"]
            cells.append(fps)
        kernel, size = medians(course[name]["frames"])
        cells += ["–", "–"] if math.isnan(kernel) else [f"{kernel:.1f}", f"{size:.1f}"]
        print("| " + " | ".join(cells) + " |")

    interact, bare = stock[INTERACT], median(course[BARE]["ms"])
    print("\nEvery live figure, with the course's setting:")
    for name, row in course.items():
        if name in (BARE, TURN, PLAYING, INTERACT, IPYMPL):
            continue
        ms = median(row["ms"])
        kernel, size = medians(row["frames"])
        goals = {
            f"{ms / median(interact['ms']):.2f} × interact (goal 0.30)": (
                ms <= 0.3 * median(interact["ms"])
            ),
            f"{ms - bare:+.0f} ms to bare (goal +15)": ms - bare <= 15,
            f"kernel {kernel:.1f} ms (goal 6)": kernel <= 6,
            f"{size:.1f} kB (goal 10)": size <= 10,
        }
        if row["fps"] is not None:
            ratio = row["fps"] / interact["fps"]
            goals[f"{ratio:.1f} × interact's frames/s (goal 2.5)"] = ratio >= 2.5
        texts = [("met  " if met else "MISSED  ") + text for text, met in goals.items()]
        print(f"- {name}: " + "; ".join(texts))
    turn, most = course[TURN]["fps"], course[BARE]["fps"]
    print(f"- {TURN}: {'met' if turn >= 25 else 'MISSED'}  {turn:.0f} frames/s (goal 25), ", end="")
    print(f"{turn / most:.2f} × the bare round trip's {most:.0f}")
    share = course[PLAYING]["fps"] / course[BARE]["fps"]
    print(f"- {PLAYING}: {'met' if share >= 0.75 else 'MISSED'}  ", end="")
    print(f"{share:.2f} × the bare round trip's frames/s (goal 0.75)")


# Note the moment at which a canvas in the page is painted, an image shown, a label written.
WATCH_PIXELS = """
window.painted = [];
const draw = CanvasRenderingContext2D.prototype.drawImage;
CanvasRenderingContext2D.prototype.drawImage = function (...args) {
  draw.apply(this, args);
  if (this.canvas.isConnected) window.painted.push([performance.now(), this.canvas]);
};
window.watchNodes = (root) => new MutationObserver((records) => {
  for (const record of records) {
    const element = record.target.closest ? record.target : record.target.parentElement;
    const label = element?.closest('.bare-label');
    if (label) window.painted.push([performance.now(), label]);
    for (const node of record.addedNodes) {
      const image = node.matches?.('img') ? node : node.querySelector?.('img');
      if (!image) continue;
      const shown = () => window.painted.push([performance.now(), image]);
      if (image.complete) shown(); else image.addEventListener('load', shown, {once: true});
    }
  }
}).observe(root, {childList: true, subtree: true, characterData: true});
window.cellOutput = (index) => {
  const cells = [...document.querySelectorAll('.jp-CodeCell')];
  const output = cells[index].querySelector('.jp-Cell-outputArea');
  cells[index].scrollIntoView();
  if (!output.watched) { window.watchNodes(output); output.watched = true; }
  return output;
};
// The times of the frames painted in an output: one of several pieces, painted within the same
// millisecond, counts once.
window.framesIn = (output) => {
  const isOurs = node => node instanceof HTMLImageElement || output.contains(node);
  const times = painted.filter(([, node]) => isOurs(node)).map(([time]) => time);
  return times.filter((time, index) => index === 0 || time - times[index - 1] > 2);
};
window.nextFrame = () => new Promise(resolve => requestAnimationFrame(resolve));
window.pause = (ms) => new Promise(resolve => setTimeout(resolve, ms));
"""

ALL_SHOWN = """() => [...document.querySelectorAll('.live-canvas')]
  .every(canvas => canvas.dataset.frames > 0)"""

# Poke a figure and wait for the first new pixels in its own output, again and again: until the
# middle of what was measured is known to five in a hundred, but at least a dozen times.
PRESS_KEYS = """async ([index, slider, presses]) => {
  const output = cellOutput(index);
  const handle = output.querySelectorAll('.noUi-handle')[slider];
  const buttons = output.querySelectorAll('.widget-toggle-buttons button');
  const canvas = output.querySelector('.live-canvas');
  const key = (node, name) => {
    node.focus();
    node.dispatchEvent(new KeyboardEvent('keydown', {key: name, bubbles: true}));
  };
  // From the end of a slider there is only one way to go.
  const atStart = handle?.getAttribute('aria-valuenow') === handle?.getAttribute('aria-valuemin');
  const times = [];
  const settled = () => {
    const sorted = [...times].sort((a, b) => a - b);
    const at = (share) => sorted[Math.floor(share * sorted.length)];
    const error = 0.93 * (at(0.75) - at(0.25)) / Math.sqrt(sorted.length);
    return sorted.length >= 12 && error < 0.05 * at(0.5);
  };
  for (let press = 0; press < presses + 2 && !settled(); press++) {
    await pause(30);
    painted.length = 0;
    const start = performance.now();
    const name = (press % 2 === 0) === atStart ? 'ArrowRight' : 'ArrowLeft';
    if (handle) key(handle, name);
    else if (buttons.length) buttons[(press + 1) % 2].click();
    else key(canvas, name);
    let found;
    while (!(found = painted.find(([, node]) => output.contains(node)))) {
      await pause(0);
      if (performance.now() - start > 3000) throw new Error('no new pixels');
    }
    if (press >= 2) times.push(found[0] - start);
  }
  return times;
}"""

DRAG = """async ([index, slider, seconds]) => {
  const output = cellOutput(index);
  const base = output.querySelectorAll('.noUi-base')[slider];
  if (!base) return null;
  const handle = base.querySelector('.noUi-handle'), box = base.getBoundingClientRect();
  const at = (type, x, target) => target.dispatchEvent(new MouseEvent(
      type, {bubbles: true, clientX: x, clientY: box.top + 3, button: 0, buttons: 1}));
  at('mousedown', handle.getBoundingClientRect().left + 6, handle);
  await pause(100);
  painted.length = 0;
  const start = performance.now();
  for (let t = 0; t < seconds * 1000; t = performance.now() - start) {
    const swing = Math.sin(2 * Math.PI * t / 1000);
    at('mousemove', box.left + box.width * (0.5 + 0.45 * swing), document.documentElement);
    await nextFrame();
  }
  at('mouseup', box.left, document.documentElement);
  const frames = framesIn(output);
  await pause(250);
  return frames.length / seconds;
}"""

PLAY = """async ([index, seconds]) => {
  const output = cellOutput(index);
  const button = output.querySelector('.widget-play button');
  button.click();
  await pause(300);
  painted.length = 0;
  await pause(1000 * seconds);
  const frames = framesIn(output);
  button.click();
  await pause(600);
  return frames.length / seconds;
}"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--presses", type=int, default=18, help="at most")
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--json", type=Path, help="also write the raw numbers to this file")
    options = parser.parse_args()
    stock = measure(True, options.presses, options.seconds)
    course = measure(False, options.presses, options.seconds)
    if options.json:
        options.json.write_text(json.dumps({"stock": stock, "course": course}))
    report(stock, course)


if __name__ == "__main__":
    main()
