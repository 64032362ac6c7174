"""The quizzes of the chapters: what each must hold, and that every number in them is right."""

import base64
import io
import re

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from course_notebooks import IN_ENGLISH
from course_utils import chapters
from course_utils.chapters import all_quizzes
from course_utils.chapters.backpropagation import quiz as of_backpropagation
from course_utils.chapters.derivative_intuition import quiz as of_derivatives
from course_utils.chapters.gradient_descent_house_prices import quiz as of_descent
from course_utils.chapters.multiple_linear_regression import quiz as of_regression
from course_utils.chapters.partial_derivatives import quiz as of_partials
from course_utils.chapters.partial_derivatives.body_weight import body_weight_gradient
from course_utils.chapters.reading_digits import quiz as of_digits
from course_utils.chapters.start_here import quiz as of_start
from course_utils.datasets import load_houses
from course_utils.mathematics.derivatives import central_difference, numerical_gradient
from course_utils.mathematics.gradient_descent import (
    condition_number,
    gradient_descent,
    learning_rate_limit,
)
from course_utils.mathematics.linear_regression import (
    closed_form,
    mean_squared_error_gradient,
    mean_squared_error_hessian,
)
from course_utils.neural_network import ReLU, Sigmoid, SoftmaxCrossEntropy
from exercise_audit import audit_quiz_of_chapter, quiz_texts

CHAPTERS = list(
    dict.fromkeys(path.stem.split("_", 1)[1] for path in sorted(IN_ENGLISH, key=lambda p: p.name))
)
PICTURES = {
    question.text: question.picture
    for questions in all_quizzes().values()
    for question in questions
    if question.picture
}


@pytest.mark.parametrize("chapter", CHAPTERS[1:])  # the start page teaches nothing to ask back
def test_a_chapter_has_the_questions_that_belong_to_it(chapter):
    earlier = CHAPTERS[: CHAPTERS.index(chapter)]
    for make in chapters._makers(chapter, "quiz").values():
        assert audit_quiz_of_chapter(make(), earlier) == []


@pytest.mark.parametrize("picture", PICTURES.values(), ids=list(PICTURES))
def test_a_picture_is_drawn_twice_as_fine_as_it_is_shown(picture):
    shown = picture.to_html()
    png = base64.b64decode(re.search('src="data:image/png;base64,(.+?)"', shown)[1])
    with Image.open(io.BytesIO(png)) as image:
        assert image.size == (840, 420)
    assert 'width="420"' in shown
    assert len(re.search('alt="(.+?)"', shown)[1]) > 60


def quoted(name, *texts):
    """Assert that these texts, made of computed numbers, stand in a quiz."""
    whole = "\n".join(quiz_texts(all_quizzes()[name]))
    assert [text for text in texts if text not in whole] == []


def right_options(name):
    return [o.text for q in all_quizzes()[name] for o in q.options if o.right]


def error_of_sine(h, x=1.0):
    return abs(central_difference(np.sin, x, h) - np.cos(x))


def test_the_slope_of_the_line_on_the_start_page():
    figure = Figure()
    of_start._draw_line(figure)
    x, height = figure.axes[0].lines[0].get_data()
    assert list(height) == [2, 0]  # as the picture's text and an option say
    assert f"{np.diff(height)[0] / np.diff(x)[0]}".replace("-", "−") in right_options("start_here")


def test_the_numbers_about_derivatives():
    quoted("derivative_intuition", f"At x = 1 its error is {error_of_sine(0.1):.4f}.")
    assert 5e-5 < error_of_sine(1e-13) < 5e-3  # "the fourth digit is wrong"
    assert error_of_sine(1e-5) < 5e-11  # "ten digits are right"
    assert central_difference(np.square, -2.0) == pytest.approx(-4)
    assert central_difference(lambda x: np.sin(3 * x), 0.7) == pytest.approx(3 * np.cos(2.1))


def test_c_is_the_slope_of_the_hill():
    figure = Figure()
    of_derivatives._draw_hill(figure)
    left, right = figure.axes
    x, hill = left.lines[0].get_data()
    curves = zip(right.texts, right.lines, strict=False)  # the last line is the axis
    slopes = {text.get_text(): line.get_ydata() for text, line in curves}
    np.testing.assert_allclose(slopes["C"], np.gradient(hill, x), atol=0.02)
    np.testing.assert_allclose(slopes["A"], -slopes["C"])
    assert slopes["B"].argmax() == hill.argmax()


def test_the_numbers_about_partial_derivatives():
    (slope, hours), (later, _) = body_weight_gradient(7, 3), body_weight_gradient(7, 8)
    mixed = central_difference(lambda e: body_weight_gradient(7, e)[0], 3.0)
    quoted(
        "partial_derivatives",
        f"∂W/∂s is {slope:.2f} kg per weekly snack",
        f"a snack more goes with {slope:.2f} kg more",
        f"{slope:.0%}".replace("%", " %"),
        f"With 8 hours of exercise it is {later:.2f} kg",
        f"∂W/∂e, which is −{-hours:.2f} at (7, 3)",
        f"∂²W/∂e∂s is −{-mixed:.2f} ",
        f"takes {-mixed:.2f} kg off what a snack adds",
    )


def test_the_gradient_of_fifty_inputs_takes_a_hundred_calls():
    calls = []
    numerical_gradient(lambda x: calls.append(1) or x.sum(), np.ones(50))
    assert str(len(calls)) in right_options("partial_derivatives")


def test_c_is_the_way_of_steepest_descent_on_the_bowl():
    arrows = {name: way / np.hypot(*way) for name, way in of_partials._arrows().items()}
    gradient = numerical_gradient(lambda p: of_partials._bowl(*p), of_partials.POINT)
    uphill = gradient / np.hypot(*gradient)
    np.testing.assert_allclose(arrows["C"], -uphill, atol=1e-6)
    np.testing.assert_allclose(arrows["A"], uphill, atol=1e-6)
    np.testing.assert_allclose(arrows["B"], -of_partials.POINT / np.hypot(*of_partials.POINT))
    assert arrows["D"] @ uphill == pytest.approx(0, abs=1e-6)


def test_the_numbers_about_gradient_descent():
    assert f"{np.hypot(3, -4):.0f}" in right_options("house_prices")
    houses = load_houses()
    area, price = houses.living_area, houses.price
    in_feet, _ = mean_squared_error_gradient(area, price, 0.1, 50.0)
    in_thousands, _ = mean_squared_error_gradient(area / 1000, price, 100.0, 50.0)
    assert in_feet / in_thousands == pytest.approx(1000)


def test_the_steps_in_the_picture_are_those_of_a_descent_between_one_and_two():
    curvature = 2.0  # of w²
    rate = (1 - of_descent.FACTOR) / curvature
    assert 1 / curvature < rate < 2 / curvature
    descent = gradient_descent(lambda w: curvature * w, np.array([-1.0]), rate, 5)
    figure = Figure()
    of_descent._draw_descent(figure)
    np.testing.assert_allclose(figure.axes[0].lines[1].get_xdata(), descent.points[:, 0])


def test_the_numbers_about_several_features():
    houses = load_houses()
    X = np.column_stack([houses.living_area, houses.lot_size, houses.bedrooms])
    w, _ = closed_form(X, houses.price)
    quoted("multiple_regression", f"bedrooms is {w[2]:.2f}, that of the area {w[0]:.4f}.")
    quoted("multiple_regression", f"Bedrooms: {w[2]:.2f} is")
    others = X[:, 1] < X[:, 1].max()
    assert closed_form(X[others], houses.price[others])[0][1] > 4 * w[1]
    quoted("multiple_regression", f"one of the {len(X)} houses")
    for rows in (others | True, others):
        effects = closed_form(X[rows], houses.price[rows])[0] * X[rows].std(axis=0)
        quoted("multiple_regression", "{:.1f}, {:.1f} and {:.1f}".format(*effects))
    assert condition_number(mean_squared_error_hessian(X)) > 1e9  # "billions of times"
    limit = learning_rate_limit(np.diag([0.5, 8.0]))
    assert f"All below {limit:g}." in right_options("multiple_regression")


def test_each_group_rises_while_the_cloud_falls():
    x1, x2, y = map(np.ravel, of_regression._groups())
    assert closed_form(x1, y)[0] < 0
    np.testing.assert_allclose(closed_form(np.column_stack([x1, x2]), y)[0], [1, -3])
    for row in np.stack(of_regression._groups(), axis=1):
        assert closed_form(row[0], row[2])[0] > 0


def test_the_numbers_about_backpropagation():
    right = right_options("backpropagation")
    assert f"{20 / 500} thousand dollars." in right
    loss = SoftmaxCrossEntropy()
    loss.forward(np.log([[0.2, 0.7, 0.1]]), np.array([2]))
    assert ", ".join(f"{slope:.1f}" for slope in loss.backward()[0]).replace("-", "−") in right
    relu, sigmoid = ReLU(), Sigmoid()
    relu.forward(np.array([[-0.3]]))
    assert f"{relu.backward(np.array([[2.0]]))[0, 0]:.0f}" in right
    sigmoid.forward(np.array([[0.0]]))  # where it is steepest
    assert f"1/{1 / sigmoid.backward(np.ones((1, 1)))[0, 0] ** 4:.0f}" in right


def test_the_slope_at_a_is_the_sum_over_both_ways():
    local = of_backpropagation.LOCAL
    ways = [local["a", by] * local[by, "L"] for by in "pq"]
    assert right_options("backpropagation")[1] == str(sum(ways))
    products = [f"{local['a', by]} · {local[by, 'L']} along {by}" for by in "pq"]
    quoted("backpropagation", ", ".join(products).replace("-", "−"))


def test_the_shares_are_those_of_the_confusion_matrix():
    counts = of_digits.COUNTS
    texts = quiz_texts(all_quizzes()["reading_digits"])
    assert f"{counts[0, 0]}/{counts[0].sum()}" in right_options("reading_digits")
    assert {f"8/{counts[:, 0].sum()}", f"{np.trace(counts)}/{counts.sum()}"} <= {*texts}
    digits = iter(of_digits.DIGITS)
    rows = [f"True {next(digits)}: {', '.join(map(str, row))}." for row in counts]
    quoted("reading_digits", " ".join(rows))
