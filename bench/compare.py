#!/usr/bin/env python3
"""Runs our harness and the other systems' in turn and notes every measurement in bench/results/<cpu>/results.jsonl.

Each round runs every command of a comparison once, one after the other, so that a neighbour on the machine disturbs all alike. What counts is the ratio
within a round; report.py turns the notes into tables.

With --against BUILD it runs our harness and another build of it instead, needs no other system, and says for each workload how many times as long the new one
takes. The exit code is 1 if that is not shown to be within the limit, and 2 if something could not be run."""
import argparse
import datetime
import json
import os
import re
import subprocess
import sys
import time
import unittest

import against

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = os.path.join(HERE, "Chainrule.Bench", "bin", "Release", "net10.0", "Chainrule.Bench")
AOT = os.path.join(HERE, "Chainrule.Aot", "bin", "aot", "Chainrule.Aot")
PYTHON = "/usr/bin/python3"


class Systems:
    """The command of each system, with {w} {t} {b} for workload, threads and budget."""

    def __init__(self, anchors):
        libtorch = subprocess.run(["find", anchors, "-name", "libtorch_cpu.so"], capture_output=True, text=True).stdout.split()
        mkl = f"LIBTORCH_CPU={libtorch[0] if libtorch else ''} "
        self.commands = {
            "chainrule": f"{OURS} {{w}} {{t}} {{b}}",
            "chainrule, AVX2 only": f"DOTNET_EnableAVX512=0 {OURS} {{w}} {{t}} {{b}}",
            "chainrule, 128 bits": f"DOTNET_EnableAVX512=0 DOTNET_EnableAVX2=0 {OURS} {{w}} {{t}} {{b}}",
            "chainrule, three loops": f"{OURS} {{w}} {{t}} {{b}} plain",
            "chainrule, careful doubles": f"{OURS} {{w}} {{t}} {{b}} double",
            "TensorPrimitives": f"{OURS} {{w}} {{t}} {{b}} tensorprimitives",
            "libtorch": f"{anchors}/torchsharp.sh {{w}} {{t}} {{b}} manual",
            "libtorch, autograd": f"{anchors}/torchsharp.sh {{w}} {{t}} {{b}}",
            "NumPy": f"OPENBLAS_NUM_THREADS={{t}} {PYTHON} {anchors}/numpy_anchor.py {{w}} {{t}} {{b}} out",
            "scikit-learn": f"{PYTHON} {anchors}/sklearn_anchor.py {{w}} {{t}} {{b}}",
            "FANN": f"{anchors}/bin/fann_anchor {{w}} {{t}} {{b}}",
            "MKL": f"{mkl}{anchors}/bin/blas_anchor mkl {{w}} {{t}} {{b}}",
            "MKL, fastest mode": f"VML_MODE=EP {mkl}{anchors}/bin/blas_anchor mkl {{w}} {{t}} {{b}}",
            "OpenBLAS": f"{anchors}/bin/blas_anchor openblas {{w}} {{t}} {{b}}",
            "micrograd": f"{PYTHON} {anchors}/micrograd_anchor.py {{w}} {{t}} {{b}}",
        }

    def run(self, system, workload, threads, budget):
        command = self.commands[system].format(w=workload, t=threads, b=budget)
        done = subprocess.run(command, shell=True, capture_output=True, text=True)
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        return json.loads(lines[-1]) if lines else {"error": (done.stderr.strip().splitlines() or ["no output"])[-1]}


MNIST, WIDE = "64x128x784", "256x1024x1024"
ODD = [  # an odd net and the nearest round one
    ("37-101-13:relu:softmax-cross-entropy:33", "32-96-16:relu:softmax-cross-entropy:32"),
    ("300-77-5:relu:softmax-cross-entropy:19", "304-80-8:relu:softmax-cross-entropy:16"),
    ("785-129-11:relu:softmax-cross-entropy:65", "784-128-16:relu:softmax-cross-entropy:64"),
    ("1000-999-7:tanh:mse:127", "1024-1024-8:tanh:mse:128"),
]


def comparisons():
    """(group, workload, threads, systems): the first system is the one that is compared with the others."""
    ours = "chainrule"
    yield "training", "W1", 1, [ours, "FANN", "NumPy", "libtorch"]
    yield "training", "W2", 1, [ours, "NumPy", "libtorch", "libtorch, autograd", "FANN"]
    for workload in "W3", "W4", "W5":
        for threads in 1, 2:
            yield "training", workload, threads, [ours, "libtorch", "libtorch, autograd", "NumPy"]
    for workload in "W6b1", "W6b1024":
        for threads in 1, 2:
            yield "inference", workload, threads, [ours, "libtorch", "NumPy"]
    for form in "NT", "NN", "TN":
        for side in 64, 256, 1024:
            yield "products", f"W7:{form}:{side}x{side}x{side}", 1, [ours, "MKL", "OpenBLAS"]
    for workload in "W8a", "W8b":
        yield "scalar", workload, 1, [ours, "micrograd"]
    for function in "exp", "tanh":
        yield "elementwise", f"W9:{function}:4096", 1, [ours, "TensorPrimitives", "MKL", "MKL, fastest mode", "libtorch"]
    for odd, even in ODD:
        yield "odd", odd, 1, [ours]
        yield "odd", even, 1, [ours]
    for workload in "W3", "W4", "W5":
        yield "widths", workload, 1, [ours, "chainrule, AVX2 only", "chainrule, 128 bits"]
    for shape in MNIST, WIDE:
        for step in "loops", "sums", "vector", "vector-sums", "tile", "tuned":
            yield "ladder", f"ladder:{step}:{shape}", 1, [ours]
    for workload in "W2", "W3":
        yield "ladder", workload, 1, [ours, "chainrule, three loops", "chainrule, careful doubles"]


def interleave(systems, rows, rounds, budget, note):
    """Comparisons of one group take turns too: a ladder's steps are compared with each other."""
    for round_ in range(rounds):
        for group, workload, threads, names in rows:
            for name in names:
                result = systems.run(name, workload, threads, budget)
                note({"group": group, "workload": workload, "threads": threads, "name": name, "round": round_, **result})


def crowded(systems, rounds, budget, note):
    """Another process takes a core: how much slower is a step?"""
    for round_ in range(rounds):
        for threads in 1, 2:
            for name, hogs in ("alone", 0), ("one core taken", 1):
                others = [subprocess.Popen(["taskset", "-c", "1", "sh", "-c", "while :; do :; done"]) for _ in range(hogs)]
                try:
                    result = systems.run("chainrule", "W3", threads, budget)
                finally:
                    for other in others:
                        other.kill()
                        other.wait()
                note({"group": "crowded", "workload": "W3", "threads": threads, "name": name, "round": round_, **result})


def start(systems, rounds, note):
    """From the start of the process to the end of the first step of W1, on the clock of the one who waits."""
    commands = {name: systems.commands[name].format(w="W1", t=1, b="first").split() for name in ("chainrule", "libtorch, autograd")}
    if os.path.exists(AOT):
        commands["chainrule, AOT"] = [AOT]
    for round_ in range(rounds):
        for name, command in commands.items():
            begin = time.perf_counter()
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
                process.stdout.readline()
                milliseconds = (time.perf_counter() - begin) * 1e3
                process.stdout.read()
            note({"group": "start", "workload": "W1", "threads": 1, "name": name, "round": round_, "first_step_ms": round(milliseconds, 2)})


def limits(anchors, note):
    done = subprocess.run([f"{anchors}/bin/limits", "0.1", "5"], capture_output=True, text=True)
    for line in done.stdout.splitlines():
        note({"group": "limits", **json.loads(line)})


def cpu():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        fields = dict(line.split(":", 1) for line in info.read().split("\n\n")[0].replace("\t", "").splitlines() if ":" in line)
    name = re.sub(r"\((R|TM)\)|CPU|@.*|Processor", "", fields["model name"]).strip()
    return re.sub(r"[^a-z0-9]+", "-", f"{name} family {fields['cpu family'].strip()} model {fields['model'].strip()}".lower()).strip("-")


def said(command):
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=HERE)
    return (done.stdout.strip().splitlines() or [""])[0]


def versions(anchors):
    torch = said(f"sed -n 's/.*TorchSharp-cpu\" Version=\"\\([^\"]*\\).*/\\1/p' {anchors}/tsharp/*.csproj")
    packages = said("dpkg-query -W -f='${Package} ${Version}; ' python3-numpy libopenblas0-pthread libfann2 2>/dev/null")
    return {
        "date": datetime.date.today().isoformat(),
        "commit": said("git rev-parse --short=10 HEAD") + (" with changes" if said("git diff --quiet HEAD -- ../src . ':!results' || echo yes") else ""),
        "cpu": cpu(),
        "cores": os.cpu_count(),
        "runtime": said("dotnet --version"),
        "others": f"TorchSharp-cpu {torch}; {packages}".strip("; "),
    }


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("anchors", nargs="?", metavar="ANCHORS", help="the folder of the other systems' harnesses")
    parser.add_argument("--groups", help="the comparisons with other systems to run (default: all)")
    parser.add_argument("--rounds", type=int, help="how often every command is run in turn (default 5; 30 with --against)")
    parser.add_argument("--budget", help="how long each is measured (default 1s; with --against 0.2s, and 1s for W1, W8a and W8b)")
    parser.add_argument("--self-test", action="store_true", help="test what --against is made of")
    own = parser.add_argument_group("another build of ours")
    own.add_argument("--against", metavar="BUILD", help="the output folder of another build of Chainrule.Bench, or a checkout in which it is built")
    own.add_argument("--workloads", metavar="W1,W2", help="only these; W7 is all products, W3@2 is W3 with 2 threads")
    own.add_argument("--limit", action="append", metavar="[WORKLOAD=]RATIO",
                     help="what new/old must not exceed: W1=1.03 for one workload, 1.05 for all without their own (default W1=1.03, else 1.05)")
    own.add_argument("--time", choices=list(against.TIMES), help="which chunk of a measurement is judged (default fastest: neighbours can only slow one down)")
    own.add_argument("--markdown", action="store_true", help="write the table into bench/results/<cpu>/against.md too")
    given = parser.parse_args()
    if given.self_test:
        return given
    if given.against is None and given.anchors is None:
        parser.error("ANCHORS: got nothing, wanted the folder of the other systems' harnesses; or compare with another build of ours: --against BUILD")
    foreign = ["groups"] if given.against is not None else ["workloads", "limit", "time", "markdown"]
    for option in foreign:
        if getattr(given, option):
            parser.error(f"--{option}: this goes {'with ANCHORS, and not with' if given.against is not None else 'only with'} --against BUILD; leave one of them out")
    return given


def against_build(given):
    rounds, budget, judged = 30 if given.rounds is None else given.rounds, given.budget, given.time or "fastest"
    against.require_sensible(rounds, budget)
    every = [(workload, threads) for group, workload, threads, _ in comparisons() if group in ("training", "inference", "products", "scalar")]
    limit = against.limits(given.limit or [], every)
    rows = against.select(given.workloads, every)
    old = against.Build(given.against, "--against")
    new = against.Build(os.path.dirname(OURS) if os.path.exists(OURS) else os.path.dirname(HERE), "our own build")

    def say(text):
        print(text, file=sys.stderr, flush=True)

    say(f"new: {new.folder}, commit {new.commit()}\nold: {old.folder}, commit {old.commit()}")
    load = os.getloadavg()[0]
    times = against.measure(new, old, against.budgets(budget, rows), rounds, say)
    load = max(load, os.getloadavg()[0])
    results = [against.Row(row, times[row], limit[row], judged) for row in rows]
    body = against.tabled(results, judged)
    print(body)
    if given.markdown:
        folder = os.path.join(HERE, "results", cpu())
        os.makedirs(folder, exist_ok=True)
        origin = f"{cpu()}, {os.cpu_count()} cores; .NET SDK {said('dotnet --version')}; {datetime.date.today().isoformat()}"
        with open(os.path.join(folder, "against.md"), "w", encoding="utf-8") as file:
            file.write(against.page(body, new, old, origin, rounds, budget or against.DEFAULT_BUDGETS, judged, load, os.cpu_count()))
    for row in results:
        if not row.holds:
            say(row.complaint())
    return 0 if all(row.holds for row in results) else 1


def self_test():
    tests = unittest.defaultTestLoader.discover(HERE, pattern="against_test.py")
    return 0 if unittest.TextTestRunner().run(tests).wasSuccessful() else 1


def main():
    given = arguments()
    if given.self_test:
        sys.exit(self_test())
    if given.against is not None:
        try:
            sys.exit(against_build(given))
        except against.Problem as problem:
            print(problem, file=sys.stderr)
            sys.exit(2)
    with_others(given)


def with_others(given):
    rounds, budget = 5 if given.rounds is None else given.rounds, given.budget or "1s"
    groups = None if given.groups in (None, "all") else given.groups.split(",")
    systems = Systems(given.anchors)
    if not os.environ.get("MICROGRAD_SRC"):
        del systems.commands["micrograd"]
        print("MICROGRAD_SRC is not set: micrograd is left out", file=sys.stderr)

    folder = os.path.join(HERE, "results", cpu())
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "results.jsonl")
    rows = [(g, w, t, [n for n in names if n in systems.commands]) for g, w, t, names in comparisons()]
    present = list(dict.fromkeys(row[0] for row in rows)) + ["crowded", "start", "limits"]
    unknown = set(groups or []) - set(present)
    if unknown:
        sys.exit(f"unknown group {', '.join(unknown)}; there are {', '.join(present)}")
    wanted = groups or present

    kept = []
    if os.path.exists(path):
        with open(path, encoding="utf-8") as before:
            kept = [line for line in before if json.loads(line)["group"] not in wanted]
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(kept)
        stamp = versions(given.anchors)

        def note(entry):
            out.write(json.dumps(entry, ensure_ascii=False) + "\n")
            out.flush()
            print(json.dumps(entry, ensure_ascii=False), file=sys.stderr)

        for group in wanted:
            note({"group": group, "about": {**stamp, "rounds": rounds, "budget": budget}})
            note({"group": group, "load": round(os.getloadavg()[0], 1)})
            if group == "crowded":
                crowded(systems, rounds, budget, note)
            elif group == "start":
                start(systems, rounds, note)
            elif group == "limits":
                limits(given.anchors, note)
            elif group in ("odd", "ladder"):
                interleave(systems, [row for row in rows if row[0] == group], rounds, budget, note)
            else:
                for row in rows:
                    if row[0] == group:
                        interleave(systems, [row], rounds, budget, note)
            note({"group": group, "load": round(os.getloadavg()[0], 1)})


if __name__ == "__main__":
    main()
