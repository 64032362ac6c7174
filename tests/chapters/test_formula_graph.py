"""The graph of a typed formula: its slopes against SymPy and by nudging, its layout, its limit."""

from itertools import pairwise

import numpy as np
import pytest

from course_utils.chapters.backpropagation.formula_graph import (
    FORMULAS,
    HALF_WIDTH,
    HEIGHT,
    LABEL,
    MOST_STEPS,
    VARIABLES,
    WIDTH,
    formula_graph,
    lay_out,
    make_graph,
)
from course_utils.chapters.backpropagation.graph_drawing import HALF_HEIGHT, LOOK
from course_utils.formulas import Formula
from figure_checks import free

TYPED = (
    *FORMULAS,
    *(
        "x",
        "x x",
        "x^2 + y^2 + x*y",
        "(x + y)(x - y)",
        "x/y",
        "y^x",
        "x^y^2",
        "2^(-x)",
        "√(x^2 + y)",
    ),
    *("sin(x)^2*y + x", "tanh(tanh(tanh(x*y)))", "max(x, y, 1)", "min(x, y)*x", "relu(x - y)"),
    *("sigmoid(2x + 1)", "ln(1 + x^2) - y/3", "exp(-x^2)*y", "|x|*|y|", "x - (y - (x - y))"),
    *("softplus(x*y)", "∛x + y", "1/(1 + exp(-x*y))", "x*x*x", "atan(y/x)", "-x*-y", "y + y"),
    *("x²y³", "cosh(x) - sinh(y)", "(x*y)^3 + (x*y)^2", "log2(x^2)", "swish(x) + logit(y/9)"),
)
POINTS = ((1.3, 2.1), (2.4, 0.7), (-1.1, 0.6), (0.4, -1.7))
STEP = 1e-5


def slopes_of(formula, point):
    """Return the slopes of f that come back to the variables, zero for one that is not used."""
    graph = make_graph(formula)
    values = graph.values(dict(zip(VARIABLES, point, strict=True)))
    slopes = graph.pass_back(graph.local_derivatives(values))[1]
    return values["f"], [slopes.get(name, 0.0) for name in VARIABLES]


@pytest.fixture(scope="module")
def made():
    figure = free(formula_graph())
    yield figure
    figure.close()


@pytest.fixture
def live(made):
    made.reset()
    return made


@pytest.mark.parametrize("text", [text for text in TYPED if text != "x"])
def test_the_slopes_that_come_back_are_sympys_and_what_a_nudge_measures(text):
    formula = Formula(text, VARIABLES)
    n_compared = 0
    for point in POINTS:
        value, slopes = slopes_of(formula, point)
        exact = [float(formula.derivative(name)(*point)) for name in VARIABLES]
        ahead, behind = (
            [float(formula(*np.add(point, move))) for move in way * STEP * np.eye(2)]
            for way in (1, -1)
        )
        measured = np.subtract(ahead, behind) / (2 * STEP)
        if np.isfinite([*exact, *measured]).all():
            assert value == pytest.approx(float(formula(*point)), rel=1e-12)
            np.testing.assert_allclose(slopes, exact, rtol=1e-9, atol=1e-12)
            np.testing.assert_allclose(slopes, measured, rtol=1e-5, atol=1e-6)
            n_compared += 1
    assert n_compared >= 2


@pytest.mark.parametrize(
    ("text", "locals_"),
    [("x + y", [1, 1]), ("x - y", [1, -1]), ("x*y", [2, 4]), ("max(x, y)", [1, 0])],
)
def test_add_hands_on_multiply_swaps_and_max_chooses(text, locals_):
    graph = make_graph(Formula(text, VARIABLES))
    found = graph.local_derivatives(graph.values({"x": 4.0, "y": 2.0}))
    assert list(found.values()) == locals_


@pytest.mark.parametrize("text", TYPED)
def test_boxes_stand_apart_within_the_picture_and_no_edge_passes_one(text):
    graph = make_graph(Formula(text, VARIABLES))
    if graph is None:
        assert text == "x"
        return
    places, ways = lay_out(graph)
    for number, (name, (x, y)) in enumerate(places.items()):
        assert HALF_WIDTH <= x <= WIDTH - HALF_WIDTH
        assert HALF_HEIGHT <= y <= HEIGHT - HALF_HEIGHT
        for other in list(places)[:number]:
            across, up = np.abs(np.subtract(places[other], (x, y)))
            assert across > 2 * HALF_WIDTH or up > 2 * HALF_HEIGHT, (name, other)
        for (start, end, _k), points in ways.items():
            if name not in (start, end):
                way = np.concatenate([np.linspace(a, b, 50) for a, b in pairwise(points)])
                inside = np.abs(way - (x, y)) < (HALF_WIDTH, HALF_HEIGHT)
                assert not inside.all(axis=1).any(), (name, start, end)


def test_the_gap_of_an_edge_has_room_for_a_small_slope_and_a_negative_one(live):
    for text in ("× 0.00987", "× −0.146"):  # in tanh(x - y)*y with x = 5, and in sin(x*y)
        label = live.figure.text(0, 0, text, **LOOK)
        assert label.get_window_extent().width + 4 < 2 * LABEL[0]
        label.remove()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x+y+x+y+x+y+x+y", f"takes 7 steps. There is room for {MOST_STEPS}"),
        ("x", "no step"),
        ("3", "no step"),
        ("ln(x - 9)", "f = ln(a) has no value here"),
        ("|x - 2y|", "f = |b| has no slope here"),
    ],
)
def test_what_is_no_graph_or_has_no_number_is_said_in_one_line(live, text, told):
    live.controls["formula"].text.value = text
    assert told in live.sentence.text
    assert "\n" not in live.sentence.text


def test_a_slider_of_a_variable_that_is_not_used_is_switched_off(live):
    for text, used in (("x^2", "x"), ("y^2", "y"), ("x*y", "xy"), ("3", "")):
        live.controls["formula"].text.value = text
        assert [name for name in VARIABLES if not live.controls[name].disabled] == list(used)


def test_no_formula_fills_more_boxes_than_there_are(live):
    for text in ("x*y + x*(x-y)", "max(x,y)*min(x,y)-x/y", "sin(cos(sin(cos(sin(x)))))"):
        live.controls["formula"].text.value = text
        assert "One run back" in live.sentence.text, live.sentence.text
