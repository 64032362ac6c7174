"""A real JupyterLab in a real, headless Chromium, for tests, benchmarks and pictures."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]

CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-gpu-rasterization",
    "--disable-accelerated-2d-canvas",
    "--disable-software-rasterizer",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page in the background is slowed down by the browser: tests want it awake.
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
)


def chromium_path():
    """Where a Chromium or Chrome is installed, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def needed(path, what):
    """Return the path of a program; skip where there is none, or fail in a run that requires it."""
    if path is None:
        if os.environ.get("COURSE_REQUIRE_BROWSER"):
            pytest.fail(f"no {what} found")
        pytest.skip(f"no {what} is installed")
    return path


def chromium_or_skip():
    """Skip the running test without a browser; fail it where one is required."""
    needed(chromium_path(), "Chromium or Chrome (CHROMIUM can name one)")


def free_port():
    """A port of the loopback address that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def jupyter_lab(folder, work, *, stock=False, extensions=()):
    """Serve `folder` with JupyterLab; yield its address.

    Parameters
    ----------
    folder : Path
        The folder that the server opens.
    work : Path
        An empty folder for the server's own files: settings, workspaces, logs.
    stock : bool
        Switch the course's own server extension off.
    extensions : sequence of str
        Further server extensions to load.
    """
    port = free_port()
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(work / "config"),
        "JUPYTER_DATA_DIR": str(work / "data"),
        "JUPYTER_RUNTIME_DIR": str(work / "runtime"),
        "IPYTHONDIR": str(work / "ipython"),
        "JUPYTERLAB_SETTINGS_DIR": str(work / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(work / "workspaces"),
        "PYTHONUTF8": "1",
    }
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
        "--ServerApp.password=", "--ServerApp.disable_check_xsrf=True",
        f"--ServerApp.root_dir={folder}", "--ServerApp.allow_root=True",
        "--LabApp.expose_app_in_browser=True", "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    switches = dict.fromkeys(extensions, True) | ({"course_utils.server": False} if stock else {})
    command += [f"--ServerApp.jpserver_extensions={name}={on}" for name, on in switches.items()]
    _answer_questions_beforehand(work / "settings")
    with open(work / "server.log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(lambda: _answers(address), 60, f"JupyterLab did not start, see {log.name}")
        yield address
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextlib.contextmanager
def browser_page(*, height=800):
    """Yield a page of a headless Chromium; its errors gather in `page.problems`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(CHROMIUM_FLAGS)
        )
        try:
            context = browser.new_context(viewport={"width": 1280, "height": height})
            yield new_page(context)
        finally:
            browser.close()


def new_page(context):
    """Return a further page, which shares its cache with the others of its context."""
    page = context.new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(f"page error: {error}"))
    page.on("console", lambda message: _note_error(page, message))
    return page


def write_notebook(path, codes):
    """Write a notebook of code cells."""
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [nbformat.v4.new_code_cell(code) for code in codes]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernelspec})
    nbformat.write(notebook, path)


def open_notebook(page, address, name):
    """Open one notebook alone and wait for its kernel; what was open before is closed.

    The first time JupyterLab itself is loaded, in a fresh workspace. That takes most of the time.
    """
    if page.url.startswith(f"{address}/lab") and page.evaluate("() => 'jupyterapp' in window"):
        page.evaluate(_CLOSE_ALL)
        page.evaluate("path => { jupyterapp.commands.execute('docmanager:open', { path }); }", name)
    else:
        workspace = f"w{time.monotonic_ns()}"
        page.goto(f"{address}/lab/workspaces/{workspace}/tree/{name}?reset")
    page.wait_for_function(_IS_READY, arg=name, timeout=30_000)
    page.evaluate(
        """() => { const app = window.jupyterapp;
        if (!app.shell.leftCollapsed) app.commands.execute('application:toggle-left-area');
        // A cell outside the window is not in the page otherwise.
        app.shell.currentWidget.content.notebookConfig =
            {...app.shell.currentWidget.content.notebookConfig, windowingMode: 'none'}; }"""
    )


# Without the question whether to save.
_CLOSE_ALL = """async () => {
  for (const widget of [...jupyterapp.shell.widgets('main')]) {
    await widget.sessionContext?.shutdown();
    widget.dispose();
  }
}"""
_IS_READY = """name => {
  const widget = window.jupyterapp?.shell.currentWidget;
  return widget?.context?.path === name && widget.context.isReady
      && widget.sessionContext?.session?.kernel?.status === 'idle';
}"""


def run_all(page):
    """Run all cells of the open notebook; raise where one of them fails."""
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    _wait_for(lambda: page.evaluate(_ALL_RUN), 120, "the notebook's cells did not all run")
    errors = page.evaluate(_CELL_ERRORS)
    if errors:
        raise AssertionError("cells failed: " + json.dumps(errors))


_ALL_RUN = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const cells = panel.content.widgets.filter(
      w => w.model.type === 'code' && w.model.sharedModel.getSource().trim());
  return panel.sessionContext.session?.kernel?.status === 'idle'
      && cells.every(w => w.model.executionCount !== null);
}"""

_CELL_ERRORS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(w => w.model.type === 'code')
  .flatMap(w => w.model.outputs.toJSON())
  .filter(output => output.output_type === 'error')
  .map(output => output.ename + ': ' + output.evalue)"""


def _answer_questions_beforehand(settings):
    """Keep JupyterLab's own notices off the page."""
    folder = settings / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True)
    answers = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}
    (folder / "notification.jupyterlab-settings").write_text(json.dumps(answers), encoding="utf-8")


def _note_error(page, message):
    if message.type == "error":
        page.problems.append(f"console: {message.text} ({message.location.get('url', '')})")


def _answers(address):
    try:
        with urllib.request.urlopen(f"{address}/api", timeout=2) as reply:
            return reply.status == 200
    except OSError:
        return False


def _wait_for(condition, seconds, complaint):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(complaint)
        time.sleep(0.1)
