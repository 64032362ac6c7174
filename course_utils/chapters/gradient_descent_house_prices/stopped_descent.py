"""Live figure: a descent has stopped; the reader finds out whether it is finished."""

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


# A loss of two parameters, its gradient, where a descent starts and at which rate.
CASES = {
    "A": (_saddle, _saddle_gradient, (1.5, 0.0), 0.1),
    "B": (_bowl, _bowl_gradient, (-0.5, 0.5), 0.2),
    "C": (_bowl, _bowl_gradient, (-0.5, 0.2), 2e-5),
    "D": (_pit, _pit_gradient, (3.6, 2.0), 0.3),
}
TRUTHS = {"A": "saddle", "B": "minimum", "C": "small rate", "D": "plateau"}


def stopped_descent():
    """Show the flat end of a descent, and the evidence the reader asks for.

    Controls ``case``, ``neighbours``, ``curvature``, ``more_steps`` and ``verdict``.
    """
    live = LiveFigure(_("Is it really finished?"), width=890, height=270, lines=3)
    ax_loss, ax_neighbours, ax_curvature, ax_more = live.subplots(1, 4)
    (loss,) = ax_loss.plot([], [], color=PATH)
    ax_loss.set(title=_("loss, {n} steps").format(n=N_STEPS), xlabel=_("step"))
    ax_loss.set(xlim=(0, N_STEPS), ylim=LOSS_LIMITS)
    slices = _draw_neighbours(ax_neighbours)
    curvatures = _draw_curvature(ax_curvature)
    (more,) = ax_more.plot([], [], color=PATH)
    ax_more.set(title=_("{n} steps more").format(n=N_MORE), xlabel=_("step"))
    ax_more.set(xlim=(N_STEPS, N_STEPS + N_MORE), ylim=LOSS_LIMITS)

    live.choice("case", _("descent"), [(name, name) for name in CASES])
    live.toggle("neighbours", _("look at the neighbours"))
    live.toggle("curvature", _("measure the curvature"))
    live.toggle("more_steps", _("take more steps"))
    names = {
        "?": "",
        _("a minimum"): "minimum",
        _("a saddle"): "saddle",
        _("a plateau"): "plateau",
        _("too small a rate"): "small rate",
    }
    live.choice("verdict", _("your verdict"), names.items())

    @live.moves(loss, *slices, curvatures, more)
    def move(case, neighbours, curvature, more_steps, verdict):
        losses, beside, both, steepness = _study(case)
        loss.set_data(np.arange(N_STEPS + 1), losses[: N_STEPS + 1])
        more.set_data(np.arange(N_STEPS, N_STEPS + N_MORE + 1), losses[N_STEPS:])
        for line, values in zip(slices, beside, strict=True):
            line.set_data(OFFSETS, values)
            line.set_visible(neighbours)
        curvatures.set_data(both, [1, 1])
        curvatures.set_visible(curvature)
        more.set_visible(more_steps)
        first = _(
            "Descent {case} was stopped after {n} steps; the last step changed the "
            "loss by {by:.0e}."
        ).format(case=case, n=N_STEPS, by=abs(losses[N_STEPS] - losses[N_STEPS - 1]))
        evidence = [
            (neighbours, _("The gradient at the end has length {length:.1g}.")),
            (curvature, _("Curvatures {low:.2f} and {high:.2f}.")),
            (more_steps, _("More steps took the loss from {before:.3f} to {after:.3f}.")),
        ]
        alone = _("A flat end of a loss curve alone does not say why it is flat.")
        found = " ".join(text for is_asked, text in evidence if is_asked) or alone
        numbers = {"low": both[0], "high": both[1], "before": losses[N_STEPS], "after": losses[-1]}
        found = found.format(length=steepness, **numbers)
        return f"{first}\n{found}\n{_answer(case, verdict)}"

    return live


@lru_cache(maxsize=len(CASES))
def _study(case):
    """Return all evidence: the losses, those beside the end, both curvatures, the steepness."""
    loss, gradient, start, rate = CASES[case]
    descent = gradient_descent(gradient, np.array(start), rate, N_STEPS + N_MORE, loss=loss)
    # A descent that lands exactly on a minimum ends there: its loss stays what it is.
    losses = np.pad(descent.losses, (0, N_STEPS + N_MORE - descent.n_steps), mode="edge")
    end = descent.points[N_STEPS]
    beside = [[loss(end + offset * axis) for offset in OFFSETS] for axis in np.eye(2)]
    curvatures = np.linalg.eigvalsh(numerical_hessian(loss, end))
    return losses, beside, curvatures, float(np.linalg.norm(numerical_gradient(loss, end)))


def _draw_neighbours(axes):
    axes.axvline(0, color=MUTED, linewidth=1)
    axes.set(title=_("loss beside the end"), xlabel=_("distance moved"))
    axes.set(xlim=(-1.05, 1.05), ylim=LOSS_LIMITS)
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
