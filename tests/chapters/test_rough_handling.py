"""Every live figure of the course, whatever its reader does, in whatever order.

Random sequences of settings, formulas, presses, drags, keys, sizes and plays, as a browser sends
them. Nothing may raise or warn, each frame must be whole, and the figure must find back.
"""

import warnings

import ipywidgets as widgets
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_utils.live.formula_field import FormulaField
from figure_checks import Page, actions, check_state, every_value, made  # noqa: F401
from random_formulas import HOSTILE, awkward_formulas

N_SEQUENCES = 2
LONGEST = 6


@pytest.fixture(scope="module")
def page(made):  # noqa: F811
    """The page of one figure after the other."""
    made.reset()
    return Page(made)


@settings(max_examples=N_SEQUENCES, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_figure_survives_whatever_its_reader_does(page, data):
    sequence = data.draw(st.lists(actions(page), min_size=1, max_size=LONGEST), "sequence")
    if page.is_spoilt:
        page.restore()
    page.is_spoilt = True
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, *arguments in sequence:
            getattr(page, name)(*arguments)
            check_state(page.live)
        gathered = page.picture()
        page.live.canvas.draw()
        assert page.picture() == gathered
        page.restore()
        assert page.state() == page.first
    page.is_spoilt = False


def test_a_figure_survives_every_awkward_formula(page):
    fields = page.kind(FormulaField)
    if not fields:
        pytest.skip("nothing to type here")
    (field,) = fields
    floats = (widgets.FloatSlider, widgets.SelectionSlider)
    sliders = {n: every_value(c) for n, c in page.live.controls.items() if isinstance(c, floats)}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # Every third formula; a surface takes longer to draw than a curve: every sixth on it.
        for text in awkward_formulas(field.variables[-1])[:: 3 * len(field.variables)]:
            field.text.set_state({"value": text})
            assert field.complaint.text == ""
            for share in (0.31, 1.0):
                places = {n: values[int(share * len(values[1:]))] for n, values in sliders.items()}
                page.live.set(**places)
                check_state(page.live)
    page.restore()
    assert page.state() == page.first


def test_a_text_that_is_no_formula_changes_nothing_but_the_complaint(page):
    for field in page.kind(FormulaField):
        before = page.live.values()
        for text in HOSTILE:
            field.text.set_state({"value": text})
            assert field.complaint.text.startswith("✗ ")
            assert "\n" not in field.complaint.text
            assert page.live.values() == before
    page.restore()
    assert page.state() == page.first
