"""The table of compare.py's results in Markdown."""

import math

BEGIN = "<!-- peers: begin; written by jmh-benchmarks/peers/compare.py -->"
END = "<!-- peers: end -->"
DENSE = ("24-8-2", "8-50-1", "8-50-50-1", "5-16x4-2", "logistic", "784-200-10")
LARGE = ("lenet", "resnet20-frn", "gru")
SMALL = ("eight-schools", "regression")
LIBRARIES = ("jax", "pytorch", "stan")
UNITS = ((1e6, "s"), (1e3, "ms"), (1, "us"))


def duration(us):
    """Three digits and a unit."""
    scale, unit = next(((s, u) for s, u in UNITS if us >= s), UNITS[-1])
    number = us / scale
    return f"{number:.{max(0, 2 - int(math.floor(math.log10(number))))}f} {unit}" if number > 0 else "0 us"


def times(side):
    if not side or "best_us" not in side:
        return ""
    return f"{duration(side['best_us'])} / {duration(side['median_us'])}"


def ratio(sides, names, key):
    """Time of the fastest of some libraries over Ergodic's."""
    others = [sides[n][key] for n in names if key in sides.get(n, {})]
    ours = sides.get("ergodic", {}).get(key)
    return min(others) / ours if others and ours else None


def ratios(sides, names):
    both = [ratio(sides, names, key) for key in ("best_us", "median_us")]
    return " / ".join(f"{r:.2f}" for r in both) if None not in both else ""


def spread(sides):
    apart = [s["spread_of_medians"] for s in sides.values() if "spread_of_medians" in s]
    return f"{100 * max(apart):.0f} %" if apart else ""


def mean(results, networks, precision, names, key):
    found = [ratio(r["sides"], names, key) for r in results if r["network"] in networks and r["precision"] == precision]
    found = [r for r in found if r is not None]
    if len(found) < len(networks):
        return None
    return math.exp(sum(map(math.log, found)) / len(found))


def lines(results, header, columns):
    yield "| " + " | ".join(header) + " |"
    yield "|---|" + "---:|" * (len(header) - 1)
    for r in results:
        yield "| " + " | ".join(columns(r)) + " |"


def kind(r):
    return {"f64": "float64", "f32": "float32"}[r["precision"]]


def forms(r):
    """The form in which each library was fastest."""
    found = []
    for side, title in (("jax", "JAX"), ("pytorch", "PyTorch"), ("stan", "Stan")):
        good = [f for f in r["sides"].get(side, {}).get("forks", ()) if "best_us" in f]
        if good:
            found.append(f"{title}: {min(good, key=lambda f: f['best_us'])['form']}")
    return "; ".join(found)


def markdown(document):
    machine, versions, results = document["machine"], document["versions"], document["results"]
    order = (*DENSE, *LARGE)
    networks = sorted((r for r in results if r["network"] in order),
                      key=lambda r: (r["precision"] != "f64", order.index(r["network"])))
    small = [r for r in results if r["network"] in SMALL]
    out = [f"{machine['processor']} ({', '.join(machine['instructions'])}), one core; load {machine['load_at_start']:.1f} at the "
           f"start. JDK {versions['java'].split('build ')[-1].rstrip(')')}, JAX {versions['jax']}, PyTorch {versions['torch']}, "
           f"Stan {versions['stan']} (g++ {versions['g++']}, {' '.join(document['stan_flags'][:2])}), Python {versions['python']}; "
           f"commit {versions['ergodic']}. {document['forks']} forks. Best / median of the forks' medians.", ""]
    out += lines(networks, ("network, rows, likelihood", "parameters", "numbers", "Ergodic", "JAX", "JAX, first form",
                            "PyTorch", "Stan", "JAX / Ergodic", "first form / Ergodic", "fastest of JAX and PyTorch / Ergodic",
                            "forks apart"),
                 lambda r: (r["description"], f"{r['parameters']:,}", kind(r),
                            *(times(r["sides"].get(s)) for s in ("ergodic", "jax", "jax_first", "pytorch", "stan")),
                            ratios(r["sides"], ["jax"]), ratios(r["sides"], ["jax_first"]),
                            ratios(r["sides"], ["jax", "pytorch"]), spread(r["sides"])))
    out += [""]
    means = [(title, mean(results, DENSE, p, names, "best_us"), mean(results, DENSE, p, names, "median_us"))
             for p, number in (("f64", "float64"), ("f32", "float32"))
             for title, names in ((f"{number}, JAX", ["jax"]), (f"{number}, JAX's first form", ["jax_first"]))]
    means = [m for m in means if m[1] is not None]
    if means:
        out += ["Geometric means over the six dense networks, best / median: "
                + "; ".join(f"{title} {best:.2f} / {median:.2f}" for title, best, median in means) + ".", ""]
    if small:
        out += [*lines(small, ("small model", "parameters", "Ergodic", "Stan", "Stan / Ergodic", "forks apart"),
                       lambda r: (r["description"], str(r["parameters"]), times(r["sides"].get("ergodic")),
                                  times(r["sides"].get("stan")), ratios(r["sides"], ["stan"]), spread(r["sides"]))), ""]
    out += ["| network | numbers | tile rows | arena, bytes | with thousands of rows / twice as many | bytes allocated in a sample "
            "| trace and compile, cold JVM | gradient's error against float64 | forms |", "|---|---|---:|---:|---:|---:|---:|---:|---|"]
    for r in (*networks, *small):
        ours = [f for f in r["sides"].get("ergodic", {}).get("forks", ()) if "best_us" in f]
        if ours:
            o = ours[0]
            out.append(f"| {r['network']} | {kind(r)} | {o['tile_rows']} | {o['arena_bytes']:,} | {o['arena_bytes_many_rows']:,} / "
                       f"{o['arena_bytes_twice_as_many']:,} | {max(f['bytes_a_sample'] for f in ours)} | "
                       f"{max(f['cold_compile_ms'] for f in ours):.0f} ms | {o['gradient_error']:.1e} | {forms(r)} |")
    return "\n".join(out) + "\n"


def write(document, file):
    """Replaces the table between the markers of a document."""
    text = file.read_text()
    if BEGIN not in text or END not in text:
        raise SystemExit(f"{file}: no markers for the table")
    head, rest = text.split(BEGIN, 1)
    file.write_text(head + BEGIN + "\n\n" + markdown(document) + "\n" + END + rest.split(END, 1)[1])
