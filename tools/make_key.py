"""Write the teacher's key to all predictions, docs/predictions.md, from the figures themselves.

`uv run python tools/make_key.py`; a test says when the page has fallen behind.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "helpers"))

from course_notebooks import read
from course_utils.chapters import all_figures, all_predictions
from lab import ROOT

KEY = ROOT / "docs" / "predictions.md"
HEAD = """\
# The key to the predictions

What the course asks before it shows it, in the order of the notebooks, and what it answers. Let
everyone write a guess down, and commit the guess of the majority. Then let somebody say *why*,
before you read the last column aloud. Where a curve is drawn, the answer is drawn too.

(Written by `tools/make_key.py` from the figures: what is to change is changed there.)
"""
COLUMNS = "| asked in | question | answer |\n|---|---|---|\n"


def all_answers():
    """Return (name, where it is asked, question, answer) of each prediction of the course."""
    found = []
    for name, make in all_figures().items():
        live = make()
        while one := live.predictions.asked:
            live.predictions.card.done(commit=False)
            found.append((one.name, (name, f"*{live.canvas.label}*"), one.question, one.told))
            live.predictions.go_on()
        live.close()
    for name, one in all_predictions().items():
        one.settle(commit=False)
        found.append((name, (name, f"`{name}`"), one.question, one.told))
    return found


def key_page(answers):
    """Return the text of the page: a table for each notebook."""
    parts = [HEAD]
    for path in sorted(ROOT.glob("notebooks/*.ipynb")):
        code = [cell.source for cell in read(path).cells if cell.cell_type == "code"]
        rows = [
            (number, f"| {title} | {_plain(question)} | {_plain(told)} |\n")
            for _name, (called, title), question, told in answers
            for number, source in enumerate(code)
            if source.startswith((f"{called}(", f'predict("{called}")'))
        ]
        lines = [row for _number, row in sorted(rows, key=lambda row: row[0])]
        parts.append(f"## {path.stem}\n\n{COLUMNS}{''.join(lines)}")
    return "\n".join(parts)


def _plain(text):
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    KEY.write_text(key_page(all_answers()), encoding="utf-8")
