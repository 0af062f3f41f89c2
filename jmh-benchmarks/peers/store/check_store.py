#!/usr/bin/env python3
"""Open a store of draws with ArviZ and compare ArviZ's summary with that of `ergodic diagnose`.

    python -m venv env && env/bin/pip install -r requirements-arviz-1.txt
    env/bin/python check_store.py RUN --ergodic ./ergodic
    env/bin/python check_store.py RUN/draws.zarr --diagnose diagnosis.json

RUN is a store, or a directory that holds one. Every warning while the store is opened, checked and exported is an
error. Prints one JSON document and exits with 1 if something differs. Without --ergodic and --diagnose only the
store is checked. Works with ArviZ 1 (Python 3.12 or later) and ArviZ 0.23 (Python 3.11): see requirements-*.txt.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")  # ArviZ 0.23 announces ArviZ 1 when it is imported.
import arviz  # noqa: E402
import numpy  # noqa: E402
import xarray  # noqa: E402

OLD = arviz.__version__.startswith("0.")
STATISTICS = {
    "lp": "f", "acceptance_rate": "f", "step_size": "f", "tree_depth": "i", "n_steps": "i", "diverging": "b",
    "reached_max_treedepth": "b", "accepted": "b", "energy": "f", "energy_error": "f", "max_energy_error": "f",
    "int_time": "f",
}
ATTRIBUTES = ["created_at", "creation_library", "creation_library_version", "creation_library_language",
              "inference_library", "inference_library_version"]


def find_store(path):
    """The store at or just below a path."""
    path = pathlib.Path(path)
    found = [p.parent for p in [path / ".zmetadata", *sorted(path.glob("*/.zmetadata"))] if p.exists()]
    if len(found) != 1:
        sys.exit(f"{path}: {len(found)} stores of draws there, not one")
    return found[0]


def open_store(store):
    """The store as a tree of datasets, by the way of each ArviZ."""
    if OLD:
        tree = xarray.open_datatree(store, engine="zarr")
        data = arviz.InferenceData.from_datatree(tree)
        groups = {name: data[name] for name in data.groups()}
    else:
        tree = arviz.from_zarr(store)
        groups = {name.strip("/"): tree[name].to_dataset() for name in tree.groups if name != "/"}
    return tree, groups


def check_schema(groups):
    """Problems with names, types, dimensions, coordinates and attributes."""
    problems = []
    for group in ("posterior", "sample_stats"):
        if group not in groups:
            return [f"no group {group}"]
    for name, dataset in groups.items():
        for dim, length in dataset.sizes.items():
            if dim not in dataset.coords:
                problems.append(f"{name}: no coordinate {dim}")
            elif not numpy.array_equal(dataset[dim].values, numpy.arange(length)):
                problems.append(f"{name}: coordinate {dim} does not count from 0")
        for key, value in dataset.attrs.items():
            if not isinstance(value, (str, int, float)) or isinstance(value, bool):
                problems.append(f"{name}: attribute {key} is not flat")
        problems += [f"{name}: no attribute {key}" for key in ATTRIBUTES if key not in dataset.attrs]
        if name.endswith(("posterior", "sample_stats")):
            for variable, array in dataset.data_vars.items():
                if array.dims[:2] != ("chain", "draw"):
                    problems.append(f"{name}: {variable} has dimensions {array.dims}")
    for name in ("sample_stats", "warmup_sample_stats"):
        for statistic, kind in STATISTICS.items() if name in groups else ():
            if statistic not in groups[name]:
                problems.append(f"{name}: no {statistic}")
            elif groups[name][statistic].dtype.kind != kind:
                problems.append(f"{name}: {statistic} is {groups[name][statistic].dtype}")
    sizes = [(groups[g].sizes["chain"], groups[g].sizes["draw"]) for g in ("posterior", "sample_stats")
             if "draw" in groups[g].sizes]
    if len(set(sizes)) != 1:
        problems.append(f"posterior and sample_stats have sizes {sizes}")
    return problems


def check_export(tree, groups):
    """Export to NetCDF and back."""
    with tempfile.TemporaryDirectory() as directory:
        file = pathlib.Path(directory, "draws.nc")
        tree.to_netcdf(file)
        with xarray.open_datatree(file) as again:
            for variable, array in groups["posterior"].data_vars.items():
                if not numpy.array_equal(again["posterior"][variable].values, array.values, equal_nan=True):
                    return [f"NetCDF changes {variable}"]
    return []


def scalars(groups):
    """Every element of the posterior and every sampler statistic: its name to its draws, [chain, draw]."""
    found = {}
    for statistic, array in groups["sample_stats"].data_vars.items():
        found[statistic] = array.values.astype(float)
    for variable, array in groups["posterior"].data_vars.items():
        values = array.values.astype(float)
        for index in numpy.ndindex(values.shape[2:]):
            name = variable + (f"[{','.join(map(str, index))}]" if index else "")
            found[name] = values[(slice(None), slice(None), *index)]
    return found


def summary(draws):
    """ArviZ's numbers under the names of R's posterior."""
    def ess(method, **prob):
        return float(arviz.ess(draws, method=method, **prob))

    # The tail of ArviZ 1 is by default that of its intervals (0.89); posterior's and ArviZ 0's is 5 % and 95 %.
    tail = {"prob": (0.05, 0.95)}
    return {
        "mean": float(draws.mean()),
        "sd": float(draws.std(ddof=1)),
        "median": float(numpy.median(draws)),
        "q5": float(numpy.quantile(draws, 0.05)),
        "q95": float(numpy.quantile(draws, 0.95)),
        "rhat": float(arviz.rhat(draws)),
        "ess_bulk": ess("bulk"),
        "ess_tail": ess("tail", **tail),
        "ess_mean": ess("mean"),
        "mcse_mean": float(arviz.mcse(draws, method="mean")),
    }


def diagnosis(arguments):
    """The output of `ergodic diagnose --json`, or None."""
    if arguments.diagnose:
        return json.loads(pathlib.Path(arguments.diagnose).read_text())
    if arguments.ergodic:
        done = subprocess.run([arguments.ergodic, "diagnose", arguments.run, "--json"], capture_output=True, text=True)
        if done.returncode not in (0, 3):
            sys.exit(f"{arguments.ergodic} diagnose exited with {done.returncode}: {done.stderr.strip()}")
        return json.loads(done.stdout)
    return None


def differs_by_definition(key, theirs, chains, draws):
    """
    Where ArviZ and R's posterior, which `ergodic diagnose` follows, do not define a number alike. With an odd number
    of draws ArviZ takes the median for the folded R-hat without the middle draw. When autocorrelation does not die out
    within half a chain, ArviZ sums two more lags.
    """
    if key == "rhat":
        return draws % 2 == 1
    return key.startswith(("ess_", "mcse_")) and theirs["ess_mean"] < 10 * chains


def compare(found, ours, tolerance):
    """Compare line by line; (number of lines and values compared, largest difference, problems)."""
    lines = values = 0
    largest = 0.0
    problems = []
    unknown = []
    excused = []
    for line in ours["variables"]:
        if line["name"] not in found:
            unknown.append(line["name"])
            continue
        lines += 1
        theirs = summary(found[line["name"]])
        for key, expected in theirs.items():
            actual = line.get(key)
            if actual is None:
                # posterior has NA where ArviZ has a number: constant draws, too few draws.
                continue
            scale = max(1.0, abs(expected)) if key in ("mean", "median", "q5", "q95") else abs(expected)
            difference = abs(actual - expected) / scale if scale else abs(actual)
            text = f"{line['name']}: {key} is {actual}, ArviZ has {expected}"
            if not difference <= tolerance and differs_by_definition(key, theirs, *found[line["name"]].shape):
                excused.append(text)
                continue
            values += 1
            largest = max(largest, difference)
            if not difference <= tolerance:
                problems.append(text)
    if not lines:
        problems.append("no line of the diagnosis names something in the store")
    return {"lines": lines, "values": values, "largest_difference": largest, "not_in_store": unknown,
            "differ_by_definition": excused}, problems


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", help="a store of draws, or a directory that holds one")
    parser.add_argument("--diagnose", help="file with the output of `ergodic diagnose --json`")
    parser.add_argument("--ergodic", help="the launcher: runs `ergodic diagnose RUN --json`")
    parser.add_argument("--tolerance", type=float, default=1e-6, help="largest relative difference")
    arguments = parser.parse_args()

    store = find_store(arguments.run)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tree, groups = open_store(str(store))
        problems = check_schema(groups)
        problems += check_export(tree, groups) if not problems else []
    draws = groups["posterior"].sizes.get("draw", 0)
    report = {
        "store": str(store), "arviz": arviz.__version__, "groups": sorted(groups),
        "chains": groups["sample_stats"].sizes["chain"], "draws": groups["sample_stats"].sizes["draw"],
    }
    found = scalars(groups)
    if draws >= 4:
        names = [name for name in found if name not in STATISTICS][:20]
        report["summary"] = {name: summary(found[name]) for name in names}
    ours = diagnosis(arguments)
    if ours is not None:
        report["compared"], different = compare(found, ours, arguments.tolerance)
        problems += different
    report["problems"] = problems
    clean = json.loads(json.dumps(report), parse_constant=lambda _: None)
    print(json.dumps(clean, indent=1))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
