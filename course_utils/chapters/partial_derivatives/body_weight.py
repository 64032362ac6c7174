"""The body-weight model of the chapter on partial derivatives. It is made up, not measured."""

import numpy as np

from course_utils.language import _

SNACKS = (0.0, 14.0)  # late-night snacks a week
HOURS = (0.0, 10.0)  # hours of exercise a week
INTERACTION = -0.03  # kg per weekly snack and weekly hour
KCAL_PER_SNACK = 250.0


def body_weight(s, e, interaction=INTERACTION):
    """Return the body weight in kg, of the common shape of s and e.

    W(s, e) = 70 + 0.3 s + 0.04 s² − 1.2 e − 0.03 s e + 0.05 e²

    Made up for this course, so that its slopes are easy to follow. It describes nobody.
    """
    s, e, interaction = map(_real, (s, e, interaction))
    return 70 + 0.3 * s + 0.04 * s**2 - 1.2 * e + interaction * s * e + 0.05 * e**2


def body_weight_gradient(s, e, interaction=INTERACTION):
    """Return both partial derivatives, in kg per weekly snack and in kg per weekly hour.

    ∂W/∂s = 0.3 + 0.08 s − 0.03 e, ∂W/∂e = −1.2 − 0.03 s + 0.1 e

    They are of shape (2, ...), the further axes being those of s and e.
    """
    s, e, interaction = map(_real, (s, e, interaction))
    in_s = 0.3 + 0.08 * s + interaction * e
    in_e = -1.2 + interaction * s + 0.1 * e
    return np.stack(np.broadcast_arrays(in_s, in_e))


def _real(values):
    """Return numbers of any kind in float64: small integers would run over."""
    values = np.asarray(values)
    if values.dtype.kind not in "biuf":
        message = _("Snacks and hours are real numbers, not of the kind {kind}.")
        raise ValueError(message.format(kind=values.dtype))
    return values.astype(float)
