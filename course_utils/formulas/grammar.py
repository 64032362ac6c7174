"""The words of a formula, and what to say of a text that is none; the rules are in grammar.lark."""

import difflib
import functools
import re
import unicodedata

from lark import Lark, Token, UnexpectedCharacters, UnexpectedToken

from course_utils.language import _

MAX_WORDS = 190
CONSTANTS = ("pi", "π", "e")
# By name; where SymPy has no such function, what it is.
FUNCTIONS = {
    **dict.fromkeys(("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"), ""),
    **dict.fromkeys(("asinh", "acosh", "atanh", "exp", "ln", "log", "sqrt", "cbrt"), ""),
    **dict.fromkeys(("abs", "sign", "max", "min"), ""),
    "sec": "1/cos(u)", "csc": "1/sin(u)", "cot": "cos(u)/sin(u)",
    "sech": "1/cosh(u)", "csch": "1/sinh(u)", "coth": "1/tanh(u)",
    "asec": "acos(1/u)", "acsc": "asin(1/u)",
    "asech": "acosh(1/u)", "acsch": "asinh(1/u)", "acoth": "atanh(1/u)",
    "log2": "ln(u)/ln(2)", "log10": "ln(u)/ln(10)", "log1p": "ln(1+u)", "expm1": "exp(u)-1",
    "sgn": "sign(u)", "heaviside": "(1+sign(u))/2", "relu": "max(0,u)",
    "sigmoid": "1/(1+exp(-u))", "logistic": "1/(1+exp(-u))", "logit": "ln(u/(1-u))",
    "softplus": "ln(1+exp(u))", "swish": "u/(1+exp(-u))", "silu": "u/(1+exp(-u))",
}  # fmt: skip
_INVERSE = [name[1:] for name in FUNCTIONS if name[0] == "a" and name[1:] in FUNCTIONS]
FUNCTIONS |= {f"arc{name}": f"a{name}(u)" for name in _INVERSE}
FUNCTIONS |= {f"ar{name}": f"a{name}(u)" for name in _INVERSE if name[-1] == "h"}
# What to write for other names; two where a name has two meanings.
_WRITTEN_OUT = {
    "lg": ("log10(…)", "log2(…)"),
    "acot": ("pi/2 - atan(…)", "atan(1/…)"),
    "arccot": ("pi/2 - atan(…)", "atan(1/…)"),
    "step": ("heaviside(…)", "(1 + sign(…))/2"),
    "sinc": ("sin(…)/…", "sin(pi…)/(pi…)"),
    "sqr": ("sqrt(…)", "(…)^2"),
    "exp2": ("2^(…)",),
    "pow": ("(…)^(…)",),
}
# Signs that people type or paste, and what they stand for.
_SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/"})
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_BEGINS_VALUE = ("VARIABLE", "CONSTANT", "FUNCTION", "LPAR", "OPENING_BAR", "ROOT")
_ENDS_VALUE = ("NUMBER", "VARIABLE", "CONSTANT", "SUPERSCRIPT", "RPAR", "CLOSING_BAR")


class ExpressionError(ValueError):
    """A typed formula that cannot be read; the message is one line that says what and where."""


def error_at(token, message, **values):
    """Return an `ExpressionError` for a token; `{text}` in the message stands for it."""
    text = f"'{token}'" if len(token) <= 20 else f"'{token[:20]}…'"
    where = _("Position {position}: {what}")
    what = message.format(text=text, **values)
    return ExpressionError(where.format(position=token.start_pos + 1, what=what))


def parse(text, variables, reader):
    """Return what a reader, a Transformer of lark's, makes of a text."""
    try:
        return _parser(variables, reader).parse(text.translate(_SIGNS))
    except UnexpectedCharacters as problem:
        raise _strange(text, problem.pos_in_stream) from None
    except UnexpectedToken as problem:
        raise _misplaced(text, problem) from None


@functools.lru_cache(maxsize=16)
def _parser(variables, reader):
    parts = {"postlex": _Words(variables), "transformer": reader(variables)}
    return Lark.open("grammar.lark", __file__, parser="lalr", lexer="basic", **parts)


class _Words:
    """Stands between lark's lexer and its parser, and tells names and bars apart."""

    always_accept = ("NAME", "BAR")  # which no rule has, but the lexer shall know

    def __init__(self, variables):
        self.variables = variables
        self.kinds = dict.fromkeys(FUNCTIONS, "FUNCTION") | dict.fromkeys(CONSTANTS, "CONSTANT")
        self.kinds |= dict.fromkeys(variables, "VARIABLE")

    def process(self, stream):
        words = [word for token in stream for word in self.words_of(token)]
        if len(words) > MAX_WORDS:
            raise error_at(words[MAX_WORDS], _("The formula is too long."))
        bars = [0]  # for each open parenthesis how many bars are open in it
        after_value = False
        for place, word in enumerate(words):
            is_called = words[place + 1 : place + 2] == ["("]
            if word.type == "BAR":
                closes = after_value and bars[-1] > 0
                bars[-1] += -1 if closes else 1
                word.type = "CLOSING_BAR" if closes else "OPENING_BAR"
            elif word.type == "LPAR":
                bars.append(0)
            elif word.type == "RPAR" and len(bars) > 1:
                bars.pop()
            elif word.type == "NAME":
                raise self.unknown(word, is_called)
            elif word.type == "FUNCTION" and not is_called:
                raise _without_argument(word, words[place + 1 :])
            if after_value and word.type == "NUMBER":
                message = _("{text} does not fit here: a sign is missing before it.")
                raise error_at(word, message)
            if after_value and word.type in _BEGINS_VALUE:
                yield word.update("TIMES")
            after_value = word.type in _ENDS_VALUE
            yield word

    def words_of(self, token):
        """Cut ``xsin`` into x and sin, and ``xy`` into x and y; leave other tokens whole."""
        letters, rest = "", str(token)
        while token.type == "NAME" and rest not in self.kinds and rest[:1] in self.variables:
            letters, rest = letters + rest[0], rest[1:]
        if rest not in self.kinds:
            return [token]
        words = enumerate([*letters, rest], start=token.start_pos)
        return [Token(self.kinds[word], word, place) for place, word in words]

    def unknown(self, name, is_called):
        """Return the error for a name that is not known, with what may have been meant."""
        variable = "|".join(map(re.escape, self.variables))
        joined = re.fullmatch(
            rf"((?:{variable})*(?:{'|'.join(FUNCTIONS)}))(\d*(?:{variable})+)", name
        )
        logarithm = re.fullmatch(r"log_?(\d+)", name)
        if logarithm:
            return _instead(name, f"ln(…)/ln({logarithm[1]})")
        if name in _WRITTEN_OUT:
            return _instead(name, *_WRITTEN_OUT[name])
        meant = f"{joined[1]}({joined[2]})" if joined else self.misspelt(name.lower())
        if meant:
            return error_at(name, _("{text} is not known. Do you mean {example}?"), example=meant)
        if is_called:
            message = _("No function {text} is known. There are sin, exp, ln, sqrt, max and more.")
            return error_at(name, message)
        names = ", ".join(self.variables)
        return error_at(name, _("{text} is not known. The variables are: {names}."), names=names)

    def misspelt(self, name):
        """Return the known name that is meant; sinc, asin and atan2 do not mean sin and atan."""
        close = difflib.get_close_matches(name, self.kinds, n=1, cutoff=0.75)
        return next((c for c in close if (c[0], c[-1]) == (name[0], name[-1])), None)


def _instead(token, *examples):
    if len(examples) == 1:
        return error_at(token, _("{text} is not known. Write {example}."), example=examples[0])
    message = _("{text} may mean two things: write {one} or {other}.")
    return error_at(token, message, one=examples[0], other=examples[1])


def _without_argument(function, following):
    """Return the error for a function without its parenthesis, as in sin x or sin^2(x)."""
    message = _("After {text} its argument stands in parentheses, as in {example}.")
    power = re.match(r"(?:\*\*|\^)?\(?(-?\d+)", "".join(following).translate(SUPERSCRIPTS))
    if power is None or following[0].type not in ("CARET", "SUPERSCRIPT"):
        return error_at(function, message, example=f"{function}(…)")
    if power[1] == "-1" and f"a{function}" in FUNCTIONS:
        token = function.update(value=f"{function}^-1")
        return _instead(token, f"a{function}(…)", f"1/{function}(…)")
    exponent = power[1] if power[1].isdigit() else f"({power[1]})"
    return error_at(function, message, example=f"{function}(…)^{exponent}")


def _strange(text, place):
    equals = re.search(r"(?<![<>!=:])=", text)
    if equals:
        message = _("Write only what stands on the right of the sign {text}.")
        return error_at(Token("EQUALS", "=", equals.start()), message)
    token = Token("STRANGE", text[place], place)
    if token.isascii() and token.isprintable():
        return error_at(token, _("{text} cannot be used in a formula."))
    name = unicodedata.name(token, f"U+{ord(token):04X}")
    return error_at(token, _("The character {name} cannot be used in a formula."), name=name)


def _misplaced(text, problem):
    stack = problem.interactive_parser.parser_state.value_stack
    openings = [token for token in stack if getattr(token, "type", "") in ("LPAR", "OPENING_BAR")]
    if "CLOSING_BAR" in problem.accepts:
        return error_at(openings[-1], _("This bar is never closed."))
    if problem.token == ",":
        message = _("Commas stand between the arguments of max or min; a decimal has a point.")
        return error_at(problem.token, message)
    if problem.token.type != "$END":
        return error_at(problem.token, _("{text} does not fit here."))
    if "RPAR" in problem.accepts:
        return error_at(openings[-1], _("This parenthesis is never closed."))
    return error_at(Token("$END", "", len(text)), _("Something is missing here."))
