"""Cut the font of the Korean figures out of NanumGothic: only the letters that the course uses.

`uv run python tools/make_korean_font.py NanumGothic.ttf NanumGothicBold.ttf`. Both are
under the SIL Open Font License; they come from Naver, or with Debian's package fonts-nanum. The
licence reserves their name, so what is cut out of them has another. A test asks for new ones when a
text has a new letter.
"""

import sys
from pathlib import Path

import nbformat
from babel.messages.pofile import read_po
from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "course_utils" / "locale" / "ko"
TARGETS = FOLDER / "font.ttf", FOLDER / "font-bold.ttf"
FAMILY = "Course Gothic"


def letters():
    """Return the Korean letters of the catalogue and of the notebooks, and those of any formula."""
    with open(FOLDER / "LC_MESSAGES" / "course_utils.po", "rb") as file:
        texts = [message.string for message in read_po(file)]
    texts = ["".join(text) for text in texts]  # of a text with a number: its forms
    for path in sorted((ROOT / "notebooks" / "ko").glob("*.ipynb")):
        texts += [cell.source for cell in nbformat.read(path, as_version=4).cells]
    return {letter for text in texts for letter in text if "가" <= letter <= "힣"}


def cut(font, target):
    """Write the subset of one font into the package."""
    printable = map(chr, range(ord(" "), ord("~") + 1))
    text = "".join(sorted({*letters(), *printable, *"−×·°…–—’‘“”"}))
    subset.main([font, f"--text={text}", "--name-IDs=*", "--no-hinting", f"--output-file={target}"])
    small = TTFont(target)
    if ord("−") not in small.getBestCmap():
        draw_minus(small)
    for record in small["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = FAMILY.replace(" ", "") if record.nameID == 6 else FAMILY
    if "bold" in target.name:
        small["OS/2"].usWeightClass = 700  # which Matplotlib asks for
    small.save(target)
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB")


def draw_minus(font):
    """Give a font without a minus sign the bar of its plus sign."""
    plus, dash = (font.getBestCmap()[ord(sign)] for sign in "+–")
    sign, bar = font["glyf"][plus], font["glyf"][dash]
    low = (sign.yMin + sign.yMax - bar.yMax + bar.yMin) // 2
    high = low + bar.yMax - bar.yMin
    pen = TTGlyphPen(None)
    pen.moveTo((sign.xMin, low))
    for corner in ((sign.xMin, high), (sign.xMax, high), (sign.xMax, low)):
        pen.lineTo(corner)
    pen.closePath()
    font["glyf"]["minus"] = pen.glyph()
    font["hmtx"]["minus"] = font["hmtx"][plus]
    for table in font["cmap"].tables:
        table.cmap[ord("−")] = "minus"


if __name__ == "__main__":
    for font, target in zip(sys.argv[1:], TARGETS, strict=True):
        cut(font, target)
