"""Kronecker factors of a convolution (KFC): the values of ConvolutionFactorsTest (nn-models).

  pip install torch==2.15.0 laplace-torch==0.3 curvlinops-for-pytorch==3.0.1
  python convolution_factors.py

A convolution of 3 filters (window 3 x 2, padding 1 and 0), tanh, and an affine map to 3 classes, on 6 images of 2 x 4 x 5. Factors by PyTorch's unfold and derivatives in the sums; the log determinant
of the precision with a standard normal prior by laplace-torch's KronLaplace.
"""
import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def sine(n, scale, shift, *shape):
    return torch.sin(torch.arange(n) * scale + shift).reshape(shape)


x = sine(6 * 40, 1.3, 0.2, 6, 2, 4, 5)
y = torch.tensor([0, 1, 2, 0, 1, 2])
net = nn.Sequential(nn.Conv2d(2, 3, (3, 2), padding=(1, 0)), nn.Tanh(), nn.Flatten(), nn.Linear(48, 3))
parameters = [0.5 * sine(36, 0.7, 0.1, 3, 2, 3, 2), 0.5 * sine(3, 0.9, 0.3, 3), 0.5 * sine(144, 1.1, 0.4, 3, 48),
              0.5 * sine(3, 0.8, 0.6, 3)]
with torch.no_grad():
    for p, value in zip(net.parameters(), parameters):
        p.copy_(value)


def told(name, matrix):
    weights = torch.cos(torch.arange(matrix.numel())).reshape(matrix.shape)
    print(name, repr(matrix.trace().item()), repr((matrix * weights).sum().item()))


sums = net[0](x).detach().requires_grad_()
logits = net[3](net[2](net[1](sums)))
probabilities = logits.softmax(1).detach()
patches = nn.functional.unfold(x, (3, 2), padding=(1, 0)).transpose(1, 2)
patches = torch.cat([patches, torch.ones(6, patches.shape[1], 1)], 2)
inner = torch.einsum("npi,npj->ij", patches, patches)
slopes = torch.stack([torch.autograd.grad(logits[:, k].sum(), sums, retain_graph=True)[0] for k in range(3)], 1)
slopes = slopes.flatten(3)
hessian = torch.diag_embed(probabilities) - probabilities[:, :, None] * probabilities[:, None, :]
outer = torch.einsum("nkop,nkl,nlqp->oq", slopes, hessian, slopes)
told("inner", inner)
told("outer", outer)

from laplace import Laplace
from laplace.curvature import CurvlinopsGGN
from torch.utils.data import DataLoader, TensorDataset

la = Laplace(net, "classification", "all", "kron", prior_precision=1.0, backend=CurvlinopsGGN)
la.fit(DataLoader(TensorDataset(x, y), batch_size=6))
print("log determinant", repr(la.posterior_precision.logdet().item()))
full = Laplace(net, "classification", "all", "full", prior_precision=1.0, backend=CurvlinopsGGN)
full.fit(DataLoader(TensorDataset(x, y), batch_size=6))
print("of the full", repr(full.posterior_precision.logdet().item()))
