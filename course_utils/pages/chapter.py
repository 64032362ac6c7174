"""A notebook as the content of a page: run, and laid out in groups.

A group is what belongs together on the page, on a slide and on the worksheet.
"""

import base64
import html
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbclient import NotebookClient

from course_utils.chapters import all_figures, all_predictions, all_quizzes
from course_utils.language import _, set_language
from course_utils.pages.markdown import Block, blocks_of, code_html, formula_html, plain_text
from course_utils.pages.questions import card_html, question_html

# What is shown on a slide, each kind on its own: the rest of a page is read, not projected.
SLIDES = {"title", "predict", "figure", "name", "picture", "card", "question"}
# With these a section gives its readers something to do, so that it is on the worksheet.
TASKS = {"predict", "figure", "card", "exercise", "question"}
# What may follow a heading or a definition on its slide, and how many letters there may be.
EXPLAINED = {"paragraph", "formula", "list", "table"}
LONGEST_SLIDE = 700

_FIRST_CALL = re.compile(r'(\w+)\((?:"(\w+)")?')
_SHOW_PICTURES = (
    "from course_utils.pages.pictures import show_pictures_for_pages\nshow_pictures_for_pages()"
)


@dataclass
class Chapter:
    """A notebook, ready to be put into a page.

    Parameters
    ----------
    name : str
        The notebook's file name without its suffix.
    title, about : str
        The first heading and the first paragraph, as HTML.
    minutes : str
        How long it takes, or "" where it does not say.
    sections : list of (str, str)
        The id and the HTML of each section's heading.
    body : str
        Everything else; a live figure is missing where `place_of` says.
    """

    name: str
    title: str
    about: str
    minutes: str
    sections: list
    body: str


@dataclass
class Group:
    """Blocks that stay together; `kind` is one of `SLIDES`, or "text" or "exercise"."""

    kind: str
    blocks: list = field(default_factory=list)
    printed: bool = False


class Piece(NamedTuple):
    """A block, and the number of its cell."""

    block: Block
    cell: int


def place_of(figure):
    """Return what stands in a chapter's body in the place of a live figure."""
    return f"<!-- {figure} -->"


def figures_of(path):
    """Return the names of the live figures that a notebook shows, in their order."""
    known = all_figures()
    return [name for name, _text in map(_call, read(path).cells) if name in known]


def read(path):
    """Return a notebook as nbformat's object."""
    return nbformat.read(path, as_version=4)


def make_chapter(path, language):
    """Run a notebook and return its `Chapter`."""
    set_language(language)
    notebook = _run(read(path), path.parent, language)
    pieces = [one for one in _pieces(notebook.cells) if not _LINK_ALONE.fullmatch(one.block.html)]
    headings = _Headings()
    groups = list(_grouped(pieces))
    body = "\n".join(_group_html(group, headings) for group in groups)
    first, second = groups[0].blocks[:2]
    minutes = re.search(r"^\*\*[^*]+:\*\* (\d+)", notebook.cells[0].source, re.MULTILINE)
    return Chapter(
        Path(path).stem, first.html, second.html, minutes[1] if minutes else "", headings.all, body
    )


# A link alone leads to the other language; each page has such a link in its head.
_LINK_ALONE = re.compile(r"<p><a [^>]*>[^<]*</a></p>")


def _call(cell):
    """Return the function that a code cell calls first, and its argument if that is a text."""
    found = _FIRST_CALL.match(cell.source) if cell.cell_type == "code" else None
    return found.groups() if found else (None, None)


# What a page shows by itself, or not at all.
_SHOWN_OTHERWISE = {"check", "looking_back", "predict", "quiz"}


def _run(notebook, folder, language):
    """Run a notebook in a kernel, without the cells that a page shows by itself."""
    skipped = _SHOWN_OTHERWISE | set(all_figures())
    cells = [cell for cell in notebook.cells if _call(cell)[0] not in skipped]
    running = nbformat.v4.new_notebook(metadata=notebook.metadata)
    running.cells = [nbformat.v4.new_code_cell(_SHOW_PICTURES), *cells]
    client = NotebookClient(
        running,
        timeout=120,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--log-level=ERROR"],
    )
    client.execute(env=os.environ | {"COURSE_LANGUAGE": language})
    return notebook  # its cells have got their outputs


def _pieces(cells):
    """Yield the pieces of all cells, in their order."""
    following = [_call(cell)[0] for cell in cells[1:]] + [None]
    for number, (cell, next_call) in enumerate(zip(cells, following, strict=True)):
        if cell.cell_type == "markdown":
            blocks = blocks_of(cell.source)
            if next_call == "looking_back":  # the rest says how to run that cell
                blocks = [block for block in blocks if block.kind == "heading"]
        else:
            blocks = _code_blocks(cell, is_exercise=next_call == "check")
        yield from (Piece(block, number) for block in blocks)


def _code_blocks(cell, is_exercise):
    """Return what a page shows of a code cell."""
    call, text = _call(cell)
    if call in all_figures():
        return [Block("figure", place_of(call))]
    if call == "quiz":
        questions = enumerate(all_quizzes()[text], start=1)
        return [Block("question", question_html(question, n)) for n, question in questions]
    if call == "predict":
        return [Block("card", card_html(all_predictions()[text]))]
    if call == "looking_back":
        return [Block("paragraph", '<p class="looking-back" role="status"></p>')]
    if call == "check":
        return []
    source = code_html(cell.source)
    if is_exercise:
        note = _("Write it in the notebook, where a check judges it, or on paper.")
        return [Block("exercise", f'{source}<p class="note">{html.escape(note)}</p>')]
    if cell.metadata.get("jupyter", {}).get("source_hidden"):
        heading = html.escape(_("Code"))
        source = f"<details><summary>{heading}</summary>{source}</details>"
    return [Block("code", source), *filter(None, map(_output_block, cell.outputs))]


def _output_block(output):
    """Return what a page shows of an output: what was printed, a picture, a table, a formula."""
    if output.output_type == "stream":
        return _printed(output.text) if output.name == "stdout" else None
    data = output.get("data", {})
    if "application/vnd.jupyter.widget-view+json" in data:  # a progress bar that is through
        return None
    if "image/svg+xml" in data:
        picture = base64.b64encode(data["image/svg+xml"].encode()).decode()
        words = html.escape(data["text/plain"])
        source = f"data:image/svg+xml;base64,{picture}"
        return Block("picture", f'<img class="plot" alt="{words}" src="{source}">')
    if "text/html" in data:
        return Block("table", data["text/html"])
    if "text/latex" in data:
        return Block("formula", formula_html(data["text/latex"].strip("$"), alone=True))
    return _printed(data.get("text/plain", ""))


def _printed(text):
    return Block("output", f'<pre class="output">{html.escape(text)}</pre>')


def _grouped(pieces):
    """Yield groups of blocks: those of one kind that follow each other, unless they stand alone."""
    for section in _sections(pieces):
        group = None
        for (block, _cell), printed in zip(section, _printed_of(section), strict=True):
            kind = _kind_of_group(block, group)
            is_alone = kind in _ALONE and block.kind != "card"
            if group and (kind, printed) == (group.kind, group.printed) and not is_alone:
                group.blocks.append(block)
                continue
            if group:
                yield group
            group = Group(kind, [block], printed)
        yield group


def _printed_of(section):
    """Yield for each piece of a section whether it is on the worksheet.

    There is what asks, and what one needs to know before; not what is told after.
    """
    has_task = not TASKS.isdisjoint(piece.block.kind for piece in section)
    asking = {piece.cell for piece in section if piece.block.kind == "predict"}
    before_exercise = [piece.block.kind == "exercise" for piece in section[1:]] + [False]
    seen = set()
    for number, (block, cell) in enumerate(section):
        if section[0].block.level == 1 and number < 2:
            yield True  # the title, and what it is about
        elif block.kind == "picture":
            yield has_task and seen.isdisjoint(TASKS)
        elif block.kind in {"code", "output", "folded"}:
            yield False
        else:
            is_told_before = seen.isdisjoint(TASKS - {"predict", "question"})
            is_task = block.kind in TASKS or cell in asking or before_exercise[number]
            yield has_task and (is_told_before or is_task)
        seen.add(block.kind)


_ALONE = {"predict", "figure", "picture", "card", "question", "exercise"}


def _sections(pieces):
    """Yield lists of pieces, each from one heading to the next."""
    section = []
    for piece in pieces:
        if piece.block.kind == "heading" and section:
            yield section
            section = []
        section.append(piece)
    yield section


def _kind_of_group(block, group):
    """Return the kind of the group that a block belongs to, after the present one."""
    if block.kind == "heading":
        return "title"
    if group and group.kind in {"title", "name"} and block.kind in EXPLAINED:
        length = sum(len(plain_text(one.html)) for one in [*group.blocks, block])
        is_first_page = group.blocks[0].level == 1 and len(group.blocks) == 2
        return "text" if length > LONGEST_SLIDE or is_first_page else group.kind
    if group and group.kind == "predict" and block.kind == "card":
        return "predict"
    return block.kind if block.kind in SLIDES | {"exercise"} else "text"


class _Headings:
    """Gives each heading an id of its own, and remembers those of the sections."""

    def __init__(self):
        self.all = []
        self._used = set()

    def html(self, block):
        base = re.sub(r"\W+", "-", plain_text(block.html)).strip("-").lower() or "section"
        name, n = base, 1
        while name in self._used:
            n += 1
            name = f"{base}-{n}"
        self._used.add(name)
        if block.level == 2:
            self.all.append((name, block.html))
        return f'<h{block.level} id="{name}">{block.html}</h{block.level}>'


def _group_html(group, headings):
    kinds = [group.kind, *["slide"] * (group.kind in SLIDES), *["printed"] * group.printed]
    inside = (
        headings.html(block) if block.kind == "heading" else block.html for block in group.blocks
    )
    return f'<div class="{" ".join(kinds)}">\n{"".join(inside)}\n</div>'
