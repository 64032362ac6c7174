"""The controls of live figures: ipywidgets with one look, and the numbers they can take."""

import math

import ipywidgets as widgets
import numpy as np

from course_utils.live.sentence import typeset


def make_slider(label, low, high, value, step, readout):
    """Return a slider for the numbers low, low + step, …, high; whole ones if all are whole."""
    whole = all(isinstance(number, int) for number in (low, high, value, step))
    kind = widgets.IntSlider if whole else widgets.FloatSlider
    form = readout or ("d" if whole else ".2f")
    return kind(value=value, min=low, max=high, step=step, readout_format=form, description=label)


def make_value_slider(label, values, value, readout):
    """Return a slider that steps through `values`, numbers in rising order."""
    options = [(typeset(format(number, readout or "g")), number) for number in values]
    return widgets.SelectionSlider(options=options, value=value, description=label)


def make_choice(label, options, value):
    """Return buttons, or a drop-down list where there are many, for a list of (text, value)."""
    few = len(options) <= 5 and sum(len(text) for text, _value in options) <= 60
    kind = widgets.ToggleButtons if few else widgets.Dropdown
    first = options[0][1] if value is None else value
    return kind(options=options, value=first, description=label)


def is_slider(control):
    """Tell whether a control is a slider, which gets a row of its own."""
    return isinstance(control, widgets.FloatSlider | widgets.IntSlider | widgets.SelectionSlider)


def nearest_value(control, number):
    """Return the value nearest to `number` that a slider can take."""
    if isinstance(control, widgets.SelectionSlider):
        values = [value for _text, value in control.options]
        return min(values, key=lambda value: _distance(value, number))
    low, high, step = control.min, control.max, control.step
    n_steps = round((min(max(number, low), high) - low) / step)
    return min(low + n_steps * step, high)


def value_of(control):
    """Return the value of a control; a slider's without the round-off of counting its steps.

    A formula may have a pole at 0.3, and none at 0.30000000000000027.
    """
    if isinstance(control, widgets.FloatSlider):
        return round(control.value, 6 - math.floor(math.log10(control.step)))
    return control.value


def stepped_value(control, n_steps):
    """Return the value `n_steps` steps from where a slider stands, within its range."""
    if isinstance(control, widgets.SelectionSlider):
        index = min(max(control.index + n_steps, 0), len(control.options) - 1)
        return control.options[index][1]
    return nearest_value(control, control.value + n_steps * control.step)


# The axis of each arrow key, 0 across and 1 up, and which way along it.
_ARROWS = {"ArrowLeft": (0, -1), "ArrowRight": (0, 1), "ArrowDown": (1, -1), "ArrowUp": (1, 1)}


def arrow_steps(event):
    """Return the axis of an arrow key's event, 0 across or 1 up, and how many steps along it."""
    axis, direction = _ARROWS[event["key"]]
    return axis, direction * (10 if event["large"] else 1)


def can_be_followed(event):
    """Tell whether an event is an arrow key or has a place: not another key, not NaN."""
    if event["type"] == "key":
        return event["key"] in _ARROWS
    return bool(np.isfinite(event["at"]).all())


def _distance(value, number):
    # Values spread over decades are compared by their ratio, as on the axis they are dragged on.
    if value > 0 and number > 0:
        return abs(math.log(value / number))
    return abs(value - number)
