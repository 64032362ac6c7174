"""Arrays that are kept from batch to batch."""

import numpy as np


class Room:
    """Room for the result of one step of a network, made anew only where a batch is larger.

    To ask the system for a large array costs about as much as to fill it, so a step that is done
    for every batch writes into the same array each time.

    Examples
    --------
    >>> room = Room()
    >>> first = room((3, 2), np.float64)
    >>> np.shares_memory(first, room((2, 2), np.float64))
    True

    """

    def __init__(self):
        self._kept = np.empty((0, 0))
        self._rows = self._kept

    def __call__(self, shape, dtype):
        """Return an array of this shape (n_samples, n_columns) and dtype, its numbers arbitrary."""
        if self._rows.shape != shape or self._rows.dtype != dtype:
            n_rows, n_columns = shape
            kept = self._kept
            if n_rows > len(kept) or n_columns != kept.shape[1] or kept.dtype != dtype:
                self._kept = np.empty(shape, dtype)
            self._rows = self._kept[:n_rows]
        return self._rows
