"""Features with mean 0 and standard deviation 1, and the way back from the weights on them."""

from dataclasses import dataclass

import numpy as np

from course_utils.language import _
from course_utils.mathematics.arrays import columns


@dataclass(frozen=True)
class Standardisation:
    """How features were standardised.

    Attributes
    ----------
    mean, std : float or ndarray of shape (n_features,)
        In the unit of each feature.

    """

    mean: np.ndarray
    std: np.ndarray

    def apply(self, X):
        """Return (X − mean) / std, of the shape of X: (n_samples,) or (n_samples, n_features)."""
        return (X - self.mean) / self.std

    def to_original_units(self, w, b):
        """Return the w and b for X in its own units that predict the same.

        w_j / std_j, of the shape of w, and b − Σ w_j mean_j / std_j, a number.
        """
        w = w / self.std
        return w, b - np.sum(w * self.mean)


def standardise(X):
    """Return each column with mean 0 and standard deviation 1, and how it was done.

    Parameters
    ----------
    X : ndarray of shape (n_samples,) or (n_samples, n_features)
        The features.

    Returns
    -------
    X_standardised : ndarray of the shape of X
        Dimensionless.
    standardisation : Standardisation
        The means and standard deviations (with 1/N) that were used.

    Raises
    ------
    ValueError
        Where a column is constant to within rounding: leave it out, it says nothing about y.
        Where X has another number of axes, holds nothing, or holds a NaN or an infinity.

    Examples
    --------
    >>> X_standardised, scaling = standardise(np.array([1.0, 3.0]))
    >>> print(X_standardised, scaling.mean, scaling.std)
    [-1.  1.] 2.0 1.0

    """
    one_feature = np.ndim(X) == 1
    X = columns(X)
    X = X[:, 0] if one_feature else X
    mean, std = X.mean(axis=0), X.std(axis=0)
    # Not by the standard deviation: of equal numbers it need not be zero, the mean is rounded.
    rounding = 8 * np.finfo(X.dtype).eps * np.abs(mean)
    constant = np.flatnonzero(np.atleast_1d(np.ptp(X, axis=0) <= rounding))
    if constant.size:
        message = _("Column {column} of X is constant: leave it out, it says nothing about y.")
        raise ValueError(message.format(column=int(constant[0])))
    standardisation = Standardisation(mean, std)
    return standardisation.apply(X), standardisation
