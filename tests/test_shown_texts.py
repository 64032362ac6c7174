"""No text that the package shows escapes `_()`, and `_()` is used so that it can be translated."""

import ast
import re

import pytest

from pseudo_locale import PACKAGE, escaped_texts, placeholders

SOURCES = sorted(PACKAGE.rglob("*.py"))
SHOWING_KEYWORDS = {"description", "tooltip", "placeholder", "label", "title"}
SHOWING_METHODS = {
    "set_title",
    "set_xlabel",
    "set_ylabel",
    "set_zlabel",
    "suptitle",
    "text",
    "annotate",
}
SHOWING_CLASSES = {
    "Option",
    "Question",
    "Sentence",
    "HTML",
    "HTMLMath",
    "Label",
    "Button",
}


def source_problems(source):
    """Return the lines of a source that show a text past `_()`, or use `_()` in a wrong way."""
    tree = ast.parse(source)
    problems = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            problems += [(node, text) for text in _bare_words(node.exc)]
        elif isinstance(node, ast.JoinedStr):
            # Before Python 3.12 an f-string is one token, and Babel does not look into it.
            inside = (child for child in ast.walk(node) if _is_gettext(child))
            problems += [(node, "_() inside an f-string") for _call in inside]
        elif isinstance(node, ast.Call):
            problems += [(node, text) for text in _shown_bare(node)]
            problems += [(node, text) for text in _misused_gettext(node)]
    return [f"line {node.lineno}: {text!r}" for node, text in problems]


def _name(function):
    return getattr(function, "attr", getattr(function, "id", None))


def _is_gettext(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", None) in {"_", "ngettext"}


def _shown_bare(call):
    shown = [keyword.value for keyword in call.keywords if keyword.arg in SHOWING_KEYWORDS]
    known = [keyword.value for keyword in call.keywords if keyword.arg == "mistakes"]
    shown += [message for mistakes in known for message in getattr(mistakes, "keys", ())]
    if _name(call.func) in SHOWING_METHODS | SHOWING_CLASSES:
        shown += call.args
    return [text for node in shown for text in _bare_words(node)]


def _bare_words(node):
    """The string constants under a node that hold words and are not inside `_()`."""
    if _is_gettext(node):
        return []
    if isinstance(node, ast.Constant):
        return escaped_texts([node.value]) if isinstance(node.value, str) else []
    if isinstance(node, ast.Subscript | ast.Compare | ast.Dict):
        return []
    if isinstance(node, ast.Call) and _name(node.func) not in SHOWING_CLASSES:
        # What another call is given is its own affair: _("…").format(name=…), join, get("key").
        inner = [node.func.value] if isinstance(node.func, ast.Attribute) else []
        inner += (
            [] if _name(node.func) in {"get", "getattr", "join", "format", "replace"} else node.args
        )
        return [text for child in inner for text in _bare_words(child)]
    return [text for child in ast.iter_child_nodes(node) for text in _bare_words(child)]


def _misused_gettext(call):
    formatted = _name(call.func) == "format" and _is_gettext(getattr(call.func, "value", None))
    if formatted:
        texts = [arg.value for arg in call.func.value.args if isinstance(arg, ast.Constant)]
        wanted = set().union(*(placeholders(text) for text in texts if isinstance(text, str)))
        given = {keyword.arg for keyword in call.keywords}
        names = {re.split(r"[.\[]", name)[0] for name in wanted}
        # None stands for **values, whose names are not known here.
        if call.args or (None not in given and names - given):
            return [f"format({sorted(map(str, given))}) for the places {sorted(wanted)}"]
    if not _is_gettext(call):
        return []
    count = 1 if _name(call.func) == "_" else 2
    if call.keywords or len(call.args) != 2 * count - 1:
        return [f"{_name(call.func)} takes {2 * count - 1} argument(s)"]
    literals = [getattr(argument, "value", None) for argument in call.args[:count]]
    if not all(isinstance(argument, ast.Constant) for argument in call.args[:count]):
        return [f"{_name(call.func)}() of something other than a literal"]
    if not all(isinstance(text, str) and text for text in literals):
        return ["an empty text, or none"]
    return [
        text for text in literals if any(not re.match(r"[A-Za-z_]", p) for p in placeholders(text))
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_shown_text_escapes(path):
    source = path.read_text(encoding="utf-8")
    assert source_problems(source) == []


@pytest.mark.parametrize(
    "source",
    [
        'raise ValueError("no such file")',
        'raise ValueError(f"no such file {path}")',
        'raise ValueError("no file {p}".format(p=path))',
        'raise ValueError("no such " + name)',
        'raise ValueError(_("no such {p}").format(p=path) + " file")',
        'FloatSlider(description="learning rate")',
        'Button(tooltip="Play it", description=_("Play"))',
        'axes.set_title("The loss")',
        'axes.plot(x, y, label="the line")',
        'axes.text(0, 0, f"loss {value}")',
        'axes.annotate("minimum of $f$", (0, 0))',
        'ValueExercise(2, mistakes={"the sign": -2})',
        '_(f"loss {value}")',
        "_(message)",
        '_("loss " + name)',
        '_("")',
        """page = f"<b>{_('Answers')}</b>" """,
        '_("{} steps").format(n)',
        '_("{0} steps").format(n)',
        '_("{n} steps").format(m=3)',
        '_("{n} steps").format(values, n=3)',
        'ngettext("{n} step", "{n} steps")',
        'ngettext("{n} step", plural, n)',
    ],
)
def test_escaped_texts_are_found(source):
    assert source_problems(source) != []


@pytest.mark.parametrize(
    "source",
    [
        'raise ValueError(_("no such file"))',
        'raise ValueError(_("no such {p}").format(p=path))',
        'raise ValueError(message.format(code=code, known=", ".join(known)))',
        "raise ValueError(message) from error",
        "raise KeyError(name)",
        '_("{n} steps").format(m=4, **values)',
        'raise TypeError(TEXTS["shape"])',
        'FloatSlider(description=_("learning rate"))',
        'axes.set_title("$loss(w)$")',
        'axes.plot(x, y, label="_nolegend_"[:0])',
        'axes.text(0, 0, "w", ha="center")',
        'axes.plot(x, y, color="tab:blue")',
        'ValueExercise(2, mistakes={_("the sign"): -2})',
        'ngettext("{n} step", "{n} steps", n).format(n=n)',
        '_("share {share:.1%}").format(share=0.5)',
        '_("at $\\\\frac{1}{2}$")',
    ],
)
def test_proper_texts_pass(source):
    assert source_problems(source) == []
