"""Effective draws of predictions a second of processor time: Ergodic beside NumPyro, BlackJAX and Stan, on one core.

Bayesian networks of one layer of tanh units on three small tables, every fifth row held out, inputs (and numeric targets) in units of the
training rows, N(0, 1) priors of all weights and biases: 10-8-1 on scikit-learn's diabetes with normal noise of a half-normal scale of 1, 30-4-1 on
breast cancer by the logit of a class, 13-4-3 on wine by the logits of the classes. The same posterior, four chains of 1000 + 1000 transitions of NUTS with a diagonal
metric in each; the smallest bulk ESS over the held-out rows' predictions (of classes: their probabilities), by the one estimator of effective.py, over
the processor time of starts, warm-up and draws. Compilation is left out: JAX programs are compiled before they are timed, Stan's models are compiled before (its own
sampler in a small program, sample.cpp), and of Ergodic the last of --runs runs in one virtual machine is counted (NetworkRates: the time of the whole virtual machine,
its compiler's included) beside the whole command, with the JVM's start and compiler, the store, diagnostics and report.
NumPyro's chains are run vectorised and one after the other, BlackJAX's vectorised; float64, one thread.

    predictions.py FOLDER [--tables diabetes,breast_cancer,wine] [--ergodic ./ergodic] [--rates "java --add-modules jdk.incubator.vector -cp JAR"]
        [--peers numpyro,numpyro-sequential,blackjax,stan] [--ours nuts nuts,metric=dense ...]

FOLDER holds scikit-learn's files: diabetes_data_raw.csv.gz, diabetes_target.csv.gz, breast_cancer.csv, wine_data.csv. Needs the versions in
predictions-requirements.txt. Prints a table.
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
from scipy.special import expit, softmax

import stan_sampling
from effective import bulk_ess, split_rhat

HERE = Path(__file__).resolve().parent
CHAINS, WARMUP, DRAWS = 4, 1000, 1000
TABLES = {"diabetes": ("gaussian", 8), "breast_cancer": ("bernoulli", 4), "wine": ("categorical", 4)}


class Table:
    def __init__(self, name, folder):
        self.name = name
        self.family, self.hidden = TABLES[name]
        if name == "diabetes":
            self.raw = np.loadtxt(gzip.open(folder / "diabetes_data_raw.csv.gz"))
            self.target = np.loadtxt(gzip.open(folder / "diabetes_target.csv.gz"))
        else:
            rows = np.loadtxt(folder / ("wine_data.csv" if name == "wine" else name + ".csv"), delimiter=",", skiprows=1)
            self.raw, self.target = rows[:, :-1], rows[:, -1]
        held = self.held = np.arange(self.target.size) % 5 == 0
        mean, sd = self.raw[~held].mean(axis=0), self.raw[~held].std(axis=0, ddof=1)
        self.x, self.x_test = (self.raw[~held] - mean) / sd, (self.raw[held] - mean) / sd
        if self.family == "gaussian":
            self.y = (self.target[~held] - self.target[~held].mean()) / self.target[~held].std(ddof=1)
        else:
            self.y = self.target[~held].astype(int)
        self.outputs = self.y.max() + 1 if self.family == "categorical" else 1

    def predictions(self, w1, b1, w2, b2):
        """Of the held-out rows, (chains, draws, numbers), from (chains, draws, inputs, hidden), (.., hidden), (.., hidden, outputs), (.., outputs)."""
        hidden = np.tanh(np.einsum("...ih,ni->...nh", w1, self.x_test) + b1[..., None, :])
        outputs = np.einsum("...ho,...nh->...no", w2, hidden) + b2[..., None, :]
        if self.family == "categorical":
            outputs = softmax(outputs, axis=-1)
        elif self.family == "bernoulli":
            outputs = expit(outputs)
        return outputs.reshape(*outputs.shape[:2], -1)


def row(table, name, predictions, seconds, gradients):
    ess = min(bulk_ess(predictions[:, :, i]) for i in range(predictions.shape[2]))
    rhat = max(split_rhat(predictions[:, :, i]) for i in range(predictions.shape[2]))
    print(f"| {table.name} | {name} | {ess:.0f} | {rhat:.3f} | {gradients:,.0f} | {seconds:.1f} | {ess / seconds:.1f} |"
          f" {1e3 * ess / gradients:.2f} | {1e6 * seconds / gradients:.1f} | {os.getloadavg()[0]:.0f} |", flush=True)


# Ergodic: weights are stored as (to, from)


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


PARTS = ("layer1.weight", "layer1.bias", "layer2.weight", "layer2.bias")


def ours(table, w1, b1, w2, b2):
    return table.predictions(np.swapaxes(w1, -1, -2), b1, np.swapaxes(w2, -1, -2), b2)


def configuration(scratch, table, method):
    """Writes a configuration and its data; ([options], path)."""
    name, *pairs = method.split(",")
    names = [f"x{i}" for i in range(table.raw.shape[1])] + ["y"]
    target = table.target if table.family == "gaussian" else [f"class {int(c)}" for c in table.target]
    lines = [",".join([*map(repr, r.tolist()), str(t)]) for r, t in zip(table.raw, target)]
    (scratch / "table.csv").write_text("\n".join([",".join(names), *lines]) + "\n")
    (scratch / "rows.txt").write_text(" ".join(map(str, np.flatnonzero(table.held))) + "\n")
    noise = 'noise = "constant"' if table.family == "gaussian" else ""
    (scratch / "run.toml").write_text(f"""
[data]
file = "{scratch}/table.csv"
target = "y"
test = {{ rows = "{scratch}/rows.txt", split = 0 }}
[network]
hidden = [{table.hidden}]
activation = "tanh"
[prior]
weights = {{ family = "normal", scale = 1.0 }}
[likelihood]
family = "{table.family}"
{noise}
[sampler]
method = "{name}"
chains = {CHAINS}
warmup = {WARMUP}
draws = {DRAWS}
""")
    settings = []
    for pair in pairs:
        key, value = pair.split("=")
        settings.append(f"sampler.{key}={value}")
    return scratch / "run.toml", settings


def ergodic(command, table, method):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        config, settings = configuration(scratch, table, method)
        options = [word for setting in settings for word in ("--set", setting)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        out = subprocess.run([*shlex.split(command), "sample", config, "--threads", "1", "--out", scratch / "run", "--json", *options],
                             capture_output=True, text=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if not out.stdout:
            raise SystemExit(out.stderr)
        found = json.loads(out.stdout)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        draws = scratch / "run/draws.zarr/posterior"
        row(table, f"Ergodic `{method}`, whole command", ours(table, *(stored(draws, part) for part in PARTS)), seconds, found["gradients"])


def rates(command, table, method, runs):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        config, settings = configuration(scratch, table, method)
        out = subprocess.run([*shlex.split(command), "ergodic.benchmarks.sampler.NetworkRates", config, scratch, str(runs), *settings],
                             capture_output=True, text=True)
        if out.returncode:
            raise SystemExit(out.stderr)
        times = [json.loads(line) for line in out.stdout.splitlines() if line.startswith("{")]
        inputs, hidden, outputs = table.raw.shape[1], table.hidden, table.outputs
        shapes = ((hidden, inputs), (hidden,), (outputs, hidden), (outputs,))
        draws = [np.fromfile(scratch / f"{part}.f64", "<f8").reshape(CHAINS, DRAWS, *shape) for part, shape in zip(PARTS, shapes)]
        row(table, f"Ergodic `{method}`, run {runs} in one virtual machine (the first took {times[0]['seconds']:.1f} s)",
            ours(table, *draws), times[-1]["seconds"], times[-1]["gradients"])


# The peers


def log_density(parameters, table):
    """Of w1, b1, w2, b2 and, where numbers are the targets, the log of the noise scale, up to a constant."""
    w1, b1, w2, b2, *rest = parameters
    outputs = jnp.tanh(table.x @ w1 + b1) @ w2 + b2
    prior = -0.5 * sum(jnp.sum(p**2) for p in (w1, b1, w2, b2))
    if table.family == "bernoulli":
        logit = outputs[:, 0]
        return prior + jnp.sum(table.y * logit - jax.nn.softplus(logit))
    if table.family == "categorical":
        return prior + jnp.sum(jnp.take_along_axis(jax.nn.log_softmax(outputs), table.y[:, None], axis=1))
    log_noise, noise = rest[0], jnp.exp(rest[0])
    return prior - 0.5 * noise**2 + log_noise - 0.5 * jnp.sum(((table.y - outputs[:, 0]) / noise) ** 2) - table.y.size * log_noise


def start(key, table):
    """U(-2, 2), as NumPyro's and Stan's."""
    inputs = table.x.shape[1]
    shapes = [(inputs, table.hidden), (table.hidden,), (table.hidden, table.outputs), (table.outputs,)] + [()] * (table.family == "gaussian")
    return tuple(jax.random.uniform(k, s, minval=-2.0, maxval=2.0) for k, s in zip(jax.random.split(key, len(shapes)), shapes))


def timed(table, name, chain, key, vectorised=True):
    """Compiles four chains, vectorised, or one, then times four."""
    starts = jax.vmap(partial(start, table=table))(jax.random.split(jax.random.key(1), CHAINS))
    keys = jax.random.split(key, CHAINS)
    if vectorised:
        compiled = jax.jit(jax.vmap(chain)).lower(keys, starts).compile()
        began = time.process_time()
        draws, steps = jax.block_until_ready(compiled(keys, starts))
        seconds = time.process_time() - began
    else:
        each = [(keys[c], jax.tree.map(lambda a: a[c], starts)) for c in range(CHAINS)]
        compiled = jax.jit(chain).lower(*each[0]).compile()
        began = time.process_time()
        found = [jax.block_until_ready(compiled(*one)) for one in each]
        seconds = time.process_time() - began
        draws, steps = jax.tree.map(lambda *parts: np.stack(parts), *found)
    row(table, name, table.predictions(*(np.asarray(d) for d in draws[:4])), seconds, np.asarray(steps).sum())


def numpyro_run(table, out, vectorised=True):
    from numpyro.infer import NUTS
    kernel = NUTS(potential_fn=lambda p: -log_density(p, table))

    def chain(key, begin):
        def one(state, _):
            state = kernel.sample(state, (), {})
            return state, (state.z, state.num_steps)

        _, (draws, steps) = jax.lax.scan(one, kernel.init(key, WARMUP, begin, (), {}), length=WARMUP + DRAWS)
        return jax.tree.map(lambda d: d[WARMUP:], draws), steps.sum()

    timed(table, "NumPyro, NUTS, chains " + ("vectorised" if vectorised else "one after the other"), chain, jax.random.PRNGKey(2), vectorised)


def blackjax_run(table, out):
    import blackjax
    density = partial(log_density, table=table)

    def chain(key, begin):
        tune, sample = jax.random.split(key)
        (state, parameters), info = blackjax.window_adaptation(blackjax.nuts, density).run(tune, begin, WARMUP)
        step = blackjax.nuts(density, **parameters).step

        def one(state, key):
            state, found = step(key, state)
            return state, (state.position, found.num_integration_steps)

        _, (draws, steps) = jax.lax.scan(one, state, jax.random.split(sample, DRAWS))
        return draws, steps.sum() + info.info.num_integration_steps.sum()

    timed(table, "BlackJAX, NUTS", chain, jax.random.key(2))


def stan_run(table, out):
    made = stan_sampling.program(HERE / "networks", out)
    inputs, hidden, outputs = table.x.shape[1], table.hidden, table.outputs
    y = table.y + 1 if table.family == "categorical" else table.y
    data = {"N": len(y), "D": inputs, "H": hidden, "x": table.x.tolist(), "y": y.tolist()}
    if table.family == "categorical":
        data["K"] = int(outputs)
    file = out / "stan-data.json"
    file.write_text(json.dumps(data))
    draws, seconds, gradients = stan_sampling.run(made, f"network_{table.family}", file, CHAINS, WARMUP, DRAWS, 2)

    def all_of(name, *shape):
        array = np.empty((CHAINS, DRAWS, *shape))
        for index in np.ndindex(*shape):
            array[(slice(None), slice(None), *index)] = draws[f"{name}[{','.join(str(i + 1) for i in index)}]"]
        return array

    w2 = all_of("w2", hidden, outputs) if outputs > 1 else all_of("w2", hidden)[..., None]
    b2 = all_of("b2", outputs) if outputs > 1 else draws["b2"][..., None]
    row(table, "Stan, NUTS", table.predictions(all_of("w1", inputs, hidden), all_of("b1", hidden), w2, b2), seconds, gradients)


PEERS = {"numpyro": numpyro_run, "numpyro-sequential": partial(numpyro_run, vectorised=False), "blackjax": blackjax_run, "stan": stan_run}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tables", default=",".join(TABLES))
    parser.add_argument("--ergodic", default="./ergodic", help="the command; empty for none")
    parser.add_argument("--rates", default="", help="java with the class path of the benchmarks; empty for none")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", default="numpyro,numpyro-sequential,blackjax,stan")
    parser.add_argument("--ours", nargs="*", default=["nuts"])
    parser.add_argument("--out", type=Path, default=HERE.parent / "target" / "peers", help="where Stan's program is kept")
    arguments = parser.parse_args()
    print("| table | | smallest bulk ESS | largest R-hat | gradients | processor time, s | ESS a second | ESS a thousand gradients | us a gradient | load |")
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    for name in arguments.tables.split(","):
        table = Table(name, arguments.folder)
        for method in arguments.ours:
            if arguments.ergodic:
                ergodic(arguments.ergodic, table, method)
            if arguments.rates:
                rates(arguments.rates, table, method, arguments.runs)
        for peer in filter(None, arguments.peers.split(",")):
            arguments.out.mkdir(parents=True, exist_ok=True)
            PEERS[peer](table, arguments.out)


if __name__ == "__main__":
    main()
