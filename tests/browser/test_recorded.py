"""A recorded figure in a page without Python shows what the notebook would, and answers."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from course_utils.chapters import all_figures
from course_utils.pages import recording
from figure_checks import free
from lab import browser_page, chromium_or_skip
from pictures import picture_of, unlikeness

FIGURES = ("first_live_figure", "correlated_features", "weights_and_units")
# Show a figure with its controls at some stops; return its picture.
SHOW = """([name, places]) => {
  const { figure } = document.querySelector(`[data-recorded="${name}"]`);
  figure.set(places);
  return figure.section.querySelector("canvas").toDataURL();
}"""

# The controls that one of a figure's products has: the others stay where they start.
CONTROLS = """([name, n]) => {
  const { figure } = document.querySelector(`[data-recorded="${name}"]`);
  const { sheets } = figure.data;
  return sheets[n % sheets.length].names.map(one => figure.controls.get(one));
}"""

N_COLOURS = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
}"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A page from a folder with three figures, each ready to move."""
    chromium_or_skip()
    site = tmp_path_factory.mktemp("site")
    (site / "figures").mkdir()
    body = ""
    for name in FIGURES:
        live = all_figures()[name]()
        recorded = recording.record(live, name)
        live.close()
        (site / "figures" / f"{name}.js").write_text(recorded.script, encoding="utf-8")
        body += recorded.html
    texts = f'<script type="application/json" id="texts">{json.dumps(recording.texts())}</script>'
    style = f"<style>{recording.player_style()}</style>"
    html = f'<!doctype html><html lang="en"><meta charset="utf-8">{style}{body}{texts}'
    html += f"<script>{recording.page_script('player.js')}</script>"
    (site / "page.html").write_text(html, encoding="utf-8")
    with browser_page(height=4000) as page:
        page.goto((site / "page.html").as_uri())
        page.wait_for_function(
            f"document.querySelectorAll('.live-shown').length === {len(FIGURES)}", timeout=20_000
        )
        yield page
        assert page.problems == []


def part(page, name, selector=""):
    """Return what of a figure has this selector."""
    return page.locator(f'[data-recorded="{name}"] {selector}')


def test_a_question_is_answered_with_its_guess(page):
    name = "first_live_figure"
    assert not part(page, name, ".live-controls input").is_visible()
    part(page, name, ".live-card input").focus()
    page.keyboard.press("ArrowRight")
    assert part(page, name, ".live-card output").text_content() == "Your guess: 0.5"
    part(page, name, ".live-card-main").click()
    live = all_figures()[name]()
    live.predictions.card.take(0.5)
    live.predictions.card.done(commit=True)
    assert part(page, name, "> div .live-sentence >> nth=-1").text_content() == live.sentence.text
    seen = picture_of(page.evaluate(SHOW, [name, {}]))
    assert_alike(seen, live)
    part(page, name, ".live-controls input").focus()
    page.keyboard.press("ArrowLeft")
    said = part(page, name, "> div .live-sentence >> nth=-1").text_content()
    assert said == "At a = 0.95 the line has slope 1.90."
    live.close()


@pytest.mark.parametrize("name", FIGURES)
def test_a_recorded_picture_is_the_notebooks_own(page, name):
    for skip in part(page, name, ".live-card button").filter(has_text="Just show me").all():
        while skip.is_visible():
            skip.click()
            following = part(page, name, ".live-card button").filter(has_text="Next question")
            if following.is_visible():
                following.click()
    live = free(all_figures()[name]())
    rng = np.random.default_rng(7)
    for n in range(4):
        controls = page.evaluate(CONTROLS, [name, n])
        places = {c["name"]: int(rng.integers(len(c["texts"]))) for c in controls}
        seen = picture_of(page.evaluate(SHOW, [name, places]))
        values = {}
        for control in controls:
            place, widget = places[control["name"]], live.controls[control["name"]]
            options = getattr(widget, "options", None)
            values[control["name"]] = options[place][1] if options else control["values"][place]
        live.restart(values)
        assert_alike(seen, live)
        assert live.sentence.text.endswith(
            part(page, name, "> div .live-sentence >> nth=-1").text_content().split("\n")[-1]
        )
    live.close()


def test_a_button_moves_a_control_that_was_not_moved_before(page):
    name = "weights_and_units"
    page.evaluate(SHOW, [name, {"area_unit": 1}])
    part(page, name, ".live-controls button").filter(has_text="Draw 88 houses again").click()
    assert part(page, name, ".live-slider output").text_content() == "1"


def test_a_control_puts_others_back(page):
    name = "weights_and_units"
    start = page.evaluate(PUT_BACK, [name, {"area_unit": ["lot_unit"]}])
    for unit in (0, 1):
        page.evaluate(SHOW, [name, {"lot_unit": unit}])
        assert page.evaluate(PLACES, name)["lot_unit"] == unit
    page.evaluate(SHOW, [name, {"area_unit": 1 - start["area_unit"]}])
    assert page.evaluate(PLACES, name)["lot_unit"] == start["lot_unit"]
    page.evaluate(PUT_BACK, [name, {}])


PUT_BACK = """([name, put_back]) => {
  const { figure } = document.querySelector(`[data-recorded="${name}"]`);
  figure.data.put_back = put_back;
  figure.nDone = figure.questions.length; // nothing is asked any more
  return figure.start;
}"""
PLACES = """name => document.querySelector(`[data-recorded="${name}"]`).figure.places"""


def test_the_pointer_drags(page):
    name = "first_live_figure"
    canvas = part(page, name, "canvas").bounding_box()
    page.mouse.move(canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
    page.mouse.down()
    page.mouse.move(canvas["x"] + canvas["width"] - 30, canvas["y"] + canvas["height"] / 2)
    page.mouse.up()
    value = float(part(page, name, ".live-controls output").text_content().replace("−", "-"))
    assert value > 2


def test_a_narrow_page_shows_the_parts_of_a_picture_one_below_the_other(page):
    name = "correlated_features"
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_function("document.querySelectorAll('.live-parts canvas').length > 3")
    boxes = [canvas.bounding_box() for canvas in part(page, name, "canvas").all()]
    assert len(boxes) == 2
    assert boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
    assert "what is called left stands on top" in part(page, name, ".live-more").first.inner_text()
    for canvas in part(page, name, "canvas").all():
        assert canvas.evaluate(N_COLOURS) > 50
    page.set_viewport_size({"width": 1280, "height": 4000})
    page.wait_for_function("document.querySelectorAll('.live-parts canvas').length === 3")


def assert_alike(seen, live):
    """Require that a picture is what the figure draws."""
    share, most = unlikeness(seen, Image.open(io.BytesIO(live.canvas.png())))
    assert share < 0.02, share
    assert most < 50, most
