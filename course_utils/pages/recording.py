"""Recorded live figures: each setting that a reader of the static pages can choose, drawn ahead.

A figure is put into every state of its plan (`LiveFigure.record`) by the very `move` that the
notebook uses. Written down are its draw calls, its sentence, and which controls are switched off.
Questions are recorded first, in the order in which they are asked: the picture that asks, each
guess with its mark and its answer, the picture that answers. player.js does the rest.
"""

import base64
import html
import io
import itertools
import math
from dataclasses import dataclass
from pathlib import Path

import ipywidgets as widgets
import numpy as np
from PIL import Image

from course_utils.formulas import Formula
from course_utils.language import _
from course_utils.live.canvas import SCRIPTS
from course_utils.live.controls import is_slider, nearest_value
from course_utils.live.formula_field import FormulaField
from course_utils.live.guesses import Curve
from course_utils.live.prediction import card_texts
from course_utils.live.sentence import typeset
from course_utils.pages.drawings import Drawings, Table, differences
from course_utils.pages.questions import answers_of

MOST_STATES = 2500  # of a figure without a plan
MOST_SETTINGS = 100  # at which a button is tried
STOPS = (201, 101, 61, 41, 31, 21, 15, 11, 9, 7, 5)  # of a slider in a figure without a plan
MARGIN = 20  # CSS pixels around what a picture holds, for what moves out of its axes
_LIVE = Path(__file__).parents[1] / "live"


@dataclass(frozen=True)
class Recorded:
    """A recorded figure.

    Parameters
    ----------
    script : str
        A classic script that hands the data to player.js; to be saved as ``figures/NAME.js``.
    html : str
        What stands in the page, also without JavaScript: title, picture, sentence, question.
    """

    script: str
    html: str


def record(live, name):
    """Record a live figure that has just been made.

    Parameters
    ----------
    live : LiveFigure
        It is left in no state in particular: close it.
    name : str
        Of the figure, unique in its page.

    Returns
    -------
    Recorded
    """
    page = _still(live, name)
    film = _Film(live)
    questions = film.ask_all()
    live.restart({}, anew=True)
    film.follow_buttons()
    sheets = [film.sheet(names, gathers=gathers) for gathers, names in film.plans]
    packed = film.packed(questions=questions, sheets=sheets)
    return Recorded(f'recorded("{name}", "{packed}");\n', page)


def page_script(*names):
    """Return these scripts behind what the notebook's widgets run, all in one function."""
    parts = (
        _widget_script("renderCanvas", *SCRIPTS),
        _widget_script("renderSentence", "sentence.js"),
        _widget_script("renderCard", "prediction.js"),
        *(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names),
    )
    return f"(() => {{\n{''.join(parts)}}})();\n"


def _widget_script(name, *files):
    """Return what a widget of the notebook runs, as a function of this name in a classic script."""
    text = "\n".join((_LIVE / file).read_text(encoding="utf-8") for file in files)
    return f"const {name} = (() => {{\n{text}return render;\n}})();\n".replace(_EXPORT, "")


_EXPORT = "export default { render };\n"


def player_style():
    """Return the style of the recorded figures in a page."""
    files = [_LIVE / f"{name}.css" for name in ("canvas", "sentence", "prediction")]
    files.append(Path(__file__).with_name("player.css"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def texts():
    """Return what player.js says, for the JSON element ``texts`` of a page."""
    return card_texts() | {
        "play": _("Play"),
        "pause": _("Pause"),
        "reset": _("Reset"),
        "look": _("Look at the figure."),
        "sideways": _("Turn the phone sideways: the picture gets larger."),
        "stacked": _(
            "On this narrow screen, what is called left stands on top, and right below it."
        ),
        "failed": _("This figure's recording could not be read."),
    }


class _Control:
    """A control and the stops at which it is recorded; what is only offered has no widget."""

    def __init__(self, name, widget, values, texts, label=""):
        self.name, self.widget = name, widget
        self.values, self.texts = values, texts
        self.label = label or widget.description
        self.start = 0  # the number of the value at which it starts
        self.stops = list(range(len(values)))  # the numbers of the values that are recorded

    def index(self, value):
        """Return the number of a value, or of the nearest one."""
        if value in self.values or not is_slider(self.widget):
            return self.values.index(value)
        return min(range(len(self.values)), key=lambda i: abs(self.values[i] - value))

    def keep(self, n, needed):
        """Keep `n` values, or all, evenly spread, and those that are needed."""
        if n is not all and n < len(self.values):
            spread = np.linspace(0, len(self.values) - 1, n).round().astype(int).tolist()
            self.stops = [self.start]
            self.add([self.values[i] for i in spread] + needed)

    def add(self, values):
        """Stop at these values too."""
        self.stops = sorted({*self.stops, *map(self.index, values)})

    def stop(self, value):
        """Return the number of the stop at a value."""
        return self.stops.index(self.index(value))

    def described(self):
        """Return what the page has to know of the control."""
        kind = "slider" if is_slider(self.widget) else _KINDS.get(type(self.widget), "choice")
        shown = {
            "name": self.name,
            "kind": kind,
            "label": self.label,
            "texts": [self.texts[i] for i in self.stops],
            "start": self.stops.index(self.start),
        }
        if is_slider(self.widget):
            shown["values"] = [float(self.values[i]) for i in self.stops]
        return shown


_KINDS = {widgets.Checkbox: "check", FormulaField: "formula"}


def _control(name, widget):
    """Return a control with all its values, or None if it is of an unknown kind."""
    if isinstance(widget, FormulaField):
        values = [Formula(choice, widget.variables) for choice in widget.choices]
        return _Control(name, widget, values, list(widget.choices), widget.text.description)
    if isinstance(widget, widgets.Checkbox):
        return _Control(name, widget, [False, True], ["", ""])
    if isinstance(widget, widgets.FloatSlider | widgets.IntSlider):
        n_steps = round((widget.max - widget.min) / widget.step)
        values = [nearest_value(widget, widget.min + i * widget.step) for i in range(n_steps + 1)]
        texts = [typeset(format(value, widget.readout_format)) for value in values]
        return _Control(name, widget, values, texts)
    if hasattr(widget, "options"):
        texts, values = zip(*widget.options, strict=True)
        return _Control(name, widget, list(values), list(texts))
    return None


class _Film:
    """The states of a figure, recorded."""

    def __init__(self, live):
        self._live = live
        self._drawings = Drawings()
        self._grounds, self._areas, self._sentences, self._off = Table(), [], Table(), Table()
        made = (_control(name, widget) for name, widget in live.controls.items())
        self._controls = {control.name: control for control in made if control}
        for name, control in self._controls.items():
            control.start = control.index(live._start[name])  # a question may have moved it
        for name, (label, actions) in live.offers.items():
            self._controls[name] = _Control(name, None, list(actions), list(actions), label)
        self._parts, self._cuts = Table(), []  # of the picture; the number of those of each ground
        self._layouts = {}  # the numbers of their parts
        self._jumping = []  # the buttons that set controls
        self.plans = self._choose_stops()

    # Which settings

    def _choose_stops(self):
        live, controls = self._live, self._controls
        needed = {
            name: [one.at[name] for one in live.predictions.all if name in one.at]
            for name in controls
        }
        plans = live.plans or self._usual_plans()
        self._planned = set().union(*(stops for _gathers, stops in plans))
        for name, control in controls.items():
            wanted = [stops[name] for _gathers, stops in plans if name in stops]
            most = all if all in wanted else max(wanted, default=1)
            control.keep(max(most, 2) if most is not all else all, needed[name])
        redrawn = set().union(*(redraw[0] for redraw in live._redraws))
        return [
            (gathers, sorted(stops, key=lambda name: (name == gathers, name not in redrawn)))
            for gathers, stops in plans
        ]

    def _usual_plans(self):
        """Return the whole product of the controls, or else of each with the one that is played."""
        sliders = {name for name, control in self._controls.items() if is_slider(control.widget)}
        others = dict.fromkeys(self._controls.keys() - sliders, all)
        for n in STOPS:
            stops = {name: n for name in self._controls if name in sliders}
            sizes = [min(n, len(self._controls[name].values)) for name in stops]
            sizes += [len(self._controls[name].values) for name in others]
            if math.prod(sizes) <= MOST_STATES:
                return [(None, others | stops)]
        played = [name for name, _seconds in self._live.sweeps.values()]
        main, *_rest = [*played, *sorted(sliders), *others]
        return [
            (None, {name: 21 if name in sliders else all, main: 21 if main in sliders else all})
            for name in self._controls
            if name != main
        ]

    # What is recorded

    def sheet(self, names, fixed=None, gathers=None):
        """Record the product of some controls, the others fixed or at their start."""
        live, fixed = self._live, fixed or {}
        chosen = [self._controls[name] for name in names]
        states, jumps = [], [[] for _button in self._jumping]
        for places in itertools.product(*(control.stops for control in chosen)):
            values = fixed | {
                control.name: control.values[place]
                for control, place in zip(chosen, places, strict=True)
            }
            if gathers and places[-1] != chosen[-1].stops[0]:
                live.set(**values)  # the last control is the one along which it gathers
            else:
                self._put(values)
            states.append(self._state())
            if not gathers:
                for targets, button in zip(jumps, self._jumping, strict=True):
                    self._put(values)
                    button.click()
                    targets.append(self._place(chosen, values | live.values()))
        columns = [differences(column) for column in zip(*states, strict=True)]
        states = dict(zip(_COLUMNS, columns, strict=True))
        return {"names": names, "states": states, "jumps": list(map(differences, jumps))}

    def _put(self, values):
        """Put the figure into a state as if nothing had been before."""
        live = self._live
        live.restart({name: value for name, value in values.items() if name in live.controls})
        for name in values.keys() & live.offers.keys():
            _label, actions = live.offers[name]
            actions[values[name]]()
            live.refresh()

    def _place(self, chosen, values):
        """Return the number of a state in the product of some controls."""
        place = 0
        for control in chosen:
            place = place * len(control.stops) + control.stop(values[control.name])
        return place

    def _state(self):
        live = self._live
        layers, frame = live.canvas.drawn
        numbers = tuple(map(self._drawings.number, layers))
        n_grounds = len(self._grounds.rows)
        ground = self._grounds.number((numbers, repr(live.canvas.areas)), numbers)
        if ground == n_grounds:
            self._areas.append(self._followed())
            self._cuts.append(self._cut())
        off = tuple(name for name, c in self._controls.items() if getattr(c.widget, "disabled", 0))
        moving = self._drawings.number(frame)
        return ground, moving, self._sentences.number(live.sentence.text), self._off.number(off)

    def _cut(self):
        """Return the number of the parts into which the picture may be cut as it is laid out."""
        canvas = self._live.canvas
        layout = tuple((*axes.bbox.bounds, axes.get_visible()) for axes in canvas.figure.axes)
        if layout not in self._layouts:
            parts = _parts(canvas)
            self._layouts[layout] = self._parts.number(repr(parts), parts)
        return self._layouts[layout]

    def _followed(self):
        """Return the areas of the picture that answer in a page, and which controls follow."""
        live, found = self._live, []
        for number, (rectangle, (axes, _action)) in enumerate(
            zip(live.canvas.areas, live._areas, strict=True)
        ):
            area = {"at": rectangle}
            if number in live.drags:
                area["ends"] = _ends(axes)
                area["follow"] = [
                    name if name in self._planned else None for name in live.drags[number]
                ]
            found.append(area)
        return found

    # What is asked first

    def ask_all(self):
        """Record each question, its guesses and its answer; leave the figure free."""
        predictions, asked = self._live.predictions, []
        while predictions.asked:
            asked.append(self._question())
            predictions.go_on()
        return asked

    def _question(self):
        predictions = self._live.predictions
        one, card = predictions.asked, predictions.card
        free = [name for name in one.free if name in self._planned]
        asking = self.sheet(free, one.at)
        guesses = [self._guess(answer) for answer in answers_of(card)]
        drawn = self._drawn_guess(one) if card.hint else None
        one.guess.value, one.told = None, ""
        self._live.reset()
        card.done(commit=False)
        skipped, one.told = one.told, ""  # told by the page, to whom it concerns
        answered = self.sheet(free, one.at) if predictions.asked else None
        return {
            "question": card.question,
            "options": card.options,
            "bounds": card.bounds,
            "hint": card.hint,
            "guesses": guesses,
            "drawn": drawn,
            "skipped": skipped,
            "at": one.at,
            "free": free,
            "asking": asking,
            "answered": answered,
        }

    def _guess(self, answer):
        """Return a guess in words, its answer, and the number of the drawing that marks it."""
        live = self._live
        one, card = live.predictions.asked, live.predictions.card
        card.take(answer)
        one.settle(commit=True)
        return card.guess, one.told, self._mark()

    def _mark(self):
        """Return the number of the drawing that marks the present guess."""
        live = self._live
        marks = live.predictions.moving((), live.values())
        return self._drawings.number(live.canvas.recorder.record(marks))

    def _drawn_guess(self, one):
        """Return what the page needs to take a guess made in the picture, as guesses.py does.

        The texts keep the places for their numbers; of the mark there is a drawing for each way in
        which its name stands.
        """
        guess, axes = one.guess, one.guess.axes
        is_curve = isinstance(guess, Curve)
        marks = []
        for share in itertools.product((0.25, 0.75), (0.5, 0.95)):
            x, y = axes.transData.inverted().transform(axes.transAxes.transform(share))
            guess.value = np.full(guess.x.shape, y) if is_curve else (x, y)
            marks.append(self._mark())
        written, card = guess.written, self._live.predictions.card
        guess.written = lambda value: guess.wording if value is guess.value else written(value)
        if is_curve:
            guess.compared = lambda _truth: guess.comparison
        card.tell()
        one.settle(commit=True)
        areas = enumerate(zip(self._live._areas, self._live.canvas.areas, strict=True))
        return {
            "area": next(n for n, (on, at) in areas if on[0] is axes and at[4] == "guess"),
            "ends": _ends(axes),
            "x": guess.x.tolist() if is_curve else None,
            "truth": np.asarray(one.truth()).tolist(),
            "said": card.guess,
            "told": one.told,
            "marks": marks,
        }

    # What a button does

    def follow_buttons(self):
        """Find the buttons that do nothing but set controls, and stop wherever they lead."""
        live = self._live
        choices = [c for c in self._controls.values() if c.widget and not is_slider(c.widget)]
        settings = list(itertools.product(*(control.values for control in choices)))
        for button in self._buttons():
            reached = []
            for values in settings[:MOST_SETTINGS]:
                live.restart({c.name: v for c, v in zip(choices, values, strict=True)})
                seen = [live.values()]
                while button.click() or live.values() not in seen:
                    seen.append(live.values())
                reached += seen[1:]
            if reached:
                self._jumping.append(button)
            for name in live.controls.keys() & self._controls.keys():
                self._controls[name].add([values[name] for values in reached])

    def _buttons(self):
        return [row for row in self._live.rows if type(row) is widgets.Button]

    # What only the notebook can do

    def left_out(self):
        """Return in words what the page cannot do."""
        live = self._live
        found = [
            _("“{button}”").format(button=b.description)
            for b in self._buttons()
            if b not in self._jumping
        ]
        if any(isinstance(control.widget, FormulaField) for control in self._controls.values()):
            found.append(_("a formula of your own"))
        kinds = {kind for n, (*_r, kind) in enumerate(live.canvas.areas) if n not in live.drags}
        if "stroke" in kinds:
            found.append(_("drawing in the picture"))
        elif "free" in kinds:
            found.append(_("pressing in the picture"))
        return _("Only in the notebook: {what}.").format(what=", ".join(found)) if found else ""

    def packed(self, questions, sheets):
        """Return everything as a text for player.js."""
        live = self._live
        for question in questions:  # now that all stops are known
            at = question["at"].items()
            known = [(self._controls[name], value) for name, value in at if name in self._planned]
            question["at"] = {control.name: control.stop(value) for control, value in known}
        return self._drawings.packed(
            live.canvas.recorder.table,
            title=live.title,
            size=live.canvas.size,
            parts=self._parts.rows,
            cuts=self._cuts,
            lines=live.sentence.lines,
            put_back=live.put_back,
            rows=[row for row in map(self._row, [*live.rows, *live.offers]) if row],
            more=self.left_out(),
            grounds=self._grounds.rows,
            areas=self._areas,
            sentences=self._sentences.rows,
            off=self._off.rows,
            questions=questions,
            sheets=sheets,
        )

    def _row(self, row):
        live = self._live
        if row in live.sweeps:
            name, seconds = live.sweeps[row]
            return {"kind": "play", "name": name, "seconds": seconds}
        if row in self._jumping:
            return {"kind": "button", "label": row.description, "jump": self._jumping.index(row)}
        for control in self._controls.values():
            if row in (control.widget, control.name) and control.name in self._planned:
                return control.described()
        return None


def _parts(canvas):
    """Return rows of rectangles into which a picture may be cut: left, top, right, bottom.

    Cuts go between the axes, and between them and a legend of the figure: level cuts first, then
    upright ones within each row.
    """
    figure, (width, height) = canvas.figure, canvas.size
    renderer = figure.canvas.get_renderer()
    boxes = []
    for part in [*figure.axes, *figure.legends]:
        # A surface cannot say how much room it takes; it draws within its axes.
        is_surface = getattr(part, "name", None) == "3d"
        box = part.bbox if is_surface else part.get_tightbbox(renderer)
        if box is not None:  # not hidden
            boxes.append((box.x0, height - box.y1, box.x1, height - box.y0))
    rows = []
    for top, bottom in itertools.pairwise(_cuts([box[1::2] for box in boxes], height)):
        spans = [box[::2] for box in boxes if top <= (box[1] + box[3]) / 2 < bottom]
        sides = itertools.pairwise(_cuts(spans, width))
        rows.append([[left, top, right, bottom] for left, right in sides])
    return rows


def _cuts(spans, end):
    """Return where spans can be parted: before the first, in each gap and behind the last.

    A gap goes to the span before it, whose title may get longer as it moves.
    """
    lows, highs = map(np.array, zip(*sorted(spans), strict=True))
    reach = np.maximum.accumulate(highs)
    starts = lows[1:] - 1
    starts = starts[starts > reach[:-1]]
    cuts = [max(0, lows[0] - MARGIN), *starts, min(end, reach[-1] + MARGIN)]
    return [math.floor(cut) for cut in cuts]


_COLUMNS = ("grounds", "moving", "sentences", "off")


def _ends(axes):
    """Return for x and y where the axes begin and end, and whether their scale is logarithmic."""
    ends = (axes.get_xlim(), axes.get_xscale()), (axes.get_ylim(), axes.get_yscale())
    return [[*map(float, limits), scale == "log"] for limits, scale in ends]


def _still(live, name):
    """Return what stands in the page until the figure moves, and on paper."""
    picture = base64.b64encode(_small_png(live.canvas.png())).decode("ascii")
    asked = live.predictions.card if live.predictions.asked else None
    title, told = html.escape(live.title), html.escape(live.sentence.text)
    question = ""
    if asked:
        options = "".join(f"<li>{html.escape(text)}</li>" for text in asked.options)
        question = f'<p class="live-asked">{html.escape(asked.question)}</p>'
        question += f'<ul class="live-asked">{options}</ul>' if options else ""
    width, height = live.canvas.size
    return (
        f'<section class="live-figure" data-recorded="{name}" data-src="figures/{name}.js" '
        f'aria-label="{title}"><p class="live-title">{title}</p><div class="live-still">{question}'
        f'<img width="{width}" height="{height}" alt="{told}" '
        f'src="data:image/png;base64,{picture}"><p class="live-sentence">{told}</p></div></section>'
    )


def _small_png(png):
    """Return a picture with 64 colours, which are enough for a figure."""
    file = io.BytesIO()
    Image.open(io.BytesIO(png)).quantize(64, dither=Image.Dither.NONE).save(
        file, "png", optimize=True
    )
    return file.getvalue()
