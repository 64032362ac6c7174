"""Things that are no exercise's answer, of every type, and some that raise when looked at."""

import builtins
import collections
import datetime
import decimal
import functools
import itertools
import math
import sys
import types

import numpy as np
import sympy


class Hostile:
    """Raises whatever is asked of it."""

    def __getattribute__(self, name):
        raise RuntimeError("no")

    def __array__(self, *arguments, **keywords):
        raise RuntimeError("no")


class Unlike(Hostile):
    """Cannot be compared, counted or written."""

    __hash__ = None

    def __eq__(self, *_other):
        raise ValueError("not to be compared")

    __bool__ = __len__ = __iter__ = __repr__ = __float__ = __eq__


class Leaves:
    """Ends Python when it is looked at as a number."""

    def __float__(self, *_arguments, **_keywords):
        sys.exit(3)

    __array__ = __float__


class Text(str):
    """A text that does not let itself be read."""

    def strip(self, *_characters):
        raise LookupError

    casefold = strip


def wrong_things():
    """Make things of every type that are no exercise's answer, by name."""
    x = sympy.Symbol("x")
    within = []
    within += [within] * 3
    deep = []
    for _level in range(200):
        deep = [deep]
    return {
        "None": None,
        "yes": True,
        "no": False,
        "whole number": -77,
        "number": 77.7777,
        "fraction": decimal.Decimal("77.7777"),
        "number no float can hold": 10**400,
        "largest number": sys.float_info.max,
        "NaN": math.nan,
        "infinity": -math.inf,
        "complex number": 3 + 4j,
        "complex NaN": complex(math.nan, 1),
        "text": "seventy-seven",
        "long text": "seventy-seven " * 9999,
        "text of two lines": "a\n`b`\t<script>",
        "no character": "\x00\ud800",
        "right-to-left text": "\u202e2*x",
        "bytes": b"77",
        "bytearray": bytearray(b"77"),
        "empty list": [],
        "empty tuple": (),
        "empty dictionary": {},
        "nested empty lists": [[], [[]]],
        "ragged list": [[1.0], [1.0, 2.0]],
        "list in itself": within,
        "deep list": deep,
        "mixed list": [1.0, "a", None],
        "list of texts": ["A", "B"],
        "tuple of Nones": (None, None),
        "tuple of NaNs": (math.nan, math.nan),
        "tuple of five": (1, 2, 3, 4, 5),
        "named tuple": collections.namedtuple("Point", "x y")(7.7, 7.7),
        "long list": list(range(1000)),
        "list of a million and more": [7.7] * 2_000_000,
        "range without an end in sight": range(10**12),
        "range that has no length": range(10**30),
        "tuple of such ranges": (range(10**12),) * 2,
        "dictionary": {"a": 1.0, 2: None},
        "dictionary of lists": {"A": ["positive"], "first": ["area"]},
        "dictionary of NaN": {math.nan: math.nan},
        "dictionary of keys without order": {None: 1, (): 2, "A": 3},
        "ordered dictionary": collections.OrderedDict(first="elsewhere"),
        "set": {1.0, 2.0},
        "frozen set": frozenset({"A"}),
        "range": range(3, 9),
        "generator": (i for i in range(3)),
        "endless iterator": itertools.count(),
        "map": map(abs, [1, 2]),
        "empty array": np.array([]),
        "array without columns": np.zeros((3, 0)),
        "array": np.array([7.7, 7.7]),
        "array of three dimensions": np.full((2, 2, 2), 7.7),
        "array of one number": np.array(77.7),
        "array of NaN": np.full(2, np.nan),
        "array of complex numbers": np.array([1j, 2]),
        "array of objects": np.array([None, {}], dtype=object),
        "array of huge numbers": np.array([10**400, 1], dtype=object),
        "array of texts": np.array(["a", "b"]),
        "array of bytes": np.array([b"a"]),
        "array of days": np.array(["2020-01-01"], dtype="datetime64[D]"),
        "array of nothing": np.array(None),
        "array larger than any memory": np.broadcast_to(7.7, (10**6, 10**6)),
        "record": np.zeros(2, dtype=[("x", float), ("y", int)]),
        "masked array": np.ma.masked_all(2),
        "matrix": sympy.Matrix([[x, 1]]),
        "day": datetime.date(2020, 1, 1),
        "memory": memoryview(b"77"),
        "slice": slice(1, 2),
        "not implemented": NotImplemented,
        "object": object(),
        "error": ValueError("an error"),
        "module": math,
        "namespace": types.SimpleNamespace(shape=(1, 2), dtype=None),
        "equation": sympy.Eq(x, 1),
        "symbol of elsewhere": sympy.Symbol("elsewhere"),
        "infinite expression": sympy.oo,
        "undefined expression": sympy.nan,
        "imaginary expression": sympy.I,
        "unknown function": sympy.Function("g")(x),
        "unknown derivative": sympy.Function("g")(x).diff(x),
        "remainder": sympy.Order(x**7),
        "expression": sympy.Rational(7777, 100),
        "expression that grows": sympy.exp(sympy.exp(sympy.exp(sympy.exp(x)))),
        "formula that grows": "exp(exp(exp(exp(x))))",
        "truth": sympy.true,
        "interval": sympy.Interval(0, 1),
        "matrix symbol": sympy.MatrixSymbol("M", 2, 2),
        "non-commutative symbol": sympy.Symbol("x", commutative=False),
    }


def hostile_things():
    """Make things that raise when they are looked at, by name."""
    array = np.empty(2, dtype=object)
    array[0], array[1] = Leaves(), Hostile()
    return {
        "hostile object": Hostile(),
        "object unlike any": Unlike(),
        "list of hostile objects": [Hostile(), Unlike()],
        "array of hostile objects": array,
        "object that leaves": Leaves(),
        "text that cannot be read": Text("2*x"),
        "dictionary of hostile things": {"A": Hostile(), "first": Unlike()},
        "dictionary of hostile texts": {"A": Text("positive"), "first": Text("area")},
    }


def wrong_callables():
    """Make things that can be called, but are no function an exercise asks for, by name."""
    return {
        "class": int,
        "class of the standard library": collections.OrderedDict,
        "error class": Exception,
        "metaclass": type,
        "print": print,
        "length": len,
        "exit": sys.exit,
        "input": builtins.input,
        "NumPy function": np.sin,
        "NumPy array function": np.linalg.inv,
        "function without arguments": lambda: 77.7,
        "function of one argument": lambda only: 77.7,
        "function of nine arguments": lambda a, b, c, d, e, f, g, h, i: 77.7,
        "function of keywords": lambda *, x: 77.7,
        "partial": functools.partial(pow, 2),
        "method": "abc".count,
        "SymPy function": sympy.sin,
        "SymPy function class": sympy.Function("g"),
        "SymPy polynomial": sympy.Poly(sympy.Symbol("x") ** 7 + 7),
        "SymPy lambda": sympy.Lambda(sympy.Symbol("x"), 77),
    }
