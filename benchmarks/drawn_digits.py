"""How well a network reads digits that were drawn, not scanned; and what shifted copies change.

Run it with `uv run python benchmarks/drawn_digits.py`. The network of chapter 06, with 64 hidden
units, learns from three quarters of the scans, with and without copies of each picture that are
shifted by a pixel. It is judged by three things that it has not seen:

- new digits: a random quarter of the scans;
- new writers: a quarter of the scans in one piece, each of the four in turn;
- drawn digits: fifteen shapes of one hand, each at 40 tilts (chapter 06, `another_hand.py`).

All of it for several seeds, which decide the first weights and the order of the pictures.
"""

import argparse

import numpy as np

from course_utils.chapters.reading_digits import SHAPES, digits_of_another_hand
from course_utils.datasets import load_digits
from course_utils.neural_network import make_network, train

STAY, ASIDE, UPRIGHT = [(0, 0)], [(0, 1), (0, -1)], [(1, 0), (-1, 0)]
WAYS = {"no copies": STAY, "left and right": STAY + ASIDE, "all four": STAY + ASIDE + UPRIGHT}


def teach(X, y, moves, seed):
    """Return a network that has learned from the pictures and their copies, (down, right)."""
    padded = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    copies = [padded[:, 1 - down : 9 - down, 1 - right : 9 - right] for down, right in moves]
    X, y = np.concatenate(copies).reshape(-1, 64), np.tile(y, len(moves))
    rng = np.random.default_rng(seed)
    network = make_network([64, 64, 10], seed=rng)
    for _epoch in train(network, X, y, learning_rate=0.5, n_epochs=60, batch_size=32, seed=rng):
        pass
    return network


def are_right(network, X, y):
    """Tell for each picture whether it is read rightly."""
    return network.predict(X).argmax(axis=1) == y


def measure(moves, seed):
    """Return the shares of new digits, of new writers, and of each drawn shape."""
    pixels, y = load_digits()
    X, everything = pixels / 16, np.arange(len(y))
    shuffled = np.random.default_rng(seed).permutation(len(y))
    shares = []
    for quarter in [np.sort(shuffled[: len(y) // 4]), *np.array_split(everything, 4)]:
        seen = np.setdiff1d(everything, quarter)
        network = teach(X[seen], y[seen], moves, seed)
        drawn = are_right(network, *digits_of_another_hand()).reshape(len(SHAPES), -1).mean(axis=1)
        shares.append((are_right(network, X[quarter], y[quarter]).mean(), drawn))
    (new_digits, drawn), *writers = shares
    return new_digits, np.mean([share for share, _drawn in writers]), drawn


def main():
    """Print a table of the ways, and one of the shapes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5)
    seeds = range(parser.parse_args().seeds)
    found = {way: [measure(moves, seed) for seed in seeds] for way, moves in WAYS.items()}
    print(f"| copies | new digits | new writers | drawn | drawn, {len(seeds)} seeds |")
    print("|---|---|---|---|---|")
    for way, runs in found.items():
        digits, writers, drawn = (np.array(column) for column in zip(*runs, strict=True))
        each = drawn.mean(axis=1)
        span = f"{each.min():.1%} to {each.max():.1%}"
        print(
            f"| {way} | {digits.mean():.1%} | {writers.mean():.1%} | {each.mean():.1%} | {span} |"
        )
    print(f"\n| shape | {' | '.join(found)} |\n|---|{'---|' * len(found)}")
    for number, shape in enumerate(SHAPES):
        shares = [np.mean([drawn[number] for *_, drawn in runs]) for runs in found.values()]
        print(f"| {shape} | {' | '.join(f'{share:.0%}' for share in shares)} |")


if __name__ == "__main__":
    main()
