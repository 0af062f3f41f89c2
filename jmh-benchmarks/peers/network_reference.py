"""Outputs of PyTorch's networks, for NamedNetworkDifferentialTest (ergodic.study), which reads the same data from files.

Usage: python network_reference.py > study/src/test/resources/ergodic/study/networks.txt   (PyTorch 2.15, float64)

A line for each network: NAME WEIGHTS | OUTPUTS..., row-major [rows, outputs]. Data and weights are formulas, which the test has too; what a
reader does (scales by the training items, numbers words by their frequency) is done here anew. Weight k of all, in the order of the layers and, in
a layer, of PyTorch, is u(k) = 2 ((7919 k + 104729) mod 10007) / 10007 - 1, divided by the square root of the size of a slice of its tensor along
the first axis; those of vectors are u(k). Rows with lengths of their own go through the network one by one, without padding.
"""
import collections
import math

import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
ROWS = 12
CLASSES = 10


class Weights:
    """Gives the weights one tensor after another."""

    def __init__(self):
        self.count = 0

    def take(self, *shape):
        size = math.prod(shape)
        k = np.arange(self.count, self.count + size, dtype=np.int64)
        self.count += size
        values = 2 * ((7919 * k + 104729) % 10007) / 10007.0 - 1
        if len(shape) > 1:
            values = values / math.sqrt(size // shape[0])
        return torch.from_numpy(values).reshape(shape)

    def load(self, module):
        """Fills a module, whose parameters have PyTorch's order."""
        with torch.no_grad():
            for value in module.parameters():
                value.copy_(self.take(*value.shape))
        return module


def images(size):
    row, place = np.meshgrid(np.arange(ROWS), np.arange(size * size), indexing="ij")
    pixels = ((place * 37 + (place * place) % 91 * 5 + row * row * 11 + (place // size) * row * 3) % 256).astype(np.float64)
    mean = pixels.sum() / pixels.size
    return torch.from_numpy((pixels - mean) / math.sqrt(((pixels - mean) ** 2).sum() / pixels.size)).reshape(ROWS, 1, size, size)


def sequences(features=3):
    rows = [np.array([[((row * 17 + step * 29 + feature * 41 + row * step * step) % 64 - 30) / 8 for feature in range(features)]
                      for step in range(1 + row % 7)]) for row in range(ROWS)]
    steps = np.concatenate(rows)
    return [torch.from_numpy((row - steps.mean(0)) / steps.std(0)) for row in rows]


WORDS = "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima".split()


def texts():
    rows = [[WORDS[(row * 5 + place * place * 3 + row * place) % (4 + row % 9)] for place in range(1 + row % 8)] for row in range(ROWS)]
    counts = collections.Counter(word for row in rows for word in row)
    known = sorted((word for word in counts if counts[word] >= 2), key=lambda word: (-counts[word], word))
    numbers = {word: i + 1 for i, word in enumerate(known)}
    return len(known) + 1, [torch.tensor([numbers.get(word, 0) for word in row]) for row in rows]


def dense(w, x, units):
    weight = w.take(units, x.shape[-1])
    return F.linear(x, weight, w.take(units))


def convolution(w, x, filters, size, **how):
    weight = w.take(filters, x.shape[1], size, size)
    return F.conv2d(x, weight, w.take(filters), **how)


def lenet(w):
    x = images(28)
    x = F.avg_pool2d(torch.tanh(convolution(w, x, 6, 5, padding=2)), 2)
    x = F.avg_pool2d(torch.tanh(convolution(w, x, 16, 5)), 2)
    x = torch.tanh(dense(w, x.reshape(ROWS, -1), 120))
    return dense(w, torch.tanh(dense(w, x, 84)), CLASSES)


def response_norm(w, x):
    weight, bias, threshold = (w.take(x.shape[1]).reshape(1, -1, 1, 1) for _ in range(3))
    return torch.maximum(weight * x / torch.sqrt((x ** 2).mean((2, 3), keepdim=True) + 1e-6) + bias, threshold)


def resnet20_frn(w):
    x = F.silu(response_norm(w, convolution(w, images(16), 16, 3, padding=1)))
    for stage in range(3):
        for block in range(3):
            filters, stride = 16 << stage, 2 if stage > 0 and block == 0 else 1
            y = F.silu(response_norm(w, convolution(w, x, filters, 3, stride=stride, padding=1)))
            y = response_norm(w, convolution(w, y, filters, 3, padding=1))
            if stride == 2:
                x = response_norm(w, convolution(w, x, filters, 1, stride=2))
            x = F.silu(y + x)
    return dense(w, x.mean((2, 3)), CLASSES)


def recurrent(kind):
    def network(w):
        module = w.load(kind(3, 16, batch_first=True))
        states = []
        for row in sequences():
            last = module(row[None])[1]
            states.append((last[0] if isinstance(last, tuple) else last)[0, 0])
        return dense(w, torch.stack(states), 3)
    return network


def cnn_text(w):
    symbols, rows = texts()
    vectors = w.take(symbols, 32)
    windows = [(w.take(16, 32, size), w.take(16), size - 1) for size in (3, 4, 5)]
    largest = [torch.cat([torch.relu(F.conv1d(vectors[row].T[None], weight, bias, padding=padding)).amax(2)[0]
                          for weight, bias, padding in windows]) for row in rows]
    return dense(w, torch.stack(largest), 3)


def transformer_small(w):
    symbols, rows = texts()
    vectors = w.take(symbols, 32)
    first, attention = w.load(torch.nn.LayerNorm(32)), w.load(torch.nn.MultiheadAttention(32, 2, batch_first=True))
    second, wide, narrow = (w.load(module) for module in (torch.nn.LayerNorm(32), torch.nn.Linear(32, 64), torch.nn.Linear(64, 32)))
    last = w.load(torch.nn.LayerNorm(32))
    means = []
    for row in rows:
        t, k = torch.meshgrid(torch.arange(len(row)), torch.arange(32), indexing="ij")
        angle = t / 10_000 ** ((k - k % 2) / 32)
        x = (vectors[row] + torch.where(k % 2 == 0, torch.sin(angle), torch.cos(angle)))[None]
        y = first(x)
        x = x + attention(y, y, y, need_weights=False)[0]
        x = x + narrow(F.gelu(wide(second(x))))
        means.append(last(x).mean(1)[0])
    return dense(w, torch.stack(means), 3)


for name, network in {"lenet": lenet, "resnet20-frn": resnet20_frn, "gru": recurrent(torch.nn.GRU), "lstm": recurrent(torch.nn.LSTM),
                      "cnn-text": cnn_text, "transformer-small": transformer_small}.items():
    weights = Weights()
    with torch.no_grad():
        outputs = network(weights)
    print(name, weights.count, "|", *(repr(float(value)) for value in outputs.reshape(-1)))
