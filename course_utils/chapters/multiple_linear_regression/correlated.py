"""Live figure: two correlated features of known truth."""

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import to_hex

from course_utils.language import _
from course_utils.live import LiveFigure, Number, typeset
from course_utils.live.style import BEST_MARKER, MODEL, OTHER, PATH, SLOPE

TRUE_WEIGHTS = (2.0, -3.0)
NOISE = 0.5  # standard deviation
N_SAMPLES = 200
N_REFITS = 40
SEED = 4
BAND = 0.5  # how wide the bands of x₂ are
BANDS = np.arange(-3, 4) * BAND  # their middles; the outermost are drawn with all beyond
SIGNS = "v<soD>^"  # one for each, as colours alone are not told apart by everyone


def correlated_features():
    """Show the simple slope and the partial effect of x₁ as the correlation with x₂ changes.

    The data are made: y = 2 x₁ − 3 x₂ + noise, so that the truth is known.

    Controls ``correlation``, and ``held``, the middle of the band in which x₂ is held. First it
    asks for the simple slope at a correlation of 0.9.
    """
    rng = np.random.default_rng(SEED)
    z = rng.normal(size=(N_REFITS, N_SAMPLES, 2))
    # Within each sample the two are made uncorrelated, so that the slider says what it shows.
    z -= z.mean(axis=1, keepdims=True)
    z = np.linalg.qr(z)[0] * np.sqrt(N_SAMPLES)
    noise = NOISE * rng.normal(size=(N_REFITS, N_SAMPLES))

    live = LiveFigure(_("Features that go together"), width=890, height=348, lines=4)
    ax_data, ax_weights = live.subplots(1, 2, width_ratios=[1.3, 1])
    bands, in_held = _draw_bands(ax_data)
    (simple,) = ax_data.plot([], [], color=OTHER, linestyle="--", label=_("simple slope"))
    (partial,) = ax_data.plot([], [], color=MODEL, label=_("partial effect"))
    ax_data.set(title=_("y against x₁ alone; x₂ by colour"), xlabel="x₁", ylabel="y")
    ax_data.set(xlim=(-3, 3), ylim=(-15, 15))
    ax_data.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    rings = [ax_weights.plot([], [], color=SLOPE, linewidth=1)[0] for _level in range(2)]
    (refits,) = ax_weights.plot([], [], "o", color=PATH, markersize=4, alpha=0.8)
    (truth,) = ax_weights.plot(*[[weight] for weight in TRUE_WEIGHTS], **BEST_MARKER, zorder=3)
    ax_weights.set(title=_("40 tables; level lines: equal loss"), xlabel="w₁", ylabel="w₂")
    # One scale for both weights, so that rings are round where nothing is correlated.
    ax_weights.set(xlim=(1.68, 2.32), ylim=(-3.32, -2.68))
    ax_weights.set_aspect("equal")
    live.slider("correlation", _("correlation of x₁ and x₂"), -0.95, 0.95, value=0.0, step=0.05)
    live.slider("held", _("hold x₂ near"), BANDS[0], BANDS[-1], value=0.0, step=BAND, readout=".1f")
    angle = np.linspace(0, 2 * np.pi, 121)
    circle = np.array([np.cos(angle), np.sin(angle)])
    ends = np.array([-3.0, 3.0])

    def made(correlation):
        """Return x₁, x₂ and y of all samples."""
        x1 = z[..., 0]
        x2 = correlation * x1 + np.sqrt(1 - correlation**2) * z[..., 1]
        return x1, x2, TRUE_WEIGHTS[0] * x1 + TRUE_WEIGHTS[1] * x2 + noise

    def simple_slope(x1, _x2, y):
        return float(np.mean(x1[0] * y[0]) / np.mean(x1[0] ** 2))

    @live.moves(*bands, partial, simple, in_held, *rings, refits, truth)
    def move(correlation, held):
        x1, x2, y = made(correlation)
        weights = _fit(x1, x2, y)
        slope = simple_slope(x1, x2, y)
        # The weights of every sample, asked about the rows of the first.
        predictions = weights @ np.stack([x1[0], x2[0]])
        band = np.round(x2[0] / BAND) * BAND
        shown = np.clip(band, BANDS[0], BANDS[-1])
        for dots, middle in zip(bands, BANDS, strict=True):
            dots.set_data(x1[0, shown == middle], y[0, shown == middle])
        is_held = band == held
        in_held.set_data(x1[0, is_held], y[0, is_held])
        own = np.polyfit(x1[0, is_held], y[0, is_held], 1)[0]
        simple.set_data(ends, slope * ends)
        partial.set_data(ends, weights[0, 0] * ends + weights[0, 1] * held)
        refits.set_data(*weights.T)
        # The loss is (1, ρ; ρ, 1) as a quadratic form: its rings are stretched by 1/√(1 ∓ ρ).
        stretch = np.array([[1, 1], [1, -1]]) * np.sqrt(0.5)
        stretch /= np.sqrt([1 + correlation, 1 - correlation])
        for ring, radius in zip(rings, (0.04, 0.08), strict=True):
            ring.set_data(*(np.array(TRUE_WEIGHTS)[:, None] + radius * stretch @ circle))
        first = _("The simple slope of y against x₁ alone is {slope:.2f}.").format(slope=slope)
        second = _("The true partial effect of x₁ is {true:.1f}. The fit finds {fit:.2f}.").format(
            true=TRUE_WEIGHTS[0], fit=weights[0, 0]
        )
        third = _(
            "Held: the {n} ringed points with x₂ near {held:.1f}. Their own slope is {own:.1f}."
        )
        third = third.format(n=is_held.sum(), held=held, own=own)
        fourth = _(
            "Over 40 tables w₁ scatters by {spread:.3f}, the predictions by {other:.3f} "
            "(standard deviations)."
        ).format(spread=weights[:, 0].std(), other=np.sqrt(predictions.var(axis=0).mean()))
        return f"{first}\n{second}\n{third}\n{fourth}"

    live.predict(
        "simple_slope",
        _(
            "y = 2 x₁ − 3 x₂, and a little noise. The correlation of x₁ and x₂ is 0.9. "
            "What is the slope of y against x₁ alone?"
        ),
        guess=Number(-4, 4, step=0.1, axes=ax_data, line=lambda slope: (ends, slope * ends)),
        truth=lambda: simple_slope(*made(0.9)),
        at={"correlation": 0.9, "held": 0.0},
        hides=[*bands, in_held, simple],
        says=_("The dots and the simple slope are hidden. The partial effect is shown."),
    )
    return live


def _draw_bands(axes):
    """Draw the signs of each band of x₂, and rings around those that are held."""
    bands = []
    for middle, sign, share in zip(BANDS, SIGNS, np.linspace(0.55, 0, len(BANDS)), strict=True):
        relation = "≤" if middle == BANDS[0] else "≥" if middle == BANDS[-1] else "≈"
        label = typeset(f"x₂ {relation} {middle:.1f}")
        look = {"color": to_hex(colormaps["viridis"](share)), "markersize": 5, "label": label}
        bands += axes.plot([], [], sign, **look)
    look = {"markersize": 9, "markerfacecolor": "none", "markeredgecolor": "#222222"}
    (in_held,) = axes.plot([], [], "o", **look, label=_("held"))
    return bands, in_held


def _fit(x1, x2, y):
    """Fit y to x₁ and x₂ in each sample at once, by the normal equations of two features."""
    y = y - y.mean(axis=-1, keepdims=True)
    X = np.stack([x1, x2], axis=-1)
    moments = np.swapaxes(X, -1, -2) @ X
    return np.linalg.solve(moments, (np.swapaxes(X, -1, -2) @ y[..., None]))[..., 0]
