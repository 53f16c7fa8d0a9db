#!/usr/bin/env python3
"""Reads a CSV file of a million rows and thirty columns in turn with Chainrule.Datasets and with pandas' read_csv, each time in a new process.

    /usr/bin/python3 bench/tables.py [--rows 1000000] [--columns 30] [--rounds 7]

Prints the median over the rounds of our time / pandas' time and its range, and the peak memory of each beside that of the floats. Our time is that since the process began, with
.NET's own start; pandas' is that of read_csv alone, without importing it.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile

OURS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Chainrule.Bench", "bin", "Release", "net10.0", "Chainrule.Bench.dll")
PANDAS = """
import json, resource, sys, time
import pandas
pandas.read_csv(sys.argv[1], nrows=10)
began = time.perf_counter()
pandas.read_csv(sys.argv[1])
print(json.dumps({"ms": 1e3 * (time.perf_counter() - began), "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6}))
"""


def write(path, rows, columns):
    """A third of the columns in dollars and cents, the others with six decimals; blocks of rows repeat, since only their letters matter."""
    draw = random.Random(1)
    cell = lambda c: f"{draw.random() * 1e5:.2f}" if c % 3 == 0 else f"{draw.gauss(0, 3):.6f}"
    block = ["".join((",".join(cell(c) for c in range(columns)), "\n")) for _ in range(min(rows, 20_000))]
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join(f"c{c}" for c in range(columns)) + "\n")
        for begin in range(0, rows, len(block)):
            file.writelines(block[:rows - begin])


def run(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("--rows", 1_000_000), ("--columns", 30), ("--rounds", 7)):
        parser.add_argument(name, type=int, default=usual)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "table.csv")
        write(path, args.rows, args.columns)
        ours, theirs = [], []
        for _ in range(args.rounds):
            ours.append(run("dotnet", OURS, f"table:{path}", "1", "first"))
            theirs.append(run(sys.executable, "-c", PANDAS, path))
        ratios = sorted(our["first_step_done_ms_since_process_start"] / their["ms"] for our, their in zip(ours, theirs))
        floats = 4e-6 * args.rows * args.columns
        print(f"{args.rows:,} rows of {args.columns} columns, {os.path.getsize(path) / 1e6:,.0f} MB; {args.rounds} rounds")
        print(f"time, ours / pandas': {statistics.median(ratios):.3f} ({ratios[0]:.3f} … {ratios[-1]:.3f})")
        print(f"peak memory: ours {max(each['peak_mb'] for each in ours):,.0f} MB, pandas' {max(each['peak_mb'] for each in theirs):,.0f} MB; the floats are {floats:,.0f} MB")


if __name__ == "__main__":
    main()
