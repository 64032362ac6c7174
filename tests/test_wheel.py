"""A wheel carries the package, the data and the server's configuration."""

import shutil
import subprocess
import sys
import zipfile

import pytest

from lab import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build a wheel of this checkout; skipped where neither uv nor pip can build one."""
    folder = tmp_path_factory.mktemp("wheel")
    if shutil.which("uv"):
        command = ["uv", "build", "--wheel", "--out-dir", str(folder), str(ROOT)]
    else:
        command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode:
        pytest.skip(f"no wheel could be built here: {built.stderr[-300:]}")
    return next(folder.glob("*.whl"))


def test_what_the_wheel_holds(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "course_utils/data/houses.csv",
        "course_utils/data/digits.txt",
        "course_utils/data/README.md",
        "course_utils/live/canvas.js",
        "course_utils/live/canvas.css",
        "course_utils/locale/course_utils.pot",
    ):
        assert needed in names
    configuration = "data/etc/jupyter/jupyter_server_config.d/course_utils.json"
    assert any(name.endswith(configuration) for name in names)
    assert not any(name.startswith(("tests/", "notebooks/")) for name in names)


def test_the_data_are_found_in_the_wheel(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import course_utils;"
        f"assert course_utils.__file__.startswith({str(tmp_path)!r});"
        "from course_utils.datasets import load_digits, load_houses;"
        "print(len(load_houses()), load_digits()[0].shape)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.strip() == "88 (1797, 64)"
