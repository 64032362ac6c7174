"""Quizzes and predictions as HTML; page.js lets them answer."""

import html
import json

from course_utils.checking.verdict import with_code
from course_utils.language import _
from course_utils.live.prediction import Card
from course_utils.pages.markdown import text_html


def question_html(question, number):
    """Return one question of a quiz, with the answers folded away where there is no JavaScript."""
    options = "".join(
        f'<button type="button" class="option" data-right="{int(option.right)}"'
        f' data-answer="{html.escape(with_code(option.answer))}">'
        f'<span aria-hidden="true">○</span> {html.escape(option.text)}</button>'
        for option in question.options
    )
    answers = "".join(f"<li>{with_code(option.answer)}</li>" for option in question.options)
    picture = question.picture.to_html() if question.picture else ""
    heading = html.escape(_("Answers"))
    return (
        f'<div role="group" aria-labelledby="question-{number}"><p id="question-{number}">'
        f"<strong>{number}.</strong> {text_html(question.text)}</p>{picture}{options}"
        f'<p class="answer" role="status"></p><details><summary>{heading}</summary>'
        f"<ol>{answers}</ol></details></div>"
    )


def card_html(prediction):
    """Return the card of a prediction, with what it says to each guess."""
    card = Card(prediction)
    data = {
        "question": card.question,
        "options": card.options,
        "bounds": card.bounds,
        "said": {answer: _said(card, answer) for answer in answers_of(card)},
        "skipped": _said(card, None)["verdict"],
    }
    shown = card._repr_mimebundle_()["text/html"]
    return f'<div class="card" data-card="{html.escape(json.dumps(data))}">{shown}</div>'


def answers_of(card):
    """Return what can be guessed on a card: the numbers of its options, or the numbers."""
    if not card.bounds:
        return range(len(card.options))
    low, high, step, _start = card.bounds
    return [round(low + step * n, 10) for n in range(round((high - low) / step) + 1)]


def _said(card, answer):
    """Return the guess and the verdict that a card shows after an answer, or after none."""
    card.ask(card.prediction)
    if answer is not None:
        card.take(answer)
    card.done(commit=answer is not None)
    return {"guess": card.guess, "verdict": card.verdict}
