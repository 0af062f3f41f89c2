"""Scores forecasts of monthly sunspots: Ergodic's, an ARIMA's and a seasonal naive's, from the same windows.

Takes the series (time, value) and the table that `ergodic evaluate RUN --steps 12 --scores-out FILE` writes. The ARIMA's
order is the one of least AIC on the training part; its parameters are fitted there, once, and its forecasts begin at each
window with the values before it known, as Ergodic's do. The seasonal naive forecast is the value one season before, its
standard deviation that of its errors in the training part. Both are normal distributions. Beside them an ARIMA of the square
root of the series, chosen and fitted likewise; its forecasts are squares of normal variables, those below 0 taken for 0. Needs numpy, scipy and statsmodels 0.15.0.
"""

import csv
import json
import sys
import warnings

import numpy as np
from scipy.stats import norm
from statsmodels.tsa.arima.model import ARIMA

warnings.filterwarnings("ignore")
STEPS = (1, 12)


def crps(mean, sd, value):
    """Of a normal distribution (Gneiting and Raftery 2007)."""
    z = (value - mean) / sd
    return sd * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))


def summary(mean, sd, value):
    half = norm.ppf(0.95) * sd
    scores = crps(mean, sd, value)
    return {"windows": len(value), "crps": scores.mean(), "rmse": np.sqrt(np.mean((value - mean) ** 2)),
            "coverage90": np.mean(np.abs(value - mean) <= half)}, scores


def squared(mean, sd, value):
    """The same of the square of the positive part of a normal variable, by its quantiles at the middles of 1000 equal shares."""
    z = norm.ppf((np.arange(1000) + 0.5) / 1000)
    squares = np.maximum(mean[:, None] + sd[:, None] * z, 0) ** 2
    # Mean absolute difference of two draws, from the ordered quantiles.
    spread = squares @ (2 * np.arange(1000) - 999) * 2 / 1000 ** 2
    scores = np.abs(squares - value[:, None]).mean(axis=1) - 0.5 * spread
    low, high = (np.maximum(mean + sd * norm.ppf(level), 0) ** 2 for level in (0.05, 0.95))
    return {"windows": len(value), "crps": scores.mean(), "rmse": np.sqrt(np.mean((value - squares.mean(axis=1)) ** 2)),
            "coverage90": np.mean((value >= low) & (value <= high))}, scores


def arima(series, first, places):
    """Order by AIC before `first`, then the filter runs through the rest with its parameters kept."""
    best = None
    for order in [(p, d, q) for d in (0, 1) for p in range(4) for q in range(3) if p + q > 0]:
        try:
            fit = ARIMA(series[:first], order=order, trend="c" if order[1] == 0 else "n").fit()
        except (ValueError, np.linalg.LinAlgError):
            continue
        if best is None or fit.aic < best[1].aic:
            best = (order, fit)
    order, fit = best
    all_of_it = fit.apply(series)
    found = {}
    for step in STEPS:
        mean, sd = [], []
        for place in places[step]:
            # What is known is what stands before the first of the steps.
            known = place - step + 1
            ahead = all_of_it.get_prediction(start=known, end=place, dynamic=0 if step > 1 else False)
            mean.append(ahead.predicted_mean[-1])
            sd.append(ahead.se_mean[-1])
        found[step] = (np.array(mean), np.array(sd))
    return order, fit.params, found


def main():
    with open(sys.argv[1]) as file:
        series = np.array([float(row["value"]) for row in csv.DictReader(file)])
    with open(sys.argv[2]) as file:
        rows = [row for row in csv.DictReader(file) if row["target"]]
    chosen = {step: [row for row in rows if int(row["step"]) == step] for step in STEPS}
    places = {step: np.array([int(row["place"]) for row in chosen[step]]) for step in STEPS}
    first = places[1][0]
    for step in STEPS:
        assert np.allclose([float(row["target"]) for row in chosen[step]], series[places[step]], atol=1e-6)
    order, params, of_arima = arima(series, first, places)
    root_order, _, of_root = arima(np.sqrt(series), first, places)
    result = {"training values": int(first), "arima": str(order), "arima of the square root": str(root_order)}
    for step in STEPS:
        value = series[places[step]]
        own = np.array([float(row["crps"]) for row in chosen[step]])
        pit = np.array([float(row["pit"]) for row in chosen[step]])
        mean = np.array([float(row["mean"]) for row in chosen[step]])
        entry = {"ergodic": {"windows": len(own), "crps": own.mean(), "rmse": np.sqrt(np.mean((value - mean) ** 2)),
                             "coverage90": np.mean((pit >= 0.05) & (pit <= 0.95))}}
        entry["arima"], other = summary(*of_arima[step], value)
        entry["arima of the square root"], root = squared(*of_root[step], value)
        for name, scores in (("arima", other), ("arima of the square root", root)):
            difference = own - scores
            # Neighbouring errors are alike: means of blocks of two years are nearly independent.
            blocks = [block.mean() for block in np.array_split(difference, len(difference) // 24)]
            entry["crps, ergodic less " + name] = [difference.mean(), np.std(blocks, ddof=1) / np.sqrt(len(blocks))]
        for season in (12, 132):
            errors = series[season:first] - series[:first - season]
            entry[f"seasonal naive {season}"], _ = summary(
                series[places[step] - season], np.full(len(value), errors.std()), value)
        result[f"step {step}"] = entry
    print(json.dumps(result, indent=2, default=float))


main()
