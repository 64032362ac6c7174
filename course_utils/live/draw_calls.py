"""Draw calls instead of pixels: what Matplotlib is told to draw, written down for the browser.

A call is a list: its kind, for most kinds the row of their style in a table, what is drawn:

    ["path", style, n]                      n points of `points`, each with its `code`
    ["marks", style, outline, n]            an outline at n of the points
    ["text", style, x, y, angle, scale, [outline, x, y, scale, …]]
    ["image", width, height, matrix, clip]  the next of `images`, RGBA

All places are in CSS pixels from the lower left. replay.js paints the calls.
"""

import itertools
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

_MOST_TEXTS = 500  # whose letters are remembered
_BEYOND = 50  # CSS pixels: what lies further outside the picture is left out


@dataclass
class Recording:
    """The calls of one drawing, and the numbers that they use up in their order."""

    calls: list = field(default_factory=list)
    points: list = field(default_factory=list)  # arrays of shape (n, 2), or in space of (n, 3)
    codes: list = field(default_factory=list)  # arrays of Matplotlib's path codes
    images: list = field(default_factory=list)  # arrays of bytes

    def packed(self):
        """Return the calls, and everything else as buffers of float32, of uint8, of pixels."""
        points = np.concatenate([np.empty(0), *map(np.ravel, self.points)]).astype(np.float32)
        codes = np.concatenate([np.empty(0, np.uint8), *self.codes]).astype(np.uint8)
        return self.calls, [points.tobytes(), codes.tobytes(), *map(bytes, self.images)]


class Recorder(RendererBase):
    """A renderer that writes down what it is told to draw.

    Parameters
    ----------
    width, height : int
        Of the picture, in CSS pixels.
    dpi : float
        CSS pixels an inch.

    Attributes
    ----------
    table : list
        Styles and outlines (letters, markers), each once; calls name them by their row.
    """

    def __init__(self, width, height, dpi):
        super().__init__()
        self._size = width, height
        self._dpi = dpi
        self._window = (-_BEYOND, -_BEYOND, width + _BEYOND, height + _BEYOND)
        self._recording = Recording()
        self.forget()

    def forget(self):
        """Begin a new table."""
        self.table, self._rows, self._texts = [], {}, {}

    def record(self, artists):
        """Draw the artists; return what they drew as a `Recording`."""
        self._recording = Recording()
        for artist in artists:
            artist.draw(self)
        return self._recording

    def filled(self, row, colour):
        """Return the row of a style that is as that of `row`, but filled with this colour."""
        kind, stroke, width, _fill, *rest = self.table[row]
        return self._row((kind, stroke, width, _hex(tuple(colour), None), *rest))

    # What Matplotlib asks for

    def get_canvas_width_height(self):
        return self._size

    def points_to_pixels(self, points):
        return points * self._dpi / 72

    def flipy(self):
        return False

    def option_scale_image(self):
        return True

    def draw_path(self, gc, path, transform, rgbFace=None):
        only_line = rgbFace is None
        clean = path.cleaned(
            transform,
            remove_nans=True,
            clip=self._window if only_line else None,
            simplify=path.should_simplify if only_line else False,
            curves=True,
        )
        self._add_path(self._style(gc, rgbFace), clean.vertices[:-1], clean.codes[:-1])

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None):
        spots = self._visible(trans.transform(path.vertices))
        if spots.size:
            outline = self._outline(*_parts(marker_path.cleaned(marker_trans, curves=True)))
            self._recording.calls.append(["marks", self._style(gc, rgbFace), outline, len(spots)])
            self._recording.points.append(spots)

    def draw_path_collection(
        self, gc, master_transform, paths, all_transforms, offsets, offset_trans, facecolors,
        edgecolors, linewidths, linestyles, antialiaseds, urls, offset_position, **hatches,
    ):  # fmt: skip
        # Matplotlib's own loop goes through a graphics context for each piece, five times as slow.
        if len(all_transforms):
            pairs = self._iter_collection_raw_paths(master_transform, paths, all_transforms)
            shapes = [_parts(path.cleaned(matrix, curves=True)) for path, matrix in pairs]
        else:
            shapes = _shapes(paths, master_transform)
        places = offset_trans.transform(offsets) if len(offsets) else []
        places = places if np.any(places) else [None]
        fills = [_hex(tuple(face), None) for face in np.asarray(facecolors).tolist()]
        strokes = [_hex(tuple(edge), None) for edge in np.asarray(edgecolors).tolist()]
        widths = [self.points_to_pixels(width) for width in linewidths]
        dashes = [self._dashes(*style) for style in linestyles]
        looks = (look or [None] for look in (strokes, widths, fills, dashes))
        rest = _clip(gc), gc.get_joinstyle(), gc.get_capstyle()
        row_of = lru_cache(maxsize=None)(lambda *look: self._row(_style(*look, *rest)))
        n = max(len(shapes), len(places)) if shapes and (fills or strokes) else 0
        pieces = zip(*map(itertools.cycle, (shapes, places, *looks)), strict=False)
        for (points, codes), place, *look in itertools.islice(pieces, n):
            at = points if place is None else points + place
            self._add_path(row_of(*look), at, codes)

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        key = s, prop.get_name(), prop.get_weight(), prop.get_style(), ismath
        if key not in self._texts:
            if len(self._texts) >= _MOST_TEXTS:  # numbers that change are new texts again and again
                self._texts.clear()
            self._texts[key] = self._letters(s, prop, ismath)
        size = self.points_to_pixels(prop.get_size_in_points()) / self._text2path.FONT_SCALE
        place = [round(float(number), 2) for number in (x, y, angle)]
        colour = gc.get_rgb()
        style = self._row(_style(None, 0, _colour(colour, gc.get_alpha()), None, _clip(gc)))
        self._recording.calls.append(["text", style, *place, round(size, 5), self._texts[key]])

    def draw_image(self, gc, x, y, im, transform=None):
        height, width = im.shape[:2]
        matrix = Affine2D()
        if transform is not None:
            matrix = Affine2D().scale(1 / width, 1 / height) + transform
        (a, c, e), (b, d, f), _last = (matrix + Affine2D().translate(x, y)).get_matrix().tolist()
        call = ["image", width, height, [a, b, c, d, e, f], _clip(gc)]
        self._recording.calls.append(call)
        self._recording.images.append(np.ascontiguousarray(im))

    # What is written down

    def _add_path(self, style, points, codes):
        if len(points) == 0:
            return
        calls = self._recording.calls
        before = calls[-1] if calls else None
        if before and before[:2] == ["path", style] and self._is_plain_line(style):
            before[2] += len(points)  # lines of one look become one path
        else:
            calls.append(["path", style, len(points)])
        self._recording.points.append(points)
        self._recording.codes.append(codes)

    def _is_plain_line(self, style):
        """Tell whether lines of this style look the same drawn together or one after the other."""
        _kind, stroke, _width, fill, *_rest = self.table[style]
        return fill is None and stroke is not None and len(stroke) == len("#rrggbb")

    def _visible(self, points):
        left, low, right, high = self._window
        x, y = points.T
        return points[(left < x) & (x < right) & (low < y) & (y < high)]

    def _style(self, gc, face):
        alpha = gc.get_alpha() if gc.get_forced_alpha() else None
        width = self.points_to_pixels(gc.get_linewidth())
        look = _colour(gc.get_rgb(), alpha), width, _colour(face, alpha)
        dashes = self._dashes(*gc.get_dashes())
        rest = _clip(gc), gc.get_joinstyle(), gc.get_capstyle()
        return self._row(_style(*look, dashes, *rest))

    def _dashes(self, offset, lengths):
        if lengths is None:
            return None
        return tuple(round(self.points_to_pixels(part), 2) for part in (offset, *lengths))

    def _outline(self, points, codes):
        points = tuple(np.round(points, 2).ravel().tolist())
        return self._row(("outline", points, tuple(np.asarray(codes).tolist())))

    def _row(self, row):
        if row not in self._rows:
            self._rows[row] = len(self.table)
            self.table.append(row)
        return self._rows[row]

    def _letters(self, text, prop, is_math):
        """Return a line of text as outlines: for each its row, its place and its scale."""
        to_path = self._text2path
        if is_math:
            letters, shapes, bars = to_path.get_glyphs_mathtext(prop, text)
        else:
            font = to_path._get_font(prop)  # as Matplotlib's own SVG backend does
            font.set_size(to_path.FONT_SCALE, to_path.DPI)
            letters, shapes, bars = to_path.get_glyphs_with_font(font, text)
        found = []
        for name, x, y, scale in letters:
            points, codes = shapes[name]
            if len(points):
                row = self._outline(points, codes)
                found += [row, round(x, 2), round(y, 2), round(scale, 4)]
        for points, codes in bars:
            found += [self._outline(points, codes), 0, 0, 1]
        return found


def _parts(path):
    """Return the points and codes of a cleaned path, without its mark of the end."""
    return path.vertices[:-1], path.codes[:-1]


def _shapes(paths, transform):
    """Return points and codes of paths that share one transformation."""
    if not paths:
        return []
    points = transform.transform(np.concatenate([path.vertices for path in paths]))
    if not np.isfinite(points).all():
        return [_parts(path.cleaned(transform, remove_nans=True, curves=True)) for path in paths]
    ends = np.cumsum([len(path.vertices) for path in paths])[:-1]
    codes = [_polyline(len(p.vertices)) if p.codes is None else p.codes for p in paths]
    return list(zip(np.split(points, ends), codes, strict=True))


@lru_cache
def _polyline(n):
    return np.array([Path.MOVETO] + [Path.LINETO] * (n - 1), np.uint8)


def _style(stroke, width, fill, dashes, clip, join="round", cap="butt"):
    """Return a style's row; what has no width has no stroke."""
    width = round(width or 0, 2)
    return "style", stroke if width else None, width, fill, dashes, clip, str(join), str(cap)


def _clip(gc):
    bounds = gc.get_clip_rectangle()
    return None if bounds is None else tuple(round(side, 1) for side in bounds.bounds)


def _colour(colour, alpha):
    """Return ``#rrggbb`` or ``#rrggbbaa``, or None for what cannot be seen."""
    return None if colour is None else _hex(tuple(colour), alpha)


@lru_cache(maxsize=4096)
def _hex(colour, alpha):
    if alpha is None:
        alpha = colour[3] if len(colour) > 3 else 1.0
    if alpha == 0:
        return None
    return to_hex((*colour[:3], alpha), keep_alpha=alpha < 1)
