"""Write the teacher's key to all predictions from the figures themselves, in each language.

docs/predictions.md and docs/predictions.ko.md, by `uv run python tools/make_key.py`; a test says
when one has fallen behind.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "helpers"))

from course_notebooks import read
from course_utils.chapters import all_figures, all_predictions
from course_utils.language import set_language
from lab import ROOT

KEYS = {"en": ROOT / "docs" / "predictions.md", "ko": ROOT / "docs" / "predictions.ko.md"}
HEADS = {
    "en": """\
# The key to the predictions

What the course asks before it shows it, in the order of the notebooks, and what it answers. Let
everyone write a guess down, and commit the guess of the majority. Then let somebody say *why*,
before you read the last column aloud. Where a curve is drawn, the answer is drawn too.

(Written by `tools/make_key.py` from the figures: what is to change is changed there.)
""",
    "ko": """\
# 예측 질문과 답

그림이 보여 주기 전에 묻는 질문과 그 답입니다. 노트북에 나오는 순서대로 모았습니다. 모두가 예상을
적게 하고, 가장 많이 나온 예상으로 답하세요. 마지막 열을 소리 내어 읽기 전에, 왜 그렇게 생각하는지
누군가 말하게 하세요. 곡선을 그리는 질문에서는 답도 곡선으로 나타납니다.

(`tools/make_key.py`가 그림에서 뽑아 썼습니다. 고칠 것이 있으면 그림에서 고치세요.)
""",
}
COLUMNS = {"en": ("asked in", "question", "answer"), "ko": ("그림", "질문", "답")}


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


def key_page(answers, language):
    """Return the text of the page: a table for each notebook."""
    parts, columns = [HEADS[language]], f"| {' | '.join(COLUMNS[language])} |\n|---|---|---|\n"
    for path in sorted(ROOT.glob("notebooks/*.ipynb")):
        code = [cell.source for cell in read(path).cells if cell.cell_type == "code"]
        rows = [
            (number, f"| {title} | {_plain(question)} | {_plain(told)} |\n")
            for _name, (called, title), question, told in answers
            for number, source in enumerate(code)
            if source.startswith((f"{called}(", f'predict("{called}")'))
        ]
        lines = [row for _number, row in sorted(rows, key=lambda row: row[0])]
        parts.append(f"## {path.stem}\n\n{columns}{''.join(lines)}")
    return "\n".join(parts)


def _plain(text):
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    for language, path in KEYS.items():
        set_language(language)
        path.write_text(key_page(all_answers(), language), encoding="utf-8")
