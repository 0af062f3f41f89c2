"""Times JAX: jax_worker.py DATA f64|f32. See worker.py.

All evaluations of a sample run inside one jitted loop, each at parameters that depend on the last gradient; those of CALLED
networks are a call each, which is nothing beside what they take (a loop over ResNet-20 was not compiled in ten minutes). A form is a
formulation of the network, of its parameters (a `flat` vector, or the `tree` of arrays), and the width of vectors that the
compiler prefers (`default`, or `512` bits). "rows, flat, default" is what a user writes first.
"""

import functools
import os
import sys

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
from jax import lax  # noqa: E402

from worker import STEP, serve, split  # noqa: E402


def mlp(parameters, x, activation, columns):
    """Outputs [rows, out] from x [rows, in]; with columns [out, rows] from [in, rows]."""
    for layer in range(0, len(parameters), 2):
        weights, bias = parameters[layer:layer + 2]
        x = weights @ x + bias[:, None] if columns else x @ weights.T + bias
        if layer + 2 < len(parameters):
            x = activation(x)
    return x


def log_softmax_at(logits, y, axis, one_hot):
    """Sum of the log probabilities of classes y."""
    log_p = jax.nn.log_softmax(logits, axis)
    if one_hot:
        return jnp.sum(log_p * jax.nn.one_hot(y, logits.shape[axis], dtype=logits.dtype, axis=axis))
    return jnp.sum(jnp.take_along_axis(log_p, jnp.expand_dims(y, axis), axis))


def classes(column):
    return jnp.asarray(column, jnp.int32)


def gaussian(case, form, dtype):
    columns = form == "columns"
    x, y = (jnp.asarray(case.columns[c].T if columns else case.columns[c], dtype) for c in ("x", "y"))
    return (x, y), lambda p, x, y: -0.5 * jnp.sum((y - mlp(p, x, jnp.tanh, columns)) ** 2)


def noise_by_network(case, form, dtype):
    columns = form == "columns"
    x = jnp.asarray(case.columns["x"].T if columns else case.columns["x"], dtype)
    y = jnp.asarray(case.columns["y"], dtype)

    def log_likelihood(p, x, y):
        out = mlp(p, x, jax.nn.relu, columns)
        mean, log_noise = (out[0], out[1]) if columns else (out[:, 0], out[:, 1])
        return -jnp.sum(0.5 * ((y - mean) * jnp.exp(-log_noise)) ** 2 + log_noise)

    return (x, y), log_likelihood


def logistic(case, form, dtype):
    columns = form.startswith("columns")
    x = jnp.asarray(case.columns["x"].T if columns else case.columns["x"], dtype)
    y = jnp.asarray(case.columns["y"], dtype)

    def log_likelihood(p, x, y):
        logit = p[0] @ x if columns else x @ p[0]
        if form.endswith("softplus"):
            return -jnp.sum(jax.nn.softplus((1 - 2 * y) * logit))
        return jnp.sum(y * logit - jnp.logaddexp(0, logit))

    return (x, y), log_likelihood


def digits(case, form, dtype):
    columns = form.startswith("columns")
    x = jnp.asarray(case.columns["x"].T if columns else case.columns["x"], dtype)
    one_hot = form.endswith("one-hot")
    return (x, classes(case.columns["y"])), lambda p, x, y: log_softmax_at(
        mlp(p, x, jax.nn.relu, columns), y, 0 if columns else 1, one_hot)


def patches(x, size):
    """Windows of [rows, y, x, channels] as [rows, y', x', size * size * channels]: window row, column, channel."""
    height, width = x.shape[1] - size + 1, x.shape[2] - size + 1
    return jnp.concatenate([x[:, i:i + height, j:j + width, :] for i in range(size) for j in range(size)], axis=3)


def convolution(form, x, weights, bias, pad):
    """Convolution with weights [out, in, 5, 5]; the layout of x is the form's."""
    size = weights.shape[2]
    if form == "nchw":
        return lax.conv_general_dilated(x, weights, (1, 1), [(pad, pad)] * 2,
                                        dimension_numbers=("NCHW", "OIHW", "NCHW")) + bias[:, None, None]
    if form == "nhwc":
        return lax.conv_general_dilated(x, jnp.transpose(weights, (2, 3, 1, 0)), (1, 1), [(pad, pad)] * 2,
                                        dimension_numbers=("NHWC", "HWIO", "NHWC")) + bias
    if form == "dilated-patches":
        windows = lax.conv_general_dilated_patches(x, (size, size), (1, 1), [(pad, pad)] * 2,
                                                   dimension_numbers=("NHWC", "HWIO", "NHWC"))
        return windows @ weights.reshape(weights.shape[0], -1).T + bias
    if form == "patches":
        windows = patches(jnp.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0))), size)
        return windows @ jnp.transpose(weights, (2, 3, 1, 0)).reshape(-1, weights.shape[0]) + bias
    # rows last: [channels, y, x, rows]
    x = jnp.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    height, width = x.shape[1] - size + 1, x.shape[2] - size + 1
    if form == "rows-last-taps":
        return bias[:, None, None, None] + sum(
            jnp.einsum("oc,cyxn->oyxn", weights[:, :, i, j], x[:, i:i + height, j:j + width])
            for i in range(size) for j in range(size))
    windows = jnp.stack([x[:, i:i + height, j:j + width] for i in range(size) for j in range(size)], axis=1)
    windows = windows.reshape(-1, height * width * x.shape[3])
    out = weights.reshape(weights.shape[0], -1) @ windows
    return out.reshape(-1, height, width, x.shape[3]) + bias[:, None, None, None]


def pool(form, x):
    """Means of 2 x 2."""
    if form == "nchw":
        n, c, h, w = x.shape
        return x.reshape(n, c, h // 2, 2, w // 2, 2).mean((3, 5))
    if form.startswith("rows-last"):
        c, h, w, n = x.shape
        return x.reshape(c, h // 2, 2, w // 2, 2, n).mean((2, 4))
    n, h, w, c = x.shape
    return x.reshape(n, h // 2, 2, w // 2, 2, c).mean((2, 4))


def lenet(case, form, dtype):
    x = case.columns["x"].reshape(case.rows, 1, 28, 28)
    order = (0, 1, 2, 3) if form == "nchw" else (1, 2, 3, 0) if form.startswith("rows-last") else (0, 2, 3, 1)

    def log_likelihood(p, x, y):
        x = pool(form, jnp.tanh(convolution(form, x, p[0], p[1], 2)))
        x = pool(form, jnp.tanh(convolution(form, x, p[2], p[3], 0)))
        if form.startswith("rows-last"):
            return log_softmax_at(mlp(p[4:], x.reshape(-1, x.shape[3]), jnp.tanh, True), y, 0, True)
        if form != "nchw":
            x = jnp.transpose(x, (0, 3, 1, 2))
        return log_softmax_at(mlp(p[4:], x.reshape(x.shape[0], -1), jnp.tanh, False), y, 1, True)

    return (jnp.asarray(x.transpose(order), dtype), classes(case.columns["y"])), log_likelihood


def resnet(case, form, dtype):
    """ResNet-20 with filter response normalisation and swish: stages of 16, 32 and 64 filters, three blocks each."""
    channels = 1 if form == "nchw" else 3
    places = (2, 3) if form == "nchw" else (1, 2)
    order = ("NCHW", "OIHW", "NCHW") if form == "nchw" else ("NHWC", "HWIO", "NHWC")
    x = case.columns["x"].reshape(case.rows, 1, 28, 28)
    x = jnp.asarray(x if channels == 1 else x.transpose(0, 2, 3, 1), dtype)

    def by_channel(vector):
        return vector[:, None, None] if channels == 1 else vector

    def step(x, p, stride=1):
        """Convolution and normalisation."""
        weights, bias, gain, shift, threshold = (next(p) for _ in range(5))
        pad = weights.shape[2] // 2
        weights = weights if channels == 1 else jnp.transpose(weights, (2, 3, 1, 0))
        x = lax.conv_general_dilated(x, weights, (stride, stride), [(pad, pad)] * 2, dimension_numbers=order)
        x = x + by_channel(bias)
        x = x * lax.rsqrt(jnp.mean(x * x, places, keepdims=True) + 1e-6)
        return jnp.maximum(x * by_channel(gain) + by_channel(shift), by_channel(threshold))

    def log_likelihood(parameters, x, y):
        p = iter(parameters)
        x = jax.nn.silu(step(x, p))
        for stage in range(3):
            for block in range(3):
                stride = 2 if stage > 0 and block == 0 else 1
                given = step(jax.nn.silu(step(x, p, stride)), p)
                x = jax.nn.silu(given + (step(x, p, stride) if stride == 2 else x))
        return log_softmax_at(mlp(parameters[-2:], jnp.mean(x, places), jax.nn.silu, False), y, 1, True)

    return (x, classes(case.columns["y"])), log_likelihood


def gru(case, form, dtype):
    """Gates reset, update, new; two biases (the hidden one of the new gate is inside the reset)."""
    columns = form.startswith("columns")
    x = jnp.asarray(case.columns["x"].reshape(case.rows, -1).T, dtype)  # [steps, rows]

    def log_likelihood(p, x, y):
        input_weights, hidden_weights, input_bias, hidden_bias, out_weights, out_bias = p
        units = hidden_weights.shape[1]

        def step(h, xt):
            if columns:
                a = input_weights * xt + input_bias[:, None]
                b = hidden_weights @ h + hidden_bias[:, None]
                parts = [(a[i:i + units], b[i:i + units]) for i in (0, units, 2 * units)]
            else:
                a = xt[:, None] * input_weights[:, 0] + input_bias
                b = h @ hidden_weights.T + hidden_bias
                parts = [(a[:, i:i + units], b[:, i:i + units]) for i in (0, units, 2 * units)]
            reset, update = (jax.nn.sigmoid(a + b) for a, b in parts[:2])
            new = jnp.tanh(parts[2][0] + reset * parts[2][1])
            return (1 - update) * new + update * h, None

        h = jnp.zeros((units, x.shape[1]) if columns else (x.shape[1], units), x.dtype)
        if form.endswith("unrolled"):
            for t in range(x.shape[0]):
                h, _ = step(h, x[t])
        else:
            h, _ = lax.scan(step, h, x, unroll=5 if form.endswith("scan-5") else 1)
        if columns:
            return log_softmax_at(out_weights @ h + out_bias[:, None], y, 0, True)
        return log_softmax_at(h @ out_weights.T + out_bias, y, 1, True)

    return (x, classes(case.columns["y"])), log_likelihood


DENSE = ("rows", "columns")
NETWORKS = {
    "24-8-2": (gaussian, DENSE),
    "8-50-1": (gaussian, DENSE),
    "8-50-50-1": (gaussian, DENSE),
    "5-16x4-2": (noise_by_network, DENSE),
    "logistic": (logistic, ("rows", "columns", "rows softplus", "columns softplus")),
    "784-200-10": (digits, ("rows", "columns", "rows one-hot", "columns one-hot")),
    "lenet": (lenet, ("nchw", "nhwc", "dilated-patches", "patches", "rows-last-taps", "rows-last-patches")),
    "resnet20-frn": (resnet, ("nchw", "nhwc")),
    "gru": (gru, ("rows scan", "columns scan", "rows scan-5", "columns scan-5")),
}


CALLED = ("resnet20-frn",)


def forms(case):
    layouts = NETWORKS[case.name][1]
    return [f"{layouts[0]}, flat, default",
            *(f"{layout}, tree, {width}" for layout in layouts for width in ("default", "512"))]


def prepare(case, form):
    layout, kind, width = form.split(", ")
    options = {} if width == "default" else {"xla_cpu_prefer_vector_width": int(width)}
    data, log_likelihood = NETWORKS[case.name][0](case, layout, DTYPE)

    def log_density(theta, data):
        p = split(theta, case.shapes) if kind == "flat" else theta
        prior = sum(jnp.sum(q * q) for q in ([theta] if kind == "flat" else theta))
        return -0.5 * prior + log_likelihood(p, *data)

    value_and_gradient = jax.value_and_grad(log_density)

    @functools.partial(jax.jit, compiler_options=options)
    def loop(theta, data, times):
        def body(_, carried):
            theta, total = carried
            value, gradient = value_and_gradient(theta, data)
            return jax.tree.map(lambda t, g: t + STEP * g, theta, gradient), total + value

        return lax.fori_loop(0, times, body, (theta, jnp.zeros((), DTYPE)))

    theta = jnp.asarray(case.theta, DTYPE) if kind == "flat" else [jnp.asarray(p) for p in case.parameters(DTYPE)]
    called = jax.jit(value_and_gradient, compiler_options=options)
    value, gradient = called(theta, data)

    def run(times):
        if case.name not in CALLED:
            jax.block_until_ready(loop(theta, data, times))
            return
        for _ in range(times):
            jax.block_until_ready(called(theta, data))

    return value, [gradient] if kind == "flat" else gradient, run


if __name__ == "__main__":
    PRECISION = sys.argv[2]
    jax.config.update("jax_enable_x64", PRECISION == "f64")
    DTYPE = "float64" if PRECISION == "f64" else "float32"
    serve(sys.argv[1], PRECISION, forms, prepare)
