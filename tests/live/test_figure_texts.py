"""Every text of every live figure goes through the translation."""

import pytest
from matplotlib.text import Text

from course_utils.chapters import all_figures
from course_utils.live.controls import every_value
from course_utils.live.widgets import widgets_in
from pseudo_locale import ALLOWED, escaped_texts, pseudo_language  # noqa: F401

# Symbols of the axes and rulers, and names that a notebook hands to a figure.
SYMBOLS = ALLOWED | {"max", "cbrt", "area", "lot", "bedrooms", "tanh", "relu", "sigmoid"}


def shown_texts(live):
    """Return all texts of a figure: in the picture, on the controls, in the sentence."""
    live.canvas.draw()
    yield from (text.get_text() for text in live.figure.findobj(Text) if text.get_visible())
    yield live.title
    yield live.sentence.text
    for widget in widgets_in(live.widget):
        for name in ("description", "tooltip", "placeholder"):
            yield getattr(widget, name, None) or ""
        if hasattr(widget, "options"):
            yield from (str(option[0]) for option in widget.options)


@pytest.mark.parametrize("name", sorted(all_figures()))
def test_no_text_of_a_live_figure_escapes(name, pseudo_language):  # noqa: F811
    live = all_figures()[name]()
    seen = set(shown_texts(live))
    for control_name, control in live.controls.items():
        for value in every_value(control)[::20]:
            live.set(**{control_name: value})
            seen.add(live.sentence.text)
    seen |= set(shown_texts(live))
    assert escaped_texts(seen, SYMBOLS) == []
    assert any("⟦" in text for text in seen)
    live.close()
