"""An exception in a learner's code, told in a line or two: what, where, and what to look at."""

import linecache
import re
import sysconfig
from pathlib import Path
from traceback import walk_tb

from course_utils.checking.guard import OutOfTime
from course_utils.language import _

_PACKAGE = str(Path(__file__).parents[1])
_STANDARD_LIBRARY = sysconfig.get_path("stdlib")
_LONGEST = 160  # characters that are shown of an exception's own text, or of a line of code


def explain_error(error, advice=""):
    """Name an exception, where it happened in the learner's code, and what to look at.

    Each stands on a line of its own, as far as it is known. There may be better advice.
    """
    parts = _name(error), _place(error), advice or _advice(error)
    return "\n".join(filter(None, parts))


def is_learners(error):
    """Tell whether an exception came out of the learner's own code, or stopped it."""
    return isinstance(error, OutOfTime) or _last_frame_of_learner(error) is not None


def _name(error):
    if isinstance(error, OutOfTime) and error.args:
        return _("It took longer than {seconds:g} s and was stopped.").format(seconds=error.args[0])
    name, text = type_name(error), _own_text(error)
    return f"`{name}: {text}`" if text else f"`{name}`"


def _own_text(error):
    try:
        text = error.msg if _is_unreadable(error) else str(error)
    except BaseException:  # a learner's own exception class may fail here too
        return ""
    return on_one_line(text)


def type_name(value):
    """Return the name of a value's type, whatever its metaclass says."""
    return on_one_line(type.__dict__["__name__"].__get__(type(value)))


def on_one_line(text):
    """Return a text that may hold anything as one line of a sane length that can be shown.

    >>> on_one_line("two\\nlines, `code` and \\x1b")
    "two lines, 'code' and �"
    """
    text = " ".join(text[: 10 * _LONGEST].split()).replace("`", "'")
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    # Half a character that UTF-16 has would not even leave the kernel; others turn the line round.
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def _is_unreadable(error):
    """Tell whether Python could not even read a cell, so that nothing of it has run."""
    return isinstance(error, SyntaxError) and error.lineno and not _last_frame_of_learner(error)


def _place(error):
    frame = _last_frame_of_learner(error)
    if _is_unreadable(error):
        line, code = error.lineno, error.text or ""
    elif frame:
        line, code = frame[1], linecache.getline(*frame)
    else:
        return ""
    text = _("It happened in line {line} of your code.")
    if code := on_one_line(code):
        text = _("It happened in line {line} of your code: `{code}`")
    return text.format(line=line, code=code)


def _last_frame_of_learner(error):
    frames = walk_tb(error.__traceback__)
    places = [(frame.f_code.co_filename, line) for frame, line in frames]
    return next((place for place in reversed(places) if _is_learners(place[0])), None)


def _is_learners(filename):
    installed = {"site-packages", "dist-packages"} & set(Path(filename).parts)
    ours = filename.startswith((_PACKAGE, _STANDARD_LIBRARY, "<frozen", "<__array_", "<lambdify"))
    return not installed and not ours


def _advice(error):
    if _is_unreadable(error) and (found := _missing_times(error)):
        text = _("Between `{number}` and `{name}` belongs a `*`: write `{number} * {name}`.")
        return text.format(number=found[1], name=found[2])
    text = _own_text(error)
    shapes = "shape|broadcast|dimension|matmul|inhomogen"
    arguments = "(positional|keyword|takes|expected).* argument|argument.* (positional|keyword)"
    if isinstance(error, ValueError | TypeError) and re.search(shapes, text):
        return _("Look at the shapes: print `.shape` of each array in that line.")
    if isinstance(error, TypeError) and "not callable" in text:
        return _("Brackets behind something that is no function: is a `*` missing between them?")
    if isinstance(error, TypeError) and re.search(arguments, text):
        return _("Look at that call: does it give the arguments that the function takes?")
    return next((advice for kind, advice in _advices().items() if isinstance(error, kind)), "")


def _missing_times(error):
    """Find a number that a name follows at once, as in `2h`, where Python could not go on."""
    code, place = error.text or "", error.offset or 0
    found = re.finditer(r"(?<![\w.])(\d+\.?\d*)([A-Za-z_]\w*)", code)
    return next((match for match in found if match.end() >= place and "literal" in error.msg), None)


def _advices():
    """Return what to do for each kind of error."""
    # The more special kinds come first: each is also one of the kinds that follow.
    return {
        IndentationError: _("Lines of one block begin at the same column."),
        SyntaxError: _("Python cannot read it: is a bracket, a quotation mark or a sign lost?"),
        OutOfTime: _("Look for a loop that never ends: does its condition ever become false?"),
        UnboundLocalError: _("A name is used here before a value is given to it."),
        NameError: _("Is the name spelt as where it was made, and has that cell been run?"),
        RecursionError: _("A function calls itself without end: when should it stop?"),
        IndexError: _("An index goes past the end: the last one of n items is n - 1."),
        KeyError: _("There is no such key: print `.keys()` to see those that there are."),
        ZeroDivisionError: _("Something is divided by zero: print the divisor."),
        OverflowError: _("A number became too large: is a sign or a factor wrong?"),
        AttributeError: _("Is it the kind of object you think? Print its `type(…)`."),
        ImportError: _("Is the module's name spelt correctly?"),
        AssertionError: _("Your own `assert` found something that is not so."),
        EOFError: _("Take the values from the arguments: `input()` does not work here."),
        MemoryError: _("An array became too large: print the shapes."),
        SystemExit: _("Leave out `exit()`: a `return` ends a function."),
        KeyboardInterrupt: _("It was interrupted."),
        TypeError: _("An operation met a kind of value it does not work on: print `type(…)`."),
        ValueError: _("A value is not what the operation can work on: print it."),
    }
