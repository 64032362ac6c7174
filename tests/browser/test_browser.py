"""The course in a real JupyterLab in a real browser."""

import itertools
import json
import math
import re
import time

import pytest

from course_notebooks import NOTEBOOKS
from lab import ROOT, browser_page, chromium_or_skip, jupyter_lab, open_notebook, run_all

NAMES = [path.relative_to(ROOT / "notebooks").as_posix() for path in NOTEBOOKS]
# Keys and pointer do the same in every language: these tests run on the English notebooks alone.
moves = pytest.mark.parametrize(
    "page", [name for name in NAMES if "/" not in name], indirect=True, scope="module"
)
STILL = 0.15  # seconds without a new frame


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of a JupyterLab that serves a copy of the notebooks."""
    folder = tmp_path_factory.mktemp("notebooks")
    for name, path in zip(NAMES, NOTEBOOKS, strict=True):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(path.read_bytes())
    with jupyter_lab(folder, tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    """A page of a browser, in which JupyterLab is loaded once for all notebooks."""
    chromium_or_skip()
    with browser_page() as page:
        page.set_default_timeout(8000)
        yield page


@pytest.fixture(scope="module", params=NAMES)
def page(request, browser, address):
    """The page when one notebook has run on it from top to bottom."""
    browser.problems.clear()
    open_notebook(browser, address, request.param)
    run_all(browser)
    browser.wait_for_function(FIGURES_PAINTED, timeout=20_000)
    skip_predictions(browser)
    return browser


FIGURES_PAINTED = """() => [...document.querySelectorAll('.live-canvas')]
    .every(canvas => Number(canvas.dataset.frames) > 0)"""


def skip_predictions(page):
    """Press "Just show me" wherever a figure asks for a guess, and go on until all are free."""
    while page.evaluate(PRESS_ON):
        page.wait_for_timeout(300)


PRESS_ON = """() => {
  const on = [...document.querySelectorAll('.live-figure .live-card button')]
      .filter(one => one.offsetWidth)
      .filter(one => /Just show me|Next question|그냥 보여 주기|다음 질문/.test(one.innerText));
  on.forEach(one => one.click());
  return on.length;
}"""


def figures(page):
    """All live figures on the page, each with its title."""
    found = page.locator(".live-figure")
    return [found.nth(index) for index in range(found.count())]


def draggable_figures(page):
    """Those live figures in which something can be dragged, reset, each with its canvas."""
    for figure in figures(page):
        canvas = figure.locator(".live-canvas")
        if canvas.get_attribute("role") == "application":
            reset(page, figure)
            yield figure, canvas


def frames(figure):
    """How many frames a figure's canvas has painted."""
    return int(figure.locator(".live-canvas").get_attribute("data-frames"))


def wait_for_more_frames(page, figure, before):
    """Wait until a figure has painted more frames than `before`."""
    canvas = figure.locator(".live-canvas").element_handle()
    page.wait_for_function(
        "([canvas, before]) => Number(canvas.dataset.frames) > before", arg=[canvas, before]
    )


def reset(page, figure):
    """Press the figure's reset button and wait until its canvas is still."""
    figure.locator("button", has_text="Reset").click()
    wait_until_still(page, figure)


def wait_until_still(page, figure, seconds=8):
    """Wait until no frame has come for a while; return how many there were."""
    deadline = time.monotonic() + seconds
    before, now = None, frames(figure)
    while now != before:
        assert time.monotonic() < deadline, "the figure goes on moving"
        page.wait_for_timeout(1000 * STILL)
        before, now = now, frames(figure)
    return now


def test_no_error_of_ours_in_the_console(page):
    ours = [problem for problem in page.problems if "favicon" not in problem]
    assert ours == [], json.dumps(ours, indent=1)


@moves
def test_each_slider_answers_the_keyboard(page):
    for figure in figures(page):
        handles = figure.locator(".noUi-handle")
        if handles.count():
            reset(page, figure)
        for index in range(handles.count()):
            before = frames(figure)
            handles.nth(index).focus()
            # A slider that starts at its upper end can only go down.
            page.keyboard.press("ArrowLeft")
            page.keyboard.press("ArrowRight")
            page.keyboard.press("ArrowRight")
            wait_for_more_frames(page, figure, before)
            wait_until_still(page, figure)
            assert handles.nth(index).get_attribute("aria-label")


@moves
def test_a_slider_of_each_figure_answers_the_mouse(page):
    for figure in figures(page):
        base = figure.locator(".noUi-base").first
        if not base.count():
            continue
        reset(page, figure)
        base.scroll_into_view_if_needed()
        before, box = frames(figure), base.bounding_box()
        y = box["y"] + box["height"] / 2
        handle = base.locator(".noUi-handle").bounding_box()
        page.mouse.move(handle["x"] + handle["width"] / 2, y)
        page.mouse.down()
        for share in (0.2, 0.4, 0.6):
            page.mouse.move(box["x"] + share * box["width"], y)
        page.mouse.up()
        wait_for_more_frames(page, figure, before)


def places_in(box, step=40):
    """Return places on a box, those in the middle first."""
    half = box["width"] / 2, box["height"] / 2
    away = itertools.product(*(range(-int(side) + 5, int(side), step) for side in half))
    middle = box["x"] + half[0], box["y"] + half[1]
    return [(middle[0] + x, middle[1] + y) for x, y in sorted(away, key=lambda at: math.hypot(*at))]


@moves
def test_each_draggable_point_answers_the_mouse(page):
    for figure, canvas in draggable_figures(page):
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        spot = None
        for place in places_in(box):
            page.mouse.move(*place)
            if canvas.evaluate("canvas => canvas.style.cursor") == "pointer":
                spot = place
                break
        assert spot, "nowhere on the canvas can anything be dragged"
        before = frames(figure)
        page.mouse.move(*spot)
        page.mouse.down()
        page.mouse.move(spot[0] + 60, spot[1] + 2)
        page.mouse.up()
        wait_for_more_frames(page, figure, before)


@moves
def test_each_draggable_point_answers_the_keyboard(page):
    for figure, canvas in draggable_figures(page):
        canvas.focus()
        before = frames(figure)
        # A point that starts at one end can only go the other way.
        page.keyboard.press("Shift+ArrowLeft")
        page.keyboard.press("Shift+ArrowRight")
        wait_for_more_frames(page, figure, before)


@moves
def test_a_typed_formula_is_drawn_and_a_broken_one_explained(page):
    for figure in figures(page):
        if not figure.locator("input[type=text]").count():
            continue
        reset(page, figure)
        page.wait_for_timeout(300)  # the frame of the reset may be on its way
        field, before = figure.locator("input[type=text]").first, frames(figure)
        field.fill("x^2/(2 +")
        field.press("Enter")
        page.wait_for_function(
            "box => box.textContent.includes('Position 9')", arg=figure.element_handle()
        )
        assert frames(figure) == before
        field.fill("sin(2x) + 0.3x")
        field.press("Enter")
        wait_for_more_frames(page, figure, before)
        reset(page, figure)


PLACES = """figure => [...figure.querySelectorAll('.noUi-handle')].map(handle =>
    [Number(handle.getAttribute('aria-valuenow')), Number(handle.getAttribute('aria-valuemax'))])"""


@moves
def test_a_play_button_sweeps_and_can_be_paused(page):
    for figure in figures(page):
        play = figure.locator(".widget-play button").first
        if not play.count():
            continue
        reset(page, figure)
        before, at_first = frames(figure), figure.evaluate(PLACES)
        play.click()
        wait_for_more_frames(page, figure, before + 4)  # of which some plays make one a second
        play.click()
        wait_until_still(page, figure)
        moved = [
            (now, last)
            for (first, _last), (now, last) in zip(at_first, figure.evaluate(PLACES), strict=True)
            if now != first
        ]
        assert len(moved) == 1
        assert all(now < last for now, last in moved), "the sweep was not paused: it ended"


def test_no_label_is_cut_off(page):
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.live-figure .widget-label, .live-figure button')]
        .filter(label => label.offsetWidth > 0 && label.scrollWidth > label.clientWidth)
        .map(label => label.textContent)"""
    )
    assert cut == []


def test_what_follows_a_question_is_out_of_sight_until_it_is_answered(page):
    cards = page.locator(".live-card.waits:not(.live-figure *)")
    height = "card => card.closest('.jp-OutputArea').offsetHeight"
    for card in cards.all():
        assert card.evaluate(height) > page.viewport_size["height"] - 240
    if cards.count():
        card = cards.first.element_handle()
        cards.first.get_by_role("button").last.click()
        page.wait_for_function("card => !card.classList.contains('waits')", arg=card)
        assert card.evaluate(height) < page.viewport_size["height"] / 2


SCORE = re.compile(r" at the first click\.|첫 클릭에 맞혔습니다\.")


def test_a_quiz_answers_a_click(page):
    options = page.locator(".course-quiz-option")
    if not options.count():
        return
    questions = page.locator(".course-quiz .widget-vbox:has(> .course-quiz-option)")
    assert questions.count() > 1
    for question in questions.all():
        question.locator(".course-quiz-option").first.click()
    page.evaluate(  # a click of the mouse on each of the others would take a minute in all
        "() => document.querySelectorAll('.course-quiz-option').forEach((one) => one.click())"
    )
    page.wait_for_function(
        """() => [...document.querySelectorAll('.course-quiz-option')]
        .every(button => '✓✗'.includes(button.textContent.trim()[0])
            && button.closest('[role=group]')?.ariaLabel)"""
    )
    page.locator(".course-quiz", has_text=SCORE).wait_for()


def test_each_sentence_is_a_live_region(page):
    for figure in figures(page):
        spoken = figure.locator("[role=status]").last
        assert spoken.get_attribute("aria-live") == "polite"
        assert figure.locator(".live-sentence").last.inner_text().strip()
