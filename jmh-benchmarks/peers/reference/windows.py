"""Reference values of convolutions and poolings, by PyTorch in float64.

    python jmh-benchmarks/peers/reference/windows.py > autodiff/src/test/resources/ergodic/autodiff/windows.csv

A line is: operator; settings (groups or countPadding, then for each axis size, stride, padding, dilation); dimensions of the image;
dimensions of the weights; result; gradient of sum(result * cos(0 .. n-1)) with respect to the image; and to the weights.
Operands are not written: element i of the image is sin(1.3 i + 0.2), of the weights cos(0.7 i + 0.1), of the bias 0.1 (i + 1).
"""
import itertools

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def filled(shape, scale, shift, function):
    size = 1
    for n in shape:
        size *= n
    return function(torch.arange(size) * scale + shift).reshape(shape).requires_grad_()


def numbers(tensor):
    return " ".join(repr(x) for x in tensor.flatten().tolist())


def ints(values):
    return " ".join(str(v) for v in values)


def line(operator, settings, image, weights, function):
    x = filled(image, 1.3, 0.2, torch.sin)
    w = filled(weights, 0.7, 0.1, torch.cos)
    y = function(x, w)
    adjoint = torch.cos(torch.arange(y.numel(), dtype=torch.float64)).reshape(y.shape)
    dx, dw = torch.autograd.grad((y * adjoint).sum(), (x, w), allow_unused=True)
    print(";".join([operator, ints(settings), ints(image), ints(weights), numbers(y), numbers(dx),
                    "" if dw is None else numbers(dw)]))


def bias(filters):
    return 0.1 * (torch.arange(filters) + 1)


print("operator;settings;image;weights;result;d image;d weights")
for stride, padding, dilation, groups in itertools.product((1, 2), (0, 1, 2), (1, 2), (1, 2)):
    weights = (4, 4 // groups, 2, 3)
    line("conv2d", [groups, 2, stride, padding, dilation, 3, stride, padding, dilation], (4, 4, 5), weights,
         lambda x, w: F.conv2d(x[None], w, bias(4), stride, padding, dilation, groups)[0])
line("conv2d", [1, 3, 1, 2, 1, 2, 3, 0, 2], (2, 5, 8), (7, 2, 3, 2),
     lambda x, w: F.conv2d(x[None], w, bias(7), (1, 3), (2, 0), (1, 2))[0])
line("conv2d", [6, 3, 2, 1, 1, 3, 2, 1, 1], (6, 5, 5), (12, 1, 3, 3),
     lambda x, w: F.conv2d(x[None], w, bias(12), 2, 1, 1, 6)[0])
for stride, padding, dilation in ((1, 0, 1), (2, 1, 1), (1, 2, 2), (3, 0, 1)):
    line("conv1d", [1, 3, stride, padding, dilation], (3, 9), (2, 3, 3),
         lambda x, w: F.conv1d(x[None], w, bias(2), stride, padding, dilation)[0])
for size, stride, padding, dilation in ((2, 2, 0, 1), (3, 2, 1, 1), (2, 1, 0, 2), (3, 1, 1, 1), (2, 3, 1, 1)):
    settings = [0, size, stride, padding, dilation, size, stride, padding, dilation]
    line("maxPool2d", settings, (2, 5, 6), (1,), lambda x, w: F.max_pool2d(x[None], size, stride, padding, dilation)[0])
    if dilation == 1:
        for count in (False, True):
            settings[0] = int(count)
            line("averagePool2d", settings, (2, 5, 6), (1,),
                 lambda x, w: F.avg_pool2d(x[None], size, stride, padding, False, count)[0])
line("maxPool1d", [0, 3, 2, 1, 1], (2, 9), (1,), lambda x, w: F.max_pool1d(x[None], 3, 2, 1)[0])
line("averagePool1d", [0, 3, 2, 1, 1], (2, 9), (1,), lambda x, w: F.avg_pool1d(x[None], 3, 2, 1, False, False)[0])
