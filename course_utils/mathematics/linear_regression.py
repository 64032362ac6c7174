"""Linear regression: the model, its loss, the loss's slopes and curvature, the exact solution.

Throughout, X is an array of shape (n_samples,) with a number w, or of shape
(n_samples, n_features) with w of shape (n_features,). The intercept b is a number.
"""

import numpy as np

from course_utils.language import _
from course_utils.mathematics.arrays import columns, floating
from course_utils.mathematics.standardisation import standardise
from course_utils.mathematics.validation import require_finite


def predict(X, w, b):
    """Return the predictions y_pred = X w + b.

    Parameters
    ----------
    X : ndarray of shape (n_samples,) or (n_samples, n_features)
        The features; or a number, the one feature of a single sample.
    w : float or ndarray of shape (n_features,)
        The weights, in the unit of y per unit of the feature.
    b : float
        The intercept, in the unit of y.

    Returns
    -------
    ndarray of shape (n_samples,)
        In the unit of y; a number where X is one.

    Raises
    ------
    ValueError
        Where the shapes of X and w do not fit; both are named.

    Examples
    --------
    >>> predict(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, 10.0]), 0.5)
    array([21.5, 43.5])

    """
    X = floating(X)
    if X.ndim > 2 or X.shape[1:] != np.shape(w):
        message = _(
            "X has shape {X} and w has shape {w}: w needs one weight for each column of X, "
            "or is a number where X has shape (n_samples,)."
        )
        raise ValueError(message.format(X=X.shape, w=np.shape(w)))
    # A float64 w or b would turn float32 data into float64, and copy all of X for it.
    w, b = np.asarray(w, dtype=X.dtype), np.asarray(b, dtype=X.dtype)
    y_pred = X * w if X.ndim < 2 else X @ w
    y_pred += b
    return y_pred


def mean_squared_error(X, y, w, b):
    """Return the loss L(w, b) = (1/N) Σ (y_pred − y)².

    Parameters
    ----------
    X, w, b
        As for `predict`.
    y : ndarray of shape (n_samples,)
        The measured values.

    Returns
    -------
    float
        In the unit of y, squared.

    Raises
    ------
    ValueError
        Where the shapes do not fit, both are named; or where there are no samples.

    Notes
    -----
    The factor is 1/N. With 1/(2N), as some books have it, every slope is half as large and every
    usable learning rate twice as large.

    Examples
    --------
    >>> print(mean_squared_error(np.array([1.0, 2.0]), np.array([3.0, 3.0]), 1.0, 1.0))
    0.5

    """
    error = _error(X, y, w, b)
    return (error @ error) / len(error)


def mean_squared_error_gradient(X, y, w, b):
    """Return the slopes of `mean_squared_error`.

    ∂L/∂w_j = (2/N) Σ (y_pred − y) x_j, that is (2/N) Xᵀ (y_pred − y); ∂L/∂b = (2/N) Σ (y_pred − y).

    Parameters
    ----------
    X, y, w, b
        As for `mean_squared_error`.

    Returns
    -------
    dL_dw : float or ndarray of shape (n_features,)
        In the unit of y² per unit of w.
    dL_db : float
        In the unit of y.

    Raises
    ------
    ValueError
        Where the shapes do not fit, both are named; or where there are no samples.

    Examples
    --------
    >>> X, y = np.array([1.0, 2.0]), np.array([3.0, 3.0])
    >>> dL_dw, dL_db = mean_squared_error_gradient(X, y, w=1.0, b=1.0)
    >>> print(dL_dw, dL_db)
    -1.0 -1.0

    """
    error = _error(X, y, w, b)
    error *= error.dtype.type(2 / len(error))
    return np.asarray(X).T @ error, error.sum()


def mean_squared_error_hessian(X):
    """Return the second derivatives of `mean_squared_error`, which are the same everywhere.

    (2/N) [X 1]ᵀ [X 1], in the order (w_1, …, w_d, b).

    Parameters
    ----------
    X : ndarray of shape (n_samples,) or (n_samples, n_features)
        The features.

    Returns
    -------
    ndarray of shape (n_features + 1, n_features + 1)
        Symmetric.

    Raises
    ------
    ValueError
        Where X has another number of axes, holds nothing, or holds a NaN or an infinity.

    Examples
    --------
    >>> mean_squared_error_hessian(np.array([-1.0, 1.0]))
    array([[2., 0.],
           [0., 2.]])

    """
    X = columns(X)
    n_samples, n_features = X.shape
    hessian = np.empty((n_features + 1, n_features + 1), X.dtype)
    hessian[:-1, :-1] = X.T @ X
    hessian[:-1, -1] = hessian[-1, :-1] = X.sum(axis=0)
    hessian[-1, -1] = n_samples
    return hessian * X.dtype.type(2 / n_samples)


def closed_form(X, y):
    """Return the w and b at which the mean squared error is least.

    They are found from the centred columns by a singular value decomposition, which is more exact
    than inverting XᵀX.

    Parameters
    ----------
    X : ndarray of shape (n_samples,) or (n_samples, n_features)
        The features.
    y : ndarray of shape (n_samples,)
        The measured values.

    Returns
    -------
    w : float or ndarray of shape (n_features,)
    b : float

    Raises
    ------
    ValueError
        Where a column is constant, or is a combination of others, so that many w are equally
        good; where the shapes do not fit; where there are too few samples; or where X or y holds
        a NaN or an infinity: leave such samples out, or fill them in.

    Examples
    --------
    >>> w, b = closed_form(np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0]))
    >>> print(f"{w:.3f} {b:.3f}")
    2.000 1.000

    """
    one_feature = np.ndim(X) == 1
    X, y = columns(X), floating(y)
    n_samples, n_features = X.shape
    if y.shape != (n_samples,):
        message = _("y has shape {y}: X has {n} samples, so y needs the shape {wanted}.")
        raise ValueError(message.format(y=y.shape, n=n_samples, wanted=(n_samples,)))
    require_finite("y", y)
    if n_samples <= n_features:
        message = _("{features} weights and an intercept need at least {least} samples, not {n}.")
        least = n_features + 1
        raise ValueError(message.format(features=n_features, least=least, n=n_samples))
    scaled, scaling = standardise(X)
    w_scaled, _residual, rank, _values = np.linalg.lstsq(scaled, y - y.mean(), rcond=None)
    if rank < n_features:
        raise ValueError(_dependent_column(scaled))
    w, b = scaling.to_original_units(w_scaled, y.mean())
    return (w[0] if one_feature else w), b


def r_squared(y, y_pred):
    """Return R² = 1 − Σ (y − y_pred)² / Σ (y − mean of y)².

    Parameters
    ----------
    y, y_pred : ndarray of shape (n_samples,)
        Measured and predicted values.

    Returns
    -------
    float
        Dimensionless: 1 for perfect predictions, 0 for none better than the mean, and negative
        for worse ones.

    Raises
    ------
    ValueError
        Where the shapes differ, or all values of y are the same, or there are none.

    Examples
    --------
    >>> print(r_squared(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 4.0])))
    0.5

    """
    y, y_pred = floating(y), floating(y_pred)
    _require_same_shape(y, y_pred)
    if np.ptp(y) == 0:
        raise ValueError(_("All values of y are the same: there is no spread to explain."))
    return 1 - np.sum((y - y_pred) ** 2) / np.sum((y - y.mean()) ** 2)


def _error(X, y, w, b):
    """Return y_pred − y in an array of its own, after looking at the shapes."""
    error = predict(X, w, b)
    _require_same_shape(np.asarray(y), error)
    error -= y
    return error


def _require_same_shape(y, y_pred):
    # (n,) − (n, 1) would be an (n, n) table without any complaint from NumPy.
    if y.shape != y_pred.shape or y.ndim != 1:
        message = _("y has shape {y} and the predictions {y_pred}: both need (n_samples,).")
        raise ValueError(message.format(y=y.shape, y_pred=y_pred.shape))
    if not len(y):
        raise ValueError(_("There are no samples here: the mean over none is no number."))


def _dependent_column(X):
    for n_columns in range(1, X.shape[1] + 1):
        if np.linalg.matrix_rank(X[:, :n_columns]) < n_columns:
            message = _(
                "Column {column} of X is a combination of the columns before it: leave it out."
            )
            return message.format(column=n_columns - 1)
    return _("The columns of X depend on each other: leave one out.")
