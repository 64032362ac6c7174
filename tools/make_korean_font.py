"""Cut the font of the Korean figures out of NanumGothic: only the letters that the course uses.

`uv run python tools/make_korean_font.py NanumGothic.ttf`. The font is under the SIL Open Font
License; it comes from Naver, or with Debian's package fonts-nanum. The licence reserves its name,
so what is cut out of it has another. A test asks for a new one when a text has a new letter.
"""

import sys
from pathlib import Path

import nbformat
from babel.messages.pofile import read_po
from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "course_utils" / "locale" / "ko"
TARGET = FOLDER / "font.ttf"
FAMILY = "Course Gothic"


def letters():
    """Return the Korean letters of the catalogue and of the notebooks, and those of any formula."""
    with open(FOLDER / "LC_MESSAGES" / "course_utils.po", "rb") as file:
        texts = [message.string for message in read_po(file)]
    texts = ["".join(text) for text in texts]  # of a text with a number: its forms
    for path in sorted((ROOT / "notebooks" / "ko").glob("*.ipynb")):
        texts += [cell.source for cell in nbformat.read(path, as_version=4).cells]
    return {letter for text in texts for letter in text if "가" <= letter <= "힣"}


def main(font):
    """Write the subset into the package."""
    printable = map(chr, range(ord(" "), ord("~") + 1))
    text = "".join(sorted({*letters(), *printable, *"−×·°…–—’‘“”"}))
    subset.main([font, f"--text={text}", "--name-IDs=*", "--no-hinting", f"--output-file={TARGET}"])
    small = TTFont(TARGET)
    for table in small["cmap"].tables:  # it has no minus sign, and a formula's text needs one
        table.cmap.setdefault(ord("−"), table.cmap[ord("–")])
    for record in small["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = FAMILY.replace(" ", "") if record.nameID == 6 else FAMILY
    small.save(TARGET)
    print(f"{TARGET}: {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1])
