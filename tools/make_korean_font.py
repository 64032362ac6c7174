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
    for table in small["cmap"].tables:  # it has no minus sign, and a formula's text needs one
        table.cmap.setdefault(ord("−"), table.cmap[ord("–")])
    for record in small["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = FAMILY.replace(" ", "") if record.nameID == 6 else FAMILY
    if "bold" in target.name:
        small["OS/2"].usWeightClass = 700  # which Matplotlib asks for
    small.save(target)
    print(f"{target}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    for font, target in zip(sys.argv[1:], TARGETS, strict=True):
        cut(font, target)
