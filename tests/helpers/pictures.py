"""Two pictures of the same figure, held against each other."""

import numpy as np
from PIL import ImageFilter


def unlikeness(seen, true):
    """Return the share of pixels that differ visibly, and by how much blurred ones do, of 255.

    Blurred, lines that are a pixel apart look alike; a missing one does not.
    """
    blurred = [picture.filter(ImageFilter.BoxBlur(4)) for picture in (seen, true)]
    return (_difference(seen, true) > 60).mean(), _difference(*blurred).max()


def _difference(one, other):
    return np.abs(np.asarray(one, int) - np.asarray(other, int)).max(axis=2)
