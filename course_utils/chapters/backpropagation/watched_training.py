"""A training that can be looked at after any of its steps, and whose way back can be broken."""

from dataclasses import dataclass
from functools import partial
from itertools import islice

import numpy as np

from course_utils.live.drawing.loss_map import grid_of
from course_utils.neural_network import Dense, make_network, softmax, train

from .toy_data import TASKS

N_STEPS = 2000
STRIDE = 10  # steps from one moment to the next
REACH = 1.3
N_PIXELS = 48  # of the map, a side
THINNING = 4  # of a unit's picture: every fourth pixel of the map
EDGE = REACH * (1 - 1 / N_PIXELS)
# The middles of the map's pixels, of shape (N_PIXELS², 2).
PLACES = np.stack(grid_of((-EDGE, EDGE), (-EDGE, EDGE), N_PIXELS), axis=-1).reshape(-1, 2)
# What the suited starting weights are multiplied by.
STARTS = {"suited": 1.0, "small": 0.25, "zero": 0.0}
CHECK_STEP = 1e-6
WRONG = 0.01  # a relative error from here on
CHECKED = slice(None, None, 5)  # of the points: a check of all would take five times as long
# Times 1 + loss. Of shorter gradients the relative error would be that of rounding.
LEAST_LENGTH = 1e-5


@dataclass(frozen=True)
class Moment:
    """Where a training stands after some steps; each layer's gradient has its length in `norms`."""

    loss: float
    norms: np.ndarray
    parameters: list


@dataclass(frozen=True)
class View:
    """What can be seen of a network at a moment.

    Attributes
    ----------
    map : ndarray of shape (N_PIXELS, N_PIXELS)
        The probability of label 1 at each place, from 0 to 255.
    units : list of ndarray of shape (n_units, N_PIXELS / THINNING, N_PIXELS / THINNING)
        What the units of each hidden layer give over the plane, from 0 to 255; 0 is in the middle.
    probabilities : ndarray of shape (n_samples,)
        Of label 1, at each point.
    n_right : int
        How many points get the higher score for their own label.
    errors : ndarray of shape (n_layers,)
        The gradient check: the relative error of each layer's slopes.
    """

    map: np.ndarray
    units: list
    probabilities: np.ndarray
    n_right: int
    errors: np.ndarray


class WatchedTraining:
    """One training, computed as far as somebody has looked, and kept: going back is instant."""

    def __init__(self, task, activation, start, layers, units, way_back, rate, seed):
        self.X, self.y = TASKS[task]()
        self.start, self.units, self.rate = start, units, rate
        sizes = [2, *[units] * layers, 2]
        self._network, self._shown = (make_network(sizes, activation, seed=seed) for _ in "ab")
        for network in (self._network, self._shown):
            break_way_back(network, way_back)
        for values in self._network.parameters:
            values *= STARTS[start]
        self._epochs = train(self._network, self.X, self.y, learning_rate=rate, n_epochs=N_STEPS)
        self._views = {}
        self.diverged = False
        self._moments = []
        self._keep_moment()

    def history(self, step):
        """Return the moments up to a step, or up to where the training diverged."""
        while len(self._moments) <= step // STRIDE and not self.diverged:
            *_others, last = islice(self._epochs, STRIDE)
            self.diverged = last.diverged
            if not self.diverged:
                self._keep_moment()
        return self._moments[: step // STRIDE + 1]

    @property
    def n_moments(self):
        """How many moments are kept by now."""
        return len(self._moments)

    def view(self, number):
        """Return what is seen at one of the moments that the history has had, by its number."""
        if number not in self._views:
            self._views[number] = self._look(self._moments[number])
        return self._views[number]

    def _keep_moment(self):
        """Keep where the network stands; its gradient is taken at these very weights."""
        network = self._network
        with np.errstate(all="ignore"):
            loss = float(network.loss.forward(network.forward(self.X), self.y))
            if not np.isfinite(loss):
                self.diverged = True
                return
            network.backward(network.loss.backward())
        kept = [values.copy() for values in network.parameters]
        self._moments.append(Moment(loss, network.gradient_norms, kept))

    def _look(self, moment):
        network = self._shown
        for values, kept in zip(network.parameters, moment.parameters, strict=True):
            values[...] = kept
        outputs, units = PLACES, []
        for layer in network.layers:
            outputs = layer.apply(outputs)
            if not isinstance(layer, Dense):
                units.append(_pictures(outputs))
        shares = _as_bytes(softmax(outputs)[:, 1]).reshape(N_PIXELS, N_PIXELS)
        scores = network.predict(self.X)
        n_right = int((scores.argmax(axis=1) == self.y).sum())
        errors = check_layers(network, self.X[CHECKED], self.y[CHECKED])
        return View(shares, units, softmax(scores)[:, 1], n_right, errors)


def break_way_back(network, how):
    """Spoil a network's backward pass; forward and update stay as they are.

    Parameters
    ----------
    network : Network
        It is changed in place.
    how : {"right", "slope", "adding", "mean"}
        What is forgotten: nothing; the activation's own slope; to add up what comes back from
        several outputs (each overwrites the one before); to divide by the number of samples.
    """
    if how == "mean":
        network.loss.backward = partial(_sum, network.loss.backward)
    for layer in network.layers:
        if how == "slope" and not isinstance(layer, Dense):
            layer.backward = lambda dA: dA
        if how == "adding" and isinstance(layer, Dense):
            layer.backward = partial(_overwriting, layer, layer.backward)


def _sum(right):
    slopes = right()
    return len(slopes) * slopes


def _overwriting(layer, right, dZ, *, to_inputs=True):
    """Go back through a dense layer, of whose outputs only the last has its say at the inputs."""
    right(dZ, to_inputs=False)
    return dZ[:, -1:] * layer.W[:, -1] if to_inputs else None


def check_layers(network, X, y):
    """Return the relative error of each dense layer's slopes, by central differences.

    A number at a ReLU's corner, where the loss has one slope ahead and another one behind, is left
    out.
    """
    loss = network.loss.forward(network.forward(X), y)
    network.backward(network.loss.backward())
    inputs, errors = X, []
    for number, layer in enumerate(network.layers):
        if isinstance(layer, Dense):
            claimed = np.vstack([layer.dW, layer.db])
            ahead, behind = _nudged_losses(layer, inputs, network.layers[number + 1 :], y)
            measured = (ahead - behind) / (2 * CHECK_STEP)
            # How much a slope changes within a step: where it is smooth, by step times curvature.
            change = np.abs(ahead - 2 * loss + behind) / CHECK_STEP
            smooth = change < CHECK_STEP + 1e-3 * np.linalg.norm(measured)
            lengths = np.linalg.norm(claimed[smooth]) + np.linalg.norm(measured[smooth])
            difference = np.linalg.norm((claimed - measured)[smooth])
            errors.append(difference / max(lengths, LEAST_LENGTH * (1 + loss)))
        inputs = layer.apply(inputs)
    return np.array(errors)


def _nudged_losses(layer, inputs, behind, y):
    """Return the losses with each number of a dense layer nudged up, and down: W's above b's.

    A nudge of one number moves one column of the layer's outputs. All nudged outputs go forward
    at once through the layers behind.
    """
    columns = np.column_stack([inputs, np.ones(len(inputs))]).T[:, None, :, None]
    nudges = CHECK_STEP * columns * np.eye(len(layer.b))[:, None]
    return [_losses(layer.apply(inputs) + sign * nudges, behind, y) for sign in (1, -1)]


def _losses(outputs, layers, y):
    """Return the mean cross-entropy of each batch of outputs, of shape (…, n_samples, n_outputs).

    Of two scores s, that of a sample is ln(1 + exp(s_wrong − s_right)).
    """
    batches, outputs = outputs.shape[:-1], outputs.reshape(-1, outputs.shape[-1])
    for layer in layers:
        outputs = layer.apply(outputs)
    scores, samples = outputs.reshape(*batches, 2), np.arange(len(y))
    return np.logaddexp(0, scores[..., samples, 1 - y] - scores[..., samples, y]).mean(axis=-1)


def _pictures(outputs):
    """Return what each unit gives at every few places, blue below 0 and orange above: 0 to 255."""
    every = slice(THINNING // 2, None, THINNING)
    pictures = outputs.T.reshape(-1, N_PIXELS, N_PIXELS)[:, every, every]
    return _as_bytes((1 + pictures / max(1, np.abs(pictures).max())) / 2)


def _as_bytes(shares):
    return np.round(255 * shares).astype(np.uint8)
