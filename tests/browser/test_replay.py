"""What the browser replays is the picture that Matplotlib itself would make."""

import base64
import io

import pytest
from PIL import Image

import course_utils.live.canvas as live_canvas
from course_utils.chapters import all_figures
from figure_checks import every_value
from lab import browser_page, chromium_or_skip
from pictures import picture_of, unlikeness

SCRIPT = live_canvas.Path(live_canvas.__file__).with_name("replay.js").read_text(encoding="utf-8")
# Give each drawing of a message, its buffers as base64, to replay.js; return the picture.
REPLAY = """([frame, buffers]) => {
  window.table ??= [];
  window.layers ??= [];
  if (frame.whole) table.length = layers.length = 0;
  table.push(...frame.rows.map(readRow));
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const views = buffers.map(bytes);
  for (const [name, calls, n] of frame.drawings) {
    const drawing = readDrawing(calls, views.splice(0, n));
    if (name === "moving") window.moving = drawing;
    else layers[name] = drawing;
  }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = frame.size;
  const context = canvas.getContext("2d");
  for (const drawing of [...layers, moving]) paintDrawing(context, drawing, table, 1);
  return canvas.toDataURL();
}"""


@pytest.fixture(scope="module")
def page():
    """An empty page that knows replay.js."""
    chromium_or_skip()
    with browser_page() as page:
        page.goto("about:blank")
        page.add_script_tag(content=SCRIPT)
        yield page


def replayed(page, canvas, messages):
    """Return the picture that the browser makes of the last message, which is whole."""
    frame, buffers = messages[-1]
    texts = [base64.b64encode(buffer).decode() for buffer in buffers]
    url = page.evaluate(REPLAY, [frame | {"size": canvas.size}, texts])
    return picture_of(url)


def ends(live):
    """Return settings: the start, all controls at one end, all at the other."""
    values = {name: every_value(control) for name, control in live.controls.items()}
    return [{}, *({name: every[end] for name, every in values.items()} for end in (0, -1))]


@pytest.mark.parametrize("name", sorted(all_figures()))
def test_a_replayed_picture_is_matplotlibs_own(page, name):
    live = all_figures()[name]()
    messages = []
    live.canvas.send = lambda message, buffers=(): messages.append((message, buffers))
    for setting in ends(live):
        live.reset()
        live.set(**setting)
        live.canvas._receive(None, {"type": "ready"}, [])
        seen = replayed(page, live.canvas, messages)
        true = Image.open(io.BytesIO(live.canvas.png()))
        share, most = unlikeness(seen, true)
        assert share < 0.02, (setting, share)
        assert most < 50, (setting, most)
    live.close()
