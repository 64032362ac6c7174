"""Live figures: pictures that answer a slider, a button or a dragged point within milliseconds.

An author draws once and writes one function that moves artists:

    live = LiveFigure(_("A tangent"))
    axes = live.subplots()
    x = np.linspace(-2, 2, 200)
    axes.plot(x, x**2)
    (tangent,) = axes.plot([], [])
    live.slider("a", _("point a"), -2, 2, value=1, step=0.01)
    live.drag(axes, x="a")

    @live.moves(tangent)
    def move(a):
        tangent.set_data(x, a**2 + 2 * a * (x - a))
        return _("At a = {a:.2f} the slope is {slope:.2f}.").format(a=a, slope=2 * a)

What `move` returns is the sentence under the figure: it says in words, with numbers and units,
what the figure shows at this moment.
"""

import math
from functools import cached_property, partial

import numpy as np
from IPython.display import display
from ipywidgets import Button, Checkbox
from matplotlib import rc_context
from matplotlib.figure import Figure

from course_utils.language import _
from course_utils.live import controls
from course_utils.live.canvas import BASE_DPI, LiveCanvas
from course_utils.live.page import build_box, display_scale, mime_bundles
from course_utils.live.prediction import Prediction, Predictions
from course_utils.live.sentence import Sentence, typeset
from course_utils.live.style import STYLE
from course_utils.live.widgets import close_widgets, one_at_a_time, replace_in_cell


class LiveFigure:
    """A figure with named controls; only what moves is drawn again.

    Parameters
    ----------
    title : str
        Shown above the controls; it is also the picture's accessible name.
    width, height : int
        Of the picture, in CSS pixels; a width of 890 leaves room for the projector's size.
    lines : int
        How many lines to keep free for the sentence.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
        What is drawn on. It belongs to no pyplot state.
    controls : dict of str to ipywidgets.Widget
        The named controls, in the order they were added.
    sentence : Sentence
        What the figure says at this moment.
    """

    def __init__(self, title, *, width=720, height=330, lines=2):
        self.title = title
        # A hair more than the quotient: Matplotlib cuts 1839.99… pixels down to 1839.
        size = [math.nextafter(pixels / BASE_DPI, math.inf) for pixels in (width, height)]
        self.figure = Figure(size)
        self.canvas = LiveCanvas(self.figure, self._on_event, label=title, scale=display_scale())
        self.sentence = Sentence(lines=lines)
        self.controls = {}
        self.predictions = Predictions(self)
        self.rows = []  # what is shown among the controls, named or not
        self.sweeps = {}  # for each play button the slider's name and a sweep's seconds
        self.drags = {}  # by the number of its area: which sliders follow the pointer along x and y
        self.put_back = {}  # by a control's name: which others go back to their start with it
        self.plans = []  # what is recorded for the static pages
        self.offers = {}  # and what is to be chosen there only: label and actions by name
        self._start = {}
        self._areas = []  # of the canvas: the axes of each, and what listens to the pointer there
        self._last_area = 0
        self._redraws = []
        self._resets = []
        self._move = None
        self._moving = ()
        self._undrawn = frozenset()  # the controls whose last change could not be drawn
        self._holding = False
        replace_in_cell(self)

    # What is drawn once

    def subplots(self, *args, **kwargs):
        """Return axes in the course's style; takes what `Figure.subplots` takes."""
        return self._in_style(self.figure.subplots, *args, **kwargs)

    def mosaic(self, *args, **kwargs):
        """Return a dict of axes in the course's style; takes what `subplot_mosaic` takes."""
        return self._in_style(self.figure.subplot_mosaic, *args, **kwargs)

    @one_at_a_time
    def _in_style(self, make, *args, **kwargs):
        with rc_context(STYLE):
            made = make(*args, **kwargs)
        for axes in self.figure.axes:
            # Ticks that a later draw adds: their looks must not depend on settings of that moment.
            axes.tick_params(grid_color=STYLE["grid.color"], labelsize=STYLE["font.size"])
        return made

    # What the reader moves

    def slider(
        self, name, label, low=None, high=None, *, value, step=None, values=None, readout=None
    ):
        """Add a slider from low to high, or one that steps through `values`.

        Parameters
        ----------
        name : str
            The name under which `move` receives the number.
        label : str
            What the reader sees, with its unit.
        low, high, step : int or float
            The range; integers throughout make an integer slider.
        value : int or float
            Where it starts.
        values : sequence of float, optional
            The numbers to step through, instead of a range.
        readout : str, optional
            A format such as ``".2f"`` for the number at the slider's end.
        """
        if values is not None:
            self.add(name, controls.make_value_slider(label, values, value, readout))
        elif None not in (low, high, step):
            self.add(name, controls.make_slider(label, low, high, value, step, readout))
        else:
            message = _("The slider {name!r} needs low, high and step, or values.")
            raise ValueError(message.format(name=name))

    def choice(self, name, label, options, *, value=None):
        """Add a choice among (text, value) pairs, of which the first is chosen at the start."""
        self.add(name, controls.make_choice(label, list(options), value))

    def toggle(self, name, label):
        """Add a check box, empty at the start."""
        self.add(name, Checkbox(description=label, indent=False))

    def button(self, label, action, icon=""):
        """Add a button that calls `action()`, then moves the figure; return it.

        Icons are Font Awesome's.
        """

        @one_at_a_time
        def press(_button):
            action()
            self.refresh()

        button = Button(description=label, icon=icon)
        button.on_click(press)
        self.place(button)
        return button

    def place(self, widget):
        """Show a widget among the controls that `move` need not know of."""
        self.rows.append(widget)

    def add(self, name, control):
        """Add any widget that has a `value` as the control `name`; ValueError if that is taken."""
        if name in self.controls:
            raise ValueError(_("This figure already has a control {name!r}.").format(name=name))
        self.controls[name] = control
        self._start[name] = control.value
        control.observe(partial(self._on_change, name=name), "value")
        self.place(control)
        return control

    def drag(self, axes, x=None, y=None):
        """Let the sliders named `x` and `y` follow the pointer, or the arrow keys, in `axes`."""
        kind = "free" if y else "sideways"
        self.drags[len(self._areas)] = x, y
        self.listen(axes, partial(self._follow, axes, (x, y)), kind)

    def puts_back(self, name, *others):
        """Put the controls `others` to their start whenever the reader moves the control `name`.

        For what would give the answer away at the next setting, such as a verdict.
        """
        self.put_back[name] = others

    def listen(self, axes, action, kind="free"):
        """Call `action(event)` for each press, move, release and arrow key in `axes`.

        The event is what `LiveCanvas` reports; its ``at`` is in figure pixels. Of a "stroke" each
        place counts, else only the latest. Where a drag is "sideways", a finger that goes up or
        down moves the page. "guess" is a "free" one that the static pages know. What is "turning"
        the browser turns by itself.
        """
        self._areas.append((axes, action))
        self.canvas.listen_to(axes, kind)

    def _on_event(self, event):
        area = event.get("area", self._last_area)
        if 0 <= area < len(self._areas) and controls.can_be_followed(event):
            self._last_area = area
            axes, action = self._areas[area]
            if not self.predictions.follow(axes, event):
                action(event)

    def _follow(self, axes, names, event):
        # A control that does nothing now is switched off, and follows no pointer either.
        names = [None if name and self.controls[name].disabled else name for name in names]
        if event["type"] == "key":
            axis, n_steps = controls.arrow_steps(event)
            if name := names[axis]:
                self.set(**{name: controls.stepped_value(self.controls[name], n_steps)})
            return
        point = axes.transData.inverted().transform(event["at"])
        nearest = {
            name: controls.nearest_value(self.controls[name], place)
            for name, place in zip(names, point, strict=True)
            if name
        }
        self.set(**nearest)

    # What moves

    def moves(self, *artists):
        """Register the function that moves `artists`; it receives every control by name.

        It sets the artists' data and returns the sentence. Add the controls first.
        """

        def register(move):
            for artist in artists:
                artist.set_animated(True)
            self._moving, self._move = artists, move
            self.refresh(self.controls)
            return move

        return register

    def redraws(self, *names, axes=None, layout=False):
        """Register a function called when one of these controls changes, before `move`.

        It may change anything in the figure (axis limits, contours), since all is drawn again:
        tens of milliseconds, not a few. It receives the controls named. Register it before `move`.
        Where only these `axes` change, the others are not drawn again; where it returns False,
        nothing has changed. With `layout`, all axes are placed anew as well: new limits may bring
        longer numbers.
        """

        def register(redraw):
            self._redraws.append((frozenset(names), redraw, axes, layout))
            return redraw

        return register

    def on_reset(self, forget):
        """Register a function that forgets what the figure has gathered; used by the reset.

        It is called with the controls as they stand, before they go back to their start.
        """
        self._resets.append(forget)

    @one_at_a_time
    def set(self, **values):
        """Set several controls at once: one frame, not one for each.

        A name that no control has, and a number that is NaN, change nothing; nor does a control
        that waits for a prediction.
        """
        waits = self.predictions.waits
        values = {name: value for name, value in values.items() if not waits(name)}
        if changed := self._assign(values):
            self.refresh(changed + self._return_others(changed, values))

    @one_at_a_time
    def reset(self):
        """Put every control back to where it started, or to where a prediction is asked."""
        asked = self.predictions.asked
        self.restart(asked.at if asked else {}, anew=bool(asked))

    @one_at_a_time
    def restart(self, values, *, anew=False):
        """Show these values, the other controls at their start, as if nothing had been before."""
        for forget in self._resets:
            forget()
        self.refresh(self._assign(self._start | values), anew=anew)

    def _assign(self, values):
        """Set controls without a frame for each; return the names of those that changed."""
        changed = []
        self._holding = True
        try:
            for name, value in values.items():
                control = self.controls.get(name)
                is_nan = value != value
                if control is not None and not is_nan and control.value != value:
                    control.value = value
                    changed.append(name)
        finally:
            self._holding = False
        return changed

    @one_at_a_time
    def _on_change(self, change, name):
        if self._holding or self._move is None:
            return
        is_nan = change["new"] != change["new"]  # no place on a slider
        if is_nan or self.predictions.waits(name):
            self._assign({name: change["old"]})
        else:
            self.refresh([name, *self._return_others([name])])

    def _return_others(self, changed, but=()):
        """Put back what goes back when these controls change; return the names of what did."""
        others = {other for name in changed for other in self.put_back.get(name, ())}
        return self._assign({other: self._start[other] for other in others.difference(but)})

    def values(self):
        """Return the controls' present values by name."""
        return {name: controls.value_of(control) for name, control in self.controls.items()}

    @one_at_a_time
    def refresh(self, changed=(), *, anew=False):
        """Move the artists: after a change of some controls, or of what no control knows of.

        Where what does not move has changed as well, all is drawn `anew`.
        """
        if self._move is None:  # not yet, or no more
            return
        self._undrawn |= set(changed)
        values = self.values()
        try:
            # A reader's formula may be as steep as numbers go; what is not finite is not drawn.
            with np.errstate(over="ignore", invalid="ignore"):
                redraws, known = self._redrawn(values)
                text = self._move(**values)
                self.canvas.moving = self.predictions.moving(self._moving, values)
                if anew:
                    self.canvas.draw(layout=any(layout for _axes, layout in redraws))
                elif redraws:
                    where, layouts = zip(*redraws, strict=True)
                    only = None if None in where else where
                    unmoved = self._undrawn <= known
                    self.canvas.draw(only=only, layout=any(layouts), unmoved=unmoved)
                else:
                    self.canvas.blit()
        except Exception as error:
            # In a live kernel nobody sees a traceback raised here: the figure has to say it.
            self.sentence.text = _("This setting could not be drawn. {error}").format(error=error)
            raise
        self._undrawn = frozenset()
        self.sentence.text = typeset(self.predictions.tell(text, values))

    def _redrawn(self, values):
        """Let redraw what has to; return the axes and the layout of each, and all its controls."""
        found, known = [], set()
        for names, redraw, axes, layout in self._redraws:
            due = names & self._undrawn
            if due and redraw(**{name: values[name] for name in names}) is not False:
                found.append((axes, layout))
                known |= names
        return found, known

    # What the reader guesses first

    def predict(self, name, question, **prediction):
        """Ask for a guess before the answer is seen; takes what `Prediction` takes.

        Its name is unique over the course. Call it after `moves`, up to three times: one question
        after the other is asked.
        """
        module = self._move.__module__
        self.predictions.add(Prediction(question, name=name, module=module, **prediction))

    # What the static pages show

    def record(self, *, gathers=None, **stops):
        """Say at which settings the static pages record the figure: a product of its controls.

        Without a plan all controls are recorded, at fewer and fewer stops the more there are. A
        second plan stands beside the first: a control that only one of them has puts those back to
        their start that only the other has.

        Parameters
        ----------
        gathers : str, optional
            The control along which the figure remembers what was before; else it forgets all
            before each setting.
        **stops : int, or the builtin `all`
            How many of each control's values are recorded, evenly spread.

        Raises
        ------
        ValueError
            If the figure has no control of one of these names.
        """
        for name in filter(None, [gathers, *stops]):
            if name not in self.controls | self.offers:
                raise ValueError(_("This figure has no control {name!r}.").format(name=name))
        self.plans.append((gathers, stops))

    def offer(self, name, label, actions):
        """Offer in the static pages a choice, in the place of what is done freely in the notebook.

        `actions` is a dict of text to function: each changes what no control knows of, the first to
        what it is at the start. ValueError if the name is taken.
        """
        if name in self.controls:
            raise ValueError(_("This figure already has a control {name!r}.").format(name=name))
        self.offers[name] = label, actions

    # What is displayed

    @cached_property
    def widget(self):
        """The widgets of the figure, in one box."""
        return build_box(self)

    def _ipython_display_(self):
        for bundle in mime_bundles(self):
            display(bundle, raw=True)

    @one_at_a_time
    def close(self):
        """Free the widgets, the artists and the drawings; whatever is set from now on is ignored.

        The figure itself may live on: IPython keeps in `Out` what a cell has shown.
        """
        if self.figure is None:
            return
        close_widgets(self.widget)
        self.canvas.forget()
        self.predictions.forget()
        self._move = self.figure = None
        self._moving = ()
        gathered = self.controls, self.rows, self._start, self._areas, self._redraws, self._resets
        gathered += self.sweeps, self.drags, self.plans, self.offers, self.put_back
        for each in gathered:
            each.clear()
        del self.widget
