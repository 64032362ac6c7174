"""A small notebook becomes a page: what it shows, what it prints, how it answers in a browser."""

import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from fontTools.ttLib import TTFont

from course_notebooks import NOTEBOOKS, read
from course_utils import pages
from course_utils.chapters import all_predictions, all_quizzes
from course_utils.pages.__main__ import main
from course_utils.pages.building import build
from course_utils.pages.markdown import blocks_of, formula_html, plain_text
from lab import browser_page, chromium_or_skip

PREDICTION = next(iter(all_predictions()))
CELLS = [
    ("markdown", "# How steep?\n\nA line.\n\n**Time:** 25 minutes. Go to [the next](02_b.ipynb)."),
    ("code", "import matplotlib.pyplot as plt\n\nfrom course_utils import check, predict, quiz"),
    ("markdown", "## 1. A slope\n\nKnow $x^2$, before.\n\n$$f'(a) = \\lim_{h \\to 0} h$$"),
    ("code", "figure, axes = plt.subplots()\naxes.set(xlabel='$x_1$', ylabel='loss');"),
    ("markdown", "**Predict.** What is it?\n\n**Move.** Now move."),
    ("code", "first_live_figure()"),
    ("markdown", "It is told.\n\n**Name.** A *slope*.\n\n### Exercise\n\nMultiply."),
    ("code", "dollars = ..."),
    ("code", 'check("first_answer", dollars)'),
    (
        "markdown",
        "<details><summary>Solution</summary>\n\n```python\ndollars = 2500\n```\n\n</details>",
    ),
    ("markdown", "It was 2500.\n\n## 2. Reading\n\nNothing to do here."),
    ("code", "hidden = 1\nprint('<2>')"),
    ("markdown", f"## A guess\n\n$${' + '.join(40 * 'x')}$$"),
    ("code", f'predict("{PREDICTION}")'),
    ("markdown", "## Quiz"),
    ("code", 'quiz("start_here")'),
    ("markdown", "## Looking back\n\nRun the next cell again when you are through."),
    ("code", 'looking_back("start_here")'),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages of two small notebooks."""
    notebooks, site = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("site")
    makers = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    cells = [makers[kind](source) for kind, source in CELLS]
    cells[11].metadata["jupyter"] = {"source_hidden": True}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), notebooks / "01_a.ipynb")
    cells = [makers["markdown"]("# And then?\n\n[한국어](ko/02_b.ipynb)\n\nThe end.")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), notebooks / "02_b.ipynb")
    build(site, notebooks)
    return site


@pytest.fixture(scope="module")
def markup(site):
    return (site / "01_a.html").read_text(encoding="utf-8")


def test_a_page_has_what_its_notebook_shows(site, markup):
    assert '<h1 id="how-steep">How steep?</h1>' in markup
    assert '<a href="#1-a-slope">1. A slope</a>' in markup
    assert '<a href="02_b.html">the next</a>' in markup
    assert '<a rel="next" href="02_b.html">Next: And then? →</a>' in markup
    assert "$" not in re.sub("<pre.*?</pre>", "", markup, flags=re.DOTALL)
    assert '<pre class="output">&lt;2&gt;\n</pre>' in markup
    assert "Looking back</h2>" in markup
    assert "Run the next cell" not in markup  # a page has none
    assert "<details><summary>Code</summary>" in markup
    assert 'alt="Picture of loss against x_1"' in markup
    assert 'data-recorded="first_live_figure"' in markup
    assert "recorded(" in (site / "figures" / "first_live_figure.js").read_text(encoding="utf-8")
    n_questions = len(all_quizzes()["start_here"])
    assert markup.count('<div class="question slide printed">') == n_questions


@pytest.mark.parametrize("command", ["build", "serve"])
def test_what_is_no_folder_is_told_in_one_line(tmp_path, monkeypatch, capsys, command):
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setattr(sys, "argv", ["pages", command, str(file)])
    with pytest.raises(SystemExit):
        main()
    (line,) = capsys.readouterr().err.splitlines()
    assert str(file) in line


def test_a_package_that_is_missing_is_told_in_one_line(tmp_path):
    code = (
        "import sys; sys.modules['math_core'] = None; sys.argv[1:] = ['build', 'site']\n"
        "from course_utils.pages.__main__ import main; main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    (line,) = ran.stderr.splitlines()
    assert "math_core" in line
    assert "the group dev" in line


def test_the_start_page_is_a_map(site):
    start = (site / "index.html").read_text(encoding="utf-8")
    assert '01 <a href="01_a.html">How steep?</a> <span class="note">25 minutes</span>' in start
    assert '02 <a href="02_b.html">And then?</a>' in start
    assert "<p>The end.</p>" in start  # and not the link to the other language
    assert "한국어" not in (site / "02_b.html").read_text(encoding="utf-8")  # it has no twin


def test_a_page_asks_for_nothing_from_elsewhere(site):
    for path in [*site.glob("*.html"), *site.glob("*.css")]:
        loaded = re.findall(r'(?:src="|url\()([^")]+)', path.read_text(encoding="utf-8"))
        assert all(name.startswith("data:") or (site / name).is_file() for name in loaded)


def groups(markup):
    """Return the classes and the text of each group of a page."""
    main = markup[markup.index('<main id="main"') : markup.index("</main>")]
    found = re.findall(r'^<div class="([\w ]+)">\n(.*?)\n</div>$', main, re.DOTALL | re.MULTILINE)
    return [(classes.split(), plain_text(text).strip()) for classes, text in found]


def test_the_worksheet_asks_and_does_not_tell(markup):
    printed = [text for classes, text in groups(markup) if "printed" in classes]
    sheet = "\n".join(printed)
    asked = (
        "How steep?",
        "Know x2, before.",
        "What is it?",
        "Now move.",
        "Multiply.",
        "dollars = ...",
    )
    for text in asked:
        assert text in sheet
    for text in ("It is told.", "2500", "A slope.", "Nothing to do here.", "import"):
        assert text not in sheet


def test_slides_are_titles_predictions_figures_names_and_questions(markup):
    slides = [(classes[0], text) for classes, text in groups(markup) if "slide" in classes]
    kinds = [kind for kind, _text in slides]
    assert kinds[:6] == ["title", "title", "picture", "predict", "figure", "name"]
    assert dict(slides)["name"] == "Name. A slope."
    assert "card" in kinds
    assert kinds[-2:] == ["question", "title"]  # looking back


FONT = Path(pages.__file__).with_name("mathematics.woff")


@pytest.fixture(scope="module")
def formulas():
    """All formulas of the course, in MathML."""
    formulas = set()
    for path in NOTEBOOKS:
        for cell in read(path).cells:
            if cell.cell_type == "markdown":
                shown = "".join(block.html for block in blocks_of(cell.source))
                formulas |= set(re.findall("<math.*?</math>", shown, re.DOTALL))
    assert len(formulas) > 300
    return formulas


def test_the_font_has_every_letter_of_every_formula(formulas):
    known = set(map(chr, TTFont(FONT).getBestCmap()))
    written = plain_text("".join(formulas))
    letters = set("".join(written.split())) | set(map(_italic, _single_letters(formulas)))
    # Words in a formula, as Korean has them, are in the page's own font.
    assert {letter for letter in letters - known if not "가" <= letter <= "힣"} == set()


def _single_letters(formulas):
    return re.findall(r"<mi>([A-Za-z])</mi>", "".join(formulas))


def _italic(letter):
    """The sign that a browser shows for a single letter."""
    first = 0x1D434 if letter.isupper() else 0x1D44E
    return "ℎ" if letter == "h" else chr(first + ord(letter.lower()) - ord("a"))


@pytest.mark.parametrize("ending", [",", "는", "번째"])
def test_no_line_ends_between_a_formula_and_its_ending(ending):
    (block,) = blocks_of(f"It is $x${ending} and more.")
    assert f"</math>{ending}</span> and" in block.html


def test_a_prime_is_not_raised_twice():
    assert "<msup>" not in formula_html("f'(x)", alone=False)
    assert "<msup>" in formula_html("x^2", alone=False)


@pytest.fixture(scope="module")
def page(site):
    """The page in a browser, from its folder; `page.asked` gathers what is loaded."""
    chromium_or_skip()
    with browser_page() as page:
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto((site / "01_a.html").as_uri())
        yield page
        assert page.problems == []
        assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["01_a", "index"])
def test_axe_finds_nothing_serious(page, site, axe, name, theme):
    page.emulate_media(color_scheme=theme)
    page.goto((site / f"{name}.html").as_uri())
    page.evaluate(axe)
    found = page.evaluate(SERIOUS)
    assert found == [], json.dumps(found, indent=1)


SERIOUS = """async () => (await axe.run({preload: false})).violations
  .filter(({impact}) => ['serious', 'critical'].includes(impact))
  .map(({id, nodes}) => [id, nodes.slice(0, 3).map((node) => node.html)])"""


def test_questions_and_cards_answer(page, site):
    page.goto((site / "01_a.html").as_uri())
    first = page.locator(".question").first
    options = all_quizzes()["start_here"][0].options
    first.locator(".option").nth([option.right for option in options].index(True)).click()
    assert "✓ Right." in first.locator(".answer").inner_text()
    score = page.locator(".looking-back").inner_text()
    assert score.startswith("Quiz: 1 of 1 at the first click")

    card = page.locator(".card")
    card.locator("input").first.press("ArrowRight")
    card.get_by_role("button", name="Commit").click()
    assert card.locator("[role=status]").inner_text().startswith("You said")


def test_slides_follow_the_keys_and_fit_the_window(page, site):
    page.goto((site / "01_a.html").as_uri() + "?slides")
    n_slides = page.locator(".slide").count()
    seen = []
    for _slide in range(n_slides):
        seen.append(page.locator(".place span").inner_text())
        page.keyboard.press("ArrowRight")
    assert seen == [f"{n} / {n_slides}" for n in range(1, n_slides + 1)]
    heights = page.locator(".slide").evaluate_all("all => all.map((one) => one.offsetHeight)")
    assert max(heights) <= page.viewport_size["height"] + 1
    formulas = page.locator('.slide math[display="block"]')
    cut = formulas.evaluate_all("all => all.map((one) => one.scrollWidth - one.clientWidth)")
    assert max(cut) <= 1
    page.keyboard.press("Escape")
    assert page.locator("header").is_visible()


def test_a_figure_on_a_slide_moves_and_gives_the_keys_back(page, site):
    page.goto((site / "01_a.html").as_uri() + "?slides")
    place = page.locator(".place span")
    while "figure" not in page.evaluate("() => document.activeElement.className"):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('[data-recorded]').figure")
    before = place.inner_text()
    page.get_by_role("button", name="Just show me").first.press("Enter")
    sentence = page.locator(".live-figure .live-sentence:visible")
    sentence.filter(has_not_text="is hidden").wait_for()
    slider = page.locator(".live-figure input[type=range]:visible")
    slider.focus()
    said = sentence.inner_text()
    page.keyboard.press("ArrowRight")
    assert sentence.inner_text() != said
    assert place.inner_text() == before
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert place.inner_text() != before


def test_an_answer_stays_on_a_slide_whose_card_is_gone(page, site):
    page.goto((site / "01_a.html").as_uri() + "?slides")
    while "figure" not in page.evaluate("() => document.activeElement.className"):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('[data-recorded]').figure")
    # As of a question that belongs to no setting: its answer is told once.
    page.evaluate(
        "() => { document.querySelector('[data-recorded]').figure.questions[0].at = {}; }"
    )
    page.locator(".live-card:visible input").first.press("ArrowRight")
    page.get_by_role("button", name="Commit").first.press("Enter")
    sentence = page.locator(".live-figure .live-sentence:visible")
    sentence.filter(has_text="You said").wait_for()
    page.wait_for_timeout(300)  # the figure has grown meanwhile, and was painted anew
    assert "You said" in sentence.inner_text()


def test_no_formula_is_wider_than_the_worksheet(page, site, formulas):
    alone = sorted(formula for formula in formulas if 'display="block"' in formula)
    assert len(alone) > 30
    sheet = site / "formulas.html"
    style = '<meta charset="utf-8"><link rel="stylesheet" href="page.css">'
    body = f"<main><div class='printed'>{''.join(alone)}</div></main>"
    sheet.write_text(f"<!doctype html>{style}{body}", encoding="utf-8")
    page.set_viewport_size({"width": A4_BETWEEN_MARGINS, "height": 800})
    page.emulate_media(media="print")
    page.goto(sheet.as_uri())
    assert page.evaluate(TOO_WIDE) == []
    page.emulate_media(media="screen")


A4_BETWEEN_MARGINS = 658  # CSS pixels: 210 mm but for the margins in page.css
TOO_WIDE = """async () => {
  await document.fonts.ready;
  const box = (node) => node.getBoundingClientRect();
  const isCut = (math) => [...math.querySelectorAll('*')].some((part) =>
    box(part).left < box(math).left - 1 || box(part).right > box(math).right + 1);
  return [...document.querySelectorAll('math')]
    .filter((math) => box(math).width === 0 || isCut(math))
    .map((math) => math.textContent);
}"""


def test_a_phone_scrolls_only_down(page, site):
    page.set_viewport_size({"width": 360, "height": 700})
    for name in ("01_a", "index"):
        page.goto((site / f"{name}.html").as_uri())
        assert page.evaluate("() => document.documentElement.scrollWidth") == 360
