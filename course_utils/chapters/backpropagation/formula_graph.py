"""Live figure: a typed formula as a graph, with the slopes that come back through it."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from course_utils.formulas import Formula, take_apart
from course_utils.language import _
from course_utils.live import LiveFigure, Number, add_formula, typeset
from course_utils.live.drawing.curve import written
from course_utils.live.style import MODEL, SLOPE

from .graph_drawing import add_text, box_texts, draw_box, draw_edge, place_box_texts, prepare_axes

VARIABLES = ("x", "y")
FORMULAS = ("x*y + max(x, y)", "(x + y)*x", "tanh(x - y)*y", "|x - y|")
MOST_STEPS = 5
NAMES = "abcdg"  # of the steps but the last one; e is Euler's number, and f the whole
WIDTH, HEIGHT = 880, 300  # of the graph, in pixels
HALF_WIDTH = 48  # of a box
FURTHEST = 240  # between the middles of neighbouring columns
BESIDE = 14  # how far from the middle of a box the first of two edges ends
LABEL = np.array([36, 7])  # half the room of an edge's label: across and up
SHARES = (0.34, 0.5, 0.66)  # of an edge, where its label may stand: first before it crosses others
STEEP_SHARES = (0.75, 0.5, 0.3)  # in their middle steep edges cross others


@dataclass(frozen=True)
class FormulaGraph:
    """The boxes of a formula by name, variables first and each step after those it needs.

    Attributes
    ----------
    steps : dict of str to Step
        Each step by its name.
    inputs : dict of str to tuple of str
        The names of the boxes that each box works on; none for a variable.
    """

    steps: dict
    inputs: dict

    @property
    def edges(self):
        """All edges as (start, end, place of the start among the inputs of the end)."""
        return [
            (start, end, k) for end, starts in self.inputs.items() for k, start in enumerate(starts)
        ]

    def values(self, point):
        """Return the value of each box; NaN where there is none."""
        values = {name: point[name] for name in self.inputs if name in point}
        for name, step in self.steps.items():
            values[name] = float(step.formula(*(values[start] for start in self.inputs[name])))
        return values

    def local_derivatives(self, values):
        """Return the derivative of each edge's end with respect to its start, by edge."""
        local = {}
        for start, end, k in self.edges:
            formula = self.steps[end].formula
            slope = formula.derivative(formula.variables[k])
            local[start, end, k] = float(slope(*(values[name] for name in self.inputs[end])))
        return local

    def pass_back(self, local):
        """Return what each edge carries back, and the slope of f at each box."""
        carried, slopes = {}, dict.fromkeys(self.inputs, 0.0)
        slopes[next(reversed(self.inputs))] = 1.0
        for end in reversed(self.inputs):
            for k, start in enumerate(self.inputs[end]):
                carried[start, end, k] = slopes[end] * local[start, end, k]
                slopes[start] += carried[start, end, k]
        return carried, slopes


def make_graph(formula):
    """Return the `FormulaGraph` of a formula, or None where it has no step or too many."""
    steps = take_apart(formula)
    if not 1 <= len(steps) <= MOST_STEPS:
        return None
    names = dict(zip(steps, NAMES, strict=False)) | {steps[-1]: "f"}
    inputs = {
        names[step]: tuple(part if isinstance(part, str) else names[part] for part in step.inputs)
        for step in steps
    }
    used = set().union(*inputs.values())
    variables = {name: () for name in formula.variables if name in used}
    return FormulaGraph({name: step for step, name in names.items()}, variables | inputs)


def formula_graph():
    """Show a typed formula as a graph, its values, and the slope of f at every box.

    Controls ``formula``, ``x`` and ``y``. First it asks for a slope that comes back by two ways.
    """
    live = LiveFigure(_("The graph of a formula"), width=890, height=310, lines=2)
    axes = live.subplots()
    prepare_axes(axes, WIDTH, HEIGHT)
    boxes = [box_texts(axes, SLOPE) for _box in range(MOST_STEPS + len(VARIABLES))]
    labels = [add_text(axes, 0, 0, MODEL, zorder=2) for _edge in range(2 * MOST_STEPS)]
    drawing = _Drawing(axes, boxes, labels)
    add_formula(live, "formula", FORMULAS, label="f(x, y) =", variables=VARIABLES)
    live.slider("x", "x", -5.0, 5.0, value=4.0, step=0.1)
    live.slider("y", "y", -5.0, 5.0, value=2.0, step=0.1)

    @live.redraws("formula")
    def draw_graph(formula):
        graph = make_graph(formula)
        drawing.draw(graph)
        for name in VARIABLES:
            live.controls[name].disabled = graph is None or name not in graph.inputs

    @live.moves(*(text for pair in boxes for text in pair), *labels)
    def move(formula, x, y):
        graph = drawing.graph
        if graph is None:
            return _why_not(formula)
        values = graph.values({"x": x, "y": y})
        local = graph.local_derivatives(values)
        carried, slopes = graph.pass_back(local)
        drawing.show(values, local, slopes)
        return _read(graph, values, local, carried, slopes)

    start = {"x": 4.0, "y": 2.0}
    graph = make_graph(Formula(FORMULAS[0], VARIABLES))
    live.predict(
        "slope_by_two_ways",
        _("f = x·y + max(x, y), at x = 4 and y = 2. What is the slope of f for x?"),
        guess=Number(0, 10, step=1),
        truth=lambda: graph.pass_back(graph.local_derivatives(graph.values(start)))[1]["x"],
        at={"formula": live.controls["formula"].value, **start},
        hides=[*(slope for _value, slope in boxes), *labels],
        says=_("The values have gone forward. No slope has come back yet."),
        because=_("The product hands back the other factor, 2, and max hands 1 to the larger."),
    )
    return live


class _Drawing:
    """A graph on its axes: what stays is drawn for each formula, the numbers for each point."""

    def __init__(self, axes, boxes, labels):
        self.graph = None
        self._axes, self._boxes, self._labels = axes, boxes, labels
        self._still = []

    def draw(self, graph):
        """Draw the boxes and edges of another graph, or none."""
        for artist in self._still:
            artist.remove()
        self.graph, self._still = graph, []
        for text in (*(text for pair in self._boxes for text in pair), *self._labels):
            text.set_text("")
        if graph is None:
            return
        places, ways = lay_out(graph)
        for name, texts in zip(graph.inputs, self._boxes, strict=False):
            formula = _box(graph, name) if name in graph.steps else name
            self._still += draw_box(self._axes, places[name], HALF_WIDTH, formula)
            place_box_texts(texts, places[name])
        for (edge, gap), label in zip(_gaps(ways).items(), self._labels, strict=False):
            self._still += draw_edge(self._axes, ways[edge], gap)
            label.set_position(np.mean(gap, axis=0) - (0, 4))

    def show(self, values, local, slopes):
        """Show the numbers at a point."""
        for name, (value, slope) in zip(self.graph.inputs, self._boxes, strict=False):
            value.set_text(_number(values[name]))
            slope.set_text(_number(slopes[name]))
        for edge, label in zip(self.graph.edges, self._labels, strict=False):
            label.set_text(f"× {_number(local[edge])}")


def lay_out(graph):
    """Return where each box stands, and for each edge the points that it passes.

    A box stands one column behind the last of its inputs. An edge over several columns has a place
    in each of them, so that it passes no box.
    """
    column = {}
    for name, inputs in graph.inputs.items():
        column[name] = 1 + max((column[start] for start in inputs), default=-1)
    columns = [[] for _column in range(max(column.values()) + 1)]
    before = {}  # for each box and each place of an edge what leads to it
    for name, inputs in graph.inputs.items():
        before[name] = []
        columns[column[name]].append(name)
        for start in inputs:
            at = [start, *((start, c) for c in range(column[start] + 1, column[name]))]
            for one, following in pairwise(at):
                if following not in before:
                    before[following] = [one]
                    columns[following[1]].append(following)
            before[name].append(at[-1])
    places = _place(columns, before)
    return {name: places[name] for name in graph.inputs}, _ways(graph, before, places)


def _place(columns, before):
    apart = min(FURTHEST, (WIDTH - 2 * HALF_WIDTH - 8) / max(1, len(columns) - 1))
    left = (WIDTH - apart * (len(columns) - 1)) / 2
    places = {}
    for number, items in enumerate(columns):
        if number:
            items.sort(key=lambda item: -np.mean([places[one][1] for one in before[item]]))
        for row, item in enumerate(items):
            places[item] = left + apart * number, HEIGHT * (1 - (row + 0.5) / len(items))
    return places


def _ways(graph, before, places):
    """Return the points of each edge; two that end at one box end one above the other."""
    ways = {}
    for start, end, k in graph.edges:
        (x, y), x_start = places[end], places[start][0]
        last = before[end][k]
        points = [places[last]]
        while last != start:
            (last,) = before[last]
            points.insert(0, places[last])
        heights = [places[one][1] for one in before[end]]
        rank = sum((height, -i) > (heights[k], -k) for i, height in enumerate(heights))
        beside = BESIDE * (1 - 2 * rank) if len(heights) == 2 else 0
        points[0] = x_start + HALF_WIDTH, points[0][1]
        ways[start, end, k] = [*points, (x - HALF_WIDTH, y + beside)]
    return ways


def _gaps(ways):
    """Return for each edge the two points between which its label stands, clear of the others."""
    gaps = {}
    for edge, points in ways.items():
        start, end = map(np.array, points[-2:])
        way = end - start
        is_steep = abs(way[1]) > abs(way[0])
        middles = [start + share * way for share in (STEEP_SHARES if is_steep else SHARES)]
        taken = [np.mean(gap, axis=0) for gap in gaps.values()]
        free = (at for at in middles if all((abs(at - one) >= 2 * LABEL).any() for one in taken))
        middle = next(free, middles[0])
        half = way * min(0.35, np.min(LABEL / np.maximum(abs(way), 1e-9)))
        gaps[edge] = middle - half, middle + half
    return gaps


def _pretty(rule, inputs):
    """Write a rule with the names of what it works on, in few letters."""
    for letter, name in zip("uv", inputs, strict=False):
        rule = re.sub(rf"\b{letter}\b", f"{{{name}}}", rule)
    rule = re.sub(r"[{}]", "", rule)
    for plain, sign in (("^2", "²"), ("^3", "³"), ("*", "·"), ("-", "−")):
        rule = rule.replace(plain, sign)
    return rule


def _number(value):
    return typeset(written(value, ".3g"))


def _why_not(formula):
    n_steps = len(take_apart(formula))
    if n_steps:
        text = _("This formula takes {n} steps. There is room for {most}: type a shorter one.")
        return text.format(n=n_steps, most=MOST_STEPS)
    return _("There is no step in this formula. Type one such as x*y.")


def _read(graph, values, local, carried, slopes):
    missing = [name for name in graph.steps if not np.isfinite(values[name])]
    if missing:
        return _("{box} has no value here.").format(box=_box(graph, missing[0]))
    corners = [end for (_start, end, _k), slope in local.items() if not np.isfinite(slope)]
    if corners:
        return _("{box} has no slope here.").format(box=_box(graph, corners[0]))
    text = _("f = {value}. One run back has found its slopes: {slopes}.")
    each = _("{slope} for {name}")
    found = [
        each.format(slope=_number(slopes[name]), name=name)
        for name in graph.inputs
        if name not in graph.steps
    ]
    line = text.format(value=_number(values["f"]), slopes=", ".join(found))
    uses = Counter(start for start, _end, _k in graph.edges)
    shared = [name for name in graph.inputs if uses[name] > 1]
    return "\n".join([line, *(_read_sum(name, carried, slopes) for name in shared[:1])])


def _read_sum(name, carried, slopes):
    shares = [_number(share) for (start, _end, _k), share in carried.items() if start == name]
    text = _("{name} is used {n} times, and what comes back adds up: {sum} = {total}.")
    total = " + ".join(f"({share})" if share.startswith("−") else share for share in shares)
    return text.format(name=name, n=len(shares), sum=total, total=_number(slopes[name]))


def _box(graph, name):
    return f"{name} = {_pretty(graph.steps[name].rule, graph.inputs[name])}"
