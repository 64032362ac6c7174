"""Whether an answer still holds the `...` that marks what is to be filled in; or far too much."""

import ast
import functools
import inspect
import textwrap

import numpy as np

_DEEPEST = 4  # levels of tuples, lists and dictionaries that are searched
_CONTAINERS = (list, tuple, set, dict)
_MOST = 10**6  # values


def is_unfinished(answer):
    """Tell whether an answer is `...`, holds it, or is a function that is still to be written."""
    if is_huge(answer):
        return False
    return holds_blank(answer) or (callable(answer) and function_holds_blank(answer))


def holds_blank(answer, depth=_DEEPEST):
    """Tell whether a value is `...` or contains it."""
    if answer is ...:
        return True
    if isinstance(answer, str):
        return answer.strip() in {"...", "…"}
    if isinstance(answer, dict):
        answer = list(answer.values())
    elif isinstance(answer, np.ndarray) and answer.dtype == object:
        answer = answer.ravel().tolist()
    if not isinstance(answer, list | tuple | set) or depth == 0:
        return False
    return any(holds_blank(item, depth - 1) for item in answer)


def is_huge(answer):
    """Tell whether a value holds more than a million values.

    One call of NumPy with it could take minutes, and nothing would interrupt it.

    >>> is_huge(range(10**9)), is_huge([range(10**6), 1.0]), is_huge((1.0, 2.0))
    (True, True, False)
    """
    return _size(answer, _DEEPEST) > _MOST


def _size(value, depth):
    """Count values; of a range that has no end in sight, one too many."""
    kind = type(value)  # isinstance would ask the value itself
    if issubclass(kind, range):
        return _MOST + 1 if value[_MOST:] else len(value)
    if issubclass(kind, np.ndarray):
        return value.size
    if not issubclass(kind, _CONTAINERS):
        return 1
    if len(value) > _MOST or depth == 0 or not issubclass(kind, list | tuple):
        return len(value)
    if not any(issubclass(k, (range, np.ndarray, *_CONTAINERS)) for k in set(map(type, value))):
        return len(value)
    return sum(_size(item, depth - 1) for item in value)


def function_holds_blank(function):
    """Tell from its source whether a function is still to be written.

    It is if it uses a `...` as a value, or holds one (or nothing) and computes nothing. A `...`
    that is left over is no blank: alone on its line, or given to a name that nothing uses or that
    gets another value. Nor is one in `x[..., 0]` or `tuple[int, ...]`. Without a source, as a
    lambda has none of its own, only what is returned tells.
    """
    while isinstance(function, functools.partial):
        function = function.func
    function = inspect.unwrap(function)
    if not inspect.isroutine(function) or function.__name__ == "<lambda>":
        return False
    try:
        body = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0].body
    except (OSError, TypeError, SyntaxError, ValueError, AttributeError, IndexError):
        return False
    left_over = _left_over(body)
    does_nothing = all(statement in left_over or _does_nothing(statement) for statement in body)
    is_empty = all(isinstance(statement, ast.Expr | ast.Pass) for statement in body)
    return _uses_blank(body, left_over) or (does_nothing and (is_empty or bool(left_over)))


def _left_over(body):
    """Find the statements `...` and `name = ...` that have no effect on what is computed."""
    nodes = [node for statement in body for node in ast.walk(statement)]
    blank = [node for node in nodes if isinstance(node, ast.Expr | ast.Assign) and _is_dots(node)]
    given = {id(target) for node in blank for target in getattr(node, "targets", ())}
    names = [node for node in nodes if isinstance(node, ast.Name) and id(node) not in given]
    read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    written = {node.id for node in names if isinstance(node.ctx, ast.Store)}

    def has_effect(target):
        return not isinstance(target, ast.Name) or target.id in read - written

    return [node for node in blank if not any(map(has_effect, getattr(node, "targets", ())))]


def _is_dots(node):
    return isinstance(node.value, ast.Constant) and node.value.value is ...


def _uses_blank(nodes, left_over):
    for node in nodes:
        if isinstance(node, ast.Constant) and node.value is ...:
            return True
        if node not in left_over:
            parts = [node.value] if isinstance(node, ast.Subscript) else ast.iter_child_nodes(node)
            if _uses_blank(parts, left_over):
                return True
    return False


def _does_nothing(statement):
    """Tell whether a statement computes nothing: a text, `...`, `pass`, `return w, b`."""
    if isinstance(statement, ast.Expr | ast.Return):
        value = statement.value
        parts = value.elts if isinstance(value, ast.Tuple) else [value]
        return all(part is None or isinstance(part, ast.Constant | ast.Name) for part in parts)
    if isinstance(statement, ast.For | ast.While | ast.If):
        return all(map(_does_nothing, statement.body + statement.orelse))
    return isinstance(statement, ast.Pass)
