"""The course: a folder for each notebook, found by its name and named in no list.

A chapter's folder has its notebook's name without the number. Its ``__init__.py`` hands out the
live figures: ``figures()`` returns a function that makes each of them. Every public function of its
``exercises.py`` makes an exercise, every public function of its ``quiz.py`` a quiz's questions, and
every one of its ``predictions.py``, if it has one, a question to guess at; a helper's name begins
with ``_``, or it takes arguments. They are called anew each time, so that their texts are in the
language then set.
"""

import difflib
import importlib.util
import inspect
import pkgutil
import sys
from collections import Counter
from dataclasses import replace

from course_utils import progress
from course_utils.checking.cells import answer_cells
from course_utils.checking.judging import judge
from course_utils.checking.verdict import NOT_ANSWERED, Verdict
from course_utils.language import _

_LONGEST = 40  # letters of a name that are looked at


def chapter_names():
    """Return the names of the chapters' folders, in alphabetical order."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)


def all_figures():
    """Return a dict from the name of each live figure to a function that makes it."""
    return _joined({chapter: _load(chapter).figures() for chapter in chapter_names()})


def all_exercises():
    """Make every exercise of the course, as a dict by name."""
    return {name: make() for name, make in _all_makers("exercises").items()}


def all_quizzes():
    """Make the questions of every quiz of the course, as a dict by name."""
    return {name: make() for name, make in _all_makers("quiz").items()}


def all_predictions():
    """Make every prediction that belongs to no figure, as a dict by name."""
    return {name: make() for name, make in _all_makers("predictions").items()}


def check(name, answer=...):
    """Judge an answer to the exercise of this name; see `course_utils.check`."""
    no_text = _("The name of the exercise comes first, as text.")
    make, complaint = _find("exercises", name, _("There is no exercise {name!r}."), no_text)
    if not make:
        return Verdict(NOT_ANSWERED, complaint)
    verdict = judge(make(), answer)
    verdict = replace(verdict, exercise=make.__name__, cells=tuple(answer_cells()))
    progress.record("exercise", verdict.exercise, verdict.outcome)
    return verdict


def quiz(name):
    """Return the quiz of this name; see `course_utils.quiz`."""
    from course_utils.quizzes import Quiz

    no_text = _("The name of the quiz is text.")
    make = _found("quiz", name, _("There is no quiz {name!r}."), no_text)
    return Quiz(make(), make.__name__)


def predict(name):
    """Return the card of the prediction of this name; see `course_utils.predict`."""
    from course_utils.live.prediction import ask_in_cell

    no_text = _("The name of the prediction is text.")
    make = _found("predictions", name, _("There is no prediction {name!r}."), no_text)
    return ask_in_cell(replace(make(), name=make.__name__, module=make.__module__))


def looking_back(chapter):
    """Return what was done of a chapter in this kernel; see `course_utils.looking_back`."""
    if chapter not in (known := chapter_names()):
        text = chapter if isinstance(chapter, str) else ""
        raise ValueError(_suggest(known, text, _("There is no chapter {name!r}.")))
    checked, clicked, guessed = map(progress.recorded, ("exercise", "quiz", "prediction"))
    quiz = Counter(first_click=0, answered=0)
    for name, make in _makers(chapter, "quiz").items():
        quiz.update(clicked.get(name, {"questions": len(make())}))
    return progress.LookingBack(
        chapter=chapter,
        exercises={
            name: checked.get(name, progress.UNTOUCHED) for name in _makers(chapter, "exercises")
        },
        quiz=dict(quiz),
        predictions=[
            {"name": name} | guess
            for name, guess in guessed.items()
            if guess["module"].startswith(f"{__name__}.{chapter}.")
        ],
    )


def _load(*path):
    return importlib.import_module(".".join((__name__, *path)))


def _makers(chapter, part):
    """Return a dict of the public functions that a part of a chapter defines."""
    if importlib.util.find_spec(f"{__name__}.{chapter}.{part}") is None:
        return {}  # of predictions.py
    module = _load(chapter, part)
    return {
        name: function
        for name, function in vars(module).items()
        if inspect.isfunction(function)
        and function.__module__ == module.__name__
        and not name.startswith("_")
        and not inspect.signature(function).parameters
    }


def _all_makers(part):
    return _joined({chapter: _makers(chapter, part) for chapter in chapter_names()})


def _joined(parts):
    """Join the dicts of all chapters; ValueError where two of them use one name."""
    joined, owners = {}, {}
    for chapter, part in parts.items():
        for name in part:
            other = owners.setdefault(name, chapter)
            if other != chapter:
                message = _("{one} and {other} use the name {name!r}: rename it in one of them.")
                raise ValueError(message.format(one=other, other=chapter, name=name))
        joined |= part
    return joined


def _found(part, name, unknown, no_text):
    """Return the function that makes what has this name; ValueError if there is none."""
    make, complaint = _find(part, name, unknown, no_text)
    if not make:
        raise ValueError(complaint)
    return make


def _find(part, name, unknown, no_text):
    """Return the function that makes what has this name, or None and what to say."""
    # As plain text, None if it is none: nothing asked of it can go wrong then.
    text = str.__str__(name) if issubclass(type(name), str) else None
    # First where the reader is: the others' figures are not imported unless a name is misspelt.
    for chapter in sorted(chapter_names(), key=lambda c: f"{__name__}.{c}" not in sys.modules):
        if text in (makers := _makers(chapter, part)):
            return makers[text], None
    return None, _suggest(_all_makers(part), text or "", no_text if text is None else unknown)


def _suggest(known, name, complaint):
    """Add to a complaint which names are close, or all that there are."""
    name = name[:_LONGEST]
    close = difflib.get_close_matches(name, known, n=3)
    text = _("Did you mean {names}?") if close else _("There are: {names}.")
    names = ", ".join(map(repr, close or sorted(known)))
    return f"{complaint.format(name=name)} {text.format(names=names)}"
