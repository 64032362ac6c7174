"""What a reader may guess: a choice, a number, a place in a picture, or a curve drawn by hand."""

import math
from typing import ClassVar

import numpy as np

from course_utils.language import _
from course_utils.live.controls import arrow_steps
from course_utils.live.sentence import typeset


class Guess:
    """One guess; `value` is None until there is one.

    Attributes
    ----------
    card : dict
        What a `Card` shows to take the guess: its traits ``options``, ``bounds`` or ``hint``.
    axes : matplotlib.axes.Axes or None
        Where the guess is drawn, as a line with the looks of `mark`.
    """

    axes = None
    mark: ClassVar = {"linestyle": ":", "linewidth": 2.5}
    value = None

    def take(self, answer):
        """Take what the card sends: the number of an option, or a number."""

    def follow(self, event):
        """Take a press, move, release or arrow key in `axes`, as `LiveCanvas` reports it."""

    def points(self):
        """Return the guess as x and y of the line that is drawn."""
        return [], []

    def written(self, value):
        """Return a guess, or the truth, in words."""
        return ""

    def off(self, truth):
        """Return how far off the guess is, from 0 for right to 1; None if none can say."""
        raise NotImplementedError

    def compared(self, truth):
        """Return the sentence that holds the guess against the truth."""
        said, true = self.written(self.value), self.written(truth)
        if said == true:
            return _("You said {guess}, and so it is.").format(guess=said)
        return _("You said {guess}; it is {truth}.").format(guess=said, truth=true)

    def told(self, truth):
        """Return the sentence for a reader who has not guessed."""
        return _("It is {truth}.").format(truth=self.written(truth))


class Choice(Guess):
    """A choice among (text, value) pairs."""

    def __init__(self, options):
        self.options = list(options)
        self.card = {"options": [text for text, _value in self.options]}

    def take(self, answer):
        """Take the number of an option."""
        self.value = self.options[answer][1]

    def written(self, value):
        """Return the text of the option that has this value."""
        (text,) = (text for text, known in self.options if known == value)
        return _("“{option}”").format(option=text)

    def off(self, truth):
        """Return 0 for right and 1 for wrong."""
        return float(self.value != truth)


class Number(Guess):
    """A number from low to high, with its unit.

    Parameters
    ----------
    low, high, step : int or float
        What can be guessed; it starts in the middle.
    unit : str
        What stands behind the number.
    form : str, optional
        A format such as ".2f" for the guess and the truth, if not that of the step.
    axes, line : optional
        Axes, and a function that returns the x and the y of the line that stands for a number.
    """

    def __init__(self, low, high, *, step, unit="", form=None, axes=None, line=None):
        self.low, self.high, self.unit = low, high, unit
        self.form = form or f".{max(0, math.ceil(-math.log10(step)))}f"
        self.axes, self.line = axes, line
        middle = low + step * round((high - low) / 2 / step)
        self.card = {"bounds": [low, high, step, middle]}

    def take(self, answer):
        """Take a number."""
        self.value = min(max(answer, self.low), self.high)

    def points(self):
        """Return the line that the author draws for the number."""
        return self.line(self.value) if self.line else super().points()

    def written(self, value):
        """Return a number with its unit, which in Korean follows without a space."""
        gap = "" if "가" <= self.unit[:1] <= "힣" else " "
        return typeset(f"{value:{self.form}}{gap}{self.unit}".strip())

    def off(self, truth):
        """Return the distance as a share of the range."""
        return min(1.0, abs(self.value - truth) / (self.high - self.low))


class Place(Guess):
    """A place in axes, pressed or reached by the arrow keys; its value is (x, y)."""

    mark: ClassVar = {"marker": "X", "markersize": 11, "linestyle": "none"}
    wording = "({x:.3g}, {y:.3g})"

    def __init__(self, axes):
        self.axes = axes
        self.card = {"hint": _("Press in the picture, or click it and use the arrow keys.")}

    def follow(self, event):
        """Go where the pointer is, or from the middle as the arrow keys say."""
        if event["type"] == "key":
            share = _shares(self.axes, self.value) if self.value else np.array([0.5, 0.5])
            axis, n_steps = arrow_steps(event)
            share[axis] += n_steps / 50
        else:
            share = self.axes.transAxes.inverted().transform(event["at"])
        self.value = tuple(_place(self.axes, np.clip(share, 0, 1)))

    def points(self):
        """Return the place."""
        x, y = self.value
        return [x], [y]

    def written(self, value):
        """Return the place as (x, y)."""
        return typeset(self.wording.format(**dict(zip("xy", value, strict=True))))

    def off(self, truth):
        """Return the distance as a share of the axes' diagonal."""
        apart = _shares(self.axes, self.value) - _shares(self.axes, truth)
        return min(1.0, float(np.hypot(*apart)) / math.sqrt(2))


class Curve(Guess):
    """Heights above given x, drawn with the pointer or one by one with the arrow keys.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where it is drawn.
    x : ndarray of shape (n_points,)
        The places, in rising order. The value is an array of as many heights.
    """

    mark: ClassVar = {"linestyle": ":", "linewidth": 2, "marker": "D", "markersize": 5}

    def __init__(self, axes, x):
        self.axes, self.x = axes, np.asarray(x, float)
        self.card = {
            "hint": _(
                "Draw in the picture. Or click it: ← and → choose a point, ↑ and ↓ move it, "
                "with Shift further."
            )
        }
        self.wording = _("point {n} of {all}: x = {x:.3g}, height {y:.3g}")
        self.comparison = _(
            "Your curve is off by {mean:.2g} on average, and by {most:.2g} at x = {x:.3g}."
        )
        self._chosen = len(self.x) // 2
        self._last = None  # where the pointer was

    def follow(self, event):
        """Draw on."""
        low, high = sorted(self.axes.get_ylim())
        if self.value is None:
            self.value = np.full(self.x.shape, (low + high) / 2)
        if event["type"] == "key":
            axis, n_steps = arrow_steps(event)
            if axis == 0:
                self._chosen = int(np.clip(self._chosen + n_steps, 0, len(self.x) - 1))
            else:
                self.value[self._chosen] += n_steps * (high - low) / 50
        else:
            here = self.axes.transData.inverted().transform(event["at"])
            self._draw_to(here, here if event["type"] == "press" else self._last)
        self.value = np.clip(self.value, low, high)

    def _draw_to(self, here, before):
        # A quick stroke passes points between two messages: they lie on the line between.
        (left, right) = sorted((here, here if before is None else before), key=lambda at: at[0])
        passed = (left[0] <= self.x) & (self.x <= right[0])
        self._chosen = int(np.argmin(np.abs(self.x - here[0])))
        passed[self._chosen] = True
        self.value[passed] = np.interp(self.x[passed], *zip(left, right, strict=True))
        self._last = here

    def points(self):
        """Return the curve."""
        return self.x, self.value

    def written(self, value):
        """Return the point that was moved last."""
        at = self._chosen
        numbers = {"n": at + 1, "all": len(self.x), "x": self.x[at], "y": value[at]}
        return typeset(self.wording.format(**numbers))

    def off(self, truth):
        """Return None: a curve that is wrong somewhere may be right in all other places."""

    def compared(self, truth):
        """Say how far off the curve is, and where it is furthest."""
        apart = np.abs(self.value - truth)
        worst = int(np.argmax(apart))
        numbers = {"mean": np.mean(apart), "most": apart[worst], "x": self.x[worst]}
        return typeset(self.comparison.format(**numbers))

    def told(self, truth):
        """Say nothing: the figure draws the curve."""
        return ""


def _shares(axes, place):
    """Return a place as shares of the axes' width and height."""
    return axes.transAxes.inverted().transform(axes.transData.transform(place))


def _place(axes, shares):
    return axes.transData.inverted().transform(axes.transAxes.transform(shares)).tolist()
