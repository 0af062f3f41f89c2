"""NumPyro's mean-field lower bound (AutoNormal) of the network of docs/performance.md, "Lower bounds beside NumPyro".

    pip install numpyro==0.22.0 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
    python numpyro_elbo.py ../../../shared/data/uci/concrete --rate 0.01 --steps 50000

One thread. Adam whose rate is constant or falls along a cosine to 0; all steps in one compiled loop, whose compilation is not
timed. Prints one line of JSON at each number of steps asked for: processor seconds of the steps so far (time.process_time), and
the bound by --draws new draws with its standard error. Inputs and target are standardised by the training rows of line --split of
test_indices.txt, as Ergodic does it, and the bound is in these units.
"""

import argparse
import json
import math
import os
import time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpyro.infer import SVI, Trace_ELBO
from numpyro.infer.autoguide import AutoNormal
from numpyro.infer.util import log_density
from numpyro.optim import Adam

from split_rows import training_rows


def model(x, y, hidden):
    inputs = x.shape[1]
    first = numpyro.sample("layer1.weight", dist.Normal(0, 1).expand([inputs, hidden]).to_event(2))
    bias = numpyro.sample("layer1.bias", dist.Normal(0, 1).expand([hidden]).to_event(1))
    second = numpyro.sample("layer2.weight", dist.Normal(0, 1).expand([hidden]).to_event(1))
    shift = numpyro.sample("layer2.bias", dist.Normal(0, 1))
    scale = numpyro.sample("noise_scale", dist.HalfNormal(1))
    mean = jnp.tanh(x @ first + bias) @ second + shift
    numpyro.sample("y", dist.Normal(mean, scale).to_event(1), obs=y)


def bound(guide, params, x, y, hidden, draws, block=500):
    """Mean and standard error of log p - log q over draws of the guide."""

    def one(key):
        seeded = numpyro.handlers.seed(guide, key)
        log_q, trace = log_density(seeded, (x, y, hidden), {}, params)
        latent = {n: s["value"] for n, s in trace.items() if s["type"] == "sample"}
        log_p, _ = log_density(numpyro.handlers.substitute(model, data=latent), (x, y, hidden), {}, {})
        return log_p - log_q

    many = jax.jit(jax.vmap(one))
    values = np.concatenate([many(jax.random.split(jax.random.PRNGKey(1000 + i), block))
                             for i in range(math.ceil(draws / block))])
    return float(values.mean()), float(values.std(ddof=1) / math.sqrt(len(values)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    arguments.add_argument("--split", type=int, default=0)
    arguments.add_argument("--hidden", type=int, default=50)
    arguments.add_argument("--rate", type=float, default=0.01)
    arguments.add_argument("--constant", action="store_true", help="no cosine")
    arguments.add_argument("--steps", type=int, nargs="+", default=[50000], help="where to look; the last is the end")
    arguments.add_argument("--particles", type=int, default=1)
    arguments.add_argument("--float64", action="store_true")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--draws", type=int, default=20000)
    a = arguments.parse_args()
    jax.config.update("jax_enable_x64", a.float64)
    x, y = (jnp.asarray(v) for v in training_rows(a.folder, a.split))
    guide = AutoNormal(model)
    last = max(a.steps)
    rate = a.rate if a.constant else (lambda i: a.rate * 0.5 * (1 + jnp.cos(jnp.pi * jnp.minimum(i / last, 1.0))))
    svi = SVI(model, guide, Adam(rate), Trace_ELBO(num_particles=a.particles))
    state = svi.init(jax.random.PRNGKey(a.seed), x, y, a.hidden)
    run = jax.jit(lambda s, n: jax.lax.fori_loop(0, n, lambda _, t: svi.update(t, x, y, a.hidden)[0], s))
    jax.block_until_ready(run(state, 1))
    spent, done = 0.0, 0
    for steps in sorted(a.steps):
        began = time.process_time()
        state = run(state, steps - done)
        jax.block_until_ready(state)
        spent += time.process_time() - began
        done = steps
        mean, error = bound(guide, svi.get_params(state), x, y, a.hidden, a.draws)
        print(json.dumps({"numpyro": numpyro.__version__, "jax": jax.__version__, "rate": a.rate,
                          "cosine": not a.constant, "float64": a.float64, "particles": a.particles, "seed": a.seed,
                          "steps": steps, "processor_seconds": round(spent, 2), "elbo": round(mean, 2),
                          "error": round(error, 2)}), flush=True)


if __name__ == "__main__":
    main()
