"""Live figure: a network trains on made-up points while it is looked at."""

from functools import lru_cache

import numpy as np
from matplotlib.lines import Line2D

from course_utils.language import _
from course_utils.live import Choice, LiveFigure, add_play
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

from .network_drawing import MAX_LAYERS, NetworkDrawing
from .watched_training import N_PIXELS, N_STEPS, REACH, STRIDE, WRONG, WatchedTraining

UNITS = [1, 2, 4, 8]
PLAY_INTERVAL = 25  # milliseconds
LOSS_LIMITS = (1e-4, 10.0)
NORM_LIMITS = (1e-6, 10.0)
RATES = [0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0]
SMALL_RATE = 0.1  # the largest that may be told to be too small
NOW = {"marker": "o", "markersize": 4, "markevery": [-1]}  # marks where a line has got to
# From the first layer to the last.
LAYERS = [(SLOPE, "-"), (OTHER, "--"), (MODEL, "-."), (BEST, ":"), ("#333333", "-")]


def training():
    """Show a network's units, what it takes for which label, its loss, and its layers' gradients.

    Controls ``task``, ``activation``, ``start``, ``layers``, ``units``, ``way_back``, ``rate`` and
    ``step``; a button plays the training, another starts it from other random weights. First it
    asks how well a network learns whose way back forgets to add, and then which of four layers of
    sigmoids gets the smallest slopes.
    """
    live = LiveFigure(_("A network learns"), width=890, height=320, lines=3)
    axes = live.mosaic([["net", "map", "loss"], ["net", "map", "norms"]], width_ratios=[7, 5, 5])
    drawing = NetworkDrawing(axes["net"])
    image, dots = _draw_map(axes["map"])
    curve, now = _draw_loss(axes["loss"])
    norms = _draw_norms(axes["norms"])
    dice = _add_controls(live)

    live.redraws("layers", "units", axes=axes["net"])(drawing.lay_out)

    @live.redraws("layers", axes=axes["norms"])
    def name_layers(layers):
        look = {"loc": "lower left", "ncols": 5, "fontsize": 9, "frameon": False, "borderpad": 0}
        look |= {"columnspacing": 0.6, "handlelength": 1.5, "handletextpad": 0.4}
        named = [
            Line2D([], [], color=color, linestyle=style, label=f"{number}")
            for number, (color, style) in enumerate(LAYERS[: layers + 1], start=1)
        ]
        axes["norms"].legend(handles=named, **look)

    @live.moves(*drawing.moving, image, *dots, curve, now, *norms)
    def move(step, **settings):
        run = _run(*settings.values(), dice["seed"])
        history = run.history(step)
        view = run.view(len(history) - 1)
        drawing.show(view.units, history[-1].parameters, view.errors)
        image.set_data(view.map)
        for label, points in enumerate(dots):
            points.set_data(*run.X[run.y == label].T)
        steps = STRIDE * np.arange(len(history))
        losses = [moment.loss for moment in history]
        curve.set_data(steps, losses)
        now.set_data(steps[-1:], np.clip(losses[-1:], *LOSS_LIMITS))
        lengths = np.clip([moment.norms for moment in history], *NORM_LIMITS)
        for layer, line in enumerate(norms):
            there = layer <= settings["layers"]
            line.set_visible(there)
            line.set_data(steps if there else [], lengths[:, layer] if there else [])
        return _describe(run, history, view)

    _add_predictions(live, norms, [*drawing.moving, image, curve, now])
    return live


@lru_cache(maxsize=16)
def _run(*settings):
    return WatchedTraining(*settings)


def _add_controls(live):
    """Add the controls, in the order that `WatchedTraining` takes them; return the dice."""
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
    live.choice("units", _("units in each"), [(str(n), n) for n in UNITS], value=8)
    ways_back = {
        _("is right"): "right",
        _("forgets the activation's slope"): "slope",
        _("overwrites instead of adding"): "adding",
        _("does not average"): "mean",
    }
    live.choice("way_back", _("the way back"), ways_back.items())
    dice = {"seed": 0}
    live.button(_("other weights"), lambda: dice.update(seed=dice["seed"] + 1))
    live.on_reset(lambda: dice.update(seed=0))
    live.slider("rate", _("rate α"), values=RATES, value=1.0)
    # After ten steps, so that every control is seen to make a difference.
    live.slider("step", _("step"), 0, N_STEPS, value=STRIDE, step=STRIDE)
    seconds = N_STEPS / STRIDE * PLAY_INTERVAL / 1000
    add_play(live, "step", seconds=seconds, interval=PLAY_INTERVAL)
    return dice


def _add_predictions(live, norms, pictures):
    broken = {"task": "xor", "activation": "tanh", "start": "suited", "layers": 1, "units": 8}
    broken |= {"way_back": "adding", "rate": 1.0}
    shares = {_("about half, as by guessing"): 0.5, _("about three quarters"): 0.75, _("all"): 1.0}

    def reached():
        run = _run(*broken.values(), 0)
        share = run.view(len(run.history(N_STEPS)) - 1).n_right / len(run.y)
        return min(shares.values(), key=lambda known: abs(known - share))

    live.predict(
        "points_with_a_wrong_gradient",
        _(
            "One hidden layer at the four corners. Its way back is wrong: where it should add, it "
            "overwrites. How many points are on the right side after 2,000 steps?"
        ),
        guess=Choice(shares.items()),
        truth=reached,
        at=broken | {"step": N_STEPS},
        hides=[*pictures, *norms],
        says=_("The training with the wrong way back is over. Its result is hidden."),
    )
    sigmoids = broken | {"activation": "sigmoid", "layers": MAX_LAYERS, "way_back": "right"}
    layers = {_("the first"): 0, _("one in the middle"): MAX_LAYERS // 2, _("the last"): MAX_LAYERS}

    def shortest():
        least = int(np.argmin(_run(*sigmoids.values(), 0).history(0)[0].norms))
        return min(layers.values(), key=lambda layer: abs(layer - least))

    live.predict(
        "smallest_slopes",
        _(
            "Four hidden layers of sigmoids, before the first step. Which layer of weights gets "
            "the shortest gradient?"
        ),
        guess=Choice(layers.items()),
        truth=shortest,
        at=sigmoids | {"step": 0},
        hides=norms,
        says=_("The network stands at its random start. The gradients of its layers are hidden."),
    )


def _draw_map(axes):
    axes.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    axes.set_title(_("which label where"))
    axes.set_aspect("equal", anchor="N")
    axes.grid(False)
    blank = np.zeros((N_PIXELS, N_PIXELS), np.uint8)
    image = axes.imshow(blank, CLASSES, vmin=0, vmax=255, interpolation="none", origin="lower")
    image.set_extent((-REACH, REACH, -REACH, REACH))
    look = {"markersize": 5, "markeredgecolor": "#222222", "linestyle": "none"}
    dots = [
        axes.plot([], [], marker=marker, color=color, **look)[0]
        for marker, color in (("o", MODEL), ("s", SQUARES))
    ]
    key = [_("label 0"), _("label 1")]
    place = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.1), "frameon": False}
    axes.legend(dots, key, ncols=2, handletextpad=0.2, borderpad=0, **place)
    return image, dots


def _draw_loss(axes):
    axes.axhline(np.log(2), color=MUTED, linestyle="--", linewidth=1)
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
    axes.annotate(_("guessing"), (1, np.log(2)), (-4, 3), ha="right", fontsize=9, **place)
    axes.set(title=_("loss"), yscale="log", ylim=LOSS_LIMITS, yticks=[1e-4, 1e-2, 1])
    axes.set_xlim(-20, N_STEPS + 20)
    axes.tick_params(labelbottom=False)
    (curve,) = axes.plot([], [], color=PATH)
    (now,) = axes.plot([], [], **HERE_MARKER, clip_on=False)
    return curve, now


def _draw_norms(axes):
    axes.set(title=_("length of each layer's gradient"), xlabel=_("step"), yscale="log")
    axes.set(xlim=(-20, N_STEPS + 20), ylim=NORM_LIMITS, yticks=[1e-6, 1e-4, 1e-2, 1])
    return [axes.plot([], [], linestyle=style, color=color, **NOW)[0] for color, style in LAYERS]


def _describe(run, history, view):
    """Say where the training stands, what the gradient check finds, and how it goes."""
    last, number = history[-1], len(history) - 1
    shown = {"step": STRIDE * number, "loss": last.loss, "all": len(run.y)}
    if np.ptp(view.probabilities) < 1e-6:  # a count would be the label's that is more frequent
        first = _(
            "Step {step}: loss {loss:.3g}; label 1 has the probability {share:.2f} at every point."
        )
    else:
        first = _("Step {step}: loss {loss:.3g}; {right} of {all} points on the right side.")
    first = first.format(**shown, right=view.n_right, share=view.probabilities[0])
    second = _("Length of the gradient: first layer {first:.2g}, last layer {last:.2g}.")
    second = second.format(first=last.norms[0], last=last.norms[-1])
    return f"{first} {second}\n{_check(view.errors)}\n{_verdict(run, history, view)}"


def _check(errors):
    wrong = _("wrong ({error:.2f})")
    if (errors < WRONG).all():
        return _("Gradient check: every layer is right.")
    found = [wrong.format(error=error) if error >= WRONG else _("right") for error in errors]
    return _("Gradient check, from the first layer to the last: {found}.").format(
        found=", ".join(found)
    )


def _verdict(run, history, view):
    """Say how it goes, and if it goes badly, why."""
    first, last = history[0], history[-1]
    all_right = view.n_right == len(run.y)
    is_worse = last.loss > max(first.loss, np.log(2))
    if (view.errors >= WRONG).any():
        if all_right:
            return _("Every point is on the right side, although the gradient is wrong.")
        if is_worse:
            return _("The gradient is wrong, and the loss shows it. The check says where.")
        return _("The gradient is wrong. The loss alone does not tell: the check does.")
    if run.diverged and len(history) == run.n_moments:
        return _("Diverged: the learning rate {rate:g} is too large.").format(rate=run.rate)
    if all_right:
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
    if is_worse or _bounces(history):
        return _("The loss jumps up again and again: the learning rate is too large.")
    if last.loss > 0.9 * np.log(2) and first.norms[0] < 0.02 * first.norms[-1]:
        return _(
            "Slopes fade on the way back: at the start the first layer's was {times:.0f} times "
            "smaller than the last one's, and the loss hardly moves."
        ).format(times=first.norms[-1] / first.norms[0])
    if run.units == 1:
        return _("One unit bends the plane along one direction only. Give it more units.")
    fall, promised = _fall(run, history)
    if run.rate <= SMALL_RATE and fall > 0.99 * promised:
        return _(
            "The last {n} steps lowered the loss by {fall:.2g}, all that their slopes promised: at "
            "a larger rate it would take fewer steps."
        ).format(n=STRIDE, fall=fall)
    return _("Still learning, or stuck: more steps, more units, or other random weights?")


def _fall(run, history):
    """Return how far the loss fell from the last moment but one, and what the slopes promised."""
    before, now = history[-2:]
    squares = np.sum(before.norms**2 + now.norms**2) / 2
    return before.loss - now.loss, STRIDE * run.rate * squares


def _bounces(history, n_frames=20):
    """Tell whether the loss rose about as often as it fell lately."""
    recent = [moment.loss for moment in history[-n_frames:]]
    rises = np.diff(recent) > 1e-3
    return len(recent) == n_frames and rises.mean() > 0.3
