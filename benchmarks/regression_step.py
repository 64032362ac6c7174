"""One gradient step of linear regression against its two matrix-vector products alone.

Run it with `uv run python benchmarks/regression_step.py`. X has 1,000,000 rows and 10 columns.
"""

import time
import tracemalloc

import numpy as np

from course_utils.mathematics.linear_regression import mean_squared_error_gradient

N_SAMPLES, N_FEATURES, ROUNDS = 1_000_000, 10, 15


def seconds(function):
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def main():
    print("| type | products alone, ms | gradient step, ms | ratio (goal 1.3) | extra memory, MB |")
    print("|---|---|---|---|---|")
    for dtype in (np.float32, np.float64):
        rng = np.random.default_rng(0)
        X = rng.normal(size=(N_SAMPLES, N_FEATURES)).astype(dtype)
        y = rng.normal(size=N_SAMPLES).astype(dtype)
        w, b = rng.normal(size=N_FEATURES).astype(dtype), dtype(0.5)

        def products(X=X, w=w):
            return X.T @ (X @ w)

        def step(X=X, y=y, w=w, b=b):
            return mean_squared_error_gradient(X, y, w, b)

        products(), step()
        pairs = [(seconds(products), seconds(step)) for _round in range(ROUNDS)]
        alone, whole = np.median(pairs, axis=0)
        ratio = np.median([b / a for a, b in pairs])
        tracemalloc.start()
        step()
        memory = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        print(
            f"| {np.dtype(dtype)} | {1000 * alone:.1f} | {1000 * whole:.1f} | {ratio:.2f} "
            f"| {memory:.0f} (X: {X.nbytes / 1e6:.0f}) |"
        )


if __name__ == "__main__":
    main()
