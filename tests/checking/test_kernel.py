"""The checker in a real kernel: only a verdict comes out of a check, and it lives on."""

import pytest
from jupyter_client.manager import start_new_kernel

SETUP = """
%matplotlib inline
import logging
import matplotlib.pyplot as plt
from course_utils import check
logging.basicConfig()
"""


@pytest.fixture(scope="module")
def run():
    """Return what runs code in one kernel and returns what came out, as (kind, text)."""
    manager, client = start_new_kernel(kernel_name="python3")

    def run_code(code):
        outputs = []

        def keep(message):
            kind, content = message["msg_type"], message["content"]
            if kind not in ("status", "execute_input"):
                text = content.get("data", {}).get("text/plain")
                outputs.append((kind, text or content.get("text") or content.get("evalue")))

        client.execute_interactive(code, timeout=60, output_hook=keep)
        return outputs

    assert run_code(SETUP) == []
    yield run_code
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def verdict(outputs):
    """Require that a verdict is all that came out, and return it."""
    assert [kind for kind, _text in outputs] == ["execute_result"], outputs
    return outputs[0][1]


CHECK = """
def square(x):
    {line}
    return x**2
check("first_function", square)
"""


@pytest.mark.parametrize("leave", ["exit()", "quit()", "exit(True)", "raise SystemExit"])
def test_leaving_python_does_not_end_the_kernel(run, leave):
    text = verdict(run(CHECK.format(line=leave)))
    assert (
        f"`SystemExit`\nIt happened in line 2 of your code: `{leave}`\nLeave out `exit()`" in text
    )
    assert run("print('alive', get_ipython().exit_now)") == [("stream", "alive False\n")]
    # Of use again: only a check keeps it away.
    assert run("get_ipython().ask_exit.__func__ is type(get_ipython()).ask_exit")[-1][1] == "True"


@pytest.mark.parametrize(
    "line",
    [
        "print(x)",
        "display(x)",
        "display(x, display_id='a').update(2)",
        "from IPython.display import clear_output; clear_output()",
        "plt.figure()",
        "plt.plot([x])",
        "plt.figure(figsize=(1, 1)); plt.plot([x]); plt.show()",
        "logging.warning('said')",
        "logging.getLogger('a.b').critical('said')",
        "import warnings; warnings.warn('said')",
        "import sys; sys.displayhook(x)",
    ],
)
def test_nothing_comes_out_of_a_check_but_the_verdict(run, line):
    assert verdict(run(CHECK.format(line=line))).startswith("✓ Right.")
    assert run("plt.get_fignums()") == [("execute_result", "[]")]


def test_what_is_shown_outside_a_check_is_shown(run):
    verdict(run(CHECK.format(line="display(x); plt.figure(); logging.warning('said')")))
    assert run("display(3)") == [("display_data", "3")]
    assert run("4") == [("execute_result", "4")]
    assert run("logging.warning('said')") == [("stream", "WARNING:root:said\n")]
    # A picture that the cell itself has drawn stays.
    code = "figure = plt.figure(); print(check('first_function', lambda x: plt.figure()).status)"
    shown = run(code)
    assert [kind for kind, _text in shown] == ["stream", "display_data"], shown


def test_an_error_that_utf_8_cannot_write_gets_its_verdict(run):
    text = verdict(run(CHECK.format(line=r"raise ValueError('\ud800 \x1b[31m \u202e')")))
    assert "`ValueError: � �[31m �`" in text
