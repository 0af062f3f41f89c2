"""Rows of a UCI table as the scripts of lower bounds beside this one take them."""

import os

import numpy as np


def training_rows(folder, split):
    """Inputs and target (the last column) of the rows that line `split` of test_indices.txt leaves, standardised by these."""
    data = np.loadtxt(os.path.join(folder, "data.txt"))
    with open(os.path.join(folder, "test_indices.txt"), encoding="utf-8") as lines:
        test = np.array(lines.readlines()[split].split(), dtype=int)
    keep = np.ones(len(data), dtype=bool)
    keep[test] = False
    data = data[keep]
    data = (data - data.mean(axis=0)) / data.std(axis=0)
    return data[:, :-1], data[:, -1]
