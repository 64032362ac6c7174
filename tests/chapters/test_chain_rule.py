"""The graph of section 1: its slopes against autograd, its numbers by hand, a mistake."""

import math
import re

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from course_utils.chapters.backpropagation.chain_rule import (
    DATA,
    LOCAL,
    N_FORWARD,
    N_NUDGED,
    N_STEPS,
    NUDGED,
    NUDGES,
    PLACES,
    RUNS,
    WEIGHTS,
    chain_rule,
    compute_local_derivatives,
    compute_values,
    nudge_forward,
    pass_back,
)
from figure_checks import free


@pytest.fixture(scope="module")
def made():
    figure = free(chain_rule())
    yield figure
    figure.close()


@pytest.fixture
def live(made):
    made.reset()
    return made


def told(live, step, **controls):
    """Return the sentence at a step, with minus signs that Python reads."""
    live.set(step=step, **controls)
    return live.sentence.text.replace("−", "-")


def by_hand(formula):
    """Compute a formula as it is written in a sentence."""
    formula = formula.replace("·", "*").replace("²", "**2")
    return eval(formula, {"__builtins__": {}, "tanh": math.tanh})


def test_the_graph_has_the_slopes_that_autograd_finds():
    def loss(weights):
        a = anp.tanh(weights[0] * DATA["x"])
        return (anp.tanh(weights[1] * a) + anp.tanh(weights[2] * a) - DATA["y"]) ** 2

    rng = np.random.default_rng(4)
    for weights in (list(WEIGHTS.values()), *rng.normal(size=(5, 3))):
        values = compute_values(dict(zip(WEIGHTS, map(float, weights), strict=True)))
        _carried, slopes = pass_back(compute_local_derivatives(values))
        found = [slopes[name] for name in WEIGHTS]
        np.testing.assert_allclose(found, autograd.grad(loss)(np.array(weights)), rtol=1e-12)


@pytest.mark.parametrize("step", range(1, N_FORWARD + 1))
def test_each_value_comes_out_by_hand_with_the_digits_shown(live, step):
    formula, value = re.fullmatch(r"Forward: \S+ = (.+) = (\S+)\.", told(live, step)).groups()
    assert f"{by_hand(formula):.3f}" == value


@pytest.mark.parametrize("step", range(N_NUDGED + 1, N_STEPS + 1))
def test_each_product_on_the_way_back_comes_out_by_hand_with_the_digits_shown(live, step):
    upstream, formula, local, share = re.match(
        r"Back .*: upstream (\S+), times (.+?)(?: = (\S+))?, is (\S+)\.", told(live, step)
    ).groups()
    assert f"{by_hand(formula):.3f}" == (local or "1.000")
    assert f"{float(upstream) * float(local or 1):+.3f}" == share
    sums = re.findall(r"sum: (.+) = (\S+)\.", told(live, step))
    assert [f"{by_hand(terms):.3f}" for terms, _sum in sums] == [total for _terms, total in sums]
    assert bool(sums) == (step == N_STEPS - 1)


@pytest.mark.parametrize("nudge", NUDGES)
def test_each_run_measures_the_slope_that_comes_back(live, nudge):
    slopes = pass_back(compute_local_derivatives(compute_values(WEIGHTS)))[1]
    for number, (weight, name) in enumerate(NUDGED, start=N_FORWARD + 1):
        if name == "L":
            text = told(live, number, nudge=nudge)
            change, divisor, quotient = re.search(r"slope: (\S+) / (\S+) = (\S+)\.", text).groups()
            assert f"{float(change) / float(divisor):+.3f}" == quotient
            assert float(quotient) == pytest.approx(slopes[weight], abs=nudge + 1e-3)


def test_the_picture_shows_each_change_of_a_nudge_where_it_has_arrived(live):
    changes = dict(zip(PLACES, live.canvas.moving[3::2], strict=False))
    for number, (weight, name) in enumerate(NUDGED, start=N_FORWARD + 1):
        live.set(step=number, nudge=0.2)
        before, after = compute_values(WEIGHTS), nudge_forward(weight, 0.2)
        way = [weight, *RUNS[weight]]
        arrived = way[: way.index(name) + 1]
        expected = {place: f"{after[place] - before[place]:+.3g}" for place in arrived}
        shown = {place: text.get_text() for place, text in changes.items() if text.get_text()}
        assert shown == {place: change.replace("-", "−") for place, change in expected.items()}


def test_the_second_way_back_overwrites_only_where_the_mistake_says(live):
    local = compute_local_derivatives(compute_values(WEIGHTS))
    carried, right = pass_back(local)
    _carried, wrong = pass_back(local, overwrites=True)
    assert {name for name in right if right[name] != wrong[name]} == {"a", "w₁"}
    assert wrong["a"] == carried["a", "q"]
    assert f"a holds {wrong['a']:+.3f} now" in told(live, N_STEPS - 1, mistake=True)
    assert np.sign(wrong["w₁"]) != np.sign(right["w₁"])


def test_nothing_is_drawn_over_the_edge_of_the_picture(live):
    live.set(step=N_STEPS)
    width, height = live.canvas.size
    for text in live.figure.axes[0].texts:
        if text.get_text():
            (left, low), (right, high) = text.get_window_extent().get_points()
            assert min(left, low) >= 0, text
            assert right <= width, text
            assert high <= height, text


def test_every_edge_of_a_run_and_of_the_way_back_is_counted(live):
    end = told(live, N_STEPS)
    n_nudged = sum(
        set(edge) <= {weight, *reached} for weight, reached in RUNS.items() for edge in LOCAL
    )
    assert f"passed {len(LOCAL)} edges; the 3 nudges passed {n_nudged}." in end
