"""Laplace's approximation of LeNet-5 by laplace-torch, beside ergodic's on the same images with the same prior.

  pip install torch==2.15.0 laplace-torch==0.3 curvlinops-for-pytorch==3.0.1
  python laplace_lenet.py prepare IMAGES TARGET [TESTS]    # the first 5000 training images and all (or the first TESTS) test images as IDX files
  python laplace_lenet.py last_layer TARGET [SEED]  # or all: Adam to the posterior's mode, Kronecker factors, predictions

prints the negative log likelihood and accuracy of the test images and the processor time of each step, on one thread. Network: 5 x 5 convolutions of 6 and 16 filters with tanh and average pooling, dense layers
of 120 and 84; images standardised by the training images; normal priors of standard deviation 0.2.
"""
import gzip
import pathlib
import struct
import sys
import time

import numpy as np

ROWS, SCALE = 5000, 0.2


def prepare(images, target, tests=10000):
    target.mkdir(parents=True, exist_ok=True)
    for part, count in (("train", ROWS), ("t10k", tests)):
        for kind, rank in (("images-idx3", 3), ("labels-idx1", 1)):
            name = f"{part}-{kind}-ubyte"
            data = gzip.open(images / (name + ".gz")).read()
            sizes = struct.unpack(f">{rank}I", data[4:4 + 4 * rank])
            item = int(np.prod(sizes[1:]))
            (target / name).write_bytes(data[:4] + struct.pack(f">{rank}I", count, *sizes[1:]) +
                                        data[4 + 4 * rank:4 + 4 * rank + count * item])


def read(target, part):
    x = np.frombuffer((target / f"{part}-images-idx3-ubyte").read_bytes(), np.uint8, offset=16).reshape(-1, 1, 28, 28)
    y = np.frombuffer((target / f"{part}-labels-idx1-ubyte").read_bytes(), np.uint8, offset=8)
    return x.astype(np.float32), y.astype(np.int64)


def main(which, target, seed=1):
    import torch
    from laplace import Laplace
    from laplace.curvature import CurvlinopsGGN
    from torch import nn
    from torch.utils.data import DataLoader, TensorDataset

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    x, y = read(target, "train")
    test, labels = read(target, "t10k")
    mean, sd = x.mean(), x.std()
    x, test = torch.from_numpy((x - mean) / sd), torch.from_numpy((test - mean) / sd)
    y, labels = torch.from_numpy(y), torch.from_numpy(labels)
    net = nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(),
                        nn.AvgPool2d(2), nn.Flatten(), nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(),
                        nn.Linear(84, 10))
    begin = time.process_time()
    epochs = 60
    adam = torch.optim.Adam(net.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(adam, epochs)
    for _ in range(epochs):
        for rows in torch.randperm(ROWS).split(100):
            adam.zero_grad()
            loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
            loss = loss + sum((p**2).sum() for p in net.parameters()) / (2 * SCALE**2 * ROWS)
            loss.backward()
            adam.step()
        schedule.step()
    net.eval()
    print(f"mode: {time.process_time() - begin:.1f} s")
    with torch.no_grad():
        logits = net(test)
        print(f"mode: nll {nn.functional.cross_entropy(logits, labels):.4f}")
    begin = time.process_time()
    la = Laplace(net, "classification", "all" if which == "all" else "last_layer", "kron", backend=CurvlinopsGGN,
                 prior_precision=SCALE**-2)
    la.fit(DataLoader(TensorDataset(x, y), batch_size=100))
    print(f"factors: {time.process_time() - begin:.1f} s")
    count = 500 if which == "all" else len(test)
    for link in ("probit", "mc"):
        begin = time.process_time()
        p = torch.cat([la(some, pred_type="glm", link_approx=link, n_samples=30) for some in test[:count].split(50)])
        took = time.process_time() - begin
        nll = nn.functional.nll_loss(p.log(), labels[:count])
        right = (p.argmax(1) == labels[:count]).float().mean()
        print(f"{link}: nll {nll:.4f}, accuracy {right:.4f} of {count} images, {took:.1f} s")


if sys.argv[1] == "prepare":
    prepare(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), *map(int, sys.argv[4:]))
else:
    main(sys.argv[1], pathlib.Path(sys.argv[2]), *map(int, sys.argv[3:]))
