"""Live figure: every house pulls at the line; the two net pulls are the two slopes of the loss."""

import numpy as np

from course_utils.language import _
from course_utils.live import LiveFigure, Number, add_play
from course_utils.live.drawing.arrow import draw_arrow, point_arrow
from course_utils.live.style import MUTED, OTHER, SLOPE
from course_utils.mathematics.linear_regression import closed_form, predict

from .house_drawings import (
    add_slider,
    as_sales,
    draw_houses,
    draw_misses,
    lay_misses,
    ranges_of_lines,
    round_up,
)

N_STEPS = 40
# What a step leaves of the way to the best line: with the area standardised both curvatures are 2,
# and the learning rate is 0.1.
REST = 1 - 0.1 * 2


def houses_pull(area, price):
    """Show how each house pulls at a line, and how it turns it: its pull times its area.

    `area` (square feet) and `price` (thousand US dollars) are of shape (n_samples,). Controls ``w``
    and ``b``, ``house`` (the number of a house, the smallest first), and ``step`` of a descent that
    begins at (w, b).

    A house pulls with its miss, y − ŷ, in thousand $. The mean of all pulls is −½ ∂L/∂b, and the
    mean of pull × area is −½ ∂L/∂w. First it asks how much more a large house turns the line.
    """
    area, price = as_sales(area, price)
    best = np.array(closed_form(area, price))
    order = np.argsort(area, kind="stable")
    area, price = area[order], price[order]
    w_range, b_range = ranges_of_lines(area, price)
    live = LiveFigure(_("The houses pull"), width=890, height=330, lines=4)
    ax_pull, ax_turn = live.subplots(1, 2, sharex=True)
    line = draw_houses(ax_pull, area, price)
    whole = np.array([0.0, round_up(area.max())])
    ax_pull.set(title=_("pull = miss"), xlim=whole + 0.03 * whole[1] * np.array([-1, 1]))
    # For a line of slope w the net pull's arrow ends here, whatever b is.
    ends = price.mean() - np.array(w_range) * area.mean()
    ax_pull.set_ylim(bottom=min(0, b_range[0], 1.1 * ends.min()))
    most = float(np.abs(area * price).max()) or 1.0
    ax_turn.set(title=_("turning pull = miss × area"), xlabel=_("living area, sq ft"))
    ax_turn.set(ylabel=_("thousand $ × sq ft"), ylim=(-most, most))
    ax_turn.ticklabel_format(axis="y", scilimits=(0, 0), useMathText=True)
    ax_turn.axhline(0, color=MUTED, linewidth=1)
    pulls, net, mine = _draw_pulls(ax_pull)
    turns, net_turn, my_turn = _draw_pulls(ax_turn)
    (lever,) = ax_pull.plot([], [], color=OTHER, linestyle=":", linewidth=2)

    add_slider(live, "w", _("w, thousand $ per sq ft"), w_range, 1 / 6, 300)
    add_slider(live, "b", _("b, thousand $"), b_range, 1 / 2, 400)
    live.slider("house", _("house, by size"), 1, len(area), value=len(area), step=1)
    live.slider("step", _("steps of a descent"), 0, N_STEPS, value=0, step=1)
    add_play(live, "step")

    @live.moves(pulls, line, lever, mine, net, turns, my_turn, net_turn)
    def move(w, b, house, step):
        w, b = best + REST**step * (np.array([w, b]) - best)
        on_line, i = predict(area, w, b), house - 1
        pull = price - on_line
        turn = pull * area
        line.set_data(whole, predict(whole, w, b))
        lay_misses(pulls, area, on_line, price)
        lay_misses(turns, area, 0 * turn, turn)
        mine.set_data([area[i]] * 2, [on_line[i], price[i]])
        my_turn.set_data([area[i]] * 2, [0, turn[i]])
        lever.set_data([0, area[i]], [on_line[i]] * 2)
        ways = _way(pull, price), _way(turn, area * price)
        for arrow, foot, part, way in ((net, b, pull, ways[0]), (net_turn, 0, turn, ways[1])):
            point_arrow(arrow, (0, foot), (0, part.mean() if way else 0))
        first = _("Step {step} of a descent: ").format(step=step) if step else ""
        first += _("w = {w:.4g} thousand $ per sq ft, b = {b:.4g} thousand $.").format(w=w, b=b)
        second = _("Net pull −½ ∂L/∂b = {net:+.3g} thousand $ (arrow, left): {way}.")
        names = _("in balance"), _("the line is pulled up"), _("the line is pulled down")
        second = second.format(net=pull.mean(), way=names[ways[0]])
        third = _(
            "Net turning pull −½ ∂L/∂w = {net:+.3g} thousand $ × sq ft (arrow, right): {way}."
        )
        names = _("in balance"), _("the line is turned up"), _("the line is turned down")
        third = third.format(net=turn.mean(), way=names[ways[1]])
        fourth = _(
            "House {house} (purple) pulls with {pull:+.3g} thousand $ at a lever of {area:,.5g} "
            "sq ft: {turn:+.3g} thousand $ × sq ft."
        ).format(house=house, area=area[i], pull=pull[i], turn=turn[i])
        return f"{first}\n{second}\n{third}\n{fourth}"

    small, large = 1000, 4000
    question = _(
        "Two houses miss by 100 thousand dollars each. One has {small:,} square feet, the other "
        "{large:,}. How many times as much does the large one turn the line?"
    )
    live.predict(
        "turn_of_a_large_house",
        question.format(small=small, large=large),
        guess=Number(0, 20, step=1, unit=_("times")),
        truth=lambda: large / small,
        because=_("Both pull equally hard, and the lever is the area."),
        hides=[ax_turn],
        says=_("Each thread is the pull of a house. How it turns the line is hidden."),
    )
    return live


def _draw_pulls(axes):
    """Draw the pulls of all houses, an arrow for their mean, and the pull of one house."""
    arrow, one = draw_arrow(axes, SLOPE, linewidth=4), *axes.plot([], [], color=OTHER, linewidth=4)
    return draw_misses(axes), arrow, one


def _way(pulls, scale):
    """Return 1 where pulls go up in the mean, −1 where down, 0 where they are in balance."""
    mean = pulls.mean()
    at_rest = abs(mean) <= 3e-3 * np.abs(pulls).mean() + 1e-9 * np.abs(scale).mean()
    return 0 if at_rest else int(np.sign(mean))
