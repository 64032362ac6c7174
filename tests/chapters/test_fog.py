"""The walk in the fog: the lands, the reader's steps, and what the rule does."""

import numpy as np
import pytest

from course_notebooks import IN_ENGLISH, read
from course_utils.chapters.derivative_intuition.fog import N_STEPS, RATES, in_the_fog
from course_utils.chapters.derivative_intuition.lands import LANDS, REACH
from course_utils.formulas import Formula

FORMULAS = {
    "A": "0.02(w^2 - 9)^2 + 0.25w + 2",
    "B": "1 + 4tanh((w - 2)/1.6)^2",
    "C": "0.5w + 3.5 + exp(-3(w + 4.4))",
    "D": "1 + 0.25(w - 0.5)^2",
}
WIDE = np.linspace(-REACH, REACH, 2001)


@pytest.fixture
def live():
    figure = in_the_fog()
    yield figure
    figure.close()


def press(live, key):
    live._on_event({"type": "key", "area": 0, "key": f"Arrow{key}", "large": False})


def place_in_land(live, w):
    return tuple(live.figure.axes[0].transData.transform((w, 1.0)))


@pytest.mark.parametrize("name", LANDS)
def test_each_land_has_the_slope_of_its_height_and_is_within_the_picture(name):
    land, formula = LANDS[name], Formula(FORMULAS[name], ("w",))
    np.testing.assert_allclose(land.height(WIDE), formula(WIDE))
    np.testing.assert_allclose(land.slope(WIDE), formula.derivative()(WIDE), atol=1e-12)
    assert land.height(WIDE).min() > 0
    assert land.height(WIDE).max() < 9
    assert abs(land.slope(land.lowest)) < 0.01
    assert not land.is_bottom(land.start)


def test_the_fog_hides_the_land_and_all_that_the_rule_does(live):
    fog, curve, descent, lowest = live.canvas.moving[:4]
    for land in LANDS:
        for rate in (RATES[0], RATES[-1]):
            live.set(land=land, rate=rate, lifted=False)
            assert fog.get_visible()
            assert not any(artist.get_visible() for artist in (curve, descent, lowest))
            assert "lowest height" not in live.sentence.text


def test_steps_go_by_the_arrow_keys_and_to_where_the_pointer_is_let_go(live):
    press(live, "Left")
    assert "Step 1: you stand at w = 3.60." in live.sentence.text
    press(live, "Up")
    press(live, "Right")
    assert "Step 2: you stand at w = 4.65." in live.sentence.text
    at = place_in_land(live, 2.65)
    live._on_event({"type": "press", "area": 0, "at": at})
    assert "Your next step is 2.00 long." in live.sentence.text
    live._on_event({"type": "release", "area": 0, "at": at})
    height, slope = (float(part(2.65)) for part in (LANDS["A"].height, LANDS["A"].slope))
    assert "Step 3: you stand at w = 2.65." in live.sentence.text
    assert f"Height {height:.2f}, slope −{-slope:.3g}." in live.sentence.text
    for _step in range(9):
        press(live, "Right")
    assert "you stand at w = 5.00." in live.sentence.text  # the land ends there
    assert f"Lowest so far: height {height:.2f} at w = 2.65, at step 3." in live.sentence.text
    live.set(lifted=True)
    assert f"Your lowest is {height:.2f}, at step 3." in live.sentence.text
    live.set(land="B", lifted=False)
    assert "Step 0: you stand at w = −2.50." in live.sentence.text


@pytest.mark.parametrize("land", LANDS)
def test_the_rule_walks_as_its_line_says(live, land):
    slope = Formula(FORMULAS[land], ("w",)).derivative()
    for rate in RATES:
        live.set(land=land, rate=rate, lifted=True)
        check_the_rule(live, LANDS[land], slope, rate)


def check_the_rule(live, land, slope, rate):
    """Require that each place follows from the one before, and that the sentence fits them."""
    inside, text = live.canvas.moving[2].get_xdata(), live.sentence.text
    assert inside[0] == land.start
    steps = inside - rate * slope(inside)
    np.testing.assert_allclose(inside[1:], steps[:-1], atol=1e-9)
    if len(inside) <= N_STEPS:
        assert abs(steps[-1]) > REACH
        assert f"Its step number {len(inside)} leaves the land." in text
    elif land.is_bottom(inside[-1]):
        settled = int(text.split("From step ")[1].split()[0])
        near = [land.is_bottom(w) for w in inside]
        assert all(near[settled:])
        assert not near[settled - 1]
    else:
        assert f"it stands at w = {inside[-1]:.2f},".replace("-", "−") in text


def test_the_chapter_says_of_each_land_what_its_rule_does(live):
    """The numbers of section 6."""
    for land, rate, says in [
        ("A", 0.1, "height 2.73"), ("A", 0.1, "The lowest height is 1.23"),
        ("A", 1.0, "From step 5 on"), ("B", 0.1, "After 40 steps it stands at w = −2.15"),
        ("B", 0.5, "From step 26 on"), ("C", 1.5, "From step 11 on"),
        ("C", 4.0, "Its step number 6 leaves the land."), ("D", 2.0, "From step 1 on"),
        ("D", 4.0, "After 40 steps it stands at w = −3.80"),
    ]:  # fmt: skip
        live.set(land=land, rate=rate, lifted=True)
        assert says in live.sentence.text, (land, rate)
    live.set(land="C", rate=4.0)
    assert live.canvas.moving[2].get_xdata()[-1] < -4.4  # on the wall


def test_the_land_written_in_the_chapter_is_the_figures():
    (path,) = (path for path in IN_ENGLISH if path.stem == "01_derivative_intuition")
    (cell,) = (cell for cell in read(path).cells if cell.id == "one-step")
    definition, use = cell.source.split("\n\n\n")
    space = {}
    exec(definition, space)
    np.testing.assert_allclose(space["land_a"](WIDE), LANDS["A"].height(WIDE))
    assert f"w, alpha = {LANDS['A'].start}, 0.1" in use
