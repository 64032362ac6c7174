"""A nudge through a chain and through a product: the numbers against SymPy and by hand."""

import re

import numpy as np
import pytest
import sympy as sp

from course_utils.chapters.derivative_intuition.nudging import PAIRS, rules_by_nudging
from figure_checks import free

X = sp.Symbol("x", real=True)


@pytest.fixture
def live():
    figure = free(rules_by_nudging())
    yield figure
    figure.close()


def numbers_in(text):
    return [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


@pytest.mark.parametrize("index", range(len(PAIRS)))
@pytest.mark.parametrize(("x", "dx"), [(0.4, -0.3), (1.0, 0.2), (1.6, 0.3), (1.3, -0.1)])
def test_chain_and_product_are_sympys(live, index, x, dx):
    pair = live.controls["pair"].options[index][1]
    live.set(pair=pair, x=x, nudge=dx)
    g, f = (formula.expression.subs(sp.Symbol("x"), X) for formula in pair)
    chain, product = f.subs(X, g), g * f
    told = float(sp.diff(chain, X).subs(X, x)) * dx
    change = [float(part.subs(X, x + dx) - part.subs(X, x)) for part in (g, chain, product)]
    first, second = live.sentence.text.split("\n")
    first, second = numbers_in(first), numbers_in(second)
    assert first[-3:] == pytest.approx([told, *change[:2]], rel=6e-3)
    assert second[-1] == pytest.approx(change[2], rel=6e-3)
    assert sum(second[:3]) == pytest.approx(change[2], abs=0.02)


def area(part):
    """Return a strip's area; it is negative where the strip is taken away."""
    (left, low), _corner, (right, high), *_rest = part.get_xy()
    return (right - left) * (high - low)


def test_the_drawn_parts_make_up_the_new_rectangle(live):
    parts = live.canvas.moving[-4:]
    for _text, pair in live.controls["pair"].options:
        for x, dx in [(0.4, -0.3), (1.6, 0.3)]:
            live.set(pair=pair, x=x, nudge=dx)
            g, f = pair
            whole = float(g(x + dx) * f(x + dx))
            assert sum(map(area, parts)) == pytest.approx(whole)


def test_the_chain_stays_clear_of_its_numbers_and_the_rectangle_of_its_key(live):
    _old, _new, stretches, _points, *factors = live.canvas.moving[:6]
    ax_chain, ax_product = live.figure.axes
    for _text, pair in live.controls["pair"].options:
        for x in (0.4, 1.0, 1.6):
            for dx in (-0.3, 0.3):
                live.set(pair=pair, x=x, nudge=dx)
                live.canvas.draw()
                ends = np.concatenate(stretches.get_segments())
                right = ax_chain.transData.transform(ends)[:, 0].max()
                assert all(right < text.get_window_extent().x0 for text in factors)
                key = ax_product.get_legend().get_window_extent()
                tops = [part.get_window_extent().y1 for part in live.canvas.moving[-4:]]
                assert max(tops) < key.y0
