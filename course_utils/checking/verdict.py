"""What a check says of an answer, and how a notebook shows it."""

import html
import re
from dataclasses import dataclass

from course_utils.language import _
from course_utils.progress import MEDIA_TYPE, UNTOUCHED, anchor

NOT_ANSWERED = "not answered"
RIGHT = "right"
NAMED_MISTAKE = "named mistake"
WRONG = "wrong"
RAISED = "your code raised"


@dataclass(frozen=True, repr=False)
class Verdict:
    """What a check says of an answer.

    The status is one of those above, the same in every language, the message in the language now
    set. Code stands between `backticks`; a new line starts a new paragraph.

    >>> Verdict("right", "Tried on 30 random inputs.")
    ✓ Right. Tried on 30 random inputs.
    """

    status: str
    message: str
    exercise: str | None = None  # its name, once it is known
    cells: tuple[int, ...] = ()  # the checksums of those that made the answer

    @property
    def outcome(self):
        """What is written down of it."""
        return {NOT_ANSWERED: UNTOUCHED, RIGHT: "right", RAISED: "error"}.get(self.status, "wrong")

    def __repr__(self):
        sign, _colour, heading = _look(self.status)
        return f"{sign} {heading} {self.message}".rstrip()

    def _repr_html_(self):
        sign, colour, heading = _look(self.status)
        sign = f'<span aria-hidden="true" style="margin-right: 0.5em">{sign}</span>'
        paragraphs = [with_code(text) for text in self.message.split("\n") if text]
        body = "".join(f'<p style="margin: 0.3em 0 0 0">{text}</p>' for text in paragraphs)
        # A link of `looking_back` leads here, and a little above: the answer's cell is seen too.
        place = f' id="{anchor(self.exercise)}"' if self.exercise else ""
        return (
            f'<div role="status"{place} style="scroll-margin-top: 14em;'
            f" border: 1px solid {colour}; border-left-width: 6px;"
            " padding: 0.5em 0.9em; margin: 0.3em 0; max-width: 50em; line-height: 1.45;"
            " color: var(--jp-content-font-color1, inherit);"
            ' background: transparent; overflow-wrap: anywhere">'
            f"<strong>{sign}{html.escape(heading)}</strong>{body}</div>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"exercise": self.exercise, "status": self.outcome, "cells": [*self.cells]}
        if self.status == NAMED_MISTAKE:
            data["mistake"] = self.message
        return {MEDIA_TYPE: data} if self.exercise else {}


def _look(status):
    """Return a sign, a colour of JupyterLab's theme (with one where there is none), a heading."""
    return {
        NOT_ANSWERED: ("…", "var(--jp-border-color1, #8a8a8a)", _("Not answered yet.")),
        RIGHT: ("✓", "var(--jp-success-color1, #2e7d32)", _("Right.")),
        NAMED_MISTAKE: ("✗", "var(--jp-warn-color1, #b45309)", _("Not quite.")),
        WRONG: ("✗", "var(--jp-warn-color1, #b45309)", _("Not right yet.")),
        RAISED: ("!", "var(--jp-error-color1, #c62828)", _("Your code did not finish.")),
    }[status]


def with_code(text):
    """Turn a message into HTML: what stands between `backticks` is code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
