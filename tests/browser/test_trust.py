"""A live figure in a real browser is never nameless, dead or wrong in silence."""

import os

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
    for name in ("training", "secant_to_tangent", "first_live_figure"):
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
    buttons: all('button', said),
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
