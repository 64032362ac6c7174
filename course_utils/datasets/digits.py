"""Handwritten digits: 1,797 pictures of 8 × 8 pixels."""

import numpy as np

from course_utils.datasets.tables import packaged


def load_digits():
    """Read the handwritten digits of the course, in the order in which they were collected.

    Returns
    -------
    X : ndarray of shape (1797, 64)
        The ink in each pixel, from 0 to 16, a picture's rows one after the other.
    y : ndarray of int of shape (1797,)
        The digit that is meant, 0 to 9.

    Notes
    -----
    Source: the test part of "Optical Recognition of Handwritten Digits", E. Alpaydin and
    C. Kaynak (1998), UCI Machine Learning Repository, CC BY 4.0.

    Examples
    --------
    >>> X, y = load_digits()
    >>> print(X[0].reshape(8, 8)[0], y[0])
    [ 0.  0.  5. 13.  9.  1.  0.  0.] 0
    """
    lines = packaged("digits.txt").read_text(encoding="ascii").splitlines()
    *rows, labels = zip(*map(str.split, lines), strict=True)
    pictures = map("".join, zip(*rows, strict=True))
    # A pixel is one figure of base 17: 0 to 9, then a for 10, up to g for 16.
    X = [[int(pixel, 17) for pixel in picture] for picture in pictures]
    return np.array(X, dtype=float), np.array(labels, dtype=int)
