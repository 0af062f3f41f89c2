"""Reference values of Pareto smoothed importance sampling: ArviZ, which smooths the tail whatever its shape, as loo does.

    pip install "arviz==0.23.4" && python scripts/reference/pareto_smoothing.py \
        > sampler-core/src/test/resources/ergodic/sampler/weights/reference.csv

The log ratios are made of a formula that the test repeats: excesses of n draws at the quantiles of a permuted grid.
"""

import numpy as np
from arviz.stats.stats import _psislw


def ratios(kind, n):
    """Log ratio i belongs to the point p = ((7919 i) mod n + 0.5) / n of a grid."""
    p = ((7919 * np.arange(n, dtype=np.int64)) % n + 0.5) / n
    if kind.startswith("pareto"):
        k = float(kind[6:])
        return -k * np.log1p(-p)
    if kind == "normal":
        return 3 * np.log(p / (1 - p))
    return np.log(0.5 + p)


def main():
    print("kind,n,efficiency,shape,first,middle,largest,effective")
    for kind in ("pareto0.2", "pareto0.5", "pareto0.8", "pareto1.3", "normal", "uniform"):
        for n, efficiency in ((101, 1.0), (1000, 1.0), (4001, 0.4)):
            x = ratios(kind, n)
            cut = -int(np.ceil(min(n / 5.0, 3 * (n / efficiency) ** 0.5))) - 1
            weights, shape = _psislw(x.copy(), cut, np.log(np.finfo(float).tiny), True)
            print(",".join([kind, str(n), repr(efficiency)] + [f"{float(v):.17g}" for v in (
                shape, weights[0], weights[n // 2], weights.max(), 1 / np.exp(2 * weights).sum())]))


if __name__ == "__main__":
    main()
