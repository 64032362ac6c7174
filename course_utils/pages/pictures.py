"""The plots of a notebook's own cells: sharp at every size, and told in words."""

import re

from course_utils.language import _


def show_pictures_for_pages():
    """Make this kernel show each Matplotlib figure as SVG, with its words as plain text."""
    from IPython import get_ipython
    from matplotlib.figure import Figure
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    set_matplotlib_formats("svg", metadata={"Date": None, "Creator": None})
    plain = get_ipython().display_formatter.formatters["text/plain"]
    plain.for_type(Figure, lambda figure, printer, _cycle: printer.text(words_of(figure)))


def words_of(figure):
    """Say what a Matplotlib figure shows: its axes by title and labels, and what is named there."""
    what = ". ".join(filter(None, map(_words_of_axes, figure.axes)))
    return _("Picture of {what}").format(what=what) if what else _("Picture")


def _words_of_axes(axes):
    x, y = axes.get_xlabel(), axes.get_ylabel()
    labels = _("{y} against {x}").format(x=x, y=y) if x and y else x or y
    named = [text.get_text() for text in axes.texts]
    if legend := axes.get_legend():
        named += [text.get_text() for text in legend.get_texts()]
    words = ": ".join(filter(None, [axes.get_title(), labels, ", ".join(named)]))
    return re.sub(r"[$\\{}]", "", words)
