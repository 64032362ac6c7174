"""What a network is given that does not fit is named in one line."""

import numpy as np
import pytest

from course_utils.neural_network import (
    Dense,
    MeanSquaredError,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
    Tanh,
    make_network,
    train,
)

X32, LABELS = np.arange(6.0).reshape(3, 2) ** 2, np.array([0, 1, 1])
NETWORK, NUMBERS = make_network([2, 3, 2]), make_network([2, 3, 1], loss="mean squared error")
SETTINGS = {"learning_rate": 0.1, "n_epochs": 1}


def dense(*shape, dtype=float):
    return Dense(np.ones(shape, dtype), np.ones(shape[1:], dtype))


def pair_of(layer):
    return Network([dense(2, 2), layer, layer], MeanSquaredError())


def slopes_after_forward(layer, slopes_shape):
    layer.forward(X32)
    layer.backward(np.ones(slopes_shape))


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda: Dense(np.ones(2), np.ones(2)), r"W has shape \(2,\) and b has shape \(2,\)"),
        (lambda: dense(2, 3, 4), r"W has shape \(2, 3, 4\)"),
        (lambda: Dense(np.ones((2, 3)), np.ones(2)), r"\(2, 3\).*\(2,\).*\(n_outputs,\)"),
        (lambda: Dense(np.ones((2, 3)), np.ones((3, 1))), r"\(2, 3\).*\(3, 1\)"),
        (lambda: Dense(np.ones((2, 3)), np.ones(3, "f4")), "W holds float64 and b holds float32"),
        (lambda: dense(2, 3, dtype=int), "int64.*floating"),
        (lambda: dense(3, 2).apply(X32), r"X has shape \(3, 2\).*\(3, 2\).*needs 3 column"),
        (lambda: dense(2, 2).forward(np.ones(2)), r"\(2,\).*a row a sample"),
        (lambda: NETWORK.predict(np.ones((4, 3))), r"\(4, 3\).*2 column"),
        (lambda: dense(2, 2).backward(X32), "call forward first"),
        (lambda: ReLU().backward(X32), "call forward first"),
        (lambda: MeanSquaredError().backward(), "call forward first"),
        (lambda: SoftmaxCrossEntropy().backward(), "call forward first"),
        (lambda: slopes_after_forward(dense(2, 4), (3, 2)), r"\(3, 2\).*returned shape \(3, 4\)"),
        (lambda: slopes_after_forward(Tanh(), 2), r"\(2,\).*returned shape \(3, 2\)"),
        (lambda: MeanSquaredError().forward(X32[:, :1], LABELS), r"\(3,\).*\(3, 1\).*y\[:, None"),
        (lambda: SoftmaxCrossEntropy().forward(X32, X32), r"\(3, 2\).*one label a sample"),
        (lambda: SoftmaxCrossEntropy().forward(X32, LABELS + 0.0), r"float64.*astype\(int\)"),
        (
            lambda: NETWORK.learn(X32, np.ma.array(LABELS, mask=[0, 0, 1]), 0.1),
            "y has masked values: leave",
        ),
        (lambda: NETWORK.learn(X32, LABELS + 1, 0.1), "from 1 to 2; 2 outputs have.* 0 to 1"),
        (lambda: NETWORK.learn(X32, LABELS - 1, 0.1), "from -1 to 0; 2 outputs"),
        (lambda: NETWORK.learn(X32[:0], LABELS[:0], 0.1), "no samples"),
        (lambda: NUMBERS.learn(X32[:0], X32[:0, :1], 0.1), "no samples"),
        (lambda: Network([], MeanSquaredError()), "begins with a Dense layer"),
        (lambda: Network([Tanh(), dense(2, 2)], MeanSquaredError()), "begins with a Dense layer"),
        (lambda: pair_of(ReLU()), "stands twice"),
        (lambda: pair_of(dense(2, 2)), "stands twice"),
        (lambda: Network([dense(2, 3), dense(2, 1)], None), r"\(2, 3\).*followed.*\(2, 1\)"),
        (lambda: Network([dense(2, 3), dense(3, 1, dtype="f4")], None), "float64.*float32"),
        (lambda: make_network([2]), r"sizes is \[2\].*positive whole numbers"),
        (lambda: make_network((2, 0, 1)), r"sizes is \[2, 0, 1\]"),
        (lambda: make_network([2, 3.0, 1]), r"sizes is \[2, 3.0, 1\]"),
        (lambda: make_network(None), r"sizes is \[None\].*positive whole numbers"),
        (lambda: make_network([2, 1], dtype=int), r"dtype is <class 'int'>: choose float32 or"),
        (lambda: make_network([2, 1], dtype="foo"), "dtype is foo: choose float32 or float64"),
        (lambda: make_network([2, 1], ["tanh"]), r"activation is \['tanh'\]: choose one of"),
        (lambda: make_network([2, 1], "step"), "activation is 'step'.*tanh, relu, sigmoid"),
        (lambda: make_network([2, 1], loss="hinge"), "loss is 'hinge'.*squared error, cross-entr"),
        (lambda: train(NETWORK, X32.T, LABELS, **SETTINGS), r"\(2, 3\).*\(n_samples, 2\)"),
        (lambda: train(NETWORK, X32[:0], LABELS[:0], **SETTINGS), "no samples"),
        (lambda: train(NETWORK, X32[0], LABELS, **SETTINGS), r"X has shape \(2,\)"),
        (lambda: train(NETWORK, X32, LABELS[:2], **SETTINGS), r"y has shape \(2,\)"),
        (lambda: train(NETWORK, np.sqrt(4 - X32), LABELS, **SETTINGS), r"X\[1, 1\] is nan"),
        (lambda: train(NUMBERS, X32, X32[:, :1] / 0, **SETTINGS), r"y\[0, 0\] is nan"),
        (lambda: train(NETWORK, X32, LABELS, learning_rate=1, n_epochs=-1), "n_epochs is -1"),
        (lambda: train(NETWORK, X32, LABELS, learning_rate=1, n_epochs=2.5), "0 or more"),
        (lambda: train(NETWORK, X32, LABELS, **SETTINGS, batch_size=0), "batch_size is 0.*1 or m"),
        (lambda: train(NETWORK, X32, LABELS, learning_rate=0, n_epochs=1), "rate is 0: give"),
        (lambda: train(NETWORK, X32, LABELS, learning_rate=np.nan, n_epochs=1), "rate is nan"),
        (lambda: train(NETWORK, X32, LABELS, learning_rate=np.inf, n_epochs=1), "rate is inf"),
    ],
)
def test_what_does_not_fit_is_named(call, complaint):
    with np.errstate(all="ignore"), pytest.raises(ValueError, match=complaint):
        call()
