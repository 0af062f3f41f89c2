#!/usr/bin/env python3
"""Times Ergodic, JAX, PyTorch and Stan side by side on the same networks and data, on one core.

    python3.11 jmh-benchmarks/peers/compare.py                     everything; writes results and the table in the docs
    python3.11 jmh-benchmarks/peers/compare.py --choose            first looks for the strongest form of each network
    python3.11 jmh-benchmarks/peers/compare.py --networks 8-50-1 --forks 1 --output peers.json

Needs Python 3.11, a JDK 25, Maven, g++ and taskset (Linux). Libraries of pinned versions are installed into --environment the
first time. In each fork every library gets a fresh process, and the networks are timed one after another, on each first
Ergodic, then JAX, PyTorch and Stan. Value and gradient of each must agree with Ergodic's before they are timed. Exits with 1 if
something differs or cannot be timed.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import threading
import time

import environment
import table
from environment import HERE, ROOT, say

RESULTS = ROOT / "jmh-benchmarks" / "results"
FORMS = HERE / "forms.json"
# What the library's users write first; timed beside the strongest form.
FIRST = {"lenet": "nchw, flat, default", "resnet20-frn": "nchw, flat, default", "gru": "rows scan, flat, default"}
FIRST_DENSE = "rows, flat, default"
REPLY_SECONDS = 240
CHOOSING_REPLY_SECONDS = 1200


class Worker:
    """A process that times networks when asked to; started on the first request, and again after a failure."""

    def __init__(self, command, cpu):
        self.command = ["taskset", "-c", str(cpu), *map(str, command)]
        self.process = None

    def ask(self, line, limit):
        """One line of JSON for one line of text; {"error"} if there is none within the limit."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.PIPE, text=True, env=one_thread())
            self.tail = []
            threading.Thread(target=self.drain, args=(self.process,), daemon=True).start()
        timer = threading.Timer(limit, self.process.kill)
        timer.start()
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        finally:
            timer.cancel()
        if answer:
            return json.loads(answer)
        self.close()
        return {"error": f"no answer within {limit} s, or ended: {' '.join(self.tail)[-300:]}"}

    def drain(self, process):
        for line in process.stderr:
            self.tail = [*self.tail[-5:], line.strip()]

    def close(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def one_thread():
    """The environment of a timed process."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1",
            "TORCHINDUCTOR_CACHE_DIR": str(environment.WORK / "inductor"), "TORCHINDUCTOR_COMPILE_THREADS": "1"}


def summary(sampled):
    """Best and median of the samples, in place of them."""
    samples = sampled.pop("samples_us", None)
    if samples:
        sampled.update(best_us=min(samples), median_us=statistics.median(samples), samples=len(samples))
    return sampled


class Sides:
    """The libraries, each in fresh processes for each fork."""

    def __init__(self, arguments, java, python, stan, data):
        self.arguments, self.java, self.data = arguments, java, data
        self.stan_models = stan[1]
        cpu = arguments.cpu
        self.workers = {
            **{("jax", p): Worker([python, HERE / "jax_worker.py", data, p], cpu) for p in arguments.precision},
            **{("pytorch", p): Worker([python, HERE / "torch_worker.py", data, p], cpu) for p in arguments.precision},
            ("stan", "f64"): Worker([stan[0], data], cpu),
        }

    def close(self):
        for worker in self.workers.values():
            worker.close()

    def ergodic(self, network, precision):
        command = ["taskset", "-c", str(self.arguments.cpu), *self.java, "ergodic.benchmarks.peers.PeerTimes", network,
                   precision, str(self.arguments.warmup), str(self.arguments.seconds), str(self.data)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=REPLY_SECONDS)
        except subprocess.TimeoutExpired:
            return {"error": f"not done within {REPLY_SECONDS} s"}
        if done.returncode != 0:
            return {"error": done.stderr[-400:]}
        timed = summary(json.loads(done.stdout.splitlines()[-1]))
        if not timed["gradient_error"] <= {"f64": 1e-12, "f32": 1e-3}[precision]:
            return {"error": f"gradient differs by {timed['gradient_error']:.1e} from that in float64"}
        return timed

    def python(self, side, network, precision, forms, seconds, limit=REPLY_SECONDS):
        """{form: times} of JAX or PyTorch."""
        reply = self.workers[side, precision].ask(
            json.dumps({"network": network, "forms": forms, "seconds": seconds}), limit)
        if "error" in reply:
            return {form: dict(reply) for form in forms or ["all"]}
        return {form: summary(timed) for form, timed in reply["forms"].items()}

    def stan(self, entry, forms, seconds):
        """{form: times} of Stan."""
        expected = entry["value"] - entry["value_half"]
        return {form: summary(self.workers["stan", "f64"].ask(
            f"{self.stan_models[entry['name']][form]} {entry['name']} {expected!r} {seconds}", REPLY_SECONDS))
            for form in forms or self.stan_models[entry["name"]]}


def strongest(times):
    """The forms within 4 % of the fastest, two at most."""
    good = sorted((t["best_us"], form) for form, t in times.items() if "best_us" in t)
    return [form for best, form in good if best <= 1.04 * good[0][0]][:2]


def choose(sides, arguments, networks, found):
    """Times all forms of each network for a short while and keeps the strongest."""
    for name in networks:
        for precision in arguments.precision:
            for side in libraries(name, precision, sides, arguments):
                say(f"choosing a form: {name} {precision} {side}")
                times = (sides.stan(networks[name], None, 0.3) if side == "stan" else
                         sides.python(side, name, precision, None, 0.3, CHOOSING_REPLY_SECONDS))
                found.setdefault(name, {}).setdefault(precision, {})[side] = {
                    "strongest": strongest(times),
                    "best_us": {form: round(t["best_us"], 3) if "best_us" in t else t["error"][:120]
                                for form, t in times.items()}}
                FORMS.write_text(json.dumps(found, indent=1) + "\n")


def libraries(name, precision, sides, arguments):
    """The libraries that can do a network."""
    small = name in ("eight-schools", "regression")
    able = ["jax", "pytorch"] if not small else []
    able += ["stan"] if precision == "f64" and name in sides.stan_models else []
    return [side for side in able if side in arguments.sides]


def first(name):
    return FIRST.get(name, FIRST_DENSE)


def measure(sides, arguments, networks, forms, results):
    """One fork."""
    for name, entry in networks.items():
        for precision in arguments.precision:
            if precision == "f32" and name in ("eight-schools", "regression"):
                continue
            result = results.setdefault((name, precision), {})
            line = f"{name:14} {precision}"
            if "ergodic" in arguments.sides:
                ours = sides.ergodic(name, precision)
                result.setdefault("ergodic", []).append(ours)
                line += f"  ergodic {ours.get('best_us', float('nan')):.2f}"
            for side in libraries(name, precision, sides, arguments):
                known = forms.get(name, {}).get(precision, {}).get(side, {}).get("strongest")
                asked = list(known) if known else None
                if asked and side == "jax" and first(name) not in asked:
                    asked.append(first(name))
                times = (sides.stan(entry, asked, arguments.seconds) if side == "stan" else
                         sides.python(side, name, precision, asked, arguments.seconds))
                if side == "jax" and first(name) in times:
                    result.setdefault("jax_first", []).append({"form": first(name), **times[first(name)]})
                form, best = min(times.items(), key=lambda item: item[1].get("best_us", float("inf")))
                result.setdefault(side, []).append({"form": form, **best})
                line += f"  {side} {best.get('best_us', float('nan')):.2f} ({form})"
            say(line)


def collect(forks):
    """The forks of a side, with the best and the median over them, and how far the forks lie apart."""
    good = [f for f in forks if "best_us" in f]
    if not good:
        return {"forks": forks}
    bests, medians = [f["best_us"] for f in good], [f["median_us"] for f in good]
    return {"best_us": min(bests), "median_us": statistics.median(medians),
            "spread_of_bests": max(bests) / min(bests) - 1, "spread_of_medians": max(medians) / min(medians) - 1,
            "forks": forks}


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words = lambda text: text.split(",")  # noqa: E731
    parser.add_argument("--networks", type=words, help="some networks, by their names, comma between; default all")
    parser.add_argument("--precision", type=words, default=["f64", "f32"])
    parser.add_argument("--sides", type=words, default=["ergodic", "jax", "pytorch", "stan"])
    parser.add_argument("--forks", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.7, help="time of the samples of one network in one fork")
    parser.add_argument("--warmup", type=float, default=1.5, help="least time of Ergodic's warm-up in each fork")
    parser.add_argument("--cpu", type=int, default=os.cpu_count() - 1, help="the core to use")
    parser.add_argument("--choose", action="store_true", help="look for the strongest forms first (half an hour)")
    parser.add_argument("--environment", type=pathlib.Path, default=HERE / ".venv")
    parser.add_argument("--classpath", help="Ergodic's classes, instead of building them with Maven")
    parser.add_argument("--output", type=pathlib.Path, default=RESULTS / "peers.json")
    parser.add_argument("--docs", type=pathlib.Path, help="document with the table; default docs/performance.md for a whole run")
    parser.add_argument("--table", action="store_true", help="only write the table again, from --output")
    return parser.parse_args()


def main():
    arguments = parse()
    docs = arguments.docs or ROOT / "docs" / "performance.md"
    if arguments.table:
        table.write(json.loads(arguments.output.read_text()), docs)
        return 0
    begin = time.time()
    java = environment.java(arguments.classpath)
    python = environment.python(arguments.environment)
    data, networks = environment.data(java)
    unknown = set(arguments.networks or ()) - set(networks)
    if unknown:
        sys.exit(f"no network {', '.join(sorted(unknown))}; there are {', '.join(networks)}")
    networks = {name: networks[name] for name in arguments.networks or networks}
    stan = environment.stan(python) if "stan" in arguments.sides else ("", {})
    forms = json.loads(FORMS.read_text()) if FORMS.exists() else {}
    where, what = environment.machine(arguments.cpu), environment.versions(python, java)
    if arguments.choose:
        sides = Sides(arguments, java, python, stan, data)
        choose(sides, arguments, networks, forms)
        sides.close()
    prepared = time.time()
    results = {}
    for fork in range(arguments.forks):
        say(f"fork {fork + 1} of {arguments.forks}, after {time.time() - begin:.0f} s")
        sides = Sides(arguments, java, python, stan, data)
        try:
            measure(sides, arguments, networks, forms, results)
        finally:
            sides.close()
    document = {
        "machine": where, "versions": what, "arguments": {name: getattr(arguments, name)  # paths of a machine stay there
                                                                for name in ("networks", "precision", "sides", "seconds", "warmup")}, "forks": arguments.forks,
        "seconds_to_prepare": round(prepared - begin), "seconds_to_measure": round(time.time() - prepared),
        "stan_flags": environment.STAN_FLAGS,
        "results": [{"network": name, "description": networks[name]["description"],
                     "parameters": networks[name]["parameter_count"], "rows": networks[name]["rows"],
                     "precision": precision, "sides": {side: collect(forks) for side, forks in by_side.items()}}
                    for (name, precision), by_side in results.items()],
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(document, indent=1) + "\n")
    say(f"wrote {arguments.output} after {time.time() - begin:.0f} s")
    print(table.markdown(document))
    if arguments.docs or not (arguments.networks or arguments.output != RESULTS / "peers.json"):
        table.write(document, docs)
    problems = [f"{r['network']} {r['precision']} {side}: {fork['error']}" for r in document["results"]
                for side, s in r["sides"].items() for fork in s["forks"] if "error" in fork]
    for problem in problems:
        say("PROBLEM " + problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
