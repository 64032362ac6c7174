"""Wrong answers to any function exercise: an argument is ignored, or a size is written in.

Each is made from the exercise's own solution, so that a new exercise is audited without a word.
"""

import copy
from collections import Counter
from inspect import signature
from itertools import combinations, permutations

import numpy as np


def careless_answers(exercise):
    """Yield (what it does, a function) for each careless answer to a function exercise."""
    for place in range(len(_arguments(exercise))):
        yield from _ignoring(exercise, place)
    yield from _with_a_size_written_in(exercise)
    yield from _with_another_size(exercise)
    yield from _with_a_size_that_coincides(exercise)
    yield from _with_a_table_turned(exercise)


def careless_parts(exercise):
    """Yield lists of careless answers, as above, of which one value alone ignores an argument.

    Whether that value depends on the argument at all is not known: so either all answers of a list
    are right or none is.
    """
    for place in range(len(_arguments(exercise))):
        for part in range(len(exercise.returns)):
            yield [
                (f"{what} in value {part + 1}", _with_part(exercise.solution, wrong, part))
                for what, wrong in _ignoring(exercise, place)
            ]


def _arguments(exercise):
    return list(signature(exercise.solution).parameters)


# An argument that is ignored: the solution sees something else in its place.


def _ignoring(exercise, place):
    name, values = _arguments(exercise)[place], [case[place] for case in exercise.cases()]
    typical = sorted(values, key=_size)[len(values) // 2]
    stand_ins = {
        f"takes 0 for `{name}`": _filling(0.0),
        f"takes 1 for `{name}`": _filling(1.0),
        f"takes 1e-5 for `{name}`": _filling(1e-5),
        f"takes the first `{name}` every time": _keeping(values[0]),
        f"takes the second `{name}` every time": _keeping(values[1]),
        f"takes the typical `{name}` every time": _keeping(typical),
        f"takes the `{name}` of the call before": _keeping_the_one_before(),
    }
    for what, stand_in in stand_ins.items():
        yield what, _with_argument(exercise.solution, place, stand_in)


def _filling(number):
    def stand_in(value):
        if callable(value):
            return lambda *_inputs: number
        return np.full(np.shape(value), number)[()]

    return stand_in


def _keeping(kept):
    return lambda value: _fitted(kept, value)


def _keeping_the_one_before():
    seen = []

    def stand_in(value):
        seen.append(copy.deepcopy(value))
        return _fitted(seen[max(0, len(seen) - 2)], value)

    return stand_in


def _fitted(kept, value):
    """Copy a kept value; an array is repeated or cut to the shape of the one it stands for."""
    if isinstance(kept, np.ndarray):
        return np.resize(kept, np.shape(value))
    return copy.deepcopy(kept)


def _size(value):
    return np.mean(value) if isinstance(value, int | float | np.ndarray) else 0.0


def _with_argument(solution, place, stand_in):
    return lambda *case: solution(*case[:place], stand_in(case[place]), *case[place + 1 :])


def _with_part(solution, wrong, part):
    def answer(*case):
        values = list(solution(*case))
        values[part] = wrong(*case)[part]
        return tuple(values)

    return answer


# A size that is written in: a mean that divides by it, a loop that runs to it.


def _with_a_size_written_in(exercise):
    for axes, lengths in _dimensions(exercise):
        usual = Counter(lengths).most_common(1)[0][0]
        for size in sorted({lengths[0], lengths[1], usual}):
            yield (
                f"divides by {size} for {_spoken(exercise, axes)}",
                _dividing(exercise, axes, size),
            )
            yield f"counts to {size} in {_spoken(exercise, axes)}", _looping(exercise, axes, size)


def _with_another_size(exercise):
    """Take the length of one axis where that of another belongs: len(X) for X.shape[1]."""
    for (axes, _lengths), (others, _others) in permutations(_dimensions(exercise), 2):
        instead = f"the length of {_spoken(exercise, others)} for {_spoken(exercise, axes)}"
        yield f"divides by {instead}", _dividing(exercise, axes, others)
        yield f"counts to {instead}", _looping(exercise, axes, others)


def _with_a_size_that_coincides(exercise):
    """Take rows for columns where every table is square.

    Whether a table has to be square is seen by shortening one of its axes, and no, some or all
    axes of other arrays with it: where the solution goes on, it need not be.
    """
    cases, found = exercise.cases(), set()
    for axes, lengths in _dimensions(exercise):
        case, shorter = cases[np.argmax(lengths)], max(lengths) - 1
        for some in (some for n in range(1, len(axes)) for some in combinations(axes, n)):
            for place, axis in _only_axes(case, axes, some):
                if _runs(exercise, _cut(case, some, shorter)):
                    found.add(f"takes axis {axis} for {_spoken(exercise, [(place, 1 - axis)])}")
    yield from ((what, exercise.solution) for what in sorted(found))


def _only_axes(case, axes, some):
    """Yield those of some axes whose table has its other axis among the rest."""
    for place, axis in some:
        other = (place, 1 - axis)
        is_symmetric = other in axes and np.array_equal(case[place], case[place].T)
        if other in axes and other not in some and not is_symmetric:
            yield place, axis


def _runs(exercise, case):
    try:
        exercise.solution(*case)
    except Exception:
        return False
    return True


def _cut(case, axes, length):
    case = list(case)
    for place, axis in axes:
        case[place] = np.take(case[place], range(length), axis)
    return tuple(case)


def _dimensions(exercise):
    """Return the sizes that arrays have, each as ((argument, axis) pairs, a length a case).

    Axes that are equally long in every case are one size. One that is always 1 is none: a column.
    """
    cases, found = exercise.cases(), {}
    for place, value in enumerate(cases[0]):
        for axis in range(np.ndim(value) if isinstance(value, np.ndarray) else 0):
            lengths = tuple(case[place].shape[axis] for case in cases)
            found.setdefault(lengths, []).append((place, axis))
    return [(axes, lengths) for lengths, axes in found.items() if set(lengths) != {1}]


def _spoken(exercise, axes):
    place, axis = axes[0]
    return f"axis {axis} of `{_arguments(exercise)[place]}`"


def _length(case, axes_or_size):
    if isinstance(axes_or_size, int):
        return axes_or_size
    place, axis = axes_or_size[0]
    return case[place].shape[axis]


def _dividing(exercise, axes, wrong):
    """Return an answer that divides by a wrong length of these axes."""

    def answer(*case):
        factor = _length(case, axes) / _length(case, wrong)
        return _each(lambda value: value * factor, exercise.solution(*case))

    return answer


def _looping(exercise, axes, wrong):
    """Return an answer whose loop runs to a wrong length of these axes; the rest stays 0."""

    def answer(*case):
        length, end = _length(case, axes), _length(case, wrong)
        if isinstance(wrong, int) and end > length:
            raise IndexError("list index out of range")
        if end >= length:  # a slice forgives that
            return exercise.solution(*case)
        part = exercise.solution(*_cut(case, axes, end))
        return _each(_padded, part, exercise.solution(*case))

    return answer


def _padded(part, whole):
    padded = np.zeros_like(whole)
    padded[tuple(slice(length) for length in np.shape(part))] = part
    return padded[()]


def _with_a_table_turned(exercise):
    """Take rows for columns."""
    sizes = {axis for axes, _lengths in _dimensions(exercise) for axis in axes}
    for place, table in enumerate(exercise.cases()[0]):
        if {(place, 0), (place, 1)} <= sizes and not np.array_equal(table, np.transpose(table)):
            name = _arguments(exercise)[place]
            turned = _with_argument(exercise.solution, place, np.transpose)
            yield f"takes rows for columns of `{name}`", turned
            yield f"turns `{name}`, and the result back", _turned_back(turned)


def _turned_back(answer):
    return lambda *case: _each(np.transpose, answer(*case))


def _each(change, *results):
    if isinstance(results[0], tuple):
        return tuple(change(*parts) for parts in zip(*results, strict=True))
    return change(*results)
