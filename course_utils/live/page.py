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
    if size not in list(SIZES):
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


# Of the two outputs of a figure only one is seen: the picture, until the live figure has got a
# frame. So it stays in exports, and in place of JupyterLab's complaint about a widget without its
# kernel. The style comes with the picture: the figure's own is not there when it is needed.
_ONE_OF_BOTH = """<style>
.jp-OutputArea-child:has(.live-shown) + .jp-OutputArea-child:has(.live-still),
.jp-OutputArea-child:not(:has(.live-shown)):has(+ .jp-OutputArea-child .live-still) {
  display: none;
}
</style>"""


def mime_bundles(live):
    """Return the outputs of a figure: its widgets, and the picture and sentence in their place.

    They are two since an exporter that finds widgets in an output takes nothing else of it.
    """
    asked = [repr(live.predictions.card)] if live.predictions.asked else []
    told = [*asked, live.sentence.text]
    text = "\n".join([live.title, *told])
    if live.figure is None:  # closed
        return [{"text/plain": text}]
    picture = base64.b64encode(live.canvas.png()).decode("ascii")
    title, *told = map(html.escape, [live.title, *told])
    still = {
        "image/png": picture,
        "text/html": (
            f'{_ONE_OF_BOTH}<figure class="live-still"><strong>{title}</strong><br>'
            f'<img alt="{title}" src="data:image/png;base64,{picture}">'
            f"<figcaption>{'<br>'.join(told)}</figcaption></figure>"
        ),
        "text/plain": text,
    }
    return [live.widget._repr_mimebundle_() | {"text/plain": live.title}, still]


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
        box.layout.width = f"{live.canvas.size[0] * scale:.0f}px"
        (box.add_class if larger.value else box.remove_class)("projector")
        live.canvas.scale = scale

    larger.observe(resize, "value")
    resize()
    return widgets.HBox([title, reset, larger]).add_class("live-row")
