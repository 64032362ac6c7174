"""Builds the site: runs the notebooks, records the figures, writes the pages."""

import html
import json
import multiprocessing
import os
import shutil
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from string import Template

from tqdm import tqdm

from course_utils.chapters import all_figures
from course_utils.language import SOURCE_LANGUAGE, _, known_languages, set_language
from course_utils.pages.chapter import figures_of, make_chapter, place_of
from course_utils.pages.recording import page_script, player_style, record, texts

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
_HERE = Path(__file__).parent
_START = "index"


def build(site, notebooks=NOTEBOOKS):
    """Write the pages of all notebooks: the English ones into `site`, Korean ones into `site`/ko.

    Parameters
    ----------
    site : Path
        A folder; it is made if there is none, and what it has of earlier pages is written over.
    notebooks : Path
        The folder of the notebooks, with a folder for each other language.

    Raises
    ------
    FileNotFoundError
        If there is no notebook.
    """
    sources = {code: _sources(notebooks, code) for code in known_languages()}
    if not sources[SOURCE_LANGUAGE]:
        message = _("There are no notebooks in {folder}: build in the course's own folder.")
        raise FileNotFoundError(message.format(folder=notebooks))
    languages = [code for code, paths in sources.items() if paths]
    for code in languages:
        _build_language(_folder(site, code), sources[code], code, languages)


def _sources(notebooks, language):
    return sorted(_folder(notebooks, language).glob("[0-9]*.ipynb"))


def _folder(root, language):
    return Path(root) if language == SOURCE_LANGUAGE else Path(root, language)


def _build_language(site, paths, language, languages):
    set_language(language)
    (site / "figures").mkdir(parents=True, exist_ok=True)
    names = sorted({name for path in paths for name in figures_of(path)})
    tasks = [(make_chapter, path, language) for path in paths]
    tasks += [(_record, name, language, site) for name in names]
    made = dict(_in_processes(tasks, _("pages and figures")))
    chapters = [made[path] for path in paths]
    for number, chapter in enumerate(chapters):
        for name in names:
            chapter.body = chapter.body.replace(place_of(name), made.get(name, ""))
        _write(site, chapter.name, _chapter_page(chapters, number, language, languages))
    _write(site, _START, _start_page(chapters, language, languages))
    for name, text in {
        "page.css": _read("page.css"),
        "page.js": page_script("player.js", "page.js"),
        "player.css": player_style(),
    }.items():
        (site / name).write_text(text, encoding="utf-8")
    for name in ("mathematics.woff", "mathematics.LICENSE"):
        shutil.copyfile(_HERE / name, site / name)


def _in_processes(tasks, description):
    """Yield (first argument, result) of each task as it is done, with a progress bar."""
    # Started anew, not forked: the same on every system, and no lock is copied.
    context = multiprocessing.get_context("spawn")
    n_processes = min(len(tasks), os.cpu_count() or 1)
    with ProcessPoolExecutor(n_processes, mp_context=context) as pool:
        running = {pool.submit(*task): task[1] for task in tasks}
        for done in tqdm(as_completed(running), total=len(tasks), desc=description):
            yield running[done], done.result()


def _record(name, language, site):
    """Record a figure into the site; return what stands for it in a page."""
    set_language(language)
    live = all_figures()[name]()
    recorded = record(live, name)
    live.close()
    (site / "figures" / f"{name}.js").write_text(recorded.script, encoding="utf-8")
    return recorded.html


def _chapter_page(chapters, number, language, languages):
    chapter = chapters[number]
    note = _(
        "This is the page of a notebook: its figures move, and its code has been run. What it says"
        " of running cells holds in JupyterLab, in {notebook}."
    )
    notebook = f"<code>notebooks/{chapter.name}.ipynb</code>"
    shown = f'<p class="note">{html.escape(note).format(notebook=notebook)}</p>\n{chapter.body}'
    return _page(
        chapter.title,
        shown,
        language,
        languages,
        name=chapter.name,
        before=chapters[number - 1] if number else None,
        after=chapters[number + 1] if number + 1 < len(chapters) else None,
        sections=chapter.sections,
    )


def _start_page(chapters, language, languages):
    title = html.escape(_course())
    about = _(
        "An interactive course: predict, move a figure, name what you saw, compute it, check"
        " yourself. Every figure here moves, without anything to install."
    )
    entries = "".join(map(_entry, chapters))
    body = f'<h1>{title}</h1>\n<p>{html.escape(about)}</p>\n<ol class="map">\n{entries}</ol>'
    return _page(title, body, language, languages, name=_START, after=chapters[0])


def _entry(chapter):
    number = chapter.name.split("_")[0]
    minutes = _("{n} minutes").format(n=chapter.minutes) if chapter.minutes else ""
    link = f'<a href="{chapter.name}.html">{chapter.title}</a>'
    return f'<li>{number} {link} <span class="note">{minutes}</span>{chapter.about}</li>\n'


def _page(title, body, language, languages, *, name, before=None, after=None, sections=()):
    """Return a whole page."""
    parts = {
        "title": title,
        "course": _course(),
        "language": language,
        "body": body,
        "before": _link(before, "prev", _("← Previous")),
        "after": _link(after, "next", _("Next →")),
        "before_by_title": _link(before, "prev", _("← Previous: {title}")),
        "after_by_title": _link(after, "next", _("Next: {title} →")),
        "languages": " ".join(
            _other_language(code, language, name) for code in languages if code != language
        ),
        "contents": _contents(sections) if sections else "",
        "skip": _("Skip to the text"),
        "chapters": _("Chapters"),
        "sections": _("Sections of this page"),
        "tools": _("Ways to see this page"),
        "slides": _("Slides"),
        "print": _("Print the worksheet"),
        "texts": json.dumps(texts() | _texts(), ensure_ascii=False).replace("<", "\\u003c"),
    }
    return Template(_read("page.html")).substitute(parts)


def _contents(sections):
    listed = "".join(f'<li><a href="#{name}">{text}</a></li>' for name, text in sections)
    heading = html.escape(_("On this page"))
    return f"<details open><summary>{heading}</summary><ol>{listed}</ol></details>"


def _link(chapter, rel, text):
    if chapter is None:
        return ""
    return f'<a rel="{rel}" href="{chapter.name}.html">{text.format(title=chapter.title)}</a>'


def _other_language(code, language, name):
    here = "" if language == SOURCE_LANGUAGE else "../"
    there = "" if code == SOURCE_LANGUAGE else f"{code}/"
    spoken = _NAMES.get(code, code)
    return f'<a lang="{code}" hreflang="{code}" href="{here}{there}{name}.html">{spoken}</a>'


_NAMES = {"en": "English", "ko": "한국어"}


def _course():
    return _("Derivatives in Machine Learning")


def _texts():
    """Return what page.js says."""
    return {
        "dark": _("Dark"),
        "light": _("Light"),
        "right": _("Right."),
        "wrong": _("No."),
        "score": _("Quiz: {right} of {answered} at the first click, of {questions} questions."),
        "page": _("Page"),
    }


def _read(name):
    return (_HERE / name).read_text(encoding="utf-8")


def _write(site, name, text):
    (site / f"{name}.html").write_text(text, encoding="utf-8")
