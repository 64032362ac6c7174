"""What is asked of the settings of a descent or a training."""

from numbers import Integral

import numpy as np

from course_utils.language import _


def require_rate(learning_rate):
    """Raise ValueError where a learning rate is not a finite number above 0."""
    if not 0 < learning_rate < np.inf:
        message = _("learning_rate is {rate}: give a number above 0.")
        raise ValueError(message.format(rate=learning_rate))


def require_whole(name, value, least):
    """Raise ValueError where a setting of this name is not a whole number from `least` on."""
    if not isinstance(value, Integral) or value < least:
        message = _("{name} is {value}: give a whole number, {least} or more.")
        raise ValueError(message.format(name=name, value=value, least=least))
