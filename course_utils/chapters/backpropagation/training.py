"""Live figure: a network trains on made-up points while it is looked at."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, add_play
from course_utils.live.drawing.loss_map import grid_of
from course_utils.live.style import (
    BEST,
    CLASSES,
    HERE_MARKER,
    MODEL,
    MUTED,
    OTHER,
    PATH,
    SLOPE,
    SQUARES,
)
from course_utils.neural_network import make_network, softmax, train

from .toy_data import TASKS

N_FRAMES = 200
STEPS_A_FRAME = 10
MAX_LAYERS = 4
UNITS = [1, 2, 4, 8, 16]
REACH = 1.3
N_PIXELS = 48  # of the map, a side
EDGE = REACH * (1 - 1 / N_PIXELS)
# The middles of the map's pixels, of shape (N_PIXELS², 2).
PLACES = np.stack(grid_of((-EDGE, EDGE), (-EDGE, EDGE), N_PIXELS), axis=-1).reshape(-1, 2)
# What the suited starting weights are multiplied by.
STARTS = {"suited": 1.0, "small": 0.25, "zero": 0.0}
PLAY_INTERVAL = 25  # milliseconds
LOSS_LIMITS = (1e-4, 10.0)
NORM_LIMITS = (1e-6, 10.0)
RATES = [0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0]
NOW = {"marker": "o", "markersize": 5, "markevery": [-1]}  # marks where a line has got to
# From the first layer to the last.
LAYERS = [(SLOPE, "-"), (OTHER, "--"), (MODEL, "-."), (BEST, ":"), ("#333333", "-")]


def training():
    """Show what a network takes for which label, its loss, and each layer's gradient.

    Controls ``task``, ``activation``, ``start``, ``layers``, ``units``, ``rate`` and ``frame``;
    a button plays the training, another starts it from other random weights.
    """
    live = LiveFigure(_("A network learns"), width=890, height=320, lines=3)
    ax_map, ax_loss, ax_norms = live.subplots(1, 3, width_ratios=[1, 1, 1.15])
    image, dots = _draw_map(ax_map)
    curve, now = _draw_loss(ax_loss)
    norms = _draw_norms(ax_norms)

    tasks = {
        _("four corners (XOR)"): "xor",
        _("moons"): "moons",
        _("disc and ring"): "circles",
        _("spirals"): "spirals",
    }
    live.choice("task", _("points"), tasks.items())
    activations = ("tanh", "relu", "sigmoid")
    live.choice("activation", _("activation"), [(name, name) for name in activations])
    starts = {_("suited"): "suited", _("a quarter of that"): "small", _("all zero"): "zero"}
    live.choice("start", _("starting weights"), starts.items())
    depths = [(str(n), n) for n in range(1, MAX_LAYERS + 1)]
    live.choice("layers", _("hidden layers"), depths)
    live.slider("rate", _("learning rate α"), values=RATES, value=1.0)
    # After ten steps, so that every control is seen to make a difference.
    live.slider("frame", _("tens of steps"), 0, N_FRAMES, value=1, step=1)
    add_play(live, "frame", seconds=N_FRAMES * PLAY_INTERVAL / 1000, interval=PLAY_INTERVAL)
    dice = {"seed": 0}
    live.button(_("other random weights"), lambda: dice.update(seed=dice["seed"] + 1))
    live.on_reset(lambda: dice.update(seed=0))
    live.choice("units", _("units in each"), [(str(n), n) for n in UNITS], value=8)

    @live.moves(image, *dots, curve, now, *norms)
    def move(task, activation, start, layers, units, rate, frame):
        run = _run(task, activation, start, layers, units, rate, dice["seed"])
        history = run.history(frame)
        last = history[-1]
        image.set_data(last.map)
        for label, points in enumerate(dots):
            points.set_data(*run.X[run.y == label].T)
        steps = STEPS_A_FRAME * np.arange(len(history))
        curve.set_data(steps, [moment.loss for moment in history])
        now.set_data(steps[-1:], np.clip([last.loss], *LOSS_LIMITS))
        for layer, line in enumerate(norms):
            line.set_visible(layer <= layers)
            lengths = [m.norms[layer] for m in history] if layer <= layers else []
            line.set_data(steps[: len(lengths)], np.maximum(lengths, NORM_LIMITS[0]))
        first = _("Step {step}: loss {loss:.3g}; {right} of {all} points on the right side.")
        shown = {"step": steps[-1], "loss": last.loss, "right": last.n_right, "all": len(run.y)}
        second = _("Length of the gradient: first layer {first:.2g}, last layer {last:.2g}.")
        second = second.format(first=last.norms[0], last=last.norms[-1])
        return f"{first.format(**shown)}\n{second}\n{_verdict(run, history)}"

    return live


@dataclass(frozen=True)
class _Moment:
    """What can be seen of a training at one time."""

    map: np.ndarray  # the probability of class 1 at each place, 0 to 255
    loss: float
    n_right: int
    norms: np.ndarray


class _Run:
    """One training, computed as far as somebody has looked, and kept: going back is instant."""

    def __init__(self, task, activation, start, layers, units, rate, seed):
        self.X, self.y = TASKS[task]()
        self.start, self.units, self.rate = start, units, rate
        self._network = make_network([2, *[units] * layers, 2], activation, seed=seed)
        for values in self._network.parameters:
            values *= STARTS[start]
        n_steps = N_FRAMES * STEPS_A_FRAME
        self._epochs = train(self._network, self.X, self.y, learning_rate=rate, n_epochs=n_steps)
        self._moments = [self._look()]
        self.diverged = False

    def history(self, frame):
        """Return the moments up to a frame, or up to where the training diverged."""
        while len(self._moments) <= frame and not self.diverged:
            *_others, last = islice(self._epochs, STEPS_A_FRAME)
            self.diverged = last.diverged
            if not self.diverged:
                self._moments.append(self._look())
        return self._moments[: frame + 1]

    def _look(self):
        """See where the network stands; its gradient is taken at these very weights."""
        network = self._network
        scores = network.forward(self.X)
        loss = float(network.loss.forward(scores, self.y))
        n_right = int((scores.argmax(axis=1) == self.y).sum())
        network.backward(network.loss.backward())
        shares = softmax(network.predict(PLACES))[:, 1].reshape(N_PIXELS, N_PIXELS)
        pixels = np.round(255 * shares).astype(np.uint8)
        return _Moment(pixels, loss, n_right, network.gradient_norms)


@lru_cache(maxsize=64)
def _run(*settings):
    return _Run(*settings)


def _draw_map(axes):
    axes.set(title=_("which label where"), xlim=(-REACH, REACH), ylim=(-REACH, REACH))
    axes.set_aspect("equal", anchor="N")
    axes.grid(False)
    blank = np.zeros((N_PIXELS, N_PIXELS), np.uint8)
    image = axes.imshow(blank, CLASSES, vmin=0, vmax=255, interpolation="none", origin="lower")
    image.set_extent((-REACH, REACH, -REACH, REACH))
    look = {"markersize": 5, "markeredgecolor": "#222222"}
    circles, squares = axes.plot([], [], "o", [], [], "s", **look)
    circles.set_color(MODEL)
    squares.set_color(SQUARES)
    return image, (circles, squares)


def _draw_loss(axes):
    axes.axhline(np.log(2), color=MUTED, linestyle="--", linewidth=1)
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
    axes.annotate(_("guessing"), (1, np.log(2)), (-12, 3), ha="right", fontsize=9, **place)
    axes.set(title=_("loss"), xlabel=_("step"), yscale="log", ylim=LOSS_LIMITS)
    axes.set_xlim(-20, STEPS_A_FRAME * N_FRAMES + 20)
    (curve,) = axes.plot([], [], color=PATH)
    (now,) = axes.plot([], [], **HERE_MARKER, clip_on=False)
    return curve, now


def _draw_norms(axes):
    axes.set(title=_("length of each layer's gradient"), xlabel=_("step"), yscale="log")
    axes.set(xlim=(-20, STEPS_A_FRAME * N_FRAMES + 20), ylim=NORM_LIMITS)
    lines = [
        axes.plot([], [], linestyle=style, color=color, label=f"{number}", **NOW)[0]
        for number, (color, style) in enumerate(LAYERS, start=1)
    ]
    look = {"ncols": 5, "fontsize": 9, "columnspacing": 0.8, "handlelength": 1.5}
    axes.legend(loc="lower left", frameon=False, **look)
    return lines


def _verdict(run, history):
    """Say how it goes, and if it goes badly, why."""
    first, last = history[0], history[-1]
    if run.diverged and len(history) == len(run._moments):
        return _("Diverged: the learning rate {rate:g} is too large.").format(rate=run.rate)
    if last.n_right == len(run.y):
        return _("Every point is on the right side of the boundary.")
    if last.norms[0] == 0 and run.start == "zero":
        return _("No slope reaches the first layer: each way back is multiplied by a weight of 0.")
    if run.start == "zero":
        return _(
            "The units of a layer began alike and stay alike: together they do the work of one."
        )
    if last.norms[0] == 0:
        return _(
            "No slope reaches the first layer: somewhere on the way back every unit of a layer "
            "stands where its activation is flat, for every point."
        )
    if len(history) < 5:
        text = _("It has just begun. Press play for more steps at the rate {rate:g}.")
        return text.format(rate=run.rate)
    if last.loss > max(first.loss, np.log(2)) or _bounces(history):
        return _("The loss jumps up again and again: the learning rate is too large.")
    if last.loss > 0.9 * np.log(2) and first.norms[0] < 0.02 * first.norms[-1]:
        return _(
            "Slopes fade on the way back: at the start the first layer's was {times:.0f} times "
            "smaller than the last one's, and the loss hardly moves."
        ).format(times=first.norms[-1] / first.norms[0])
    if run.units == 1:
        return _("One unit bends the plane along one direction only. Give it more units.")
    return _("Still learning, or stuck: more steps, more units, or other random weights?")


def _bounces(history, n_frames=20):
    """Tell whether the loss rose about as often as it fell lately."""
    recent = [moment.loss for moment in history[-n_frames:]]
    rises = np.diff(recent) > 1e-3
    return len(recent) == n_frames and rises.mean() > 0.3
