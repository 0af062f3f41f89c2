"""The minimum that LbfgsTest.findsTheMinimumThatScipyFinds expects, by SciPy's L-BFGS-B.

    pip install "scipy==1.17.1" && python scripts/reference/lbfgs.py
"""

import numpy as np
from scipy.optimize import minimize


def network(w):
    """Negative log posterior of a tanh network with three units over 20 rows, and its gradient."""
    x = (np.arange(20) - 9.5) / 6
    y = np.sin(2 * x) + 0.3 * x
    units = np.tanh(np.outer(x, w[:3]) + w[3:6])
    residual = (units @ w[6:9] + w[9] - y) / 0.1
    slope = residual / 0.1
    inner = slope[:, None] * w[6:9] * (1 - units**2)
    gradient = np.concatenate([inner.T @ x, inner.sum(0), units.T @ slope, [slope.sum()]])
    return 0.5 * (w @ w + residual @ residual), gradient + w


def rosenbrock(x):
    a = x[1] - x[0] ** 2
    return 100 * a * a + (1 - x[0]) ** 2, np.array([-400 * x[0] * a - 2 * (1 - x[0]), 200 * a])


def main():
    options = {"maxcor": 10, "ftol": 0, "gtol": 1e-9, "maxiter": 10000, "maxfun": 10000}
    for function, start in ((network, np.sin(3.0 * np.arange(10) + 1)), (rosenbrock, np.array([-1.2, 1.0]))):
        found = minimize(function, start, jac=True, method="L-BFGS-B", options=options)
        print(function.__name__, found.nfev, repr(float(found.fun)), np.abs(found.jac).max())
        print(", ".join(f"{v:.12g}" for v in found.x))


if __name__ == "__main__":
    main()
