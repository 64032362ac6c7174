"""How a live figure is laid out on the page, and what stands in for it where widgets do not."""

import base64
import html
from itertools import groupby

import ipywidgets as widgets

from course_utils.language import _
from course_utils.live import controls

SIZES = {"laptop": 1.0, "projector": 1.5}
MANY_SLIDERS = 4  # from here on they stand two in a row
_chosen = {"size": "laptop"}


def set_display_size(size):
    """Choose how large the live figures are that are made from now on.

    Parameters
    ----------
    size : {"laptop", "projector"}
        ``"projector"`` makes pictures, letters and sliders half as large again, to be read from
        the back of a classroom. The browser shows a picture smaller than that where the whole
        figure would not fit its window.

    Raises
    ------
    ValueError
        Where `size` is neither of the two.

    """
    if size not in SIZES:
        message = _("The display size {size!r} is not known. Choose {known}.")
        known = " / ".join(repr(name) for name in SIZES)
        raise ValueError(message.format(size=size, known=known))
    _chosen["size"] = size


def display_scale():
    """Return how much larger than on a laptop figures are to be shown."""
    return SIZES[_chosen["size"]]


def build_box(live, rows):
    """Return a box with a figure's header, its controls, its picture and its sentence."""
    box = widgets.VBox()
    box.add_class("live-figure")
    box.children = [
        _header(live, box),
        *_control_rows(rows),
        live.canvas,
        live.sentence,
    ]
    return box


def mime_bundle(live):
    """Return what is displayed: the widgets, or else a picture and the sentence as text."""
    picture = base64.b64encode(live.canvas.png()).decode("ascii")
    title, sentence = html.escape(live.title), html.escape(live.sentence.text)
    return live.widget._repr_mimebundle_() | {
        "image/png": picture,
        "text/html": (
            f'<figure><img alt="{title}" src="data:image/png;base64,{picture}">'
            f"<figcaption>{sentence}</figcaption></figure>"
        ),
        "text/plain": f"{live.title}\n{live.sentence.text}",
    }


def _header(live, box):
    title = widgets.Label(live.title)
    title.add_class("live-title")
    reset = controls.make_button(_("Reset"), icon="undo")
    reset.tooltip = _("Put every control back to where it started")
    reset.on_click(lambda _button: live.reset())
    larger = widgets.ToggleButton(
        value=live.canvas.scale > 1,
        description=_("Larger"),
        icon="expand",
        tooltip=_("Show this figure at projector size"),
        layout=widgets.Layout(width="auto"),
    )

    def resize(_change=None):
        scale = SIZES["projector" if larger.value else "laptop"]
        # The box first: the picture then finds the height that its controls leave to it.
        box.layout.width = f"{live.canvas.size[0] / live.canvas.scale * scale:.0f}px"
        (box.add_class if larger.value else box.remove_class)("projector")
        live.canvas.scale = scale

    larger.observe(resize, "value")
    resize()
    return widgets.HBox([title, reset, larger])


def _control_rows(rows):
    """Yield sliders as they are, two in a row where there are many, and rows of small controls."""
    for sliders, group in groupby(rows, controls.is_slider):
        group = list(group)
        if not sliders:
            yield _row_of(group)
        elif len(group) < MANY_SLIDERS:
            yield from group
        else:
            for left in range(0, len(group), 2):
                yield _row_of([_half_as_wide(slider) for slider in group[left : left + 2]])


def _half_as_wide(slider):
    slider.layout.width, slider.style.description_width = "46%", "38%"
    return slider


def _row_of(group):
    row = widgets.HBox(group)
    row.add_class("live-row")
    return row
