"""What slider_latency.py compares: one picture, a tangent, made live in three ways."""

import json
import time

import ipywidgets as widgets
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course_utils.live import LiveFigure
from course_utils.live.canvas import LiveCanvas

X = np.linspace(-3, 3, 200)
SIZE = (7.2, 3.3)


def measure_each_frame(path):
    """Let every live figure write each frame's milliseconds of a processor and kB into a file."""
    refresh, send, sent = LiveFigure.refresh, LiveCanvas.send, []
    log = open(path, "a", buffering=1)  # noqa: SIM115 - open for as long as the kernel lives

    def noted(self, message, buffers=()):
        sent.append((message, buffers))
        send(self, message, buffers)

    def measured(self, *args, **kwargs):
        sent.clear()
        start = time.thread_time()
        refresh(self, *args, **kwargs)
        milliseconds = 1000 * (time.thread_time() - start)
        n_bytes = sum(len(json.dumps(message)) + sum(map(len, own)) for message, own in sent)
        log.write(f"{milliseconds:.3f} {n_bytes / 1000:.2f}\n")

    LiveFigure.refresh, LiveCanvas.send = measured, noted


def bare():
    """A slider whose value the kernel writes into a label."""
    slider, label = _slider(), widgets.Label("a")
    label.add_class("bare-label")
    slider.observe(lambda change: setattr(label, "value", f"a = {change['new']:.2f}"), "value")
    return widgets.VBox([slider, label])


def tangent_live():
    live = LiveFigure("tangent", width=720, height=330)
    move_artists, artists = _draw(live.figure)
    live.slider("a", "a", -3.0, 3.0, value=1.0, step=0.01)

    @live.moves(*artists)
    def move(a):
        move_artists(a)
        return f"a = {a:.2f}"

    return live


def tangent_interact():
    plt.switch_backend("module://matplotlib_inline.backend_inline")

    def show(a):
        figure = plt.figure(figsize=SIZE)
        _draw(figure)[0](a)
        plt.show()

    return widgets.interactive(show, a=_slider())


def tangent_ipympl():
    from ipympl.backend_nbagg import Canvas, FigureManager

    figure = Figure(figsize=SIZE)
    canvas = Canvas(figure)
    FigureManager(canvas, 0)
    canvas.header_visible = canvas.footer_visible = canvas.toolbar_visible = False
    move_artists, _artists = _draw(figure)
    move_artists(1.0)
    slider = _slider()

    def move(change):
        move_artists(change["new"])
        canvas.draw_idle()

    slider.observe(move, "value")
    return widgets.VBox([slider, canvas])


def _slider():
    return widgets.FloatSlider(
        value=1.0, min=-3, max=3, step=0.01, layout=widgets.Layout(width="600px")
    )


def _draw(figure):
    left, right = figure.subplots(1, 2)
    left.plot(X, X**2)
    left.set_ylim(-3, 9)
    right.plot(X, 2 * X)
    (tangent,) = left.plot([], [])
    (point,) = left.plot([], [], "o", markersize=9)
    (slope,) = right.plot([], [], "o", markersize=9)

    def move(a):
        tangent.set_data(X, a**2 + 2 * a * (X - a))
        point.set_data([a], [a**2])
        slope.set_data([a], [2 * a])

    return move, (tangent, point, slope)
