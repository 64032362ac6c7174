"""The quiz on backpropagation."""

from course_utils.language import _
from course_utils.live.style import MODEL
from course_utils.quizzes import LIMITS, Option, Picture, Question

# The graph of the picture: where its values stand, and the local derivative of each edge.
PLACES = {"a": (0, 0), "p": (1, 0.8), "q": (1, -0.8), "L": (2, 0)}
LOCAL = {("a", "p"): 2, ("a", "q"): -1, ("p", "L"): 3, ("q", "L"): 4}


def backpropagation():
    return (
        Question(
            _(
                "A standardised feature has the weight 20 thousand dollars, and its standard"
                " deviation is 500 square feet. What is its weight per square foot?"
            ),
            (
                Option(
                    _("20 thousand dollars."),
                    _("That is per standard deviation. A square foot is a small part of one."),
                ),
                Option(
                    _("0.04 thousand dollars."),
                    _("20 thousand dollars for 500 square feet are 20/500 for one."),
                    right=True,
                ),
                Option(
                    _("10,000 thousand dollars."),
                    _("You multiplied. A square foot is less than 500, so its weight is smaller."),
                ),
                Option(
                    _("25 thousand dollars."),
                    _("You divided 500 by 20. Dollars per square foot are dollars over feet."),
                ),
            ),
            about="multiple_linear_regression",
        ),
        Question(
            _("Beside each edge stands its local derivative. What is the slope of L at a?"),
            (
                Option("2", _("2 · 3 along p, −1 · 4 along q, and both add up."), right=True),
                Option(
                    "6",
                    _("That is the way along p alone. The one along q changes the loss too."),
                ),
                Option(
                    "8",
                    _("That adds all four. Along one way the local derivatives multiply."),
                ),
                Option(
                    "−24",
                    _("That multiplies all four. What comes back along two ways is added."),
                ),
            ),
            picture=Picture(
                _draw_graph,
                _(
                    "A graph with four values. Edges lead from a to p, local derivative 2, and to"
                    " q, local derivative −1. From p an edge leads to L, local derivative 3, and"
                    " from q one with local derivative 4."
                ),
            ),
        ),
        Question(
            _(
                "Softmax gives three labels the probabilities 0.2, 0.7 and 0.1. The last one is"
                " right. What are the slopes of the loss at the three scores?"
            ),
            (
                Option(
                    "0.2, 0.7, 0.1",
                    _("These are the probabilities. At the right label 1 is subtracted."),
                ),
                Option(
                    "−0.2, −0.7, 0.9",
                    _("All signs are turned round. A higher wrong score raises the loss."),
                ),
                Option(
                    "0.2, 0.7, −0.9",
                    _("Each probability, less 1 at the right label. They add up to 0."),
                    right=True,
                ),
                Option(
                    "0, 0, −10",
                    _("−1/0.1 is the slope at the probability. Each score moves all three."),
                ),
            ),
        ),
        Question(
            _(
                "The input of a ReLU is −0.3. The slope that comes back to its output is 2. What"
                " does it hand on?"
            ),
            (
                Option(
                    "2",
                    _("So it would be with a positive input. At −0.3 the ReLU is level."),
                ),
                Option(
                    "−0.6",
                    _("The slope is not multiplied by the input. It is by the ReLU's own slope."),
                ),
                Option(
                    "−2",
                    _("A negative input does not turn the slope round. It lets none pass."),
                ),
                Option("0", _("At −0.3 the ReLU is level: its own slope is 0."), right=True),
            ),
        ),
        Question(
            _(
                "On its way back a slope passes four sigmoids. By how much do their own slopes"
                " multiply it at most?"
            ),
            (
                Option(
                    "1/4",
                    _("That is one sigmoid at its steepest. Each of the four multiplies."),
                ),
                Option(
                    "1/256",
                    _("¼ · ¼ · ¼ · ¼: the slopes vanish, unless large weights make up for it."),
                    right=True,
                ),
                Option(
                    "1/16",
                    _("That is 1/4 divided by 4. Four factors of 1/4 make much less."),
                ),
                Option(
                    "1",
                    _("That is a ReLU which is on. A sigmoid has 1/4 where it is steepest."),
                ),
            ),
        ),
        Question(
            _(
                "The gradient check of a network with two layers gives a relative error of 0.06 for"
                " W1 and of 1e-9 for W2. What does that tell?"
            ),
            (
                Option(
                    _("The way back has a bug, before it reaches W2."),
                    _("Then W2 would be wrong as well. The way back comes to W2 first."),
                ),
                Option(
                    _("0.06 is only rounding: the gradient is right."),
                    _("Rounding stays far below 1e-6. An error of 0.06 is a bug."),
                ),
                Option(
                    _("The way back has a bug, after W2."),
                    _("What reached W2 was right. So it goes wrong on the way from there to W1."),
                    right=True,
                ),
                Option(
                    _("The step h of the check was chosen too large."),
                    _("With the same h the error of W2 is 1e-9. The gradient itself is wrong."),
                ),
            ),
        ),
        Question(
            _("Every slope of a network is nearly 0, and its loss hardly moves. What do you know?"),
            (
                Option(
                    _("No small step changes the loss much from here."),
                    _("That is all a slope says: here, and for a small step."),
                    right=True,
                ),
                Option(
                    _("The network stands at the lowest loss there is."),
                    _("It may be a plateau, or slopes that fade. It is a candidate."),
                ),
                Option(
                    _("Its weights hardly matter: any of them could be taken away."),
                    _("To take a weight away is a large change. Slopes speak of small ones."),
                ),
                Option(
                    _("The way back has a bug."),
                    _("It may be right: a gradient check would tell. Slopes may well be small."),
                ),
            ),
            about=LIMITS,
        ),
    )


def _draw_graph(figure):
    axes = figure.subplots()
    box = {"boxstyle": "circle", "facecolor": "white", "edgecolor": MODEL}
    for (start, end), local in LOCAL.items():
        (x0, y0), (x1, y1) = PLACES[start], PLACES[end]
        arrow = {"arrowstyle": "->", "color": MODEL, "shrinkA": 14, "shrinkB": 14, "lw": 1.5}
        axes.annotate("", (x1, y1), (x0, y0), arrowprops=arrow)
        above = 0.16 if y0 + y1 > 0 else -0.16
        text = str(local).replace("-", "−")
        axes.text((x0 + x1) / 2, (y0 + y1) / 2 + above, text, ha="center", va="center", size=12)
    for name, place in PLACES.items():
        axes.text(*place, name, ha="center", va="center", bbox=box, size=12)
    axes.set(xlim=(-0.3, 2.3), ylim=(-1.2, 1.2))
    axes.axis("off")
