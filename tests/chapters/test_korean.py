"""The Korean edition: cell for cell the English one, complete, and with all its letters."""

import ast
import logging
import re
import warnings

import pytest
from babel.messages.pofile import read_po
from matplotlib import font_manager, rcParams

import course_utils.language as language
from course_notebooks import CHECKED, IN_ENGLISH, NOTEBOOKS, exercises_of, read
from course_utils.chapters import all_figures
from figure_checks import Complaints, every_value, free
from lab import ROOT
from make_key import KEYS, all_answers, key_page
from make_korean_font import TARGETS, letters
from mark_translated import MARK, english_of, stale

KOREAN = [path for path in NOTEBOOKS if path.parent.name == "ko"]
CATALOGUE = ROOT / "course_utils/locale/ko/LC_MESSAGES/course_utils.po"
ids = [path.stem for path in KOREAN]


class _WithoutTexts(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.Constant("") if isinstance(node.value, str) else node

    def visit_FormattedValue(self, node):
        """Keep how a number is written; a text's column may be wider or narrower."""
        is_width = node.format_spec and re.fullmatch(r"f'[<>^]?\d*'", ast.unparse(node.format_spec))
        spec = None if is_width else node.format_spec
        return ast.FormattedValue(self.visit(node.value), node.conversion, spec)

    def visit_JoinedStr(self, node):
        shown = [part for part in node.values if isinstance(part, ast.FormattedValue)]
        return (
            ast.Tuple(sorted(map(self.visit, shown), key=ast.dump)) if shown else (ast.Constant(""))
        )


def code_alone(source):
    """Return code as a tree in which no text that is shown, and no comment, makes a difference."""
    return ast.dump(_WithoutTexts().visit(ast.parse(source)))


def numbers_in(cell):
    """Return the numbers of a cell's kept output, in order."""
    text = "".join(output.get("text", "") for output in cell.outputs)
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", text))


def test_every_notebook_is_there():
    english = [path.stem for path in IN_ENGLISH]
    assert [path.stem for path in KOREAN] == english, "see docs/translating.md"


@pytest.mark.parametrize("path", KOREAN, ids=ids)
def test_it_is_the_english_notebook_cell_for_cell(path):
    both = read(path), read(path.parents[1] / path.name)
    solutions = [[code_alone(last) for *_cells, last in exercises_of(book)] for book in both]
    assert solutions[0] == solutions[1]
    ours, english = (book.cells for book in both)
    assert [cell.id for cell in ours] == [cell.id for cell in english]
    for cell, original in zip(ours, english, strict=True):
        assert cell.cell_type == original.cell_type, cell.id
        assert {**cell.metadata, MARK: None} == {**original.metadata, MARK: None}, cell.id
        if cell.cell_type == "code":
            assert code_alone(cell.source) == code_alone(original.source), cell.id
            if set(cell.metadata.get("tags", ())) >= CHECKED:
                assert numbers_in(cell) == numbers_in(original), cell.id
        else:
            words = re.sub(r"\W|\d", "", re.sub(r"`[^`]*`|\$[^$]*\$", "", cell.source))
            assert re.search("[가-힣]", words) or not words, cell.id


@pytest.mark.parametrize("path", KOREAN, ids=ids)
def test_no_english_cell_has_changed_since_it_was_translated(path):
    behind = stale(path)
    assert behind == [], f"translate, then: tools/mark_translated.py {path} {' '.join(behind)}"


def test_a_changed_cell_is_found(monkeypatch):
    path, english = KOREAN[0], english_of(KOREAN[0])
    cell = next(cell for cell in read(path).cells if MARK in cell.metadata)
    before = stale(path)
    changed = english | {cell.id: english[cell.id] + " And this."}
    monkeypatch.setattr("mark_translated.english_of", lambda path: changed)
    assert set(stale(path)) == {*before, cell.id}


def test_every_text_of_the_package_is_translated():
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    with (language.LOCALE_FOLDER / "course_utils.pot").open("rb") as file:
        wanted = {message.id for message in read_po(file)}
    found = {m.id for m in catalogue if not m.fuzzy and all([*m.string])}
    assert wanted - found - {""} == set(), "not translated: see docs/translating.md"
    assert [error for _message, errors in catalogue.check() for error in errors] == []


@pytest.mark.parametrize("path", TARGETS, ids=lambda path: path.stem)
def test_the_font_has_every_letter_that_is_used(path):
    have = set(font_manager.get_font(path).get_charmap())
    missing = {letter for letter in letters() | set("−–…·") if ord(letter) not in have}
    assert missing == set(), "make the font again: tools/make_korean_font.py"
    assert path.stat().st_size < 300_000


@pytest.fixture
def korean():
    """The package in Korean."""
    language.set_language("ko")
    yield
    language.set_language("en")


def test_its_font_is_used_in_korean_alone(korean):
    own = font_manager.get_font(TARGETS[0]).family_name
    assert rcParams["font.family"][0] == own
    language.set_language("ko")
    language.set_language("en")
    assert own not in rcParams["font.family"]


def test_the_teachers_key_is_that_of_today(korean):
    text = key_page(all_answers(), "ko")
    assert KEYS["ko"].read_text(encoding="utf-8") == text, "uv run python tools/make_key.py"


@pytest.mark.parametrize("name", sorted(all_figures()))
def test_every_letter_of_a_figure_can_be_seen(name, korean):
    logger, handler = logging.getLogger("matplotlib"), Complaints(logging.WARNING)
    logger.addHandler(handler)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            live = all_figures()[name]()
            live.canvas.png()
            free(live).canvas.png()
            for end in (0, -1):
                live.reset()
                live.set(**{n: every_value(control)[end] for n, control in live.controls.items()})
                live.canvas.png()
            live.close()
    finally:
        logger.removeHandler(handler)


def test_the_teachers_pages_say_the_same_and_call_things_by_their_names():
    """The names on the screen stand in italics; a few words do, too."""
    pages = [(ROOT / f"docs/teaching{ending}.md").read_text("utf-8") for ending in ("", ".ko")]
    for english, korean in zip(*(re.split("^## ", p, flags=re.M) for p in pages), strict=True):
        quoted = r"\d+(?:[.,]\d+)+|(?<=^\| )\d+(?= \|)"  # and the minutes in front of each row
        assert sorted(re.findall(quoted, korean, re.M)) == sorted(re.findall(quoted, english, re.M))
    with CATALOGUE.open("rb") as file:
        texts = zip(*((message.id, message.string) for message in read_po(file)), strict=True)
    words = {"tangent", "differentiable"}, {"접선", "미분가능"}
    for page, known, others in zip(pages, texts, words, strict=True):
        chapters = page.partition("\n## 01")[2].replace("88", "{n}")
        names = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", chapters)
        assert {" ".join(name.split()) for name in names} - {*known} == others
