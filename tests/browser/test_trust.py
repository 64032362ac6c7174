"""A live figure in a real browser is never nameless, dead or wrong in silence."""

import io
import itertools
import re

import pytest
from PIL import Image

from course_utils.chapters.partial_derivatives.slices import slices_of_weight
from lab import (
    browser_page,
    chromium_or_skip,
    jupyter_lab,
    new_page,
    open_notebook,
    run_all,
    write_notebook,
)
from pictures import picture_of, unlikeness

SHOW = """from course_utils.chapters import all_figures
live = all_figures()[{name!r}]()
live.predictions.show_all()
live"""
ASKING = "from course_utils.chapters.start_here import first_live_figure\nfirst_live_figure()"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of a JupyterLab with a notebook of one cell for each page."""
    chromium_or_skip()
    folder = tmp_path_factory.mktemp("notebooks")
    for name in ("one", "proxied", "restart", "kill"):
        write_notebook(folder / f"{name}.ipynb", [""])
    with jupyter_lab(folder, tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="module")
def page():
    """A page of a browser, in which JupyterLab is loaded once for all figures."""
    with browser_page() as page:
        yield page


def show(page, address, code, notebook="one"):
    """Show a figure of the course, or what some code shows; return where it is.

    The notebook is opened once for each page: its kernel, and what it has imported, stay.
    """
    if not page.evaluate(IS_OPEN):
        open_notebook(page, address, f"{notebook}.ipynb")
    page.evaluate(WRITE, code if "\n" in code else SHOW.format(name=code))
    run_all(page)
    page.wait_for_function(PAINTED)
    return page.locator(".live-figure")


IS_OPEN = "() => Boolean(window.jupyterapp?.shell.currentWidget?.context)"
WRITE = """code => jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel
    .setSource(code)"""
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


def test_each_control_has_its_own_name_before_and_after_it_is_used(page, address):
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
    assert [name for name, _value in before["sliders"]] == ["rate α", "step"]
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
        self.page, self.words, self.n_lost = page, (), 0
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


@pytest.fixture(scope="module")
def open_proxy(page):
    """A second page, and what stands between it and its kernels."""
    return Proxy(new_page(page.context))


@pytest.fixture
def proxy(open_proxy):
    """The proxy when it has lost nothing yet."""
    open_proxy.words, open_proxy.n_lost = (), 0
    return open_proxy


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
def test_dragging_works_again_after_a_lost_message(proxy, address, lost):
    page = proxy.page
    figure = show(page, address, "first_live_figure", "proxied")
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
def test_a_picture_that_missed_frames_is_mended(proxy, address, goes_on):
    page = proxy.page
    figure = show(page, address, "first_live_figure", "proxied")
    handle = figure.locator(".noUi-handle").first
    proxy.words = b'"frame"', b'"drawings"'
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


TURN, TILT = 2, 3  # the places of the sliders


def angles(figure):
    """Return what the sliders of turn and tilt show."""
    readouts = figure.locator(".widget-readout")
    return [int(readouts.nth(n).inner_text().replace("−", "-")) for n in (TURN, TILT)]


def pictures_of_a_turn(page, figure, *keys):
    """Press keys at both sliders; return each picture that was painted until the hand rests."""
    page.evaluate(WATCH)
    for key in keys:
        for slider in (TURN, TILT):
            figure.locator(".noUi-handle").nth(slider).press(key)
    page.wait_for_timeout(1200)
    return [picture_of(url) for url in page.evaluate("() => window.pictures")]


WATCH = """() => {
  const canvas = document.querySelector('.live-canvas');
  window.pictures = [];
  window.watching?.disconnect();
  window.watching = new MutationObserver(() => window.pictures.push(canvas.toDataURL()));
  window.watching.observe(canvas, { attributeFilter: ['data-frames'] });
}"""


def test_the_browser_turns_a_surface_as_the_kernel_draws_it(page, address):
    figure = show(page, address, BARE_SURFACE)
    for keys in (["ArrowRight"], ["PageUp", "PageUp"], ["Home"], ["End"]):
        *turned, at_rest = pictures_of_a_turn(page, figure, *keys)
        share, most = unlikeness(turned[-1], at_rest)
        assert share < 0.005
        assert most < 6
        assert max(unlikeness(turned[0], at_rest)) > 12


# Without the ticks, for which the reader waits.
BARE_SURFACE = f"""{SHOW.format(name="slices_of_formula")}
surface = live.figure.axes[0]
for axis in (surface.xaxis, surface.yaxis, surface.zaxis):
    axis.set_ticks([])
    axis.line.set_visible(False)
    axis.label.set_visible(False)
live"""


def test_ticks_wait_until_the_hand_that_turns_rests(page, address):
    figure = show(page, address, "slices_of_weight")
    *turned, at_rest = pictures_of_a_turn(page, figure, "PageUp")
    assert unlikeness(turned[-1], at_rest)[1] > 20
    assert at_rest == picture_of(picture_drawn_anew(page, figure))


def test_a_surface_turns_without_its_kernel(proxy, address):
    page = proxy.page
    figure = show(page, address, "slices_of_weight", "proxied")
    turn = figure.locator(".noUi-handle").nth(TURN)
    turn.press("ArrowRight")
    page.wait_for_timeout(1000)
    proxy.words = (b'"drawings"',)
    seen = [page.evaluate(PICTURE)]
    for _press in range(3):
        turn.press("ArrowRight")
        seen.append(page.evaluate(PICTURE))
    assert len(set(seen)) == 4
    page.wait_for_timeout(600)
    assert proxy.n_lost > 0
    proxy.words = ()
    page.wait_for_timeout(3000)
    assert page.evaluate(PICTURE) == picture_drawn_anew(page, figure)


def test_a_drag_turns_the_surface(page, address):
    figure = show(page, address, "slices_of_weight")
    assert angles(figure) == [130, 30]
    live = slices_of_weight()
    live.canvas.draw()
    left, top, right, bottom, _kind = live.canvas.areas[-1]
    canvas = figure.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    scale = box["width"] / live.canvas.size[0]
    middle = box["x"] + scale * (left + right) / 2, box["y"] + scale * (top + bottom) / 2
    width = scale * (right - left)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + width / 6, middle[1] + width / 18)
    assert angles(figure) == [100, 40]
    # Back to where it was pressed: the same view again, however it got there.
    page.mouse.move(*middle)
    assert angles(figure) == [130, 30]
    page.mouse.up()
    page.mouse.move(middle[0], middle[1] + 50)
    assert angles(figure) == [130, 30]
    # A turn has no end: twenty times twenty degrees. A tilt has.
    for _press in range(20):
        page.keyboard.press("Shift+ArrowLeft")
    assert (angles(figure)[0] - 130 - 400) % 360 == 0
    for key, end in (("ArrowUp", 10), ("ArrowDown", 76)):
        for _press in range(9):
            page.keyboard.press(f"Shift+{key}")
        assert angles(figure)[1] == end


@pytest.mark.parametrize("end", ["restart", "kill"])
def test_a_kernel_that_is_gone_is_said_under_the_picture(page, address, end):
    page = new_page(page.context)  # JupyterLab asks a question on it, of which no other test knows
    figure = show(page, address, "first_live_figure", end)
    assert figure.locator(".live-notice").inner_text() == ""
    page.problems.clear()
    page.evaluate(END[end])
    page.wait_for_function(
        "() => document.querySelector('.live-notice').innerText.includes('Run this cell again')"
    )
    assert figure.locator("button").first.evaluate("button => button.closest('[inert]') !== null")
    page.wait_for_timeout(1500)
    assert [problem for problem in page.problems if problem.startswith("page error")] == []
    page.close()


KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
END = {
    "restart": f"() => {KERNEL}.restart()",
    "kill": f"() => {{ {KERNEL}.requestExecute({{code: 'import os; os._exit(1)'}}); }}",
}


# Whether the page may scroll with a finger that is put down in the middle of an area.
MAY_SCROLL = """area => {
  const canvas = document.querySelector('.live-canvas'), box = canvas.getBoundingClientRect();
  const [clientX, clientY] = [box.left + box.width * area[0], box.top + box.height * area[1]];
  const touch = new Touch({ identifier: 1, target: canvas, clientX, clientY });
  const press = new TouchEvent('touchstart', { touches: [touch], cancelable: true });
  return canvas.style.touchAction.startsWith('pan-y') && canvas.dispatchEvent(press);
}"""


def test_a_vertical_swipe_scrolls_but_where_a_drag_goes_up_and_down(page, address):
    show(page, address, "two_points_to_one")
    assert page.evaluate(MAY_SCROLL, [0.5, 0.2])
    show(page, address, "draw_a_digit")
    assert not page.evaluate(MAY_SCROLL, [0.1, 0.4])
    assert page.evaluate(MAY_SCROLL, [0.5, 0.01])  # beside the page that is drawn on


FIVE = [(0.2, 0.25), (0.1, 0.25), (0.1, 0.45), (0.18, 0.47), (0.19, 0.6), (0.1, 0.65)]


def test_a_quick_stroke_loses_no_point(page, address):
    """The same digit drawn in one go and slowly is the same picture."""
    figure = show(page, address, "draw_a_digit")
    box = figure.locator(".live-canvas").bounding_box()
    corners = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in FIVE]
    pictures = []
    for pause in (0, 50):
        figure.locator("button", has_text="Clear").click()
        page.mouse.move(*corners[0])
        page.mouse.down()
        for (x0, y0), (x1, y1) in itertools.pairwise(corners):
            for part in range(1, 7):
                page.mouse.move(x0 + (x1 - x0) * part / 6, y0 + (y1 - y0) * part / 6)
                page.wait_for_timeout(pause)
        page.mouse.up()
        page.wait_for_timeout(1500)
        pictures.append(page.evaluate(PICTURE))
    blank = pictures[0]
    assert pictures[0] == pictures[1]
    figure.locator("button", has_text="Clear").click()
    page.wait_for_timeout(1000)
    assert page.evaluate(PICTURE) != blank


def test_in_the_dark_theme_the_picture_is_dark(page, address):
    figure = show(page, address, "first_live_figure")

    def ground():
        shot = Image.open(io.BytesIO(figure.locator(".live-canvas").screenshot()))
        return shot.convert("RGB").getpixel((3, 3))

    assert min(ground()) > 240
    for theme, expected in (("Dark", range(40)), ("Light", range(241, 256))):
        page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })",
            f"JupyterLab {theme}",
        )
        for _try in range(20):  # a theme is loaded when it is chosen
            page.wait_for_timeout(500)
            if set(ground()) <= set(expected):
                break
        assert set(ground()) <= set(expected)


def test_a_figure_closed_elsewhere_leaves_its_last_picture(page, address):
    figure = show(page, address, "first_live_figure")
    page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
    second = new_page(page.context)
    open_notebook(second, address, "one.ipynb")
    run_all(second)
    second.wait_for_function(PAINTED)
    page.wait_for_function("() => document.querySelector('.live-notice')?.innerText")
    assert "run again elsewhere" in page.locator(".live-notice").inner_text()
    assert page.locator(".live-canvas").is_visible()
    assert figure.count() == 0
    second.close()


def test_focus_is_seen(page, address):
    figure = show(page, address, "two_points_to_one")
    figure.locator(".noUi-handle").first.press("ArrowLeft")
    for _tab in range(4):
        style = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert style == "solid"
        page.keyboard.press("Tab")


def test_play_steps_for_who_asks_for_less_motion(page, address):
    page.emulate_media(reduced_motion="reduce")
    figure = show(page, address, "two_points_to_one")
    before = int(figure.locator(".live-canvas").get_attribute("data-frames"))
    figure.locator(".widget-play button").first.click()
    page.wait_for_timeout(3000)
    figure.locator(".widget-play button").first.click()
    frames = int(figure.locator(".live-canvas").get_attribute("data-frames")) - before
    page.emulate_media(reduced_motion="no-preference")
    assert 1 <= frames <= 4


def test_a_prediction_is_answered_with_the_keyboard(page, address):
    figure = show(page, address, ASKING)
    assert not figure.locator(".noUi-handle").is_visible()
    # The text below has the answer: with the figure on top of the window it begins under it.
    assert figure.evaluate(TAKEN) > page.viewport_size["height"] - 120
    commit = figure.locator("button", has_text="Commit")
    assert commit.is_disabled()
    slider = figure.get_by_label("What is its slope?")
    for guess in (0.5, 1.0, 1.5):
        slider.press("ArrowRight")
        figure.get_by_text(f"Your guess: {guess}").wait_for()
    assert slider.get_attribute("aria-valuetext") == "Your guess: 1.5"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    figure.locator(".live-sentence", has_text="You said 1.5; it is 2.0.").wait_for()
    page.wait_for_function("() => document.activeElement.matches('.noUi-handle')")
    assert not commit.is_visible()
    assert figure.evaluate(TAKEN) < page.viewport_size["height"] - 200


TAKEN = "figure => figure.offsetHeight + parseFloat(getComputedStyle(figure).marginBottom)"
