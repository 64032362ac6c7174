"""Every figure, quiz and verdict: in a narrow window, on a projector, by axe's rules.

All of the course stands in one notebook, which is opened once: its figures ask first, and are then
told to show the answers.
"""

import json

import pytest

from course_utils.chapters import all_figures, all_quizzes
from lab import (
    browser_page,
    chromium_or_skip,
    jupyter_lab,
    open_notebook,
    run_all,
    write_notebook,
)

FIGURES, QUIZZES = list(all_figures()), list(all_quizzes())
LAPTOP, PROJECTOR, NARROW = (1280, 800), (1024, 768), (400, 800)
# How many times as wide a projector shows a picture, where it is less than 1.3: a lower picture
# would lay the numbers of a surface on each other, and a row of formulas stands above it.
LEAST = {"slices_of_formula": 1.24}
SETUP = """
from course_utils import quiz
from course_utils.chapters import all_figures
from course_utils.checking.verdict import *
figures = {name: make() for name, make in all_figures().items()}
"""
FREE = """
for live in figures.values():
    live.predictions.show_all()
"""
VERDICTS = """
for status in (NOT_ANSWERED, RIGHT, NAMED_MISTAKE, WRONG, RAISED):
    display(Verdict(status, "First this.\\nThen try `f(2)`."))
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A page with every figure, every quiz with all its options clicked, and a verdict of each."""
    chromium_or_skip()
    folder = tmp_path_factory.mktemp("notebooks")
    cells = [f"figures[{name!r}]" for name in FIGURES] + [f"quiz({name!r})" for name in QUIZZES]
    write_notebook(folder / "all.ipynb", [SETUP, *cells, VERDICTS])
    with jupyter_lab(folder, tmp_path_factory.mktemp("server")) as address, browser_page() as page:
        open_notebook(page, address, "all.ipynb")
        run_all(page)
        page.wait_for_function(ALL_PAINTED, arg=len(FIGURES))
        page.evaluate(
            "() => document.querySelectorAll('.course-quiz-option').forEach((one) => one.click())"
        )
        yield page


@pytest.fixture(scope="module")
def answered(page):
    """The same page when no figure asks any more."""
    page.evaluate(EXECUTE, FREE)
    page.wait_for_function("() => !document.querySelector('.live-card:not([hidden])')")
    return page


EXECUTE = """code => jupyterapp.shell.currentWidget.sessionContext.session.kernel
    .requestExecute({ code }).done"""
ALL_PAINTED = "n => document.querySelectorAll('.live-shown .live-canvas[data-frames]').length === n"


def show_in(page, window):
    """Give the page's window a size; wait until its figures stand still."""
    page.set_viewport_size(dict(zip(("width", "height"), window, strict=True)))
    seen = []
    while len(seen) < 3 or seen[-3:] != 3 * seen[-1:]:
        page.wait_for_timeout(500)
        seen.append(page.evaluate(SIZES))
    return seen[-1]


SIZES = """() => [...document.querySelectorAll('.live-figure')].map((figure) => {
  const [box, picture] = [figure, figure.querySelector('.live-canvas')]
      .map((node) => node.getBoundingClientRect());
  return {picture: picture.width, width: figure.scrollWidth, room: box.width, height: box.height};
})"""
CUT = """() => [...document.querySelectorAll('.live-figure :is(.widget-label, button)')]
    .filter((node) => node.offsetWidth && node.scrollWidth > node.clientWidth)
    .map((node) => node.textContent)"""
SHORT_TRACKS = """() => [...document.querySelectorAll('.live-figure .noUi-base')]
    .map((track) => [track.closest('.live-figure').innerText, track.offsetWidth])
    .filter(([, width]) => width < 120)"""
SMALL_TARGETS = """() => [
    ...document.querySelectorAll('.live-figure :is(button, .noUi-handle, input, .widget-readout)')]
    .map((node) => [node.textContent, node.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
    .map(([text, box]) => `${text} ${box.width} x ${box.height}`)"""
COVERED = """() => [...document.querySelectorAll('.live-figure > .live-row > button')]
    .filter((node) => {
      node.scrollIntoView({ block: 'center' });
      const box = node.getBoundingClientRect();
      const at = (x) => document.elementFromPoint(x, box.top + box.height / 2);
      return ![box.left + 4, box.right - 4].every((x) => node.contains(at(x)));
    }).map((node) => node.closest('.live-figure').innerText)"""
PRESS_LARGER = """() => document
    .querySelectorAll('.live-figure > .live-row > .widget-toggle-button')
    .forEach((larger) => larger.click())"""


@pytest.mark.parametrize(("theme", "asks"), [("Light", True), ("Dark", False)])
def test_axe_finds_nothing_serious(page, axe, theme, asks, request):
    if not asks:
        request.getfixturevalue("answered")
    # The room that a question keeps free below it grows with the window.
    page.add_style_tag(content=".live-figure { margin-bottom: 0 !important; }")
    show_in(page, (LAPTOP[0], page.evaluate(HEIGHT_OF_ALL)))
    page.evaluate(BRING_ALL_INTO_VIEW)
    page.evaluate(
        "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})",
        f"JupyterLab {theme}",
    )
    page.wait_for_function("theme => document.body.dataset.jpThemeName.endsWith(theme)", arg=theme)
    page.wait_for_selector("#jupyterlab-splash", state="detached")  # it lies over the whole page
    page.evaluate(axe)
    found, n_contrasts = page.evaluate(SERIOUS)
    assert found == [], json.dumps(found, indent=1)
    assert n_contrasts > 10 * len(FIGURES)


# Of what lies outside the window, or of JupyterLab's body, axe does not see the contrast.
HEIGHT_OF_ALL = "() => document.querySelector('.jp-WindowedPanel-outer').scrollHeight + 200"
BRING_ALL_INTO_VIEW = """() => {
  document.body.style.height = '100vh';
  document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0;
}"""
# JupyterLab's own shell is not the course's: only what the course shows is looked at.
SERIOUS = """async () => {
  const include = ['.live-figure', '.course-quiz', '.jp-OutputArea-output [role=status]'];
  const {violations, passes} = await axe.run({include});
  const found = violations
    .filter(({impact}) => ['serious', 'critical'].includes(impact))
    .map(({id, nodes}) => [id, nodes.length, nodes.slice(0, 3).map((node) => node.html)]);
  return [found, passes.find(({id}) => id === 'color-contrast')?.nodes.length];
}"""


def test_a_narrow_window_has_room_for_each_control(answered):
    page = answered
    sizes = show_in(page, NARROW)
    assert [size["width"] <= size["room"] for size in sizes] == [True] * len(FIGURES)
    assert page.evaluate(SHORT_TRACKS) == []
    assert page.evaluate(CUT) == []
    assert page.evaluate(SMALL_TARGETS) == []


def test_a_projector_shows_each_picture_larger_and_nothing_is_cut(answered):
    page = answered
    small = show_in(page, LAPTOP)
    page.evaluate(PRESS_LARGER)
    page.wait_for_function(
        "n => document.querySelectorAll('.live-figure.projector').length === n", arg=len(FIGURES)
    )
    for window in (LAPTOP, PROJECTOR):
        large = show_in(page, window)
        height = page.locator(".jp-WindowedPanel-outer").bounding_box()["height"]
        for name, before, now in zip(FIGURES, small, large, strict=True):
            assert now["height"] < height + 1, (name, window)  # of which browsers round parts
            assert now["width"] <= now["room"], (name, window)
            if window == LAPTOP:
                assert now["picture"] >= LEAST.get(name, 1.3) * before["picture"], name
        assert page.evaluate(CUT) == []
        assert page.evaluate(SHORT_TRACKS) == []
        assert page.evaluate(COVERED) == []
    page.evaluate(PRESS_LARGER)
