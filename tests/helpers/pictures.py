"""Pictures of figures, and two of them held against each other."""

import base64
import io

import numpy as np
from PIL import Image, ImageFilter


def picture_of(url):
    """Return the picture of a data address."""
    return Image.open(io.BytesIO(base64.b64decode(url.split(",")[1]))).convert("RGB")


def unlikeness(seen, true):
    """Return the share of pixels that differ visibly, and by how much blurred ones do, of 255.

    Blurred, lines that are a pixel apart look alike; a missing one does not.
    """
    blurred = [picture.filter(ImageFilter.BoxBlur(4)) for picture in (seen, true)]
    return (_difference(seen, true) > 60).mean(), _difference(*blurred).max()


def _difference(one, other):
    return np.abs(np.asarray(one, int) - np.asarray(other, int)).max(axis=2)
