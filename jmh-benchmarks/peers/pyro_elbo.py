"""Pyro's mean-field lower bound (AutoNormal) of the network of docs/performance.md, "Lower bounds beside NumPyro".

    pip install torch==2.15.0 pyro-ppl==1.9.2 numpy==2.4.6
    python pyro_elbo.py ../../../shared/data/uci/concrete --rate 0.01 --steps 20000

One thread, single precision unless --float64. Adam whose rate falls along a cosine to 0; --jit takes JitTrace_ELBO, whose
tracing (the first step) is not timed. Prints one line of JSON: processor seconds of the steps (time.process_time), and the bound by
new draws with its standard error. Rows and units are those of numpyro_elbo.py.
"""

import argparse
import json
import math
import time

import numpy as np
import pyro
import pyro.distributions as dist
import torch
from pyro.infer import SVI, JitTrace_ELBO, Trace_ELBO
from pyro.infer.autoguide import AutoNormal, init_to_median

from split_rows import training_rows


def model(x, y, hidden):
    inputs = x.shape[1]
    zero, one = x.new_zeros(()), x.new_ones(())
    first = pyro.sample("layer1.weight", dist.Normal(zero, one).expand([inputs, hidden]).to_event(2))
    bias = pyro.sample("layer1.bias", dist.Normal(zero, one).expand([hidden]).to_event(1))
    second = pyro.sample("layer2.weight", dist.Normal(zero, one).expand([hidden]).to_event(1))
    shift = pyro.sample("layer2.bias", dist.Normal(zero, one))
    scale = pyro.sample("noise_scale", dist.HalfNormal(one))
    # Particles, where there are several, stand before these axes.
    units = torch.tanh(x @ first + bias.unsqueeze(-2))
    mean = (units @ second.unsqueeze(-1)).squeeze(-1) + shift.unsqueeze(-1)
    pyro.sample("y", dist.Normal(mean, scale.unsqueeze(-1)).to_event(1), obs=y)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder")
    arguments.add_argument("--split", type=int, default=0)
    arguments.add_argument("--hidden", type=int, default=50)
    arguments.add_argument("--rate", type=float, default=0.01)
    arguments.add_argument("--steps", type=int, default=20000)
    arguments.add_argument("--jit", action="store_true")
    arguments.add_argument("--float64", action="store_true")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--draws", type=int, default=20000)
    a = arguments.parse_args()
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64 if a.float64 else torch.float32)
    pyro.enable_validation(False)
    pyro.set_rng_seed(a.seed)
    x, y = (torch.as_tensor(v, dtype=torch.get_default_dtype()) for v in training_rows(a.folder, a.split))
    guide = AutoNormal(model, init_loc_fn=init_to_median)
    rate = pyro.optim.CosineAnnealingLR({"optimizer": torch.optim.Adam, "optim_args": {"lr": a.rate},
                                         "T_max": a.steps})
    svi = SVI(model, guide, rate, (JitTrace_ELBO if a.jit else Trace_ELBO)())
    svi.step(x, y, hidden=a.hidden)
    began = half = time.process_time()
    for step in range(a.steps):
        if step == a.steps // 2:
            half = time.process_time()
        svi.step(x, y, hidden=a.hidden)
        rate.step()
    ended = time.process_time()
    block = max(1, min(500, a.draws // 2))  # two blocks at least, so that there is an error
    with torch.no_grad():
        many = Trace_ELBO(num_particles=block, vectorize_particles=True, max_plate_nesting=0)
        values = [-many.loss(model, guide, x, y, a.hidden) for _ in range(math.ceil(a.draws / block))]
    print(json.dumps({"pyro": pyro.__version__, "torch": torch.__version__, "rate": a.rate, "jit": a.jit,
                      "float64": a.float64, "seed": a.seed, "steps": a.steps, "processor_seconds": round(ended - began, 2),
                      "of_the_second_half": round(ended - half, 2),
                      "elbo": round(float(np.mean(values)), 2),
                      "error": round(float(np.std(values, ddof=1) / math.sqrt(len(values))), 2)}), flush=True)


if __name__ == "__main__":
    main()
