"""The chapter on partial derivatives: its model, its surfaces, its dial, turning by pointer."""

import io

import numpy as np
import pytest
import sympy as sp
from PIL import Image

from course_notebooks import definitions
from course_utils.chapters.partial_derivatives.body_weight import (
    HOURS,
    SNACKS,
    body_weight,
    body_weight_gradient,
)
from course_utils.chapters.partial_derivatives.direction_dial import (
    direction_dial_on_bowl,
    direction_dial_on_weight,
)
from course_utils.chapters.partial_derivatives.exercises import toward_a_direction
from course_utils.chapters.partial_derivatives.height_map import N_FACETS, draw_surface
from course_utils.chapters.partial_derivatives.interaction import interaction
from course_utils.chapters.partial_derivatives.slices import slices_of_formula, slices_of_weight
from course_utils.chapters.partial_derivatives.surface_microscope import surface_microscope
from course_utils.chapters.partial_derivatives.units import units
from course_utils.checking.verdict import RIGHT
from course_utils.live import LiveFigure
from course_utils.mathematics.derivatives import numerical_gradient
from figure_checks import every_value, free, show

WITH_GAPS = ["ln(x y)", "1/(x y)", "sqrt(x)", "tan(x)", "7", "|x| + |y|", "exp(9x^2)", "x^y"]
WITH_GAPS += ["sign(x)", "sqrt(-1 - x^2)", "1/(x^2 + y^2)"]


def press(live, area, at, kind="press"):
    live._on_event({"type": kind, "area": area, "at": at})


def lines_of(axes, n_points):
    """Return the lines of some axes that have so many points."""
    return [line for line in axes.lines if len(line.get_xdata()) == n_points]


def test_the_model_has_the_slopes_that_sympy_finds():
    s, e, c = sp.symbols("s e c")
    tenth = sp.Rational(1, 10)
    model = 70 + 3 * tenth * s + s**2 / 25 - 12 * tenth * e + c * s * e + e**2 / 20
    expected = sp.lambdify((s, e, c), [model, model.diff(s), model.diff(e)])
    rng = np.random.default_rng(1)
    for point in rng.uniform(-1, 10, size=(20, 3)):
        found = [body_weight(*point), *body_weight_gradient(*point)]
        np.testing.assert_allclose(found, expected(*point), rtol=1e-12)
    assert body_weight(7, 3) == pytest.approx(70.28)
    np.testing.assert_allclose(body_weight_gradient(7, 3), [0.77, -1.11])
    assert body_weight_gradient(np.zeros(4), np.zeros((3, 4))).shape == (2, 3, 4)


def test_what_the_chapter_defines_agrees_with_the_package():
    model, gradient = definitions("02_partial_derivatives", ["W", "numerical_gradient"])
    rng = np.random.default_rng(2)
    for s, e in rng.uniform(0, 10, size=(10, 2)):
        assert model(s, e) == pytest.approx(body_weight(s, e))
        package = numerical_gradient(lambda p: body_weight(*p), np.array([s, e]), h=1e-5)
        np.testing.assert_allclose(gradient(model, (s, e)), package, rtol=1e-9)


def test_the_tangents_have_the_slopes_of_the_slices():
    live = free(slices_of_weight())
    live.set(s=9.0, e=2.0)
    _surface, _map, along_s, along_e = live.figure.axes
    for axes, expected in zip((along_s, along_e), body_weight_gradient(9.0, 2.0), strict=True):
        (tangent,) = lines_of(axes, 2)
        assert np.diff(tangent.get_ydata()) / np.diff(tangent.get_xdata()) == pytest.approx(
            expected
        )
        (curve,) = lines_of(axes, 61)
        (point,) = lines_of(axes, 1)
        height = np.interp(point.get_xdata(), curve.get_xdata(), curve.get_ydata())
        assert height == pytest.approx(body_weight(9.0, 2.0), abs=0.01)
    assert "+0.96 kg" in live.sentence.text
    assert "−1.27 kg" in live.sentence.text


@pytest.mark.parametrize("text", WITH_GAPS)
def test_surfaces_may_have_gaps_and_poles(text):
    live = free(slices_of_formula())
    live.controls["formula"].text.value = text
    assert live.controls["formula"].complaint.text == ""
    for x, y in [(-3.0, -3.0), (0.0, 0.0), (3.0, 1.5)]:
        live.set(x=x, y=y)
        assert "nan" not in live.sentence.text.replace("tan", "")
    live.close()


def test_a_surface_leaves_out_what_has_no_height_or_too_much():
    live = LiveFigure("surface", width=200, height=200)
    axes = live.subplots(subplot_kw={"projection": "3d"})

    def half(x, y):
        return np.where(x < 0, np.nan, 10 * y)

    (surface,) = draw_surface(axes, half, (-1, 1), (-1, 1), (-5, 5))
    live.canvas.draw()
    # Those with x ≥ 0 and |y| ≤ 0.5 are left: half of them along either side.
    assert len(surface.get_facecolor()) == (N_FACETS // 2) ** 2


def test_level_lines_have_numbers_that_can_be_read():
    live = free(slices_of_formula())
    for text in ("sin(x y)", "exp(9x^2)", "x^3 - 3x y^2", "1/(x y)"):
        live.controls["formula"].text.value = text
        level_map = live.figure.axes[1]
        boxes = [number.get_window_extent().expanded(0.8, 0.7) for number in level_map.texts]
        for place, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[:place])


@pytest.mark.parametrize("make", [slices_of_weight, slices_of_formula])
def test_no_turn_cuts_the_numbers_of_the_surface_off(make):
    live = free(make())
    for tilt in (10, 30, 76):
        for turn in range(-180, 180, 40):
            live.set(turn=turn, tilt=tilt)
            picture = np.asarray(Image.open(io.BytesIO(live.canvas.png())))
            dark = picture.min(axis=2) < 150
            assert not dark[:, :2].any(), (turn, tilt)
            assert not dark[-2:, : dark.shape[1] // 2].any(), (turn, tilt)


@pytest.mark.parametrize("make", [slices_of_weight, slices_of_formula])
@pytest.mark.parametrize("turn", [-180, -90, 0, 90, 180])
def test_along_an_axis_the_numbers_lie_beside_the_surface_and_apart(make, turn):
    live = show(free(make()))
    axes = live.figure.axes[0]
    for tilt in (10, 30, 76):
        live.set(turn=turn, tilt=tilt)
        (surface,) = (each for each in axes.collections if len(each.get_paths()) > 100)
        facets = [path.transformed(axes.transData) for path in surface.get_paths()]
        boxes = []
        for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if low <= tick.get_loc() <= high:
                    boxes.append(tick.label1.get_window_extent())
        assert len(boxes) >= 7
        for place, box in enumerate(boxes):
            assert not any(facet.intersects_bbox(box) for facet in facets), tilt
            digits = box.expanded(0.8, 0.6)  # without the air around them
            assert not any(digits.overlaps(other) for other in boxes[:place]), tilt


def test_only_a_turn_draws_everything_anew(monkeypatch):
    live = free(slices_of_weight())
    live.canvas.draw()
    drawn = []
    monkeypatch.setattr(live.canvas, "draw", lambda **settings: drawn.append(settings))
    live.set(s=2.0, e=9.0)
    assert drawn == []
    live.set(turn=0)
    assert drawn == [{"only": (live.figure.axes[0],), "layout": False, "unmoved": True}]


def test_the_steepest_way_down_misses_the_minimum_by_58_degrees():
    live = free(direction_dial_on_bowl())
    assert (live.values()["x"], live.values()["y"]) == (10, 1)
    assert "58° off" in live.sentence.text
    live.set(y=0.0)
    assert " 0° off" in live.sentence.text
    live.set(x=0.0)
    assert live.sentence.text.startswith("The gradient is zero")


def test_the_dial_shows_the_slope_that_a_small_step_measures():
    live = free(direction_dial_on_weight())
    _map, axes = live.figure.axes
    for s, e in [(7.0, 3.0), (2.0, 8.0)]:
        live.set(x=s, y=e)
        (curve,) = lines_of(axes, 121)
        for angle, slope in zip(*curve.get_data(), strict=True):
            h = 1e-6
            ds, de = h * np.cos(np.radians(angle)), h * np.sin(np.radians(angle))
            rise = body_weight(s + ds, e + de) - body_weight(s - ds, e - de)
            assert rise / (2 * h) == pytest.approx(slope, abs=1e-6)


def test_a_direction_may_be_rounded_as_far_as_the_exercise_says():
    exercise = toward_a_direction()
    slope, level = exercise.solution
    assert exercise.judge((round(slope, 2), round(level, 1))).status == RIGHT
    assert exercise.judge((slope, round(level))).status != RIGHT


def test_without_interaction_the_curves_are_parallel():
    live = free(interaction())
    axes, ax_slope = live.figure.axes

    def spread():
        heights = np.array([line.get_ydata() for line in lines_of(axes, 41)])
        return np.ptp(heights - heights[:, :1], axis=0).max()

    assert len(lines_of(axes, 41)) == 5
    assert spread() > 1
    live.set(strength=0.0)
    assert spread() == pytest.approx(0, abs=1e-9)
    for e, strength in [(0.0, -0.06), (8.0, -0.03), (10.0, 0.06)]:
        live.set(e=e, strength=strength)
        expected = body_weight_gradient(7.0, e, strength)[0]
        (tangent,) = lines_of(axes, 2)
        assert np.ptp(tangent.get_ydata()) / 14 == pytest.approx(expected)
        assert lines_of(ax_slope, 1)[0].get_ydata() == pytest.approx([expected])
        assert f"{expected:+.2f} kg per snack." in live.sentence.text


def test_more_snacks_never_lower_the_weight_and_more_exercise_never_raises_it():
    s, e = np.meshgrid(np.linspace(*SNACKS, 15), np.linspace(*HOURS, 11))
    in_s, in_e = body_weight_gradient(s, e)
    assert in_s.min() >= -1e-12
    assert in_e.max() <= 0


def test_the_ranking_of_slopes_turns_with_the_unit_that_of_effects_does_not():
    live = free(units())
    rankings = {}
    for snack in ("snack", "kcal"):
        for hour in ("hour", "minute"):
            live.set(snack_unit=snack, hour_unit=hour)
            slopes, _effects, effect = live.sentence.text.splitlines()[-3:]
            rankings[snack, hour] = "for snacks" in slopes, effect
    assert {ranking[0] for ranking in rankings.values()} == {True, False}
    assert len({ranking[1] for ranking in rankings.values()}) == 1
    live.set(snacks=7.0, hours=0.5)
    assert "of the snacks is larger" in live.sentence.text


@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.float16, np.float32, list, int, float])
def test_the_model_takes_every_kind_of_real_number(kind):
    s, e = ([14, 200], [10, 3]) if kind is list else (kind(14), kind(10))
    exact = np.asarray(s, dtype=float), np.asarray(e, dtype=float)
    np.testing.assert_array_equal(body_weight(s, e), body_weight(*exact))
    np.testing.assert_array_equal(body_weight_gradient(s, e), body_weight_gradient(*exact))
    assert np.max(body_weight(s, e)) > 60
    assert body_weight(s, e).dtype == float


@pytest.mark.parametrize("wrong", [1j, np.array([1 + 2j]), "7", None])
def test_the_model_refuses_what_is_no_real_number_in_one_line(wrong):
    for function in (body_weight, body_weight_gradient):
        with pytest.raises(ValueError, match=r"^Snacks and hours are real numbers.*$"):
            function(wrong, 3.0)
        with pytest.raises(ValueError, match=r"^Snacks and hours are real numbers.*$"):
            function(7.0, wrong)


@pytest.mark.parametrize("make", [direction_dial_on_weight, direction_dial_on_bowl])
def test_one_direction_has_one_name(make):
    live = free(make())
    for angle in (-180, 180):
        live.set(angle=angle)
        assert "Toward 180°" in live.sentence.text
    for x in every_value(live.controls["x"])[::4]:
        for y in every_value(live.controls["y"])[::4]:
            live.set(x=x, y=y)
            assert "−180°" not in live.sentence.text


def test_the_legs_of_a_step_bring_what_the_slopes_say():
    live = free(direction_dial_on_weight())
    live.set(angle=30, h=2.0)
    slopes = body_weight_gradient(7, 3)
    way = 2 * np.array([np.cos(np.pi / 6), np.sin(np.pi / 6)])
    first, second, _third = live.sentence.text.replace("−", "-").splitlines()[-3:]
    numbers = [*zip(way, slopes, way * slopes, strict=True)]
    for amount, slope, rise in numbers:
        assert f"{amount:+.2f}" in first
        assert f"{slope:+.2f} = {rise:+.2f} kg" in first
    assert f"together {way @ slopes:+.2f} kg" in first
    assert f"Toward 30° the slope is {way @ slopes / 2:+.3g} kg per unit" in second


@pytest.mark.parametrize("make", [direction_dial_on_weight, direction_dial_on_bowl])
def test_every_arrow_of_the_dial_stays_on_the_map(make):
    live = free(make())
    ax_map = live.figure.axes[0]
    room = ax_map.viewLim.padded(1e-9)
    for x in every_value(live.controls["x"])[:: len(every_value(live.controls["x"])) - 1]:
        for y in every_value(live.controls["y"])[:: len(every_value(live.controls["y"])) - 1]:
            for angle in range(-180, 180, 45):
                live.set(x=x, y=y, angle=angle)
                for line in live.canvas.moving:
                    if line.axes is ax_map:
                        assert all(room.contains(*at) for at in line.get_xydata())


def test_under_the_microscope_the_land_becomes_the_plane_of_both_slopes():
    live = free(surface_microscope())
    _map, axes = live.figure.axes
    plane, land = axes.collections
    for s, e in [(7.0, 3.0), (3.0, 7.0), (11.0, 3.0)]:
        in_s, in_e = body_weight_gradient(s, e)
        gaps = []
        for zoom in (0.0, 1.0, 3.0):
            live.set(s=s, e=e, zoom=zoom)
            gaps.append(float(live.sentence.text.split("at most ")[1].split(" of")[0]))
            half = 3 / 10**zoom
            for line in land.get_segments():
                weights = body_weight(*(np.array([[s], [e]]) + half * line.T))
                assert np.ptp(weights) < 0.02 * half * np.hypot(in_s, in_e)
            for start, end in plane.get_segments():
                assert (end - start) @ (in_s, in_e) == pytest.approx(0, abs=1e-9)
            (arrow,) = axes.patches
            (x0, y0), (x1, y1) = arrow._posA_posB
            assert (x1 - x0) * in_e - (y1 - y0) * in_s == pytest.approx(0, abs=1e-9)
        assert gaps[0] > 0.3
        assert gaps == pytest.approx(gaps[0] / np.array([1, 10, 1000]), rel=0.1)
        # At a thousand times the lines of the land lie upon those of the plane.
        offsets = [line @ (in_s, in_e) / np.hypot(in_s, in_e) * 3 for line in land.get_segments()]
        for offset in offsets:
            np.testing.assert_allclose(offset, np.round(offset), atol=2e-3)


def test_a_round_bowl_is_round_on_the_map():
    live = free(slices_of_formula())
    live.canvas.draw()
    box = live.figure.axes[1].bbox
    assert box.width == pytest.approx(box.height, rel=1e-6)
