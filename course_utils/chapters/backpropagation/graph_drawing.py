"""Boxes and arrows of a graph that stay, and the numbers in and beside them that come and go."""

from functools import lru_cache

from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from course_utils.live.style import MUTED

INK = "#222222"
HALF_HEIGHT = 24  # of a box, in pixels
BASELINES = (9, -5, -19)  # of a box's formula, its value and its slope, from its middle
LOOK = {"fontsize": 9}


class QuickText(Text):
    """One line that changes in every frame: on its baseline, without Matplotlib's layout.

    It is drawn in a third of the time that a Text takes.
    """

    def draw(self, renderer):
        """Draw the line, with its left end, its middle or its right end at its place."""
        text = self.get_text()
        if text and self.get_visible():
            font = self.get_fontproperties()
            share = {"left": 0.0, "center": 0.5, "right": 1.0}[self.get_horizontalalignment()]
            x, y = self.get_transform().transform(self.get_position())
            if renderer.flipy():
                y = renderer.get_canvas_width_height()[1] - y
            gc = renderer.new_gc()
            gc.set_foreground(self.get_color())
            x -= share * renderer.points_to_pixels(_width(text, font))
            renderer.draw_text(gc, x, y, text, font, 0)
            gc.restore()
        self.stale = False


@lru_cache(maxsize=2048)
def _width(text, font):
    """Return how wide a text is, in points."""
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]


def prepare_axes(axes, width, height):
    """Let axes be measured in pixels, with nothing but the graph on them."""
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")


def add_text(axes, x, y, color, ha="center", **looks):
    """Add an empty `QuickText`; return it."""
    return axes.add_artist(QuickText(x, y, "", color=color, ha=ha, **(LOOK | looks)))


def outline(place, half_width):
    """Return the x and the y of a box's edge, closed."""
    x, y = place
    left, right, low, high = x - half_width, x + half_width, y - HALF_HEIGHT, y + HALF_HEIGHT
    return [left, right, right, left, left], [low, low, high, high, low]


def draw_box(axes, place, half_width, formula):
    """Draw a box with its formula; return what was drawn."""
    looks = {"facecolor": "white", "edgecolor": "#555555", "linewidth": 1, "zorder": 2}
    (box,) = axes.fill(*outline(place, half_width), **looks)
    x, y = place
    return [box, axes.text(x, y + BASELINES[0], formula, ha="center", zorder=3, **LOOK)]


def draw_edge(axes, points, gap=None):
    """Draw an arrow along a line through (x, y) points; return what was drawn.

    Of its last part, a gap between two points on it is left out.
    """
    looks = {"color": MUTED, "linewidth": 1.2, "zorder": 1}
    near, far = gap or (points[-2], points[-2])
    line = axes.plot(*zip(*points[:-1], near, strict=True), **looks)
    arrow = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, **looks}
    return [*line, axes.annotate("", points[-1], far, arrowprops=arrow)]


def box_texts(axes, color):
    """Return the empty texts of a box's value and of its slope."""
    value = add_text(axes, 0, 0, INK, zorder=3)
    return value, add_text(axes, 0, 0, color, fontweight="bold", zorder=3)


def place_box_texts(texts, place):
    """Put the texts of a box into it."""
    x, y = place
    for text, baseline in zip(texts, BASELINES[1:], strict=True):
        text.set_position((x, y + baseline))
