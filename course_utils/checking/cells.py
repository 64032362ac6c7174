"""Whether a check gets the answer that stands on the screen: how the cells before it ended."""

import ast
import builtins
import re
from traceback import walk_tb

from course_utils.checking.errors import explain_error
from course_utils.checking.guard import shell
from course_utils.checking.verdict import NOT_ANSWERED, RAISED, Verdict
from course_utils.checking.wording import lines
from course_utils.language import _
from course_utils.progress import checksum

_made_by = {}  # for each name the cell that should have made it last: its source, its error or None
_asked = []  # the names that the running cell hands to a check
_lent = []  # those of them that nobody has made: `...` for as long as this cell runs


def watch_cells():
    """Let IPython, if this runs in it, tell of each cell."""
    if shell() and _before not in shell().events.callbacks["pre_run_cell"]:
        shell().events.register("pre_run_cell", _before)
        shell().events.register("post_run_cell", _after)


def missing_answer(exercise):
    """Return a Verdict if what the running cell hands in is not there, or is an older answer."""
    for name in _asked:
        source, error = _made_by.get(name, ("", None))
        if error:
            text = _("The cell that makes `{name}` stopped: there is no new answer to check.")
            hint = _missing_quotes(exercise, name, source, error)
            return Verdict(RAISED, lines(text.format(name=name), explain_error(error, hint)))
        if name in _lent:
            text = _("There is no `{name}` yet: run the cell that makes it, and then this one.")
            return Verdict(NOT_ANSWERED, text.format(name=name))
    return None


def answer_cells():
    """Return the checksum of each cell that made, or should have made, what is handed in."""
    return [checksum(_made_by[name][0]) for name in _asked if name in _made_by]


def _before(info):
    _asked[:] = _handed_in(info.raw_cell)
    space = shell().user_ns
    _lent[:] = [name for name in _asked if name not in space and not hasattr(builtins, name)]
    # Or Python would stop with a NameError before the check is called.
    space.update(dict.fromkeys(_lent, ...))


def _after(result):
    space = shell().user_ns
    for name in _lent:
        if space.get(name) is ...:
            del space[name]
    _asked.clear()
    _lent.clear()
    if result is None:  # it was cancelled
        return
    source = result.info.raw_cell
    error = _plainer(result.error_before_exec or result.error_in_exec, source)
    stopped_at = _line_in_cell(error)
    for name, last_line in _made(source).items():
        _made_by[name] = source, error if last_line >= stopped_at else None


def _handed_in(source):
    """Return the names that a cell hands to the one check in it and does not make itself."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        return []
    calls = [n for n in nodes if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "check"]
    if len(calls) != 1:
        return []
    answers = [*calls[0].args[1:], *(keyword.value for keyword in calls[0].keywords)]
    parts = [part for node in answers for part in getattr(node, "elts", [node])]
    return [p.id for p in parts if isinstance(p, ast.Name) and p.id not in _made(source)]


def _made(source):
    """Return each name that a cell makes, with the last line of the statement that makes it."""
    try:
        body = ast.parse(shell().transform_cell(source)).body
    except (SyntaxError, ValueError):
        lists = re.findall(r"(?:def +(?=\w+\()|(?=[\w, ]+=[^=]))([\w, ]+)", source)
        return {name: len(source) for names in lists for name in re.findall(r"\w+", names)}
    made = {}
    for statement in body:
        names = [getattr(statement, "name", None)]
        if names == [None]:
            nodes = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
            names = [node.id for node in nodes if isinstance(node.ctx, ast.Store)]
        made |= dict.fromkeys(names, statement.end_lineno)
    return made


def _plainer(error, source):
    """Return Python's own error for a bracket that is open, where IPython waits for more lines."""
    if isinstance(error, SyntaxError) and error.msg == "incomplete input":
        try:
            ast.parse(source)
        except SyntaxError as plain:
            return plain
    return error


def _line_in_cell(error):
    """Return the line at which a cell stopped; 0 if it did not even begin."""
    frames = walk_tb(getattr(error, "__traceback__", None))
    return next((line for frame, line in frames if frame.f_globals is shell().user_ns), 0)


def _missing_quotes(exercise, name, source, error):
    """Tell a learner whose formula or option should have been text."""
    is_numpy_of_a_letter = isinstance(error, TypeError) and "np." in source
    if not (isinstance(error, NameError | SyntaxError) or is_numpy_of_a_letter):
        return ""
    for option in getattr(exercise, "options", ()):
        if re.search(rf"""(?<!["'\w]){re.escape(option)}(?!["'\w])""", source):
            text = _("It is text that is asked for: write {option}, with quotation marks.")
            return text.format(option=f'`"{option}"`')
    formula = re.search(rf"^{name} *= *([^\"'\n#]+)$", source, re.MULTILINE)
    if not hasattr(exercise, "variables") or not formula:
        return ""
    text = _("A formula is text, with quotation marks: write {formula}.")
    written = re.sub(r"\b(np|sp|math)\.", "", formula[1].strip())
    return text.format(formula=f'`{name} = "{written}"`')
