"""What the timed libraries have in common: data, checks, samples, and the conversation with compare.py.

A worker reads JSON lines {"network", "forms", "seconds"} from its standard input (forms: the formulations to time, or null
for all) and answers each with one JSON line {"forms": {form: {"samples_us", "evaluations_a_sample", "value_error",
"gradient_error", "prepare_s"} or {"error"}}}.
"""

import json
import pathlib
import sys
import time

import numpy

STEP = 1e-9
SAMPLE_SECONDS = 0.01
LEAST_SAMPLES = 3
# Largest relative difference of a gradient (Euclidean norm) and of a value from those of Ergodic in float64.
TOLERANCE = {"f64": 1e-9, "f32": 1e-4}


class Case:
    """A network's data and what must be found for it, as ergodic.benchmarks.peers.PeerData wrote them."""

    def __init__(self, directory, entry):
        self.entry = entry
        self.name = entry["name"]
        self.rows = entry["rows"]
        self.directory = pathlib.Path(directory, self.name)
        self.columns = {c["name"]: self.read(c["name"]).reshape(self.rows, *c["dims"]) for c in entry["columns"]}
        self.shapes = [tuple(p["dims"]) for p in entry["parameters"]]
        self.theta = self.read("theta")
        self.gradient = self.read("gradient")

    def read(self, name):
        return numpy.fromfile(self.directory / f"{name}.f64", dtype="<f8")

    def parameters(self, dtype):
        """Theta as a list of arrays."""
        return split(self.theta.astype(dtype), self.shapes)

    def check(self, precision, value, gradient):
        """Relative errors of a value and a gradient; an error if they are too large."""
        value_error = abs(float(value) - self.entry["value"]) / abs(self.entry["value"])
        flat = numpy.concatenate([numpy.ravel(numpy.asarray(g, dtype="f8")) for g in gradient])
        gradient_error = float(numpy.linalg.norm(flat - self.gradient) / numpy.linalg.norm(self.gradient))
        if not max(value_error, gradient_error) <= TOLERANCE[precision]:
            raise ValueError(f"value differs by {value_error:.1e}, gradient by {gradient_error:.1e}")
        return {"value_error": value_error, "gradient_error": gradient_error}


def split(theta, shapes):
    """Consecutive parts of a vector, with these shapes."""
    parts, at = [], 0
    for shape in shapes:
        size = int(numpy.prod(shape, dtype=int))
        parts.append(theta[at:at + size].reshape(shape))
        at += size
    return parts


def sample(run, seconds):
    """Samples of run(times), which makes so many evaluations and waits for them: microseconds an evaluation."""
    times = 1
    run(1)
    while True:
        start = time.perf_counter()
        run(times)
        taken = time.perf_counter() - start
        if taken >= 0.5 * SAMPLE_SECONDS or times >= 1 << 20:
            times = max(1, round(times * SAMPLE_SECONDS / taken))
            break
        times = min(4 * times, 1 + round(times * SAMPLE_SECONDS / taken))
    samples = []
    begin = time.perf_counter()
    while len(samples) < LEAST_SAMPLES or time.perf_counter() - begin < seconds:
        start = time.perf_counter()
        run(times)
        samples.append((time.perf_counter() - start) * 1e6 / times)
    return {"samples_us": samples, "evaluations_a_sample": times}


def serve(directory, precision, forms, prepare):
    """
    Answers requests until the input ends.

    forms(case): names of the formulations of a network.
    prepare(case, form): (value, gradient as a list of arrays, run(times)).
    """
    replies = sys.stdout
    sys.stdout = sys.stderr  # whatever a library prints is no reply
    manifest = json.loads(pathlib.Path(directory, "manifest.json").read_text())
    cases = {entry["name"]: entry for entry in manifest["networks"]}
    for line in sys.stdin:
        request = json.loads(line)
        case = Case(directory, cases[request["network"]])
        reply = {}
        for form in request["forms"] or forms(case):
            try:
                start = time.perf_counter()
                value, gradient, run = prepare(case, form)
                checked = case.check(precision, value, gradient)
                prepared = time.perf_counter() - start
                reply[form] = {**sample(run, request["seconds"]), **checked, "prepare_s": prepared}
            except Exception as problem:  # a form that a library cannot do is reported, not fatal
                reply[form] = {"error": f"{type(problem).__name__}: {problem}"[:500]}
        replies.write(json.dumps({"forms": reply}) + "\n")
        replies.flush()
