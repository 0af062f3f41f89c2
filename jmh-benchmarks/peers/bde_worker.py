"""bde on a table as its own benchmark runs it: ten members, four hidden layers of 16, relu, prior N(0, 1).

Reads a table (target last) and the numbers of its test rows, standardises by the training rows, and prints one line of JSON: seconds of
the fit (compilation included, as its user waits for it), RMSE, and the negative log density of the test rows by the mixture of
all draws and by the Gaussian of the same mean and variance, which is what bde reports; all in standardised units.
"""

import argparse
import contextlib
import json
import os
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("table")
parser.add_argument("test_rows", help="numbers of the test rows, from 0, separated by blanks")
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--hidden", type=int, nargs="+", default=[16, 16, 16, 16])
parser.add_argument("--activation", default="relu")
parser.add_argument("--warmup", type=int, default=50_000)
parser.add_argument("--epochs", type=int, default=1200)
arguments = parser.parse_args()
# One device a core, on which bde spreads its members.
os.environ.setdefault("XLA_FLAGS", f"--xla_force_host_platform_device_count={os.cpu_count()}")

import numpy as np  # noqa: E402
from bde import BdeRegressor  # noqa: E402
from scipy.special import logsumexp  # noqa: E402

table = np.loadtxt(arguments.table, delimiter=",", skiprows=1)
test_rows = np.loadtxt(arguments.test_rows, dtype=int).ravel()
test = np.zeros(len(table), dtype=bool)
test[test_rows] = True
mean, sd = table[~test].mean(axis=0), table[~test].std(axis=0)
scaled = (table - mean) / np.where(sd > 0, sd, 1)
x, y = scaled[:, :-1].astype(np.float32), scaled[:, -1].astype(np.float32)

model = BdeRegressor(n_members=10, hidden_layers=arguments.hidden, activation=arguments.activation, seed=arguments.seed,
                     epochs=arguments.epochs, patience=20, validation_split=0.15, lr=1e-3, weight_decay=1e-4,
                     warmup_steps=arguments.warmup, n_samples=1000, n_thinning=10)
began = time.perf_counter()
with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
    model.fit(x[~test], y[~test])  # it prints a line an iteration
seconds = time.perf_counter() - began
raw = np.asarray(model.predict(x[test], raw=True), dtype=np.float64)
centres = raw[..., 0].reshape(-1, test.sum())
scales = np.logaddexp(0, raw[..., 1]).reshape(-1, test.sum()) + 1e-6
target = y[test].astype(np.float64)


def log_normal(value, centre, scale):
    return -0.5 * ((value - centre) / scale) ** 2 - np.log(scale) - 0.5 * np.log(2 * np.pi)


mixture = logsumexp(log_normal(target, centres, scales), axis=0) - np.log(len(centres))
predictive = centres.mean(axis=0)
spread = np.sqrt((scales**2).mean(axis=0) + centres.var(axis=0))
print(json.dumps({
    "seed": arguments.seed, "seconds": seconds, "draws": len(centres), "test_rows": int(test.sum()),
    "rmse": float(np.sqrt(((predictive - target) ** 2).mean())), "nll_mixture": float(-mixture.mean()),
    "nll_matched": float(-log_normal(target, predictive, spread).mean())}))
