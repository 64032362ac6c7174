"""The exercises of the chapter on reading digits."""

import numpy as np

from course_utils.checking import FunctionExercise, MatchExercise
from course_utils.language import _


def confusion_matrix():
    def count(truth, answers, n_digits):
        digits = np.arange(n_digits)
        pairs = (truth[:, None] == digits)[:, :, None] & (answers[:, None] == digits)[:, None]
        return np.mean(truth == answers), pairs.sum(axis=0)

    def with_table(wrong):
        return lambda truth, answers, n: (count(truth, answers, n)[0], wrong(truth, answers, n))

    def with_share(wrong):
        def answer(truth, answers, n_digits):
            table = count(truth, answers, n_digits)[1]
            return wrong(table, len(truth)), table

        return answer

    def each_pair_once(truth, answers, n_digits):
        return np.minimum(count(truth, answers, n_digits)[1], 1)

    def accuracy_of_each_pair_once(truth, answers, n_digits):
        table = each_pair_once(truth, answers, n_digits)
        return np.trace(table) / len(truth), table

    def inputs(rng):
        n_digits, n_samples = rng.integers(3, 6), rng.integers(8, 20)
        truth = rng.integers(n_digits, size=n_samples)
        misread = rng.random(n_samples) < 0.4
        return truth, np.where(misread, rng.integers(n_digits, size=n_samples), truth), n_digits

    return FunctionExercise(
        solution=count,
        inputs=inputs,
        example=(np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 1, 1]), 3),
        returns=("accuracy", "table"),
        mistakes={
            _("The table is turned round: a row for each true digit, a column for each answer."): (
                with_table(lambda *case: count(*case)[1].T)
            ),
            _("With `table[truth, answers] += 1` a pair that comes up twice counts only once."): (
                with_table(each_pair_once)
            ),
            _(
                "With `table[truth, answers] += 1` a pair that comes up twice counts only once. "
                "The accuracy, too, is too small then."
            ): accuracy_of_each_pair_once,
            _("The table holds counts, not shares."): (
                with_table(lambda *case: count(*case)[1] / len(case[0]))
            ),
            _("The table counts the wrong ones alone. Those read rightly stand on the diagonal."): (
                with_table(lambda *case: count(*case)[1] * (1 - np.eye(case[2], dtype=int)))
            ),
            _("This accuracy is the number of right answers. Divide it by how many there are."): (
                with_share(lambda table, n: np.trace(table))
            ),
            _("This is the share of wrong answers. The accuracy is that of the right ones."): (
                with_share(lambda table, n: 1 - np.trace(table) / n)
            ),
            _("The accuracy is a share, from 0 to 1, and no percentage."): (
                with_share(lambda table, n: 100 * np.trace(table) / n)
            ),
            _("Divide by the number of answers, not by that of the kinds of digits."): (
                with_share(lambda table, n: np.trace(table) / len(table))
            ),
        },
        insight=_("The diagonal, divided by the sum of the whole table, is the accuracy."),
    )


def honest_split():
    return MatchExercise(
        solution={"A": "digits", "B": "writers", "C": "phones", "D": "years"},
        options=("digits", "writers", "phones", "years"),
        mistakes={
            _("In B every writer is new. Random digits put some of each writer into both parts."): {
                "B": "digits"
            },
            _("In A the same thirteen people go on writing: nobody new needs to be held out."): {
                "A": "writers"
            },
            _("In C the phone is new. Random drawings put each phone into both parts."): {
                "C": "digits"
            },
            _("In C the people may be those of today. New is the phone that they draw on."): {
                "C": "writers"
            },
            _("In D random digits mix the years: it would learn from the year it is tried on."): {
                "D": "digits"
            },
            _("In D the same people may still write. What changes is the time."): {"D": "writers"},
        },
        insight=_("Hold out what will be new later: then the number speaks about later."),
    )


def three_faulty_nets():
    return MatchExercise(
        solution={"A": "fading slopes", "B": "large rate", "C": "zero start"},
        options=("fading slopes", "large rate", "zero start", "too few steps"),
        mistakes={
            _(
                "A and C both stand still. In A the first layer's slope is tiny, in C it is "
                "exactly zero: there every way back is multiplied by a weight of 0."
            ): {"A": "zero start", "C": "fading slopes"},
            _(
                "In C the first layer gets exactly nothing: all the weights behind it are zero. "
                "Slopes that fade get tiny, and are not zero."
            ): {"C": "fading slopes"},
            _("In A the last layer gets a slope at step 0, and the first a tiny one: not 0."): (
                {"A": "zero start"}
            ),
            _("A has hardly moved in all its steps, and its first layer gets almost no slope."): (
                {"A": "too few steps"}
            ),
            _("In C the slope of the first layer is exactly 0. Steps do not help against 0."): (
                {"C": "too few steps"}
            ),
            _("B jumps up and down. More steps of the same size go on jumping."): (
                {"B": "too few steps"}
            ),
            _("B has large slopes in both layers. Look at how its loss moves."): (
                {"B": "fading slopes"}
            ),
        },
        insight=_("Look at the loss and at each layer's gradient: together they tell the fault."),
    )


def score_slopes_by_hand():
    def answer(
        start=lambda W2, digit: W2[:, digit],
        bend=lambda A: 1 - A**2,
        back=lambda dZ, W1: dZ @ W1.T,
    ):
        return lambda A, W1, W2, digit: back(start(W2, digit) * bend(A), W1)

    def inputs(rng):
        n_samples, n_inputs, n_hidden, n_scores = rng.integers(2, 7, size=4)
        A = np.tanh(rng.normal(size=(n_samples, n_hidden)))
        W1 = rng.normal(size=(n_inputs, n_hidden))
        W2 = rng.normal(size=(n_hidden, n_scores))
        return A, W1, W2, int(rng.integers(n_scores))

    return FunctionExercise(
        solution=answer(),
        inputs=inputs,
        # One picture of two pixels, two hidden units, two scores.
        example=(
            np.array([[0.5, 0.0]]),
            np.array([[1.0, 2.0], [0.0, -1.0]]),
            np.array([[4.0, 1.0], [2.0, 3.0]]),
            1,
        ),
        mistakes={
            _("The bend is missing: on the way back tanh multiplies by its slope, 1 − A²."): (
                answer(bend=lambda A: 1)
            ),
            _("The slope of tanh is 1 − A², not 1 − A."): answer(bend=lambda A: 1 - A),
            _("A is the output of tanh already: write `1 - A**2`, without another tanh."): (
                answer(bend=lambda A: 1 - np.tanh(A) ** 2)
            ),
            _("You stopped at the hidden layer. One layer further back are the pixels."): (
                answer(back=lambda dZ, W1: dZ)
            ),
            _("Each picture has slopes of its own: do not add up or average over the rows."): (
                answer(back=lambda dZ, W1: dZ.sum(axis=0) @ W1.T)
            ),
            _("You went back from all scores at once. Begin at that of the digit: its column."): (
                answer(start=lambda W2, digit: W2.sum(axis=1))
            ),
            _("This is transposed: a row for each picture, a column for each pixel."): (
                answer(back=lambda dZ, W1: W1 @ dZ.T)
            ),
        },
        insight=_("The way back does not end at the weights: it goes on to the pixels."),
    )
