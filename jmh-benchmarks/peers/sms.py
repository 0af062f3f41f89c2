"""Logistic regression on TF-IDF of text messages, on the folds that `scripts/score-classes examples/sms.toml --folds 5` deals.

    python3 jmh-benchmarks/peers/sms.py examples/data/sms.tsv

Takes the table (label, message). Two rows: words alone; words, pairs of words, and pieces of 2 to 5 characters within words.
C = 100 for both, nothing tuned. Prints accuracy and negative log density, means over folds with standard errors, and the errors
among all messages before and after the 2 % of highest entropy are left out. Versions are in tables-requirements.txt.
"""

import random
import sys

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

FOLDS = 5


def dealt(count):
    """The folds of scripts/score-classes."""
    order = list(range(count))
    random.Random(0).shuffle(order)
    return [sorted(order[k::FOLDS]) for k in range(FOLDS)]


def words(most=1):
    return TfidfVectorizer(sublinear_tf=True, ngram_range=(1, most))


MODELS = {
    "words": lambda: make_pipeline(words(), LogisticRegression(C=100, max_iter=1000)),
    "words, pairs, pieces": lambda: make_pipeline(
        make_union(words(2), TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 5))),
        LogisticRegression(C=100, max_iter=1000)),
}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = [line.split("\t", 1) for line in file.read().split("\n")[1:] if line.strip()]
    labels = np.array([label == "spam" for label, _ in rows])
    texts = np.array([text for _, text in rows], dtype=object)
    print("| features | accuracy | NLL | errors | without 2 % |\n|---|---:|---:|---:|---:|")
    for name, model in MODELS.items():
        accuracy, loss, scored = [], [], []
        for fold in dealt(len(rows)):
            held = np.zeros(len(rows), bool)
            held[fold] = True
            p = model().fit(texts[~held], labels[~held]).predict_proba(texts[held])[:, 1]
            own = np.where(labels[held], p, 1 - p)
            accuracy.append(np.mean(own > 0.5))
            loss.append(-np.mean(np.log(own)))
            scored += zip(np.abs(p - 0.5), own <= 0.5)
        scored.sort(key=lambda row: -row[0])
        kept = scored[:len(scored) - round(0.02 * len(scored))]
        print("| %s | %.4f (%.4f) | %.4f (%.4f) | %d | %d |" % (
            name, np.mean(accuracy), np.std(accuracy, ddof=1) / FOLDS ** 0.5, np.mean(loss),
            np.std(loss, ddof=1) / FOLDS ** 0.5, sum(wrong for _, wrong in scored), sum(wrong for _, wrong in kept)),
            flush=True)


main()
