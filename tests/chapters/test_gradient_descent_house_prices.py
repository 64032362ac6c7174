"""The figures of the house prices: what they say of these houses, and of a teacher's own."""

import re
import warnings

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.patches import FancyArrowPatch

from course_utils.chapters.gradient_descent_house_prices.fit_by_hand import fit_by_hand
from course_utils.chapters.gradient_descent_house_prices.houses_pull import houses_pull
from course_utils.chapters.gradient_descent_house_prices.learning_rate import (
    learning_rate_on_one_parameter,
)
from course_utils.chapters.gradient_descent_house_prices.stopped_descent import (
    CASES,
    TRUTHS,
    stopped_descent,
)
from course_utils.chapters.gradient_descent_house_prices.whole_descent import whole_descent
from course_utils.chapters.gradient_descent_house_prices.your_path import your_path
from course_utils.datasets import load_houses
from course_utils.live import typeset
from course_utils.live.controls import nearest_value, stepped_value
from course_utils.live.style import OTHER, PATH, SLOPE
from course_utils.mathematics.derivatives import numerical_gradient
from course_utils.mathematics.gradient_descent import gradient_descent
from course_utils.mathematics.linear_regression import (
    closed_form,
    mean_squared_error,
    mean_squared_error_gradient,
    predict,
    standardise,
)
from figure_checks import check_state, every_value, free


@pytest.fixture(scope="module")
def houses():
    """Area and price of the course's sales."""
    sales = load_houses()
    return sales.living_area, sales.price


@pytest.mark.parametrize(
    ("area_factor", "price_factor", "shift"),
    [(1, 1, 0), (1, 4, 0), (0.0929, 130, 0), (1, 0.01, 0), (1, 1, 400), (-1, 1, 0)],
    ids=["these", "dearer", "other units", "cheap", "dear to begin with", "small is dear"],
)
def test_the_best_line_of_any_sales_can_be_reached_and_seen(
    houses, area_factor, price_factor, shift
):
    area, price = houses
    area = area * area_factor + (4000 if area_factor < 0 else 0)
    price = price * price_factor + shift
    best = closed_form(area, price)
    live = free(fit_by_hand(area, price))
    for name, number in zip("wb", best, strict=True):
        slider = live.controls[name]
        assert slider.min < number < slider.max
        live.set(**{name: slider.min + round((number - slider.min) / slider.step) * slider.step})
    live.set(show_optimum=True)
    assert "your best is 1.0" in live.sentence.text
    check_state(live)
    whole = free(whole_descent(area, price))
    ax_map = whole.figure.axes[1]
    (star,) = (line for line in ax_map.lines if line.get_marker() == "*")
    low, high = np.transpose([ax_map.get_xlim(), ax_map.get_ylim()])
    assert (low < star.get_xydata()[0]).all()
    assert (star.get_xydata()[0] < high).all()
    assert "R² = " in whole.sentence.text
    for figure in (live, whole):
        figure.close()


@pytest.mark.parametrize(
    ("rate", "says"),
    [(1e-7, "below"), (2.2e-7, "below"), (2.4e-7, "above the limit"), (1e-6, "it diverges")],
)
def test_a_small_rate_is_told_from_its_small_limit(houses, rate, says):
    live = free(whole_descent(*houses))
    live.set(rate_raw=rate, step=100)
    assert says in live.sentence.text.split("\n")[1]
    live.close()


def test_a_rate_at_its_limit_is_said_to_be_there(houses):
    live = free(whole_descent(*houses))
    live.set(rate_standardised=1.0, step=3)
    assert "at the limit" in live.sentence.text.split("\n")[2]
    live.close()


@pytest.mark.parametrize("start", [(0.0, 200.0), (0.3, -150.0)])
@pytest.mark.parametrize("rates", [(1e-7, 0.1), (2e-8, 0.5), (2.4e-7, 1.2)])
def test_both_descents_are_those_of_the_mathematics(houses, start, rates):
    area, price = houses
    scaled, scaling = standardise(area)
    w, b = start
    live = free(whole_descent(area, price))
    for x, begin, rate, control, color in (
        (area, start, rates[0], "rate_raw", PATH),
        (scaled, (w * scaling.std, b + w * scaling.mean), rates[1], "rate_standardised", OTHER),
    ):
        rate = nearest_value(live.controls[control], rate)
        descent = gradient_descent(
            lambda p, x=x: np.array(mean_squared_error_gradient(x, price, *p)),
            np.array(begin),
            rate,
            100,
            loss=lambda p, x=x: mean_squared_error(x, price, *p),
        )
        live.set(w=w, b=b, step=100, **{control: rate})
        _line, ax_map, _end, ax_loss = live.figure.axes
        path = next(line for line in ax_map.lines if line.get_color() == color)
        points = [scaling.to_original_units(*p) if x is scaled else p for p in descent.points]
        shown = path.get_xydata()  # to where nothing moves any more, but for rounding
        np.testing.assert_allclose(shown, points[: len(shown)], rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(shown[-1], points[-1], rtol=1e-6)
        losses = next(line for line in ax_loss.lines if line.get_color() == color).get_ydata()
        np.testing.assert_allclose(losses, descent.losses[: len(shown)], rtol=1e-9)
    live.close()


def test_from_200_the_raw_descent_fails_and_the_standardised_one_does_not(houses):
    live = free(whole_descent(*houses))
    live.set(step=100)
    _first, raw, standardised, _slopes = live.sentence.text.split("\n")
    assert "R² = 0.364" in raw
    assert "R² = 0.621" in standardised
    live.set(b=0.0)
    assert "R² = 0.620" in live.sentence.text.split("\n")[1]
    live.close()


def test_arrow_keys_reach_each_behaviour_of_one_parameter(houses):
    area, price = houses
    live = free(learning_rate_on_one_parameter(area, price))
    curvature = 2 * np.mean(area**2)
    told = set()
    live.set(rate=live.controls["rate"].options[0][1])
    for share in range(1, 121):
        assert live.values()["rate"] * curvature == pytest.approx(share / 50)
        told.add(live.sentence.text.split("\n")[2].split(". ")[-1].split(":")[0])
        live.set(rate=stepped_value(live.controls["rate"], 1))
    assert {"A crawl", "One jump", "A zig-zag", "An endless bounce", "An explosion"} <= told
    live.close()


@pytest.mark.parametrize("share", [1, 15, 50, 86, 100, 120])
def test_the_tangent_has_the_slope_of_the_loss_and_the_arrow_goes_to_the_next_step(houses, share):
    area, price = houses
    live = free(learning_rate_on_one_parameter(area, price))
    rate = live.controls["rate"].options[share - 1][1]

    def slope_at(w):
        return mean_squared_error_gradient(area, price, w, 0.0)[0]

    points = gradient_descent(slope_at, 0.0, rate, 6).points
    axes = live.figure.axes[0]
    (tangent,) = (line for line in axes.lines if line.get_color() == SLOPE)
    (arrow,) = axes.patches
    for step in range(6):
        live.set(rate=rate, step=step)
        x, y = tangent.get_data()
        slope = slope_at(points[step])
        assert np.diff(y) / np.diff(x) == pytest.approx(slope, abs=1e-6)
        assert f"Step {step}:" in live.sentence.text
        assert abs(slope) < 1 or typeset(f"Slope {slope:.3g} ") in live.sentence.text
        if arrow.get_visible():
            ends = [point[0] for point in arrow._posA_posB]
            np.testing.assert_allclose(ends, points[step : step + 2], atol=1e-9)
    live.close()


@pytest.mark.parametrize("start", [(0.05, 50.0), (0.3, -150.0)])
def test_the_net_pulls_are_minus_half_the_slopes_and_vanish_at_the_best_line(houses, start):
    area, price = houses
    scaled, scaling = standardise(area)
    descent = gradient_descent(
        lambda p: np.array(mean_squared_error_gradient(scaled, price, *p)),
        np.array([start[0] * scaling.std, start[1] + start[0] * scaling.mean]),
        0.1,
        40,
    )
    live = free(houses_pull(area, price))
    for step in (0, 1, 7, 40):
        live.set(w=start[0], b=start[1], step=step)
        w, b = scaling.to_original_units(*descent.points[step])
        dL_dw, dL_db = mean_squared_error_gradient(area, price, w, b)
        for axes, slope in zip(live.figure.axes, (dL_db, dL_dw), strict=True):
            (arrow,) = (drawn for drawn in axes.patches if isinstance(drawn, FancyArrowPatch))
            if step < 40:
                (_x, foot), (_x, tip) = arrow._posA_posB
                assert tip - foot == pytest.approx(-slope / 2, rel=1e-6)
            assert arrow.get_visible() == (step < 40)
        assert typeset(f"{-dL_db / 2:+.3g} thousand $ (arrow") in live.sentence.text
        assert typeset(f"{-dL_dw / 2:+.3g} thousand $ ×") in live.sentence.text
    assert live.sentence.text.count("in balance") == 2
    live.close()


@pytest.mark.parametrize("line", [(0.05, 50.0), (0.14, 11.0), (0.3, 250.0)])
def test_the_squares_are_square_and_their_mean_is_the_loss(houses, line):
    live = free(fit_by_hand(*houses))
    live.canvas.draw()
    live.set(w=line[0], b=line[1], squares=True)
    ax_line = live.figure.axes[0]
    (squares,) = (drawn for drawn in ax_line.collections if isinstance(drawn, PolyCollection))
    areas = []
    for path in squares.get_paths():
        on_screen = ax_line.transData.transform(path.vertices[:4])
        width, height = np.ptp(on_screen, axis=0)
        assert width == pytest.approx(height)
        areas.append(np.ptp(path.vertices[:, 1]) ** 2)
    assert np.mean(areas) == pytest.approx(mean_squared_error(*houses, *line))
    live.close()


@pytest.mark.parametrize("line", [(0.05, 50.0), (0.14, 11.0), (0.06, 180.0)])
def test_the_arrow_on_the_map_goes_down_the_gradient(houses, line):
    live = free(fit_by_hand(*houses))
    live.set(w=line[0], b=line[1], downhill=True)
    (arrow,) = live.figure.axes[1].patches
    start, tip = np.array(arrow._posA_posB)
    slopes = np.array(mean_squared_error_gradient(*houses, *line))
    np.testing.assert_allclose(
        (tip - start) / np.linalg.norm(tip - start), -slopes / np.linalg.norm(slopes), rtol=1e-9
    )
    assert typeset(f"{-slopes[0]:+.3g} thousand $ ×") in live.sentence.text
    assert typeset(f"{-slopes[1]:+.3g} thousand $ for b") in live.sentence.text
    live.close()


def test_the_land_is_shown_with_a_verdict_and_a_nudge_tells_a_saddle_from_a_minimum():
    live = free(stopped_descent())
    (land,) = (axes for axes in live.figure.axes if "land" in axes.get_title())
    for case, (loss, *_rest) in CASES.items():
        live.set(case=case, verdict="")
        assert not land.collections
        live.set(verdict="minimum", nudge=True)
        assert land.collections
        (path,) = (line for line in land.lines if len(line.get_xdata()) > 1)
        end = path.get_xydata()[-1]
        after = float(re.search(r"it went to ([−\d.]+)\.", live.sentence.text)[1].replace("−", "-"))
        (star,) = (line for line in land.lines if line.get_marker() == "*")
        lowest = loss(star.get_xydata()[0])
        assert numerical_gradient(loss, star.get_xydata()[0]) == pytest.approx([0, 0], abs=1e-6)
        has_arrived = TRUTHS[case] == "minimum"
        assert (loss(end) == pytest.approx(lowest, abs=1e-3)) == has_arrived
        assert (after == pytest.approx(lowest, abs=1e-3)) == (TRUTHS[case] != "small rate")
    live.close()


def test_a_path_of_ones_own_is_drawn_beside_the_right_one_whatever_it_is(houses):
    area, price = houses

    def gradient_at(x):
        return lambda p: np.array(mean_squared_error_gradient(x, price, *p))

    def right(x, y, learning_rate, n_steps):
        return gradient_descent(gradient_at(x), np.zeros(2), learning_rate, n_steps).points

    def run_out(*case):
        raise SystemExit

    for descent, says in (
        (right, "Yours: w = "),
        (lambda *case: right(*case)[:-1], "Yours ends at step 29"),
        (lambda *case: right(*case)[:1], "Yours ends at step 0"),
        (lambda *case: ..., "no path yet"),
        (lambda *case: [(0, 0), ...], "no path yet"),
        (lambda *case: "w, b", "no path yet"),
        (lambda *case: right(*case) * np.nan, "no path yet"),
        (run_out, "no path yet"),
    ):
        live = your_path(descent, area, price)
        assert says in live.sentence.text
        (squares,) = (line for line in live.figure.axes[0].lines if line.get_marker() == "s")
        rate = 0.1
        np.testing.assert_allclose(squares.get_xydata(), right(area / 1000, price, rate, 30))
        assert f"α = {rate}" in live.sentence.text
        live.close()


UNUSUAL = {
    "an exact fit through 0": lambda x, y: (x, 0.1 * x),
    "an exact fit": lambda x, y: (x, 0.1 * x + 50),
    "one price": lambda x, y: (x, 0 * x + 300),
    "no price": lambda x, y: (x, 0 * x),
    "falling": lambda x, y: (x, 500 - 0.05 * x),
    "tiny units": lambda x, y: (1e-6 * x, 1e-6 * y),
    "huge units": lambda x, y: (1e6 * x, 1e6 * y),
    "a handful": lambda x, y: (x[:3], y[:3]),
    "two houses": lambda x, y: (x[:2], y[:2]),
    "debts": lambda x, y: (x, -y),
    "nearly one area": lambda x, y: (np.append(np.full(20, 1500.0), 1600.0), y[:21]),
    "whole numbers": lambda x, y: (x.astype(int), y.astype(int)),
}


FIGURES = fit_by_hand, houses_pull, learning_rate_on_one_parameter, whole_descent


@pytest.mark.parametrize("make", FIGURES)
@pytest.mark.parametrize("change", UNUSUAL.values(), ids=UNUSUAL)
def test_unusual_sales_make_no_warning_and_no_absurd_number(houses, make, change):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        live = free(make(*change(*houses)))
        for control in ("start", *live.controls):
            values = every_value(live.controls[control]) if control != "start" else []
            for value in [*values[:1], *values[-1:]]:
                live.set(**{control: value})
            check_state(live)
            assert not re.search(r"\d{5,}(\.\d+)? %", live.sentence.text), live.sentence.text
        live.canvas.draw()
        live.close()


BROKEN = {
    "area holds <U": lambda area, price: (area.astype(str), price),
    r"price \(87,\)": lambda area, price: (area, price[:-1]),
    r"area has shape \(88, 1\)": lambda area, price: (area[:, None], price),
    r"price\[3\] is nan": lambda area, price: (area, np.where(np.arange(88) == 3, np.nan, price)),
    "There are no samples": lambda area, price: (area[:0], price[:0]),
}


@pytest.mark.parametrize("make", FIGURES)
@pytest.mark.parametrize(("words", "change"), BROKEN.items(), ids=BROKEN)
def test_sales_that_are_no_numbers_are_named(houses, make, words, change):
    with pytest.raises(ValueError, match=words):
        make(*change(*houses))


def test_sales_may_be_lists(houses):
    for make in FIGURES:
        make(*map(list, houses)).close()


def test_a_way_of_no_length_has_no_shares(houses):
    live = free(whole_descent(houses[0], 0.1 * houses[0]))
    live.set(b=0.0)
    assert "of its way" not in live.sentence.text
    live.close()
    live = free(whole_descent(*houses))
    assert "The intercept has come" in live.sentence.text
    live.close()


def test_a_descent_that_ended_early_says_so_beside_the_step_that_was_asked_for(houses):
    live = free(whole_descent(*houses))
    live.set(rate_raw=1e-6, step=100)
    first, raw, _standardised, _slopes = live.sentence.text.split("\n")
    assert first.startswith("Step 100 of 100")
    assert re.search(r"Stopped at step \d+, before step 100", raw)
    live.close()


def test_the_predictions_come_out_as_the_text_says(houses):
    area, price = houses
    told = {}
    for make in (*FIGURES, lambda *_houses: stopped_descent()):
        live = make(area, price)
        while one := live.predictions.asked:
            told[one.name] = one.truth()
            live.predictions.card.done(commit=False)
            live.predictions.go_on()
        live.close()
    w, b = closed_form(area, price)
    np.testing.assert_allclose(
        told.pop("place_after_three_steps"), [(1 - 0.8**3) * w, 200 + (1 - 0.8**3) * (b - 200)]
    )
    losses = told.pop("loss_of_a_large_rate")
    assert (np.diff(losses) > 0).all()
    assert losses[[0, -1]] == pytest.approx([1, 3.2], abs=0.02)
    assert told == {
        "intercept_of_a_steeper_line": -1,
        "turn_of_a_large_house": 4,
        "rate_of_one_jump": "one jump",
        "rate_of_a_bounce": "endless bounce",
        "rate_above_the_limit": "grows",
        "descents_that_have_arrived": 1,
    }


def test_the_numbers_of_the_text_are_those_of_the_best_line(houses):
    area, price = houses
    line = closed_form(area, price)
    assert round(mean_squared_error(area, price, *line)) == 3955
    assert round(np.abs(price - predict(area, *line)).max()) == 235
    assert round(0.01 * area.mean()) == 20
