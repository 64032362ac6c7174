"""Whether two formulas are the same function."""

import numpy as np

from course_utils.formulas.calculus import HUGE, plain_function
from course_utils.formulas.precise import is_real, precise_function
from course_utils.formulas.reading import parse_expression

AGREEMENT = 1e-9
N_POINTS = 480
N_PRECISE = 50  # at so many of them at most with sixty digits
FEWEST_POINTS = 10  # at which both have a value


def equivalent(a, b, variables=("x",)):
    """Tell whether two formulas, as text or in SymPy, are the same function.

    They are where they agree at the random points, each variable between −10 and 10, at which both
    have a value: |a − b| ≤ 1e-9 (|b| + the least of 1, max|a| and max|b|). Where there are fewer
    than ten such points, their complex values have to agree. So it is no proof: formulas that
    differ by less than that, or only where no point fell, count as the same.

    Where plain numbers disagree, sixty digits decide. What is left of a sum below 1e-40 of its
    largest term is 0, or below 1e-14 where there are decimal numbers in it, as they are rounded
    when they are added up.

    >>> equivalent("sin(x)^2", "1 - cos(x)^2"), equivalent("x^2", "2x")
    (True, False)
    """
    a, b = (parse_expression(f, variables) if isinstance(f, str) else f for f in (a, b))
    if any(symbol.name not in variables for symbol in a.free_symbols | b.free_symbols):
        return False
    if a == b:
        return True
    points = _points(len(variables))
    first, second = (plain_function(formula, variables)(*points)[0] for formula in (a, b))
    counts = (np.abs(first) <= HUGE) & (np.abs(second) <= HUGE)
    doubtful = np.full(N_POINTS, True)
    if counts.sum() >= FEWEST_POINTS:
        doubtful = counts & ~_agree(first, second, counts)
    if not doubtful.any():
        return True
    few = np.flatnonzero(doubtful)[:: -(-doubtful.sum() // N_PRECISE)]
    return _agree_precisely(a, b, [dict(zip(variables, at, strict=True)) for at in points.T[few]])


def _points(n_variables):
    rng = np.random.default_rng(7)
    # Over several scales and both signs, so that narrow domains are met too.
    scales = np.repeat([0.3, 1.0, 3.0, 10.0], N_POINTS // 8)
    points = [rng.uniform(-1, 1, scales.size) * scales for _variable in range(n_variables)]
    return np.array([np.concatenate([values, np.abs(values)]) for values in points])


def _agree(first, second, counts):
    # Not more than the functions' own size, or all small ones would be the same.
    size = min(1.0, np.abs(first[counts]).max(), np.abs(second[counts]).max())
    return np.isclose(first, second, rtol=AGREEMENT, atol=AGREEMENT * size)


def _agree_precisely(a, b, points):
    functions = precise_function(a), precise_function(b)
    pairs = [[function(point) for function in functions] for point in points]
    pairs = [pair for pair in pairs if None not in pair]
    real = [pair for pair in pairs if all(map(is_real, pair))]
    pairs = real if len(real) >= FEWEST_POINTS else pairs
    if not pairs:
        return False
    size = min(1, *(max(abs(value) for value in values) for values in zip(*pairs, strict=True)))
    return all(abs(u - v) <= AGREEMENT * (abs(v) + size) for u, v in pairs)
