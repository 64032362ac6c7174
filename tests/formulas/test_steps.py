"""A formula taken apart: its steps make the same values, and are those that were typed."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from course_utils.formulas import ExpressionError, Formula, take_apart
from random_formulas import awkward_formulas, formulas

VARIABLES = ("x", "y")


def value_of(steps, point):
    """Compute the last of the steps, one after the other."""
    values = dict(point)
    for step in steps:
        values[step] = step.formula(*(values[part] for part in step.inputs))
    return values[steps[-1]]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("x*y + max(x, y)", ["u*v", "max(u, v)", "u + v"]),
        ("x - y/x", ["u/v", "u - v"]),
        ("-x^2", ["u^2", "-u"]),
        ("x x", ["u*v"]),
        ("(x + 1)(x + 1)", ["u + 1", "u*v"]),
        ("max(x, y, 0)", ["max(u, v)", "max(u, 0)"]),
        ("2^x √y |x|", ["2^u", "√u", "u*v", "|u|", "u*v"]),
        ("x²sin(2pi x)", ["u²", "(2*pi)*u", "sin(u)", "u*v"]),
        ("x", []),
        ("2 + 3", []),
    ],
)
def test_the_steps_are_those_that_were_typed(text, rules):
    assert [step.rule for step in take_apart(Formula(text, VARIABLES))] == rules


def test_the_inputs_of_a_step_keep_their_order():
    product, difference = take_apart(Formula("y - x*y", VARIABLES))
    assert product.inputs == ("x", "y")
    assert difference.inputs == ("y", product)


@settings(max_examples=60, deadline=None)
@given(formulas(VARIABLES))
def test_the_last_step_has_the_value_of_the_formula(text):
    try:
        formula = Formula(text, VARIABLES)
    except ExpressionError:
        assume(False)
    steps = take_apart(formula)
    if not steps:
        return
    for point in ((0.7, 1.9), (-1.3, 2.2), (3.1, -0.4)):
        whole = float(formula(*point))
        single = float(value_of(steps, dict(zip(VARIABLES, point, strict=True))))
        # SymPy has simplified the whole: it may have a value where a step has none.
        if np.isfinite([whole, single]).all():
            assert single == pytest.approx(whole, rel=1e-6, abs=1e-9), text


@pytest.mark.parametrize("text", awkward_formulas("x"))
def test_awkward_formulas_have_steps_that_can_be_read(text):
    steps = take_apart(Formula(text, VARIABLES))
    for step in steps:
        assert 1 <= len(step.inputs) <= 2
        step.formula.derivative("u")
