"""What is asked of numbers and of settings: each of these names what is not as it has to be.

float32, float64 and longdouble are computed in their own type; whole numbers, booleans and float16
in float64. Anything else is refused.
"""

from numbers import Integral, Real

import numpy as np

from course_utils.language import _

_OWN = frozenset(map(np.dtype, (np.float32, np.float64, np.longdouble)))


def as_numbers(name, x, dtype=None):
    """Return x, which messages call `name`, as an array of this or of its own floating type.

    x is not changed; it is returned itself where it is such an array already. ValueError where it
    holds anything but real numbers, has gaps, or holds a number too large for `dtype`.

    >>> as_numbers("x", [1, 2])
    array([1., 2.])
    """
    if type(x) is np.ndarray and (x.dtype == dtype if dtype else x.dtype in _OWN):
        return x
    array = as_array(name, x)
    if array.dtype.kind not in "fiub":
        message = _("{name} holds {type}: give real numbers.")
        type_name = "None" if x is None else array.dtype
        raise ValueError(message.format(name=name, type=type_name))
    if dtype is None:
        dtype = array.dtype.newbyteorder("=")
        dtype = dtype if dtype in _OWN else np.float64
    with np.errstate(over="ignore"):
        numbers = array.astype(dtype, copy=False)
    is_narrower = numbers.dtype.itemsize < array.dtype.itemsize
    if is_narrower and (lost := np.isinf(numbers) & np.isfinite(array)).any():
        message = _("{name}{place} is {value}, too large for {type}: give it in a larger unit.")
        raise ValueError(message.format(name=name, type=numbers.dtype, **_first(lost, array)))
    return numbers


def as_array(name, x):
    """Return x as an array of whatever it holds."""
    if np.ma.is_masked(x):
        raise ValueError(_("{name} has masked values: leave such samples out.").format(name=name))
    try:
        return np.asarray(x)
    except ValueError:  # lists of different lengths
        message = _("{name} is no array: give numbers, as many in each row.")
        raise ValueError(message.format(name=name)) from None


def is_floating(dtype):
    """Tell whether numbers of this type are computed as they are."""
    try:
        return np.dtype(dtype) in _OWN
    except TypeError:  # no type at all
        return False


def as_number(name, x, dtype=None):
    """Return x, one number in whatever shape, as a number of NumPy's; see `as_numbers`."""
    if isinstance(x, np.floating) and (x.dtype == dtype if dtype else x.dtype in _OWN):
        return x
    number = as_numbers(name, x, dtype)
    if number.size != 1:
        message = _(
            "{name} has shape {shape} where one number belongs. "
            "If it is a function's result, sum or average it first."
        )
        raise ValueError(message.format(name=name, shape=number.shape))
    return number.reshape(())[()]


def require_finite(name, array):
    """Raise ValueError where an array of this name holds a NaN or an infinity; say which one."""
    if not np.isfinite(array).all():
        message = _("{name}{place} is {value}: leave such samples out, or fill them in.")
        raise ValueError(message.format(name=name, **_first(~np.isfinite(array), array)))


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


def require_samples(n_samples):
    """Raise ValueError where there are none."""
    if not n_samples:
        raise ValueError(_("There are no samples here: the mean over none is no number."))


def _first(wrong, array):
    """Return the place and the value of the first wrong element, for a message."""
    place = [int(index) for index in np.argwhere(wrong)[0]]
    return {"place": place or "", "value": array[tuple(place)]}
