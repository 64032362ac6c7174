"""Derivatives by differences: of one variable, of many, first and second.

Formulas and error terms: Nocedal and Wright, Numerical Optimization (2006), section 8.1.
"""

import numpy as np

from course_utils.language import _
from course_utils.mathematics.arrays import floating


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
        The derivative, of the shape of x.

    Raises
    ------
    ValueError
        Where h is 0, or too small for the type of x.

    Notes
    -----
    The truncation error is f″(x) h / 2 (order 1), the round-off error about ε |f(x)| / h.

    Examples
    --------
    >>> print(f"{forward_difference(lambda x: x**2, 3.0, h=0.001):.3f}")
    6.001

    """
    x = floating(x)
    h = _step(x, h, 1 / 2)
    # A copy, for a function that changes what it is given.
    return ((f(x + h) - f(x.copy())) / h)[()]


def central_difference(f, x, h=None):
    """Approximate f′(x) by (f(x + h) − f(x − h)) / (2 h).

    Parameters
    ----------
    f : callable
        A function of a number, or one that works on arrays element by element.
    x : float or ndarray
        Where the derivative is wanted.
    h : float or ndarray, optional
        The step, as in `forward_difference`. By default about ε^(1/3) × max(1, |x|).

    Returns
    -------
    float or ndarray
        The derivative, of the shape of x.

    Raises
    ------
    ValueError
        Where h is 0, or too small for the type of x.

    Notes
    -----
    The truncation error is f‴(x) h² / 6 (order 2), the round-off error about ε |f(x)| / h.

    Examples
    --------
    >>> print(f"{central_difference(lambda x: x**2, 3.0):.6f}")
    6.000000

    """
    x = floating(x)
    h = _step(x, h, 1 / 3)
    return ((f(x + h) - f(x - h)) / (2 * h))[()]


def numerical_gradient(f, x, h=None):
    """Approximate all partial derivatives of f at x by central differences.

    One variable is moved at a time, the rest are held: two calls of f for each element of x.

    Parameters
    ----------
    f : callable
        Maps an array of the shape of x to one number.
    x : ndarray
        The point, of any shape.
    h : float or ndarray, optional
        The step, as in `central_difference`.

    Returns
    -------
    ndarray
        The partial derivatives, of the shape of x.

    Raises
    ------
    ValueError
        Where f returns more than one number: sum or average them first. Where h is 0.

    Examples
    --------
    >>> numerical_gradient(lambda p: p[0] ** 2 + 3 * p[1], np.array([2.0, 5.0])).round(6)
    array([4., 3.])

    """
    x = floating(x)
    steps = np.broadcast_to(_step(x, h, 1 / 3), x.shape)
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        ahead, behind = x.copy(), x.copy()
        ahead[index] += steps[index]
        behind[index] -= steps[index]
        # What was really moved, after rounding, not what was asked for.
        moved = ahead[index] - behind[index]
        gradient[index] = (_number(f, ahead) - _number(f, behind)) / moved
    return gradient


def numerical_hessian(f, x, h=None):
    """Approximate all second derivatives of f at x.

    Entry (i, j) is (f(+,+) − f(+,−) − f(−,+) + f(−,−)) / (4 h²), with steps of h in x_i and x_j.

    Parameters
    ----------
    f : callable
        Maps an array of the shape of x to one number.
    x : ndarray
        The point, with n elements.
    h : float or ndarray, optional
        The step, as in `forward_difference`. By default about ε^(1/4) × max(1, |x|).

    Returns
    -------
    ndarray of shape (n, n)
        Symmetric; rows and columns in the order of ``x.ravel()``.

    Raises
    ------
    ValueError
        Where f returns more than one number: sum or average them first. Where h is 0.

    Notes
    -----
    The truncation error is of order h², the round-off error about ε |f(x)| / h².

    Examples
    --------
    >>> numerical_hessian(lambda p: p[0] ** 2 * p[1], np.array([1.0, 3.0])).round(4)
    array([[6., 2.],
           [2., 0.]])

    """
    x = floating(x)
    steps = np.broadcast_to(_step(x, h, 1 / 4), x.shape).ravel()
    hessian = np.empty((x.size, x.size), x.dtype)
    for i in range(x.size):
        for j in range(i + 1):
            total = x.dtype.type(0)
            for sign_i in (1, -1):
                for sign_j in (1, -1):
                    moved = x.copy()
                    moved.flat[i] += sign_i * steps[i]
                    moved.flat[j] += sign_j * steps[j]
                    total += sign_i * sign_j * _number(f, moved)
            hessian[i, j] = hessian[j, i] = total / (4 * steps[i] * steps[j])
    return hessian


def _step(x, h, power):
    """Return the step h in x's type, or, without one, a step that suits x."""
    if h is not None:
        h = x.dtype.type(h)
        if not np.all(h):
            raise ValueError(_("h is 0: a difference needs a step."))
        return h
    precision = np.finfo(x.dtype).eps
    return (precision ** x.dtype.type(power) * np.maximum(1, np.abs(x))).astype(x.dtype)


def _number(f, x):
    value = np.asarray(f(x))
    if value.size != 1:
        message = _(
            "The function returned an array of shape {shape} where one number belongs: "
            "sum or average it first."
        )
        raise ValueError(message.format(shape=value.shape))
    return value.reshape(())[()]
