"""Class probabilities of normal logits: the values of GaussianLogitsTest (nn-models), and how far forms of the probit approximation are from the integral.

  pip install numpy==2.4 scipy==1.17
  python probit.py

Of three classes by four draws: "mf2" of Lu, Ie and Sha (2020), scaled to a sum of 1, and laplace-torch's form (each logit by its own variance), which changes when a number is added to all logits
of a draw. Then the mean over random normals of the Kullback-Leibler divergence from the integral, by 20,000 draws, with and without something in common to all logits.
"""
import numpy as np
from scipy.integrate import quad
from scipy.special import expit, softmax


def own(m, c):
    return softmax(m / np.sqrt(1 + np.pi / 8 * np.diag(c)))


def pairs(m, c):
    v = np.diag(c)[:, None] + np.diag(c)[None] - 2 * c
    p = 1 / np.exp(-(m[:, None] - m[None]) / np.sqrt(1 + np.pi / 8 * v)).sum(1)
    return p / p.sum()


draws = np.array([[1.5, -0.25, 0.0], [0.5, 1.0, -2.0], [2.0, 0.75, 0.5], [-1.0, 0.25, 1.25]])
for shift in (0, np.array([[3.0], [-2.0], [0.5], [7.0]])):
    moments = (draws + shift).mean(0), np.cov((draws + shift).T)
    print("pairs", pairs(*moments).tolist(), "own", own(*moments).tolist())
print("binary", expit(draws[:, 0].mean() / np.sqrt(1 + np.pi / 8 * draws[:, 0].var(ddof=1))).tolist())

worst = 0
for sd in np.geomspace(0.1, 40, 50):
    for m in np.linspace(0, 2, 41) * sd:
        exact = quad(lambda z: expit(m + sd * z) * np.exp(-z * z / 2) / np.sqrt(2 * np.pi), -12, 12, limit=200)[0]  # widths beyond change little: the limit is that of two normal distribution functions
        worst = max(worst, abs(exact - expit(m / np.sqrt(1 + np.pi * sd * sd / 8))))
print("largest error of two classes", worst)

rng = np.random.default_rng(1)
for classes in (2, 3, 10):
    for scale in (0.5, 1.0, 2.0):
        for common in (0.0, 3.0):
            far = np.zeros(2)
            for _ in range(100):
                m = 2 * rng.normal(size=classes)
                a = rng.normal(size=(classes, classes)) / np.sqrt(classes) * scale
                c = a @ a.T + common**2 + 1e-9 * np.eye(classes)
                p = softmax(m + rng.normal(size=(20000, classes)) @ np.linalg.cholesky(c).T, axis=1).mean(0)
                far += [(p * np.log(p / form(m, c))).sum() / 100 for form in (pairs, own)]
            print(f"{classes} classes, scale {scale}, in common {common}: pairs {far[0]:.4f}, own {far[1]:.4f}")
