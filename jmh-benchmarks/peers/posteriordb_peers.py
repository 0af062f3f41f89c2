"""Effective draws a second of processor time on posteriordb: Ergodic beside Stan, NumPyro and nutpie, one thread each.

    posteriordb_peers.py ../shared/data/posteriordb --java "java --add-modules jdk.incubator.vector -cp CLASSES" --out FOLDER
    posteriordb_peers.py ../shared/data/posteriordb --out FOLDER --table      # the table of what is there

The models are posteriordb's, the same priors and the same free parametrisation in each. Four chains of 1000 + 1000 transitions of NUTS, one after the
other on one thread, every library by its defaults; smallest bulk ESS over the published quantities, by the one estimator of effective.py, over the processor time of
warm-up and draws. Compilation is left out everywhere: Stan's models are compiled before (stanc --O1, -O3 -march=native; its own sampler, stan::services, which
PyStan and CmdStan run, in a small program without a server or text files), NumPyro's chain is lowered and compiled once, nutpie's model is compiled
and run shortly once (its time ends before the draws are made into ArviZ's form, as no other side's draws are), and of Ergodic a run is counted after at least two others and 5 processor seconds in the same virtual machine (PosteriorDbRates; its processor time
is that of the whole machine, what its compiler still does included). On each posterior the libraries take turns. Versions:
posteriordb-requirements.txt. Ergodic's classes: those of the module `examples` and its tests (`mvn -pl examples -am test-compile`).
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import time
from pathlib import Path

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_ENABLE_X64"] = "1"
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[threads] = "1"

import numpy as np

import stan_sampling
from effective import bulk_ess, split_rhat

HERE = Path(__file__).resolve().parent
CHAINS, WARMUP, DRAWS = 4, 1000, 1000
RHAT, OFF = 1.05, 0.3  # cells beyond are in no mean
POSTERIORS = {
    "eight_schools-eight_schools_centered": [("theta", "real", 8), ("mu", "real", 0), ("tau", "positive", 0)],
    "eight_schools-eight_schools_noncentered": [("theta_trans", "real", 8), ("mu", "real", 0), ("tau", "positive", 0)],
    "kidiq-kidscore_momiq": [("beta", "real", 2), ("sigma", "positive", 0)],
    "kidiq-kidscore_interaction": [("beta", "real", 4), ("sigma", "positive", 0)],
    "earnings-earn_height": [("beta", "real", 2), ("sigma", "positive", 0)],
    "earnings-logearn_height": [("beta", "real", 2), ("sigma", "positive", 0)],
    "arK-arK": [("alpha", "real", 0), ("beta", "real", 5), ("sigma", "positive", 0)],
    "garch-garch11": [("mu", "real", 0), ("alpha0", "positive", 0), ("alpha1", "unit", 0), ("share", "unit", 0)],
    "gp_pois_regr-gp_pois_regr": [("rho", "positive", 0), ("alpha", "positive", 0), ("f_tilde", "real", 11)],
    "low_dim_gauss_mix-low_dim_gauss_mix": [("lower", "real", 0), ("gap", "positive", 0), ("sigma", "positive", 2), ("theta", "unit", 0)],
    "sblri-blr": [("beta", "real", 5), ("sigma", "positive", 0)],
    "nes1992-nes": [("beta", "real", 9), ("sigma", "positive", 0)],
    "mesquite-mesquite": [("beta", "real", 7), ("sigma", "positive", 0)],
    "hmm_example-hmm_example": [("stay", "unit", 0), ("leave", "unit", 0), ("lower", "positive", 0), ("gap", "positive", 0)],
    "diamonds-diamonds": [("b", "real", 24), ("Intercept", "real", 0), ("sigma", "positive", 0)],
}


# The models, for NumPyro and PyMC: free parameters above, log density below in the functions that jax.numpy and pytensor.tensor share.


def design(name, data):
    """(X, y, scale of sigma's half-Cauchy prior or 0) of the linear regressions."""
    column = {k: np.asarray(v, dtype=float) for k, v in data.items()}
    if name == "kidiq-kidscore_momiq":
        return np.column_stack([np.ones(data["N"]), column["mom_iq"]]), column["kid_score"], 2.5
    if name == "kidiq-kidscore_interaction":
        hs, iq = column["mom_hs"], column["mom_iq"]
        return np.column_stack([np.ones(data["N"]), hs, iq, hs * iq]), column["kid_score"], 2.5
    if name == "earnings-earn_height":
        return np.column_stack([np.ones(data["N"]), column["height"]]), column["earn"], 0
    if name == "earnings-logearn_height":
        return np.column_stack([np.ones(data["N"]), column["height"]]), np.log(column["earn"]), 0
    if name == "nes1992-nes":
        age = column["age_discrete"]
        return np.column_stack([np.ones(data["N"]), column["real_ideo"], column["race_adj"], age == 2, age == 3, age == 4,
                                column["educ1"], column["gender"], column["income"]]).astype(float), column["partyid7"], 0
    if name == "mesquite-mesquite":
        return np.column_stack([np.ones(data["N"])] + [column[c] for c in (
            "diam1", "diam2", "canopy_height", "total_height", "density", "group")]), column["weight"], 0
    return None


def normal(xp, x, mean, sd, count):
    """Sum of log densities up to a constant; count is of those that share the sd."""
    return -0.5 * xp.sum(((x - mean) / sd) ** 2) - count * xp.log(sd)


def half_cauchy(xp, x, scale):
    return -xp.log1p((x / scale) ** 2)


def density(name, xp, scan, cholesky, p, data):
    """Log density of the constrained parameters, up to a constant. scan(step, first, columns, constants) gives all states."""
    regression = design(name, data)
    if regression:
        x, y, scale = regression
        prior = half_cauchy(xp, p["sigma"], scale) if scale else 0.0
        return prior + normal(xp, y, xp.dot(x, p["beta"]), p["sigma"], y.size)
    if name.startswith("eight_schools"):
        y, sigma = np.asarray(data["y"], float), np.asarray(data["sigma"], float)
        prior = normal(xp, p["mu"], 0, 5.0, 0) + half_cauchy(xp, p["tau"], 5)
        if "theta" in p:
            return prior + normal(xp, p["theta"], p["mu"], p["tau"], 8) - 0.5 * xp.sum(((y - p["theta"]) / sigma) ** 2)
        return prior - 0.5 * xp.sum(p["theta_trans"] ** 2) - 0.5 * xp.sum(((y - p["mu"] - p["tau"] * p["theta_trans"]) / sigma) ** 2)
    if name == "arK-arK":
        y, k = np.asarray(data["y"], float), data["K"]
        lags = np.column_stack([y[k - j:y.size - j] for j in range(1, k + 1)])
        prior = normal(xp, p["alpha"], 0, 10.0, 0) + normal(xp, p["beta"], 0, 10.0, 0) + half_cauchy(xp, p["sigma"], 2.5)
        return prior + normal(xp, y[k:], p["alpha"] + xp.dot(lags, p["beta"]), p["sigma"], y.size - k)
    if name == "garch-garch11":
        y = np.asarray(data["y"], float)
        share = p["share"] * (1 - p["alpha1"])
        inputs = p["alpha0"] + p["alpha1"] * (y[:-1] - p["mu"]) ** 2
        variance = scan(lambda shock, before, share: shock + share * before, data["sigma1"] ** 2, inputs, share)
        rest = -0.5 * xp.sum((y[1:] - p["mu"]) ** 2 / variance + xp.log(variance))
        return xp.log1p(-p["alpha1"]) - 0.5 * ((y[0] - p["mu"]) / data["sigma1"]) ** 2 + rest
    if name == "gp_pois_regr-gp_pois_regr":
        x, k = np.asarray(data["x"], float), np.asarray(data["k"], float)
        f = gp_function(xp, cholesky, p, x)
        prior = 24 * xp.log(p["rho"]) - 4 * p["rho"] - 0.5 * (p["alpha"] / 2) ** 2 - 0.5 * xp.sum(p["f_tilde"] ** 2)
        return prior + xp.sum(k * f - xp.exp(f))
    if name == "low_dim_gauss_mix-low_dim_gauss_mix":
        y, lower, upper, s = np.asarray(data["y"], float), p["lower"], p["lower"] + p["gap"], p["sigma"]
        prior = -0.125 * (lower**2 + upper**2 + xp.sum(s**2)) + 4 * xp.log(p["theta"]) + 4 * xp.log1p(-p["theta"])
        first = xp.log(p["theta"]) - 0.5 * ((y - lower) / s[0]) ** 2 - xp.log(s[0])
        second = xp.log1p(-p["theta"]) - 0.5 * ((y - upper) / s[1]) ** 2 - xp.log(s[1])
        most = xp.maximum(first, second)
        return prior + xp.sum(most + xp.log(xp.exp(first - most) + xp.exp(second - most)))
    if name == "sblri-blr":
        x, y = np.asarray(data["X"], float), np.asarray(data["y"], float)
        prior = normal(xp, p["beta"], 0, 10.0, 0) + normal(xp, p["sigma"], 0, 10.0, 0)
        return prior + normal(xp, y, xp.dot(x, p["beta"]), p["sigma"], y.size)
    if name == "diamonds-diamonds":
        x, y = np.asarray(data["X"], float)[:, 1:], np.asarray(data["Y"], float)
        x = x - x.mean(axis=0)
        prior = -0.5 * xp.sum(p["b"] ** 2) - 2 * xp.log1p(((p["Intercept"] - 8) / 10) ** 2 / 3) - 2 * xp.log1p((p["sigma"] / 10) ** 2 / 3)
        return prior + normal(xp, y, p["Intercept"] + xp.dot(x, p["b"]), p["sigma"], y.size)
    if name == "hmm_example-hmm_example":
        y, lower, upper = np.asarray(data["y"], float), p["lower"], p["lower"] + p["gap"]
        transition = xp.log(xp.stack([xp.stack([p["stay"], 1 - p["stay"]]), xp.stack([p["leave"], 1 - p["leave"]])]))
        mean = xp.stack([lower, upper])
        emission = -0.5 * (y[:, None] - mean) ** 2
        forward = scan(lambda seen, before, transition: add_exp(xp, before[:, None] + transition) + seen, emission[0], emission[1:], transition)
        return -0.5 * (lower - 3) ** 2 - 0.5 * (upper - 10) ** 2 + add_exp(xp, forward[-1][:, None])[0]
    raise SystemExit(f"no model for {name}")


def add_exp(xp, a):
    """Log of the sum of exponentials along the first axis."""
    most = xp.max(a, axis=0)
    return most + xp.log(xp.sum(xp.exp(a - most), axis=0))


def gp_function(xp, cholesky, p, x):
    squares = -0.5 * (x[:, None] - x[None, :]) ** 2
    return xp.dot(cholesky(p["alpha"] ** 2 * xp.exp(squares / p["rho"] ** 2) + 1e-10 * np.eye(x.size)), p["f_tilde"])


def published(name, p, data):
    """The quantities of summary.csv, from arrays of free parameters (chains x draws x elements): {name: chains x draws}."""
    found = dict(p)
    if name == "eight_schools-eight_schools_noncentered":
        found["theta"] = p["mu"][..., None] + p["tau"][..., None] * p["theta_trans"]
    if name == "garch-garch11":
        found["beta1"] = p["share"] * (1 - p["alpha1"])
    if name == "gp_pois_regr-gp_pois_regr":
        squares = -0.5 * np.subtract.outer(data["x"], data["x"]) ** 2
        kernel = (p["alpha"] ** 2)[..., None, None] * np.exp(squares / (p["rho"] ** 2)[..., None, None]) + 1e-10 * np.eye(len(data["x"]))
        found["f"] = np.einsum("...ij,...j->...i", np.linalg.cholesky(kernel), p["f_tilde"])
    if "gap" in p:
        found["mu"] = np.stack([p["lower"], p["lower"] + p["gap"]], axis=-1)
    if "stay" in p:
        found["theta1"] = np.stack([p["stay"], 1 - p["stay"]], axis=-1)
        found["theta2"] = np.stack([p["leave"], 1 - p["leave"]], axis=-1)
    flat = {}
    for key, value in found.items():
        if value.ndim == 2:
            flat[key] = value
        else:
            flat.update({f"{key}[{i + 1}]": value[..., i] for i in range(value.shape[2])})
    return flat


# The libraries. Each gives a function of a seed to ({quantity: chains x draws}, processor seconds, gradients).


def ergodic(java, name, folder, methods, seeds, out):
    """Lines of JSON of PosteriorDbRates."""
    done = subprocess.run([*shlex.split(java), "ergodic.posteriordb.PosteriorDbRates", folder.parent, out, str(WARMUP), str(DRAWS), str(seeds),
                           name, *methods], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    names = [line.split(",")[0].strip('"') for line in (folder / "summary.csv").read_text().splitlines()[1:]]
    for line in filter(lambda line: line.startswith("{"), done.stdout.splitlines()):
        run = json.loads(line)
        draws = {}
        if run["file"]:
            values = np.fromfile(run["file"], "<f8").reshape(len(names), CHAINS, DRAWS)
            draws = dict(zip(names, values))
            os.remove(run["file"])
        yield f"Ergodic {run['method']}", run["run"], run["seed"], draws, run["seconds"], run["gradients"]


def stan(name, folder, data, out):
    program = stan_sampling.program(HERE / "posteriordb", out)
    return lambda seed: stan_sampling.run(program, name.split("-")[1], folder / "data.json", CHAINS, WARMUP, DRAWS, seed)


def numpyro(name, folder, data, out):
    import jax
    import jax.numpy as jnp
    import numpyro as ppl
    from numpyro.distributions import ImproperUniform, constraints
    from numpyro.infer import NUTS

    kinds = {"real": constraints.real, "positive": constraints.positive, "unit": constraints.unit_interval}

    def scan(step, first, columns, constant):
        def one(before, column):
            now = step(column, before, constant)
            return now, now

        return jax.lax.scan(one, jnp.asarray(first), columns, unroll=8)[1]

    def model():
        p = {n: ppl.sample(n, ImproperUniform(kinds[kind], (), (size,) if size else ())) for n, kind, size in POSTERIORS[name]}
        ppl.factor("density", density(name, jnp, scan, jnp.linalg.cholesky, p, data))

    kernel = NUTS(model)
    start = kernel.init(jax.random.PRNGKey(0), WARMUP, None, (), {})

    def chain(state):
        def one(state, _):
            state = kernel.sample(state, (), {})
            return state, (state.z, state.num_steps)

        _, (draws, steps) = jax.lax.scan(one, state, length=WARMUP + DRAWS)
        return jax.vmap(kernel.postprocess_fn((), {}))(jax.tree.map(lambda d: d[WARMUP:], draws)), steps.sum()

    compiled = jax.jit(chain).lower(start).compile()
    jax.block_until_ready(compiled(start))

    def run(seed):
        starts = [kernel.init(key, WARMUP, None, (), {}) for key in jax.random.split(jax.random.PRNGKey(seed), CHAINS)]
        began = time.process_time()
        chains = [jax.block_until_ready(compiled(start)) for start in starts]
        seconds = time.process_time() - began
        draws = {n: np.stack([np.asarray(c[0][n]) for c in chains]) for n, _, _ in POSTERIORS[name]}
        return published(name, draws, data), seconds, int(sum(c[1] for c in chains))

    return run


def nutpie(name, folder, data, out):
    import nutpie as library
    import pymc
    import pytensor
    import pytensor.tensor as pt
    from pytensor.tensor.slinalg import cholesky

    def scan(step, first, columns, constant):
        return pytensor.scan(step, sequences=[columns], outputs_info=[pt.cast(pt.as_tensor_variable(first), "float64")], non_sequences=[constant],
                             return_updates=False)

    with pymc.Model() as model:
        p = {}
        for n, kind, size in POSTERIORS[name]:
            shape = {"shape": size} if size else {}
            p[n] = (pymc.Flat(n, **shape) if kind == "real" else pymc.HalfFlat(n, **shape) if kind == "positive" else pymc.Uniform(n, 0, 1, **shape))
        pymc.Potential("density", density(name, pt, scan, cholesky, p, data))
    compiled = library.compile_pymc_model(model)

    def sample(seed, tune, draws):
        """The trace, and the processor time until its draws were made."""
        began = time.process_time()
        sampler = library.sample(compiled, draws=draws, tune=tune, chains=CHAINS, cores=1, seed=seed, progress_bar=False, save_warmup=True,
                                 blocking=False)
        sampler._sampler.wait(None)  # wait() alone would also convert
        seconds = time.process_time() - began
        return sampler.wait(), seconds

    sample(1, 50, 10)

    def run(seed):
        trace, seconds = sample(seed, WARMUP, DRAWS)
        draws = {n: trace.posterior[n].values for n, _, _ in POSTERIORS[name]}
        steps = trace.sample_stats["n_steps"].values.sum() + trace.warmup_sample_stats["n_steps"].values.sum()
        return published(name, draws, data), seconds, int(steps)

    return run


def finish(out, posterior, side, which, seed, draws, seconds, gradients):
    quantities = [line.split(",")[0].strip('"') for line in (DATA / posterior / "summary.csv").read_text().splitlines()[1:]]
    found = {"posterior": posterior, "side": side, "run": which, "seed": seed, "seconds": seconds, "gradients": gradients, "load": os.getloadavg()[0]}
    if draws:
        found["ess"] = min(bulk_ess(draws[q]) for q in quantities)
        found["rhat"] = max(split_rhat(draws[q]) for q in quantities)
        means = {row.split(",")[0].strip('"'): [float(c) for c in row.split(",")[1:3]] for row in (DATA / posterior / "summary.csv").read_text().splitlines()[1:]}
        found["off"] = max(abs(draws[q].mean() - means[q][0]) / means[q][1] for q in quantities)  # in posterior sds
    with (out / "runs.jsonl").open("a") as file:
        file.write(json.dumps(found) + "\n")
    print(found, file=sys.stderr, flush=True)


def table(out):
    """Rates of all sides by posterior, and geometric means of ours against each side's; cells whose chains disagree, or whose means are off, are in no mean."""
    runs = [json.loads(line) for line in (out / "runs.jsonl").read_text().splitlines()]
    sides = sorted(dict.fromkeys(r["side"] for r in runs), key=lambda side: not side.startswith("Ergodic"))
    rate, cells, left_out = {}, {}, set()
    for posterior in POSTERIORS:
        for side in sides:
            these = [r for r in runs if (r["posterior"], r["side"], r["run"]) == (posterior, side, "warm")]
            if these:
                rate[posterior, side] = sum(r["ess"] for r in these) / sum(r["seconds"] for r in these)
                rhat, off = max(r["rhat"] for r in these), max(r["off"] for r in these)
                marks = [f"R-hat {rhat:.2f}"] * (rhat > RHAT) + [f"mean off by {off:.2f} sds"] * (off > OFF)
                if marks:
                    left_out.add((posterior, side))
                cells[posterior, side] = (f"{rate[posterior, side]:,.0f}" + (f" ({', '.join(marks)})" if marks else "") + "; "
                                          f"{1e3 * sum(r['ess'] for r in these) / sum(r['gradients'] for r in these):.3g}; "
                                          f"{1e6 * sum(r['seconds'] for r in these) / sum(r['gradients'] for r in these):.2g}")
    print("Bulk ESS a second; a thousand gradients; processor us a gradient\n")
    print("| posterior | " + " | ".join(sides) + " |\n|---|" + "---:|" * len(sides))
    for posterior in POSTERIORS:
        print(f"| {posterior.split('-', 1)[1]} | " + " | ".join(cells.get((posterior, side), "") for side in sides) + " |")
    peers = [s for s in sides if not s.startswith("Ergodic")]
    for side in (s for s in sides if s.startswith("Ergodic")):
        ratios = {peer: [rate[p, side] / rate[p, peer] for p in POSTERIORS if {(p, side), (p, peer)} <= rate.keys() - left_out] for peer in peers}
        ratios["the best of them on each posterior"] = [
            rate[p, side] / max(rate[p, s] for s in peers if (p, s) in rate.keys() - left_out) for p in POSTERIORS
            if (p, side) in rate.keys() - left_out and any((p, s) in rate.keys() - left_out for s in peers)]
        print(f"{side}, geometric mean (posteriors): " + ", ".join(
            f"{np.exp(np.mean(np.log(of))):.2f} times {peer} ({len(of)})" for peer, of in ratios.items() if of))
    print(f"Left out of these: {', '.join(f'{p} by {s}' for p, s in sorted(left_out)) or 'nothing'} (R-hat above {RHAT}, or a mean off by more than {OFF} sds)")


def main():
    global DATA
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--java", default="")
    parser.add_argument("--sides", default="ergodic,stan,numpyro,nutpie")
    parser.add_argument("--ours", nargs="*", default=["nuts", "nuts,warmup_schedule=gradients", "nuts,warmup_schedule=gradients,metric=low_rank"])
    parser.add_argument("--posteriors", default=",".join(POSTERIORS))
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--table", action="store_true")
    arguments = parser.parse_args()
    DATA, out = arguments.data, arguments.out
    sides = arguments.sides.split(",")
    if arguments.table and not (out / "runs.jsonl").exists():
        parser.error(f"{out} holds no runs: make some without --table")
    if not arguments.table and "ergodic" in sides and not arguments.java:
        parser.error("--java says how to run Ergodic's classes; or leave ergodic out of --sides")
    for unknown in set(sides) - {"ergodic", "stan", "numpyro", "nutpie"} | set(arguments.posteriors.split(",")) - set(POSTERIORS):
        parser.error(f"there is no side or posterior {unknown}")
    if not DATA.is_dir():
        parser.error(f"there is no folder {DATA}")
    out.mkdir(parents=True, exist_ok=True)
    if arguments.table:
        table(out)
        return
    failed = False
    for name in arguments.posteriors.split(","):
        folder = DATA / name
        data = json.loads((folder / "data.json").read_text())
        for side in sides:
            if side == "ergodic":
                for label, which, seed, draws, seconds, gradients in ergodic(arguments.java, name, folder, arguments.ours, arguments.seeds, out):
                    finish(out, name, label, which, seed, draws, seconds, gradients)
                continue
            try:
                run = {"stan": stan, "numpyro": numpyro, "nutpie": nutpie}[side](name, folder, data, out)
                for seed in range(1, arguments.seeds + 1):
                    finish(out, name, side, "warm", seed, *run(seed))
            except Exception as problem:  # one library's trouble with one model leaves the others
                failed = True
                said = getattr(problem, "stderr", None) or problem
                print(f"{name} {side}: {type(problem).__name__}: {said}", file=sys.stderr, flush=True)
    if failed:
        raise SystemExit("some sides failed on some posteriors: see above")


if __name__ == "__main__":
    main()
