"""A slope drawn by hand: the pen, and what is said of the drawing."""

import numpy as np
import pytest

from course_utils.chapters.derivative_intuition.draw_slope import REACH, draw_the_slope
from course_utils.chapters.derivative_intuition.drawn_slope import Sheet, compare
from course_utils.formulas import Formula

X = np.linspace(-2, 2, 401)


@pytest.fixture
def live():
    figure = draw_the_slope()
    figure.canvas.draw()
    yield figure
    figure.close()


def draw(live, places):
    """Draw as a pointer does that is reported at these places."""
    to_pixels = live.figure.axes[1].transData
    for number, place in enumerate(places):
        at = tuple(to_pixels.transform(place))
        live._on_event({"type": "move" if number else "press", "area": 0, "at": at})


def click(live, text):
    (button,) = (part for part in live.rows if getattr(part, "description", "") == text)
    button.click()


def test_the_pen_draws_in_both_directions_and_lifts():
    for ends in ([(-1.0, 2.0), (1.0, -2.0)], [(1.0, -2.0), (-1.0, 2.0)]):
        sheet = Sheet(X)
        sheet.draw_to(*ends[0], lift=True)
        sheet.draw_to(*ends[1])
        drawn = np.isfinite(sheet.y)
        np.testing.assert_allclose(X[drawn][[0, -1]], [-1, 1])
        np.testing.assert_allclose(sheet.y[drawn], -2 * X[drawn], atol=1e-12)
        assert sheet.share == pytest.approx(201 / 401)
    sheet.draw_to(1.5, 1.0, lift=True)
    assert np.isnan(sheet.y[X == 1.2]).all()
    sheet.draw_to(9.0, 1.0)
    assert sheet.pen == (2.0, 1.0)


@pytest.mark.parametrize("text", ["x^3/3 - x", "2exp(-x^2)", "sin(2x)", "x^2 - 1"])
def test_the_true_slope_is_found_right_and_each_change_of_it_is_named(text):
    true = Formula(text).derivative()(X)
    scale = np.abs(true).max()
    flat = [float(x) for x in X[:-1][np.diff(np.sign(true)) != 0]]
    right = compare(X, true, true, flat, scale)
    assert (right.wrong_sign, right.furthest, right.missed) == (None, None, ())
    assert len(right.found) == len(flat)
    turned = compare(X, -true, true, flat, scale)
    left, end = turned.wrong_sign
    inside = (left <= X) & (end >= X)
    assert (np.abs(2 * true[inside]) > 0.1 * scale).all()
    doubled = compare(X, 2 * true, true, flat, scale)
    assert doubled.wrong_sign is None
    x, drawn, found = doubled.furthest
    assert abs(found) == pytest.approx(scale)
    assert drawn == 2 * found
    assert found == true[np.abs(X - x).argmin()]
    raised = compare(X, np.abs(true) + 0.2 * scale, true, flat, scale)
    assert raised.missed == tuple(flat)
    half = np.where(flat[0] + 1 < X, true, np.nan)
    assert flat[0] not in compare(X, half, true, flat, scale).found


def test_the_slope_is_hidden_until_it_is_asked_for(live):
    _here, _drawing, true, _pen = live.canvas.moving
    for formula in ("sin(2x)", "x^3/3 - x"):
        live.controls["formula"].text.value = formula
        assert not true.get_visible()
        draw(live, [(-1.5, 1.0), (1.5, 1.0)])
        assert not true.get_visible()
        assert "The pen is at x = 1.50, slope 1.00. Drawn: 75 %" in live.sentence.text
        click(live, "show the true slope")
        assert true.get_visible()
        np.testing.assert_allclose(true.get_ydata(), Formula(formula).derivative()(X))
    assert (
        "Drawn: 75 % of the width. The sign is wrong from x = −0.99 to 0.99." in live.sentence.text
    )
    assert "Flat, but not in your drawing: x = −1.00, 1.00." in live.sentence.text
    click(live, "Clear")
    assert not true.get_visible()
    assert "Drawn: 0 %" in live.sentence.text


def test_a_right_drawing_is_called_right(live):
    slope = Formula("x^3/3 - x").derivative()
    draw(live, [(x, float(slope(x))) for x in np.linspace(-REACH, REACH, 41)])
    click(live, "show the true slope")
    assert live.sentence.text == (
        "Drawn: 100 % of the width. The sign is right all along.\n"
        "The sizes are right, as far as a hand can draw.\n"
        "Your drawing is zero where the curve is flat: x = −1.00, 1.00."
    )


def test_no_point_of_a_quick_stroke_is_lost(live):
    slope = Formula("x^3/3 - x").derivative()
    places = [(x, float(slope(x))) for x in np.linspace(-1.5, 1.5, 61)]
    at = list(map(tuple, live.figure.axes[1].transData.transform(places)))
    live._on_event({"type": "press", "area": 0, "at": at[0]})
    live._on_event({"type": "move", "area": 0, "at": at[-1], "path": at[1:]})
    drawn = live.canvas.moving[1].get_ydata()
    inside = np.isfinite(drawn)
    assert inside.sum() == 301
    np.testing.assert_allclose(drawn[inside], slope(X[inside]), atol=0.01)


def test_the_arrow_keys_draw(live):
    def press(key, n=1):
        for _time in range(n):
            live._on_event({"type": "key", "area": 0, "key": f"Arrow{key}", "large": False})

    top = live.figure.axes[1].get_ylim()[1]
    press("Up", 4)
    assert "Drawn: 0 %" in live.sentence.text
    press("Right", 10)
    press("Down", 8)
    press("Right")
    _here, drawing, _true, _pen = live.canvas.moving
    x, y = drawing.get_data()
    drawn = np.isfinite(y)
    assert (x[drawn][0], x[drawn][-1]) == pytest.approx((-2.0, -0.9))
    np.testing.assert_allclose(y[(x < -1.005)], 0.2 * top)
    assert y[drawn][-1] == pytest.approx(-0.2 * top)
