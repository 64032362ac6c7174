"""A live figure in a real browser is never nameless, dead or wrong in silence."""

import os
import re

import pytest

from lab import browser_page, chromium_path, jupyter_lab, open_notebook, run_all, write_notebook

SHOW = "from course_utils.chapters import all_figures\nall_figures()[{name!r}]()"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of a JupyterLab; each figure that is tried has a notebook of its own."""
    if chromium_path() is None:
        if os.environ.get("COURSE_REQUIRE_BROWSER"):
            pytest.fail("no Chromium found")
        pytest.skip("no Chromium or Chrome is installed; CHROMIUM can name one")
    folder = tmp_path_factory.mktemp("notebooks")
    for name in ("training", "two_points_to_one", "first_live_figure"):
        write_notebook(folder / f"{name}.ipynb", [SHOW.format(name=name)])
    with jupyter_lab(folder, tmp_path_factory.mktemp("server")) as address:
        yield address


def show(page, address, name):
    """Show one figure of the course on a page; return where it is."""
    open_notebook(page, address, f"{name}.ipynb")
    run_all(page)
    page.wait_for_function(PAINTED)
    return page.locator(".live-figure")


PAINTED = "() => document.querySelector('.live-canvas')?.dataset.frames > 0"
NAMES = """() => {
  const said = (node) => node.getAttribute('aria-label') ?? node.textContent.trim();
  const all = (what, see) => [...document.querySelectorAll('.live-figure ' + what)].map(see);
  return {
    buttons: all('button:not([style*=none])', said),
    pressed: all('.widget-toggle-buttons button',
        (node) => [said(node), node.getAttribute('aria-pressed')]),
    groups: all('[role=group]', said),
    sliders: all('.noUi-handle', (node) => [said(node), node.getAttribute('aria-valuetext')]),
    shown: all('.widget-readout', (node) => node.textContent),
  };
}"""


def test_each_control_has_its_own_name_before_and_after_it_is_used(address):
    with browser_page() as page:
        figure = show(page, address, "training")
        page.wait_for_function("() => document.querySelectorAll('[role=group]').length === 5")
        before = page.evaluate(NAMES)
        assert before["groups"] == [
            *("points", "activation", "starting weights", "hidden layers", "units in each")
        ]
        assert {"moons", "tanh", "Play", "Stop", "Reset", "Larger"} <= set(before["buttons"])
        assert "" not in before["buttons"]
        assert ["moons", "false"] in before["pressed"]
        assert ["tanh", "true"] in before["pressed"]
        assert [name for name, _value in before["sliders"]] == ["learning rate α", "tens of steps"]
        assert [value for _name, value in before["sliders"]] == before["shown"]
        for control in figure.locator("button, .noUi-handle").all():
            control.focus()
        assert page.evaluate(NAMES) == before
        figure.locator("button", has_text="moons").click()
        figure.locator(".noUi-handle").first.press("ArrowLeft")
        page.wait_for_function(
            "() => document.querySelector('.noUi-handle').getAttribute('aria-valuetext') !== '1'"
        )
        after = page.evaluate(NAMES)
        assert ["moons", "true"] in after["pressed"]
        assert [value for _name, value in after["sliders"]] == after["shown"]


class Proxy:
    """Between page and kernel; it loses each message that holds all of these words."""

    def __init__(self, page):
        self.words, self.n_lost = (), 0
        page.route_web_socket(re.compile("/channels"), self.connect)

    def connect(self, page):
        server = page.connect_to_server()
        page.on_message(lambda message: self.pass_on(server, message))
        server.on_message(lambda message: self.pass_on(page, message))

    def pass_on(self, receiver, message):
        data = message if isinstance(message, bytes) else message.encode()
        if self.words and all(word in data for word in self.words):
            self.n_lost += 1
        else:
            receiver.send(message)


PICTURE = "() => document.querySelector('.live-canvas').toDataURL()"


def picture_drawn_anew(page, figure):
    """What the kernel draws when it sends the whole picture."""
    before = page.evaluate("() => document.querySelector('.live-canvas').width")
    for _press in range(2):
        figure.locator(".widget-toggle-button", has_text="Larger").click()
        page.wait_for_timeout(1000)
    assert page.evaluate("() => document.querySelector('.live-canvas').width") == before
    return page.evaluate(PICTURE)


@pytest.mark.parametrize("lost", [(b'"press"',), (b'"done"',)])
def test_dragging_works_again_after_a_lost_message(address, lost):
    with browser_page() as page:
        proxy = Proxy(page)
        figure = show(page, address, "first_live_figure")
        box = figure.locator(".live-canvas").bounding_box()
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        proxy.words = lost
        page.mouse.click(*middle)
        page.wait_for_timeout(2000)
        assert proxy.n_lost > 0
        proxy.words, before = (), figure.locator(".live-sentence").inner_text()
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] + 60, middle[1])
        page.mouse.up()
        page.wait_for_function(
            "before => document.querySelector('.live-sentence').innerText !== before", arg=before
        )


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_picture_that_missed_frames_is_mended(address, goes_on):
    with browser_page() as page:
        proxy = Proxy(page)
        figure = show(page, address, "first_live_figure")
        handle = figure.locator(".noUi-handle").first
        proxy.words = b'"frame"', b'"corners"'
        for _press in range(3):
            handle.press("PageUp")
            page.wait_for_timeout(400)
        assert proxy.n_lost > 0
        proxy.words = ()
        if goes_on:
            handle.press("ArrowLeft")
        page.wait_for_timeout(3000)
        seen = page.evaluate(PICTURE)
        assert seen == picture_drawn_anew(page, figure)


@pytest.mark.parametrize("end", ["restart", "kill"])
def test_a_kernel_that_is_gone_is_said_under_the_picture(address, end):
    with browser_page() as page:
        figure = show(page, address, "first_live_figure")
        assert figure.locator(".live-notice").inner_text() == ""
        page.problems.clear()
        page.evaluate(END[end])
        page.wait_for_function(
            "() => document.querySelector('.live-notice').innerText.includes('Run this cell again')"
        )
        assert figure.locator("button").first.evaluate(
            "button => button.closest('[inert]') !== null"
        )
        page.wait_for_timeout(1500)
        assert [problem for problem in page.problems if problem.startswith("page error")] == []


KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
END = {
    "restart": f"() => {KERNEL}.restart()",
    "kill": f"() => {{ {KERNEL}.requestExecute({{code: 'import os; os._exit(1)'}}); }}",
}


def test_a_narrow_window_has_room_for_each_control(address):
    with browser_page(width=400) as page:
        figure = show(page, address, "training")
        page.wait_for_timeout(500)
        tracks = figure.locator(".noUi-base").all()
        assert [track.bounding_box()["width"] >= 120 for track in tracks] == [True, True]
        assert page.evaluate(CUT) == []
        assert page.evaluate(SMALL_TARGETS) == []
        assert figure.locator(".live-canvas").evaluate("node => node.style.touchAction") == "auto"


CUT = """() => [...document.querySelectorAll('.live-figure .widget-label, .live-figure button')]
    .filter((node) => node.offsetWidth && node.scrollWidth > node.clientWidth)
    .map((node) => node.textContent)"""
SMALL_TARGETS = """() => [
    ...document.querySelectorAll('.live-figure :is(button, .noUi-handle, input, .widget-readout)')]
    .map((node) => [node.textContent, node.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
    .map(([text, box]) => `${text} ${box.width} x ${box.height}`)"""


def test_a_vertical_swipe_scrolls_where_only_x_is_dragged(address):
    with browser_page() as page:
        figure = show(page, address, "two_points_to_one")
        assert figure.locator(".live-canvas").evaluate("node => node.style.touchAction") == "pan-y"


def test_focus_is_seen(address):
    with browser_page() as page:
        figure = show(page, address, "two_points_to_one")
        figure.locator(".noUi-handle").first.press("ArrowLeft")
        for _tab in range(4):
            style = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert style == "solid"
            page.keyboard.press("Tab")


def test_play_steps_for_who_asks_for_less_motion(address):
    with browser_page() as page:
        page.emulate_media(reduced_motion="reduce")
        figure = show(page, address, "two_points_to_one")
        before = int(figure.locator(".live-canvas").get_attribute("data-frames"))
        figure.locator(".widget-play button").first.click()
        page.wait_for_timeout(3000)
        figure.locator(".widget-play button").first.click()
        frames = int(figure.locator(".live-canvas").get_attribute("data-frames")) - before
        assert 1 <= frames <= 4
