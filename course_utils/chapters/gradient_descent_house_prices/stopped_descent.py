"""Live figure: a descent has stopped; the reader finds out whether it is finished."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, Number
from course_utils.live.drawing.loss_map import draw_loss_map
from course_utils.live.style import HERE_MARKER, MODEL, MUTED, OTHER, PATH, SLOPE
from course_utils.mathematics.derivatives import numerical_gradient, numerical_hessian
from course_utils.mathematics.gradient_descent import gradient_descent

N_STEPS = 60
N_MORE = 2000
NUDGE = 0.1  # in both parameters
OFFSETS = np.linspace(-1, 1, 81)  # how far the neighbours lie
LOSS_LIMITS = (-0.4, 4.6)


def _saddle(p):
    return 1 + p[0] ** 2 - 1.5 * p[1] ** 2 + 0.5 * p[1] ** 4


def _saddle_gradient(p):
    return np.array([2 * p[0], -3 * p[1] + 2 * p[1] ** 3])


def _bowl(p):
    return 1 + 0.5 * (p[0] - 1) ** 2 + 2 * (p[1] + 0.5) ** 2


def _bowl_gradient(p):
    return np.array([p[0] - 1, 4 * (p[1] + 0.5)])


def _pit(p):
    return 3 - 2 * np.exp(-(p[0] ** 2 + p[1] ** 2) / 2)


def _pit_gradient(p):
    return 2 * p * np.exp(-(p[0] ** 2 + p[1] ** 2) / 2)


# A loss of two parameters, its gradient, where a descent starts and at which rate; and a lowest
# point with the land around it.
NEAR = (-2.0, 2.0), (-2.0, 2.0)
CASES = {
    "A": (_saddle, _saddle_gradient, (1.5, 0.0), 0.1, (0.0, 1.5**0.5), NEAR),
    "B": (_bowl, _bowl_gradient, (-0.5, 0.5), 0.2, (1.0, -0.5), NEAR),
    "C": (_bowl, _bowl_gradient, (-0.5, 0.2), 2e-5, (1.0, -0.5), NEAR),
    "D": (_pit, _pit_gradient, (3.6, 2.0), 0.3, (0.0, 0.0), ((-1.5, 4.5), (-2.5, 3.5))),
}
TRUTHS = {"A": "saddle", "B": "minimum", "C": "small rate", "D": "plateau"}


def stopped_descent():
    """Show the flat end of a descent, evidence for the asking, and with a verdict the land.

    Controls ``case``, ``neighbours``, ``curvature``, ``more_steps``, ``nudge`` and ``verdict``.
    First it asks how many of the descents have arrived.
    """
    live = LiveFigure(_("Is it really finished?"), width=890, height=334, lines=4)
    axes = live.mosaic(
        [["loss", "neighbours", "land"], ["curvature", "more", "land"]], width_ratios=[4, 4, 5]
    )
    (loss,) = axes["loss"].plot([], [], color=PATH)
    axes["loss"].set(title=_("loss, {n} steps").format(n=N_STEPS), xlabel=_("step"))
    axes["loss"].set(xlim=(0, N_STEPS), ylim=LOSS_LIMITS)
    slices = _draw_neighbours(axes["neighbours"])
    curvatures = _draw_curvature(axes["curvature"])
    (more,) = axes["more"].plot([], [], color=PATH)
    (nudged,) = axes["more"].plot([], [], color=OTHER, linestyle="--")
    axes["more"].set(title=_("{n} more; dashed: nudged").format(n=N_MORE), xlabel=_("step"))
    axes["more"].set(xlim=(N_STEPS, N_STEPS + N_MORE), ylim=LOSS_LIMITS)
    (path,) = axes["land"].plot([], [], "o-", color=PATH, markersize=4, linewidth=1.2)
    (end,) = axes["land"].plot([], [], **HERE_MARKER)
    axes["land"].set(title=_("the land, after your verdict"), xlabel="$w_1$", ylabel="$w_2$")
    axes["land"].set_aspect("equal")
    axes["land"].grid(False)

    live.choice("case", _("descent"), [(name, name) for name in CASES])
    live.toggle("neighbours", _("look at the neighbours"))
    live.toggle("curvature", _("measure the curvature"))
    live.toggle("more_steps", _("take more steps"))
    live.toggle("nudge", _("nudge it, then take more steps"))
    names = {
        "?": "",
        _("a minimum"): "minimum",
        _("a saddle"): "saddle",
        _("a plateau"): "plateau",
        _("too small a rate"): "small rate",
    }
    live.choice("verdict", _("your verdict"), names.items())
    live.puts_back("case", "verdict")
    land = []

    @live.redraws("case", "verdict", axes=axes["land"])
    def draw_land(case, verdict):
        if not land and not verdict:
            return False
        while land:
            land.pop().remove()
        height, *_steps, lowest, ranges = CASES[case]
        axes["land"].set(xlim=NEAR[0], ylim=NEAR[1])
        if verdict:
            land.extend(draw_loss_map(axes["land"], lambda *p: height(p), *ranges, lowest))
        return True

    @live.moves(loss, *slices, curvatures, more, nudged, path, end)
    def move(case, neighbours, curvature, more_steps, nudge, verdict):
        found = _study(case)
        before, after = found.losses[[N_STEPS, -1]]
        loss.set_data(np.arange(N_STEPS + 1), found.losses[: N_STEPS + 1])
        more.set_data(np.arange(N_STEPS, N_STEPS + N_MORE + 1), found.losses[N_STEPS:])
        nudged.set_data(np.arange(N_STEPS, N_STEPS + N_MORE + 1), found.nudged)
        for line, values in zip(slices, found.beside, strict=True):
            line.set_data(OFFSETS, values)
            line.set_visible(neighbours)
        curvatures.set_data(found.curvatures, [1, 1])
        path.set_data(*found.path.T)
        end.set_data(*found.path[-1:].T)
        for artist, is_asked in (
            (curvatures, curvature),
            (more, more_steps),
            (nudged, nudge),
            (path, bool(verdict)),
            (end, bool(verdict)),
        ):
            artist.set_visible(is_asked)
        first = _(
            "Descent {case} was stopped after {n} steps; the last step changed the "
            "loss by {by:.0e}."
        ).format(case=case, n=N_STEPS, by=abs(before - found.losses[N_STEPS - 1]))
        evidence = [
            (neighbours, _("The gradient at the end has length {length:.1g}.")),
            (curvature, _("Curvatures {low:.2f} and {high:.2f}.")),
            (more_steps, _("More steps took the loss from {before:.3f} to {after:.3f}.")),
            (nudge, _("After a nudge by {by} in both parameters it went to {nudged:.3f}.")),
        ]
        alone = _("A flat end of a loss curve alone does not say why it is flat.")
        told = " ".join(text for is_asked, text in evidence if is_asked) or alone
        low, high = found.curvatures
        numbers = {"low": low, "high": high, "before": before, "after": after}
        told = told.format(length=found.steepness, by=NUDGE, nudged=found.nudged[-1], **numbers)
        return f"{first}\n{told}\n{_answer(case, verdict)}"

    live.predict(
        "descents_that_have_arrived",
        _("Look at the loss curves of A, B, C and D. How many of these descents have arrived?"),
        guess=Number(0, len(CASES), step=1, unit=_("of the four")),
        truth=lambda: list(TRUTHS.values()).count("minimum"),
        because=_("Which? The curves alone do not tell. Ask for evidence."),
        says=_("Each descent was stopped where its loss curve is level."),
        free=["case"],
    )
    return live


class _Study(NamedTuple):
    """All evidence on a descent: what is at its end, and what comes after it."""

    path: np.ndarray  # of shape (N_STEPS + 1, 2)
    losses: np.ndarray  # of shape (N_STEPS + N_MORE + 1,)
    nudged: np.ndarray  # of shape (N_MORE + 1,): from a place beside the end
    beside: list  # the losses along both parameters, at OFFSETS
    curvatures: np.ndarray  # the smaller one first
    steepness: float


@lru_cache(maxsize=len(CASES))
def _study(case):
    loss, gradient, start, rate, *_land = CASES[case]

    def descend(start, n_steps):
        descent = gradient_descent(gradient, np.array(start), rate, n_steps, loss=loss)
        # A descent that lands exactly on a minimum ends there: its loss stays what it is.
        return descent.points, np.pad(descent.losses, (0, n_steps - descent.n_steps), mode="edge")

    points, losses = descend(start, N_STEPS + N_MORE)
    end = points[N_STEPS]
    return _Study(
        points[: N_STEPS + 1],
        losses,
        descend(end + NUDGE, N_MORE)[1],
        [[loss(end + offset * axis) for offset in OFFSETS] for axis in np.eye(2)],
        np.linalg.eigvalsh(numerical_hessian(loss, end)),
        float(np.linalg.norm(numerical_gradient(loss, end))),
    )


def _draw_neighbours(axes):
    axes.axvline(0, color=MUTED, linewidth=1)
    axes.set(title=_("loss beside the end"), xlabel=_("distance moved"))
    # Below the lowest curve there is room for their names.
    axes.set(xlim=(-1.05, 1.05), ylim=(-2.2, LOSS_LIMITS[1]))
    (first,) = axes.plot([], [], color=MODEL, label="$w_1$")
    (second,) = axes.plot([], [], color=OTHER, linestyle="--", label="$w_2$")
    axes.legend(loc="lower center", ncols=2, frameon=False, handlelength=1.5, columnspacing=1)
    return first, second


def _draw_curvature(axes):
    axes.axvline(0, color=MUTED, linewidth=1)
    axes.set(title=_("both curvatures"), xlabel=_("← downward   upward →"))
    axes.set(xlim=(-5, 5), ylim=(0.5, 1.5), yticks=[])
    return axes.plot([], [], "s-", color=SLOPE, markersize=10, linewidth=1)[0]


def _answer(case, verdict):
    if not verdict:
        return _("What is it: a minimum, a saddle, a plateau, or too small a rate?")
    confirmed = {
        "minimum": _("A minimum: no gradient left, and the loss curves upward in both directions."),
        "saddle": _("A saddle: no gradient left, but in one direction the loss curves downward."),
        "plateau": _(
            "A plateau: hardly any gradient and hardly any curvature; it ends further on."
        ),
        "small rate": _("Too small a rate: the gradient is large, only the steps are tiny."),
    }
    doubted = {
        "minimum": _("A minimum has no gradient and curves upward in both directions. Does this?"),
        "saddle": _("A saddle has no gradient and one curvature below zero. Does this?"),
        "plateau": _("A plateau is almost level, with both curvatures near zero. Is this?"),
        "small rate": _("With too small a rate the gradient is still large at the end. Is it?"),
    }
    right = verdict == TRUTHS[case]
    return f"✓ {confirmed[verdict]}" if right else f"✗ {doubted[verdict]}"
