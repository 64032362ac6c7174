"""What a class has solved, as a table.

    uv run python -m course_utils.overview FOLDER

reads what `check` and `looking_back` have left in the saved outputs of all notebooks below a
folder, and runs nothing. With ``--run`` each notebook is run anew, in a kernel of its own.
"""

import argparse
import ast
import asyncio
import csv
import hashlib
import html
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from string import Template

from course_utils.language import _, language_in_use
from course_utils.progress import MEDIA_TYPE, UNTOUCHED, checksum, headings

_NAMED = re.compile(r"""\b(?:check|quiz|looking_back)\(\s*["'](\w+)["']""")
_NOT_KNOWN = "–"
SIGNS = {"right": "✓", "wrong": "✗", "error": "!", UNTOUCHED: "…"}


@dataclass(frozen=True)
class Work:
    """What one file says that its student has done.

    Parameters
    ----------
    file : str
        Its path below the folder.
    chapter : str or None
        Whose notebook it is; None if it is none of the course, or cannot be read.
    exercises : dict of str
        For each exercise of the chapter "right", "wrong", "error" or "untouched".
    mistakes : dict of str
        The message of each exercise whose mistake has a name.
    quiz : tuple of int or None
        How many questions were right at the first click, and how many there are, if it is saved.
    guesses : int or None
        How many predictions were committed, if it is saved.
    notes : list of str
        What the teacher should know of the file.
    twin : bool
        Whether it is another file once more: the class counts it once.
    """

    file: str
    chapter: str | None = None
    exercises: dict = field(default_factory=dict)
    mistakes: dict = field(default_factory=dict)
    quiz: tuple | None = None
    guesses: int | None = None
    notes: list = field(default_factory=list)
    twin: bool = False


@cache
def course():
    """Return a dict from each chapter to the names of its exercises.

    They are read from the files and not imported: that would take longer than thirty notebooks.
    """
    return {
        path.parent.name: [
            node.name
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef) and not (node.name[0] == "_" or node.args.args)
        ]
        for path in Path(__file__).with_name("chapters").glob("*/exercises.py")
    }


def collect(folder):
    """Read all notebooks below a folder; return a dict from each Work to its notebook.

    What cannot be read, and what is no notebook of the course, has a note, and None for a notebook.
    """
    found, first = [], {}
    for path, error in _notebooks(folder):
        file = path.relative_to(folder).as_posix()
        try:
            if error:
                raise error
            content = path.read_bytes()
            notebook = json.loads(content)
            work = read(file, notebook)
        except Exception as error:  # whatever may stand in a file
            found.append((Work(file, notes=[_unreadable(error)]), None))
            continue
        # Two who have done nothing have not handed in the same thing twice.
        if {*work.exercises.values()} - {UNTOUCHED}:
            twin = first.setdefault(hashlib.sha256(content).digest(), file)
            if twin != file:
                text = _("the same, byte for byte, as {file}: the class counts it once")
                work = replace(work, twin=True, notes=[*work.notes, text.format(file=twin)])
        found.append((work, notebook))
    return found


def _notebooks(folder):
    """Yield (path, None) of each notebook, and (path, error) of each folder that stays closed."""
    closed = []
    for place, folders, files in os.walk(folder, onerror=closed.append):
        # What begins with a dot are copies that Jupyter and the system keep.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files, key=lambda name: Path(name).stem):
            if name.lower().endswith(".ipynb") and not name.startswith("."):
                yield Path(place, name), None
    yield from ((Path(error.filename), error) for error in closed)


def _unreadable(error):
    if isinstance(error, OSError):
        return _("cannot be opened: {reason}").format(reason=error.strerror)
    # A ValueError says where the text is broken; others, that what is read has another form.
    reason = error if isinstance(error, ValueError) else _("it is built like none")
    return _("cannot be read as a notebook: {reason}").format(reason=reason)


def read(file, notebook):
    """Return the Work that the saved outputs of a notebook tell of."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    sources = ["".join(cell["source"]) for cell in cells]
    names = [name for source in sources for name in _NAMED.findall(source)]
    chapter = _chapter(names)
    if chapter is None:
        return Work(file, notes=[_("is not a notebook of this course")])
    # In the notebook's order; a student may have deleted some.
    order = [name for name in names if name in course()[chapter]] + course()[chapter]
    work = Work(file, chapter, dict.fromkeys(order, UNTOUCHED))
    left = _left(cells, sources)
    looks = [data for data in left if data.get("chapter") == chapter]
    for look in looks[-1:]:
        work = _looked_back(work, look)
    checks = {data["exercise"]: data for data in left if data.get("exercise") in work.exercises}
    for name, data in checks.items():
        work.exercises[name] = data["status"]
        if "mistake" in data:
            work.mistakes[name] = str(data["mistake"])
        if not {*data.get("cells", ())} <= {*map(checksum, sources)}:
            text = _("{exercise} was changed after its last check")
            work.notes.append(text.format(exercise=name))
    if unknown := {*work.exercises.values()} - {*SIGNS}:
        raise KeyError(*unknown)
    if not (looks or checks):
        work.notes.append(_("no verdict is saved in it: not run, or its outputs were cleared"))
    return work


def _chapter(names):
    """Return the chapter that most of these names of exercises, or of chapters, belong to."""
    owners = {name: chapter for chapter, owned in course().items() for name in [chapter, *owned]}
    counted = Counter(owners[name] for name in names if name in owners)
    return max(counted, key=counted.get, default=None)


def _left(cells, sources):
    """Return what the course has left in the outputs of cells, in the order in which they ran."""
    left = []
    for cell, source in zip(cells, sources, strict=True):
        for output in cell["outputs"]:
            if output["output_type"] == "error":  # of a check that could not even begin
                found = [{"exercise": name, "status": "error"} for name in _NAMED.findall(source)]
            else:
                found = [output["data"][MEDIA_TYPE]] if MEDIA_TYPE in output.get("data", {}) else []
            left += [(cell["execution_count"] or 0, data) for data in found]
    return [data for _count, data in sorted(left, key=lambda pair: pair[0])]


def _looked_back(work, look):
    """Add what a look back says, which is older than the checks' own outputs, or as old."""
    statuses = {name: look["exercises"].get(name, UNTOUCHED) for name in work.exercises}
    quiz = look["quiz"]
    return replace(
        work,
        exercises=statuses,
        quiz=(quiz["first_click"], quiz["questions"]) if quiz["answered"] else None,
        guesses=sum(guess["guess"] is not None for guess in look["predictions"]) or None,
    )


def run(found, seconds):
    """Run notebooks, as many at once as there are processors; return their Works.

    Parameters
    ----------
    found : list of (Work, dict or None)
        What `collect` returned. Quiz and guesses stay as they were saved: nobody clicks here.
    seconds : int
        How long a cell may take. Then it is interrupted, and the notebook goes on; if it takes no
        notice, the notebook ends.
    """
    from tqdm import tqdm

    async def run_one(work, notebook, turn, bar):
        async with turn:
            try:
                new = await _run(work, notebook, seconds) if work.chapter else work
            except Exception as error:  # whatever its code may leave
                new = Work(work.file, notes=[_unreadable(error)])
        bar.update()
        return new

    async def run_all():
        turn = asyncio.Semaphore(os.cpu_count() or 1)
        with tqdm(total=len(found), unit="notebook") as bar:
            return await asyncio.gather(*(run_one(*pair, turn, bar) for pair in found))

    return asyncio.run(run_all())


async def _run(work, notebook, seconds):
    """Run one notebook in a kernel and in a folder of its own."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.reads(json.dumps(notebook), as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notes = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
            allow_errors=True,
            timeout=seconds,
            interrupt_on_timeout=True,
            shutdown_kernel="immediate",
        )
        client.log.disabled = True
        try:
            async with client.async_setup_kernel(stderr=subprocess.DEVNULL):
                for number, cell in enumerate(notebook.cells):
                    running = client.async_execute_cell(cell, number)
                    # Once more as long for what does not heed the interrupt at once.
                    await asyncio.wait_for(running, 2 * seconds)
        except Exception as error:  # the kernel died, or the cell is deaf
            text = _("the run ended early: {reason}")
            notes.append(text.format(reason=error or type(error).__name__))
    new = read(work.file, notebook)
    return replace(new, quiz=work.quiz, guesses=work.guesses, twin=work.twin, notes=notes)


def tables(works):
    """Return (chapter, its exercises, a row a notebook, a row an exercise) for each chapter."""
    found = []
    for chapter in sorted({work.chapter for work in works if work.chapter}):
        members = [work for work in works if work.chapter == chapter]
        names = [*members[0].exercises]
        students = [
            [_label(work), *(SIGNS[work.exercises[name]] for name in names), *_clicks(work)]
            for work in members
        ]
        exercises = [[name, *_summary(members, name)] for name in names]
        found.append((chapter, names, students, exercises))
    return found


def _label(work):
    return _shown(work.file[: -len(".ipynb")])


def _clicks(work):
    quiz = "{}/{}".format(*work.quiz) if work.quiz else _NOT_KNOWN
    return [quiz, str(work.guesses or _NOT_KNOWN)]


def _summary(works, name):
    """Return how many have solved an exercise, and the most frequent mistake that has a name."""
    once = [work for work in works if not work.twin]
    n_right = sum(work.exercises[name] == "right" for work in once)
    mistakes = Counter(work.mistakes[name] for work in once if name in work.mistakes)
    frequent = [f"{count} × {message}" for message, count in mistakes.most_common(1)]
    return [_("{right} of {all}").format(right=n_right, all=len(once)), *(frequent or [""])]


def _notes(works):
    return [[work.file, note] for work in works for note in work.notes]


def as_text(works):
    """Write the table of each chapter, its class, and the notes."""
    parts = []
    for chapter, names, students, exercises in tables(works):
        numbers = [str(number) for number in range(1, len(names) + 1)]
        parts.append(_aligned([[chapter, *numbers, _("quiz"), _("guesses")], *students]))
        rows = [[number, *row] for number, row in zip(numbers, exercises, strict=True)]
        parts.append(_aligned(rows))
    if parts:
        parts.append("   ".join(headings().values()))
    if notes := _notes(works):
        parts.append(_aligned(notes))
    return "\n\n".join(parts)


def _aligned(rows):
    """Write rows of texts in columns; a Korean letter is two places wide."""
    rows = [[_shown(text) for text in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _shown(text):
    """Return a text as a terminal can show it: a file's name may hold anything."""
    text = unicodedata.normalize("NFC", text)
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _width(text):
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.category(letter) in ("Mn", "Cf") for letter in text)


def as_csv(works):
    """Write a line a file, for a spreadsheet."""
    names = [name for _chapter, names, *_rows in tables(works) for name in names]
    rows = [["file", "chapter", *names, "quiz", "guesses", "notes"]]
    for work in works:
        statuses = [work.exercises.get(name, "") for name in names]
        # The number alone: a spreadsheet takes 4/6 for a day in June.
        clicks = [work.quiz[0] if work.quiz else "", work.guesses or ""]
        rows.append([work.file, work.chapter or "", *statuses, *clicks, "; ".join(work.notes)])
    file = io.StringIO(newline="")
    # What begins like a formula, a file's name perhaps, would be computed.
    csv.writer(file).writerows(
        [f"'{cell}" if str(cell).startswith(("=", "+", "-", "@")) else cell for cell in row]
        for row in rows
    )
    return file.getvalue()


def as_json(works):
    """Write a list of {"file", "chapter", "exercises"}."""
    parts = ("file", "chapter", "exercises")
    data = [{part: getattr(work, part) for part in parts} for work in works]
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_html(works):
    """Write one page that needs nothing else; a click on a heading sorts its table."""
    parts = []
    for chapter, names, students, exercises in tables(works):
        heads = [_("notebook"), *names, _("quiz"), _("guesses")]
        parts.append(_table(chapter, heads, students, "sortable"))
        heads = [_("exercises"), _("solved"), _("most frequent mistake")]
        parts.append(_table(_("The class"), heads, exercises))
    if notes := _notes(works):
        parts.append(_table(_("Notes"), [_("notebook"), _("note")], notes))
    page = Path(__file__).with_name("overview.html").read_text(encoding="utf-8")
    texts = {"title": _("What the class has solved"), "language": language_in_use()}
    return Template(page).substitute(texts, tables="\n".join(parts))


def _table(caption, heads, rows, kind="still"):
    heads = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{html.escape(first)}</th>{"".join(map(_cell, rest))}</tr>\n'
        for first, *rest in rows
    )
    return (
        f'<div class="wide"><table class="{kind}"><caption>{html.escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody></table></div>"
    )


def _cell(text):
    """Write a text; a sign gets its colour, its place in the order, and words to be read aloud."""
    for order, (status, sign) in enumerate(SIGNS.items()):
        if text == sign:
            words = headings()[status].removeprefix(sign).strip()
            return (
                f'<td class="{status}" data-order="{order}">'
                f'<span role="img" aria-label="{html.escape(words)}">{text}</span></td>'
            )
    return f"<td>{html.escape(text)}</td>"


def main(arguments=None):
    """Read the command line, and print the overview."""
    parser = argparse.ArgumentParser(
        prog="python -m course_utils.overview", description=_("What a class has solved.")
    )
    parser.add_argument("folder", type=Path, help=_("where the collected notebooks are"))
    for kind in _WRITERS:
        parser.add_argument(f"--{kind}", metavar="FILE", type=Path)
    parser.add_argument("--run", action="store_true", help=_("run the students' code"))
    text = _("with --run: how long a cell may take (default: %(default)s)")
    parser.add_argument("--limit", metavar="SECONDS", type=int, default=60, help=text)
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        parser.error(_("There is no folder {folder}.").format(folder=given.folder))
    if given.limit < 1:
        parser.error(_("--limit is {seconds}: give 1 second or more.").format(seconds=given.limit))
    for stream in (sys.stdout, sys.stderr):  # on Windows a file or a pipe knows no ✓ else
        stream.reconfigure(encoding="utf-8", errors="replace")

    found = collect(given.folder)
    works = [work for work, _notebook in found]
    if given.run:
        text = _("This runs the students' code on this machine, with all that you may do there.")
        print(text, file=sys.stderr)
        works = run(found, given.limit)
    print(as_text(works) or _("There is no notebook in it."))
    for kind, (write, encoding) in _WRITERS.items():
        if path := getattr(given, kind):
            try:
                path.write_text(write(works), encoding, errors="replace", newline="")
            except OSError as error:  # a spreadsheet may still hold it
                sys.exit(f"{path}: {_unreadable(error)}")


# Spreadsheets know UTF-8 by its signature only.
_WRITERS = {
    "csv": (as_csv, "utf-8-sig"),
    "html": (as_html, "utf-8"),
    "json": (as_json, "utf-8"),
}

if __name__ == "__main__":
    main()
