"""What all tests share: reproducible random examples, bytecode, axe, the number of workers."""

import os
import shutil
import subprocess
import sys
import tarfile

import hypothesis
import pytest

from lab import needed

hypothesis.settings.register_profile(
    "course", max_examples=200, derandomize=True, deadline=None, print_blob=True
)
hypothesis.settings.load_profile("course")

# Dozens of kernels and servers start in a run: each is ready in half the time with bytecode.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

AXE = "axe-core@4.14.1"


@pytest.fixture(scope="session")
def axe(pytestconfig):
    """The source of axe-core, from npm; it is downloaded once."""
    folder = pytestconfig.cache.mkdir(AXE)
    if not list(folder.glob("*.tgz")):
        npm = needed(shutil.which("npm"), "npm")
        subprocess.run([npm, "pack", AXE], cwd=folder, check=True, capture_output=True, timeout=60)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as package:
        return package.extractfile("package/axe.min.js").read().decode("utf-8")


def pytest_xdist_auto_num_workers():
    """One worker more than there are cores: a test in a browser mostly waits."""
    return (os.cpu_count() or 1) + 1
