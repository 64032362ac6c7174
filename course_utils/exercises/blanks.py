"""Whether an answer still holds the `...` that marks what is to be filled in."""

import ast
import dis
import functools
import inspect
import textwrap
import types

import numpy as np

_DEEPEST = 4  # levels of tuples, lists and dictionaries that are searched
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
