"""Where the chapters' exercises and quizzes are found by name."""

import difflib
import importlib

from course_utils.language import _

_LONGEST = 40  # letters of a name that are looked at
_exercises = {}
_quizzes = {}


def exercise(make):
    """Register an exercise under the name of the function that makes it.

    Parameters
    ----------
    make : callable
        Makes the exercise, without arguments. It is called at every check, so that the texts are
        in the language then set.

    Returns
    -------
    callable
        The same function.

    Raises
    ------
    ValueError
        If another module has an exercise of this name: give it a name of its own.

    Examples
    --------
    ::

        @exercise
        def price_of_a_house():
            return ValueExercise(276.6, unit=_("thousand dollars"))
    """
    return _register(_exercises, make)


def quiz_questions(make):
    """Register a quiz under the name of the function that makes its questions, a tuple.

    Otherwise as `exercise`.
    """
    return _register(_quizzes, make)


def find_exercise(name):
    """Make the exercise of this name; None if there is none."""
    return _find(_exercises, name)


def find_quiz(name):
    """Make the questions of the quiz of this name; None if there is none."""
    return _find(_quizzes, name)


def all_exercises():
    """Make every exercise of the course, as a dictionary by name."""
    _import_chapters()
    return {name: make() for name, make in _exercises.items()}


def all_quizzes():
    """Make the questions of every quiz of the course, as a dictionary by name."""
    _import_chapters()
    return {name: make() for name, make in _quizzes.items()}


def suggest_exercises(name):
    """Say in one line that there is no exercise of this name, and which ones are close."""
    text = _as_text(name)
    if text is None:
        return _suggest(_exercises, "", _("The name of the exercise comes first, as text."))
    return _suggest(_exercises, text, _("There is no exercise {name!r}."))


def suggest_quizzes(name):
    """Say in one line that there is no quiz of this name, and which ones are close."""
    text = _as_text(name)
    if text is None:
        return _suggest(_quizzes, "", _("The name of the quiz is text."))
    return _suggest(_quizzes, text, _("There is no quiz {name!r}."))


def _as_text(name):
    """Return a name as plain text, None if it is none: nothing asked of it can go wrong then."""
    return str.__str__(name) if issubclass(type(name), str) else None


def _suggest(makers, name, complaint):
    name = name[:_LONGEST]
    close = difflib.get_close_matches(name, makers, n=3)
    if close:
        names = _("Did you mean {names}?").format(names=_quoted(close))
    else:
        names = _("There are: {names}.").format(names=_quoted(sorted(makers)))
    return f"{complaint.format(name=name)} {names}"


def _quoted(names):
    return ", ".join(repr(name) for name in names)


def _register(makers, make):
    name, other = make.__name__, makers.get(make.__name__)
    # The same function again is a module that was loaded again.
    if other is not None and other.__module__ != make.__module__:
        text = _("{name!r} is registered in {module} already: choose another name.")
        raise ValueError(text.format(name=name, module=other.__module__))
    makers[name] = make
    return make


def _find(makers, name):
    _import_chapters()
    make = makers.get(_as_text(name))
    return None if make is None else make()


def _import_chapters():
    # Here and not above: the chapters' modules import this one.
    from course_utils.exercises import CHAPTERS

    for chapter in CHAPTERS:
        importlib.import_module(f"course_utils.exercises.{chapter}")
