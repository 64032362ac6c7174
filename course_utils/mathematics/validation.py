"""What is asked of settings and of data: each of these names what is not as it has to be."""

from numbers import Integral, Real

import numpy as np

from course_utils.language import _


def require_rate(learning_rate):
    """Raise ValueError where a learning rate is not a finite number above 0."""
    is_number = isinstance(learning_rate, Real | np.ndarray) and np.ndim(learning_rate) == 0
    if not is_number or not 0 < learning_rate < np.inf:
        message = _("learning_rate is {rate}: give a number above 0.")
        raise ValueError(message.format(rate=learning_rate))


def require_whole(name, value, least):
    """Raise ValueError where a setting of this name is not a whole number from `least` on."""
    if not isinstance(value, Integral) or value < least:
        message = _("{name} is {value}: give a whole number, {least} or more.")
        raise ValueError(message.format(name=name, value=value, least=least))


def require_finite(name, array):
    """Raise ValueError where an array of this name holds a NaN or an infinity; say which one."""
    if not np.isfinite(array).all():
        place = tuple(map(int, np.argwhere(~np.isfinite(array))[0]))
        message = _("{name}{place} is {value}: leave such samples out, or fill them in.")
        raise ValueError(message.format(name=name, place=list(place), value=array[place]))
