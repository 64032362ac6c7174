"""Commit, then see: a figure asks for a guess, and shows the answer only after it.

In the figure's own file, after `@live.moves`:

    live.predict(
        "slope_at_one",
        _("How steep is the line at a = 1?"),
        guess=Number(-4, 4, step=0.5, axes=axes, line=lambda slope: (x, 1 + slope * (x - 1))),
        truth=lambda: 2 * 1.0,
        at={"a": 1.0},
        hides=[tangent],
        says=_("The point is at a = 1. The line that touches the curve there is hidden."),
    )

Until then the hidden artists are not drawn, the sentence is `says`, and the controls stay away.
"""

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import anywidget
import traitlets

from course_utils.language import _
from course_utils.live.guesses import Guess
from course_utils.live.sentence import typeset
from course_utils.live.style import GUESS
from course_utils.live.widgets import one_at_a_time, replace_in_cell
from course_utils.progress import record


@dataclass
class Prediction:
    """A question that is to be answered with a guess before the answer is shown.

    Parameters
    ----------
    question : str
        What is asked.
    guess : Guess
        What can be answered.
    truth : callable
        Returns the true answer, as a value of the guess.
    name : str
        Unique over the course.
    module : str
        The module that asks; by it a look back finds the guesses of its chapter.
    because : str
        What is told after the answer.
    told : str
        How the guess compares with the truth; empty until the reader has committed or skipped.
    at : dict
        The controls' values at which a figure asks. Whenever they stand there afterwards, the guess
        is drawn and the sentence begins with it. Without them it is always drawn, and told once.
    hides : iterable of matplotlib.artist.Artist
        What is not drawn until then: artists, or axes with all that moves in them.
    says : str
        The figure's sentence until then.
    free : iterable of str
        The controls that the reader may move before.
    """

    question: str
    guess: Guess
    truth: Callable
    name: str = ""
    module: str = ""
    because: str = ""
    at: dict = field(default_factory=dict)
    hides: Iterable = ()
    says: str = ""
    free: Iterable = ()

    told: str = field(default="", init=False)

    def __post_init__(self):
        self.question = typeset(self.question)

    def settle(self, commit):
        """Hold the guess against the truth, or tell the truth alone; write down how it went."""
        guess, truth = self.guess, self.truth()
        data = {"module": self.module, "question": self.question, "guess": None, "off": None}
        if commit:
            told = guess.compared(truth)
            data |= {"guess": typeset(told), "off": guess.off(truth)}
        else:
            guess.value, told = None, guess.told(truth)
        self.told = typeset(f"{told} {self.because}".strip())
        record("prediction", self.name, data)


class Card(anywidget.AnyWidget):
    """Asks one prediction at a time; what a cell shows that calls `predict`.

    Parameters
    ----------
    prediction : Prediction
        What is asked.
    on_guess, on_done : callable, optional
        Called without arguments when there is a guess, and when it is committed or skipped.
    on_next : callable, optional
        Called when the reader asks for the next question.
    """

    # The texts, not their paths, as in canvas.py.
    _esm = Path(__file__).with_name("prediction.js").read_text(encoding="utf-8")
    _css = Path(__file__).with_name("prediction.css").read_text(encoding="utf-8")
    question = traitlets.Unicode("").tag(sync=True)
    options = traitlets.List([]).tag(sync=True)
    bounds = traitlets.List([]).tag(sync=True)  # low, high, step and start of a number
    hint = traitlets.Unicode("").tag(sync=True)
    guess = traitlets.Unicode("").tag(sync=True)  # the present guess, in words
    verdict = traitlets.Unicode("").tag(sync=True)
    more = traitlets.Bool(False).tag(sync=True)  # whether another question waits
    hidden = traitlets.Bool(False).tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)

    def __init__(self, prediction, on_guess=None, on_done=None, on_next=None):
        super().__init__(texts=card_texts())
        self._on_guess, self._on_done, self._on_next = on_guess, on_done, on_next
        self.ask(prediction)
        self.on_msg(self._receive)

    def ask(self, prediction):
        """Show another question."""
        self.prediction = prediction
        empty = {"options": [], "bounds": [], "hint": "", "guess": "", "verdict": ""}
        card = empty | prediction.guess.card | {"question": prediction.question}
        with self.hold_sync():
            for name, value in card.items():
                setattr(self, name, value)

    @one_at_a_time
    def take(self, answer):
        """Take what was chosen on the card: the number of an option, or a number."""
        if not self.verdict:
            self.prediction.guess.take(answer)
            self.tell()

    def tell(self):
        """Put the present guess into words; Commit is there from now on."""
        guess = self.prediction.guess
        self.guess = _("Your guess: {guess}").format(guess=guess.written(guess.value))
        if self._on_guess:
            self._on_guess()

    @one_at_a_time
    def done(self, commit):
        """Show the answer, with the guess or without."""
        if self.verdict or (commit and not self.guess):
            return
        self.prediction.settle(commit)
        # In one message, after all those of the figure: then the keyboard can go to its controls.
        with self.hold_sync():
            if self._on_done:
                self._on_done()
            self.verdict = self.prediction.told or _("Look at the figure.")

    def _receive(self, _widget, message, _buffers):
        kind = message["type"]
        if kind == "guess":
            self.take(message["answer"])
        elif kind == "next":
            self._on_next()
        else:
            self.done(kind == "commit")

    def __repr__(self):
        return "\n".join([self.question, *(f"   ○ {option}" for option in self.options)])

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = super()._repr_mimebundle_()[0]
        page = f"<p><strong>{html.escape(self.question)}</strong></p>"
        if self.options:
            page += f"<ul>{''.join(f'<li>{html.escape(text)}</li>' for text in self.options)}</ul>"
        return bundle | {"text/html": page, "text/plain": repr(self)}


def ask_in_cell(prediction):
    """Return the card of a prediction that belongs to no figure."""
    card = Card(prediction)
    replace_in_cell(card)
    return card


class Predictions:
    """The predictions of a live figure, one after another.

    Attributes
    ----------
    card : Card or None
        Where they are asked, if there are any.
    """

    def __init__(self, live):
        self.card = None
        self._live = live
        self._all = []
        self._marks = []  # for each the artists that show its guess
        self._n_done = 0
        self._resting = False  # the answer is looked at, and the next question waits
        self._latest = None  # the prediction answered just now

    def add(self, prediction):
        """Ask one more."""
        if self.card is None:
            self.card = Card(prediction, self._live.refresh, self._answered, self.go_on)
            self._live.sentence.lines += 1
        self._all.append(prediction)
        self._marks.append(_mark(prediction.guess))
        if "hint" in prediction.guess.card:  # a guess that is made in the picture
            self._live.listen(prediction.guess.axes, lambda _event: None, "guess")
        self._ask()

    @property
    def all(self):
        """All predictions, in the order in which they are asked."""
        return tuple(self._all)

    @property
    def asked(self):
        """The prediction on the card, answered or not; None once the figure is free."""
        number = self._n_done - self._resting
        return self._all[number] if number < len(self._all) else None

    def waits(self, name):
        """Tell whether the control of this name stays away now."""
        return self.asked is not None and name not in self.asked.free

    def follow(self, axes, event):
        """Let the guess take an event of the pointer or the keyboard; tell whether it did."""
        if self.asked is None or self._resting or "hint" not in self.asked.guess.card:
            return False
        if event["type"] != "key" and axes is not self.asked.guess.axes:
            return False
        self.asked.guess.follow(event)
        self.card.tell()
        return True

    def tell(self, text, values):
        """Return what the sentence says now, where `text` is what it would say else.

        An answer is told again only beside the guess in the picture: no question stands there.
        """
        if self.asked:
            return self.asked.told or self.asked.says
        told = [
            one.told
            for one, marks in zip(self._all, self._marks, strict=True)
            if one is self._latest or (one.at and self._shows_guess(one, marks, values))
        ]
        self._latest = None
        return "\n".join(filter(None, [*told[-1:], text]))

    def moving(self, artists, values):
        """Return those of the moving artists that are to be seen, and the marks of the guesses."""
        hidden = self._hidden()
        seen = [artist for artist in artists if not {artist, artist.axes} & hidden]
        for one, marks in zip(self._all, self._marks, strict=True):
            if self._shows_guess(one, marks, values):
                _place(marks, *one.guess.points())
                seen += marks
        return seen

    def _shows_guess(self, one, marks, values):
        """Tell whether the guess of a prediction stands in the picture at these settings."""
        return marks and one.guess.value is not None and one.at.items() <= values.items()

    def show_all(self):
        """Skip all that have not been answered, and put the figure to its start."""
        if self.asked:
            while self.asked:
                self.card.done(commit=False)
                self.go_on()
            self._live.reset()

    def forget(self):
        """Drop the figure, and what was asked about it."""
        self._all, self._marks = [], []
        self.card = self._latest = None
        self._resting = False

    def _hidden(self):
        waiting = [one.hides for one in self._all[self._n_done :]]
        return set().union(*waiting) - set(self.asked.hides if self._resting else ())

    def _answered(self):
        self._latest = self.asked
        self._n_done += 1
        self._resting = self.card.more = self._n_done < len(self._all)
        self.card.hidden = not self._resting
        self._veil()
        self._live.refresh(anew=True)

    @one_at_a_time
    def go_on(self):
        """Ask the next question, once the answer to the one before has been looked at."""
        if self._resting:
            self._resting = False
            self._ask()

    def _ask(self):
        self.card.ask(self.asked)
        self._veil()
        self._live.reset()

    def _veil(self):
        """Hide what does not move, and the controls that wait; show what needs not."""
        hidden = self._hidden()
        for artist in set().union(*(one.hides for one in self._all)):
            artist.set_visible(artist not in hidden)
        controls = self._live.controls
        kept = [controls[name] for name in self.asked.free] if self.asked else self._live.rows
        for row in self._live.rows:
            row.layout.display = None if row in kept else "none"


def _mark(guess):
    """Return the artists that show a guess: a line, and its name beside it."""
    if guess.axes is None:
        return []
    (line,) = guess.axes.plot([], [], color=GUESS, zorder=6, animated=True, **guess.mark)
    name = guess.axes.annotate(
        _("your guess"),
        (0, 0),
        xytext=(0, 7),
        textcoords="offset points",
        color=GUESS,
        zorder=6,
        animated=True,
        # It often lies on the very curve that it is held against.
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.5},
    )
    for artist in (line, name):
        artist.set_in_layout(False)
    return [line, name]


def _place(marks, x, y):
    """Put a guess where it belongs, and its name beside the last of its points that is seen."""
    line, name = marks
    line.set_data(x, y)
    seen = [at for at in zip(x, y, strict=True) if line.axes.viewLim.contains(*at)]
    name.set_visible(bool(seen))
    if seen:
        name.xy = seen[-1]
        share = line.axes.transAxes.inverted().transform(line.axes.transData.transform(seen[-1]))
        name.set_horizontalalignment("right" if share[0] > 0.5 else "left")
        # Near the upper edge it goes below, or it would lie on the title.
        name.set_position((0, -16 if share[1] > 0.9 else 7))


def card_texts():
    """Return what a card says by itself."""
    return {
        "commit": _("Commit"),
        "skip": _("Just show me"),
        "next": _("Next question"),
        "goesOn": _("The text goes on when you have answered."),
    }
