"""Nested R-hat of small tables of draws, by the equations of Margossian et al. (2024, eq. 15 to 19), for NestedRHatTest.

Run with numpy: python scripts/reference/nested_rhat.py > diagnostics/src/test/resources/ergodic/diagnostics/nested_rhat.csv
One row a case: its name, draws a chain, superchain of each chain, nested R-hat, then all draws, chain after chain.
"""
import numpy as np


def nested_rhat(x, ids):
    names = list(dict.fromkeys(ids))
    groups = [x[[i for i, k in enumerate(ids) if k == name]] for name in names]
    means = np.array([g.mean() for g in groups])
    within = []
    for g in groups:
        b = 0.0 if len(g) == 1 else np.sum((g.mean(1) - g.mean(1).mean()) ** 2) / (len(g) - 1)
        w = 0.0 if g.shape[1] == 1 else np.mean([np.sum((c - c.mean()) ** 2) / (len(c) - 1) for c in g])
        within.append(b + w)
    between = np.sum((means - means.mean()) ** 2) / (len(means) - 1)
    return np.sqrt(1 + between / np.mean(within))


rng = np.random.default_rng(20261129)
cases = [("mixed", rng.normal(size=(6, 8)), [0, 0, 1, 1, 2, 2]),
         ("starts remembered", rng.normal(size=(6, 8)) + np.repeat([0, 2, 5], 2)[:, None], [0, 0, 1, 1, 2, 2]),
         ("interleaved", rng.normal(size=(6, 8)) + np.tile([0, 3], 3)[:, None], [7, 3, 7, 3, 7, 3]),
         ("one draw a chain", rng.normal(size=(12, 1)), [0] * 4 + [1] * 4 + [2] * 4),
         ("one chain each", rng.normal(size=(4, 10)) + np.arange(4)[:, None] / 2, [0, 1, 2, 3]),
         ("far from zero", 1e8 + rng.normal(size=(4, 10)), [0, 0, 1, 1]),
         ("heavy tails", rng.standard_cauchy(size=(8, 6)), [0, 0, 0, 0, 1, 1, 1, 1])]
print("case,draws,superchains,rhat_nested,values")
for name, x, ids in cases:
    print(f"{name},{x.shape[1]},{' '.join(map(str, ids))},{float(nested_rhat(x, ids))!r},"
          + " ".join(repr(float(v)) for v in x.ravel()))
