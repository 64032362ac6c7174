"""The pieces of a typed formula, and what to say of a piece that cannot be used."""

import difflib
import re
import unicodedata
from dataclasses import dataclass

from course_utils.language import _

MAX_LENGTH = 200  # characters

_PIECE = re.compile(
    r"(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<power>\*\*|\^)"
    r"|(?P<superscript>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<operator>[+\-*/()|√∛])"
)
# Signs that people type or paste, and what they stand for.
_SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/"})
# Functions that people know from school or from NumPy, in terms of those there are.
_WRITTEN_OUT = {
    "cot": "1/tan(…)",
    "sec": "1/cos(…)",
    "csc": "1/sin(…)",
    "log2": "ln(…)/ln(2)",
    "log10": "ln(…)/ln(10)",
}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


class ExpressionError(ValueError):
    """A typed formula that cannot be read; the message is one line that says what and where."""


@dataclass(frozen=True)
class Token:
    """A piece of a formula: its kind, its text, and where it begins, counted from 1."""

    kind: str
    text: str
    position: int

    def error(self, message, **values):
        """Return an `ExpressionError` for this piece; `{text}` in the message stands for it."""
        what = message.format(text=_quoted(self.text), **values)
        where = _("Position {position}: {what}")
        return ExpressionError(where.format(position=self.position, what=what))


def tokenise(text):
    """Cut a formula into tokens, the last of kind "end".

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    list of Token

    Raises
    ------
    ExpressionError
        Where there is nothing, too much, or a character that has no place in a formula.

    Examples
    --------
    >>> [token.text for token in tokenise("2x^2")]
    ['2', 'x', '^', '2', '']

    """
    if not isinstance(text, str):
        message = _("A formula is typed as text, such as {example}, but this is {kind}.")
        raise ExpressionError(message.format(example="'x^2'", kind=type(text).__name__))
    if len(text) > MAX_LENGTH:
        message = _("Position {limit}: The formula is longer than {limit} characters.")
        raise ExpressionError(message.format(limit=MAX_LENGTH))
    if not text.strip():
        raise ExpressionError(_("Position 1: Type a formula, such as x^2."))
    signs = text.translate(_SIGNS)
    tokens, index = [], 0
    while index < len(signs):
        if signs[index] in " \t":
            index += 1
            continue
        if signs[index] == "π":
            tokens.append(Token("name", "pi", index + 1))
            index += 1
            continue
        found = _PIECE.match(signs, index)
        if found is None:
            raise _strange(text, index)
        tokens.append(_token(found, index + 1))
        index = found.end()
    return [*tokens, Token("end", "", len(text) + 1)]


def unknown_name(token, variables, functions, constants):
    """Return the error for a name that is not known, with what may have been meant."""
    name = token.text
    for function in sorted(functions, key=len, reverse=True):
        if name.startswith(function) and name[len(function) :] in variables:
            message = _("{text} is not known. Do you mean {example}?")
            example = f"{function}({name[len(function) :]})"
            return token.error(message, example=example)
    if name in _WRITTEN_OUT:
        message = _("{text} is not known. Write {example} instead.")
        return token.error(message, example=_WRITTEN_OUT[name])
    close = difflib.get_close_matches(name.lower(), [*functions, *constants, *variables], n=1)
    if close:
        return token.error(_("{text} is not known. Do you mean {example}?"), example=close[0])
    message = _("{text} is not known. The variables are: {names}.")
    return token.error(message, names=", ".join(variables))


def _token(found, position):
    kind, text = found.lastgroup, found[0]
    if kind == "power":
        return Token("^", text, position)
    if kind == "operator":
        return Token(text, text, position)
    if kind == "superscript":
        return Token(kind, text.translate(_SUPERSCRIPTS), position)
    return Token(kind, text, position)


def _strange(text, index):
    character = text[index]
    token = Token("strange", character, index + 1)
    if character == ",":
        message = _("A comma cannot be used: a decimal has a point, a function one argument.")
        return token.error(message)
    if character == "=":
        return token.error(_("Type only what stands on the right of the sign {text}."))
    if character.isascii() and character.isprintable():
        return token.error(_("{text} cannot be used in a formula."))
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    message = _("The character {name} cannot be used in a formula.")
    return token.error(message, name=name)


def _quoted(text):
    return f"'{text}'" if len(text) <= 20 else f"'{text[:20]}…'"
