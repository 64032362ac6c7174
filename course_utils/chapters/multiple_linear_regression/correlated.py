"""Live figure: two correlated features of known truth."""

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, Number
from course_utils.live.style import BEST_MARKER, DATA, MODEL, OTHER, PATH, SLOPE

TRUE_WEIGHTS = (2.0, -3.0)
N_SAMPLES = 60
N_REFITS = 40
SEED = 4


def correlated_features():
    """Show the simple slope and the partial effect of x₁ as the correlation with x₂ changes.

    The data are made: y = 2 x₁ − 3 x₂ + noise, so that the truth is known.

    Control ``correlation``. First it asks for the simple slope at a correlation of 0.9.
    """
    rng = np.random.default_rng(SEED)
    z = rng.normal(size=(N_REFITS, N_SAMPLES, 2))
    # Within each sample the two are made uncorrelated, so that the slider says what it shows.
    z -= z.mean(axis=1, keepdims=True)
    z = np.linalg.qr(z)[0] * np.sqrt(N_SAMPLES)
    noise = rng.normal(size=(N_REFITS, N_SAMPLES))

    live = LiveFigure(_("Features that go together"), width=820, lines=3)
    ax_data, ax_weights = live.subplots(1, 2)
    (dots,) = ax_data.plot([], [], "o", color=DATA, markersize=4)
    (simple,) = ax_data.plot([], [], color=OTHER, linestyle="--", label=_("simple slope"))
    (partial,) = ax_data.plot([], [], color=MODEL, label=_("partial effect"))
    ax_data.set(title=_("y against x₁ alone"), xlabel="x₁", ylabel="y")
    ax_data.set(xlim=(-3, 3), ylim=(-14, 14))
    ax_data.legend(loc="upper left", frameon=False)
    rings = [ax_weights.plot([], [], color=SLOPE, linewidth=1)[0] for _level in range(2)]
    (refits,) = ax_weights.plot([], [], "o", color=PATH, markersize=4, alpha=0.8)
    (truth,) = ax_weights.plot(*[[weight] for weight in TRUE_WEIGHTS], **BEST_MARKER, zorder=3)
    ax_weights.set(title=_("weights found in 40 samples; loss rings"), xlabel="w₁", ylabel="w₂")
    # One scale for both weights, so that rings are round where nothing is correlated.
    ax_weights.set(xlim=(0.4, 3.6), ylim=(-4.2, -1.8))
    ax_weights.set_aspect("equal")
    live.slider("correlation", _("correlation of x₁ and x₂"), -0.95, 0.95, value=0.0, step=0.05)
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

    @live.moves(dots, partial, simple, *rings, refits, truth)
    def move(correlation):
        x1, x2, y = made(correlation)
        weights = _fit(x1, x2, y)
        slope = simple_slope(x1, x2, y)
        # The weights of every sample, asked about the rows of the first.
        predictions = weights @ np.stack([x1[0], x2[0]])
        dots.set_data(x1[0], y[0])
        simple.set_data(ends, slope * ends)
        partial.set_data(ends, weights[0, 0] * ends)
        refits.set_data(*weights.T)
        # The loss is (1, ρ; ρ, 1) as a quadratic form: its rings are stretched by 1/√(1 ∓ ρ).
        stretch = np.array([[1, 1], [1, -1]]) * np.sqrt(0.5)
        stretch /= np.sqrt([1 + correlation, 1 - correlation])
        for ring, radius in zip(rings, (0.15, 0.35), strict=True):
            ring.set_data(*(np.array(TRUE_WEIGHTS)[:, None] + radius * stretch @ circle))
        first = _("The true partial effect of x₁ is {true:.1f}. The fit finds {fit:.2f}.").format(
            true=TRUE_WEIGHTS[0], fit=weights[0, 0]
        )
        second = _("The simple slope of y against x₁ alone is {slope:.2f}.").format(slope=slope)
        third = _(
            "Over 40 samples w₁ scatters by {spread:.2f}, the predictions by {other:.2f} "
            "(standard deviations)."
        ).format(spread=weights[:, 0].std(), other=np.sqrt(predictions.var(axis=0).mean()))
        return f"{first}\n{second}\n{third}"

    live.predict(
        "simple_slope",
        _(
            "y = 2 x₁ − 3 x₂, and a little noise. The correlation of x₁ and x₂ is 0.9. "
            "What is the slope of y against x₁ alone?"
        ),
        guess=Number(-4, 4, step=0.1, axes=ax_data, line=lambda slope: (ends, slope * ends)),
        truth=lambda: simple_slope(*made(0.9)),
        at={"correlation": 0.9},
        hides=[dots, simple],
        says=_("The dots and the simple slope are hidden. The partial effect is shown."),
    )
    return live


def _fit(x1, x2, y):
    """Fit y to x₁ and x₂ in each sample at once, by the normal equations of two features."""
    y = y - y.mean(axis=-1, keepdims=True)
    X = np.stack([x1, x2], axis=-1)
    moments = np.swapaxes(X, -1, -2) @ X
    return np.linalg.solve(moments, (np.swapaxes(X, -1, -2) @ y[..., None]))[..., 0]
