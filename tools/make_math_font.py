"""Cut the mathematics font of the pages out of STIX Two Math.

`uv run python tools/make_math_font.py stix-two-math-latin-400-normal.woff`. The font is under the
SIL Open Font License; it comes from its makers, the STIX Fonts Project, or with the npm package
@fontsource/stix-two-math.
"""

import sys
from pathlib import Path

from fontTools import subset

TARGET = Path(__file__).parents[1] / "course_utils" / "pages" / "mathematics.woff"
SIGNS = "°±×·÷ˆ˜¯˙¨…′″‴‖‾⁡←↑→↓↔⇒⇔↦∀∂∃∅∇∈∉∏∑−∗∘√∝∞∥∩∪∫≈≠≡≤≥≪≫⊙⊤⊥⋅⋮⋯⋱⌈⌉⌊⌋⟨⟩⏞⏟ℎℓℝℕϵϕ𝖳"
RANGES = (
    (" ", "~"),
    ("Α", "Ω"),
    ("α", "ω"),
    ("𝐀", "𝐳"),  # bold
    ("𝐴", "𝑧"),  # italic: what browsers put in the place of a letter in <mi>
    ("𝛼", "𝜛"),
)


def main(font):
    """Write the subset into the package."""
    texts = [SIGNS, *("".join(map(chr, range(ord(a), ord(z) + 1))) for a, z in RANGES)]
    subset.main([font, f"--text={''.join(texts)}", "--flavor=woff", f"--output-file={TARGET}"])
    print(f"{TARGET}: {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1])
