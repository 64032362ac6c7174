"""The language of the shown texts can be switched, and the catalogues are sound."""

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

import course_utils.language as language
from course_utils.language import (
    LOCALE_FOLDER,
    _,
    known_languages,
    ngettext,
    set_language,
)
from pseudo_locale import (
    PACKAGE,
    compile_pseudo_locale,
    escaped_texts,
    extracted_catalogue,
    placeholders,
    pseudo_language,  # noqa: F401
)

TEMPLATE = LOCALE_FOLDER / "course_utils.pot"
UPDATE = (
    "uv run pybabel extract --omit-header --no-wrap --add-location=file --sort-by-file "
    "-o course_utils/locale/course_utils.pot course_utils"
)


# The mechanism

KNOWN = "Right."


def is_english():
    return _(KNOWN) == KNOWN


def is_pseudo():
    return _(KNOWN) == f"⟦{KNOWN}⟧"


@pytest.fixture
def fresh_language(monkeypatch):
    """As in a kernel that has shown nothing yet."""
    monkeypatch.setattr(language, "_current", None)
    monkeypatch.delenv("COURSE_LANGUAGE", raising=False)


def test_english_is_the_source():
    set_language("en")
    assert _("any text") == "any text"
    assert ngettext("{n} step", "{n} steps", 1) == "{n} step"
    assert ngettext("{n} step", "{n} steps", 0) == "{n} steps"
    assert is_english()


def test_an_unknown_language_is_refused_by_name():
    with pytest.raises(ValueError, match=r"'xx'; choose one of: en"):
        set_language("xx")
    assert is_english()


@pytest.mark.parametrize("code", [None, 3, "", "../locale", "EN"])
def test_what_is_no_language_is_refused(code):
    with pytest.raises(ValueError, match="choose one of"):
        set_language(code)


def test_the_language_can_be_switched_at_any_time(monkeypatch, tmp_path):
    text = "There are no texts in the language {code!r}; choose one of: {known}."
    compile_pseudo_locale(tmp_path)
    monkeypatch.setattr(language, "LOCALE_FOLDER", tmp_path)
    set_language("pseudo")
    try:
        assert is_pseudo()
        assert _(text) == f"⟦{text}⟧"
        assert _("a text that no catalogue has") == "a text that no catalogue has"
        with pytest.raises(ValueError, match=r"^⟦.*'xx'.*en, pseudo\.⟧$"):
            set_language("xx")
    finally:
        set_language("en")
    assert _(text) == text


def test_plural_forms_are_those_of_the_language(monkeypatch, tmp_path):
    po = (
        'msgid ""\nmsgstr ""\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
        'msgid "{n} step"\nmsgid_plural "{n} steps"\nmsgstr[0] "{n}단계"\n'
    )
    compiled = tmp_path / "ko" / "LC_MESSAGES" / "course_utils.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, read_po(BytesIO(po.encode()), locale="ko"))
    monkeypatch.setattr(language, "LOCALE_FOLDER", tmp_path)
    set_language("ko")
    try:
        assert [ngettext("{n} step", "{n} steps", n).format(n=n) for n in (1, 2)] == [
            "1단계",
            "2단계",
        ]
    finally:
        set_language("en")
    assert known_languages() == ["en", "ko"]


def test_the_default_is_english(fresh_language):
    assert is_english()


def test_the_environment_chooses_the_language(fresh_language, monkeypatch, tmp_path):
    compile_pseudo_locale(tmp_path)
    monkeypatch.setattr(language, "LOCALE_FOLDER", tmp_path)
    monkeypatch.setenv("COURSE_LANGUAGE", "pseudo")
    assert is_pseudo()


def test_the_working_folder_chooses_the_language(fresh_language, monkeypatch, tmp_path):
    compile_pseudo_locale(tmp_path)
    monkeypatch.setattr(language, "LOCALE_FOLDER", tmp_path)
    (tmp_path / "notebooks" / "pseudo").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks" / "pseudo")
    assert is_pseudo()


def test_the_environment_goes_before_the_folder(fresh_language, monkeypatch, tmp_path):
    compile_pseudo_locale(tmp_path)
    monkeypatch.setattr(language, "LOCALE_FOLDER", tmp_path)
    monkeypatch.chdir(tmp_path / "pseudo")
    monkeypatch.setenv("COURSE_LANGUAGE", "en")
    assert is_english()


def test_an_unknown_language_in_the_environment_is_said(fresh_language, monkeypatch):
    monkeypatch.setenv("COURSE_LANGUAGE", "xx")
    with pytest.warns(UserWarning, match="COURSE_LANGUAGE=xx"):
        assert _("any text") == "any text"
    assert is_english()


def test_it_needs_the_standard_library_only():
    code = (
        "import sys; before = set(sys.modules); import course_utils.language as language; "
        "language._('text'); new = {name.split('.')[0] for name in set(sys.modules) - before}; "
        "print(sorted(new - sys.stdlib_module_names - {'course_utils'}))"
    )
    # Run by path, so that course_utils/__init__.py, which may import more, is left out.
    code = code.replace("import course_utils.language as language", _import_by_path())
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert done.stdout.strip() == "[]"


def _import_by_path():
    return (
        "import importlib.util as util; "
        f"spec = util.spec_from_file_location('language', {str(PACKAGE / 'language.py')!r}); "
        "language = util.module_from_spec(spec); spec.loader.exec_module(language)"
    )


# The pseudo-locale


def test_the_pseudo_locale_wraps_every_message(pseudo_language):  # noqa: F811
    for message in extracted_catalogue():
        if message.pluralizable:
            assert ngettext(*message.id, 1) == f"⟦{message.id[0]}⟧"
            assert ngettext(*message.id, 2) == f"⟦{message.id[1]}⟧"
        elif message.id:
            assert _(message.id) == f"⟦{message.id}⟧"
    assert is_pseudo()


@pytest.mark.parametrize(
    "text",
    [
        "⟦the loss⟧",
        "w = 2.5, b",
        "R² = 0.6, xᵢ²",
        "$loss$ ⟦x⟧",
        "⟦a ⟦b c⟧ loss⟧",
        "<b class='x'>⟦a⟧</b>",
    ],
)
def test_texts_that_went_through(text):
    assert escaped_texts([text]) == []


@pytest.mark.parametrize(
    "text", ["loss", "⟦a⟧ loss", "⟦a ⟦b⟧ c⟧ kg", "$x$ is", "<b>loss</b>", "손실", "le coût"]
)
def test_texts_that_escaped(text):
    assert escaped_texts([text]) == [text]
    assert escaped_texts([text], allowed={"loss", "kg", "is", "손실", "le", "coût"}) == []


# The catalogues


def test_the_template_is_up_to_date():
    with TEMPLATE.open("rb") as file:
        kept = {message.id for message in read_po(file)}
    assert kept == {message.id for message in extracted_catalogue()}, (
        f"{TEMPLATE.name} is out of date. Update it by: {UPDATE}"
    )


def test_the_template_has_no_lines_that_churn():
    text = TEMPLATE.read_text(encoding="utf-8")
    assert "Creation-Date" not in text
    assert not re.search(r"^#:.*:\d+", text, re.MULTILINE)


def test_the_documented_command_is_the_one_that_is_named():
    guide = PACKAGE.parent / "docs" / "translating.md"
    assert UPDATE in guide.read_text(encoding="utf-8")


def catalogue_problems(folder):
    """Return what is wrong with the catalogues in a folder, one line each."""
    problems = []
    for path in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parts[-3])
        for message in catalogue:
            forms = message.id if message.pluralizable else (message.id,)
            strings = message.string if message.pluralizable else (message.string,)
            known = set().union(*map(placeholders, forms))
            for text in filter(None, strings if message.id else ()):
                if placeholders(text) != known:
                    problems.append(f"{path}: {text!r} has not the places {sorted(known)}")
        if compiled_texts(path.with_suffix(".mo")) != translated_texts(catalogue):
            problems.append(f"{path.with_suffix('.mo')} is out of date: run pybabel compile")
    return problems


def compiled_texts(path):
    if not path.exists():
        return None
    with path.open("rb") as file:
        return {_hashable(m.id): _hashable(m.string) for m in read_mo(file) if m.id}


def _hashable(texts):
    """Return a text, or the forms of one with a number as a tuple."""
    return texts if isinstance(texts, str) else tuple(texts)


def translated_texts(catalogue):
    return {
        _hashable(message.id): _hashable(message.string)
        for message in catalogue
        if message.id and not message.fuzzy and any(message.string)
    }


def test_catalogues_are_sound():
    assert catalogue_problems(LOCALE_FOLDER) == []


def test_unsound_catalogues_are_found(tmp_path):
    folder = tmp_path / "ko" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po = folder / "course_utils.po"
    po.write_text('msgid "Step {n}"\nmsgstr "단계 {m}"\n', encoding="utf-8")
    wrong_place, not_compiled = catalogue_problems(tmp_path)
    assert "has not the places ['n']" in wrong_place
    assert "pybabel compile" in not_compiled

    po.write_text('msgid "Step {n}"\nmsgstr "{n}단계"\n', encoding="utf-8")
    with po.open("rb") as source, po.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read_po(source, locale="ko"))
    assert catalogue_problems(tmp_path) == []

    po.write_text('msgid "Step {n}"\nmsgstr "제{n}단계"\n', encoding="utf-8")
    assert len(catalogue_problems(tmp_path)) == 1
