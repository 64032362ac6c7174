"""The checker in a real kernel: only a verdict comes out of a check, and it lives on."""

import pytest
from jupyter_client.manager import start_new_kernel

SETUP = """
%matplotlib inline
import logging
import matplotlib.pyplot as plt
from course_utils import check
import course_utils.chapters
logging.basicConfig()
"""


@pytest.fixture(scope="module")
def run():
    """Return what runs code in one kernel and returns what came out, as (kind, text)."""
    manager, client = start_new_kernel(kernel_name="python3")

    def run_code(code):
        outputs, streams = [], []

        def keep(message):
            kind, content = message["msg_type"], message["content"]
            if kind not in ("status", "execute_input"):
                text = content.get("data", {}).get("text/plain")
                text = text or content.get("text") or content.get("evalue")
                # What one cell prints may come in several messages.
                if kind == "stream" and streams[-1:] == [content["name"]]:
                    text = outputs.pop()[1] + text
                    streams.pop()
                outputs.append((kind, text))
                streams.append(content.get("name"))

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


# What stands on the screen


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("by_hand = 2x sin(3x)", 'write `by_hand = "2x sin(3x)"`'),
        ("by_hand = 2*x*sin(3*x)", 'write `by_hand = "2*x*sin(3*x)"`'),
        (
            "import numpy as np\nx = object()\nby_hand = 3*np.cos(3)/np.sin(x)",
            'write `by_hand = "3*cos(3)/sin(x)"`',
        ),
        ("rate = 3\nby_hand = str(rat) + ''", "`NameError: name 'rat' is not defined`"),
        ("by_hand = (x * sin(3 * x)", 'write `by_hand = "(x * sin(3 * x)"`'),
        ("by_hand = str('2x'", "`SyntaxError: '(' was never closed`"),
        ("def predict(w, x): return w\n\nby_hand = str(predict(2000))", "Look at that call:"),
        ("by_hand, other = str(1 / 0), 2", "Something is divided by zero"),
    ],
)
def test_an_answer_that_did_not_arrive_is_not_the_older_one(run, cell, words):
    right = "3cos(3x)/x^2 - 2sin(3x)/x^3"
    assert run(f"by_hand = {right!r}") == []
    assert [kind for kind, _text in run(cell)] == ["error"]
    text = verdict(run('check("derivative_by_hand", by_hand)'))
    assert text.startswith("! Your code did not finish. The cell that makes `by_hand` stopped: ")
    assert words in text
    assert run(f"by_hand = {right!r}") == []
    assert verdict(run('check("derivative_by_hand", by_hand)')).startswith("✓ Right.")


def test_a_number_and_a_name_without_a_sign(run):
    run("h, dollars = 1000, 2500")
    run("dollars = 'a b' + (2.5h)")
    text = verdict(run('check("first_answer", dollars)'))
    assert text.endswith("Between `2.5` and `h` belongs a `*`: write `2.5 * h`.")


def test_an_option_without_quotation_marks(run):
    run('signs = {"A": positive, "B": "zero", "C": "negative", "D": "zero"}')
    text = verdict(run('check("signs_of_slopes", signs)'))
    assert 'write `"positive"`, with quotation marks' in text
    run('mistakes = {"A": small rate}')
    text = verdict(run('check("four_loss_curves", mistakes)'))
    assert 'write `"small rate"`, with quotation marks' in text


def test_a_function_that_did_not_arrive(run):
    run("def square(x):\n    return x**2")
    run("def square(x):\n    return (x**2")
    text = verdict(run('check("first_function", square)'))
    assert "there is no new answer" in text
    assert "`SyntaxError: '(' was never closed`\nIt happened in line 2 of your code" in text


def test_what_was_made_before_a_cell_stopped_has_arrived(run):
    run("dollars = 2500\nprint(undefined)")
    assert verdict(run('check("first_answer", dollars)')).startswith("✓ Right.")
    run("one_jump = 0.02\nno_longer_settles = undefined")
    text = verdict(run('check("pick_rate", (one_jump, no_longer_settles))'))
    assert "makes `no_longer_settles` stopped" in text
    run("undefined\ndollars = 2.5")
    assert "makes `dollars` stopped" in verdict(run('check("first_answer", dollars)'))


def test_an_answer_that_nobody_made(run):
    text = verdict(run('check("first_answer", never_made)'))
    assert text.startswith("… Not answered yet. There is no `never_made` yet")
    assert run("'never_made' in globals()") == [("execute_result", "False")]
    run("made_badly = (")
    text = verdict(run('check("first_answer", made_badly)'))
    assert "The cell that makes `made_badly` stopped" in text
    assert run("made_here = 2500\ncheck('first_answer', made_here)")[0][1].startswith("✓ Right.")
    # Two checks in a cell, or none: nothing is known of what they ask for.
    assert [kind for kind, _text in run("never_made")] == ["error"]


def test_an_error_that_utf_8_cannot_write_gets_its_verdict(run):
    text = verdict(run(CHECK.format(line=r"raise ValueError('\ud800 \x1b[31m \u202e')")))
    assert "`ValueError: � �[31m �`" in text
