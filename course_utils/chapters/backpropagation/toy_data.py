"""Small made-up tasks for a network: points in a plane, each with the label 0 or 1.

Each function takes how many points there are, and a seed or generator that decides which. It
returns X of shape (n_samples, 2), nearly all between −1.2 and 1.2, and y of shape (n_samples,).
"""

import numpy as np

N_SAMPLES = 120


def make_xor(n_samples=N_SAMPLES, *, seed=0):
    """Return points whose label is 1 where their coordinates have different signs."""
    rng = np.random.default_rng(seed)
    # A gap along both axes, so that a boundary has somewhere to lie.
    X = rng.uniform(0.1, 1, (n_samples, 2)) * rng.choice([-1.0, 1.0], (n_samples, 2))
    return X, (X[:, 0] * X[:, 1] < 0).astype(int)


def make_moons(n_samples=N_SAMPLES, *, seed=0):
    """Return points of two half circles that reach into each other.

    >>> X, y = make_moons(100)
    >>> print(X.shape, y.sum())
    (100, 2) 50
    """
    rng, y = np.random.default_rng(seed), np.arange(n_samples) % 2
    angle = rng.uniform(0, np.pi, n_samples)
    upper = np.column_stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25])
    X = np.where(y[:, None] == 1, -upper, upper) / 1.5
    return X + rng.normal(0, 0.06, X.shape), y


def make_circles(n_samples=N_SAMPLES, *, seed=0):
    """Return points of a disc, and of a ring around it."""
    rng, y = np.random.default_rng(seed), np.arange(n_samples) % 2
    angle = rng.uniform(0, 2 * np.pi, n_samples)
    radius = np.where(y == 1, rng.uniform(0.75, 1.05, n_samples), rng.uniform(0, 0.5, n_samples))
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), y


def make_spirals(n_samples=N_SAMPLES, *, seed=0):
    """Return points of two arms that wind around each other."""
    rng, y = np.random.default_rng(seed), np.arange(n_samples) % 2
    way = np.sqrt(rng.uniform(0.02, 1, n_samples))
    angle = 2.6 * np.pi * way + np.pi * y
    X = np.column_stack([way * np.cos(angle), way * np.sin(angle)])
    return X + rng.normal(0, 0.02, X.shape), y


TASKS = {"xor": make_xor, "moons": make_moons, "circles": make_circles, "spirals": make_spirals}
