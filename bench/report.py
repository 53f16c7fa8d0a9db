#!/usr/bin/env python3
"""Turns bench/results/<cpu>/results.jsonl into tables: bench/results/<cpu>/*.md, docs/roofline.svg, and the tables inside docs/performance.md.

No number in those is typed by hand. Without an argument the results of the processor that was measured last are used."""
import collections
import glob
import json
import os
import re
import statistics
import sys

import roofline

HERE = os.path.dirname(os.path.abspath(__file__))
DOCS = os.path.join(os.path.dirname(HERE), "docs")
OURS = "chainrule"
TITLES = {
    "training": "Training", "inference": "Inference", "products": "Matrix products", "scalar": "Graphs of single numbers",
    "elementwise": "Functions of many numbers", "odd": "Odd shapes", "widths": "Register widths", "ladder": "From three loops to the limit",
    "crowded": "When another process takes a core", "start": "From the start of the process to the first step", "limits": "The machine",
}
TARGETS = {  # (workload, threads, system): at least, aim
    ("W1", 1, "FANN"): (3, 6), ("W2", 1, "NumPy"): (5, 8),
    ("W3", 1, "libtorch"): (1.8, 2.2), ("W3", 2, "libtorch"): (2.3, 3),
    ("W4", 1, "libtorch"): (1.1, 1.35), ("W4", 2, "libtorch"): (1.2, 1.7),
    ("W5", 1, "libtorch"): (1.0, 1.15), ("W5", 2, "libtorch"): (0.95, 1.15),
    ("W6b1", 1, "libtorch"): (1.3, 1.4), ("W6b1024", 1, "libtorch"): (1.0, 1.1),
    ("W8a", 1, "micrograd"): (150, 300), ("W8b", 1, "micrograd"): (1000, 2000),
    ("W9:exp:4096", 1, "TensorPrimitives"): (2, None), ("W9:tanh:4096", 1, "TensorPrimitives"): (3, None),
    **{(f"W7:{form}:{side}x{side}x{side}", 1, "MKL"): (0.85, 1.0) for form in ("NT", "NN", "TN") for side in (256, 1024)},
    **{(f"W7:{form}:64x64x64", 1, "OpenBLAS"): (0.8, 1.0) for form in ("NT", "NN", "TN")},
}


class Results:
    """The notes of one processor, by group, and within it by (workload, threads, name)."""

    def __init__(self, folder):
        self.folder = folder
        self.about, self.rows, self.limits, self.load = {}, collections.defaultdict(dict), {}, {}
        with open(os.path.join(folder, "results.jsonl"), encoding="utf-8") as lines:
            for entry in map(json.loads, lines):
                group = entry["group"]
                if "about" in entry:
                    self.about[group] = entry["about"]
                elif "load" in entry:
                    self.load[group] = max(self.load.get(group, 0), entry["load"])
                elif group == "limits":
                    self.limits[entry["limit"]] = entry
                else:
                    key = entry["workload"], entry["threads"], entry["name"]
                    self.rows[group].setdefault(key, {})[entry["round"]] = entry

    def is_busy(self, group):
        """Whether others were at work: our own commands, one at a time, are as many as the cores at most."""
        return self.load.get(group, 0) > self.about[group]["cores"] + 1

    def median(self, group, key, field="step_us_median"):
        values = [each[field] for each in self.rows[group].get(key, {}).values() if field in each]
        return statistics.median(values) if values else None

    def best(self, group, key, field="step_us_min", pick=min):
        values = [each[field] for each in self.rows[group].get(key, {}).values() if field in each]
        return pick(values) if values else None

    def ratios(self, group, slow, fast, field="step_us_median"):
        """How many times as fast the second is, round by round."""
        a, b = self.rows[group].get(slow, {}), self.rows[group].get(fast, {})
        return [a[r][field] / b[r][field] for r in a if r in b and field in a[r] and field in b[r]]

    def fastest_rate(self, group, key):
        """GFLOP/s of the fastest chunk."""
        rates = [each["gflops"] * each["step_us_median"] / each["step_us_min"] for each in self.rows[group].get(key, {}).values() if "gflops" in each]
        return max(rates) if rates else None


def number(x, unit=""):
    if x is None:
        return "–"
    digits = f"{x:,.0f}" if abs(x) >= 100 else f"{x:.3g}"
    return digits + unit


def times(ratios):
    return "–" if not ratios else f"{number(statistics.median(ratios))} ({number(min(ratios))} … {number(max(ratios))})"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join(" --- " if i == 0 else " ---: " for i in range(len(head))) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def against_others(results, group):
    rows = []
    for key in results.rows[group]:
        workload, threads, name = key
        ours = workload, threads, OURS
        best, our_best = results.best(group, key), results.best(group, ours)
        least, aim = TARGETS.get(key, (None, None))
        rows.append([
            f"{workload}, {threads} thread{'s' if threads > 1 else ''}", name, number(results.median(group, key)), number(best),
            number(results.fastest_rate(group, key)), "" if name == OURS else times(results.ratios(group, key, ours)),
            "" if name == OURS or not best or not our_best else number(best / our_best),
            "" if least is None else f"{least}" + (f" / {aim}" if aim else ""),
        ])
    head = ["workload", "system", "µs, median", "µs, best", "GFLOP/s, best", "chainrule is … times as fast", "best/best", "wanted / aim"]
    return table(head, rows)


def ladder(results, group="ladder"):
    rows, before, first, shape_before = [], None, None, None
    for key in results.rows[group]:
        workload, _, name = key
        if not workload.startswith("ladder:"):
            continue
        _, step, shape = workload.split(":")
        if shape != shape_before:
            before = first = None
        rows.append([
            f"{shape}, {step}", number(results.fastest_rate(group, key)), "" if before is None else times(results.ratios(group, before, key)),
            "" if first is None else times(results.ratios(group, first, key)),
        ])
        before, first, shape_before = key, first or key, shape
    return table(["product, step", "GFLOP/s, best", "times the step before", "times the first"], rows)


def readers(results, group="ladder"):
    rows = []
    for key in results.rows[group]:
        workload, threads, name = key
        if workload.startswith("ladder:"):
            continue
        ours = workload, threads, OURS
        rows.append([workload, name, number(results.median(group, key)), "" if name == OURS else times(results.ratios(group, key, ours))])
    return table(["workload", "numbers", "µs, median", "chainrule with floats is … times as fast"], rows)


def odd(results, group="odd"):
    keys = list(results.rows[group])
    rows = []
    for key, even in zip(keys[::2], keys[1::2]):
        rows.append([key[0], even[0], number(results.fastest_rate(group, key)), number(results.fastest_rate(group, even)),
                     times(results.ratios(group, key, even, "gflops"))])
    return table(["odd", "round", "GFLOP/s, best", "round's", "share of the round one's (wanted 0.7, aim 0.9)"], rows)


def widths(results, group="widths"):
    peaks = {OURS: "fma512_gflops", "chainrule, AVX2 only": "fma256_gflops"}
    rows = []
    for key in results.rows[group]:
        peak = results.limits.get(peaks.get(key[2], ""), {}).get("t1_max")
        rate = results.fastest_rate(group, key)
        rows.append([key[0], key[2], number(rate), "–" if not peak or not rate else f"{100 * rate / peak:.0f} %"])
    return table(["workload", "registers", "GFLOP/s, best", "of the peak with these registers"], rows)


def crowded(results, group="crowded"):
    rows = []
    for key in results.rows[group]:
        alone = key[0], key[1], "alone"
        slower = [1 / x for x in results.ratios(group, alone, key)]
        rows.append([f"{key[0]}, {key[1]} threads", key[2], number(results.median(group, key)), "" if key == alone else times(slower)])
    return table(["workload", "machine", "µs, median", "times as slow as alone"], rows)


def start(results, group="start"):
    return table(["system", "ms, median", "ms, best"], [
        [key[2], number(results.median(group, key, "first_step_ms")), number(results.best(group, key, "first_step_ms"))] for key in results.rows[group]])


def limits(results, _="limits"):
    return table(["limit", "1 core, median", "best", "2 cores, median", "best"], [
        [name, each["t1_median"], each["t1_max"], each["t2_median"], each["t2_max"]] for name, each in results.limits.items()])


TABLES = {"odd": odd, "widths": widths, "crowded": crowded, "start": start, "limits": limits,
          "ladder": lambda results, group: ladder(results) + "\n\n" + readers(results)}


def tables_of(results, group):
    return TABLES.get(group, against_others)(results, group)


def origin(results, group):
    about = results.about[group]
    return (f"{about['cpu']}, {about['cores']} cores; .NET SDK {about['runtime']}; {about['others']}. Commit {about['commit']}, {about['date']}; "
            f"{about['rounds']} rounds of {about['budget']}." + (
                f"\n\n**The machine was busy** (a load of {results.load[group]:g} on {about['cores']} cores): these numbers are not to be quoted. "
                "Where threads wait for each other they say more about the neighbours than about the systems." if results.is_busy(group) else ""))


def page(results, group):
    return (f"# {TITLES[group]}\n\n{origin(results, group)}\n\nWritten by `bench/run.sh ANCHORS {group}`. All commands of a comparison run in turn; a ratio is taken "
            f"within a round, and the median of the rounds stands before their range. More than 1 means that chainrule is faster.\n\n{tables_of(results, group)}\n")


def fill(path, results):
    """Puts the tables between the markers `<!-- results: name -->` and `<!-- end -->`."""
    named = {"steps": lambda: ladder(results), "readers": lambda: readers(results), "roofline": lambda: "![Roofline of one core](roofline.svg)"}
    groups = {"steps": "ladder", "readers": "ladder", "roofline": "limits"}

    def filled(match):
        name = match.group(1)
        group = groups.get(name, name)
        if group not in results.about or results.is_busy(group):
            return f"<!-- results: {name} -->\n*Not measured on a quiet machine yet: `bench/run.sh ANCHORS {group}`.*\n<!-- end -->"
        body = named.get(name, lambda: tables_of(results, name))()
        source = f"*From `bench/results/{os.path.basename(results.folder)}/{group}.md`; commit {results.about[group]['commit']}.*"
        return f"<!-- results: {name} -->\n{body}\n\n{source}\n<!-- end -->"

    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r"<!-- results: ([a-z]+) -->.*?<!-- end -->", filled, text, flags=re.S)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    folders = sorted(glob.glob(os.path.join(HERE, "results", "*", "results.jsonl")), key=os.path.getmtime)
    if len(sys.argv) < 2 and not folders:
        sys.exit("no results yet: run bench/run.sh")
    results = Results(sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(folders[-1]))
    for group in results.about:
        with open(os.path.join(results.folder, f"{group}.md"), "w", encoding="utf-8") as file:
            file.write(page(results, group))
    if results.limits and not results.is_busy("limits"):
        with open(os.path.join(DOCS, "roofline.svg"), "w", encoding="utf-8") as file:
            file.write(roofline.draw(results))
    fill(os.path.join(DOCS, "performance.md"), results)


if __name__ == "__main__":
    main()
