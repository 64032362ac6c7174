"""Live figure: the chain rule at work on a small graph, one edge at a time."""

import math

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, typeset
from course_utils.live.style import HERE_MARKER, MODEL, MUTED, PATH, SLOPE

X, Y = 1.5, 1.0
WEIGHTS = {"w₁": 0.5, "w₂": 1.2, "w₃": -0.4}
NUDGE = 0.6
INK = "#222222"

# How each node is written, and where it stands.
NODES = {
    "x": ("x", 0.66, 2.0),
    "w₁": ("w₁", 0.66, 4.4),
    "a": ("a = tanh(w₁·x)", 3.3, 3.2),
    "w₂": ("w₂", 3.8, 5.6),
    "w₃": ("w₃", 3.8, 0.8),
    "p": ("p = tanh(w₂·a)", 6.4, 4.5),
    "q": ("q = tanh(w₃·a)", 6.4, 1.9),
    "ŷ": ("ŷ = p + q", 9.35, 3.2),
    "L": ("L = (ŷ − y)²", 12.55, 3.2),
}
FORWARD = ("a", "p", "q", "ŷ", "L")
# Edges in the order in which slopes go back: each after all those that lead out of its end.
BACKWARD = [("ŷ", "L"), ("p", "ŷ"), ("q", "ŷ"), ("w₂", "p")]
BACKWARD += [("a", "p"), ("w₃", "q"), ("a", "q"), ("w₁", "a")]
N_STEPS = len(FORWARD) + len(BACKWARD)


def compute_values(weights):
    """Return the value of every node, by name; `weights` has those of `WEIGHTS`."""
    a = math.tanh(weights["w₁"] * X)
    p, q = math.tanh(weights["w₂"] * a), math.tanh(weights["w₃"] * a)
    return {"x": X} | weights | {"a": a, "p": p, "q": q, "ŷ": p + q, "L": (p + q - Y) ** 2}


def compute_local_derivatives(values):
    """Return for each edge (start, end) the derivative of its end with respect to its start."""
    bend = {name: 1 - values[name] ** 2 for name in ("a", "p", "q")}  # the slope of tanh
    return {
        ("w₁", "a"): bend["a"] * values["x"],
        ("w₂", "p"): bend["p"] * values["a"],
        ("a", "p"): bend["p"] * values["w₂"],
        ("w₃", "q"): bend["q"] * values["a"],
        ("a", "q"): bend["q"] * values["w₃"],
        ("p", "ŷ"): 1.0,
        ("q", "ŷ"): 1.0,
        ("ŷ", "L"): 2 * (values["ŷ"] - Y),
    }


def pass_back(local, n_edges=None):
    """Return what the first edges carry back, and the slopes of L that have arrived."""
    carried, slopes = {}, {"L": 1.0}
    for start, end in BACKWARD[:n_edges]:
        carried[start, end] = slopes[end] * local[start, end]
        slopes[start] = slopes.get(start, 0.0) + carried[start, end]
    return carried, slopes


def chain_rule():
    """Show values going forward and slopes going back through a graph, and test one of the slopes.

    Controls ``step``, ``weight`` and ``nudge``; the nudge can be dragged.
    """
    live = LiveFigure(_("One edge at a time"), width=890, height=330, lines=3)
    ax_graph, ax_nudge = live.subplots(1, 2, width_ratios=[4.1, 1])
    graph = _Graph(ax_graph)
    values = compute_values(WEIGHTS)
    local = compute_local_derivatives(values)
    along = np.linspace(-NUDGE, NUDGE, 61)
    losses = {name: [_nudged(name, nudge) for nudge in along] for name in WEIGHTS}
    (curve,) = ax_nudge.plot([], [], color=MODEL)
    (tangent,) = ax_nudge.plot([], [], color=SLOPE, linestyle="--")
    (true,) = ax_nudge.plot([], [], **HERE_MARKER)
    (predicted,) = ax_nudge.plot([], [], "D", color=SLOPE, markersize=7)
    ax_nudge.set(title=_("L against the nudge"), xlabel=_("nudge"))
    ax_nudge.set_xlim(-1.08 * NUDGE, 1.08 * NUDGE)
    _carried, all_slopes = pass_back(local)
    # A prediction may lie below 0, where no loss does.
    lowest = min(values["L"] - NUDGE * abs(all_slopes[name]) for name in WEIGHTS)
    ax_nudge.set_ylim(1.1 * min(lowest, 0), 1.05 * max(map(max, losses.values())))

    live.slider("step", _("step: forward, then back"), 0, N_STEPS, value=0, step=1)
    live.choice("weight", _("nudge"), [(name, name) for name in WEIGHTS])
    live.slider("nudge", _("by how much"), -NUDGE, NUDGE, value=0.1, step=0.02)
    live.drag(ax_nudge, x="nudge")

    @live.moves(*graph.moving, curve, tangent, true, predicted)
    def move(step, weight, nudge):
        carried, slopes = pass_back(local, max(0, step - len(FORWARD)))
        graph.show(step, values, local, carried, slopes)
        curve.set_data(along, losses[weight])
        true.set_data([nudge], [_nudged(weight, nudge)])
        slope = slopes.get(weight, 0.0)
        tangent.set_data(along, values["L"] + slope * along)
        predicted.set_data([nudge], [values["L"] + slope * nudge])
        for artist in (tangent, predicted):
            artist.set_visible(weight in slopes)
        told = _read_step(step, values, local, carried, slopes)
        return f"{told}\n{_read_nudge(weight, nudge, slopes)}"

    return live


def _nudged(name, nudge):
    return compute_values(WEIGHTS | {name: WEIGHTS[name] + nudge})["L"]


class _Graph:
    """The graph on its axes: boxes and edges that stay, numbers that come and go."""

    def __init__(self, axes):
        axes.set(xlim=(0, 13.65), ylim=(0, 6.4))
        axes.axis("off")
        self._edges = {edge: _draw_edge(axes, *edge) for edge in BACKWARD}
        _draw_edge(axes, "x", "a")
        self._nodes = {name: _draw_node(axes, name) for name in NODES}
        (self._mark,) = axes.plot([], [], color=PATH, linewidth=4, zorder=1.5)
        axes.text(10.2, 1.1, _("value"), color=INK, fontsize=9)
        axes.text(10.2, 0.68, _("× local derivative"), color=MODEL, fontsize=9)
        axes.text(10.2, 0.26, _("slope of L, going back"), color=SLOPE, fontsize=9)
        pairs = [*self._edges.values(), *self._nodes.values()]
        self.moving = [self._mark, *(text for pair in pairs for text in pair)]

    def show(self, step, values, local, carried, slopes):
        """Show what is known after so many steps, and mark what the last of them was about."""
        known = {"x", *WEIGHTS, *FORWARD[:step]}
        going_back = step > len(FORWARD)
        for name, (value, slope) in self._nodes.items():
            value.set_text(typeset(f"{values[name]:.3f}") if name in known else "")
            slope.set_text(typeset(f"{slopes[name]:+.3f}") if going_back and name in slopes else "")
        for edge, (rate, share) in self._edges.items():
            rate.set_text(typeset(f"× {local[edge]:.2f}") if edge[1] in known else "")
            share.set_text(typeset(f"{carried[edge]:+.3f}") if edge in carried else "")
        self._mark.set_data(*_outline(step))


def _corners(name):
    """Return left, right, low and high of a node's box."""
    _text, x, y = NODES[name]
    width = 1.0 if name in FORWARD else 0.62
    return x - width, x + width, y - 0.55, y + 0.55


def _ends(start, end):
    """Return where the edge between two boxes begins and ends: its x and its y."""
    right, left = _corners(start)[1], _corners(end)[0]
    return [right, left], [NODES[start][2], NODES[end][2]]


def _box(name):
    left, right, low, high = _corners(name)
    return [left, right, right, left, left], [low, low, high, high, low]


def _outline(step):
    """Return the line that marks what a step was about: a box, and going back its edge too."""
    if step == 0:
        return [], []
    if step <= len(FORWARD):
        return _box(FORWARD[step - 1])
    start, end = BACKWARD[step - len(FORWARD) - 1]
    (x, x_end), (y, y_end) = _ends(start, end)
    left, right, low, high = _corners(start)
    return [x_end, x, right, left, left, right, x], [y_end, y, high, high, low, low, y]


def _draw_node(axes, name):
    """Draw a box with its formula; return the texts of its value and of its slope."""
    axes.fill(*_box(name), facecolor="white", edgecolor="#555555", linewidth=1, zorder=2)
    text, x, y = NODES[name]
    look = {"ha": "center", "va": "center", "zorder": 3}
    axes.text(x, y + 0.34, text, fontsize=9, **look)
    value = axes.text(x, y - 0.01, "", color=INK, **look)
    return value, axes.text(x, y - 0.36, "", color=SLOPE, fontweight="bold", **look)


def _draw_edge(axes, start, end):
    """Draw an edge; return the texts of its local derivative and of what it carries back."""
    x, y = _ends(start, end)
    arrow = {"arrowstyle": "-|>", "color": MUTED, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (x[1], y[1]), (x[0], y[0]), arrowprops=arrow, zorder=1)
    look = {"ha": "center", "fontsize": 9, "zorder": 2.5}
    look["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
    x, y = sum(x) / 2, sum(y) / 2
    rate = axes.text(x, y + 0.07, "", color=MODEL, va="bottom", **look)
    return rate, axes.text(x, y - 0.07, "", color=SLOPE, va="top", **look)


def _read_step(step, values, local, carried, slopes):
    if step == 0:
        return _("Move the first slider: five steps forward, then eight steps back.")
    if step <= len(FORWARD):
        name = FORWARD[step - 1]
        text = _("Forward: {formula} = {value:.3f}.")
        return text.format(formula=NODES[name][0], value=values[name])
    start, end = BACKWARD[step - len(FORWARD) - 1]
    text = _(
        "Back from {end} to {start}: upstream {upstream:+.3f}, times the local derivative "
        "{local:.3f}, is {share:+.3f}."
    )
    factors = {"upstream": slopes[end], "local": local[start, end]}
    line = text.format(start=start, end=end, share=carried[start, end], **factors)
    shares = [share for (name, _end), share in carried.items() if name == start]
    if len(shares) < 2:
        return line
    text = _("Two ways lead from {name} to L, so {name} gets the sum: {sum} = {total:+.3f}.")
    total = text.format(name=start, sum=" ".join(f"{s:+.3f}" for s in shares), total=sum(shares))
    return f"{line}\n{total}"


def _read_nudge(weight, nudge, slopes):
    if weight not in slopes:
        text = _("To predict what a nudge of {weight} does, step back until its slope is known.")
        return text.format(weight=weight)
    slope, true = slopes[weight], _nudged(weight, nudge) - _nudged(weight, 0.0)
    return _(
        "Nudge {weight} by {nudge:+.2f}: its slope {slope:+.3f} predicts that L changes by "
        "{predicted:+.4f}. It changes by {true:+.4f}."
    ).format(weight=weight, nudge=nudge, slope=slope, predicted=slope * nudge, true=true)
