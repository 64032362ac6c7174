"""How well colours are told from their ground, and from each other, by whoever looks."""

import numpy as np
from matplotlib.colors import to_rgb

# What a reader without red or green cones sees, for linear sRGB: Machado, Oliveira and Fernandes,
# "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on
# Visualization and Computer Graphics 15 (2009), severity 1.0.
SEEN_BY = {
    "all cones": np.eye(3),
    "protanope": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranope": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)  # of linear sRGB, IEC 61966-2-1


def on(colour, ground):
    """Return the colour, RGB, that is seen where an RGBA colour lies on a ground."""
    *colour, alpha = colour
    return alpha * np.array(colour) + (1 - alpha) * np.array(to_rgb(ground))


def in_the_dark(colour):
    """Return a colour as canvas.css turns it in JupyterLab's dark theme.

    The filter is ``invert(0.93) hue-rotate(180deg)``: Filter Effects Module Level 1, W3C.
    """
    inverted = 0.93 + (1 - 2 * 0.93) * np.array(to_rgb(colour))
    return np.clip(_HALF_TURN @ inverted, 0, 1)


_HALF_TURN = np.array([[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]])


def contrast(one, other):
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_XYZ @ _linear(colour))[1] for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def distance(one, other):
    """Return how far apart two colours are in CIELAB for the reader who tells them least."""
    return min(
        np.linalg.norm(_lab(cones @ _linear(one)) - _lab(cones @ _linear(other)))
        for cones in SEEN_BY.values()
    )


def _linear(colour):
    colour = np.array(to_rgb(colour))
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)


def _lab(linear):
    """CIELAB of linear sRGB, for the white of sRGB (CIE 15)."""
    ratios = _XYZ @ np.clip(linear, 0, 1) / (_XYZ @ np.ones(3))
    x, y, z = np.where(ratios > 216 / 24389, np.cbrt(ratios), (24389 / 27 * ratios + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
