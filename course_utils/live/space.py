"""A surface in space, which the browser turns by itself: its walls, its facets and its lines.

The calls are those of draw_calls.py, but each point has three coordinates: along the axes, from the
middle of their box. Before the lines come

    ["wall", style, n, axis, side]    a side of the box, -1 or 1; those behind the surface are seen
    ["facet", style, n]               the further away, the earlier it is drawn

space.js lays all this flat, as Matplotlib does.
"""

import itertools

import numpy as np
from matplotlib.path import Path
from mpl_toolkits.mplot3d.art3d import Line3D, Poly3DCollection

from course_utils.live.draw_calls import Recording

_AROUND = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)])  # the corners of a wall
_CLOSED = np.array([Path.MOVETO] + [Path.LINETO] * 3 + [Path.CLOSEPOLY], np.uint8)


class Surface(Poly3DCollection):
    """Facets of shape (n, 4, 3), each in a colour of its own."""

    def __init__(self, facets, colours, **look):
        super().__init__(facets, facecolors=colours, **look)
        self.facets, self.colours = np.asarray(facets), colours


def lens_of(axes):
    """Return how a point in space gets to its place in the picture, after the last draw.

    Returns
    -------
    list of float
        How far the eye is from the middle of the box, in units of space; then the width and height
        of such a unit at the distance 1, and where the middle of the box is, in CSS pixels.
    """
    middle, unit = axes.transData.transform([(0, 0), (1, 1)])
    return [axes._dist, *(unit - middle).tolist(), *middle.tolist()]


def is_in_space(artist):
    """Tell whether an artist is a line in space."""
    return isinstance(artist, Line3D)


def record_scene(recorder, axes, lines):
    """Return walls, surfaces and some lines of three-dimensional axes as a `Recording`."""
    box = np.reshape(axes.get_w_lims(), (3, 2))
    half = np.asarray(axes._box_aspect) / 2

    def place(points):
        return (points - box.mean(axis=1)) / (np.ptp(box, axis=1) / 2) * half

    scene = Recording()
    for axis, side in itertools.product(range(3), (-1, 1)):
        pane = (axes.xaxis, axes.yaxis, axes.zaxis)[axis].pane
        for _kind, style, _n in recorder.record([pane]).calls:
            corners = np.insert(_AROUND, axis, side, axis=1) * half
            _add(scene, ["wall", style, len(corners), axis, side], corners, _CLOSED)
    for surface in axes.collections:
        calls = recorder.record([surface]).calls  # which are alike but for the colour
        for facet, colour in zip(place(surface.facets), surface.colours, strict=True):
            look = recorder.filled(calls[0][1], colour)
            _add(scene, ["facet", look, len(_CLOSED)], facet[[0, 1, 2, 3, 0]], _CLOSED)
    for line in lines:
        points = place(np.stack(line.get_data_3d(), axis=-1))
        is_there = np.isfinite(points).all(axis=1)
        follows = np.append(False, is_there[:-1])
        codes = np.where(follows, Path.LINETO, Path.MOVETO)[is_there].astype(np.uint8)
        for kind, style, *outline, _n in recorder.record([line]).calls:
            call = [kind, style, *outline, len(codes)]
            _add(scene, call, points[is_there], codes if kind == "path" else codes[:0])
    return scene


def _add(scene, call, points, codes):
    scene.calls.append(call)
    scene.points.append(points)
    scene.codes.append(codes)
