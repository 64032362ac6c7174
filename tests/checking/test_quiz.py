"""Quizzes: what a learner sees, and what each click answers."""

import pytest

from course_utils.language import _
from course_utils.progress import MEDIA_TYPE, recorded
from course_utils.quizzes import Option, Picture, Question, Quiz
from pseudo_locale import pseudo_language  # noqa: F401

SLOPES = (
    Question(
        "What does `f'(a) = 0` say, & what not?",
        (
            Option("There is a minimum at a.", "x**3 is flat at 0 and has none."),
            Option("The tangent at a is level.", "That, and no more.", right=True),
            Option("f(a) < 0", "A slope says nothing of the height."),
        ),
    ),
    Question("1 + 1?", (Option("2", "Indeed.", right=True), Option("3", "Count."))),
)


def test_every_option_has_a_button_and_every_click_an_answer():
    shown = Quiz(SLOPES, "slopes")
    assert [len(row) for row in shown.buttons] == [3, 2]
    for number, question in enumerate(shown.questions):
        for button, option in zip(shown.buttons[number], question.options, strict=True):
            assert button.description == f"○ {option.text}"
            button.click()
            sign, heading = ("✓", "Right.") if option.right else ("✗", "No.")
            assert button.description == f"{sign} {option.text}"
            assert shown.feedback[number].text == f"{sign} {heading} {option.answer}"


def test_a_wrong_click_locks_nothing_and_stays_marked():
    shown = Quiz(SLOPES, "slopes")
    first, right, last = shown.buttons[0]
    for button in (last, first, right, first):
        button.click()
    assert [button.description[0] for button in (first, right, last)] == ["✗", "✓", "✗"]
    assert not any(button.disabled for button in (first, right, last))
    assert shown.feedback[0].text.startswith("✗ No. x**3")
    assert shown.feedback[1].text == ""
    assert [button.description[0] for button in shown.buttons[1]] == ["○", "○"]


def test_a_mark_is_not_a_colour_alone():
    first, right, _last = Quiz(SLOPES, "slopes").buttons[0]
    first.click()
    right.click()
    assert "course-quiz-wrong" in first._dom_classes
    assert "course-quiz-right" in right._dom_classes
    assert (first.description[0], right.description[0]) == ("✗", "✓")


def test_three_layers_are_displayed():
    bundle = Quiz(SLOPES, "slopes")._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    page = bundle["text/html"]
    assert "<button" not in page
    assert "<code>f&#x27;(a) = 0</code> say, &amp; what not?" in page
    assert "<li>f(a) &lt; 0</li>" in page
    assert "<summary>Answers</summary>" in page
    assert page.index("The tangent") < page.index("<details>") < page.index("That, and no more")
    assert bundle["text/plain"].splitlines() == [
        "1. What does `f'(a) = 0` say, & what not?",
        "   ○ There is a minimum at a.",
        "   ○ The tangent at a is level.",
        "   ○ f(a) < 0",
        "2. 1 + 1?",
        "   ○ 2",
        "   ○ 3",
    ]


def test_the_first_click_of_each_question_counts():
    shown = Quiz(SLOPES, "slopes")
    (wrong, right, _last), (two, three) = shown.buttons
    wrong.click()
    right.click()
    assert shown.result.text == ""
    assert recorded("quiz")["slopes"] == {"first_click": 0, "answered": 1, "questions": 2}
    two.click()
    three.click()
    assert shown.result.text == "1 of 2 at the first click."
    assert recorded("quiz")["slopes"] == {"first_click": 1, "answered": 2, "questions": 2}
    Quiz(SLOPES, "slopes")
    assert recorded("quiz")["slopes"] == {"first_click": 0, "answered": 0, "questions": 2}


def test_the_data_are_displayed_too():
    shown = Quiz(SLOPES, "slopes")
    shown.buttons[1][0].click()
    data = {"quiz": "slopes", "first_click": 1, "answered": 1, "questions": 2}
    assert shown._repr_mimebundle_()[MEDIA_TYPE] == data


def test_a_picture_stands_above_the_options_wherever_the_quiz_is_shown():
    drawn = []
    picture = Picture(lambda figure: drawn.append(figure.subplots()), 'a "curve" & a line')
    question = Question(SLOPES[1].text, SLOPES[1].options, picture)
    assert drawn == []
    shown = Quiz((question,), "slopes")
    page = shown._repr_html_()
    assert len(drawn) == 1
    image = '<img alt="a &quot;curve&quot; &amp; a line" src="data:image/png;base64,'
    assert page.index("1 + 1?") < page.index(image) < page.index("<li>2</li>")
    assert image in shown.widget.children[1].children[0].value


def test_the_options_are_a_group_named_by_their_question():
    shown = Quiz(SLOPES, "slopes")
    assert shown.feedback[0].group == "What does f'(a) = 0 say, & what not?"


def test_two_showings_do_not_share_their_clicks():
    one, other = Quiz(SLOPES, "slopes"), Quiz(SLOPES, "slopes")
    one.buttons[0][0].click()
    assert other.buttons[0][0].description.startswith("○")
    assert other.feedback[0].text == ""


def test_texts_are_made_in_the_language_now_set(pseudo_language):  # noqa: F811
    def translated():
        # Texts that the package has too, so that the pseudo-locale knows them.
        options = (Option(_("Right."), _("No.")), Option(_("text"), _("Answers"), right=True))
        return (Question(_("Not quite."), options),)

    shown = Quiz(translated(), "any")
    shown.buttons[0][0].click()
    assert shown.buttons[0][0].description == "✗ ⟦Right.⟧"
    assert shown.feedback[0].text == "✗ ⟦No.⟧ ⟦No.⟧"


@pytest.mark.parametrize(
    "options",
    [
        (),
        (Option("a", "Yes.", right=True),),
        (Option("a", "No."), Option("b", "No.")),
        (Option("a", "Yes.", right=True), Option("b", "Yes.", right=True)),
        (Option("a", "Yes.", right=True), Option("b", "")),
    ],
)
def test_a_question_needs_one_right_option_and_all_answers(options):
    with pytest.raises(ValueError, match=r"'Which\?' needs two|'b' needs an answer"):
        Question("Which?", options)
