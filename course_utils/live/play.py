"""A play button that sweeps a slider of a live figure."""

import ipywidgets as widgets

from course_utils.language import _
from course_utils.live.controls import nearest_value


def add_play(live, name, seconds=6.0, interval=40):
    """Add a play button that sweeps the slider `name` from end to end; return it.

    A whole sweep takes `seconds`, with `interval` milliseconds between two values. The reader may
    pause it, or drag the slider meanwhile: the sweep goes on from there.
    """
    slider = live.controls[name]
    span = slider.max - slider.min
    n_frames = round(1000 * seconds / interval)
    play = widgets.Play(
        max=n_frames, interval=interval, show_repeat=False, tooltip=_("Play or pause")
    )

    def place():
        return round((slider.value - slider.min) / span * n_frames)

    def value_at(frame):
        return nearest_value(slider, slider.min + frame / n_frames * span)

    def sweep(change):
        # The slider was moved by the reader, and the button only told where to: nothing to do.
        if change["new"] != place():
            live.set(**{name: value_at(change["new"])})

    def follow(_change):
        # A slider of few values stands still for several frames: they are not to be skipped.
        if slider.value != value_at(play.value):
            play.value = place()

    def keep_pace(_change):
        # Who asks for less motion gets ten steps with a rest after each, instead of a sweep.
        calm = live.canvas.calm
        play.step, play.interval = (max(1, n_frames // 10), 1000) if calm else (1, interval)

    live.canvas.observe(keep_pace, "calm")
    play.value = place()
    play.observe(sweep, "value")
    slider.observe(follow, "value")
    live.sweeps[play] = name, seconds
    live.place(play)
    return play
