"""Priors of a small network for classes beside logistic regression, over several random partitions of the rows.

    class_priors.py DATA TABLE within|splits SETTING...

DATA is ../shared/data; TABLE a table of classes of tables.py. "within": each of 5 folds of the rows is held out in turn, over PARTITIONS
(default 3) random partitions; "splits": PARTITIONS random fifths of the rows are held out, one after the other. TEST_ROWS names a file
of rows that are left out altogether (ergodic evaluate --rows-out), so that "within" stays inside the training rows. A SETTING is
key=value,key=value...: hidden (8; 0 is a linear model), s (scale of the hidden weights over the root of their fan-in, 1; of all weights
of a linear model), o (of the outputs' weights, over the root of their fan-in, 25), b (of the hidden biases, 1), c (of the outputs', 1).
Prints a JSON line a setting: mean negative log likelihood, that of logistic regression (as in tables.py: C by cross-validation inside
the rows it is fitted to), the difference ("behind"), and that from the first setting ("change"), each with the standard error of the
mean over rows (within; a row's values are averaged over partitions first) or over splits.

The sampler is Hamiltonian Monte Carlo (Duane et al. 1987) over standard normal coordinates, single precision, all chains of all folds in
one batch: step sizes by dual averaging (Hoffman and Gelman 2014) to an acceptance of 0.8, 8 to 24 leapfrog steps; CHAINS (8) of
WARMUP (250) and DRAWS (150) transitions. SEED (0) is that of partitions and chains. Pinned in tables-requirements.txt.
"""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

import tables

FOLDS = 5
DEFAULTS = {"hidden": 8, "s": 1.0, "o": 25.0, "b": 1.0, "c": 1.0}


def asked(name, usual):
    return int(os.environ.get(name, usual))


class Network:
    """One hidden layer; chains first, rows last. Each chain has its own training rows, weights of 1, and its own standardisation."""

    def __init__(self, x, y, masks, setting):
        self.x, self.masks = np.ascontiguousarray(x.T, np.float32), masks.astype(np.float32)[:, None, :]
        classes = int(y.max()) + 1
        self.truth = np.ascontiguousarray(np.eye(classes, dtype=np.float32)[y].T)
        share = masks / masks.sum(1, keepdims=True)
        mean = share @ x
        spread = np.sqrt(np.maximum(share @ x**2 - mean**2, 0))
        self.sd = np.where(spread > 1e-9, spread, 1.0).astype(np.float32)[:, None, :]
        self.mean = mean.astype(np.float32)[:, :, None]
        inputs, hidden = x.shape[1], int(setting["hidden"])
        self.shapes, self.scales = [], []
        if hidden:
            self.add((hidden, inputs), setting["s"] / np.sqrt(inputs))
            self.add((hidden, 1), setting["b"])
            self.add((classes, hidden), setting["o"] / np.sqrt(hidden))
        else:
            self.add((classes, inputs), setting["s"] / np.sqrt(inputs))
        self.add((classes, 1), setting["c"])
        self.hidden = hidden
        self.ends = np.cumsum([a * b for a, b in self.shapes])

    def add(self, shape, scale):
        self.shapes.append(shape)
        self.scales.append(np.float32(scale))

    def parts(self, z):
        return [p.reshape((len(z),) + shape) * scale
                for p, shape, scale in zip(np.split(z, self.ends[:-1], 1), self.shapes, self.scales)]

    def affine(self, weights, biases):
        """Standardised inputs times weights, and biases."""
        inside = weights / self.sd
        result = np.matmul(inside, self.x)
        result += biases - np.matmul(inside, self.mean)
        return result

    def back(self, slope, total):
        """Gradient with respect to weights of standardised inputs."""
        return (np.matmul(slope, self.x.T) - total * self.mean.swapaxes(1, 2)) / self.sd

    def log_probabilities(self, parts):
        units = None
        if self.hidden:
            units = np.tanh(self.affine(parts[0], parts[1]))
            result = np.matmul(parts[2], units)
            result += parts[3]
        else:
            result = self.affine(parts[0], parts[1])
        result -= result.max(1, keepdims=True)
        result -= np.log(np.exp(result).sum(1, keepdims=True))
        return result, units

    def truths(self, z):
        """Log probability of each row's class."""
        return (self.log_probabilities(self.parts(z))[0] * self.truth).sum(1)

    def gradient(self, z):
        """Log posterior density of each chain, and its gradient."""
        parts = self.parts(z)
        density, units = self.log_probabilities(parts)
        value = ((density * self.truth).sum(1) * self.masks[:, 0]).sum(1, dtype=np.float64)
        slope = self.truth - np.exp(density)
        slope *= self.masks
        total = slope.sum(2, keepdims=True)
        if self.hidden:
            down = np.matmul(parts[2].swapaxes(1, 2), slope)
            down *= 1 - units * units
            under = down.sum(2, keepdims=True)
            slopes = [self.back(down, under), under, np.matmul(slope, units.swapaxes(1, 2)), total]
        else:
            slopes = [self.back(slope, total), total]
        gradient = np.concatenate([(g * s).reshape(len(z), -1) for g, s in zip(slopes, self.scales)], 1)
        return value - 0.5 * (z.astype(np.float64)**2).sum(1), gradient - z


def sample(network, chains, rng, warmup, draws):
    """Sum over draws of the probability of each row's class, by chain; the mean acceptance and its step size."""
    size = int(network.ends[-1])
    z = (0.3 * rng.standard_normal((chains, size))).astype(np.float32)
    value, gradient = network.gradient(z)
    log_step, averaged, lag = np.full(chains, np.log(0.05)), np.zeros(chains), np.zeros(chains)
    centre, accepted = log_step + np.log(10) / 2, []
    seen = np.zeros((chains, network.x.shape[1]))
    for k in range(warmup + draws):
        step = np.exp(log_step if k < warmup else averaged) * rng.uniform(0.8, 1.2, chains)
        step = step.astype(np.float32)[:, None]
        p = rng.standard_normal((chains, size)).astype(np.float32)
        energy = value - 0.5 * (p.astype(np.float64)**2).sum(1)
        new, slope = z, gradient
        for _ in range(rng.integers(8, 25)):
            p = p + 0.5 * step * slope
            new = new + step * p
            there, slope = network.gradient(new)
            p = p + 0.5 * step * slope
        change = there - 0.5 * (p.astype(np.float64)**2).sum(1) - energy
        chance = np.where(np.isfinite(change), np.exp(np.minimum(change, 0)), 0)
        take = rng.uniform(size=chains) < chance
        z, gradient = np.where(take[:, None], new, z), np.where(take[:, None], slope, gradient)
        value = np.where(take, there, value)
        if k < warmup:
            t = k + 1
            lag += (0.8 - chance - lag) / (t + 10)
            log_step = centre - np.sqrt(t) / 0.05 * lag
            averaged += t**-0.75 * (log_step - averaged)
        else:
            accepted.append(chance.mean())
            seen += np.exp(network.truths(z))
    return seen / draws, float(np.mean(accepted)), float(np.median(np.exp(averaged)))


def logistic(x, y, train):
    """Log probabilities of all rows' classes."""
    from sklearn.linear_model import LogisticRegressionCV
    from sklearn.model_selection import StratifiedKFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    folds = StratifiedKFold(tables.FOLDS, shuffle=True, random_state=0)
    model = make_pipeline(StandardScaler(), LogisticRegressionCV(
        Cs=np.logspace(-3, 3, 13), cv=folds, scoring="neg_log_loss", max_iter=2000, l1_ratios=(0,), use_legacy_attributes=False))
    return model.fit(x[train], y[train]).predict_log_proba(x)[np.arange(len(y)), y]


def main(data, table, how, settings):
    x, words = tables.read(Path(data), table)
    y = np.unique(words, return_inverse=True)[1]
    if "TEST_ROWS" in os.environ:
        inside = np.setdiff1d(np.arange(len(y)), np.loadtxt(os.environ["TEST_ROWS"], dtype=int))
        x, y = x[inside], y[inside]
    rng = np.random.default_rng(asked("SEED", 0))
    masks = []
    for _ in range(asked("PARTITIONS", 3)):
        order = rng.permutation(len(y))
        for fold in np.array_split(order, FOLDS)[:FOLDS if how == "within" else 1]:
            mask = np.ones(len(y), bool)
            mask[fold] = False
            masks.append(mask)
    masks = np.array(masks)
    x = x[:, x.std(0) > 0]
    with np.errstate(divide="ignore"):
        linear = np.array([logistic(x, y, mask) for mask in masks])
    chains = asked("CHAINS", 8)

    def summary(nll):
        """Mean and standard error, of rows or of splits."""
        held = np.where(masks, np.nan, nll)
        each = np.nanmean(held, 0 if how == "within" else 1)
        return each[np.isfinite(each)].mean(), each[np.isfinite(each)].std(ddof=1) / np.sqrt(np.isfinite(each).sum())

    first = None
    for text in settings:
        start = time.process_time()
        setting = dict(DEFAULTS)
        for word in filter(None, text.split(",")):
            key, value = word.split("=")
            if key not in DEFAULTS:
                sys.exit(f"there is no setting {key} in {text}; settings are {', '.join(DEFAULTS)}")
            setting[key] = float(value)
        result = []
        for begin in range(0, len(masks), 5):
            some = masks[begin:begin + 5]
            network = Network(x, y, np.repeat(some, chains, 0), setting)
            seen, accepted, step = sample(network, len(some) * chains, np.random.default_rng(asked("SEED", 0) + 1 + begin),
                                          asked("WARMUP", 250), asked("DRAWS", 150))
            result.append(seen.reshape(len(some), chains, -1).mean(1))
        own = -np.log(np.maximum(np.concatenate(result), 1e-300))
        first = own if first is None else first
        behind, error = summary(own + linear)
        change, spread = summary(own - first)
        print(json.dumps({"table": table, "how": how, "setting": text, "nll": round(summary(own)[0], 4),
                          "logistic": round(summary(-linear)[0], 4), "behind": round(behind, 4), "error": round(error, 4),
                          "change": round(change, 4), "of_change": round(spread, 4), "accepted": round(accepted, 3),
                          "step": round(step, 4), "seconds": round(time.process_time() - start, 1)}), flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 5 or sys.argv[3] not in ("within", "splits"):
        sys.exit(__doc__)
    main(*sys.argv[1:4], sys.argv[4:])
