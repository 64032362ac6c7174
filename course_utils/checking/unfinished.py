"""Whether an answer still holds the `...` that marks what is to be filled in; or far too much."""

import ast
import dis
import functools
import inspect
import textwrap
import types

import numpy as np

_DEEPEST = 4  # levels of tuples, lists and dictionaries that are searched
_CONTAINERS = (list, tuple, set, dict)
_MOST = 10**6  # values
_DO_NOTHING = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE"}


def holds_blank(answer, depth=_DEEPEST):
    """Tell whether a value is `...` or contains it.

    Parameters
    ----------
    answer : object
        Anything.
    depth : int
        How many levels of tuples, lists, dictionaries and arrays of objects are searched.

    Returns
    -------
    bool

    Examples
    --------
    >>> holds_blank((1.0, ...)), holds_blank((1.0, 2.0))
    (True, False)
    """
    if answer is ...:
        return True
    if isinstance(answer, str):
        return answer.strip() in {"", "...", "…"}
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

    Parameters
    ----------
    answer : object
        Anything.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_huge(range(10**9)), is_huge([range(10**6), 1.0]), is_huge((1.0, 2.0))
    (True, True, False)
    """
    return _size(answer, _DEEPEST) > _MOST


def _size(value, depth):
    """Count values, no further than to one too many."""
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
    size = 0
    for item in value:
        size += _size(item, depth - 1)
        if size > _MOST:
            break
    return size


def function_holds_blank(function):
    """Tell whether a function is still to be written: it holds `...`, or does nothing at all.

    `x[..., 0]` and annotations such as `tuple[int, ...]` are no blanks.

    Parameters
    ----------
    function : object
        A function, a method, a partial or a class; anything else holds no blank.

    Returns
    -------
    bool

    Notes
    -----
    The source is read where there is one, as in a notebook. Otherwise the compiled code is: there
    a `...` that stands alone on its line has left no trace, unless the function is nothing else,
    and one that is an index counts too.

    Examples
    --------
    >>> function_holds_blank(lambda x: 2 * ...), function_holds_blank(lambda x: 2 * x)
    (True, False)
    """
    function = _plain(function)
    code = getattr(function, "__code__", None)
    is_plain_function = isinstance(code, types.CodeType)
    if is_plain_function and _does_nothing(code):
        return True
    # The source of a lambda is the line it stands in, with whatever else is there.
    if not is_plain_function or code.co_name != "<lambda>":
        tree = _source_tree(function)
        if tree is not None:
            return _tree_holds_blank(tree)
    return is_plain_function and _code_holds_blank(code)


def _plain(function):
    while isinstance(function, functools.partial):
        function = function.func
    if isinstance(function, types.MethodType):
        function = function.__func__
    return inspect.unwrap(function) if isinstance(function, types.FunctionType) else function


def _does_nothing(code):
    for instruction in dis.get_instructions(code):
        if instruction.opname not in _DO_NOTHING:
            return False
        if "CONST" in instruction.opname and instruction.argval is not None:
            return False
    return True


def _source_tree(function):
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError, ValueError):
        return None


def _tree_holds_blank(tree):
    if isinstance(tree, ast.Constant):
        return tree.value is ...
    if isinstance(tree, ast.Subscript):
        return _tree_holds_blank(tree.value)
    return any(_tree_holds_blank(child) for child in ast.iter_child_nodes(tree))


def _code_holds_blank(code):
    if any(instruction.argval is ... for instruction in dis.get_instructions(code)):
        return True
    return any(_code_holds_blank(c) for c in code.co_consts if isinstance(c, types.CodeType))
