"""Effective draws of predictions a second of processor time: Ergodic beside NumPyro and BlackJAX, on one core.

A Bayesian network 10-8-1 of tanh units on scikit-learn's diabetes (442 rows, every fifth held out), inputs and targets in units of
the training rows, N(0, 1) priors of all weights and biases, normal noise with a half-normal scale of 1. The same posterior, four
chains of 1000 + 1000 transitions of NUTS with a diagonal metric in each; the smallest bulk ESS over the held-out rows' predictions, by the one estimator
below, over the processor time of warm-up and draws. The peers' chains are vectorised, in float64, on one thread, and are compiled before they are
timed; Ergodic's time is that of its whole command, the JVM's start, compilation and diagnostics included, and its gradients are counted.

    predictions.py DATA.csv.gz TARGET.csv.gz [--ergodic ./ergodic] [--peers numpyro,blackjax] [--ours nuts nuts,metric=dense ...]

Needs the versions in predictions-requirements.txt. Prints a table.
"""

import argparse
import gzip
import json
import os
import resource
import shlex
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_ENABLE_X64"] = "1"

import jax
import jax.numpy as jnp
import numpy as np
from scipy.stats import norm, rankdata

HIDDEN, CHAINS, WARMUP, DRAWS = 8, 4, 1000, 1000


def bulk_ess(draws):
    """Of (chains, draws): split, rank-normalised, Geyer's initial monotone sequence (Vehtari et al. 2021)."""
    half = draws.shape[1] // 2
    x = np.concatenate([draws[:, :half], draws[:, -half:]])
    m, n = x.shape
    z = norm.ppf((rankdata(x).reshape(x.shape) - 0.375) / (x.size + 0.25))
    centred = z - z.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, 2 * n)
    covariance = np.fft.irfft(np.abs(spectrum) ** 2, 2 * n)[:, :n] / n
    within = covariance[:, 0].mean() * n / (n - 1)
    total = covariance[:, 0].mean() + z.mean(axis=1).var(ddof=1)
    rho = 1 - (within - covariance.mean(axis=0) * n / (n - 1)) / total
    rho[0] = 1
    tau, last = -1.0, np.inf
    for lag in range(0, n - 1, 2):
        pair = rho[lag] + rho[lag + 1]
        if pair <= 0:
            break
        last = min(last, pair)
        tau += 2 * last
    return m * n / max(tau, 1 / np.log10(m * n))


def split_rhat(draws):
    half = draws.shape[1] // 2
    x = np.concatenate([draws[:, :half], draws[:, -half:]])
    within = x.var(axis=1, ddof=1).mean()
    return np.sqrt((half - 1) / half + x.mean(axis=1).var(ddof=1) / within)


def row(name, predictions, seconds, gradients):
    ess = min(bulk_ess(predictions[:, :, i]) for i in range(predictions.shape[2]))
    rhat = max(split_rhat(predictions[:, :, i]) for i in range(predictions.shape[2]))
    print(f"| {name} | {ess:.0f} | {rhat:.3f} | {gradients:,.0f} | {seconds:.1f} | {ess / seconds:.1f} |"
          f" {1e3 * ess / gradients:.2f} |", flush=True)


def network(w1, b1, w2, b2, x):
    """Weights as (..., to, from), as Ergodic stores them."""
    hidden = np.tanh(np.einsum("...hi,ni->...nh", w1, x) + b1[..., None, :])
    return np.einsum("...oh,...nh->...no", w2, hidden)[..., 0] + b2[..., :1]


# Ergodic


def stored(folder, name):
    """All draws of a variable of a store that is not compressed."""
    array = json.loads((folder / name / ".zarray").read_text())
    chains, draws, *shape = array["shape"]
    chunk = array["chunks"][1]
    values = np.empty((chains, draws, *shape))
    for chain in range(chains):
        for k in range(-(-draws // chunk)):
            path = folder / name / str(chain) / "/".join([str(k)] + ["0"] * len(shape))
            block = np.fromfile(path, "<f8").reshape(chunk, *shape)
            values[chain, k * chunk:(k + 1) * chunk] = block[:draws - k * chunk]
    return values


def ergodic(command, method, raw, target, held, x_test):
    name, *pairs = method.split(",")
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        names = [f"x{i}" for i in range(raw.shape[1])] + ["y"]
        table = np.column_stack([raw, target])
        (scratch / "table.csv").write_text("\n".join([",".join(names)] + [",".join(map(repr, r.tolist())) for r in table]) + "\n")
        (scratch / "rows.txt").write_text(" ".join(map(str, np.flatnonzero(held))) + "\n")
        (scratch / "run.toml").write_text(f"""
[data]
file = "{scratch}/table.csv"
target = "y"
test = {{ rows = "{scratch}/rows.txt", split = 0 }}
[network]
hidden = [{HIDDEN}]
activation = "tanh"
[prior]
weights = {{ family = "normal", scale = 1.0 }}
[likelihood]
family = "gaussian"
noise = "constant"
[sampler]
method = "{name}"
chains = {CHAINS}
warmup = {WARMUP}
draws = {DRAWS}
""")
        options = []
        for pair in pairs:
            key, value = pair.split("=")
            options += ["--set", f"sampler.{key}={value}"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        out = subprocess.run([*shlex.split(command), "sample", f"{scratch}/run.toml", "--threads", "1", "--out", f"{scratch}/run", "--json", *options],
                             capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if not out.stdout:
            raise SystemExit(out.stderr)
        found = json.loads(out.stdout)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        draws = scratch / "run/draws.zarr/posterior"
        predictions = network(*(stored(draws, f"{layer}.{part}") for layer in ("layer1", "layer2") for part in ("weight", "bias")), x_test)
        row(f"Ergodic `{method}`, whole command", predictions, seconds, found["gradients"])


# The peers


def log_density(parameters, x, y):
    """Of (inputs x 8, 8, 8, 1, log of the noise scale), up to a constant."""
    w1, b1, w2, b2, log_noise = parameters
    prediction = jnp.tanh(x @ w1 + b1) @ w2 + b2
    prior = -0.5 * (jnp.sum(w1**2) + jnp.sum(b1**2) + jnp.sum(w2**2) + b2**2)
    noise = jnp.exp(log_noise)
    return prior - 0.5 * noise**2 + log_noise - 0.5 * jnp.sum(((y - prediction) / noise) ** 2) - y.size * log_noise


def start(key, inputs):
    """U(-2, 2), as NumPyro's and Stan's."""
    keys = jax.random.split(key, 5)
    shapes = [(inputs, HIDDEN), (HIDDEN,), (HIDDEN,), (), ()]
    return tuple(jax.random.uniform(k, s, minval=-2.0, maxval=2.0) for k, s in zip(keys, shapes))


def of_peer(draws, x_test):
    w1, b1, w2, b2, _ = (np.asarray(d) for d in draws)
    return network(np.swapaxes(w1, 2, 3), b1, w2[:, :, None, :], b2[..., None], x_test)


def numpyro_run(x, y, x_test):
    from numpyro.infer import NUTS
    kernel = NUTS(potential_fn=lambda p: -log_density(p, x, y))

    def chain(key, begin):
        def one(state, _):
            state = kernel.sample(state, (), {})
            return state, (state.z, state.num_steps)

        _, (draws, steps) = jax.lax.scan(one, kernel.init(key, WARMUP, begin, (), {}), length=WARMUP + DRAWS)
        return jax.tree.map(lambda d: d[WARMUP:], draws), steps.sum()

    timed("NumPyro, NUTS", chain, jax.random.PRNGKey(2), x, x_test)


def timed(name, chain, key, x, x_test):
    """Compiles four chains, vectorised, then times them."""
    starts = jax.vmap(partial(start, inputs=x.shape[1]))(jax.random.split(jax.random.key(1), CHAINS))
    keys = jax.random.split(key, CHAINS)
    compiled = jax.jit(jax.vmap(chain)).lower(keys, starts).compile()
    began = time.process_time()
    draws, steps = jax.block_until_ready(compiled(keys, starts))
    row(name, of_peer(draws, x_test), time.process_time() - began, np.asarray(steps).sum())


def blackjax_run(x, y, x_test):
    import blackjax
    density = partial(log_density, x=x, y=y)

    def chain(key, begin):
        tune, sample = jax.random.split(key)
        (state, parameters), info = blackjax.window_adaptation(blackjax.nuts, density).run(tune, begin, WARMUP)
        step = blackjax.nuts(density, **parameters).step

        def one(state, key):
            state, found = step(key, state)
            return state, (state.position, found.num_integration_steps)

        _, (draws, steps) = jax.lax.scan(one, state, jax.random.split(sample, DRAWS))
        return draws, steps.sum() + info.info.num_integration_steps.sum()

    timed("BlackJAX, NUTS", chain, jax.random.key(2), x, x_test)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("target")
    parser.add_argument("--ergodic", default="./ergodic")
    parser.add_argument("--peers", default="numpyro,blackjax")
    parser.add_argument("--ours", nargs="*", default=["nuts", 'nuts,metric="dense"', 'nuts,metric="low_rank"'])
    arguments = parser.parse_args()
    raw = np.loadtxt(gzip.open(arguments.data))
    target = np.loadtxt(gzip.open(arguments.target))
    held = np.arange(target.size) % 5 == 0
    mean, sd = raw[~held].mean(axis=0), raw[~held].std(axis=0, ddof=1)
    x, x_test = (raw[~held] - mean) / sd, (raw[held] - mean) / sd
    y = (target[~held] - target[~held].mean()) / target[~held].std(ddof=1)
    print("| | smallest bulk ESS | largest R-hat | gradients | processor time, s | ESS a second | ESS a thousand gradients |")
    print("|---|---:|---:|---:|---:|---:|---:|", flush=True)
    for method in arguments.ours:
        ergodic(arguments.ergodic, method, raw, target, held, x_test)
    for peer in filter(None, arguments.peers.split(",")):
        {"numpyro": numpyro_run, "blackjax": blackjax_run}[peer](jnp.asarray(x), jnp.asarray(y), x_test)


if __name__ == "__main__":
    main()
