"""The words of a formula, and what to say of a text that is none; the rules are in grammar.lark."""

import difflib
import functools
import unicodedata

from course_utils.language import _

CONSTANTS = ("pi", "π", "e")
FUNCTIONS = (
    *("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "ln", "log"),
    *("sqrt", "cbrt", "abs", "sign"),
)
MAX_TOKENS = 150
# Functions that people know from school or from NumPy, in terms of those there are.
_WRITTEN_OUT = {
    "cot": "1/tan(…)",
    "sec": "1/cos(…)",
    "csc": "1/sin(…)",
    "log2": "ln(…)/ln(2)",
    "log10": "ln(…)/ln(10)",
}
# Signs that people type or paste, and what they stand for.
_SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/"})
_ENDS_VALUE = ("NUMBER", "VARIABLE", "CONSTANT", "SUPERSCRIPT", "RPAR", "CLOSING_BAR")


class ExpressionError(ValueError):
    """A typed formula that cannot be read; the message is one line that says what and where."""


def error_at(token, message, **values):
    """Return an `ExpressionError` for a token; `{text}` in the message stands for it."""
    text = f"'{token}'" if len(token) <= 20 else f"'{token[:20]}…'"
    what = message.format(text=text, **values)
    where = _("Position {position}: {what}")
    return ExpressionError(where.format(position=token.start_pos + 1, what=what))


def parse(text, variables, transformer):
    """Return what a transformer class makes of a text, or raise `ExpressionError`."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    try:
        return _parser(variables, transformer).parse(text.translate(_SIGNS))
    except UnexpectedCharacters as problem:
        raise _strange(text, problem.pos_in_stream) from None
    except UnexpectedToken as problem:
        raise _misplaced(text, problem) from None


@functools.lru_cache(maxsize=16)
def _parser(variables, transformer):
    from lark import Lark

    return Lark.open(
        "grammar.lark",
        rel_to=__file__,
        parser="lalr",
        lexer="basic",
        postlex=Words(variables),
        transformer=_Unpacking(transformer(variables)),
    )


class _Unpacking:
    """Calls a reader's methods with the parts of a rule one by one, as lark itself does not."""

    def __init__(self, reader):
        self.reader = reader

    def __getattr__(self, rule):
        method = getattr(self.reader, rule)
        return lambda parts: method(*parts)


class Words:
    """Stands between lark's lexer and its parser, and tells names and bars apart."""

    always_accept = ("NAME", "BAR")  # which no rule has, but the lexer shall know

    def __init__(self, variables):
        self.variables = variables
        self.kinds = {
            **dict.fromkeys(FUNCTIONS, "FUNCTION"),
            **dict.fromkeys(CONSTANTS, "CONSTANT"),
            **dict.fromkeys(variables, "VARIABLE"),
        }

    def process(self, stream):
        tokens = [word for token in stream for word in self.words_of(token)]
        if len(tokens) > MAX_TOKENS:
            raise error_at(tokens[MAX_TOKENS], _("The formula is too long."))
        bars = [0]  # for each open parenthesis how many bars are open in it
        after_value = False
        for token, following in zip(tokens, [*tokens[1:], None], strict=True):
            if token.type == "BAR":
                closes = after_value and bars[-1] > 0
                bars[-1] += -1 if closes else 1
                token.type = "CLOSING_BAR" if closes else "OPENING_BAR"
            elif token.type == "LPAR":
                bars.append(0)
            elif token.type == "RPAR" and len(bars) > 1:
                bars.pop()
            elif token.type == "NAME":
                raise _unknown_name(token, self.variables)
            elif token.type == "NUMBER" and after_value:
                message = _("{text} does not fit here: a sign is missing before it.")
                raise error_at(token, message)
            elif token.type == "FUNCTION" and (following is None or following.type != "LPAR"):
                raise _without_argument(token, following)
            after_value = token.type in _ENDS_VALUE
            yield token

    def words_of(self, token):
        """Cut ``xsin`` into x and sin, and ``xy`` into x and y; leave other tokens whole."""
        words, rest, start = [], str(token), token.start_pos
        while token.type == "NAME" and rest not in self.kinds and rest[:1] in self.variables:
            words.append(self.word(rest[0], start))
            rest, start = rest[1:], start + 1
        return [*words, self.word(rest, start)] if rest in self.kinds else [token]

    def word(self, text, start):
        from lark import Token

        return Token(self.kinds[text], text, start)


def _strange(text, place):
    from lark import Token

    token = Token("STRANGE", text[place], place)
    if token == ",":
        message = _("A comma cannot be used: a decimal has a point, a function one argument.")
        return error_at(token, message)
    if token == "=":
        return error_at(token, _("Type only what stands on the right of the sign {text}."))
    if token.isascii() and token.isprintable():
        return error_at(token, _("{text} cannot be used in a formula."))
    name = unicodedata.name(token, f"U+{ord(token):04X}")
    return error_at(token, _("The character {name} cannot be used in a formula."), name=name)


def _misplaced(text, problem):
    from lark import Token

    token, openings = (
        problem.token,
        [
            token
            for token in problem.interactive_parser.parser_state.value_stack
            if isinstance(token, Token) and token.type in ("LPAR", "OPENING_BAR")
        ],
    )
    if "CLOSING_BAR" in problem.accepts:
        return error_at(openings[-1], _("This bar is never closed."))
    if token.type != "$END":
        return error_at(token, _("{text} does not fit here."))
    if "RPAR" in problem.accepts:
        return error_at(openings[-1], _("This parenthesis is never closed."))
    return error_at(Token("$END", "", len(text)), _("Something is missing here."))


def _without_argument(token, following):
    message = _("After {text} its argument stands in parentheses, as in {example}.")
    is_power = following is not None and following.type in ("CARET", "SUPERSCRIPT")
    return error_at(token, message, example=f"{token}(…)^2" if is_power else f"{token}(…)")


def _unknown_name(token, variables):
    message = _("{text} is not known. Do you mean {example}?")
    for function in sorted(FUNCTIONS, key=len, reverse=True):
        argument = token.removeprefix(function)
        if argument != token and argument in variables:
            return error_at(token, message, example=f"{function}({argument})")
    if token in _WRITTEN_OUT:
        instead = _("{text} is not known. Write {example} instead.")
        return error_at(token, instead, example=_WRITTEN_OUT[token])
    close = difflib.get_close_matches(token.lower(), [*FUNCTIONS, *CONSTANTS, *variables], n=1)
    if close:
        return error_at(token, message, example=close[0])
    message = _("{text} is not known. The variables are: {names}.")
    return error_at(token, message, names=", ".join(variables))
