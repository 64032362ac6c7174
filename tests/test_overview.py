"""The overview of a class: twelve made-up notebooks, read as they were saved and run anew."""

import csv
import io
import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace

import nbformat
import pytest

from course_notebooks import IN_ENGLISH, read, run
from course_utils import overview
from course_utils.chapters import all_exercises, all_quizzes
from course_utils.overview import Work, as_csv, as_html, as_text, main
from course_utils.progress import headings
from lab import ROOT
from pseudo_locale import escaped_texts, pseudo_language  # noqa: F401

HANDED_OUT = next(path for path in IN_ENGLISH if path.stem == "00_start_here")
RIGHT_FIRST, RIGHT_SQUARE = "dollars = 2.5 * 1000", "def square(x):\n    return x**2"
WRONG_UNIT, CUBE = "dollars = 2.5", "def square(x):\n    return x**3"
LOOP = "while True:\n    pass\n\ndef square(x):\n    return x**2"

# For each file what stands in its two exercise cells, if it is not `...`.
CLASS = {
    "right.ipynb": (RIGHT_FIRST, RIGHT_SQUARE),
    "wrong.ipynb": (WRONG_UNIT, CUBE),
    "half.ipynb": (RIGHT_FIRST, None),
    "untouched.ipynb": (None, None),
    "bracket.ipynb": ("dollars = 2.5 * (1000", RIGHT_SQUARE),
    "undefined.ipynb": (RIGHT_FIRST, "def square(x):\n    return y**2"),
    "loop.ipynb": (RIGHT_FIRST, LOOP),
    "cleared.ipynb": (RIGHT_FIRST, RIGHT_SQUARE),
    "old.ipynb": (RIGHT_FIRST, RIGHT_SQUARE),
    "a folder/=my final version (2).IPYNB": (WRONG_UNIT, RIGHT_SQUARE),
    unicodedata.normalize("NFD", "3반/김민지 — 시작.ipynb"): (RIGHT_FIRST, RIGHT_SQUARE),
}
SAVED = {
    "right": ("right", "right"),
    "wrong": ("wrong", "wrong"),
    "half": ("right", "untouched"),
    "untouched": ("untouched", "untouched"),
    "bracket": ("error", "right"),
    "undefined": ("right", "error"),
    "loop": ("right", "untouched"),  # its check was never reached
    "cleared": ("untouched", "untouched"),
    "old": ("right", "right"),
    "a folder/=my final version (2)": ("wrong", "right"),
    "3반/김민지 — 시작": ("right", "right"),
}
RUN = SAVED | {
    "loop": ("right", "error"),
    "cleared": ("right", "right"),
    "old": ("right", "wrong"),
}
DEAF = """
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
"""
CLICKS = """
from course_utils import progress
shown = Out[max(Out)]
for option, button in zip(shown.questions[0].options, shown.buttons[0]):
    if option.right:
        button.click()
asked = {"module": "course_utils.chapters.start_here.asking", "question": "?", "truth": "2"}
progress.record("prediction", "a", asked | {"guess": "2", "off": 0})
progress.record("prediction", "b", asked | {"guess": None, "off": None})
"""
FORGET = "progress._done.clear()"


def answered(first, square):
    """Return the notebook as it was handed out, with these answers; without its slow figure."""
    notebook = read(HANDED_OUT)
    notebook.cells = [cell for cell in notebook.cells if cell.id != "live-first"]
    answers = {"exercise-first": first, "exercise-square": square}
    for cell in notebook.cells:
        cell.source = answers.get(cell.id) or cell.source
    return notebook


def run_together(notebooks):
    """Run notebooks in one kernel, one after another, with a click and two guesses in each."""
    together = nbformat.v4.new_notebook()
    for notebook in notebooks:
        for cell in notebook.cells:
            together.cells.append(cell)
            if cell.id == "quiz":
                together.cells.append(nbformat.v4.new_code_cell(CLICKS))
        together.cells.append(nbformat.v4.new_code_cell(FORGET))
    run(together, HANDED_OUT.parent)


def clear(cells):
    for cell in cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write the class's notebooks, and what else may lie among them."""
    folder = tmp_path_factory.mktemp("collected")
    notebooks = {file: answered(*answers) for file, answers in CLASS.items()}
    loop, old = notebooks["loop.ipynb"].cells, notebooks["old.ipynb"].cells
    (at,) = (number for number, cell in enumerate(loop) if cell.id == "exercise-square")
    loop[at].source = ""  # else nothing would ever be saved
    run_together(notebooks[file] for file in CLASS if file != "untouched.ipynb")
    loop[at].source, old[at].source = LOOP, CUBE
    clear(loop[at:])
    clear(notebooks["cleared.ipynb"].cells)
    for file, notebook in notebooks.items():
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        nbformat.write(notebook, path)

    right = (folder / "right.ipynb").read_bytes()
    (folder / "right (1).ipynb").write_bytes(right)
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints/right-checkpoint.ipynb").write_bytes(right)
    physics = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("check('speed', 3)")])
    nbformat.write(physics, folder / "physics.ipynb")
    (folder / "cut off.ipynb").write_bytes(right[:1000])
    (folder / "a list.ipynb").write_text("[1]", encoding="utf-8")
    (folder / "gone.ipynb").symlink_to(folder / "nowhere.ipynb")
    return folder


def overview_of(folder, *arguments):
    """Print the overview of a folder; return {file without its ending: statuses}."""
    file = folder.parent / "overview.json"
    main([str(folder), "--json", str(file), *arguments])
    found = json.loads(file.read_text(encoding="utf-8"))
    assert all(work.keys() == {"file", "chapter", "exercises"} for work in found)
    return {
        unicodedata.normalize("NFC", work["file"]).removesuffix(".ipynb").removesuffix(".IPYNB"): (
            tuple(work["exercises"].values())
        )
        for work in found
    }


NOT_OF_THE_COURSE = dict.fromkeys(["physics", "cut off", "a list", "gone"], ())


def test_the_names_of_all_exercises_are_read_without_importing_them():
    names = [name for names in overview.course().values() for name in names]
    assert sorted(names) == sorted(all_exercises())


def test_the_signs_are_those_of_the_look_back():
    assert list(overview.SIGNS) == list(headings())
    assert all(text.startswith(overview.SIGNS[status]) for status, text in headings().items())


def test_what_the_class_has_saved_is_read(folder, capsys):
    expected = SAVED | NOT_OF_THE_COURSE | {"right (1)": SAVED["right"]}
    assert overview_of(folder) == expected
    text = capsys.readouterr().out
    rows = dict(re.split("  +", line, maxsplit=1) for line in text.splitlines() if "  " in line)
    assert rows["start_here"] == "1  2  quiz  guesses"
    assert rows["right"] == "✓  ✓  1/5   1"
    assert rows["wrong"] == "✗  ✗  1/5   1"
    assert rows["bracket"] == "!  ✓  1/5   1"
    assert rows["half"] == "✓  …  1/5   1"
    assert rows["untouched"] == "…  …  –     –"
    # The twin is not counted. That of `old.ipynb` is still what was saved.
    unit = "2 × This is still in thousand dollars. Multiply by 1000."
    assert rows["1"].split(maxsplit=1) == ["first_answer", f"6 of 11  {unit}"]
    assert rows["2"].split(maxsplit=1)[1].startswith("5 of 11  1 × ")
    assert rows["old.ipynb"] == "first_function was changed after its last check"
    assert rows["right (1).ipynb"].startswith("the same, byte for byte, as right.ipynb")
    assert rows["cleared.ipynb"].startswith("no verdict is saved in it")
    assert rows["physics.ipynb"] == "is not a notebook of this course"
    assert rows["cut off.ipynb"].startswith("cannot be read as a notebook: ")
    assert rows["a list.ipynb"].startswith("cannot be read as a notebook: ")
    assert rows["gone.ipynb"] == "cannot be opened: No such file or directory"
    assert "checkpoint" not in text


def test_columns_stand_under_each_other_in_any_writing(folder, capsys):
    overview_of(folder)
    table = capsys.readouterr().out.split("\n\n")[0].splitlines()
    ends = {
        sum(1 + (unicodedata.east_asian_width(letter) == "W") for letter in line[: found.start()])
        for line in table
        for found in [re.search("  [1✓✗…!]  [2✓✗…!]  ", line)]
    }
    assert len(table) == 1 + len(CLASS) + 1
    assert len(ends) == 1


def test_the_class_is_run_anew(folder, capsys):
    expected = RUN | NOT_OF_THE_COURSE | {"right (1)": RUN["right"]}
    assert overview_of(folder, "--run", "--limit", "10") == expected
    printed = capsys.readouterr()
    assert printed.err.startswith("This runs the students' code on this machine")
    rows = printed.out.splitlines()
    assert any(re.fullmatch("right +✓  ✓  1/5   1", row) for row in rows)  # clicks stay as saved
    assert not any(row.startswith(("old.ipynb", "cleared.ipynb")) for row in rows)


def test_a_kernel_that_dies_or_is_deaf_ends_its_own_notebook_only(tmp_path, capsys):
    for name, code in {"dies": "import os\nos._exit(1)", "deaf": DEAF}.items():
        cells = [nbformat.v4.new_code_cell(part) for part in (code, 'check("first_answer", 2)')]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / f"{name}.ipynb")
    expected = ("untouched", "untouched")
    assert overview_of(tmp_path, "--run", "--limit", "2") == {"dies": expected, "deaf": expected}
    rows = capsys.readouterr().out.splitlines()
    for name in ("dies", "deaf"):
        assert any(row.startswith(f"{name}.ipynb  the run ended early: ") for row in rows)


def test_thirty_notebooks_are_read_in_two_seconds(folder, tmp_path, capsys):
    notebook = json.loads((folder / "right.ipynb").read_text(encoding="utf-8"))
    picture = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "A" * 10**6}}
    notebook["cells"][1]["outputs"] += [picture, picture]
    for number in range(30):
        (tmp_path / f"{number}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    command = [sys.executable, "-c", TIMED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    assert "1 of 1" in done.stdout  # each is the first one's twin
    assert float(done.stderr) < 2


TIMED = """
import sys, time
from course_utils.overview import main
main()
print(time.process_time(), file=sys.stderr)
assert not {"matplotlib", "numpy", "IPython", "nbclient"} & set(sys.modules)
"""


@pytest.mark.parametrize(
    "output",
    [
        {"exercise": "first_answer", "status": "perfect"},
        {"exercise": "first_answer"},
        {"exercise": ["first_answer"], "status": "right"},
        {"chapter": "start_here", "exercises": None},
        "right",
        None,
    ],
)
def test_what_a_check_would_never_leave_is_a_line(tmp_path, capsys, output):
    notebook = answered(RIGHT_FIRST, RIGHT_SQUARE)
    data = {overview.MEDIA_TYPE: output}
    notebook.cells[1].outputs = [nbformat.v4.new_output("display_data", data)]
    nbformat.write(notebook, tmp_path / "odd.ipynb")
    assert overview_of(tmp_path) == {"odd": ()}
    assert capsys.readouterr().out.startswith("odd.ipynb  cannot be read as a notebook: ")


def test_what_a_run_leaves_beside_a_check_is_a_line(tmp_path, capsys):
    left = {overview.MEDIA_TYPE: {"exercise": "first_answer", "status": "perfect"}}
    code = f"check = print\ncheck('first_answer', 2)\ndisplay({left}, raw=True)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbformat.write(notebook, tmp_path / "odd.ipynb")
    assert overview_of(tmp_path, "--run") == {"odd": ()}
    assert capsys.readouterr().out.startswith("odd.ipynb  cannot be read as a notebook: ")


def test_other_files_are_written_for_a_spreadsheet_and_a_browser(folder, tmp_path, capsys):
    overview_of(folder, "--csv", str(tmp_path / "a.csv"), "--html", str(tmp_path / "a.html"))
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith("\ufeff".encode())  # else a spreadsheet guesses at the letters
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    by_file = {row["file"]: row for row in rows}
    assert len(by_file) == len(CLASS) + 5
    row = by_file["wrong.ipynb"]
    assert (row["first_answer"], row["quiz"], row["guesses"]) == ("wrong", "1", "1")
    assert by_file["physics.ipynb"]["notes"] == "is not a notebook of this course"

    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert not re.search("https?:|src=|<link", page)
    assert page.count('aria-label="Right"') == sum(
        statuses.count("right") for statuses in [*SAVED.values(), SAVED["right"]]
    )


def test_a_name_is_neither_a_formula_nor_a_tag():
    work = Work("=cmd|<b>.ipynb", notes=["x"])
    assert "\n'=cmd" in as_csv([work])
    assert "<b>" not in as_html([work])


def test_what_cannot_be_read_or_run_is_told(tmp_path, capsys):
    assert overview_of(tmp_path) == {}
    assert capsys.readouterr().out == "There is no notebook in it.\n"
    with pytest.raises(SystemExit):
        main([str(tmp_path / "nowhere")])
    assert "There is no folder" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--run", "--limit", "0"])
    assert "--limit is 0: give 1 second or more" in capsys.readouterr().err


def test_every_text_is_translated(pseudo_language, capsys, tmp_path):  # noqa: F811
    names = {"start", "here", "first", "answer", "file"}
    exercises = {"first_answer": "right"}
    twin = Work("file.ipynb", "start_here", exercises, quiz=(1, 3), guesses=2, twin=True)
    page = re.sub("<style>.*</style>|<script>.*</script>", "", as_html([twin]), flags=re.DOTALL)
    assert escaped_texts(page.splitlines(), names) == []
    assert escaped_texts(as_text([twin]).splitlines(), names) == []

    nbformat.write(answered(RIGHT_FIRST, RIGHT_SQUARE), tmp_path / "b.ipynb")
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "c.ipynb")
    (tmp_path / "d.ipynb").write_text("[1]", encoding="utf-8")
    works = [work for work, _notebook in overview.collect(tmp_path)]
    assert [len(work.notes) for work in works] == [1, 1, 1]
    assert escaped_texts([note for work in works for note in work.notes]) == []


def test_the_teachers_page_shows_a_table_as_it_is_printed():
    unit = next(iter(all_exercises()["first_answer"].mistakes))
    works = [
        Work(
            "3반/김민지.ipynb", "start_here", {"first_answer": "right", "first_function": "right"}
        ),
        Work("jonas.ipynb", "start_here", {"first_answer": "wrong", "first_function": "untouched"}),
        Work("zoe.ipynb", "start_here", {"first_answer": "right", "first_function": "error"}),
    ]
    n_questions = len(all_quizzes()["start_here"])
    works[0] = replace(works[0], quiz=(2, n_questions), guesses=1)
    works[1].mistakes["first_answer"] = unit
    page = (ROOT / "docs/teaching.md").read_text(encoding="utf-8")
    assert f"```\n{as_text(works)}\n```" in page
