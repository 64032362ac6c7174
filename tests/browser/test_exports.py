"""Wherever a live figure cannot live, its reader sees a picture, its title and its sentence."""

import subprocess
import sys

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.sign import NotebookNotary

from lab import browser_page, chromium_or_skip, jupyter_lab, open_notebook, run_all, write_notebook

FIGURE = "from course_utils.chapters.start_here import first_live_figure\nfirst_live_figure()"
TITLE, SENTENCE = "A line that touches a curve", "The line that touches the curve there is hidden"


@pytest.fixture(scope="module")
def page():
    """A page of a browser that has no network but this machine."""
    chromium_or_skip()
    with browser_page() as page:
        yield page


@pytest.fixture(scope="module")
def saved(page, tmp_path_factory):
    """A JupyterLab's address, and its folder with notebooks as it has saved them."""
    folder, work = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("server")
    write_notebook(folder / "with_state.ipynb", [FIGURE])
    with jupyter_lab(folder, work) as address:
        open_notebook(page, address, "with_state.ipynb")
        page.evaluate("() => jupyterapp.commands.execute(" + SAVE_STATE + ")")
        run_all(page)
        page.wait_for_selector(".live-shown")
        assert not page.locator(".live-still").is_visible()
        page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
        page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        notebook = nbformat.read(folder / "with_state.ipynb", as_version=4)
        assert notebook.metadata.pop("widgets")
        nbformat.write(notebook, folder / "without_state.ipynb")
        NotebookNotary(data_dir=str(work / "data")).sign(notebook)
        notebook.metadata["from"] = "elsewhere"
        nbformat.write(notebook, folder / "not_trusted.ipynb")
        yield address, folder


SAVE_STATE = "'@jupyter-widgets/jupyterlab-manager:saveWidgetState'"


@pytest.mark.parametrize("name", ["with_state", "without_state", "not_trusted"])
def test_a_saved_notebook_shows_the_picture_without_its_kernel(page, saved, name):
    address, _folder = saved
    open_notebook(page, address, f"{name}.ipynb")
    page.wait_for_timeout(1000)
    check_picture(page, page.locator(".jp-OutputArea"))


def test_an_export_with_saved_widgets_shows_the_picture(page, saved):
    _address, folder = saved
    path = folder / "with_state.html"
    path.write_text(HTMLExporter().from_filename(path.with_suffix(".ipynb"))[0], encoding="utf-8")
    check_export(page, path)


def test_an_export_that_runs_the_notebook_shows_the_picture(page, tmp_path):
    write_notebook(tmp_path / "new.ipynb", [FIGURE])
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", "new.ipynb"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    check_export(page, tmp_path / "new.html")


def check_export(page, path):
    """Require that an exported page has the widgets' state, and shows the picture all the same."""
    assert "application/vnd.jupyter.widget-state+json" in path.read_text(encoding="utf-8")
    page.goto(path.as_uri(), wait_until="domcontentloaded")
    check_picture(page, page.locator(".jp-OutputArea"))


def check_picture(page, output):
    """Require that an output shows the picture and its texts, and nothing that is dead."""
    picture = output.locator("img")
    picture.wait_for(state="visible")
    assert picture.evaluate("image => image.naturalWidth") >= 500
    shown = output.inner_text()
    assert TITLE in shown
    assert SENTENCE in shown
    assert "Error" not in shown
    assert not page.locator(".live-controls").is_visible()
