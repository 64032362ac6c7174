"""What a class costs: simulated students on a real JupyterHub, with deploy/hub's own settings.

    uv run python benchmarks/class_of_thirty.py --hub class-env/bin

where class-env is set up as deploy/hub/jupyterhub_config.py says and configurable-http-proxy is on
the PATH. As root, `--user NAME` names an account that may read both.

So many students log in at one moment, or within a minute. Each waits until the server is ready,
loads JupyterLab's files and chapter 03, runs all of its cells, and draws each figure once. When all
are done, all drag one slider, ten moves a second. As ipywidgets does, a student keeps one move
under way. The students run on the same machine: what they take of it themselves is told apart.
"""

import argparse
import json
import os
import pwd
import re
import secrets
import statistics
import struct
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import psutil
import requests
from jupyter_client.session import Session
from websocket import WebSocketTimeoutException, create_connection

ROOT = Path(__file__).resolve().parents[1]
CHAPTER = "03_gradient_descent_house_prices.ipynb"
CODES = [
    cell.source
    for cell in nbformat.read(ROOT / "notebooks" / CHAPTER, as_version=4).cells
    if cell.cell_type == "code"
]
DRAGGED = """
import json
from course_utils.chapters.gradient_descent_house_prices import figures
live = figures()["fit_by_hand"]()
live.predictions.show_all()
slider = live.controls["w"]
print(json.dumps([live.canvas.comm.comm_id, slider.comm.comm_id, slider.min, slider.max]))
live
"""
ADDRESS = "http://127.0.0.1:{}"
PASSWORD = secrets.token_hex(8)
MOVES = 10  # a second
PATIENCE = 600  # seconds


class Student:
    """One student with a browser: a session of HTTP, and a websocket to a kernel."""

    def __init__(self, address, name):
        self.address, self.name = address, name
        self.http = requests.Session()
        self.home = f"{address}/user/{name}"
        self.seconds = {}  # of each stage
        self.reached = ""

    def arrive(self, delay):
        """Log in, wait for the server, and run the chapter; fill `seconds`."""
        time.sleep(delay)
        for stage in (self.log_in, self.load_lab, self.run_all):
            start = time.monotonic()
            stage()
            self.seconds[stage.__name__] = time.monotonic() - start

    def log_in(self):
        """Log in and wait until JupyterLab's page is there."""
        self._get(f"{self.address}/hub/login")
        form = {"username": self.name, "password": PASSWORD, "_xsrf": self._token("/hub/")}
        self.http.post(f"{self.address}/hub/login", data=form, timeout=PATIENCE)
        deadline = time.monotonic() + PATIENCE
        while True:
            page = self.http.get(f"{self.home}/lab", timeout=PATIENCE)
            if page.ok and page.url.startswith(self.home):
                self.page = page.text
                return
            if time.monotonic() > deadline:
                raise TimeoutError(f"no server: {page.status_code} at {page.url}")
            time.sleep(1)

    def load_lab(self):
        """Load what JupyterLab's page names, the extensions, the settings, and the notebook."""
        data = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', self.page, re.DOTALL)
        settings = json.loads(data[1])
        paths = re.findall(r'(?:src|href)="(/user/[^"]+)"', self.page)
        paths += [
            f"{settings['fullLabextensionsUrl']}/{extension['name']}/{extension['load']}"
            for extension in settings["federated_extensions"]
        ]
        paths += [f"/user/{self.name}/lab/api/settings", f"/user/{self.name}/api/kernelspecs"]
        paths += [f"/user/{self.name}/api/contents/{CHAPTER}?content=1"]
        for path in paths:
            self._get(f"{self.address}{path}")

    def run_all(self):
        """Start a kernel and run the chapter's cells one after another; raise where one fails."""
        wanted = {"path": CHAPTER, "type": "notebook", "name": "", "kernel": {"name": "python3"}}
        headers = {"X-XSRFToken": self._token(f"/user/{self.name}/")}
        reply = self.http.post(f"{self.home}/api/sessions", json=wanted, headers=headers)
        reply.raise_for_status()
        kernel = reply.json()["kernel"]["id"]
        cookies = self.http.cookies.get_dict()
        self.session = Session()
        self.socket = create_connection(
            f"{self.home}/api/kernels/{kernel}/channels?session_id={self.session.session}".replace(
                "http", "ws", 1
            ),
            cookie="; ".join(f"{name}={value}" for name, value in cookies.items()),
            timeout=PATIENCE,
            # As a browser does.
            sockopt=((6, 1, 1),),
        )
        for code in CODES:
            self._run(code)

    def attend(self, delay, all_there, all_ready, seconds):
        """Arrive, show the figure, and drag its slider; both events let the others catch up."""
        self.arrive(delay)
        self._meet("there", all_there)
        shown = json.loads(self._run(DRAGGED))
        self._meet("ready", all_ready)
        return self.drag(seconds, *shown)

    def _meet(self, stage, all_are):
        """Wait for all others, and answer the server's pings meanwhile, as a browser does."""
        self.reached = stage
        while not all_are.is_set():
            self._receive(0.5)

    def drag(self, seconds, canvas, slider, low, high):
        """Drag a slider; return the milliseconds from each move to its frame."""
        start = time.monotonic()
        moves, taken, sent_at, under_way = 0, [], None, None
        while (now := time.monotonic()) < start + seconds:
            due = start + moves / MOVES
            if now >= due and under_way is None:
                moves = int((now - start) * MOVES) + 1  # those that waited are one move
                place = low + (high - low) * abs(moves % 100 - 50) / 50  # to and fro
                state = {"method": "update", "state": {"value": place}, "buffer_paths": []}
                under_way = self._send("comm_msg", {"comm_id": slider, "data": state})
                sent_at = now
                continue
            message = self._receive(max(0.001, due - now) if under_way is None else 1.0)
            if message is None or under_way is None:
                continue
            content = message["content"]
            if content.get("comm_id") == canvas and _is_frame(content) and sent_at:
                taken.append((time.monotonic() - sent_at) * 1000)
                sent_at = None
            if _is_idle(message, under_way):
                under_way = None
        return taken

    def _run(self, code):
        """Run a cell, answer each canvas that it shows; return what it prints."""
        asked = self._send("execute_request", {"code": code, "allow_stdin": False})
        printed, waiting = [], {"idle", "reply"}
        while waiting:
            message = self._receive(PATIENCE)
            if message is None:
                raise TimeoutError("a cell does not end")
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "comm_open" and "LiveCanvas" in content["data"]["state"].get(
                "_anywidget_id", ""
            ):
                ready = {"method": "custom", "content": {"type": "ready"}}
                self._send("comm_msg", {"comm_id": content["comm_id"], "data": ready})
            if message["parent_header"].get("msg_id") != asked:
                continue
            if kind == "stream":
                printed.append(content["text"])
            if kind == "error":
                raise RuntimeError(f"{content['ename']}: {content['evalue']}")
            if kind == "execute_reply":
                waiting.discard("reply")
            if _is_idle(message, asked):
                waiting.discard("idle")
        return "".join(printed)

    def _send(self, kind, content):
        message = self.session.msg(kind, content) | {"channel": "shell"}
        self.socket.send(json.dumps(message, default=str))
        return message["header"]["msg_id"]

    def _receive(self, seconds):
        """Return the next message of the kernel, or None after so many seconds."""
        self.socket.settimeout(seconds)
        try:
            packed = self.socket.recv()
        except WebSocketTimeoutException:
            return None
        if isinstance(packed, bytes):  # with buffers: their number, and where each part begins
            n_parts = struct.unpack("!I", packed[:4])[0]
            starts = [*struct.unpack(f"!{n_parts}I", packed[4 : 4 + 4 * n_parts]), len(packed)]
            packed = packed[starts[0] : starts[1]]
        return json.loads(packed)

    def _get(self, address):
        self.http.get(address, timeout=PATIENCE).raise_for_status()

    def _token(self, path):
        return next(c.value for c in self.http.cookies if c.name == "_xsrf" and c.path == path)


def _is_frame(content):
    return content["data"].get("content", {}).get("type") == "frame"


def _is_idle(message, asked):
    return (
        message["parent_header"].get("msg_id") == asked
        and message["content"].get("execution_state") == "idle"
    )


class Hub:
    """JupyterHub with its proxy in a folder of its own, as a context."""

    def __init__(self, programs, port, user):
        self.programs, self.port, self.user = Path(programs).resolve(), port, user
        self.address = ADDRESS.format(port)

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        os.chmod(self.folder.name, 0o755)
        account = {}
        environment = os.environ | {
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "CLASS_FOLDER": f"{self.folder.name}/class",
            "CLASS_PASSWORD": PASSWORD,
        }
        if self.user:
            entry = pwd.getpwnam(self.user)
            account = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
            os.chown(self.folder.name, entry.pw_uid, entry.pw_gid)
            environment["HOME"] = entry.pw_dir
        command = [
            self.programs / "jupyterhub", "-f", ROOT / "deploy/hub/jupyterhub_config.py",
            f"--JupyterHub.bind_url={self.address}", f"--JupyterHub.hub_port={self.port + 1}",
            f"--ConfigurableHTTPProxy.api_url={ADDRESS.format(self.port + 2)}",
        ]  # fmt: skip
        log = open(f"{self.folder.name}/log", "w")
        self.process = psutil.Popen(
            command, cwd=self.folder.name, env=environment, stdout=log, stderr=log, **account
        )
        for _second in range(60):
            try:
                requests.get(f"{self.address}/hub/login", timeout=5).raise_for_status()
                return self
            except requests.RequestException:
                time.sleep(1)
        raise TimeoutError(Path(log.name).read_text())

    def __exit__(self, *_error):
        everything = [self.process, *self.process.children(recursive=True)]
        self.process.terminate()
        psutil.wait_procs(everything, timeout=60)
        for process in everything:
            if process.is_running():
                process.kill()
        self.folder.cleanup()

    def cost(self):
        """Return the processor's seconds and the megabytes of all that the hub has started."""
        seconds, megabytes = 0.0, 0.0
        for process in [self.process, *self.process.children(recursive=True)]:
            times = process.cpu_times()
            seconds += times.user + times.system + times.children_user + times.children_system
            megabytes += process.memory_full_info().pss / 1e6  # shared pages are counted once
        return seconds, megabytes


def measure(hub, n_students, within, seconds):
    """Let so many students arrive and drag; return a row of the table."""
    students = [Student(hub.address, f"student{number}") for number in range(n_students)]
    before, idle = hub.cost()
    start, own = time.monotonic(), time.process_time()
    all_there, all_ready = threading.Event(), threading.Event()
    with ThreadPoolExecutor(n_students) as pool:
        jobs = [
            pool.submit(student.attend, number * within / n_students, all_there, all_ready, seconds)
            for number, student in enumerate(students)
        ]
        try:
            _wait_for(students, jobs, "there")
            done = time.monotonic() - start
            after, full = hub.cost()
            all_there.set()
            _wait_for(students, jobs, "ready")
        finally:  # whatever fails here, nobody waits for ever
            all_there.set()
            all_ready.set()
    failures = [
        f"{student.name}, {', '.join(student.seconds) or 'nothing'} done: {job.exception()!r}"
        for student, job in zip(students, jobs, strict=True)
        if job.exception()
    ]
    taken = [job.result() for job in jobs if not job.exception()]
    there = [student for student in students if student.reached]
    for failure in failures:
        print(failure, flush=True)
    if not taken:
        raise SystemExit("No student got through.")
    stages = {
        stage: statistics.median(student.seconds[stage] for student in there)
        for stage in ("log_in", "load_lab", "run_all")
    }
    all_taken = [ms for one in taken for ms in one]
    return [
        f"{n_students} within {within} s",
        *(f"{value:.1f}" for value in stages.values()),
        f"{done:.0f}",
        f"{(after - before) / n_students:.1f}",
        f"{(full - idle) / n_students:.0f}",
        f"{full / 1000:.1f}",
        f"{statistics.median(all_taken):.0f}",
        f"{statistics.quantiles(all_taken, n=20)[-1]:.0f}",
        f"{statistics.median(len(one) / seconds for one in taken):.1f}",
        f"{time.process_time() - own:.0f}",
        str(len(failures)),
    ]


def _wait_for(students, jobs, stage):
    """Wait until every student has reached a stage, or failed."""
    while not all(s.reached == stage or job.done() for s, job in zip(students, jobs, strict=True)):
        time.sleep(0.05)


HEADS = [
    *("students", "ready, s", "files, s", "Run All, s", "all done, s"),
    *("CPU-s a student", "MB a student", "GB in all"),
    *("slider to frame, ms", "p95", "frames/s each", "CPU-s of the simulation", "failures"),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--hub", required=True, help="the folder with the program jupyterhub")
    parser.add_argument("--students", type=int, nargs="+", default=[1, 10, 30])
    parser.add_argument("--within", type=int, nargs="+", default=[0, 60], help="seconds")
    parser.add_argument("--seconds", type=int, default=30, help="how long all drag")
    parser.add_argument("--port", type=int, default=28000, help="this one and the next two")
    parser.add_argument("--user", help="the account that the hub runs under")
    given = parser.parse_args()
    print(f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}")
    for n_students in given.students:
        for within in given.within if n_students > 1 else [0]:
            with Hub(given.hub, given.port, given.user) as hub:
                row = measure(hub, n_students, within, given.seconds)
            print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
