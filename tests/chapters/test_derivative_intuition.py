"""The chapter on derivatives: best steps, flat points, the formula field, the play button."""

import time

import numpy as np
import pytest
from matplotlib.path import Path

from course_notebooks import IN_ENGLISH, read
from course_utils.chapters.derivative_intuition.difference_errors import (
    STEPS,
    best_step,
    difference_errors,
    missing_errors,
)
from course_utils.chapters.derivative_intuition.exercises import classify_flat_points
from course_utils.chapters.derivative_intuition.flat_point_rules import (
    find_flat_points,
    rule_flat_point,
)
from course_utils.chapters.derivative_intuition.flat_points import flat_points
from course_utils.chapters.derivative_intuition.microscope import microscope
from course_utils.chapters.derivative_intuition.nudging import rules_by_nudging
from course_utils.chapters.derivative_intuition.secant import two_points_to_one
from course_utils.chapters.derivative_intuition.step_size import step_size
from course_utils.formulas import Formula
from course_utils.live import LiveFigure, add_play, typeset
from course_utils.live.drawing.curve import broken_at_poles, written
from course_utils.live.formula_field import FormulaField
from figure_checks import free

# Functions with a second and a third derivative, so that both errors have something to balance.
CURVED = [("sin(x)", 0.7), ("exp(x)", 1.0), ("x^3 - 2x", 3.0), ("1/x", 2.0), ("tanh(x)", 0.4)]


def measured(text, x):
    formula = Formula(text)
    return formula, difference_errors(formula, float(formula.derivative()(x)), x)


def theoretical_best_steps(value, second, third):
    """Return where truncation and round-off balance, forward and central, from f, f″ and f‴.

    Source: Nocedal and Wright, Numerical Optimization (2006), section 8.1.
    """
    round_off = np.finfo(float).eps * abs(value)
    forward = 2 * np.sqrt(round_off / abs(second)) if second else np.inf
    central = np.cbrt(3 * round_off / abs(third)) if third else np.inf
    return forward, central


@pytest.mark.parametrize(("text", "x"), CURVED)
def test_the_best_step_is_the_theorys_within_a_factor_of_ten(text, x):
    formula, errors = measured(text, x)
    derivatives = [float(formula.derivative(order=order)(x)) for order in (2, 3)]
    expected = theoretical_best_steps(float(formula(x)), *derivatives)
    for error, theory in zip(errors, expected, strict=True):
        assert theory / 10 < best_step(error) < theory * 10


@pytest.mark.parametrize(("text", "x"), CURVED)
def test_the_error_curves_have_the_theorys_slopes(text, x):
    _formula, (forward, central) = measured(text, x)
    for error, low, high, slope, tolerance in [
        (forward, 1e-6, 1e-3, 1, 0.1),
        (central, 1e-4, 1e-2, 2, 0.1),
        (forward, 1e-14, 1e-10, -1, 0.3),
        (central, 1e-14, 1e-8, -1, 0.3),
    ]:
        part = (low <= STEPS) & (high >= STEPS)
        fit = np.polyfit(np.log10(STEPS[part]), np.log10(error[part]), 1)
        assert fit[0] == pytest.approx(slope, abs=tolerance)


def test_a_parabola_has_no_truncation_error_to_balance():
    _forward, central = theoretical_best_steps(9.0, 2.0, 0.0)
    assert central == np.inf
    assert theoretical_best_steps(0.0, 0.0, -1.0) == (np.inf, 0.0)
    _formula, (_forward, central) = measured("x^2", 3.0)
    assert central[STEPS > 1e-3].max() < 1e-11


def test_of_equally_good_steps_the_largest_is_best():
    _formula, (forward, central) = measured("sin(x)", 0.0)
    assert np.log10(best_step(forward)) == pytest.approx(-7.6, abs=0.3)
    _formula, (_forward, central) = measured("x^2", 0.0)
    assert best_step(central) == 1


def test_no_best_step_where_there_is_no_value():
    _formula, errors = measured("sqrt(x)", -1.0)
    assert np.isnan(best_step(errors[0]))


@pytest.mark.parametrize(
    ("text", "x", "kind", "order"),
    [
        ("x^2", 0, "minimum", 2), ("-x^2", 0, "maximum", 2), ("x^3", 0, "neither", 3),
        ("x^4", 0, "minimum", 4), ("-x^6", 0, "maximum", 6), ("x^5 + 1", 0, "neither", 5),
        ("cos(x)", 0, "maximum", 2), ("cos(x)", np.pi, "minimum", 2),
        ("sin(x) + x", 3.14159265, "neither", 3), ("10^-7 x^2", 0, "minimum", 2),
        ("x^4/4 - x^2/2", 1, "minimum", 2), ("x^4/4 - x^2/2", 0, "maximum", 2),
        ("x|x|", 0, "neither", 0), ("|x|^3", 0, "minimum", 0), ("1 - x^8", 0, "maximum", 0),
        ("sin(x) - x + x^3/6", 0, "neither", 5), ("sin(x-1) - (x-1) + (x-1)^3/6", 1, "neither", 5),
        ("cos(x) - 1 + x^2/2 - x^4/24", 0, "maximum", 6), ("exp(x) - 1 - x", 0, "minimum", 2),
        ("cos(x) - 1 + x^2/2 - x^4/24 + x^6/720", 0, "minimum", 0), ("tan(x) - x", 0, "neither", 3),
        ("sin(x) - x + x^3/6 - x^5/120", 0, "neither", 0), ("|x|^(4/3)", 0, "minimum", 0),
        ("x^7", 0, "neither", 0), ("x^20", 0, "minimum", 0), ("3", 0, "open", 0),
    ],
)  # fmt: skip
def test_flat_points_are_ruled_by_the_first_derivative_that_is_not_zero(text, x, kind, order):
    ruling = rule_flat_point(Formula(text), float(x))
    assert (ruling.kind, ruling.order) == (kind, order)


def test_the_four_flat_points_of_the_exercise_are_ruled_as_its_solution_says():
    # C is the curve of the folded cell; D has f″ = 5x − 3, and is flat at 0.
    functions = {"A": "x^2 - x^3", "B": "1 - x^6", "C": "2 - tanh(2x^3)", "D": "5x^3/6 - 3x^2/2"}
    ruled = {name: rule_flat_point(Formula(text), 0.0).kind for name, text in functions.items()}
    assert ruled == classify_flat_points().solution
    assert find_flat_points(Formula(functions["D"]), -0.5, 0.5) == [0]
    assert Formula(functions["D"]).derivative(order=2)(2.0) == pytest.approx(5 * 2 - 3)


@pytest.mark.parametrize(
    ("text", "a", "says"),
    [
        ("1 - x^6", 0.01, "Almost level is not flat"), ("exp(-4x^2)", 1.8, "Almost level is not"),
        ("x^2", 1.0, "Not flat here. Press"), ("exp(5x)", -1.7, "No flat point was found"),
        ("tanh(3x)", 1.8, "No flat point was found"), ("ln(x)", -1.0, "no value or no slope"),
        ("cbrt(x)", 0.0, "no value or no slope"), ("5", 0.0, "a plateau"),
        ("tanh(30x)^2", 1.6, "a plateau"), ("x + |x|", -1.0, "a plateau"),
        ("cos(2x)", 1.57, "f′ = 0, f″ = 4.\n✓"),
        ("x^8", 0.0, "both sides do: a minimum"),
    ],
)  # fmt: skip
def test_only_flat_points_are_judged(text, a, says):
    live = free(flat_points())
    live.controls["formula"].text.value = text
    live.set(a=a, verdict="minimum")
    assert says in live.sentence.text
    assert ("✓" in live.sentence.text) == (text in ("cos(2x)", "x^8"))
    live.close()


LONG = ["x^x^x^x^x^x^x - 1", "sin(" * 18 + "x" + ")" * 18, "(sin(x)cos(x)tan(x)exp(x)(x+1))^9"]


@pytest.mark.parametrize("text", LONG)
def test_a_long_formula_is_ruled_in_a_moment(text):
    """Its higher derivatives would take minutes."""
    start = time.process_time()  # not the clock on the wall: the machine may be busy
    # Everything counts as zero here, so that the next order is asked for again and again.
    assert rule_flat_point(Formula(text), 0.7, tolerance=1e99).order == 0
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x^2", [0]), ("x^3", [0]), ("x^4", [0]), ("x^3 - 3x", [-1, 1]), ("x", []), ("3", []),
        ("cos(x)", [-np.pi, 0, np.pi]), ("x^4/4 - x^2/2", [-1, 0, 1]), ("|x|", []), ("1/x", []),
        ("x|x|", [0]), ("x + |x|", []), ("10^-8 (x^3 + x)", []), ("10^-8 (x^3 - 3x)", [-1, 1]),
        ("sin(x) - x + x^3/6", [0]), ("cos(x) - 1 + x^2/2 - x^4/24", [0]), ("exp(x) - 1 - x", [0]),
        ("cos(x) - 1 + x^2/2 - x^4/24 + x^6/720", [0]), ("sin(x-1) - (x-1) + (x-1)^3/6", [1]),
        ("sin(x) - x + x^3/6 - x^5/120", [0]), ("|x|^(4/3)", [0]), ("|x - 1.4|^(4/3)", [1.4]),
        ("x^3/3 - 0.0015x^2", [0, 0.003]), ("x^3/3 + 10^-9 x", []), ("|x - 0.001|", []),
        ("x^20 + 10^-9 x", [-(5e-11 ** (1 / 19))]), ("(x+1)^2 - x^2 - 2x", []),
        ("tan(x) + x", []), ("tanh(20x)^2", [0]), ("acos(cos(x))", []),
        ("sin(3x)", [-5 * np.pi / 6, -np.pi / 2, -np.pi / 6, np.pi / 6, np.pi / 2, 5 * np.pi / 6]),
    ],
)  # fmt: skip
def test_all_flat_points_are_found(text, expected):
    assert find_flat_points(Formula(text), -3.5, 3.5) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize("text", ["sin(1e6 x)", "acos(cos(x))"])
def test_a_slope_that_swings_without_end_is_searched_in_a_moment(text):
    formula = Formula(text)
    formula.derivative()(0.7)
    start = time.process_time()
    find_flat_points(formula, -3.5, 3.5)
    assert time.process_time() - start < 4  # with sixty digits it was most of a minute


def test_flat_points_are_told_apart_down_to_one_step_of_the_grid():
    for gap in (0.0021, 0.0025, 0.003):
        formula = Formula(f"x^3/3 - {gap / 2}x^2")
        for shift in np.linspace(0, 0.002, 7):
            found = find_flat_points(formula, -2 - shift, 2 - shift, n_points=2001)
            assert found == pytest.approx([0, gap], abs=1e-7)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sin(x) - x + x^3/6", "f′ = 0, f″ = 0."),
        ("cos(x) - 1 + x^2/2 - x^4/24", "f′ = 0, f″ = 0."),
        ("|x|^(4/3)", "f′ = 0, f″ = none."),
        ("-x^3", "f′ = 0, f″ = 0."),
    ],
)
def test_at_zero_no_sign_and_no_round_off_is_told(text, says):
    live = free(flat_points())
    live.controls["formula"].text.value = text
    live.set(a=0.0)
    assert f"At a = 0: {says}\nThe only flat point here: a candidate." in live.sentence.text
    assert written(-0.0, ".3g") == "0"
    live.close()


def test_a_formula_that_cannot_be_read_leaves_the_last_one():
    field = FormulaField("f(x) =", ("x^2", "sin(x)"))
    field.text.value = "2x +"
    assert field.value == Formula("x^2")
    assert "Position 5" in field.complaint.text
    field.text.value = "3x"
    assert field.value == Formula("3x")
    assert field.complaint.text == ""
    field.value = Formula("sin(x)")
    assert field.text.value == "sin(x)"


@pytest.mark.parametrize(
    "text", ["ln(x)", "1/x", "tan(x)", "sqrt(x)", "x^x", "7", "cbrt(x)", "sign(x)", "exp(9x^2)"]
)
def test_every_figure_takes_formulas_with_gaps_and_poles(text):
    from course_utils.chapters import all_figures

    for name in ("two_points_to_one", "microscope", "step_size", "flat_points"):
        live = free(all_figures()[name]())
        live.controls["formula"].text.value = text
        for a in (live.controls["a"].min, 0.0, live.controls["a"].max):
            live.set(a=a)
            assert live.sentence.text
            assert "nan" not in live.sentence.text.replace("tan", "")
        live.close()


def test_the_microscope_gives_no_bound_where_a_pole_is_near():
    live = free(microscope())
    live.controls["formula"].text.value = "1/x"
    for zoom, says in {0.1: "1.26 times", 0.2: "far behind", 1.0: "by at most 1 times"}.items():
        live.set(a=0.5, zoom=zoom)
        assert says in live.sentence.text


def test_the_play_button_sweeps_and_follows_the_reader():
    live = free(two_points_to_one())
    play = add_play(live, "a", seconds=4)
    play.value = 0
    assert live.values()["a"] == -2
    play.value = play.max
    assert live.values()["a"] == 2
    live.controls["a"].value = 0.0
    assert play.value == play.max // 2
    play.value = play.max // 2 + 1
    assert 0 < live.values()["a"] < 0.2


def test_a_sweep_takes_as_long_over_a_slider_of_few_values():
    live = LiveFigure("few", width=300, height=200)
    (point,) = live.subplots().plot([], [], "o")
    live.slider("x", "x", 0.0, 4.0, value=0.0, step=1.0)

    @live.moves(point)
    def move(x):
        point.set_data([x], [0])
        return f"{x}"

    play = add_play(live, "x", seconds=4)
    seen = []
    while play.value < play.max:  # one frame more at each tick, as the browser counts
        play.value += 1
        seen.append(live.values()["x"])
    assert len(seen) == play.max
    assert [seen.count(x) / play.max for x in range(5)] == pytest.approx(
        [0.125, 0.25, 0.25, 0.25, 0.125], abs=0.02
    )


def test_the_secant_of_a_straight_line_is_not_off_by_round_off():
    live = free(two_points_to_one())
    live.controls["formula"].text.value = "|x|"
    live.set(a=-1.5, h=-0.02)
    assert live.sentence.text.endswith("slope is −1: 0 away.")


def test_the_trace_shows_what_was_passed_and_is_forgotten_on_reset():
    live = free(two_points_to_one())
    trace = live.figure.axes[1].lines[0]

    def shown():
        return int(np.isfinite(trace.get_ydata()).sum())

    live.set(a=2.0)
    passed = shown()
    assert passed > 60
    live.set(a=1.5)
    assert shown() == passed
    live.reset()
    assert shown() <= 1
    live.set(a=2.0)
    swept = shown()
    live.set(a=-2.0)  # as the play button does after the right end: a jump passes nothing
    assert shown() == swept


def lines_of(axes):
    """Return the lines, in pixels, that a label is not to touch."""
    shown = [line for line in axes.lines if line.get_visible() and line.get_linestyle() != "None"]
    return [Path(axes.transData.transform(line.get_xydata())) for line in shown]


@pytest.mark.parametrize("text", ["x^2", "x^3 - 2x", "sin(x)", "|x|", "1/x", "3"])
def test_no_line_crosses_a_label_and_each_line_has_its_name(text):
    live = free(two_points_to_one())
    live.controls["formula"].text.value = text
    axes = live.figure.axes[0]
    n_shown = 0
    for a in (-2.0, -1.3, -0.5, 0.02, 0.7, 1.6, 2.0):
        for h in (-2.0, -1.0, -0.1, -0.001, 0.001, 0.2, 1.5, 2.0):
            live.set(a=a, h=h)
            labels = [label for label in axes.texts if label.get_visible()]
            boxes = [label.get_window_extent() for label in labels]
            for label, box in zip(labels, boxes, strict=True):
                assert not any(path.intersects_bbox(box, filled=False) for path in lines_of(axes))
                assert not any(box.overlaps(other) for other in boxes if other is not box)
                assert axes.bbox.containsx(box.x0)
                assert axes.bbox.containsx(box.x1)
                n_shown += label in axes.texts[:2]
    assert n_shown > 0.75 * 2 * 56
    live.close()


def test_rise_and_run_are_the_triangles():
    live = free(two_points_to_one())
    for text, a, h in [("x^2", 1.0, 1.0), ("x^2", 1.0, -1.5), ("sin(x)", -1.0, 0.5)]:
        live.controls["formula"].text.value = text
        live.set(a=a, h=h)
        rise = float(Formula(text)(a + h) - Formula(text)(a))
        says = f"rise {rise:.3g}, run {h:g}. The secant's slope is {rise / h:.4g}:"
        assert says.replace("-", "−") in live.sentence.text
        assert "tangent" not in live.sentence.text
        shown = [label.get_text().replace("−", "-") for label in live.figure.axes[0].texts[2:]]
        assert shown == [f"run {h:g}", f"rise {rise:.3g}"]
    live.close()


@pytest.mark.parametrize(
    ("text", "a", "forward", "central"),
    [
        ("sin(x)", 0.0, {"round-off"}, {"round-off"}), ("sin(x)", 1.6, set(), set()),
        ("x^2", 3.0, set(), {"truncation"}), ("x^3 - 2x", 1.0, set(), set()),
        ("x^2", 0.0, {"round-off"}, {"truncation", "round-off"}), ("sqrt(x)", 0.5, set(), set()),
        ("3x + 1", 1.0, {"truncation"}, {"truncation"}), ("exp(x)", 0.0, set(), set()),
        ("10^9 x^2", 3.0, set(), {"truncation"}),
    ],
)  # fmt: skip
def test_a_best_step_is_marked_only_where_two_errors_balance(text, a, forward, central):
    formula, errors = measured(text, a)
    assert [missing_errors(error, formula, a) for error in errors] == [forward, central]
    live = free(step_size())
    live.controls["formula"].text.value = text
    live.set(a=a, exponent=-3.0)
    stars = live.canvas.moving[2:4]
    assert [len(star.get_xdata()) for star in stars] == [not forward, not central]
    for missing, words in [("truncation", "no truncation error"), ("round-off", "no round-off")]:
        alone = [part == {missing} for part in (forward, central)]
        assert live.sentence.text.count(words) == sum(alone)
    off = [f"{error[np.isclose(STEPS, 1e-3)][0]:.1e}" for error in errors]
    for error in off:
        told = typeset(error) if float(error) > 1e-17 else "0"
        assert f"error {told}" in live.sentence.text
    live.close()


def test_the_window_on_the_curve_is_what_the_right_picture_shows():
    live = free(microscope())
    _whole, near = live.figure.axes
    for a, zoom in [(0.5, 0.0), (-2.0, 1.0), (1.0, 6.0)]:
        live.set(a=a, zoom=zoom)
        corners = live.canvas.moving[0].get_xydata()
        size = np.ptp(corners, axis=0) * 10**zoom
        np.testing.assert_allclose(size, [np.ptp(near.get_xlim()), np.ptp(near.get_ylim())])
        np.testing.assert_allclose((corners.max(0) + corners.min(0)) / 2, [a, a**2])
    live.close()


def test_the_slopes_below_are_those_of_the_curve_above_and_its_bumps_can_be_seen():
    live = free(flat_points())
    axes, ax_slope = live.figure.axes
    for text in live.controls["formula"].choices:
        live.controls["formula"].text.value = text
        x, y = ax_slope.lines[0].get_data()
        np.testing.assert_allclose(y, Formula(text).derivative()(x))
        alone = "cos" not in text and "/2" not in text
        assert ("The only flat point here" in live.sentence.text) == alone
    assert text == "x^4/4 - x^2/2"
    bump = np.diff(axes.transData.transform([(0, -0.25), (0, 0)])[:, 1])
    assert bump > 25  # pixels
    live.close()


def test_a_pole_does_not_press_its_curve_flat():
    live = free(two_points_to_one())
    for text, most in {"1/x": 10, "tan(x)": 10, "x^3 - 2x": 4, "x^4": 16}.items():
        live.controls["formula"].text.value = text
        _low, high = live.figure.axes[0].get_ylim()
        assert 0.9 * most < high < 1.3 * most, text
    live.close()


def test_no_figure_finds_a_tangent_at_a_corner():
    from course_utils.chapters import all_figures

    says = {
        "two_points_to_one": "no slope is known. Do both sides settle at one?\n"
        "Secants: to a − 1 slope −1, to a + 1 slope 1.",
        "microscope": "No line is known that fits here. Slope to the window's left edge −1, "
        "right edge 1.",
        "step_size": "no derivative to compare with",
        "flat_points": "no value or no slope",
    }
    for name, text in says.items():
        live = free(all_figures()[name]())
        live.controls["formula"].text.value = "|x|"
        live.set(a=0.0)
        assert text in live.sentence.text, name
        live.set(a=0.5)
        assert text not in live.sentence.text, name
        live.close()


@pytest.mark.parametrize(
    ("text", "poles"),
    [
        ("tan(x)", [-np.pi / 2, np.pi / 2]), ("1/(x - 1)", [1]), ("1/(x - 1.001)", [1.001]),
        ("0.001/(x - 1)", [1]), ("x/(x^2 - 2)", [-np.sqrt(2), np.sqrt(2)]), ("1/(x - 1)^3", [1]),
        ("sign(x - 0.004)", [0.004]), ("tanh(100000x)", []), ("atan(1000x)", []), ("cbrt(x)", []),
        ("10^6 x", []), ("sin(1000x)", []), ("exp(9x)", []), ("1/(1 + exp(-300x))", []),
    ],
)  # fmt: skip
def test_no_stroke_joins_the_sides_of_a_pole(text, poles):
    formula = Formula(text)
    for shift in (0.0, 0.003):
        x = np.linspace(-3, 3, 401) + shift
        values, whole = broken_at_poles(formula, x), formula(x)
        assert np.array_equal(values[np.isfinite(values)], whole[np.isfinite(values)])
        gaps = x[np.isnan(values)]
        assert len(gaps) == len(poles)
        assert np.abs(gaps - poles).max(initial=0) < 0.016


@pytest.mark.parametrize(
    "name", ["two_points_to_one", "flat_points", "microscope", "slices_of_formula"]
)
def test_typed_curves_are_broken_at_poles(name):
    """No line of the figure leads from one side of a pole to the other within the picture."""
    from course_utils.chapters import all_figures

    live = free(all_figures()[name]())
    for text in ("1/(x - 0.507)", "tan(3.1x)"):
        live.controls["formula"].text.value = text
        live.set(**{"x" if name == "slices_of_formula" else "a": 0.5})
        for axes in live.figure.axes:
            if axes.name == "3d":
                continue
            low, high = axes.get_ylim()
            for line in axes.lines:
                y = line.get_ydata()
                if len(y) > 2 and line in [*live.canvas.moving, axes.lines[0]]:
                    rises = np.diff(np.clip(y, low, high))
                    assert not (np.abs(rises) > 0.8 * (high - low)).any(), (text, line)
    live.close()


def cell(cell_id):
    (path,) = (path for path in IN_ENGLISH if path.stem == "01_derivative_intuition")
    (source,) = (cell.source for cell in read(path).cells if cell.id == cell_id)
    return source


def test_the_chapter_tells_the_slopes_of_the_three_curves_to_draw():
    told = cell("draw-reading")
    for text, flat, rises, steepest in [
        ("x^3/3 - x", "−1 and 1", "left of −1 and right of 1", {-2: 3, 2: 3}),
        ("2exp(-x^2)", "0", "left of 0", {-0.71: 1.72, 0.71: -1.72}),
        ("sin(2x)", "−0.79 and 0.79", "between these two", {-1.57: -2, 0: 2, 1.57: -2}),
    ]:
        slope = Formula(text).derivative()
        (row,) = (row for row in told.splitlines() if f"| {flat} | {rises} |" in row)
        places = [float(place.replace("−", "-")) for place in flat.split(" and ")]
        assert find_flat_points(Formula(text), -2, 2) == pytest.approx(places, abs=0.005)
        outside = slope(np.array([-1.9, 1.9])) > 0
        assert list(outside) == [rises.startswith("left"), rises.endswith("right of 1")]
        most = np.abs(slope(np.linspace(-2, 2, 40_001))).max()
        for place, value in steepest.items():
            assert float(slope(place)) == pytest.approx(value, abs=0.005)
            assert abs(value) == pytest.approx(most, abs=0.005)
            assert f"{abs(value)}" in row


def test_the_chapter_tells_what_the_guesses_were_about():
    """The numbers in the texts after the figures."""
    nudging = free(rules_by_nudging())
    pair = nudging.controls["pair"].options[1][1]
    for dx, told, strips, corner in [
        (0.1, "0.31", ("0.113", "0.233"), "0.016"),
        (0.01, "0.0301", ("0.0113", "0.0226"), "0.00015"),
    ]:
        nudging.set(pair=pair, x=1.5, nudge=dx)
        assert f"f(g(x)) by {told}." in nudging.sentence.text
        assert "Δg · f = {} and g · Δf = {}".format(*strips) in nudging.sentence.text
        assert f"With the corner, {corner}," in nudging.sentence.text
        assert all(number in cell("nudging-reading") for number in (*strips, corner))
    nudging.close()
    step = free(step_size())
    assert "forward 3·10⁻⁸, central 6·10⁻⁶" in step.sentence.text
    step.close()
    for text, kinds in [
        ("cos(2x)", {-1.57: "minimum", 0: "maximum", 1.57: "minimum"}),
        ("x^4/4 - x^2/2", {-1: "minimum", 0: "maximum", 1: "minimum"}),
    ]:
        formula = Formula(text)
        places = find_flat_points(formula, -1.8, 1.8)
        assert places == pytest.approx(list(kinds), abs=0.005)
        assert [rule_flat_point(formula, x).kind for x in places] == list(kinds.values())
