"""Training steps of the course's network beside PyTorch's and scikit-learn's, in one run.

Run it with `uv run python benchmarks/network_speed.py`, on a machine that has nothing else to do:
PyTorch's threads wait for each other, and suffer most from company. A number behind it sets the
threads of all rivals; otherwise each has one for every core. PyTorch is optional: a build for the
CPU is enough, and its columns are left out where it is not installed.

All train the same network on the same batches of the digits, from the same weights, by
plain gradient descent on the cross-entropy. Their losses are compared after every epoch, and the
benchmark stops where they differ. The rivals take turns, a fraction of a second each.
"""

import itertools
import os
import sys
import time

import numpy as np
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from course_utils.datasets import load_digits
from course_utils.neural_network import make_network

# Hidden units, samples in a batch, and how many times as fast as PyTorch the course is to be.
CASES = [(32, 32, 3.0), (1024, 512, 0.9)]
N_SAMPLES = 1536  # of the 1797 digits: a whole number of batches of either size
RATE = 0.1
CHECKED_EPOCHS, ROUNDS, SECONDS = 20, 25, 0.05
# How far apart rounding alone may bring the losses, relatively.
TOLERANCE = {np.float32: 1e-5, np.float64: 1e-12}


def course(X, y, weights, activation, batch_size):
    network = make_network([64, len(weights[1]), 10], activation, dtype=X.dtype)
    for mine, given in zip(network.parameters, weights, strict=True):
        mine[...] = given
    starts = range(0, len(X), batch_size)
    batches = [(X[at : at + batch_size], y[at : at + batch_size]) for at in starts]

    def epoch():
        # What `train` does, but for the order: the rivals take the samples as they come.
        with np.errstate(all="ignore"):
            return sum(network.step(*batch, RATE) for batch in batches) / len(batches)

    return epoch


def pytorch(X, y, weights, activation, batch_size):
    import torch

    X, y, (W1, b1, W2, b2) = torch.tensor(X), torch.tensor(y), map(torch.tensor, weights)
    chosen = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}[activation]
    hidden = torch.nn.Linear(64, len(b1), dtype=X.dtype)
    model = torch.nn.Sequential(hidden, chosen(), torch.nn.Linear(len(b1), 10, dtype=X.dtype))
    for parameter, given in zip(model.parameters(), (W1.T, b1, W2.T, b2), strict=True):
        parameter.data.copy_(given)
    criterion = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    batches = list(zip(X.split(batch_size), y.split(batch_size), strict=True))

    def epoch():
        total = 0.0
        for X_batch, y_batch in batches:
            optimizer.zero_grad()
            loss = criterion(model(X_batch), y_batch)
            loss.backward()
            optimizer.step()
            total += loss.item()
        return total / len(batches)

    return epoch


def scikit_learn(X, y, weights, activation, batch_size):
    model = MLPClassifier(
        len(weights[1]),
        activation=activation,
        solver="sgd",
        alpha=0,
        batch_size=batch_size,
        learning_rate_init=RATE,
        momentum=0,
        nesterovs_momentum=False,
        shuffle=False,
    )
    # Only fitting makes the arrays into which the weights can be put.
    model.partial_fit(X, y, classes=np.arange(10))
    arrays = [model.coefs_[0], model.intercepts_[0], model.coefs_[1], model.intercepts_[1]]
    for mine, given in zip(arrays, weights, strict=True):
        mine[...] = given

    # One call is one epoch in batches: nothing is spent on checking each of them.
    return lambda: model.partial_fit(X, y).loss_


def products(X, weights, batch_size):
    W1, b1, W2, _b2 = weights
    X = X[:batch_size]
    n_batches, hidden = N_SAMPLES // batch_size, np.ones((batch_size, len(b1)), X.dtype)
    scores = np.ones((batch_size, 10), X.dtype)
    Z, A, S, dW1, dW2 = map(np.empty_like, (hidden, hidden, scores, W1, W2))

    def epoch():
        for _batch in range(n_batches):
            np.matmul(X, W1, out=Z)
            np.matmul(hidden, W2, out=S)
            np.matmul(hidden.T, scores, out=dW2)
            np.matmul(scores, W2.T, out=A)
            np.matmul(X.T, hidden, out=dW1)

    return epoch


def require_same_losses(runs, tolerance):
    """Let every rival train for some epochs, and stop the benchmark where their losses differ."""
    for number in range(1, CHECKED_EPOCHS + 1):
        losses = {name: epoch() for name, epoch in runs.items()}
        if not np.allclose(list(losses.values()), losses["course"], rtol=tolerance, atol=0):
            sys.exit(f"The rivals disagree: their losses in epoch {number} are {losses}.")
    return losses["course"]


def microseconds_a_step(epoch, n_steps):
    """Train for a while. The first epoch is not counted: others' threads may still be spinning."""
    epoch()
    n_epochs, start = 0, time.perf_counter()
    while time.perf_counter() < start + SECONDS:
        epoch()
        n_epochs += 1
    return 1e6 * (time.perf_counter() - start) / n_epochs / n_steps


def rivals_here(n_threads):
    """Return what can be measured on this machine, by name, the course first."""
    rivals = {"course": course, "scikit-learn": scikit_learn}
    try:
        import torch
    except ImportError as reason:
        print(f"PyTorch is left out: {reason}.\n")
    else:
        torch.set_num_threads(n_threads)
        rivals["PyTorch"] = pytorch
    return rivals


def measured_row(rivals, n_hidden, batch_size, activation, dtype):
    """Return the numbers of a row: µs of all, how much faster the course is, share, loss."""
    digits, labels = load_digits()
    X, y = (digits[:N_SAMPLES] / 16).astype(dtype), labels[:N_SAMPLES]
    start = make_network([64, n_hidden, 10], activation, dtype=dtype)
    weights = [array.copy() for array in start.parameters]
    runs = {name: make(X, y, weights, activation, batch_size) for name, make in rivals.items()}
    loss = require_same_losses(runs, TOLERANCE[dtype])
    runs["products"] = products(X, weights, batch_size)
    rounds = [
        [microseconds_a_step(epoch, N_SAMPLES // batch_size) for epoch in runs.values()]
        for _round in range(ROUNDS)
    ]
    times = np.median(rounds, axis=0)
    ratios = np.median([[other / mine for other in others] for mine, *others in rounds], axis=0)
    return times[:-1], ratios[:-1], ratios[-1], loss


def main():
    n_threads = int(sys.argv[1]) if len(sys.argv) > 1 else os.cpu_count()
    rivals = rivals_here(n_threads)
    print(f"Threads: {n_threads} for each. Times and ratios are medians of {ROUNDS} rounds.\n")
    times = "".join(f" {name}, µs a step |" for name in rivals)
    ratios = "".join(f" × {name} |" for name in list(rivals)[1:])
    print(f"| network, batch | type |{times}{ratios} goal | products alone | loss of all |")
    print("|---|---|" + "---|" * (2 * len(rivals) - 1) + "---|---|---|")
    settings = itertools.product(CASES, ("relu", "tanh"), (np.float32, np.float64))
    with threadpool_limits(n_threads):
        for (n_hidden, batch_size, goal), activation, dtype in settings:
            times, ratios, share, loss = measured_row(
                rivals, n_hidden, batch_size, activation, dtype
            )
            cells = [f"64–{n_hidden}–10 {activation}, {batch_size}", np.dtype(dtype).name]
            cells += [f"{time:.0f}" for time in times] + [f"{ratio:.2f}" for ratio in ratios]
            cells += [f"{goal} × PyTorch", f"{share:.0%}", f"{loss:.6g}"]
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
