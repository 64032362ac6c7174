"""The language of every text that the package shows.

Each text is written in English inside `_()` and translated when it is shown, by the standard
library's gettext, from the catalogues in course_utils/locale. docs/translating.md says how a
catalogue is made and kept.
"""

import gettext
import os
import warnings
from pathlib import Path

DOMAIN = "course_utils"
SOURCE_LANGUAGE = "en"
LOCALE_FOLDER = Path(__file__).parent / "locale"

# The translations now in use; None until the first text is asked for.
_current = None
# Matplotlib's own font families, while it draws with the font of another language.
_families = []


def _(text):
    """Return a text in the language now set, or the English one where it has no translation.

    The English text is a literal, so that the extraction finds it. Values go in by
    `_("… {name} …").format(name=…)`, never by an f-string.
    """
    return _in_use().gettext(text)


def ngettext(singular, plural, n):
    """Return the form of a text that the language now set uses for the number `n`.

    Both English texts are literals. The number is not put into them:

    >>> set_language("en")
    >>> ngettext("{n} step", "{n} steps", 3).format(n=3)
    '3 steps'
    """
    return _in_use().ngettext(singular, plural, n)


def set_language(code):
    """Switch every text that the package shows from now on.

    Without it the language is what the environment variable COURSE_LANGUAGE says; else the name of
    the working folder, if there is a catalogue of that name (so notebooks in a folder named ko need
    no cell that switches); else English.

    Parameters
    ----------
    code : str
        "en", the source, or the name of a catalogue, such as "ko".
    """
    global _current
    known = known_languages()
    if code not in known:
        message = _("There are no texts in the language {code!r}; choose one of: {known}.")
        raise ValueError(message.format(code=code, known=", ".join(known)))
    _current = _load(code)
    use_font()


def use_font():
    """Let Matplotlib draw with the font of the language in use, where that has one of its own.

    It is the files font*.ttf beside the catalogue: so the language's letters can be seen on a
    machine that has none of them. For English nothing is changed.
    """
    paths = sorted((LOCALE_FOLDER / language_in_use()).glob("font*.ttf"))
    if not paths and not _families:
        return
    from matplotlib import font_manager, rcParams

    if _families:
        rcParams["font.family"] = _families.pop()
    if paths:
        _families.append(rcParams["font.family"])
        own = font_manager.get_font(paths[0]).family_name
        if own not in font_manager.get_font_names():
            for path in paths:
                font_manager.fontManager.addfont(path)
        # In front: else a text with a formula in it would have none of its letters.
        rcParams["font.family"] = [own, *_families[0]]


def known_languages():
    """Return the codes that `set_language` takes: "en", then the others in alphabetical order."""
    compiled = LOCALE_FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return [SOURCE_LANGUAGE, *sorted(path.parts[-3] for path in compiled)]


def language_in_use():
    """Return the code of the language now set."""
    return _in_use().info().get("language", SOURCE_LANGUAGE)


def _in_use():
    global _current
    if _current is None:
        _current = _load(_default_language())
    return _current


def _default_language():
    known = known_languages()
    wanted = os.environ.get("COURSE_LANGUAGE")
    if wanted and wanted not in known:
        # Not translated: no language is set yet. Not an error: the course can go on.
        warnings.warn(
            f"COURSE_LANGUAGE={wanted}: there are no texts in this language, so they are English. "
            f"Set it to one of: {', '.join(known)}.",
            stacklevel=4,
        )
    code = wanted or Path.cwd().name
    return code if code in known else SOURCE_LANGUAGE


def _load(code):
    if code == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    path = LOCALE_FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    # Read here and not by gettext.translation, which would keep a catalogue compiled again since.
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)
