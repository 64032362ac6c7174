"""How a live figure is laid out on the page, and what stands in for it where widgets do not."""

import base64
import html

import ipywidgets as widgets

from course_utils.language import _
from course_utils.live.controls import is_slider

SIZES = {"laptop": 1.0, "projector": 1.5}
MANY_SLIDERS = 4  # from here on they stand two in a row, where there is room
_chosen = {"size": "laptop"}


def set_display_size(size):
    """Choose one of `SIZES`; what it means says `course_utils.set_display_size`."""
    if size not in SIZES:
        message = _("The display size {size!r} is not known. Choose {known}.")
        known = " / ".join(repr(name) for name in SIZES)
        raise ValueError(message.format(size=size, known=known))
    _chosen["size"] = size


def display_scale():
    """Return how much larger than on a laptop figures are to be shown."""
    return SIZES[_chosen["size"]]


def build_box(live):
    """Return a box with a figure's header, its controls, its picture and its sentence."""
    controls = widgets.HBox(live.rows).add_class("live-controls")
    if sum(map(is_slider, live.rows)) >= MANY_SLIDERS:
        controls.add_class("many")
    box = widgets.VBox().add_class("live-figure")
    cards = [live.predictions.card] if live.predictions.card else []
    box.children = [_header(live, box), *cards, controls, live.canvas, live.sentence]
    return box


def mime_bundle(live):
    """Return what is displayed: the widgets, or else a picture and the sentence as text."""
    asked = live.predictions.asked
    parts = [live.title, repr(live.predictions.card) if asked else "", live.sentence.text]
    text = "\n".join(filter(None, parts))
    if live.figure is None:  # closed
        return {"text/plain": text}
    picture = base64.b64encode(live.canvas.png()).decode("ascii")
    title, *told = map(html.escape, filter(None, parts))
    return live.widget._repr_mimebundle_() | {
        "image/png": picture,
        "text/html": (
            f'<figure><img alt="{title}" src="data:image/png;base64,{picture}">'
            f"<figcaption>{'<br>'.join(told)}</figcaption></figure>"
        ),
        "text/plain": text,
    }


def _header(live, box):
    title = widgets.Label(live.title).add_class("live-title")
    reset = widgets.Button(
        description=_("Reset"), icon="undo", tooltip=_("Put every control back to where it started")
    )
    reset.on_click(lambda _button: live.reset())
    larger = widgets.ToggleButton(
        value=live.canvas.scale > 1,
        description=_("Larger"),
        icon="expand",
        tooltip=_("Show this figure at projector size"),
    )

    def resize(_change=None):
        scale = SIZES["projector" if larger.value else "laptop"]
        # The box first: the picture then finds the height that its controls leave to it.
        box.layout.width = f"{live.canvas.size[0] / live.canvas.scale * scale:.0f}px"
        (box.add_class if larger.value else box.remove_class)("projector")
        live.canvas.scale = scale

    larger.observe(resize, "value")
    resize()
    return widgets.HBox([title, reset, larger]).add_class("live-row")
