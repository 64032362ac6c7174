"""Linear regression: the model, its loss, the loss's slopes and curvature, the exact solution;
and features with mean 0 and standard deviation 1.

Throughout, X is an array of shape (n_samples,) with a number w, or of shape
(n_samples, n_features) with w of shape (n_features,). The weights w are in the unit of y per unit
of the feature, the intercept b is a number in the unit of y, and the measured y has the shape
(n_samples,). What does not fit, or holds anything but real numbers, is refused with a ValueError
that names it; so is a NaN or an infinity in X or y where a single number is made of all samples.
"""

from dataclasses import dataclass

import numpy as np

from course_utils.language import _
from course_utils.mathematics.validation import (
    as_number,
    as_numbers,
    require_finite,
    require_samples,
)


def predict(X, w, b):
    """Return the predictions y_pred = X w + b.

    They have the shape (n_samples,), the unit of y, and X's type. X may also be a number, the one
    feature of a single sample; then they are one too.

    >>> predict(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, 10.0]), 0.5)
    array([21.5, 43.5])
    """
    X = as_numbers("X", X)
    # A float64 w or b would turn float32 data into float64, and copy all of X for it.
    w, b = as_numbers("w", w, X.dtype), as_number("b", b, X.dtype)
    if X.ndim > 2 or X.shape[1:] != w.shape:
        message = _(
            "X has shape {X} and w has shape {w}: w needs one weight for each column of X, "
            "or is a number where X has shape (n_samples,)."
        )
        raise ValueError(message.format(X=X.shape, w=w.shape))
    y_pred = X * w if X.ndim < 2 else X @ w
    y_pred += b
    return y_pred


def mean_squared_error(X, y, w, b):
    """Return the loss L(w, b) = (1/N) Σ (y_pred − y)².

    It is in the unit of y, squared. (w and b may be infinite, as in a descent that diverges.)

    The factor is 1/N. With 1/(2N), as some books have it, every slope is half as large and every
    usable learning rate twice as large.

    >>> print(mean_squared_error(np.array([1.0, 2.0]), np.array([3.0, 3.0]), 1.0, 1.0))
    0.5
    """
    _X, error = _features_and_error(X, y, w, b)
    return (error @ error) / len(error)


def mean_squared_error_gradient(X, y, w, b):
    """Return the slopes of `mean_squared_error`.

    ∂L/∂w_j = (2/N) Σ (y_pred − y) x_j, that is (2/N) Xᵀ (y_pred − y), of the shape of w, in the
    unit of y² per unit of w; and ∂L/∂b = (2/N) Σ (y_pred − y), a number, in the unit of y.

    >>> X, y = np.array([1.0, 2.0]), np.array([3.0, 3.0])
    >>> dL_dw, dL_db = mean_squared_error_gradient(X, y, w=1.0, b=1.0)
    >>> print(dL_dw, dL_db)
    -1.0 -1.0
    """
    X, error = _features_and_error(X, y, w, b)
    error *= error.dtype.type(2 / len(error))
    return X.T @ error, error.sum()


def mean_squared_error_hessian(X):
    """Return the second derivatives of `mean_squared_error`, which are the same everywhere.

    (2/N) [X 1]ᵀ [X 1], of shape (n_features + 1, n_features + 1), in the order (w_1, …, w_d, b).

    >>> mean_squared_error_hessian(np.array([-1.0, 1.0]))
    array([[2., 0.],
           [0., 2.]])
    """
    X = _columns(X)
    n_samples, n_features = X.shape
    hessian = np.empty((n_features + 1, n_features + 1), X.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        hessian[:-1, :-1] = X.T @ X
        hessian[:-1, -1] = hessian[-1, :-1] = X.sum(axis=0)
        hessian[-1, -1] = n_samples
        hessian *= X.dtype.type(2 / n_samples)
    _require_in_range(np.where(X.any(axis=0), hessian.diagonal()[:-1], 1))
    return hessian


def closed_form(X, y):
    """Return the w and b at which the mean squared error is least.

    They are found from the standardised columns by a singular value decomposition, which is more
    exact than inverting XᵀX. ValueError where a column is constant, or is a combination of others,
    so that many w are equally good; or where there are too few samples.

    >>> w, b = closed_form(np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0]))
    >>> print(f"{w:.3f} {b:.3f}")
    2.000 1.000
    """
    columns, y = _columns(X), as_numbers("y", y)
    n_samples, n_features = columns.shape
    if y.shape != (n_samples,):
        message = _("y has shape {y}: X has {n} samples, so y needs the shape {wanted}.")
        raise ValueError(message.format(y=y.shape, n=n_samples, wanted=(n_samples,)))
    require_finite("y", y)
    if n_samples <= n_features:
        message = _("{features} weights and an intercept need at least {least} samples, not {n}.")
        least = n_features + 1
        raise ValueError(message.format(features=n_features, least=least, n=n_samples))
    scaled, scaling = standardise(columns)
    y, exponent = _brought_to_size(y)
    # NumPy solves nothing in longdouble.
    solvable = np.float32 if scaled.dtype == y.dtype == np.float32 else float
    system, target = scaled.astype(solvable), (y - y.mean()).astype(solvable)
    w_scaled, _residual, rank, _values = np.linalg.lstsq(system, target, rcond=None)
    if rank < n_features:
        raise ValueError(_dependent_column(system))
    with np.errstate(over="ignore", invalid="ignore"):
        w, b = scaling.to_original_units(w_scaled, y.mean())
        w, b = np.ldexp(w, exponent), np.ldexp(b, exponent)
    if not np.isfinite(w).all() or not np.isfinite(b):
        raise ValueError(_("The weights are too large for {type}.").format(type=w.dtype))
    return (w[0] if np.ndim(X) == 1 else w), b


def r_squared(y, y_pred):
    """Return R² = 1 − Σ (y − y_pred)² / Σ (y − mean of y)².

    It is 1 for perfect predictions, 0 for none better than the mean, and negative for worse ones.
    Where all values of y are the same, there is none: ValueError.

    >>> print(r_squared(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 4.0])))
    0.5
    """
    y, y_pred = as_numbers("y", y), as_numbers("y_pred", y_pred)
    _require_same_shape(y, y_pred)
    require_finite("y", y)
    require_finite("y_pred", y_pred)
    if (y == y[0]).all():
        raise ValueError(_("All values of y are the same: there is no spread to explain."))
    y, exponent = _brought_to_size(y)
    with np.errstate(over="ignore"):
        error = y - np.ldexp(y_pred, -exponent)
        spread = y - y.mean()
        size = np.abs(spread).max()
        return 1 - np.sum((error / size) ** 2) / np.sum((spread / size) ** 2)


@dataclass(frozen=True)
class Standardisation:
    """How features were standardised: `mean` and `std`, in the unit of each feature.

    They are numbers, or arrays of shape (n_features,).
    """

    mean: np.ndarray
    std: np.ndarray

    def to_original_units(self, w, b):
        """Return the w and b for X in its own units that predict the same.

        w_j / std_j, of the shape of w, and b − Σ w_j mean_j / std_j, a number.
        """
        w, b = as_numbers("w", w), as_number("b", b)
        if w.shape != np.shape(self.mean):
            message = _("w is for features of shape {shape}; standardised were {own}.")
            raise ValueError(message.format(shape=w.shape, own=np.shape(self.mean)))
        w = w / self.std
        return w, b - np.sum(w * self.mean)


def standardise(X):
    """Return each column with mean 0 and standard deviation 1, and how it was done.

    A column that is constant to within rounding is refused with a ValueError.

    That is an array of the shape of X, dimensionless, and a `Standardisation` with the means and
    standard deviations (with 1/N) that were used.

    >>> X_standardised, scaling = standardise(np.array([1.0, 3.0]))
    >>> print(X_standardised, scaling.mean, scaling.std)
    [-1.  1.] 2.0 1.0
    """
    X, exponent = _brought_to_size(_columns(X).reshape(np.shape(X)))
    mean, std = X.mean(axis=0), X.std(axis=0)
    # Not by the standard deviation: of equal numbers it need not be zero, the mean is rounded.
    rounding = 8 * np.finfo(X.dtype).eps * np.abs(mean)
    constant = np.flatnonzero(np.atleast_1d(np.ptp(X, axis=0) <= rounding))
    if constant.size:
        message = _("Column {column} of X is constant: leave it out, it says nothing about y.")
        raise ValueError(message.format(column=int(constant[0])))
    scaling = Standardisation(np.ldexp(mean, exponent), np.ldexp(std, exponent))
    _require_in_range(np.atleast_1d(scaling.std))
    return (X - mean) / std, scaling


def _columns(X):
    """Return features as finite numbers in an array of shape (n_samples, n_features)."""
    X = as_numbers("X", X)
    if X.ndim not in (1, 2) or X.size == 0:
        message = _("X has shape {shape}: give (n_samples,) or (n_samples, n_features).")
        raise ValueError(message.format(shape=X.shape))
    require_finite("X", X)
    return X[:, None] if X.ndim == 1 else X


def _brought_to_size(values):
    """Return values × 2^−k, each column between −1 and 1, and k: no square leaves the range."""
    _fraction, exponent = np.frexp(np.abs(values).max(axis=0))
    return np.ldexp(values, -exponent), exponent


def _features_and_error(X, y, w, b):
    """Return X as numbers, and y_pred − y in an array of its own."""
    X, y = as_numbers("X", X), as_numbers("y", y)
    with np.errstate(over="ignore", invalid="ignore"):
        error = predict(X, w, b)
        _require_same_shape(y, error)
        error -= y
        # To look through all of X takes as long as a product with it.
        if not np.isfinite(error.sum()):
            require_finite("X", X)
            require_finite("y", y)
    return X, error


def _require_same_shape(y, y_pred):
    # (n,) − (n, 1) would be an (n, n) table without any complaint from NumPy.
    if y.shape != y_pred.shape or y.ndim != 1:
        message = _("y has shape {y} and the predictions {y_pred}: both need (n_samples,).")
        raise ValueError(message.format(y=y.shape, y_pred=y_pred.shape))
    require_samples(len(y))


def _require_in_range(spreads):
    """Refuse columns whose spread, squared or not, is no normal number of its type."""
    fits = np.isfinite(spreads) & (spreads >= np.finfo(spreads.dtype).tiny)
    if not fits.all():
        message = _(
            "The numbers in column {column} of X are too large or too small for {type}: "
            "give them in another unit."
        )
        raise ValueError(message.format(column=int(np.argmin(fits)), type=spreads.dtype))


def _dependent_column(X):
    message = _("Column {column} of X is a combination of the columns before it: leave it out.")
    for column in range(X.shape[1]):
        if np.linalg.matrix_rank(X[:, : column + 1]) <= column:
            return message.format(column=column)
    return _("The columns of X depend on each other: leave one out.")
