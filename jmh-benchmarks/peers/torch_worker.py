"""Times PyTorch on one thread: torch_worker.py DATA f64|f32. See worker.py.

Parameters are leaves of their own, so that no vector is sliced. A form is a formulation of the network and how it is run:
`eager`, or `compiled` by torch.compile. Unlike the others, eager PyTorch does not move its parameters after an evaluation:
that would be a few more dispatches.
"""

import sys

import torch
import torch.nn.functional as functional

from worker import serve

torch.set_num_threads(1)
torch.set_num_interop_threads(1)


def mlp(parameters, x, activation):
    for layer in range(0, len(parameters), 2):
        x = functional.linear(x, parameters[layer], parameters[layer + 1])
        if layer + 2 < len(parameters):
            x = activation(x)
    return x


def mlp_columns(parameters, x, activation):
    for layer in range(0, len(parameters), 2):
        x = torch.addmm(parameters[layer + 1][:, None], parameters[layer], x)
        if layer + 2 < len(parameters):
            x = activation(x)
    return x


def gaussian(case, form):
    x, y = tensor(case.columns["x"]), tensor(case.columns["y"])
    if form == "columns":
        x, y = x.T.contiguous(), y.T.contiguous()
        return lambda p: -0.5 * (y - mlp_columns(p, x, torch.tanh)).square().sum()
    return lambda p: -0.5 * (y - mlp(p, x, torch.tanh)).square().sum()


def noise_by_network(case, form):
    x, y = tensor(case.columns["x"]), tensor(case.columns["y"])
    x = x.T.contiguous() if form == "columns" else x

    def log_likelihood(p):
        if form == "columns":
            mean, log_noise = mlp_columns(p, x, torch.relu).unbind(0)
        else:
            mean, log_noise = mlp(p, x, torch.relu).unbind(1)
        return -(0.5 * ((y - mean) * torch.exp(-log_noise)).square() + log_noise).sum()

    return log_likelihood


def logistic(case, form):
    x, y = tensor(case.columns["x"]), tensor(case.columns["y"])
    return lambda p: -functional.binary_cross_entropy_with_logits(torch.mv(x, p[0]), y, reduction="sum")


def digits(case, form):
    x, y = tensor(case.columns["x"]), torch.as_tensor(case.columns["y"], dtype=torch.int64)
    return lambda p: -functional.cross_entropy(mlp(p, x, torch.relu), y, reduction="sum")


def lenet(case, form):
    x = tensor(case.columns["x"].reshape(case.rows, 1, 28, 28))
    y = torch.as_tensor(case.columns["y"], dtype=torch.int64)
    if form == "channels-last":
        x = x.contiguous(memory_format=torch.channels_last)

    def log_likelihood(p):
        h = functional.avg_pool2d(torch.tanh(functional.conv2d(x, p[0], p[1], padding=2)), 2)
        h = functional.avg_pool2d(torch.tanh(functional.conv2d(h, p[2], p[3])), 2)
        return -functional.cross_entropy(mlp(p[4:], h.flatten(1), torch.tanh), y, reduction="sum")

    return log_likelihood


def resnet(case, form):
    """ResNet-20 with filter response normalisation and swish: stages of 16, 32 and 64 filters, three blocks each."""
    x = tensor(case.columns["x"].reshape(case.rows, 1, 28, 28))
    y = torch.as_tensor(case.columns["y"], dtype=torch.int64)
    if form == "channels-last":
        x = x.contiguous(memory_format=torch.channels_last)

    def step(h, p, stride=1):
        """Convolution and normalisation."""
        weights, bias, gain, shift, threshold = (next(p) for _ in range(5))
        h = functional.conv2d(h, weights, bias, stride=stride, padding=weights.shape[2] // 2)
        h = h * torch.rsqrt(h.square().mean((2, 3), keepdim=True) + 1e-6)
        return torch.maximum(h * gain[:, None, None] + shift[:, None, None], threshold[:, None, None])

    def log_likelihood(parameters):
        p = iter(parameters)
        h = functional.silu(step(x, p))
        for stage in range(3):
            for block in range(3):
                stride = 2 if stage > 0 and block == 0 else 1
                given = step(functional.silu(step(h, p, stride)), p)
                h = functional.silu(given + (step(h, p, stride) if stride == 2 else h))
        return -functional.cross_entropy(functional.linear(h.mean((2, 3)), *parameters[-2:]), y, reduction="sum")

    return log_likelihood


def gru(case, form):
    sequence = tensor(case.columns["x"].reshape(case.rows, -1, 1))
    steps_first = sequence.transpose(0, 1).contiguous()
    y = torch.as_tensor(case.columns["y"], dtype=torch.int64)
    zeros = tensor(torch.zeros(1, case.rows, case.shapes[1][1]))

    def log_likelihood(p):
        if form == "library":
            _, h = torch.gru(steps_first, zeros, p[:4], True, 1, 0.0, True, False, False)
            h = h[0]
        else:
            units = p[1].shape[1]
            a = functional.linear(steps_first, p[0], p[2])
            h = zeros[0]
            for t in range(a.shape[0]):
                b = functional.linear(h, p[1], p[3])
                gates = torch.sigmoid(a[t, :, :2 * units] + b[:, :2 * units])
                reset, update = gates[:, :units], gates[:, units:]
                new = torch.tanh(a[t, :, 2 * units:] + reset * b[:, 2 * units:])
                h = new + update * (h - new)
        return -functional.cross_entropy(functional.linear(h, p[4], p[5]), y, reduction="sum")

    return log_likelihood


DENSE = ("rows, eager", "columns, eager", "rows, compiled", "columns, compiled")
NETWORKS = {
    "24-8-2": (gaussian, DENSE),
    "8-50-1": (gaussian, DENSE),
    "8-50-50-1": (gaussian, DENSE),
    "5-16x4-2": (noise_by_network, DENSE),
    "logistic": (logistic, ("rows, eager", "rows, compiled")),
    "784-200-10": (digits, ("rows, eager", "rows, compiled")),
    "lenet": (lenet, ("nchw, eager", "channels-last, eager", "nchw, compiled", "channels-last, compiled")),
    "resnet20-frn": (resnet, ("nchw, eager", "channels-last, eager", "nchw, compiled", "channels-last, compiled")),
    "gru": (gru, ("library, eager", "steps, eager", "steps, compiled")),
}


def tensor(array):
    return torch.as_tensor(array, dtype=DTYPE)


def forms(case):
    return NETWORKS[case.name][1]


def prepare(case, form):
    layout, how = form.split(", ")
    log_likelihood = NETWORKS[case.name][0](case, layout)

    def log_density(p):
        return log_likelihood(p) - 0.5 * sum(q.square().sum() for q in p)

    torch._dynamo.reset()  # else what was compiled for other networks counts against a limit
    function = torch.compile(log_density) if how == "compiled" else log_density
    parameters = [tensor(p.copy()).requires_grad_() for p in case.parameters("f8")]

    def run(times):
        for _ in range(times):
            torch.autograd.grad(function(parameters), parameters)

    value = function(parameters)
    gradient = torch.autograd.grad(value, parameters)
    return value.detach().numpy(), [g.numpy() for g in gradient], run


if __name__ == "__main__":
    DTYPE = torch.float64 if sys.argv[2] == "f64" else torch.float32
    serve(sys.argv[1], sys.argv[2], forms, prepare)
