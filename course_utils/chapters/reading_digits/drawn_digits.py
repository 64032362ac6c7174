"""A drawing of a digit, and the 8 × 8 numbers that the digits of the course are made of."""

import numpy as np

SIDE = 32  # of a drawing, in dots
BLOCK = 4  # dots a side that make one pixel
BRUSH = 2.3  # radius, in dots: a disc of five dots across, without single dots at its edge


def draw_line(drawing, start, end):
    """Draw a line with a round brush from one (column, row) to another, which may lie outside."""
    (x0, y0), (x1, y1) = start, end
    row, column = np.mgrid[:SIDE, :SIDE]
    length_squared = (x1 - x0) ** 2 + (y1 - y0) ** 2
    along = (column - x0) * (x1 - x0) + (row - y0) * (y1 - y0)
    share = np.clip(along / length_squared, 0, 1) if length_squared else 0.0
    distance = np.hypot(column - x0 - share * (x1 - x0), row - y0 - share * (y1 - y0))
    drawing |= distance <= BRUSH


def pixels_of(drawing):
    """Turn a drawing into 8 × 8 numbers, in the way in which the digits of the course were made.

    The drawing is cut out, made as high as the frame and put into its middle. Then each number is
    the share of the dots that are inked in a block of 4 × 4, from 0, blank, to 1.

    The course's digits are the test part of the data set "Optical Recognition of Handwritten
    Digits" (Alpaydin and Kaynak, 1998, UCI repository), made from bitmaps of 32 × 32 that had been
    brought to one size.
    """
    blocks = _framed(drawing).reshape(SIDE // BLOCK, BLOCK, SIDE // BLOCK, BLOCK)
    return blocks.mean(axis=(1, 3))


def _framed(drawing):
    """Return the drawing as high as the frame, or as wide if it is wider than high."""
    rows, columns = (np.flatnonzero(drawing.any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return np.zeros((SIDE, SIDE))
    cut = drawing[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = SIDE / max(cut.shape)
    height, width = (max(1, round(scale * n)) for n in cut.shape)
    stretched = cut[_nearest(height, cut.shape[0])][:, _nearest(width, cut.shape[1])]
    framed = np.zeros((SIDE, SIDE))
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    framed[top : top + height, left : left + width] = stretched
    return framed


def _nearest(n_new, n_old):
    return np.minimum(((np.arange(n_new) + 0.5) * n_old / n_new).astype(int), n_old - 1)
