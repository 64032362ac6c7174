"""How much a kernel grows when a cell that shows a live figure is run again and again.

Run it with `uv run python benchmarks/memory_of_reruns.py [FIGURE …]`. Each figure has a kernel of
its own, in which one cell is run 30 times, as JupyterLab runs it, after ten runs that warm up.
What the allocator keeps for the next run is no growth: where it can be, it is given back first.
"""

import sys

from jupyter_client.manager import start_new_kernel

from course_utils.chapters import all_figures

N_RUNS = 30
WARM_UP = 10
SETUP = """
import ctypes, gc, psutil, sys
from course_utils.chapters import all_figures
figures = all_figures()
def megabytes():
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    return psutil.Process().memory_info().rss / 1e6
"""
# The figure as a reader who has opened it leaves it: shown on a screen, moved a little.
CELL = """
live = figures[{name!r}]()
live.canvas._receive(None, {{"type": "ready"}}, [])
live.predictions.show_all()
live.reset()
live
"""


def run(client, code, cell_id):
    """Run code as the cell of this id; return what it printed."""
    content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
    message = client.session.msg("execute_request", content, metadata={"cellId": cell_id})
    client.shell_channel.send(message)
    printed = []
    while True:
        reply = client.get_iopub_msg(timeout=60)
        if reply["parent_header"].get("msg_id") != message["header"]["msg_id"]:
            continue
        if reply["msg_type"] == "stream":
            printed.append(reply["content"]["text"])
        if reply["msg_type"] == "error":
            raise RuntimeError("\n".join(reply["content"]["traceback"]))
        if reply["msg_type"] == "status" and reply["content"]["execution_state"] == "idle":
            return "".join(printed)


def growth(name, n_runs=N_RUNS):
    """Return the megabytes by which a kernel grows while a figure's cell is run again."""
    manager, client = start_new_kernel()
    try:
        run(client, SETUP, "setup")
        sizes = []
        for n in (WARM_UP, n_runs):
            for _run in range(n):
                run(client, CELL.format(name=name), "figure")
            sizes.append(float(run(client, "print(megabytes())", "size")))
        return sizes[1] - sizes[0]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main():
    print(f"| figure | growth in {N_RUNS} runs, MB (goal 5) |")
    print("|---|---|")
    for name in sys.argv[1:] or all_figures():
        print(f"| {name} | {growth(name):.1f} |", flush=True)


if __name__ == "__main__":
    main()
