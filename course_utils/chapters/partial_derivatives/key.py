"""The colours of the chapter: one for each input and one for slopes, and the key that says so."""

from matplotlib.lines import Line2D

from course_utils.language import _
from course_utils.live.style import MODEL, OTHER, SLOPE

FIRST = {"color": MODEL, "linestyle": "-"}  # where the first input moves: snacks, x
SECOND = {"color": OTHER, "linestyle": "--"}  # where the second one does: exercise, y


def draw_key(figure, first=None, second=None):
    """Say above a figure which look stands for which input, and which for slopes."""
    names = {
        first or _("snacks, s"): FIRST,
        second or _("exercise, e"): SECOND,
        _("slope"): {"color": SLOPE},
    }
    figure.legend(
        [Line2D([], [], linewidth=3, **look) for look in names.values()],
        names,
        loc="outside upper center",
        ncols=len(names),
        frameon=False,
        borderpad=0,
    )
