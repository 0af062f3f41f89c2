#!/usr/bin/env python3
"""Reference values of every distribution's log density and its gradient, with 50 digits.

Writes the table that DistributionReferenceDifferentialTest reads. Needs mpmath 1.4.1 only:

    python3 scripts/reference/distributions.py > nn-models/src/test/resources/ergodic/model/distribution/reference.csv

One line a point: the distribution; x and the parameters, separated by blanks; the log density; its derivatives with
respect to x and each parameter ("-" for counts); and for each of these numbers its condition: the largest
change, over the arguments, for a relative change of one argument, |p d/dp|. All arguments are doubles and are taken
as exact.
"""
import sys

import mpmath
from mpmath import mp, mpf, digamma, exp, inf, log, log1p, loggamma, pi

assert mpmath.__version__ == "1.4.1", "values are pinned to mpmath 1.4.1, not " + mpmath.__version__
mp.dps = 50


def lg(x):
    return loggamma(x)


def softplus(x):
    return log1p(exp(x)) if x < 300 else x + exp(-x)


def normal(x, m, s):
    return -((x - m) / s) ** 2 / 2 - log(s) - log(2 * pi) / 2


def cauchy(x, m, s):
    return -log(pi) - log(s) - log1p(((x - m) / s) ** 2)


def student(x, v, m, s):
    z = (x - m) / s
    return lg((v + 1) / 2) - lg(v / 2) - log(v * pi) / 2 - log(s) - (v + 1) / 2 * log1p(z * z / v)


def gamma(x, a, b):
    return a * log(b) - lg(a) + (a - 1) * log(x) - b * x


def inverse_gamma(x, a, b):
    return a * log(b) - lg(a) - (a + 1) * log(x) - b / x


def beta(x, a, b):
    return lg(a + b) - lg(a) - lg(b) + (a - 1) * log(x) + (b - 1) * log1p(-x)


def poisson(k, m):
    return k * log(m) - m - lg(k + 1)


def poisson_log(k, eta):
    return k * eta - exp(eta) - lg(k + 1)


def negative_binomial(k, m, f):
    return lg(k + f) - lg(f) - lg(k + 1) + k * log(m / (m + f)) - f * log1p(m / f)


def negative_binomial_log(k, eta, f):
    d = eta - log(f)
    return lg(k + f) - lg(f) - lg(k + 1) - k * softplus(-d) - f * softplus(d)


def binomial(k, n, l):
    return lg(n + 1) - lg(k + 1) - lg(n - k + 1) - k * softplus(-l) - (n - k) * softplus(l)


def dirichlet(x1, x2, x3, a1, a2, a3):
    value = lg(a1 + a2 + a3)
    for x, a in ((x1, a1), (x2, a2), (x3, a3)):
        value += (a - 1) * log(x) - lg(a)
    return value


def lognormal(x, m, s):
    return normal(log(x), m, s) - log(x)


FUNCTIONS = {
    "Normal": normal, "Cauchy": cauchy, "StudentT": student, "Gamma": gamma, "InverseGamma": inverse_gamma,
    "Beta": beta, "Poisson": poisson, "PoissonLog": poisson_log, "NegativeBinomial": negative_binomial,
    "NegativeBinomialLog": negative_binomial_log, "BinomialLogit": binomial, "Dirichlet": dirichlet,
    "LogNormal": lognormal,
    "HalfNormal": lambda x, s: normal(x, 0, s) + log(2),
    "HalfCauchy": lambda x, s: cauchy(x, 0, s) + log(2),
    "HalfStudentT": lambda x, v, s: student(x, v, 0, s) + log(2),
    "Laplace": lambda x, m, s: -abs(x - m) / s - log(2 * s),
    "Exponential": lambda x, r: log(r) - r * x,
    "Uniform": lambda x, a, b: -log(b - a),
    "BernoulliLogit": lambda k, l: -softplus(-l if k == 1 else l),
}
COUNTS = {"Poisson", "PoissonLog", "NegativeBinomial", "NegativeBinomialLog", "BinomialLogit", "BernoulliLogit"}

SCALES = [1e-300, 1e-10, 0.1, 3.0, 1e10, 1e300]
SHAPES = [1e-300, 1e-3, 0.4, 1.0, 1.0000001, 9.99, 30.0, 1e4, 1e8, 1e12, 1e15, 1e20]
COUNT = [0.0, 1.0, 7.0, 39.0, 1000.0, 121358.0, 1e9, 1e15]


def points():
    for s in SCALES:
        for z in (-30.0, 0.0, 1e-3, 0.7):
            for name in ("Normal", "Cauchy", "Laplace"):
                if z * s != 0 or name != "Laplace":
                    yield name, (z * s, 0.0, s)
            yield "Normal", (3.0 + z, 3.0, abs(z) + 1)
            if z > 0:
                yield "HalfNormal", (z * s, s)
                yield "HalfCauchy", (z * s, s)
                yield "Exponential", (z / s, s)
                yield "HalfStudentT", (z * s, 3.0, s)
        for x in SCALES:
            yield "LogNormal", (x, 0.3, 0.5 + abs(float(log(s))) / 50)
    for x in (1e154, 1e155, -1e160, 1e200, 1e300):
        yield "Cauchy", (x, 0.0, 1.0)
        yield "Cauchy", (x, 1.0, 1e-3)
        yield "StudentT", (x, 3.0, 0.0, 1.0)
        yield "StudentT", (x, 1.0, 0.0, 2.0)
        yield "HalfStudentT", (abs(x), 0.5, 2.0)
    for v in [1e-300, 1e-3, 0.5, 1.0, 2.0, 3.0, 17.0, 1e3, 1e6, 1e8, 1e10, 1e12, 1e15, 1e17, 1e20, 1e300]:
        for x in (-1e8, 0.0, 1e-9, 1.0, 40.0):
            yield "StudentT", (x, v, 0.0, 1.0)
        for x in (2.5, -7.0):
            yield "StudentT", (x, v, 0.3, 2.0)
    for a in SHAPES:
        for b in (1e-300, 1.0, 1e6, 1e300):
            for z in (0.0, -2.0, 3.0):
                x = a / b * (1 + z / max(1.0, a ** 0.5)) if z > -2 or a > 4 else a / b * 0.1
                if 1e-307 < x < 1e307:
                    yield "Gamma", (x, a, b)
                x = b / a * (1 + z / max(1.0, a ** 0.5)) if z > -2 or a > 4 else b / a * 0.1
                if 1e-307 < x < 1e307:
                    yield "InverseGamma", (x, a, b)
        for x in (1e-300, 1e-20, 0.5, 1.0, 3.0, 1e20, 1e300):
            yield "Gamma", (x, a, 1.0)
            yield "InverseGamma", (x, a, 0.5)
    for a in SHAPES:
        for b in SHAPES:
            mean = a / (a + b)
            spread = (a / (a + b) * (b / (a + b)) / (a + b + 1)) ** 0.5
            for x in sorted({mean, mean + spread, 0.3} | ({1e-300} if b == 30.0 else set())):
                if 1e-305 < x < 1:
                    yield "Beta", (x, a, b)
    for k in COUNT:
        for m in sorted({1e-300, 1.0, 20.5, 1e9, k, k + 2 * k ** 0.5, 1.3 * k} - {0.0}):
            yield "Poisson", (k, m)
            yield "PoissonLog", (k, float(log(m)))
            for f in (1e-300, 1e-3, 1.0, 10.0, 1e5, 1e8, 1e12, 1e16, 1e20, 1e300):
                if m in (20.5, 1e9) or m == k or m == 1.3 * k:
                    if m != 1e9:
                        yield "NegativeBinomial", (k, m, f)
                    yield "NegativeBinomialLog", (k, float(log(m)), f)
        for eta in (-800.0, 700.0):
            yield "PoissonLog", (k, eta)
            yield "NegativeBinomialLog", (k, eta, 1.0)
            yield "NegativeBinomialLog", (k, eta, 1e12)
    yield "NegativeBinomialLog", (0.0, -800.0, 1e-300)
    for n in COUNT:
        for k in sorted({0.0, 1.0, float(int(0.3 * n)), n - 1, n}):
            if 0 <= k <= n:
                for l in (-800.0, -19.0, 0.0, 0.3, 30.0):
                    yield "BinomialLogit", (k, n, l)
                if 0 < k < n:
                    yield "BinomialLogit", (k, n, float(log(mpf(k) / (mpf(n) - k))))
    for l in (-800.0, -30.0, 0.0, 2.0, 40.0, 800.0):
        yield "BernoulliLogit", (0.0, l)
        yield "BernoulliLogit", (1.0, l)
    for x in ((0.2, 0.3, 0.5), (1e-300, 1e-10, 1.0), (0.25, 0.25, 0.5)):
        for a in ((1.0, 1.0, 1.0), (1e-3, 1.0, 3.0), (1.0, 2.0, 1e5), (2e7, 3e7, 5e7), (1e15, 1e15, 2e15), (1e-300, 2.0, 1.0)):
            yield "Dirichlet", x + a
    mp.dps = 50
    for a, b in ((0.0, 1.0), (-1e300, 1e300), (1.0, 1.0000001), (0.0, 1e-290)):
        yield "Uniform", (0.5 * a + 0.5 * b, a, b)


def evaluate(name, args):
    """Value and gradient, and their conditions. Derivatives are central differences: with steps of 1e-35 and 110
    digits beyond those that cancel they are right to 35, also where x is 1 but for 1e-16."""
    f = FUNCTIONS[name]
    largest = max([1.0] + [abs(a) for a in args])
    lost = int(mpmath.log10(largest)) + 2
    p = [mpf(a) for a in args]
    first = 2 if name == "BinomialLogit" else 1 if name in COUNTS else 0

    def at(i=-1, u=0, j=-1, v=0):
        q = list(p)
        if i >= 0:
            q[i] += u
        if j >= 0:
            q[j] += v
        return f(*q)

    def width(i, step):
        return step * (abs(p[i]) if p[i] != 0 else min(mpf(1), abs(p[-1]) if p[-1] != 0 else mpf(1)))

    mp.dps = 110 + lost
    value = f(*p)
    free = range(first, len(p))
    grads = []
    for i in free:
        h = width(i, mpf(10) ** -35)
        grads.append((at(i, h) - at(i, -h)) / (2 * h))
    mp.dps = 70 + lost
    conditions = [max([abs(p[i] * g) for i, g in zip(free, grads)])]
    for i in free:
        largest = mpf(0)
        for j in free:
            h, g = width(i, mpf(10) ** -25), width(j, mpf(10) ** -25)
            if p[j] != 0:
                second = (at(i, h, j, g) - at(i, -h, j, g) - at(i, h, j, -g) + at(i, -h, j, -g)) / (4 * h * g)
                largest = max(largest, abs(p[j] * second))
        conditions.append(largest)
    return [value] + grads, conditions, first


def text(x, n):
    return mpmath.nstr(x, n, min_fixed=-3, max_fixed=6) if x != 0 else "0"


def main():
    lines, seen = ["distribution,arguments,values,conditions"], set()
    for name, args in points():
        if (name, args) in seen:
            continue
        seen.add((name, args))
        out, conditions, first = evaluate(name, args)
        if not all(mpmath.isfinite(v) and abs(v) < 1e300 for v in out):
            continue
        values = [text(out[0], 17)] + ["-"] * first + [text(v, 17) for v in out[1:]]
        scales = [text(conditions[0], 3)] + ["-"] * first + [text(v, 3) for v in conditions[1:]]
        lines.append(",".join([name, " ".join(repr(a) for a in args), " ".join(values), " ".join(scales)]))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
