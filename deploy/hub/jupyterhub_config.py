"""A class on one machine: for a trial, or for a computer room.

Tried with JupyterHub 6.1.1, configurable-http-proxy 5.3.0 and simulated students on Linux; not with
a browser in each hand, and not on macOS. JupyterHub does not run on Windows.

In the folder of the course, with Node.js for the proxy:

    npm install -g configurable-http-proxy
    uv venv class-env
    uv pip install --python class-env --compile-bytecode . -r deploy/hub/requirements.txt
    . class-env/bin/activate
    CLASS_PASSWORD="eight letters or more" jupyterhub -f deploy/hub/jupyterhub_config.py

Students open http://THIS-MACHINE:8000 and log in with any name and that password. Their work lies
in class/homes (CLASS_FOLDER names another place than class), a folder a student:

    python -m course_utils.overview class/homes

One password and one account of the system serve all: nothing keeps one student out of another's
files, nor out of yours. So start it from an account that holds nothing else, in a network that ends
at the door. Where that is too little, use ../tljh.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
FOLDER = Path(os.environ.get("CLASS_FOLDER", "class")).resolve()
HOMES = FOLDER / "homes"
FIRST_PORT = 20_000  # and the thousands above, below those that Linux gives away by itself
MEMORY = 4_000_000  # kB of addresses for each process, of which it uses a tenth
PASSWORD = os.environ.get("CLASS_PASSWORD", "")

if os.geteuid() == 0:
    sys.exit("Start the hub from an account of its own, not as root: students' code would be root.")
if len(PASSWORD) < 8:
    sys.exit("Set CLASS_PASSWORD to a password of eight letters or more, for all students.")

HOMES.mkdir(parents=True, exist_ok=True)
FONTS = FOLDER / "fonts"  # Matplotlib looks for the system's fonts once, not once a student
looking = [sys.executable, "-c", "import matplotlib.font_manager"]
subprocess.run(looking, env=os.environ | {"MPLCONFIGDIR": str(FONTS)}, check=True)


def hand_out(spawner):
    """Give a student what is not there yet of the course; never touch what is."""
    home = HOMES / spawner.user.name
    settings = home / ".config" / "matplotlib"
    for source in [*NOTEBOOKS.rglob("*.ipynb"), *FONTS.glob("*.json")]:
        within = source.is_relative_to(NOTEBOOKS)
        target = home / source.relative_to(NOTEBOOKS) if within else settings / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if ".ipynb_checkpoints" not in source.parts and not target.exists():
            shutil.copyfile(source, target)
    spawner.environment["MPLCONFIGDIR"] = str(settings)
    # Ports at random meet now and then when thirty begin at one moment.
    spawner.port = FIRST_PORT + spawner.user.id


c = get_config()  # noqa: F821

c.JupyterHub.bind_url = "http://:8000"
c.JupyterHub.db_url = f"sqlite:///{FOLDER}/hub.sqlite"
c.JupyterHub.cookie_secret_file = str(FOLDER / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(FOLDER / "proxy.pid")

c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = PASSWORD
c.Authenticator.allow_all = True
c.Authenticator.username_pattern = r"\w[\w.-]{0,40}"  # a folder gets this name

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = f"{HOMES}/{{username}}"
c.Spawner.pre_spawn_hook = hand_out
c.Spawner.default_url = "/lab/tree/00_start_here.ipynb"
# The limit is the shell's: this spawner's own `mem_limit` only tells a student of it.
c.Spawner.cmd = ["sh", "-c", f'ulimit -v {MEMORY}; exec jupyterhub-singleuser "$@"', "sh"]
c.Spawner.args = [
    "--LabApp.news_url=",  # no question whether there may be news
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--MappingKernelManager.cull_idle_timeout=7200",  # a lesson never loses its kernels
    "--MappingKernelManager.cull_connected=True",  # a page left open does
    "--MappingKernelManager.cull_interval=300",
    # While thirty servers start, a page's answer to a ping may be late by more than half a minute.
    "--ServerApp.websocket_ping_interval=90000",
]
# One thread each: thirty students have more of them than the machine has processors.
threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
c.Spawner.environment = dict.fromkeys(threads, "1") | {
    "PYTHONUTF8": "1",
    # A kernel does not tell a slider where it was just put: one message fewer of the six that a
    # move costs. A notebook open in two windows moves its controls in one of them.
    "JUPYTER_WIDGETS_ECHO": "0",
}
# Thirty servers that start at one moment on two processors need two minutes and a half.
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300

# A server on which nobody has done anything for three hours ends; the work stays.
c.JupyterHub.services = [
    {
        "name": "cull-idle",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=10800"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "cull-idle",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["cull-idle"],
    }
]
