"""Live figure: the error of a measured derivative against its step."""

from functools import lru_cache

import numpy as np

from course_utils.formulas import Formula
from course_utils.language import _
from course_utils.live import Curve, LiveFigure, Number, add_formula
from course_utils.live.drawing.curve import place_point, written
from course_utils.live.style import BEST_MARKER, HERE_MARKER, MODEL, MUTED, OTHER

from .difference_errors import (
    DIFFERENCES,
    STEPS,
    TINIEST,
    best_step,
    difference_errors,
    missing_errors,
)

EPS = np.finfo(float).eps
FORMULAS = ("sin(x)", "exp(x)", "x^2", "x^3 - 2x", "1/x", "sqrt(x)")


def step_size():
    """Show the error of the forward and the central difference for each step from 1e-16 to 1.

    Controls ``formula``, ``a`` and ``exponent`` (of h = 10^exponent); h can be dragged. First it
    asks for the error of the forward difference, and for the best step of the central one.
    """
    live = LiveFigure(_("Which step is best?"), height=368, lines=3)
    axes = live.subplots()
    (forward_line,) = axes.plot([], [], color=MODEL, label=_("forward"))
    (central_line,) = axes.plot([], [], color=OTHER, linestyle="--", label=_("central"))
    bests = [axes.plot([], [], **BEST_MARKER)[0] for _difference in range(2)]
    heres = [axes.plot([], [], **HERE_MARKER)[0] for _difference in range(2)]
    guides = _draw_axes(axes)

    add_formula(live, "formula", FORMULAS)
    live.slider("a", _("point a"), 0.0, 4.0, value=3.0, step=0.1)
    live.slider("exponent", _("step h, powers of ten"), -16.0, 0.0, value=-1.0, step=0.1)
    live.drag(axes, x="exponent")

    @live.moves(forward_line, central_line, *bests, *heres)
    def move(formula, a, exponent):
        slope, errors, steps, missing = _measure(formula, a)
        h = 10.0**exponent
        index = int(np.argmin(np.abs(np.log10(STEPS) - exponent)))
        for line, best, here, error, at_best in zip(
            (forward_line, central_line), bests, heres, errors, steps, strict=True
        ):
            line.set_data(np.log10(STEPS), np.log10(error))
            is_best = at_best == STEPS  # nowhere, if there is none
            best.set_data(np.log10(STEPS[is_best]), np.log10(error[is_best]))
            place_point(here, exponent, np.log10(error[index]))
        if not np.isfinite(errors).any():
            return _("At a = {a:.1f} this function has no derivative to compare with.").format(a=a)
        first = _("f′({a:.1f}) = {slope:.6g}. At h = {h:.1e} the differences are:")
        first = first.format(a=a, slope=slope, h=h)
        found = (written(difference(formula, a, h), ".6g") for difference in DIFFERENCES)
        at_h = _("forward {forward}, error {off}; central {central}, error {off_central}.")
        off, off_central = (_written_error(error[index]) for error in errors)
        numbers = dict(zip(("forward", "central"), found, strict=True))
        at_h = at_h.format(**numbers, off=off, off_central=off_central)
        forward, central = map(_which_step, steps, missing)
        best = _("Best step (stars): forward {forward}, central {central}.")
        return f"{first}\n{at_h}\n{best.format(forward=forward, central=central)}"

    sine, powers = Formula(FORMULAS[0]), np.arange(-16.0, 1.0)

    def errors_at_powers():
        _slope, (forward, _central), _steps, _missing = _measure(sine, 3.0)
        return np.log10(np.interp(powers, np.log10(STEPS), forward))

    live.predict(
        "error_of_the_forward_difference",
        _("How does the error of the forward difference depend on its step? Draw it."),
        guess=Curve(axes, powers),
        truth=errors_at_powers,
        at={"formula": sine, "a": 3.0, "exponent": -1.0},
        hides=[forward_line, bests[0]],  # and the guides, until the next: they cross at its answer
        says=_("The slope of sin(x) at 3 is measured. Only the error with h = 0.1 is shown."),
        because=_("It errs least at the star: a smaller step is not always better."),
    )
    live.predict(
        "best_step_of_the_central_difference",
        _("Which power of ten is the best step of the central difference?"),
        guess=Number(
            -16, 0, step=1, axes=axes, line=lambda power: ([power] * 2, axes.get_ylim()[::-1])
        ),
        truth=lambda: float(np.round(np.log10(_measure(sine, 3.0)[2][1]))),
        at={"formula": sine, "a": 3.0, "exponent": -1.0},
        hides=[central_line, bests[1], heres[1], *guides],
        says=_("The errors of the central difference are hidden."),
    )
    live.record(formula=all, a=7, exponent=81)
    return live


@lru_cache(maxsize=64)
def _measure(formula, a):
    """Return the exact slope, and of each difference its errors, best step and missing errors.

    There is no best step, NaN, where one of the two kinds of error is missing.
    """
    slope = float(formula.derivative()(a))
    errors = difference_errors(formula, slope, a)
    if not np.isfinite(slope):
        return slope, errors, [np.nan] * 2, [set()] * 2
    missing = [missing_errors(error, formula, a) for error in errors]
    pairs = zip(errors, missing, strict=True)
    steps = [np.nan if without else best_step(error) for error, without in pairs]
    return slope, errors, steps, missing


def _which_step(best, missing):
    """Name the best step, or say why there is none."""
    if len(missing) == 2:
        return _("none (always exact)")
    if "truncation" in missing:
        return _("none (no truncation error)")
    if "round-off" in missing:
        return _("none (no round-off)")
    return written(best, ".0e")


def _written_error(error):
    return "0" if error <= TINIEST else written(error, ".1e")


def _draw_axes(axes):
    low = np.log10(TINIEST)
    axes.set(xlabel=_("step h, powers of ten"), ylabel=_("error, powers of ten"))
    axes.set(xlim=(-16.2, 0.2), ylim=(low - 0.5, 2.5))
    x = np.array([-16.0, 0.0])
    guides = {"h": (x, ":"), "h²": (2 * x, "-."), "ε/h": (np.log10(EPS) - x, (0, (8, 4)))}
    lines = [
        axes.plot(x, y, color=MUTED, linestyle=style, linewidth=1, zorder=1, label=name)[0]
        for name, (y, style) in guides.items()
    ]
    # Above the picture: no line comes there.
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=5, frameon=False)
    return lines
