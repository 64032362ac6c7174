"""Names and numbers beside moving lines: put where no line crosses them."""

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Bbox

GAP = 6  # CSS pixels between a label and what it stands beside
_SHARES = {"left": 0.0, "bottom": 0.0, "center": 0.5, "right": 1.0, "top": 1.0}


def place_labels(spots, lines):
    """Put each label at the first of its spots that is free; hide it where none is.

    Parameters
    ----------
    spots : dict of Text to list of tuple
        For each label (x, y, ha, va): a place in data coordinates, and which side of the label is
        to be there, as in Matplotlib: with ``"left"`` and ``"top"`` it stands to the right of the
        place and below it. All labels are of one axes.
    lines : sequence of Line2D
        What is not to be crossed, nor another label.
    """
    axes = next(iter(spots)).axes
    to_pixels, frame = axes.transData.frozen(), axes.bbox.extents
    paths = [Path(to_pixels.transform(line.get_xydata())) for line in lines if line.get_visible()]
    for label in spots:
        label.set_visible(True)  # an invisible text has no size
    # By the canvas' own measure: a label that was last drawn into a PNG remembers that one's.
    measure = axes.figure.canvas.get_renderer()
    # Rounded: the difference of two edges depends a little on where the label stood before.
    sizes = [label.get_window_extent(measure).size.round(6) for label in spots]
    for (label, places), size in zip(spots.items(), sizes, strict=True):
        label.set_visible(False)
        if not places:
            continue
        boxes = _boxes(to_pixels, size, places)
        inside = (boxes[:, :2] >= frame[:2]).all(axis=1) & (boxes[:, 2:] <= frame[2:]).all(axis=1)
        box = next((box for box in boxes[inside] if not _is_crossed(box, paths, 0.6 * GAP)), None)
        if box is not None:
            label.set_visible(True)
            label.set(position=to_pixels.inverted().transform(box[:2]), ha="left", va="bottom")
            paths.append(Path(box[[[0, 1], [2, 1], [2, 3], [0, 3], [0, 1]]]))


def beside_line(x, y, slope):
    """Return spots above and below a line of this slope, at each of the places (x, y)."""
    above, below = ("right", "left") if slope > 0 else ("left", "right")
    sides = ((above, "bottom"), (below, "top"))
    return [(*place, *side) for place in zip(x, y, strict=True) for side in sides]


def _boxes(to_pixels, size, places):
    """Return left, low, right and high in pixels of a label at each of its places."""
    x, y, *sides = zip(*places, strict=True)
    shares = np.transpose([[_SHARES[side] for side in part] for part in sides])
    low = to_pixels.transform(np.transpose([x, y])) - shares * size + GAP * (1 - 2 * shares)
    return np.hstack([low, low + size])


def _is_crossed(box, paths, room):
    around = Bbox.from_extents(*box).padded(room)
    return any(path.intersects_bbox(around, filled=False) for path in paths)
