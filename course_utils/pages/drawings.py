"""Drawings without doubles: each call, outline, text and picture once, packed small.

What is packed is a line of JSON and then bytes, gzipped, as text:

    {"title": …, "table": […], "calls": […], "drawings": […], …}\\n<points><pictures>

A drawing is a list of calls by their numbers; a call is what draw_calls.py writes down, followed by
where its parts are: for a path the number of its codes, for a picture its own. Points belong to the
calls in their order. player.js unpacks all this.
"""

import base64
import gzip
import json

import numpy as np

GRAIN = 16  # parts of a CSS pixel
_FURTHEST = 2000  # CSS pixels: what is filled may reach further than a picture


class Table:
    """Rows without doubles."""

    def __init__(self):
        self.rows, self._numbers = [], {}

    def number(self, key, row=None):
        """Return the number of a row, which is the key itself unless another is given."""
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(key if row is None else row)
        return self._numbers[key]


class Drawings:
    """Collects the recordings of a `Recorder`."""

    def __init__(self):
        self._calls, self._codes, self._letters = Table(), Table(), Table()
        self._pictures, self._drawings = Table(), Table()
        self._points = []  # of the calls in their order, of shape (n, 2)
        self._numbers = {}  # of the recordings seen, by their identity

    def number(self, recording):
        """Return the number of a recording as a drawing; the same for what looks the same."""
        known = self._numbers.get(id(recording))
        if known is None:
            drawing = self._drawings.number(tuple(self._calls_of(recording)))
            # The recording is kept, or another could get its identity.
            known = self._numbers[id(recording)] = drawing, recording
        return known[0]

    def _calls_of(self, recording):
        points = np.concatenate([np.empty((0, 2)), *recording.points])
        points = np.clip(np.round(points * GRAIN), -GRAIN * _FURTHEST, GRAIN * _FURTHEST)
        points = points.astype(np.int16)
        codes = np.concatenate([np.empty(0, np.uint8), *recording.codes]).astype(np.uint8)
        images = iter(recording.images)
        point = code = 0
        for call in recording.calls:
            kind, n = call[0], 0
            if kind == "path":
                n = call[2]
                call = [*call, self._codes.number(codes[code : code + n].tobytes())]
                code += n
            elif kind == "marks":
                n = call[3]
            elif kind == "text":
                call = [*call[:-1], self._letters.number(tuple(call[-1]))]
            elif kind == "image":
                call = [*call, self._pictures.number(next(images).tobytes())]
            own = points[point : point + n]
            point += n
            n_known = len(self._calls.rows)
            number = self._calls.number((repr(call), own.tobytes()), call)
            if number == n_known:
                self._points.append(own)
            yield number

    def packed(self, table, **data):
        """Return everything, with a recorder's table and more data, as a text for player.js."""
        points = np.concatenate([np.empty((0, 2), np.int16), *self._points])
        pictures = [np.frombuffer(picture, np.uint8) for picture in self._pictures.rows]
        header = data | {
            "table": table,
            "calls": self._calls.rows,
            "codes": [_runs(codes) for codes in self._codes.rows],
            "letters": self._letters.rows,
            "drawings": [differences(drawing) for drawing in self._drawings.rows],
            "grain": GRAIN,
            "points": len(points),
            "pictures": [len(picture) for picture in pictures],
        }
        line = json.dumps(header, separators=(",", ":"), ensure_ascii=False) + "\n"
        packed = line.encode() + _deltas(points) + b"".join(map(_planes, pictures))
        return base64.b64encode(gzip.compress(packed, 9, mtime=0)).decode("ascii")


def differences(numbers):
    """Return the first of some whole numbers, then how each differs from the one before.

    >>> differences([7, 8, 9, 9])
    [7, 1, 1, 0]
    """
    return np.diff(numbers, prepend=0).tolist()


def _runs(codes):
    """Return path codes as pairs of a code and how often it comes."""
    codes = np.frombuffer(codes, np.uint8)
    starts = np.flatnonzero(np.diff(codes, prepend=0))
    lengths = np.diff(starts, append=len(codes))
    return np.stack([codes[starts], lengths], axis=1).ravel().tolist()


def _deltas(points):
    """Return how each point differs from the one before: all x, then all y, low bytes first."""
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int16)).astype("<i2")
    return b"".join(np.ascontiguousarray(steps[:, axis]).tobytes() for axis in (0, 1))


def _planes(picture):
    """Return a picture's four colours one after the other, each as its differences."""
    planes = picture.reshape(-1, 4).T
    return np.diff(planes, axis=1, prepend=np.zeros((4, 1), np.uint8)).tobytes()
