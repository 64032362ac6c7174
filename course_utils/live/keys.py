"""What the arrow keys mean in a live figure."""

_ARROWS = {
    "ArrowLeft": (0, -1),
    "ArrowRight": (0, 1),
    "ArrowDown": (1, -1),
    "ArrowUp": (1, 1),
}


def arrow_steps(event):
    """Return the axis of an arrow key's event (0 across, 1 up) and the steps to go along it.

    >>> arrow_steps({"type": "key", "key": "ArrowDown", "large": True})
    (1, -10)

    """
    axis, direction = _ARROWS[event["key"]]
    return axis, direction * (10 if event["large"] else 1)
