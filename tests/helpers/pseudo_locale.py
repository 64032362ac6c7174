"""A language for tests: each message of the package in ⟦…⟧, so that any other text stands out.

`pseudo_language` is a fixture that switches to it and back; `escaped_texts` finds what stands out.
"""

import re
import string
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

import course_utils.language as language
from course_utils.language import DOMAIN

PACKAGE = Path(__file__).parents[2] / "course_utils"
# Names of the mathematics and of libraries: the same in every language.
ALLOWED = {"sin", "cos", "tan", "tanh", "exp", "log", "sqrt", "dx", "dy", "dw", "db", "dL", "df"}
ALLOWED |= {"MSE", "ReLU", "XOR", "SymPy", "NumPy"}

_MATHS = re.compile(r"\$[^$]*\$")
_TAG = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&#?\w+;")
# Not ² and not ᵢ: x² and xᵢ are symbols, not words.
_LETTERS = {"Lu", "Ll", "Lt", "Lo"}


@cache
def extracted_catalogue():
    """Extract the messages of the package, as `pybabel extract` does.

    Returns
    -------
    babel.messages.catalog.Catalog
    """
    catalogue = Catalog(domain=DOMAIN)
    found = extract_from_dir(PACKAGE, method_map=[("**.py", "python")])
    for filename, line, message, comments, context in found:
        catalogue.add(message, None, [(filename, line)], auto_comments=comments, context=context)
    return catalogue


def compile_pseudo_locale(folder):
    """Compile the pseudo-locale as folder/pseudo, as `set_language` reads it from a folder."""
    catalogue = Catalog(domain=DOMAIN)
    for message in extracted_catalogue():
        if message.id:
            forms = message.id if message.pluralizable else (message.id,)
            wrapped = tuple(f"⟦{form}⟧" for form in forms)
            catalogue.add(message.id, wrapped if message.pluralizable else wrapped[0])
    path = Path(folder) / "pseudo" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


@pytest.fixture
def pseudo_language(tmp_path, monkeypatch):
    """Switch to the pseudo-locale for one test, and back to the language before."""
    compile_pseudo_locale(tmp_path / "locale")
    monkeypatch.setattr(language, "LOCALE_FOLDER", tmp_path / "locale")
    monkeypatch.setattr(language, "_current", None)
    language.set_language("pseudo")


def escaped_texts(strings, allowed=ALLOWED):
    """Return those strings that show a word which did not go through `_()`.

    A word is two letters or more outside ⟦…⟧, outside $mathematics$, outside an HTML tag, and
    not one of the allowed names, a set; where more are meant, hand in `ALLOWED | {"snack"}`.

    Examples
    --------
    >>> escaped_texts(["⟦loss⟧", "w = 2", "⟦the sum ⟦of squares⟧ of⟧ $loss$", "R²", "a loss"])
    ['a loss']
    """
    return [text for text in strings if _words(text) - allowed]


def _words(text):
    text = _MATHS.sub(" ", _outside_brackets(text))
    text = _ENTITY.sub(" ", _TAG.sub(" ", text))
    letters = "".join(c if unicodedata.category(c) in _LETTERS else " " for c in text)
    return {word for word in letters.split() if len(word) > 1}


def _outside_brackets(text):
    depth, kept = 0, []
    for character in text:
        depth += character == "⟦"
        kept.append(character if depth == 0 else " ")
        depth -= character == "⟧"
    return "".join(kept)


def placeholders(text):
    """Return the names of the places in a text; an unnamed place counts as ''."""
    # A dollar after a space, as in "20 thousand $", ends no formula.
    outside_maths = re.sub(r"\$[^$]*(?<! )\$", "", text)
    return {
        field.rstrip()
        for __, field, __, __ in string.Formatter().parse(outside_maths)
        if field is not None
    }
