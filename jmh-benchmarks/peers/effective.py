"""The one estimator of effective draws by which every library is measured (Vehtari, Gelman, Simpson, Carpenter, Buerkner 2021)."""

import numpy as np
from scipy.stats import norm, rankdata


def halves(draws):
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def bulk_ess(draws):
    """Of (chains, draws): split, rank-normalised, Geyer's initial monotone sequence."""
    x = halves(draws)
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
    x = halves(draws)
    half = x.shape[1]
    within = x.var(axis=1, ddof=1).mean()
    return np.sqrt((half - 1) / half + x.mean(axis=1).var(ddof=1) / within)
