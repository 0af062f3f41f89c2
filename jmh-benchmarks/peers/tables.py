"""What scikit-learn says of the held-out rows that a run of Ergodic scored: scripts/compare-tables calls it.

    tables.py prepare DATA FOLDER [TABLE...]      a CSV file with a header and the column "target" for each table, from ../shared/data
    tables.py score TABLE.csv ROWS SCORES.csv [quantiles]
                                                  a JSON line: mean log density of the held-out rows (ROWS, numbers from 0) under each peer,
                                                  beside SCORES.csv of `ergodic evaluate --scores-out`, with the paired standard error

With "quantiles", numbers have a further peer: boosting of the median and of the quantiles 0.16 and 0.84, with normal noise whose standard
deviation is a row's own, a + b (q84 - q16) / 2. Its trees, a and b are those of the highest cross-validated log density.

Whatever is chosen of a peer is chosen by 5-fold cross-validation inside the training rows. Numbers: ridge regression over standardised
inputs, and gradient boosting, each with normal noise whose variance is that of the cross-validated residuals. Classes: logistic
regression over standardised inputs, and gradient boosting, with their probabilities. Pinned in tables-requirements.txt.
"""

import csv
import gzip
import json
import math
import sys
import time
from pathlib import Path

import numpy as np

TABLES = ("iris", "wine", "breast_cancer", "digits", "ionosphere", "diabetes", "yacht", "energy", "concrete", "airfoil")
FOLDS = 5
LOG_TWO_PI = math.log(2 * math.pi)


def numbers(path, **keys):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt") as lines:
        return np.loadtxt(lines, **keys)


def read(data, table):
    """Inputs and targets of a table; classes are words."""
    sklearn, uci = data / "tabular" / "sklearn", data / "uci" / table
    if table in ("iris", "wine", "breast_cancer"):
        path = sklearn / ("wine_data.csv" if table == "wine" else table + ".csv")
        names = path.read_text().split("\n", 1)[0].split(",")[2:]
        rows = numbers(path, delimiter=",", skiprows=1)
        return rows[:, :-1], [names[int(k)] for k in rows[:, -1]]
    if table == "digits":
        rows = numbers(sklearn / "digits.csv.gz", delimiter=",")
        return rows[:, :-1], [f"digit{int(k)}" for k in rows[:, -1]]
    if table == "diabetes":
        return numbers(sklearn / "diabetes_data_raw.csv.gz"), list(numbers(sklearn / "diabetes_target.csv.gz"))
    if table == "ionosphere":
        rows = numbers(data / "tabular" / "ionosphere.data")
        return rows[:, :-1], ["good" if k == 1 else "bad" for k in rows[:, -1]]
    if table == "airfoil":
        rows = numbers(uci / "data.csv", delimiter=",", skiprows=1)
        return rows[:, :-1], list(rows[:, -1])
    rows = numbers(uci / "data.txt")
    features = [int(float(k)) for k in (uci / "index_features.txt").read_text().split()]
    return rows[:, features], list(rows[:, int(float((uci / "index_target.txt").read_text()))])


def prepare(data, folder, tables):
    for table in tables or TABLES:
        if table not in TABLES and not (data / "uci" / table / "data.txt").exists():
            sys.exit(f"tables.py: there is no table {table}; there are {', '.join(TABLES)}, and the folders of {data / 'uci'}")
        inputs, target = read(data, table)
        with open(folder / (table + ".csv"), "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([f"x{k}" for k in range(inputs.shape[1])] + ["target"])
            for row, y in zip(inputs, target):
                writer.writerow([repr(float(x)) for x in row] + [y if isinstance(y, str) else repr(float(y))])


def regression(x, y, new, held):
    """Log densities of the held-out numbers under each peer."""
    from sklearn.ensemble import HistGradientBoostingRegressor
    from sklearn.linear_model import RidgeCV
    from sklearn.model_selection import GridSearchCV, KFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    folds = KFold(FOLDS, shuffle=True, random_state=0)

    def densities(model):
        variance = np.mean((cross_val_predict(model, x, y, cv=folds) - y) ** 2)
        return -0.5 * (LOG_TWO_PI + np.log(variance) + (model.fit(x, y).predict(new) - held) ** 2 / variance)

    boosting = GridSearchCV(HistGradientBoostingRegressor(random_state=0), grid(), cv=folds, refit=False,
                            scoring="neg_mean_squared_error").fit(x, y)
    return {"linear": densities(make_pipeline(StandardScaler(), RidgeCV(np.logspace(-3, 4, 29)))),
            "boosting": densities(HistGradientBoostingRegressor(random_state=0, **boosting.best_params_))}


def quantiles(x, y, new, held):
    """Log densities of the held-out numbers under boosted quantiles, as a normal whose standard deviation is a row's own."""
    from sklearn.ensemble import HistGradientBoostingRegressor
    from sklearn.model_selection import KFold, cross_val_predict

    folds = KFold(FOLDS, shuffle=True, random_state=0)
    levels = (0.16, 0.5, 0.84)

    def densities(low, median, high, target, floor, factor):
        sd = floor * y.std() + factor * np.maximum(high - low, 0) / 2
        return -0.5 * (LOG_TWO_PI + ((target - median) / sd) ** 2) - np.log(sd)

    best = None
    for iterations in (50, 150, 500):
        for leaves in (4, 15):
            models = [HistGradientBoostingRegressor(loss="quantile", quantile=level, max_iter=iterations, max_leaf_nodes=leaves,
                                                    early_stopping=False, random_state=0) for level in levels]
            left_out = [cross_val_predict(model, x, y, cv=folds) for model in models]
            for floor in np.logspace(-3, 0, 25):
                for factor in np.linspace(0, 4, 21):
                    score = densities(*left_out, y, floor, factor).mean()
                    if best is None or score > best[0]:
                        best = score, models, floor, factor
    _, models, floor, factor = best
    return densities(*(model.fit(x, y).predict(new) for model in models), held, floor, factor)


def classification(x, y, new, held):
    """Log probabilities of the held-out classes under each peer."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegressionCV
    from sklearn.model_selection import GridSearchCV, StratifiedKFold
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)

    def densities(model):
        places = [list(model.classes_).index(word) for word in held]
        return np.log(np.maximum(model.predict_proba(new)[np.arange(len(held)), places], 1e-300))

    linear = make_pipeline(StandardScaler(), LogisticRegressionCV(Cs=np.logspace(-3, 3, 13), cv=folds, scoring="neg_log_loss",
                                                                  max_iter=2000, l1_ratios=(0,), use_legacy_attributes=False)).fit(x, y)
    boosting = GridSearchCV(HistGradientBoostingClassifier(random_state=0), grid(), cv=folds,
                            scoring="neg_log_loss").fit(x, y)
    return {"linear": densities(linear), "boosting": densities(boosting)}


def grid():
    return {"max_iter": [50, 150, 500], "max_leaf_nodes": [4, 15],
            "min_samples_leaf": [5, 20], "early_stopping": [False]}


def score(table, rows, scores, also=""):
    with open(table) as file:
        cells = list(csv.reader(file))[1:]
    inputs = np.array([[float(x) for x in row[:-1]] for row in cells])
    words = [row[-1] for row in cells]
    try:
        target, peers = np.array([float(word) for word in words]), regression
    except ValueError:
        target, peers = np.array(words), classification
    test = np.array([int(k) for k in Path(rows).read_text().split()])
    train = np.setdiff1d(np.arange(len(cells)), test)
    with open(scores) as file:
        own = {int(row["row"]): float(row["log_density"]) for row in csv.DictReader(file)}
    ours = np.array([own[k] for k in test])
    start = time.process_time()
    result = {"table": Path(table).stem, "rows": len(cells), "inputs": inputs.shape[1], "held_out": len(test),
              "ergodic": float(ours.mean())}
    parts = inputs[train], target[train], inputs[test], target[test]
    densities = peers(*parts)
    if also == "quantiles" and peers is regression:
        densities["quantiles"] = quantiles(*parts)
    for name, theirs in densities.items():
        difference = ours - theirs
        result[name] = float(theirs.mean())
        result[name + "_behind"] = float(difference.mean())
        result[name + "_error"] = float(difference.std(ddof=1) / math.sqrt(len(test)))
    result["peer_seconds"] = time.process_time() - start
    print(json.dumps(result))


if __name__ == "__main__":
    if len(sys.argv) >= 4 and sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
    elif (len(sys.argv) == 5 or sys.argv[5:] == ["quantiles"]) and sys.argv[1] == "score":
        score(*sys.argv[2:])
    else:
        sys.exit(__doc__)
