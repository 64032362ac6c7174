"""Live figure: a nudge of x, followed through a chain and through a product."""

import re
from dataclasses import dataclass

import numpy as np
from matplotlib.collections import LineCollection

from course_utils.formulas import Formula
from course_utils.language import _
from course_utils.live import Choice, LiveFigure, typeset
from course_utils.live.style import HERE_MARKER, LEVELS, MODEL, MUTED, OTHER, SLOPE

ROWS = np.array([2.0, 1.0, 0.0])  # where the number lines lie: of x, of g and of f
# Two functions: one after the other in the chain, side by side in the product.
PAIRS = (("x^2", "sin(x)"), ("2x", "x^2/4"), ("x^2", "exp(-x)"), ("3 - x", "x^2/4"))


@dataclass(frozen=True)
class Nudge:
    """What a function and its slope make of x and of a nudge."""

    before: float
    after: float
    slope: float

    @property
    def change(self):
        """How far the function's value moves."""
        return self.after - self.before


def nudge(formula, x, dx):
    """Return what a formula makes of the nudge from x to x + dx."""
    before, after = (float(value) for value in formula(np.array([x, x + dx])))
    return Nudge(before, after, float(formula.derivative()(x)))


def rules_by_nudging():
    """Show how a nudge of x is stretched by a chain, and how it widens a product's rectangle.

    Controls ``pair`` (of functions), ``x`` and ``nudge``; x can be dragged on its number line.
    First it asks what a chain makes of a nudge, and what becomes of the corner.
    """
    live = LiveFigure(_("Nudge x, and see what follows"), width=890, height=350, lines=3)
    ax_chain, ax_product = live.subplots(1, 2, width_ratios=[1.5, 1])
    paths, stretches, points, factors = _draw_chain(ax_chain)
    parts = _draw_product(ax_product)

    pairs = [(_pretty(f"g(x) = {g},  f(x) = {f}"), (Formula(g), Formula(f))) for g, f in PAIRS]
    live.choice("pair", _("functions"), pairs)
    live.slider("x", "x", 0.4, 1.6, value=1.0, step=0.02)
    live.slider("nudge", _("nudge"), -0.3, 0.3, value=0.2, step=0.01)
    live.drag(ax_chain, x="x")

    @live.redraws("pair", layout=True)
    def name_lines(pair):
        g, f = (formula.text for formula in pair)
        rows = ("x", f"g = {g}", "f = " + re.sub(r"\bx\b", "g", f))
        ax_chain.set_yticks(ROWS, [_pretty(row) for row in rows])

    @live.moves(*paths, stretches, points, *factors, *parts)
    def move(pair, x, nudge):
        inner, outer, v = _follow(pair, x, nudge)
        before, after = (x, inner.before, outer.before), (x + nudge, inner.after, outer.after)
        for path, places in zip(paths, (before, after), strict=True):
            path.set_data(places, ROWS)
        moved = [np.column_stack([ends, ROWS]) for ends in (before, after)]
        stretches.set_segments(np.stack(moved, axis=1))
        points.set_data(before, ROWS)
        for name, text, part in zip("gf", factors, (inner, outer), strict=True):
            text.set_text(typeset(f"{name}′ = {part.slope:.2f}"))
        _place_strips(parts, inner, v)
        return f"{_read_chain(x, nudge, inner, outer)}\n{_read_product(inner, v)}"

    pair, x, long, short = pairs[1][1], 1.5, 0.1, 0.01
    inner, outer, _v = _follow(pair, x, long)

    def corner(dx):
        u, _outer, v = _follow(pair, x, dx)
        return u.change * v.change

    factors_guessed = (outer.slope, inner.slope * outer.slope, inner.slope + outer.slope)
    question = _(
        "g stretches a nudge {g:g} times, and f what comes out {f:g} times. By about how much does "
        "a nudge of {dx:g} move f(g(x))?"
    )
    live.predict(
        "nudge_through_a_chain",
        question.format(g=inner.slope, f=outer.slope, dx=long),
        guess=Choice((f"{factor * long:.2f}", factor) for factor in factors_guessed),
        truth=lambda: min(factors_guessed, key=lambda factor: abs(factor * long - outer.change)),
        at={"pair": pair, "x": x, "nudge": long},
        hides=[stretches, paths[1]],
        says=_("The slopes stand on the right. What becomes of the nudge is hidden."),
        because=_("Slopes multiply: {g:g} × {f:g} × {dx:g}.").format(
            g=inner.slope, f=outer.slope, dx=long
        ),
    )
    left_over = {_("about a tenth"): 10, _("about a hundredth"): 100, _("all of it"): 1}
    question = _(
        "On the right the nudge is now {short:g}, not {long:g}: about a tenth of each strip is "
        "left. And of the corner between them?"
    )
    live.predict(
        "corner_of_a_product",
        question.format(short=short, long=long),
        guess=Choice(left_over.items()),
        truth=lambda: min(left_over.values(), key=lambda n: abs(n - corner(long) / corner(short))),
        at={"pair": pair, "x": x, "nudge": short},
        hides=parts[1:],
        says=_("The strips and the corner are hidden."),
    )
    return live


def _follow(pair, x, dx):
    """Return the nudges of g(x), of f at g(x), and of f(x)."""
    g, f = pair
    inner = nudge(g, x, dx)
    return inner, nudge(f, inner.before, inner.change), nudge(f, x, dx)


def _pretty(text):
    return text.replace("^2", "²").replace("-", "−")


def _draw_chain(axes):
    for row in ROWS:
        axes.axhline(row, color=MUTED, linewidth=1)
    axes.set(title=_("chain: f(g(x))"), xlim=(-0.7, 5.0), ylim=(-0.4, 2.4))
    axes.set_xticks(range(5))
    axes.spines["left"].set_visible(False)
    paths = [axes.plot([], [], color=MODEL, linestyle=style, linewidth=1.2)[0] for style in "-:"]
    stretches = axes.add_collection(LineCollection([], colors=SLOPE, linewidths=5))
    (points,) = axes.plot([], [], **(HERE_MARKER | {"markersize": 8}))
    # To the right of all values: no line comes here.
    factors = [axes.text(4.95, row, "", ha="right", va="center", fontsize=12) for row in (1.5, 0.5)]
    return paths, stretches, points, factors


def _draw_product(axes):
    axes.set(title=_("product: g(x) · f(x)"), xlim=(0, 4.0), ylim=(0, 1.3))
    axes.set(xlabel="g", ylabel="f")
    names = ("g · f", _("Δg · f"), _("g · Δf"), _("corner"))
    colours = (LEVELS, SLOPE, OTHER, "#222222")
    parts = []
    for name, colour in zip(names, colours, strict=True):
        strength = 0.25 if name == "g · f" else 0.75
        looks = {"facecolor": (colour, strength), "edgecolor": colour, "label": name}
        parts += axes.fill([0] * 4, [0] * 4, **looks)
    axes.legend(loc="upper right", frameon=False, ncols=2, handlelength=1, columnspacing=1)
    return parts


def _place_strips(parts, u, v):
    """Lay out the rectangle u × v, a strip for each side's change, and the corner of both."""
    corners = [
        (0, 0, u.before, v.before),
        (u.before, 0, u.after, v.before),
        (0, v.before, u.before, v.after),
        (u.before, v.before, u.after, v.after),
    ]
    for part, (left, low, right, high) in zip(parts, corners, strict=True):
        part.set_xy([(left, low), (right, low), (right, high), (left, high)])


def _read_chain(x, dx, inner, outer):
    first = _(
        "Chain: at x = {x:.2f} the slopes are g′ = {inner:.3g} and f′ = {outer:.3g}. A nudge of "
        "{dx:.2f} becomes about {inner:.3g} × {factor} × {dx:.2f} = {told:.3g}."
    )
    factor = f"({outer.slope:.3g})" if outer.slope < 0 else f"{outer.slope:.3g}"
    told = inner.slope * outer.slope * dx
    numbers = {"inner": inner.slope, "outer": outer.slope, "factor": factor, "told": told}
    first = first.format(x=x, dx=dx, **numbers)
    text = _("In truth g changes by {inner:.3g}, and f(g(x)) by {outer:.3g}.")
    return f"{first} {text.format(inner=inner.change, outer=outer.change)}"


def _read_product(u, v):
    text = _(
        "Product: Δg · f = {side:.3g} and g · Δf = {top:.3g}. With the corner, {corner:.2g}, the "
        "area changes by {all:.3g}."
    )
    side, top, corner = u.change * v.before, u.before * v.change, u.change * v.change
    return text.format(side=side, top=top, corner=corner, all=side + top + corner)
