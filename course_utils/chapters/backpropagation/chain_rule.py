"""Live figure: the chain rule on a small graph: nudges go forward, and slopes come back."""

import math
from itertools import pairwise

import numpy as np
from matplotlib.collections import LineCollection

from course_utils.language import _
from course_utils.live import Choice, LiveFigure, typeset
from course_utils.live.style import MODEL, OTHER, PATH, SLOPE

from .graph_drawing import (
    HALF_HEIGHT,
    INK,
    add_text,
    box_texts,
    draw_box,
    draw_edge,
    outline,
    place_box_texts,
    prepare_axes,
)

# With these numbers each product comes out by hand, with the three decimals that are shown.
DATA = {"x": 1.5, "y": 1.0}
WEIGHTS = {"w₁": 0.5, "w₂": 1.2, "w₃": -0.25}
NUDGES = (0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
WIDTH, HEIGHT = 880, 320  # of the graph, in pixels

# How each value is computed, as it is written and with its numbers.
STEPS = {
    "a": ("tanh(w₁·x)", "tanh({w₁} · {x})"),
    "p": ("tanh(w₂·a)", "tanh({w₂} · {a})"),
    "q": ("tanh(w₃·a)", "tanh({w₃} · {a})"),
    "ŷ": ("p + q", "{p} + {q}"),
    "L": ("(ŷ − y)²", "({ŷ} − {y})²"),
}
# Edges in the order in which slopes go back, each after all those that lead out of its end, with
# the local derivative of each.
LOCAL = {
    ("ŷ", "L"): "2 · ({ŷ} − {y})",
    ("p", "ŷ"): "1",
    ("q", "ŷ"): "1",
    ("w₂", "p"): "(1 − {p}²) · {a}",
    ("a", "p"): "(1 − {p}²) · {w₂}",
    ("w₃", "q"): "(1 − {q}²) · {a}",
    ("a", "q"): "(1 − {q}²) · {w₃}",
    ("w₁", "a"): "(1 − {a}²) · {x}",
}
BACKWARD = tuple(LOCAL)


def _runs():
    """Return for each weight the values that a nudge of it reaches, in their order."""
    runs = {}
    for weight in WEIGHTS:
        reached = [weight]
        for name in STEPS:
            if any((start, name) in LOCAL for start in reached):
                reached.append(name)
        runs[weight] = reached[1:]
    return runs


RUNS = _runs()
# What each step of the figure is about: a value, a weight and a value, or an edge.
VALUES = list(STEPS)
NUDGED = [(weight, name) for weight, names in RUNS.items() for name in names]
N_FORWARD, N_NUDGED = len(VALUES), len(VALUES) + len(NUDGED)
N_STEPS = N_NUDGED + len(BACKWARD)


def compute_values(weights):
    """Return the value of every box, by name; `weights` has those of `WEIGHTS`."""
    a = math.tanh(weights["w₁"] * DATA["x"])
    p, q = math.tanh(weights["w₂"] * a), math.tanh(weights["w₃"] * a)
    values = {"a": a, "p": p, "q": q, "ŷ": p + q, "L": (p + q - DATA["y"]) ** 2}
    return DATA | weights | values


def compute_local_derivatives(values):
    """Return for each edge (start, end) the derivative of its end with respect to its start."""
    bend = {name: 1 - values[name] ** 2 for name in ("a", "p", "q")}  # the slope of tanh
    return {
        ("ŷ", "L"): 2 * (values["ŷ"] - values["y"]),
        ("p", "ŷ"): 1.0,
        ("q", "ŷ"): 1.0,
        ("w₂", "p"): bend["p"] * values["a"],
        ("a", "p"): bend["p"] * values["w₂"],
        ("w₃", "q"): bend["q"] * values["a"],
        ("a", "q"): bend["q"] * values["w₃"],
        ("w₁", "a"): bend["a"] * values["x"],
    }


def pass_back(local, n_edges=None, *, overwrites=False):
    """Return what the first edges carry back, and the slopes of L that have arrived.

    With `overwrites`, a second way to a value replaces what the first has brought: a mistake.
    """
    carried, slopes = {}, {"L": 1.0}
    for start, end in BACKWARD[:n_edges]:
        carried[start, end] = slopes[end] * local[start, end]
        before = 0.0 if overwrites else slopes.get(start, 0.0)
        slopes[start] = before + carried[start, end]
    return carried, slopes


def nudge_forward(weight, nudge):
    """Return every value after a nudge of one weight."""
    return compute_values(WEIGHTS | {weight: WEIGHTS[weight] + nudge})


def edges_passed(weight, name):
    """Return the edges that a nudge of `weight` has passed when it has arrived at a value."""
    names = [weight, *RUNS[weight]]
    reached = names[: names.index(name) + 1]
    return [edge for edge in reversed(BACKWARD) if set(edge) <= set(reached)]


def chain_rule():
    """Show values and nudges going forward through a graph, and the slopes that come back.

    Controls ``step``, ``nudge`` and ``mistake``. First it asks how the slopes of the steps make the
    slope of L.
    """
    live = LiveFigure(_("One edge at a time"), width=890, height=322, lines=2)
    graph = _Graph(live.subplots())
    values = compute_values(WEIGHTS)
    local = compute_local_derivatives(values)

    label = _("step: forward, nudges, back")
    live.slider("step", label, 0, N_STEPS, value=0, step=1)
    live.slider("nudge", _("nudge of a weight"), values=NUDGES, value=0.1)
    live.toggle("mistake", _("make a mistake on the way back"))

    @live.moves(*graph.moving)
    def move(step, nudge, mistake):
        carried, slopes = pass_back(local, max(0, step - N_NUDGED), overwrites=mistake)
        graph.show(step, nudge, values, local, carried, slopes)
        told = _read_step(step, nudge, values, local, carried, slopes, mistake)
        doubt = _("There is a mistake on the way back: which box does it spoil first?")
        return f"{told}\n{doubt}" if mistake else told

    def right_rule():
        ways = [["w₁", "a", middle, "ŷ", "L"] for middle in "pq"]
        steps = [[local[edge] for edge in pairwise(way)] for way in ways]
        results = sum(map(math.prod, steps)), math.prod(map(sum, steps)), sum(map(sum, steps))
        slope = pass_back(local)[1]["w₁"]
        return int(np.argmin(np.abs(np.subtract(results, slope))))

    rules = (
        _("multiply them along each way, then add the two ways"),
        _("add them along each way, then multiply the two ways"),
        _("add them all"),
    )
    live.predict(
        "slopes_along_two_ways",
        _(
            "w₁ acts on L by two ways, through p and through q. You know the slope of each step. "
            "How do you find the slope of L for w₁?"
        ),
        guess=Choice((rule, number) for number, rule in enumerate(rules)),
        truth=right_rule,
        at={"step": 0},
        hides=graph.legend,
        says=_("The graph is shown. No value has been computed yet."),
    )
    return live


# Where the boxes stand, and where the label of each edge begins or ends.
PLACES = {
    "x": (36, 160), "w₁": (150, 264), "a": (150, 160), "w₂": (434, 294), "p": (434, 224),
    "q": (434, 96), "w₃": (434, 26), "ŷ": (606, 160), "L": (806, 160), "y": (806, 264),
}  # fmt: skip
BESIDE = {
    ("w₁", "a"): (157, 207, "left"), ("a", "p"): (367, 233, "right"),
    ("a", "q"): (367, 79, "right"), ("w₂", "p"): (441, 255, "left"),
    ("w₃", "q"): (441, 57, "left"), ("p", "ŷ"): (532, 199, "left"),
    ("q", "ŷ"): (532, 113, "left"), ("ŷ", "L"): (702, 192, "center"),
}  # fmt: skip
SHARES = {("a", "p"): (367, 247, "right"), ("a", "q"): (367, 65, "right")}
EDGES = [("x", "a"), ("y", "L"), *BACKWARD]
ROWS = {"w₁": 82, "w₂": 66, "w₃": 50, "runs": 30, "edges": 14}  # of the table
COLUMNS = {"names": 728, "nudges": 790, "back": 862}


class _Graph:
    """The graph on its axes, with the table of what the two directions have brought."""

    def __init__(self, axes):
        prepare_axes(axes, WIDTH, HEIGHT)
        for edge in EDGES:
            draw_edge(axes, _ends(*edge))
        self._boxes = {}
        for name, place in PLACES.items():
            formula = f"{name} = {STEPS[name][0]}" if name in STEPS else name
            draw_box(axes, place, _half_width(name), formula)
            self._boxes[name] = box_texts(axes, SLOPE)
            place_box_texts(self._boxes[name], place)
        self._local = {edge: add_text(axes, x, y, MODEL, ha) for edge, (x, y, ha) in BESIDE.items()}
        self._shares = {
            edge: add_text(axes, x, y, SLOPE, ha) for edge, (x, y, ha) in SHARES.items()
        }
        self._table = {
            (row, column): add_text(axes, COLUMNS[column], y, color, "right")
            for row, y in ROWS.items()
            for column, color in (("nudges", OTHER), ("back", SLOPE))
        }
        self._trail = axes.add_collection(LineCollection([], linewidths=3, zorder=1.5))
        (self._mark,) = axes.plot([], [], color=PATH, linewidth=4, zorder=2.5)
        self.legend = [*_draw_legend(axes), *_draw_table(axes)]
        texts = [text for pair in self._boxes.values() for text in pair]
        texts += [*self._local.values(), *self._shares.values(), *self._table.values()]
        self.moving = [self._trail, self._mark, *texts]

    def show(self, step, nudge, values, local, carried, slopes):
        """Show what is known after so many steps, and mark what the last of them was about."""
        known = {*DATA, *WEIGHTS, *VALUES[:step]}
        changed, trail, colour = {}, [*carried], SLOPE
        if N_FORWARD < step <= N_NUDGED:
            weight, name = NUDGED[step - N_FORWARD - 1]
            trail, colour = edges_passed(weight, name), OTHER
            after = nudge_forward(weight, nudge)
            changed = {place: after[place] for place in {weight}.union(*trail)}
        for name, (value, slope) in self._boxes.items():
            value.set_text(_written(name, (values | changed)[name]) if name in known else "")
            slope.set_color(colour)
            if name in changed:
                slope.set_text(typeset(f"{changed[name] - values[name]:+.3g}"))
            else:
                slope.set_text(_signed(slopes[name]) if carried and name in slopes else "")
        for edge, text in self._local.items():
            text.set_text(_with_numbers(edge, values, local) if edge[1] in known else "")
        for edge, text in self._shares.items():
            text.set_text(_signed(carried[edge]) if edge in carried else "")
        self._trail.set_segments([_ends(*edge) for edge in trail])
        self._trail.set_color(colour)
        self._mark.set_data(*_outline(step))
        self._fill_table(step, nudge, values, carried, slopes)

    def _fill_table(self, step, nudge, values, carried, slopes):
        reached = NUDGED[: max(0, step - N_FORWARD)]
        done = [weight for weight, name in reached if name == "L"]
        n_edges = sum(len(edges_passed(weight, "L")) for weight in done)
        cells = {(weight, "nudges"): _signed(_measured(weight, nudge, values)) for weight in done}
        cells |= {
            (name, "back"): _signed(slope) for name, slope in slopes.items() if name in WEIGHTS
        }
        cells |= {("runs", "nudges"): len(done), ("edges", "nudges"): n_edges} if done else {}
        cells |= {("runs", "back"): 1, ("edges", "back"): len(carried)} if carried else {}
        for cell, text in self._table.items():
            text.set_text(str(cells.get(cell, "")))


def _draw_legend(axes):
    lines = {
        _("value"): INK,
        _("change that the nudge makes"): OTHER,
        _("× local derivative"): MODEL,
        _("slope of L, coming back"): SLOPE,
    }
    return [
        axes.text(4, 62 - 18 * row, text, color=color, fontsize=9)
        for row, (text, color) in enumerate(lines.items())
    ]


def _draw_table(axes):
    """Draw what stays of the table; return it."""
    names = {
        "w₁": _("slope of L for w₁"),
        "w₂": _("for w₂"),
        "w₃": _("for w₃"),
        "runs": _("runs"),
        "edges": _("edges passed"),
    }
    right = {"ha": "right", "fontsize": 9}
    texts = [
        axes.text(COLUMNS["names"], ROWS[row], text, color=INK, **right)
        for row, text in names.items()
    ]
    heads = {"nudges": (_("nudges"), OTHER), "back": (_("back"), SLOPE)}
    texts += [
        axes.text(COLUMNS[column], 102, text, color=color, **right)
        for column, (text, color) in heads.items()
    ]
    return texts


def _half_width(name):
    return 56 if name in STEPS else 32


def _ends(start, end):
    """Return where the edge between two boxes begins and ends."""
    (x, y), (x_end, y_end) = PLACES[start], PLACES[end]
    if x == x_end:
        down = math.copysign(HALF_HEIGHT, y - y_end)
        return [(x, y - down), (x_end, y_end + down)]
    return [(x + _half_width(start), y), (x_end - _half_width(end), y_end)]


def _outline(step):
    """Return the line that marks the box to which a step has brought something."""
    if step == 0:
        return [], []
    name = _arrived_at(step)
    return outline(PLACES[name], _half_width(name))


def _arrived_at(step):
    if step <= N_FORWARD:
        return VALUES[step - 1]
    if step <= N_NUDGED:
        return NUDGED[step - N_FORWARD - 1][1]
    return BACKWARD[step - N_NUDGED - 1][0]


def _written(name, value):
    """Write a value: what is given as it is given, what is computed with three decimals."""
    given = DATA | WEIGHTS
    return typeset(f"{value:g}" if given.get(name) == value else f"{value:.3f}")


def _signed(slope):
    return typeset(f"{slope:+.3f}")


def _in_numbers(formula, values):
    """Write a formula with its numbers; one that is squared has lost its sign, others keep it."""
    numbers = {name: _written(name, value) for name, value in values.items()}
    for name, number in numbers.items():
        formula = formula.replace(f"{{{name}}}²", f"{number.removeprefix('−')}²")
    signed = {
        name: f"({number})" if number.startswith("−") else number
        for name, number in numbers.items()
    }
    return formula.format(**signed)


def _with_numbers(edge, values, local):
    """Write the local derivative of an edge: its formula with numbers, and what they make."""
    formula = _in_numbers(LOCAL[edge], values)
    return formula if formula == "1" else typeset(f"{formula} = {local[edge]:.3f}")


def _measured(weight, nudge, values):
    """Return the slope of L that a nudge measures."""
    return (nudge_forward(weight, nudge)["L"] - values["L"]) / nudge


def _read_step(step, nudge, values, local, carried, slopes, mistake):
    if step == 0:
        text = _(
            "Move the first slider: {forward} steps forward, then a nudge of {nudge:g} goes from "
            "each weight to L, then {back} steps back."
        )
        return text.format(forward=N_FORWARD, nudge=nudge, back=len(BACKWARD))
    if step <= N_FORWARD:
        name = VALUES[step - 1]
        formula = _in_numbers(STEPS[name][1], values)
        text = _("Forward: {name} = {formula} = {value:.3f}.")
        return text.format(name=name, formula=formula, value=values[name])
    if step <= N_NUDGED:
        return _read_nudge(*NUDGED[step - N_FORWARD - 1], nudge, values)
    return _read_back(*BACKWARD[step - N_NUDGED - 1], values, local, carried, slopes, mistake)


def _read_nudge(weight, name, nudge, values):
    after = nudge_forward(weight, nudge)
    change = after[name] - values[name]
    text = _("A nudge of {weight} by {nudge:g} changes {name} from {before:.3f} to {after:.3f}.")
    told = text.format(
        weight=weight, nudge=nudge, name=name, before=values[name], after=after[name]
    )
    if name != "L":
        return told
    text = _(
        "L changes by {change:.5g}. This run has measured one slope: {change:.5g} / {nudge:g} = "
        "{slope:+.3f}."
    )
    rest = text.format(change=change, nudge=nudge, slope=_measured(weight, nudge, values))
    return f"{told}\n{rest}"


def _read_back(start, end, values, local, carried, slopes, mistake):
    text = _(
        "Back from {end} to {start}: upstream {upstream:+.3f}, times {local}, is {share:+.3f}."
    )
    told = text.format(
        start=start,
        end=end,
        upstream=slopes[end],
        local=_with_numbers((start, end), values, local),
        share=carried[start, end],
    )
    shares = [share for (name, _end), share in carried.items() if name == start]
    if mistake:
        text = _("{name} holds {slope:+.3f} now.")
        return f"{told} {text.format(name=start, slope=slopes[start])}"
    if len(shares) > 1:
        text = _("Two ways lead from {name} to L, so {name} gets the sum: {sum} = {total:.3f}.")
        total = " + ".join(f"{share:.3f}" for share in shares)
        return f"{told}\n{text.format(name=start, sum=total, total=slopes[start])}"
    if len(carried) < len(BACKWARD):
        return told
    n_edges = sum(len(edges_passed(weight, "L")) for weight in WEIGHTS)
    text = _("One run back passed {back} edges; the {runs} nudges passed {forward}.")
    rest = text.format(back=len(BACKWARD), runs=len(WEIGHTS), forward=n_edges)
    return f"{told}\n{rest}"
