"""The network that learns while it is looked at: its numbers, its broken ways back, its check."""

import itertools

import numpy as np
import pytest
from matplotlib.patches import PathPatch

from course_utils import neural_network as package
from course_utils.chapters.backpropagation.toy_data import TASKS
from course_utils.chapters.backpropagation.training import RATES, SMALL_RATE, training
from course_utils.chapters.backpropagation.watched_training import (
    N_PIXELS,
    N_STEPS,
    REACH,
    STARTS,
    STRIDE,
    WRONG,
    WatchedTraining,
    break_way_back,
    check_layers,
)
from course_utils.live import typeset
from figure_checks import free, snapshot

ACTIVATIONS = ["tanh", "relu", "sigmoid"]
WAYS_BACK = ["right", "slope", "adding", "mean"]


@pytest.fixture(scope="module")
def made():
    live = free(training())
    yield live
    live.close()


@pytest.fixture
def live(made):
    made.reset()
    return made


def watched(task="xor", activation="tanh", start="suited", layers=1, **others):
    settings = {"units": 8, "way_back": "right", "rate": 1.0, "seed": 0} | others
    return WatchedTraining(task, activation, start, layers, *settings.values())


def last_view(run, step=N_STEPS):
    return run.view(len(run.history(step)) - 1)


def test_a_frame_shows_the_network_after_so_many_steps(live):
    live.set(task="circles", activation="relu", layers=2, units=4, rate=0.3, step=70)
    X, y = TASKS["circles"]()
    network = package.make_network([2, 4, 4, 2], "relu", seed=0)
    for _epoch in package.train(network, X, y, learning_rate=0.3, n_epochs=70):
        pass
    loss = package.SoftmaxCrossEntropy().forward(network.predict(X), y)
    assert f"Step 70: loss {loss:.3g};" in live.sentence.text
    n_right = np.sum(network.predict(X).argmax(axis=1) == y)
    assert f"{n_right} of {len(y)} points" in live.sentence.text
    axes = live.figure.axes[1]
    corner = [[-REACH * (1 - 1 / N_PIXELS)] * 2]
    share = package.softmax(network.predict(corner))[0, 1]
    assert axes.images[0].get_array()[0, 0] == pytest.approx(255 * share, abs=0.51)


def test_a_unit_s_picture_shows_what_it_gives_over_the_plane():
    run = watched(layers=2, units=4)
    units = last_view(run, 100).units
    _weights, _moment = run.history(100)[-1].parameters, run.history(100)[-1]
    W, b = _moment.parameters[:2]
    side = np.arange(-REACH, REACH, 2 * REACH / N_PIXELS) + REACH / N_PIXELS
    seen = side[2::4]
    x1, x2 = np.meshgrid(seen, seen)
    given = np.tanh(x1[None] * W[0, :, None, None] + x2 * W[1, :, None, None] + b[:, None, None])
    assert [part.shape for part in units] == [(4, 12, 12)] * 2
    np.testing.assert_allclose(units[0] / 127.5 - 1, given, atol=0.005)


def test_going_back_shows_the_same_frame_again(live):
    live.set(task="moons", step=50)
    first = snapshot(live)
    live.set(step=300)
    assert snapshot(live) != first
    live.set(step=50)
    assert snapshot(live) == first


def test_the_drawing_has_a_line_for_each_weight_that_is_not_small(live):
    live.set(layers=3, units=4, step=500, task="spirals")
    run = watched("spirals", layers=3, units=4)
    *hidden, last = run.history(500)[-1].parameters[::2]
    sizes = np.concatenate([np.ravel(W) for W in (*hidden, last[:, 1] - last[:, 0])])
    lines = [one for one in live.figure.axes[0].patches if isinstance(one, PathPatch)]
    drawn = [len(line.get_path().vertices) / 2 for line in lines]
    assert sum(drawn[:3]) == np.sum(sizes >= 0.2)
    assert sum(drawn[3:]) == np.sum(sizes <= -0.2)


def test_the_legend_names_the_layers_that_are_there(live):
    for layers in (4, 1, 2):
        live.set(layers=layers)
        names = [text.get_text() for text in live.figure.axes[3].get_legend().get_texts()]
        assert names == [str(number) for number in range(1, layers + 2)]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_setting_trains_or_says_why_not(live, activation):
    unclear = []
    settings = itertools.product(TASKS, STARTS, (1, 4), (1, 8), (RATES[0], RATES[-1]))
    for task, start, layers, units, rate in settings:
        chosen = {"task": task, "start": start, "layers": layers, "units": units, "rate": rate}
        live.set(activation=activation, step=100, **chosen)
        told = live.sentence.text
        assert "nan" not in told
        assert "inf" not in told
        assert "every layer is right" in told
        if told.endswith("other random weights?"):
            # Then it must still be on its way, and not stand still for a reason that it hides.
            norms = [line.get_ydata() for line in live.figure.axes[3].lines]
            if max(lengths[-1] for lengths in norms if len(lengths)) <= 1e-6:
                unclear.append((task, start, layers, units, rate))
    assert unclear == []


def test_no_points_are_counted_where_all_get_the_same_answer(live):
    live.set(start="zero", step=0)
    assert "0.50 at every point" in live.sentence.text
    assert "points" not in live.sentence.text.splitlines()[0]
    live.set(step=N_STEPS)
    assert "points" not in live.sentence.text.splitlines()[0]


@pytest.mark.parametrize("rate", [rate for rate in RATES if rate <= SMALL_RATE])
def test_of_a_rate_that_is_too_small_it_is_said_that_a_larger_one_needs_fewer_steps(live, rate):
    live.set(rate=rate, step=100)
    run, larger = watched(rate=rate), watched(rate=10 * rate)
    history = run.history(100)
    fall = history[-2].loss - history[-1].loss
    said = typeset(f"The last {STRIDE} steps lowered the loss by {fall:.2g}, all that")
    assert said in live.sentence.text
    assert larger.history(100)[-1].loss < history[-1].loss


# The gradient check, and the ways back that it finds


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_right_way_back_passes_and_a_broken_one_fails(activation):
    for task, layers, way_back in itertools.product(("xor", "moons"), (1, 3), WAYS_BACK):
        run = watched(task, activation, layers=layers, way_back=way_back)
        for number in range(0, len(run.history(100)), 5):
            errors = run.view(number).errors
            assert (errors < WRONG).all() == (way_back == "right"), (task, layers, way_back)
            # What is forgotten at a bend or on the way to the inputs leaves the last layer right.
            assert (errors[-1] < WRONG) == (way_back != "mean")


def test_the_check_measures_each_number_of_each_layer():
    X, y = TASKS["moons"](30)
    network = package.make_network([2, 3, 4, 2], "tanh", seed=5)
    network.loss.forward(network.forward(X), y)
    network.backward(network.loss.backward())
    claimed = [slopes.copy() for slopes in network.gradients]
    assert check_layers(network, X, y).max() < 1e-7
    for number, layer in enumerate(network.dense_layers):
        right = layer.backward

        def spoilt(dZ, right=right, layer=layer, **options):
            dX = right(dZ, **options)
            layer.dW[-1, 0] *= 2
            return dX

        layer.backward = spoilt
        errors = check_layers(network, X, y)
        layer.backward = right
        slopes = np.concatenate([part.ravel() for part in claimed[2 * number : 2 * number + 2]])
        extra = abs(claimed[2 * number][-1, 0])
        wrong = np.sqrt(np.sum(slopes**2) + 3 * extra**2)
        expected = extra / (wrong + np.linalg.norm(slopes))
        assert errors[number] == pytest.approx(expected, rel=1e-4)
        assert np.delete(errors, number).max() < 1e-7


def test_the_broken_ways_back_forget_what_their_names_say():
    X, y = TASKS["moons"](30)

    def slopes(way_back):
        network = package.make_network([2, 3, 2], "tanh", seed=5)
        break_way_back(network, way_back)
        network.loss.forward(network.forward(X), y)
        network.backward(network.loss.backward())
        return network, network.gradients

    network, right = slopes("right")
    for mine, its in zip(slopes("mean")[1], right, strict=True):
        np.testing.assert_allclose(mine, len(y) * its)
    first, _tanh, last = network.layers
    A = np.tanh(first.apply(X))
    dS = package.softmax(network.predict(X))
    dS[np.arange(len(y)), y] -= 1
    dS /= len(y)
    np.testing.assert_allclose(slopes("slope")[1][0], X.T @ (dS @ last.W.T))
    overwritten = np.outer(dS[:, 1], last.W[:, 1]) * (1 - A**2)
    np.testing.assert_allclose(slopes("adding")[1][0], X.T @ overwritten)


# What the chapter's text says of the experiments


def first_all_right(run):
    """Return the first step at which every point is right, without the pictures of the others."""
    network = run._shown
    for number, moment in enumerate(run.history(N_STEPS)):
        for values, kept in zip(network.parameters, moment.parameters, strict=True):
            values[...] = kept
        if (network.predict(run.X).argmax(axis=1) == run.y).all():
            return STRIDE * number
    return None


@pytest.mark.parametrize(
    ("settings", "n_right"),
    [
        ({"units": 1}, 89),
        ({"task": "spirals"}, 118),
        ({"rate": 30.0}, 112),
        ({"rate": 0.01}, 70),
        ({"task": "moons", "way_back": "slope"}, 103),
        ({"task": "moons", "way_back": "adding"}, 119),
        ({"task": "moons", "way_back": "mean"}, 60),
    ],
)
def test_the_experiments_end_as_the_text_says(settings, n_right):
    assert last_view(watched(**settings)).n_right == n_right


@pytest.mark.parametrize(
    ("settings", "step"),
    [
        ({"activation": "sigmoid", "layers": 4}, 330),
        ({"way_back": "adding"}, 80),
        ({"task": "moons", "way_back": "mean", "rate": 0.01}, 660),
    ],
)
def test_all_points_are_right_when_the_text_says(settings, step):
    assert first_all_right(watched(**settings)) == step


def test_a_way_back_that_does_not_average_is_found_out_as_the_text_says(live):
    run = watched(task="moons", way_back="mean")
    assert (last_view(run, 0).errors >= WRONG).all()
    first, last = last_view(run, 10).errors  # "soon after"
    assert first < WRONG <= last
    live.set(task="moons", way_back="mean", step=N_STEPS)
    assert "label 1 has the probability 1.00 at every point" in live.sentence.text
    assert "The gradient is wrong, and the loss shows it." in live.sentence.text
    live.set(way_back="slope")
    assert "The loss alone does not tell" in live.sentence.text


@pytest.mark.parametrize(
    ("layers", "units", "steps"),
    [
        (1, 8, [None, 1930, 1490, 1940, 1230]),
        (3, 8, [620, 710, 650, 560, 520]),
        (1, 4, [None] * 5),
        (3, 4, [1370, None, 850, None, None]),
    ],
)
def test_the_spirals_from_five_random_starts(layers, units, steps):
    runs = [watched("spirals", layers=layers, units=units, seed=seed) for seed in range(5)]
    assert [first_all_right(run) for run in runs] == steps
    if units == 4:
        n_right = [last_view(run).n_right for run in runs]
        assert (min(n_right), max(n_right)) == ((111, 114) if layers == 1 else (89, 120))


@pytest.mark.parametrize(("start", "times"), [("suited", 14), ("small", 800)])
def test_slopes_fade_as_the_text_says(start, times):
    run = watched(activation="sigmoid", start=start, layers=4)
    norms = run.history(0)[0].norms
    assert norms[-1] / norms[0] == pytest.approx(times, rel=0.05)
    if start == "small":
        losses = [run.history(step)[-1].loss for step in (0, N_STEPS)]
        assert losses == pytest.approx([0.695, 0.687], abs=5e-4)
