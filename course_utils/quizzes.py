"""Quiz questions with buttons: every option has an answer of its own."""

import base64
import html
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from course_utils.checking.verdict import with_code
from course_utils.language import _
from course_utils.progress import MEDIA_TYPE, first_clicks, record

LIMITS = "what a slope does not say"

_OPEN, _RIGHT, _WRONG = "○", "✓", "✗"

# ipywidgets cuts a button's text at one line; these buttons are as high as their text.
_STYLE = """<style>
.course-quiz-option.jupyter-button {
  height: auto; margin: 2px 0; padding: 0.4em 0.8em 0.4em 2em; text-indent: -1.2em;
  text-align: left; white-space: normal; overflow: visible; line-height: 1.4;
  border-left: 5px solid transparent;
}
.course-quiz-option.jupyter-button, .course-quiz-question.widget-htmlmath, .course-quiz p {
  font-size: var(--jp-content-font-size1, 14px);
}
.course-quiz-question code { background: var(--jp-layout-color2, #eeeeee); padding: 1px 5px; }
.course-quiz-right.jupyter-button { border-left-color: var(--jp-success-color1, #2e7d32); }
.course-quiz-wrong.jupyter-button { border-left-color: var(--jp-warn-color1, #b45309); }
</style>"""


@dataclass(frozen=True)
class Option:
    """One option of a question.

    Parameters
    ----------
    text : str
        What the option says; a button shows it, so it is plain text.
    answer : str
        What to tell who chooses it: why it is right, or why it is not.
    right : bool
        Whether it is the right one.
    """

    text: str
    answer: str
    right: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture that belongs to a question; it is drawn when it is shown.

    Parameters
    ----------
    draw : callable
        Draws into the Matplotlib figure that it is given, of 420 × 210 pixels on the page.
    text : str
        What there is to see, for who cannot see it.
    """

    draw: Callable
    text: str

    def to_html(self):
        """Return an image that holds the picture itself."""
        from matplotlib.figure import Figure

        from course_utils.live.widgets import one_at_a_time

        figure, file = Figure((4.2, 2.1), layout="constrained"), io.BytesIO()
        one_at_a_time(self._save)(figure, file)
        picture = base64.b64encode(file.getvalue()).decode("ascii")
        return (
            f'<img alt="{html.escape(self.text)}" src="data:image/png;base64,{picture}"'
            ' width="420" style="display: block; max-width: 100%; margin: 0.5em 0">'
        )

    def _save(self, figure, file):
        from matplotlib import rc_context

        from course_utils.live.style import STYLE

        with rc_context(STYLE):
            self.draw(figure)
            figure.savefig(file, format="png", dpi=200)  # two dots for each pixel of the page


@dataclass(frozen=True)
class Question:
    """A question with options, exactly one of them right.

    Parameters
    ----------
    text : str
        The question. Code stands between `backticks`, mathematics between $dollars$.
    options : tuple of Option
        Two or more.
    picture : Picture, optional
        What the question is asked about.
    about : str, optional
        The name of an earlier chapter if the question looks back at it, or `LIMITS` if it asks what
        a slope does not say. Only the tests read it.

    Raises
    ------
    ValueError
        If not exactly one option is right, or if one has no answer: say why it is wrong.
    """

    text: str
    options: tuple[Option, ...]
    picture: Picture | None = None
    about: str = ""

    def __post_init__(self):
        if len(self.options) < 2 or sum(option.right for option in self.options) != 1:
            text = _("The question {question!r} needs two options or more, one of them right.")
            raise ValueError(text.format(question=self.text))
        for option in self.options:
            if not option.answer:
                text = _("The option {option!r} needs an answer: say why it is right or wrong.")
                raise ValueError(text.format(option=option.text))

    def to_html(self):
        """Return the text, and the picture if there is one."""
        return with_code(self.text) + (self.picture.to_html() if self.picture else "")


class Quiz:
    """A quiz as a notebook shows it.

    With buttons where there are widgets, and as a list with the answers folded away elsewhere.

    Parameters
    ----------
    questions : tuple of Question
        The questions, in their order.
    name : str
        The quiz's name, under which the first click of each question is recorded.

    Attributes
    ----------
    widget : ipywidgets.VBox
        Everything that is shown.
    buttons, feedback : list
        For each question a button for each option, and the line that answers the last click.
    result : Sentence
        How many questions were right at the first click, when all of them have been answered.
    """

    def __init__(self, questions, name):
        # Here, so that the checker and the exercises need no widgets.
        from ipywidgets import HTML, HTMLMath, Layout, VBox

        from course_utils.live.sentence import Sentence
        from course_utils.live.widgets import replace_in_cell

        self.questions = tuple(questions)
        self.name = name
        self.feedback = [
            Sentence(text="", lines=_lines(question), group=question.text.replace("`", ""))
            for question in self.questions
        ]
        self.result = Sentence()
        self.buttons = [
            [self._make_button(number, option) for option in question.options]
            for number, question in enumerate(self.questions)
        ]
        self._first = {}  # whether the first click was right, by the question's number
        self._texts = [question.to_html() for question in self.questions]
        rows = [HTML(_STYLE, layout=Layout(display="none"))]
        for number, text in enumerate(self._texts):
            text = HTMLMath(f"<strong>{number + 1}.</strong> {text}")
            text.add_class("course-quiz-question")
            group = [text, *self.buttons[number], self.feedback[number]]
            rows.append(VBox(group, layout=Layout(margin="0 0 1em 0")))
        self.widget = VBox([*rows, self.result], layout=Layout(max_width="46em"))
        self.widget.add_class("course-quiz")
        record("quiz", name, self.score)
        replace_in_cell(self)

    @property
    def score(self):
        """What is recorded: the numbers of first clicks that were right, and of questions."""
        return {
            "first_click": sum(self._first.values()),
            "answered": len(self._first),
            "questions": len(self.questions),
        }

    def close(self):
        """Free the widgets; the quiz cannot be shown any more."""
        from course_utils.live.widgets import close_widgets

        close_widgets(self.widget)

    def _make_button(self, number, option):
        from ipywidgets import Button, Layout

        button = Button(description=f"{_OPEN} {option.text}", layout=Layout(width="auto"))
        button.add_class("course-quiz-option")
        button.on_click(partial(self._choose, number, option))
        return button

    def _choose(self, number, option, button):
        sign, kind = (_RIGHT, "right") if option.right else (_WRONG, "wrong")
        button.description = f"{sign} {option.text}"
        button.add_class(f"course-quiz-{kind}")
        heading = _("Right.") if option.right else _("No.")
        self.feedback[number].text = f"{sign} {heading} {option.answer}"
        self._first.setdefault(number, option.right)
        record("quiz", self.name, self.score)
        if len(self._first) == len(self.questions):
            self.result.text = first_clicks(**self.score)

    def __repr__(self):
        rows = []
        for number, question in enumerate(self.questions, start=1):
            rows += [f"{number}. {question.text}"]
            rows += [f"   {_OPEN} {option.text}" for option in question.options]
        return "\n".join(rows)

    def _repr_html_(self):
        return f"<ol>{''.join(map(_listed, self.questions, self._texts))}</ol>"

    def _repr_mimebundle_(self, include=None, exclude=None):
        bundle = self.widget._repr_mimebundle_()
        data = {"quiz": self.name, **self.score}
        return {
            **bundle,
            "text/html": self._repr_html_(),
            "text/plain": repr(self),
            MEDIA_TYPE: data,
        }


def _lines(question):
    """How many lines the longest answer takes, about: kept free, so that nothing jumps."""
    return 1 + max(len(option.answer) for option in question.options) // 85


def _listed(question, text):
    options = "".join(f"<li>{html.escape(option.text)}</li>" for option in question.options)
    answers = "".join(
        f"<li>{_RIGHT if option.right else _WRONG} {with_code(option.answer)}</li>"
        for option in question.options
    )
    folded = _("Answers")
    return (
        f'<li><div>{text}</div><ol type="a">{options}</ol>'
        f'<details><summary>{html.escape(folded)}</summary><ol type="a">{answers}</ol>'
        "</details></li>"
    )
