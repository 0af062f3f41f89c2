"""Values of scikit-learn for the detection of rows out of distribution (DetectionTest of ergodic.nn.predict.classes).

Usage: pip install scikit-learn==1.9.1 numpy==2.4.6
       python detection_reference.py > nn-models/src/test/resources/ergodic/nn/predict/classes/detection.txt

Each case has four lines: "case NAME", "in SCORES...", "out SCORES...", and "values AUROC AUPR_OUT AUPR_IN FPR95_OUT FPR95_IN".
A score is more the less certain a row is. Positives of _out are the rows out of distribution, by their scores; positives of _in
those in distribution, by the negatives of theirs.
"""
import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve

random = np.random.default_rng(12)


def fpr95(labels, scores):
    fpr, tpr, _ = roc_curve(labels, scores, drop_intermediate=False)
    return fpr[np.argmax(tpr >= 0.95)]


def case(name, inside, outside):
    scores = np.concatenate([inside, outside])
    out = np.concatenate([np.zeros(len(inside)), np.ones(len(outside))])
    values = [roc_auc_score(out, scores), average_precision_score(out, scores), average_precision_score(1 - out, -scores),
              fpr95(out, scores), fpr95(1 - out, -scores)]
    print("case", name)
    print("in", *(repr(float(v)) for v in inside))
    print("out", *(repr(float(v)) for v in outside))
    print("values", *(repr(float(v)) for v in values))


case("apart-a-little", random.normal(0, 1, 60), random.normal(1, 1, 45))
case("many-ties", np.round(random.normal(0, 1, 80), 0), np.round(random.normal(1, 1.5, 50), 0))
case("few-values", random.integers(0, 3, 40) / 4.0, random.integers(1, 4, 30) / 4.0)
case("all-the-same", np.full(7, 0.5), np.full(5, 0.5))
case("separate", np.array([0.1, 0.2, 0.3]), np.array([0.4, 0.5]))
case("the-wrong-way", np.array([0.4, 0.5, 0.5]), np.array([0.1, 0.2, 0.2]))
case("twenty", np.arange(20) / 20.0, np.arange(20) / 20.0 + 0.325)
case("one-each", np.array([0.3]), np.array([0.3]))
case("negative-scores", -random.beta(20, 2, 50), -np.round(random.beta(6, 3, 40), 1))
