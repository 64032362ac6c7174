"""What a figure draws can be seen on its ground, read, and told apart, by whoever looks."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.contour import ContourSet
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

import course_utils.live.canvas as live_canvas
from colours import contrast, distance, in_the_dark, on
from course_utils.chapters import all_figures
from course_utils.live import style

LINE, TEXT = 3, 4.5  # the least contrast with the ground, WCAG 2.2
APART = 15  # the least distance in CIELAB; 2.3 is just noticeable
SMALLEST = 9  # points
THIN = 1.2  # points: of guides and the like; a wider line is another sign than its colour
NAMED = ("DATA", "MODEL", "SLOPE", "HERE", "PATH", "BEST", "OTHER", "MUTED", "LEVELS")


@pytest.fixture(scope="module", params=sorted(all_figures()))
def live(request):
    """One live figure after the other, drawn."""
    figure = all_figures()[request.param]()
    figure.canvas.draw()
    yield figure
    figure.close()


@pytest.mark.parametrize("name", NAMED)
def test_each_named_colour_is_seen_on_white_and_on_the_darkest_of_a_map(name):
    colour, map_blue = getattr(style, name), to_rgba("#08306b", style.PALE)
    assert contrast(colour, "white") >= TEXT
    assert contrast(colour, on(map_blue, "white")) >= LINE


@pytest.mark.parametrize("name", NAMED)
def test_each_named_colour_is_seen_in_the_dark_theme(name):
    colour, map_blue = getattr(style, name), on(to_rgba("#08306b", style.PALE), "white")
    assert contrast(in_the_dark(colour), in_the_dark("white")) >= TEXT
    assert contrast(in_the_dark(colour), in_the_dark(map_blue)) >= LINE


def test_the_dark_theme_turns_the_colours_that_the_tests_turn():
    css = Path(live_canvas.__file__).with_suffix(".css").read_text(encoding="utf-8")
    assert "filter: invert(0.93) hue-rotate(180deg);" in css
    assert in_the_dark("white").max() < 0.1
    assert in_the_dark("black").min() > 0.9


def test_each_text_can_be_read(live):
    for text in live.figure.findobj(Text):
        if text.get_text().strip() and text.get_visible():
            assert text.get_fontsize() >= SMALLEST, text
            for ground in grounds(text):
                assert contrast(on(to_rgba(text.get_color()), ground), ground) >= TEXT, text


def test_each_mark_is_seen_on_its_ground(live):
    for axes in live.figure.axes:
        for artist in marks(axes):
            for ground in grounds(artist):
                for colours in parts(artist):
                    seen = max(contrast(on(colour, ground), ground) for colour in colours)
                    assert seen >= LINE, (artist, [to_hex(colour) for colour in colours])


def test_colours_that_meet_are_told_apart(live):
    kinds = {}
    for axes in live.figure.axes:
        for artist in marks(axes):
            for kind, colour in looks(artist):
                kinds.setdefault(kind, set()).add(to_hex(colour))
    for kind, colours in kinds.items():
        for one, other in combinations(sorted(colours), 2):
            assert distance(one, other) >= APART, (kind, one, other)


def marks(axes):
    """Return what carries meaning in axes: not the fills of maps and surfaces, nor the ground."""
    kinds = Line2D, LineCollection, PolyCollection, Patch, ContourSet
    return [
        artist
        for artist in axes.get_children()
        if isinstance(artist, kinds) and artist is not axes.patch and not is_ground(artist)
    ]


def is_ground(artist):
    """Tell whether other things are drawn upon an artist: a filled map, a surface."""
    return isinstance(artist, Poly3DCollection) or getattr(artist, "filled", False)


def grounds(artist):
    """Return the colours upon which an artist lies: of its axes, or of the fills of a map."""
    axes = artist.axes
    if axes is None or (isinstance(artist, Text) and not is_within(artist)):
        return ["white"]
    fills = [fill for other in axes.collections if is_ground(other) for fill in _faces(other)]
    return fills or [axes.get_facecolor()]


def is_within(text):
    """Tell whether a text stands in its axes, not beside them."""
    return text in text.axes.texts


def parts(artist):
    """Return the parts of an artist, each as RGBA colours of which one has to be seen."""
    if isinstance(artist, Line2D):
        line, marker = artist.get_linestyle() != "None", artist.get_marker() != "None"
        alpha = artist.get_alpha()
        face, edge = artist.get_markerfacecolor(), artist.get_markeredgecolor()
        return [[to_rgba(artist.get_color(), alpha)]] * line + [
            [to_rgba(face, alpha), to_rgba(edge, alpha)]
        ] * marker
    if isinstance(artist, Patch):
        return [[artist.get_facecolor(), artist.get_edgecolor()]]
    return [[edge] for edge in artist.get_edgecolor()]


def looks(artist):
    """Yield (kind, colour) of an artist: its dash, width, marker, edge or fill, and its colour."""
    if isinstance(artist, Line2D):
        marker = artist.get_marker()
        if artist.get_linestyle() != "None":
            is_thin = artist.get_linewidth() <= THIN
            yield ("line", artist.get_linestyle(), is_thin, marker), artist.get_color()
        if marker != "None":
            face, edge = artist.get_markerfacecolor(), artist.get_markeredgecolor()
            yield ("marker", artist.get_linestyle(), marker, face == edge), face
    elif isinstance(artist, Patch):
        full = artist.get_fill() and artist.get_facecolor()[3] > 0
        seen = on(artist.get_facecolor(), "white") if full else artist.get_edgecolor()
        yield ("patch", full), seen


def _faces(artist):
    return [on(face, "white") for face in np.atleast_2d(artist.get_facecolor()) if len(face)]
