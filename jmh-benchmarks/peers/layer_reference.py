"""Values and gradients of PyTorch's layers, for the tests of ergodic.nn.layer (LayerReferenceDifferentialTest).

Usage: python layer_reference.py > nn-models/src/test/resources/ergodic/nn/layer/reference.txt   (PyTorch 2.15, float64)

Each case has a line "case NAME ROWS"; then for its row inputs, parameters, output and the gradients of the parameters a line
"KIND NAME DIMS... | VALUES...", row-major, with the dimensions of one row. The loss of which gradients are taken is the sum
over rows and over k of cos(1.3 k + 0.2) times element k of a row's output.
"""
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(20)
ROWS = 4


def draw(*shape):
    return torch.rand(*shape, generator=generator) * 2 - 1


def line(kind, name, values, dims):
    numbers = " ".join(repr(float(v)) for v in values.detach().reshape(-1))
    print(kind, name, *dims, "|", numbers)


def case(name, inputs, parameters, output):
    """inputs: name -> [rows, ...]; parameters: name -> leaf tensor; output [rows, ...]."""
    print("case", name, ROWS)
    for key, value in inputs.items():
        line("input", key, value, value.shape[1:])
    for key, value in parameters.items():
        line("parameter", key, value, value.shape)
    line("output", "y", output, output.shape[1:])
    flat = output.reshape(ROWS, -1)
    loss = (flat * torch.cos(1.3 * torch.arange(flat.shape[1]) + 0.2)).sum()
    gradients = torch.autograd.grad(loss, list(parameters.values()))
    for key, value in zip(parameters, gradients):
        line("gradient", key, value, value.shape)


def leaves(module):
    parameters = {}
    for key, value in module.named_parameters():
        with torch.no_grad():
            value.copy_(draw(*value.shape))
        parameters[key.removesuffix("_l0")] = value
    return parameters


lengths = torch.tensor([5, 3, 1, 4])
sequence = draw(ROWS, 5, 3)
for name, module in {
    "rnn_tanh": torch.nn.RNN(3, 4, batch_first=True),
    "rnn_relu": torch.nn.RNN(3, 4, nonlinearity="relu", batch_first=True),
    "gru": torch.nn.GRU(3, 4, batch_first=True),
    "lstm": torch.nn.LSTM(3, 4, batch_first=True),
}.items():
    parameters = leaves(module)
    packed = torch.nn.utils.rnn.pack_padded_sequence(sequence, lengths, batch_first=True, enforce_sorted=False)
    last = module(packed)[1]
    output = torch.cat([last[0][0], last[1][0]], 1) if name == "lstm" else last[0]
    case(name, {"x": sequence, "lengths": lengths}, parameters, output)

x = draw(ROWS, 3, 5) * 3
norm = torch.nn.LayerNorm(5)
case("layer_norm", {"x": x}, leaves(norm), norm(x))

image = draw(ROWS, 2, 3, 4)
frn = {"weight": draw(2), "bias": draw(2), "threshold": draw(2) * 0.3}
for value in frn.values():
    value.requires_grad_()
shaped = {key: value.reshape(1, 2, 1, 1) for key, value in frn.items()}
scaled = image / torch.sqrt((image ** 2).mean((2, 3), keepdim=True) + 1e-6)
case("filter_response_norm", {"x": image}, frn,
     torch.maximum(shaped["weight"] * scaled + shaped["bias"], shaped["threshold"]))

index = torch.tensor([[0, 3, 3], [6, 1, 0], [2, 2, 2], [5, 4, 6]])
embedding = torch.nn.Embedding(7, 3)
case("embedding", {"x": index}, leaves(embedding), embedding(index))

present = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 0, 0, 0], [1, 0, 1, 0, 1], [0, 0, 0, 0, 1]])
attention = torch.nn.MultiheadAttention(6, 2, batch_first=True)
x = draw(ROWS, 5, 6)
case("attention", {"x": x, "mask": present}, leaves(attention),
     attention(x, x, x, key_padding_mask=~present.bool(), need_weights=False)[0])

image = draw(ROWS, 2, 7, 6)
module = torch.nn.Conv2d(2, 4, (3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 2), groups=2)
case("conv2d_max", {"x": image}, leaves(module), F.max_pool2d(torch.tanh(module(image)), 2))
sequence = draw(ROWS, 3, 8)
module = torch.nn.Conv1d(3, 2, 3, padding=1)
case("conv1d_average", {"x": sequence}, leaves(module), F.avg_pool1d(torch.tanh(module(sequence)), 2))

# Branches beside each other. Of texts of several lengths (Kim 2014): windows that also begin before the text and end behind it, each
# row by itself, and the largest over its own windows.
sequence = draw(ROWS, 5, 3)
lengths = torch.tensor([5, 2, 1, 4])
branches = {size: torch.nn.Conv1d(3, 2, size, padding=size - 1) for size in (3, 4, 5)}
parameters = {f"{i + 1}.1.{key}": value for i, module in enumerate(branches.values()) for key, value in leaves(module).items()}
case("text_branches", {"x": sequence, "lengths": lengths}, parameters, torch.stack([
    torch.cat([torch.tanh(module(row[:length].T[None])).amax(2)[0] for module in branches.values()])
    for row, length in zip(sequence, lengths)]))
image = draw(ROWS, 2, 4, 3)
branches = [torch.nn.Conv2d(2, 3, 3, padding=1), torch.nn.Conv2d(2, 2, 1)]
parameters = {f"{i + 1}.{key}": value for i, module in enumerate(branches) for key, value in leaves(module).items()}
case("image_branches", {"x": image}, parameters, torch.cat([torch.tanh(module(image)) for module in branches], 1).amax((2, 3)))
