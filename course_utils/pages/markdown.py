"""A notebook's markdown and code as HTML: formulas as MathML, code in colours."""

import html
import re
from functools import cache
from typing import NamedTuple

from math_core import LatexToMathML
from mistune import HTMLRenderer
from nbconvert.filters.markdown_mistune import MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from course_utils.language import _


class Block(NamedTuple):
    """A piece of a page: a paragraph, a heading, a formula, a table, something folded.

    Of a heading, `html` is what stands between its tags, and `level` is 1 to 6.
    """

    kind: str
    html: str
    level: int = 0


def blocks_of(source):
    """Return the blocks of some markdown.

    The kind is that of the token ("heading", "list", "table"), "formula" for one that stands alone,
    "folded" for what a reader has to open, and for a paragraph that begins with one of the course's
    words ("**Predict.**") that word in English, lower case.
    """
    return list(_folded_together(MarkdownWithMath(renderer=_Renderer())(source)))


def code_html(source):
    """Return Python code with its words marked; page.css has the colours."""
    return highlight(source, PythonLexer(), HtmlFormatter(cssclass="code", wrapcode=True))


def text_html(text):
    """Return one line of text, with `code` and $formulas$."""
    return "".join(block.html for block in blocks_of(text)).removeprefix("<p>").removesuffix("</p>")


@cache
def formula_html(tex, *, alone):
    """Return a formula as MathML, which browsers draw by themselves.

    Parameters
    ----------
    tex : str
        What stands between the dollars.
    alone : bool
        Whether it has a line to itself.
    """
    mathml = _converter().convert_with_local_state(tex, displaystyle=alone)
    for pattern, better in _MENDED:
        mathml = re.sub(pattern, better, mathml)
    return mathml


_MENDED = (
    # A prime stands high in its font already: raised as an exponent it would fly off.
    (
        r"<msup>(<m[io][^>]*>[^<]*</m[io]>)<mo>([′″‴])</mo></msup>",
        r'\1<mo lspace="0.05em" rspace="0">\2</mo>',
    ),
    # Chromium lets a large bracket sink when it carries an exponent: that gets a base of its own.
    (
        r"<msup>(<mo minsize[^>]*>[^<]*</mo>)(<m[no]>[^<]*</m[no]>)</msup>",
        r'\1<msup><mspace height="0.9em"/>\2</msup>',
    ),
)


_converter = cache(LatexToMathML)


_FORMULA_AND_ENDING = re.compile(r"<math>(?:(?!</math>).)*</math>[,.;:?!)\uac00-\ud7a3]+")


class _Renderer(HTMLRenderer):
    """Turns mistune's tokens into blocks; what is inside a block becomes HTML."""

    def __init__(self):
        super().__init__(escape=False)

    def __call__(self, tokens, state):
        return [self._block(token, state) for token in tokens if token["type"] != "blank_line"]

    def _block(self, token, state):
        level = token.get("attrs", {}).get("level", 0)
        return Block(_kind(token), self.render_token(token, state).strip(), level)

    def heading(self, text, level, **attrs):
        return text

    def paragraph(self, text):
        alone = re.fullmatch(r"\s*<math(?:(?!</math>).)*</math>\s*", text, re.DOTALL)
        return text.strip() if alone else super().paragraph(text)

    def render_tokens(self, tokens, state):
        # A browser may break a line between a formula and a comma or a Korean ending after it.
        return _FORMULA_AND_ENDING.sub(
            r'<span class="unbroken">\g<0></span>', super().render_tokens(tokens, state)
        )

    def block_code(self, code, info=None):
        return code_html(code)

    def link(self, text, url, title=None):
        return super().link(text, url.replace(".ipynb", ".html"), title)

    def inline_math(self, body):
        return formula_html(body, alone=False)

    def block_math(self, body):
        return formula_html(body, alone=True)


def _kind(token):
    first, *others = token.get("children") or [{"type": ""}]
    if token["type"] != "paragraph":
        return token["type"]
    if first["type"] == "block_math" and not others:
        return "formula"
    word = first["children"][0].get("raw") if first["type"] == "strong" else None
    return _words().get(word, "paragraph")


def _words():
    return {
        _("Predict."): "predict",
        _("Move."): "move",
        _("Name."): "name",
        _("Compute."): "compute",
    }


def _folded_together(blocks):
    """Join the blocks between <details> and </details>."""
    depth, inside = 0, []
    for block in blocks:
        inside.append(block.html)
        if block.kind == "block_html":
            depth += block.html.count("<details") - block.html.count("</details")
        if depth == 0:
            yield block if len(inside) == 1 else Block("folded", "\n".join(inside))
            inside = []


def plain_text(markup):
    """Return the text of some HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", markup))
