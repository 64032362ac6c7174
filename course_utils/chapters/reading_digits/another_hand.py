"""Digits that were never scanned: drawn stroke by stroke, by a hand that wrote none of the data."""

from itertools import pairwise

import numpy as np

from .drawn_digits import SIDE, draw_line, pixels_of

# For each shape its digit, and its strokes: corners, (column, row) on a page of 32 × 32 dots.
SHAPES = {
    "0": (0, ["16,4 11,6 8,12 8,19 11,25 16,27 21,25 24,19 24,12 21,6 16,4"]),
    "1, a bare stroke": (1, ["17,4 15,28"]),
    "1 with a flag": (1, ["10,11 17,4 17,28"]),
    "2": (2, ["9,10 11,6 16,4 21,6 22,11 19,16 13,22 8,27 24,27"]),
    "3, round": (3, ["9,7 13,4 19,5 21,9 19,13 14,15 20,17 23,21 20,26 14,28 9,25"]),
    "3, flat on top": (3, ["9,5 22,5 14,13 20,15 23,20 20,26 14,28 8,25"]),
    "4, open": (4, ["12,4 8,18 24,18", "20,8 19,28"]),
    "4, closed": (4, ["20,28 20,4 7,20 25,20"]),
    "5": (5, ["22,5 11,5 10,14 17,13 22,17 22,23 17,27 9,26"]),
    "6": (6, ["20,4 13,9 9,16 9,23 14,28 20,26 22,21 19,16 13,17 9,21"]),
    "7, bare": (7, ["8,5 23,5 18,14 14,28"]),
    "7 with a bar": (7, ["8,5 23,5 18,14 14,28", "12,16 22,16"]),
    "8": (8, ["21,7 16,4 11,7 12,12 20,18 22,23 17,28 11,25 11,20 20,12 21,7"]),
    "9, straight": (9, ["21,10 17,4 11,6 10,12 15,15 20,12 21,9 21,28"]),
    "9, curved": (9, ["22,8 17,4 11,7 11,13 16,16 21,12 22,8 21,20 17,26 11,28"]),
}
TILTS = np.linspace(-20, 20, 40)  # degrees, clockwise


def digits_of_another_hand():
    """Draw each shape at 40 tilts, as the pad of the chapter would take it.

    Returns
    -------
    X : ndarray of shape (600, 64)
        The ink, from 0 to 1; the tilts of one shape stand together.
    y : ndarray of shape (600,)
        The digits that are meant.
    """
    drawings = [draw(strokes, tilt) for _digit, strokes in SHAPES.values() for tilt in TILTS]
    y = np.repeat([digit for digit, _strokes in SHAPES.values()], len(TILTS))
    return np.array([pixels_of(drawing).ravel() for drawing in drawings]), y


def draw(strokes, tilt=0.0):
    """Return a drawing of these strokes, turned clockwise about its middle by `tilt` degrees."""
    drawing, middle = np.zeros((SIDE, SIDE), bool), np.array([SIDE, SIDE]) / 2
    cosine, sine = np.cos(np.radians(tilt)), np.sin(np.radians(tilt))
    turn = np.array([[cosine, sine], [-sine, cosine]])  # from the right: rows are corners
    for stroke in strokes:
        places = (np.array(corners_of(stroke)) - middle) @ turn + middle
        for start, end in pairwise(places):
            draw_line(drawing, start, end)
    return drawing


def corners_of(stroke):
    """Return the corners of a stroke, each a pair of column and row."""
    return [tuple(map(float, corner.split(","))) for corner in stroke.split()]
