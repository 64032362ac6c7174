"""What the reader has done in this kernel: written down as it happens, and shown as a table.

`check`, the quizzes and the predictions write; `looking_back` reads. Nothing here knows a chapter.
"""

import html
import zlib
from dataclasses import asdict, dataclass

from course_utils.language import _, ngettext

# The course's own media type: each verdict, quiz and look back leaves its data in its output too.
MEDIA_TYPE = "application/vnd.derivatives-course+json"
UNTOUCHED = "untouched"

_CELL = "text-align: left; vertical-align: top; padding: 0.3em 0.8em"

_done = {}  # (kind, name) -> data, in the order in which it was first done


def record(kind, name, data):
    """Write down what was done last; it takes the place of what was known of this name before.

    Parameters
    ----------
    kind : str
        "exercise", "quiz" or "prediction".
    name : str
        The name of the exercise, of the quiz or of the prediction.
    data : str or dict
        Of an exercise "right", "wrong", "error" or "untouched". Of a quiz the numbers
        "first_click" (right at once), "answered" and "questions". Of a prediction the "module"
        that asks, "question", "guess" (how it stands to the truth; None if it was skipped), and
        "off": from 0, right, to 1, or None.
    """
    _done[kind, name] = data


def recorded(kind):
    """Return a dict from name to data of what was done of one kind."""
    # A copy of all at once: a click may be written down by another thread meanwhile.
    return {name: data for (of, name), data in list(_done.items()) if of == kind}


def anchor(name):
    """Return the id of the place where the check of an exercise shows its verdict."""
    return f"check-{name}"


def checksum(source):
    """Return a number that tells whether a cell is still the same one."""
    return zlib.crc32(source.strip().encode("utf-8", "replace"))


def headings():
    """Return a dict from each status of an exercise to its sign and what it says."""
    return {
        "right": _("✓ Right"),
        "wrong": _("✗ Not right yet"),
        "error": _("! Did not finish"),
        UNTOUCHED: _("… Not answered"),
    }


@dataclass(frozen=True, repr=False)
class LookingBack:
    """What was done of one chapter, as a notebook shows it and saves it.

    Parameters
    ----------
    chapter : str
        The name of the chapter's folder.
    exercises : dict of str
        For each exercise by name "right", "wrong", "error" or "untouched".
    quiz : dict of int
        How many questions there are ("questions"), how many of them have been "answered", and how
        many rightly at the "first_click".
    predictions : list of dict
        Each with its "name", and with what `record` was given of it.
    """

    chapter: str
    exercises: dict
    quiz: dict
    predictions: list

    def __repr__(self):
        rows = [f"{heading}: {text}" for heading, text in self._rows(str, str)]
        return "\n".join(rows or [_nothing_yet()])

    def _repr_html_(self):
        rows = "".join(
            f'<tr><th scope="row" style="{_CELL}; white-space: nowrap">{heading}</th>'
            f'<td style="{_CELL}">{text}</td></tr>'
            for heading, text in self._rows(html.escape, _link)
        )
        return f"<table>{rows}</table>" if rows else f"<p>{html.escape(_nothing_yet())}</p>"

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {MEDIA_TYPE: asdict(self)}

    def _rows(self, plain, link):
        """Return pairs of texts, passed through `plain`, an exercise's name through `link`."""
        guesses = _guesses(self.predictions)
        checked = {*self.exercises.values()} - {UNTOUCHED}
        if not (checked or self.quiz["answered"] or guesses):
            return []
        rows = []
        for status, heading in headings().items():
            names = [link(name) for name, found in self.exercises.items() if found == status]
            if names:
                rows.append((plain(heading), ", ".join(names)))
        texts = [(_("Quiz"), first_clicks(**self.quiz)), *guesses]
        return rows + [(plain(heading), plain(text)) for heading, text in texts]


def first_clicks(first_click, answered, questions):
    """Say how many questions of a quiz were right at the first click, and how many are open."""
    texts = []
    if answered:
        text = _("{right} of {answered} at the first click.")
        texts.append(text.format(right=first_click, answered=answered))
    if n_open := questions - answered:
        text = ngettext("{n} question is still open.", "{n} questions are still open.", n_open)
        texts.append(text.format(n=n_open))
    return " ".join(texts)


def _guesses(predictions):
    """Return (heading, text) for the number of guesses, the closest and the furthest off."""
    guesses = [guess for guess in predictions if guess["guess"] is not None]
    measured = [guess for guess in guesses if guess["off"] is not None]
    measured.sort(key=lambda guess: guess["off"])
    # One guess alone is not the furthest off as well.
    ends = {_("Closest"): measured[:1], _("Furthest off"): measured[1:][-1:]}
    rows = [
        (heading, f"{guess['question']} {guess['guess']}")
        for heading, end in ends.items()
        for guess in end
    ]
    return [(_("Guesses"), str(len(guesses))), *rows] if guesses else []


def _link(name):
    return f'<a href="#{anchor(name)}">{html.escape(name)}</a>'


def _nothing_yet():
    return _(
        "Nothing to look back on yet. Answer an exercise or a question of the quiz, and run this"
        " cell again."
    )
