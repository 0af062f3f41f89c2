"""Prior scales that maximise the evidence of a Bayesian linear regression, by scikit-learn: the values of PriorScaleTest (nn-models).

  pip install scikit-learn==1.9.1 numpy scipy
  python prior_scales.py

One scale of all coefficients by BayesianRidge, one for each by ARDRegression, both with the noise that they found themselves; the highest evidence by the density of the targets.
"""
import numpy as np
from scipy.optimize import minimize
from scipy.stats import multivariate_normal
from sklearn.linear_model import ARDRegression, BayesianRidge
import sklearn

i = np.arange(30)
x = np.stack([np.sin(1.3 * i), np.cos(0.7 * i * i), np.sin(2.1 * i + 0.5), np.cos(0.9 * i + 1)], 1)
y = 0.3 + 1.2 * x[:, 0] - 0.7 * x[:, 1] + 0.4 * 1.4 * np.sin(7.3 * i * i)
design = np.c_[x, np.ones(30)]
flat = dict(alpha_1=0, alpha_2=0, lambda_1=0, lambda_2=0, fit_intercept=False, tol=1e-14)
print("scikit-learn", sklearn.__version__)
ridge = BayesianRidge(max_iter=100000, **flat).fit(design, y)


def evidence(noise, scales):
    return multivariate_normal.logpdf(y, np.zeros(30), noise**2 * np.eye(30) + (design * scales**2) @ design.T)


noise = ridge.alpha_**-0.5
print("ridge noise", repr(noise), "scale", repr(ridge.lambda_**-0.5), "evidence",
      repr(evidence(noise, np.full(5, ridge.lambda_**-0.5))))
ard = ARDRegression(max_iter=100000, threshold_lambda=1e5, **flat).fit(design, y)
noise = ard.alpha_**-0.5
print("ard noise", repr(noise), "scales", repr(ard.lambda_**-0.5), "evidence", repr(evidence(noise, ard.lambda_**-0.5)))
noise = 0.4
best = minimize(lambda s: -evidence(noise, np.exp(np.r_[s[0], s[0], s[0], s[0], s[1]])), [0.0, 0.0], method="Nelder-Mead",
                options=dict(xatol=1e-10, fatol=1e-12, maxiter=10000))
print("by variable, noise 0.4: weights", repr(np.exp(best.x[0])), "bias", repr(np.exp(best.x[1])), "evidence", repr(-best.fun))
