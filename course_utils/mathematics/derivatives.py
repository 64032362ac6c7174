"""Derivatives by differences: of one variable, of many, first and second.

x and what f returns are real numbers, or a ValueError says what they are; x is never changed.
Formulas and error terms: Nocedal and Wright, Numerical Optimization (2006), section 8.1.
"""

from itertools import combinations_with_replacement, product

import numpy as np

from course_utils.language import _
from course_utils.mathematics.validation import as_number, as_numbers


def forward_difference(f, x, h=None):
    """Approximate f′(x) by (f(x + h) − f(x)) / h.

    Parameters
    ----------
    f : callable
        A function of a number, or one that works on arrays element by element.
    x : float or ndarray
        Where the derivative is wanted.
    h : float or ndarray, optional
        The step, in the unit of x; an array has a step for each element of x. By default about
        ε^(1/2) × max(1, |x|), where ε is the precision of x's type.

    Returns
    -------
    float or ndarray
        The derivative, of the shape of x; in float64 where x is of whole numbers or float16.

    Notes
    -----
    The truncation error is f″(x) h / 2 (order 1), the round-off error about ε |f(x)| / h. An h of 0
    or far below the spacing of numbers at x is refused with a ValueError. (Of one that is only a
    little below it the difference is seen to fail: it is 0.)

    Examples
    --------
    >>> print(f"{forward_difference(lambda x: x**2, 3.0, h=0.001):.3f}")
    6.001
    """
    x, h = _point_and_step(x, h, 1 / 2)
    return ((_values(f, x + h) - _values(f, x)) / h)[()]


def central_difference(f, x, h=None):
    """Approximate f′(x) by (f(x + h) − f(x − h)) / (2 h), as `forward_difference` does.

    By default h is about ε^(1/3) × max(1, |x|). The truncation error is f‴(x) h² / 6 (order 2), the
    round-off error about ε |f(x)| / h.

    >>> print(f"{central_difference(lambda x: x**2, 3.0):.6f}")
    6.000000
    """
    x, h = _point_and_step(x, h, 1 / 3)
    return ((_values(f, x + h) - _values(f, x - h)) / (2 * h))[()]


def numerical_gradient(f, x, h=None):
    """Approximate all partial derivatives of f at x by central differences.

    One variable is moved at a time, the rest are held: two calls of f for each element of x.

    Parameters
    ----------
    f : callable
        Maps an array of the shape of x to one number: sum or average what is more.
    x : ndarray
        The point, of any shape.
    h : float or ndarray, optional
        The step, as in `central_difference`, but large enough to move x.

    Returns
    -------
    ndarray
        The partial derivatives, of the shape of x.

    Examples
    --------
    >>> numerical_gradient(lambda p: p[0] ** 2 + 3 * p[1], np.array([2.0, 5.0])).round(6)
    array([4., 3.])
    """
    x, h = _point_and_step(x, h, 1 / 3)
    steps = _steps_that_move(x, h)
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        ahead, behind = x.copy(), x.copy()
        ahead[index] += steps[index]
        behind[index] -= steps[index]
        # What was really moved, after rounding, not what was asked for.
        moved = ahead[index] - behind[index]
        rise = as_number("f(x)", f(ahead)) - as_number("f(x)", f(behind))
        gradient[index] = rise / moved
    return gradient


def numerical_hessian(f, x, h=None):
    """Approximate all second derivatives of f at x, as `numerical_gradient` does the first.

    Entry (i, j) is (f(+,+) − f(+,−) − f(−,+) + f(−,−)) / (4 h²), with steps of h in x_i and x_j;
    rows and columns are in the order of ``x.ravel()``. By default h is about
    ε^(1/4) × max(1, |x|). The truncation error is of order h², the round-off error about
    ε |f(x)| / h².

    >>> numerical_hessian(lambda p: p[0] ** 2 * p[1], np.array([1.0, 3.0])).round(4)
    array([[6., 2.],
           [2., 0.]])
    """
    x, h = _point_and_step(x, h, 1 / 4)
    steps = _steps_that_move(x, h).ravel()
    if not (steps * steps >= np.finfo(x.dtype).tiny).all():
        raise ValueError(_("h is {h}: its square is too small a number.").format(h=h))
    hessian = np.empty((x.size, x.size), x.dtype)
    for i, j in combinations_with_replacement(range(x.size), 2):
        total = x.dtype.type(0)
        for sign_i, sign_j in product((1, -1), repeat=2):
            moved = x.copy()
            moved.flat[i] += sign_i * steps[i]
            moved.flat[j] += sign_j * steps[j]
            total += sign_i * sign_j * as_number("f(x)", f(moved))
        hessian[i, j] = hessian[j, i] = total / (4 * steps[i] * steps[j])
    return hessian


def _point_and_step(x, h, power):
    """Return x as numbers, and h in their type or, without one, a step that suits x."""
    x = as_numbers("x", x)
    if not np.isfinite(x).all():
        raise ValueError(_("x is {x}: give finite numbers.").format(x=x))
    precision = np.finfo(x.dtype).eps
    if h is None:
        suited = precision ** x.dtype.type(power) * np.maximum(1, np.abs(x))
        return x, suited.astype(x.dtype)
    h = as_numbers("h", h, x.dtype)
    if not h.all():
        raise ValueError(_("h is 0 in {type}: a difference needs a step.").format(type=x.dtype))
    if not np.isfinite(h).all():
        raise ValueError(_("h is {h}: give finite numbers.").format(h=h))
    if (np.abs(h) < precision / 16 * np.abs(x)).any():
        raise ValueError(_too_small(h, x))
    return x, h


def _steps_that_move(x, h):
    if not ((x + h != x) & (x - h != x)).all():
        raise ValueError(_too_small(h, x))
    return np.broadcast_to(h, x.shape)


def _too_small(h, x):
    message = _("h is {h}: too small a step at x = {x}, which {type} rounds away.")
    return message.format(h=h, x=x, type=x.dtype)


def _values(f, x):
    # A copy, for a function that changes what it is given.
    return as_numbers("f(x)", f(x.copy()))
