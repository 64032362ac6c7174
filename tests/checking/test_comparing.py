"""When an answer is right, and what a learner is told who gives a wrong one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from course_utils.checking import (
    MatchExercise,
    ValueExercise,
)
from course_utils.checking.judging import judge
from course_utils.checking.wording import short
from sample_exercises import RIGHT, WRONG


def test_equal_within_the_tolerance_is_right():
    kind = ValueExercise(1.0, rtol=1e-3)
    assert judge(kind, 1.0009).status == RIGHT
    assert judge(kind, 1.0012).status == WRONG


def test_a_price_is_written_as_on_a_label():
    kind = ValueExercise(291617.3, unit="US dollars of 1990")
    assert judge(kind, 291617.0).message == "It is 291,617 US dollars of 1990."
    written = {
        9999.4: "9999", 9999.6: "10,000", -12345.67: "-12,346", 1234567: "1,234,567", 2e7: "2e+07",
        0.014: "0.014", 1 + 2j: "1+2j", (291617.3, 0.5): "(291617, 0.5)",
    }  # fmt: skip
    assert {value: short(value) for value in written} == written
    assert short(np.array([291617.3, 1.0])) == "[291617, 1]"
    assert short(291617.3, 8) == "291,617.3"


def test_sentences_begin_with_a_capital_letter():
    kind = MatchExercise({"A": "crawl"}, ("crawl", "jump"))
    message = 'Choose one of `"crawl"`, `"jump"`. This is a single number.'
    assert judge(kind, {"A": 3}).message == message


@given(
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=5),
    st.floats(-1, 1),
    st.sampled_from([list, tuple, np.array]),
)
def test_rounding_is_forgiven_and_more_is_not(numbers, part, container):
    kind = ValueExercise(np.array(numbers), rtol=1e-3)
    rounded = [number * (1 + 0.99e-3 * part) for number in numbers]
    assert judge(kind, container(rounded)).status == RIGHT
    largest = max(range(len(numbers)), key=lambda i: abs(numbers[i]))
    numbers[largest] = numbers[largest] * 1.01 + 1e-6
    assert judge(kind, container(numbers)).status == WRONG
