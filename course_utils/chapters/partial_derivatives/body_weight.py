"""The body-weight model of the chapter on partial derivatives. It is made up, not measured."""

import numpy as np

from course_utils.language import _

SNACKS = (0.0, 14.0)  # late-night snacks a week
HOURS = (0.0, 10.0)  # hours of exercise a week
INTERACTION = -0.06  # kg per weekly snack and weekly hour
KCAL_PER_SNACK = 250.0


def body_weight(s, e, interaction=INTERACTION):
    """Return the body weight that the model gives.

    W(s, e) = 70 + 0.8 s − 1.2 e − 0.06 s e + 0.05 e²

    Parameters
    ----------
    s : float or ndarray
        Late-night snacks a week, 0 to 14.
    e : float or ndarray
        Hours of exercise a week, 0 to 10.
    interaction : float
        The factor of s e, in kg per weekly snack and weekly hour.

    Returns
    -------
    float or ndarray
        W in kg, of the common shape of s and e.

    Raises
    ------
    ValueError
        Where an input is no real number.

    Notes
    -----
    Made up for this course, so that its slopes are easy to follow. It describes nobody.

    Examples
    --------
    >>> print(f"{body_weight(7, 3):.2f} kg")
    71.19 kg

    """
    s, e, interaction = map(_real, (s, e, interaction))
    return 70 + 0.8 * s - 1.2 * e + interaction * s * e + 0.05 * e**2


def body_weight_gradient(s, e, interaction=INTERACTION):
    """Return both partial derivatives of the body weight.

    ∂W/∂s = 0.8 − 0.06 e, ∂W/∂e = −1.2 − 0.06 s + 0.1 e

    Parameters
    ----------
    s, e, interaction : float or ndarray
        As for `body_weight`.

    Returns
    -------
    ndarray of shape (2, ...)
        In kg per weekly snack and in kg per weekly hour; the further axes are those of s and e.

    Examples
    --------
    >>> body_weight_gradient(7, 3).round(2)
    array([ 0.62, -1.32])

    """
    s, e, interaction = map(_real, (s, e, interaction))
    return np.stack(np.broadcast_arrays(0.8 + interaction * e, -1.2 + interaction * s + 0.1 * e))


def _real(values):
    """Return numbers of any kind in float64: small integers would run over."""
    values = np.asarray(values)
    if values.dtype.kind not in "biuf":
        message = _("Snacks and hours are real numbers, not of the kind {kind}.")
        raise ValueError(message.format(kind=values.dtype))
    return values.astype(float)
