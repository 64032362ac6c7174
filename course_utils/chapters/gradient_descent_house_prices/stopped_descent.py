"""Live figure: a descent has stopped; the reader finds out whether it is finished."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure
from course_utils.live.style import MODEL, MUTED, OTHER, PATH, SLOPE
from course_utils.mathematics.derivatives import numerical_gradient, numerical_hessian
from course_utils.mathematics.gradient_descent import gradient_descent

N_STEPS = 60
N_MORE = 2000
OFFSETS = np.linspace(-1, 1, 81)  # how far the neighbours lie


@dataclass(frozen=True)
class _Case:
    """A loss of two parameters, and a descent on it that looks finished."""

    loss: callable
    gradient: callable
    start: tuple
    rate: float
    verdict: str


def _bowl(p):
    return 1 + 0.5 * (p[0] - 1) ** 2 + 2 * (p[1] + 0.5) ** 2


def _bowl_slopes(p):
    return np.array([p[0] - 1, 4 * (p[1] + 0.5)])


CASES = {
    "A": _Case(
        loss=lambda p: 1 + p[0] ** 2 - 1.5 * p[1] ** 2 + 0.5 * p[1] ** 4,
        gradient=lambda p: np.array([2 * p[0], -3 * p[1] + 2 * p[1] ** 3]),
        start=(1.5, 0.0),
        rate=0.1,
        verdict="saddle",
    ),
    "B": _Case(
        loss=_bowl,
        gradient=_bowl_slopes,
        start=(-0.5, 0.5),
        rate=0.2,
        verdict="minimum",
    ),
    "C": _Case(
        loss=_bowl,
        gradient=_bowl_slopes,
        start=(-0.5, 0.2),
        rate=2e-5,
        verdict="small rate",
    ),
    "D": _Case(
        loss=lambda p: 3 - 2 * np.exp(-(p[0] ** 2 + p[1] ** 2) / 2),
        gradient=lambda p: 2 * p * np.exp(-(p[0] ** 2 + p[1] ** 2) / 2),
        start=(3.6, 2.0),
        rate=0.3,
        verdict="plateau",
    ),
}


def stopped_descent():
    """Show the flat end of a descent, and the evidence the reader asks for.

    Returns
    -------
    LiveFigure
        Controls ``case``, ``neighbours``, ``curvature``, ``more_steps`` and ``verdict``.

    """
    live = LiveFigure(_("Is it really finished?"), width=920, height=270, lines=3)
    ax_loss, ax_neighbours, ax_curvature, ax_more = live.subplots(1, 4)
    (loss,) = ax_loss.plot([], [], color=PATH)
    ax_loss.set(title=_("loss, {n} steps").format(n=N_STEPS), xlabel=_("step"))
    ax_loss.set(xlim=(0, N_STEPS), ylim=(-0.4, 4.6))
    slices = _draw_neighbours(ax_neighbours)
    curvatures = _draw_curvature(ax_curvature)
    (more,) = ax_more.plot([], [], color=PATH)
    ax_more.set(title=_("{n} steps more").format(n=N_MORE), xlabel=_("step"))
    ax_more.set(xlim=(N_STEPS, N_STEPS + N_MORE), ylim=(-0.4, 4.6))

    live.choice("case", _("descent"), [(name, name) for name in CASES])
    live.toggle("neighbours", _("look at the neighbours"))
    live.toggle("curvature", _("measure the curvature"))
    live.toggle("more_steps", _("take more steps"))
    live.choice(
        "verdict", _("your verdict"), [("?", ""), *((text, key) for key, text in _names().items())]
    )

    @live.moves(loss, *slices, curvatures, more)
    def move(case, neighbours, curvature, more_steps, verdict):
        losses = _losses(case)
        loss.set_data(np.arange(N_STEPS + 1), losses[: N_STEPS + 1])
        more.set_data(np.arange(N_STEPS, N_STEPS + N_MORE + 1), losses[N_STEPS:])
        for line, values in zip(slices, _beside_the_end(case), strict=True):
            line.set_data(OFFSETS, values)
            line.set_visible(neighbours)
        curvatures.set_data(_curvatures(case), [1, 1])
        curvatures.set_visible(curvature)
        more.set_visible(more_steps)
        first = _(
            "Descent {case} was stopped after {n} steps; the last step changed the "
            "loss by {by:.0e}."
        ).format(case=case, n=N_STEPS, by=abs(losses[N_STEPS] - losses[N_STEPS - 1]))
        evidence = _evidence(case, neighbours, curvature, more_steps)
        return "\n".join([first, evidence, _answer(case, verdict)])

    return live


@lru_cache(maxsize=len(CASES))
def _descend(case):
    this = CASES[case]
    start = np.array(this.start)
    return gradient_descent(this.gradient, start, this.rate, N_STEPS + N_MORE, loss=this.loss)


@lru_cache(maxsize=len(CASES))
def _losses(case):
    losses = _descend(case).losses
    # A descent that lands exactly on a minimum ends there: its loss stays what it is.
    return np.pad(losses, (0, N_STEPS + N_MORE + 1 - len(losses)), mode="edge")


def _end(case):
    return _descend(case).points[N_STEPS]


@lru_cache(maxsize=len(CASES))
def _beside_the_end(case):
    loss, end = CASES[case].loss, _end(case)
    return [[loss(end + offset * direction) for offset in OFFSETS] for direction in np.eye(2)]


@lru_cache(maxsize=len(CASES))
def _curvatures(case):
    return np.linalg.eigvalsh(numerical_hessian(CASES[case].loss, _end(case)))


@lru_cache(maxsize=len(CASES))
def _steepness(case):
    return float(np.linalg.norm(numerical_gradient(CASES[case].loss, _end(case))))


def _draw_neighbours(axes):
    axes.axvline(0, color=MUTED, linewidth=1)
    axes.set(title=_("loss beside the end"), xlabel=_("distance moved"))
    axes.set(xlim=(-1.05, 1.05), ylim=(-0.4, 4.6))
    (first,) = axes.plot([], [], color=MODEL, label="$w_1$")
    (second,) = axes.plot([], [], color=OTHER, linestyle="--", label="$w_2$")
    axes.legend(loc="lower center", ncols=2, frameon=False, handlelength=1.5, columnspacing=1)
    return first, second


def _draw_curvature(axes):
    axes.axvline(0, color=MUTED, linewidth=1)
    axes.set(title=_("both curvatures"), xlabel=_("← downward   upward →"))
    axes.set(xlim=(-5, 5), ylim=(0.5, 1.5), yticks=[])
    return axes.plot([], [], "s-", color=SLOPE, markersize=10, linewidth=1)[0]


def _evidence(case, neighbours, curvature, more_steps):
    found = []
    if neighbours:
        text = _("The gradient at the end has length {length:.1g}.")
        found.append(text.format(length=_steepness(case)))
    if curvature:
        low, high = _curvatures(case)
        found.append(_("Curvatures {low:.2f} and {high:.2f}.").format(low=low, high=high))
    if more_steps:
        losses = _losses(case)
        text = _("More steps took the loss from {before:.3f} to {after:.3f}.")
        found.append(text.format(before=losses[N_STEPS], after=losses[-1]))
    return " ".join(found) or _("A flat end of a loss curve alone does not say why it is flat.")


def _names():
    return {
        "minimum": _("a minimum"),
        "saddle": _("a saddle"),
        "plateau": _("a plateau"),
        "small rate": _("too small a rate"),
    }


def _answer(case, verdict):
    truth = CASES[case].verdict
    if not verdict:
        return _("What is it: a minimum, a saddle, a plateau, or too small a rate?")
    if verdict == truth:
        return (
            "✓ "
            + {
                "minimum": _(
                    "A minimum: no gradient left, and the loss curves upward in both directions."
                ),
                "saddle": _(
                    "A saddle: no gradient left, but in one direction the loss curves downward."
                ),
                "plateau": _(
                    "A plateau: hardly any gradient and hardly any curvature; it ends further on."
                ),
                "small rate": _(
                    "Too small a rate: the gradient is large, only the steps are tiny."
                ),
            }[truth]
        )
    return (
        "✗ "
        + {
            "minimum": _(
                "A minimum has no gradient and curves upward in both directions. Does this?"
            ),
            "saddle": _("A saddle has no gradient and one curvature below zero. Does this?"),
            "plateau": _("A plateau is almost level, with both curvatures near zero. Is this?"),
            "small rate": _("With too small a rate the gradient is still large at the end. Is it?"),
        }[verdict]
    )
