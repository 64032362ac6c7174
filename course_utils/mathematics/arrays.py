"""Arrays as the mathematics takes them: of floating numbers, features in columns."""

import numpy as np

from course_utils.language import _
from course_utils.mathematics.validation import require_finite


def floating(x):
    """Return x as an array of floating numbers; x itself where it is one already.

    >>> floating([1, 2])
    array([1., 2.])

    """
    x = np.asarray(x)
    return x if np.issubdtype(x.dtype, np.floating) else x.astype(float)


def columns(X):
    """Return features as an array of shape (n_samples, n_features).

    Parameters
    ----------
    X : ndarray of shape (n_samples,) or (n_samples, n_features)
        The features.

    Returns
    -------
    ndarray of shape (n_samples, n_features)

    Raises
    ------
    ValueError
        Where X has another number of axes, holds nothing, or holds a NaN or an infinity.

    Examples
    --------
    >>> columns([1, 2]).shape
    (2, 1)

    """
    X = floating(X)
    if X.ndim not in (1, 2) or X.size == 0:
        message = _("X has shape {shape}: give (n_samples,) or (n_samples, n_features).")
        raise ValueError(message.format(shape=X.shape))
    require_finite("X", X)
    return X[:, None] if X.ndim == 1 else X
