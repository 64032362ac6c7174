"""Helpers of the course: the mathematics, the live figures, the exercises.

`chapters` is the course: a folder for each notebook. Beside it stand the engines, which know no
chapter: `live` (figures), `checking` (exercises), `quizzes`, `progress`, `formulas`,
`mathematics`, `neural_network` and `datasets`. Each is imported where it is needed.
"""

from course_utils.language import set_language, use_font

__all__ = ["check", "looking_back", "predict", "quiz", "set_display_size", "set_language"]


def check(name, answer=...):
    """Check an answer to the exercise `name`; return a `Verdict`, which a notebook shows.

    The answer is what the exercise asks for: a function, a number, an array, a text.
    """
    from course_utils.chapters import check

    return check(name, answer)


def looking_back(chapter):
    """Return what was done of a chapter in this kernel, which the last line of a cell shows.

    It says which exercises are right, how many questions of the quiz were right at the first click,
    and which guess came closest. `chapter` is the name of its notebook without the number, such as
    "derivative_intuition"; ValueError if unknown.
    """
    from course_utils.chapters import looking_back

    return looking_back(chapter)


def predict(name):
    """Return a question to guess at, which the last line of a cell shows; ValueError if unknown."""
    from course_utils.chapters import predict

    return predict(name)


def quiz(name):
    """Return a quiz of the course, which the last line of a cell shows; ValueError if unknown."""
    from course_utils.chapters import quiz

    return quiz(name)


def set_display_size(size):
    """Choose "laptop" or "projector" for the live figures that are made from now on.

    For a projector, letters and sliders are larger, the controls stand in columns, and pictures
    are half as large again, or as large as lets the whole figure fit the browser's window.
    """
    from course_utils.live.page import set_display_size

    set_display_size(size)


use_font()  # for whatever is drawn before the first text of the package is shown
