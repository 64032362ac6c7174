"""What must hold of every live figure at every moment: shared by the tests that move them."""

import hashlib
import re

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from mpl_toolkits.mplot3d.art3d import Line3D

from course_utils.live.drawing.curve import MAY_HAVE_GAPS

# Not a number, a forgotten field, or a zero with a minus; and not "information" or "2e-05".
_BAD_TEXT = re.compile(
    r"\bnan\b|\binf\b|[{}]|(?-i:\bNone\b)|(?<![\w.])-0(\.0+)?(?!\d|\.\d)", re.IGNORECASE
)


def check_state(live):
    """Require that the figure says something in words and numbers, and draws what it says."""
    text = live.sentence.text
    assert text.strip()
    assert not _BAD_TEXT.search(text), text
    still = [artist for axes in live.figure.axes for artist in axes.get_children()]
    for artist in {*live.canvas.moving, *still}:
        if artist.get_visible() and artist.get_gid() != MAY_HAVE_GAPS:
            for numbers in _numbers_of(artist):
                assert np.isfinite(np.asarray(numbers, dtype=float)).all(), (artist, numbers)
    for axes in live.figure.axes:
        assert np.isfinite([axes.get_xlim(), axes.get_ylim()]).all()


def snapshot(live):
    """Return what can be seen of a figure: its settings, its sentence, its picture in short.

    A picture that differs is told by its digest: pytest would take minutes to compare bytes.
    """
    digest = hashlib.sha256(live.canvas.png()).hexdigest()
    return live.values(), live.sentence.text, digest


def _numbers_of(artist):
    if isinstance(artist, Line3D):
        return artist.get_data_3d()
    if isinstance(artist, Line2D):
        return artist.get_data()
    if isinstance(artist, LineCollection):
        return artist.get_segments()
    if isinstance(artist, Rectangle):
        return [artist.get_bbox().get_points()]
    if hasattr(artist, "get_array") and artist.get_array() is not None:  # pictures and level lines
        return [np.ma.compressed(artist.get_array())]
    return []


def labels_cut_off(live):
    """Return the texts beside the axes that reach over the edge of the picture."""
    live.canvas.draw()
    picture = live.figure.bbox.padded(0.5)  # pixels: a hair of a letter is no loss
    return [
        text.get_text()
        for axes in live.figure.axes
        if axes.name != "3d"
        for text in _texts_beside(axes)
        if text.get_visible() and text.get_text() and not _lies_in(picture, text)
    ]


def _texts_beside(axes):
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        yield from (tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high)
        yield axis.label
    yield axes.title


def _lies_in(picture, text):
    (left, low), (right, high) = text.get_window_extent().get_points()
    return picture.x0 <= left and picture.y0 <= low and right <= picture.x1 and high <= picture.y1
