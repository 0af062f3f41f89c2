"""Means over splits of what scripts/sample-uci printed, beside tuned MC dropout on the same splits.

    scripts/sample-uci ../shared/data/uci "yacht energy" "0 1 2" > rows.md
    python3 jmh-benchmarks/peers/uci_pairs.py ../shared/data/uci/mc_dropout_per_split.csv rows.md...

The file of the peer has columns dataset, split, mc_dropout_test_rmse and mc_dropout_test_log_likelihood. Prints a line a table: number of splits, mean RMSE
and log density with standard errors over splits, the mean difference of log densities with its standard error by pairs, and on how many splits ours is higher.
"""
import csv
import re
import statistics
import sys

ROW = re.compile(r"\| (\S+) (\d+) \| (\d+) \| (\d+) \| (\S+) \| (\S+) \|")


def mean(values):
    error = statistics.stdev(values) / len(values) ** 0.5 if len(values) > 1 else float("nan")
    return f"{statistics.fmean(values):.3f} ± {error:.3f}"


peer = {}
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8")):
    peer[row["dataset"], int(row["split"])] = (float(row["mc_dropout_test_rmse"]),
                                               float(row["mc_dropout_test_log_likelihood"]))
ours = {}
for file in sys.argv[2:]:
    for name, split, _, _, rmse, density in ROW.findall(open(file, encoding="utf-8").read()):
        ours[name, int(split)] = (float(rmse), float(density))
print("| table | splits | RMSE | MC dropout | log density | MC dropout | difference | higher on |")
print("|---|---:|---|---|---|---|---|---|")
for table in dict.fromkeys(name for name, _ in ours):
    keys = [key for key in ours if key[0] == table and key in peer]
    if not keys:
        print(f"{table}: no split is in {sys.argv[1]}", file=sys.stderr)
        continue
    gains = [ours[key][1] - peer[key][1] for key in keys]
    print(f"| {table} | {len(keys)} | {mean([ours[key][0] for key in keys])} | {mean([peer[key][0] for key in keys])}"
          f" | {mean([ours[key][1] for key in keys])} | {mean([peer[key][1] for key in keys])}"
          f" | {mean(gains)} | {sum(gain > 0 for gain in gains)} |")
