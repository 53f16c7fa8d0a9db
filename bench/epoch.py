#!/usr/bin/env python3
"""An epoch of 60,000 examples of 784 inputs, 784-128-10 (ReLU, softmax with cross-entropy) in batches of 64, gradient descent, 32-bit floats: by our trainer, by NumPy and by
PyTorch in turn, each time in a new process with the same number of threads. Everybody draws an order, gathers each batch, and counts loss and hits.

    /usr/bin/python3 bench/epoch.py [--threads 1] [--rounds 7] [--examples 60000]

PyTorch is written by hand too (products and in-place updates, without autograd), which is faster than with it at this size. NumPy runs with OpenBLAS as it chooses itself:
OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE are taken out of its environment. Prints the median over the rounds of our time / the fastest other one's, and the range. The exit code is 1
where that is more than 0.65.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys

OURS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Chainrule.Bench", "bin", "Release", "net10.0", "Chainrule.Bench")
WANTED = 0.65

NUMPY = """
import sys, time
import numpy as np
n = int(sys.argv[1])
draw = np.random.default_rng(1)
X = draw.random((n, 784), dtype=np.float32)
classes = draw.integers(0, 10, n)
Y = np.zeros((n, 10), np.float32); Y[np.arange(n), classes] = 1
W1 = (draw.standard_normal((784, 128)) * (2 / 784) ** 0.5).astype(np.float32); b1 = np.zeros(128, np.float32)
W2 = (draw.standard_normal((128, 10)) * (1 / 128) ** 0.5).astype(np.float32); b2 = np.zeros(10, np.float32)
rate = np.float32(0.001)
def epoch():
    global W1, b1, W2, b2
    order, loss, hits = draw.permutation(n), 0.0, 0
    for first in range(0, n, 64):
        rows = order[first:first + 64]
        x, y = X[rows], Y[rows]
        a = x @ W1; a += b1; np.maximum(a, 0, out=a)
        p = a @ W2; p += b2; p -= p.max(1, keepdims=True); np.exp(p, out=p); p /= p.sum(1, keepdims=True)
        t = classes[rows]
        loss -= float(np.log(p[np.arange(len(rows)), t]).sum()); hits += int((p.argmax(1) == t).sum())
        p -= y; p *= np.float32(1 / len(rows))
        d = p @ W2.T; d *= a > 0
        W2 -= rate * (a.T @ p); b2 -= rate * p.sum(0)
        W1 -= rate * (x.T @ d); b1 -= rate * d.sum(0)
"""

TORCH = """
import sys, time
import torch
n = int(sys.argv[1])
torch.set_num_threads(int(sys.argv[2]))
torch.set_grad_enabled(False)
torch.manual_seed(1)
X = torch.rand(n, 784)
classes = torch.randint(0, 10, (n,))
Y = torch.nn.functional.one_hot(classes, 10).float()
W1 = torch.randn(784, 128) * (2 / 784) ** 0.5; b1 = torch.zeros(128)
W2 = torch.randn(128, 10) * (1 / 128) ** 0.5; b2 = torch.zeros(10)
def epoch():
    order, loss, hits = torch.randperm(n), 0.0, 0
    for first in range(0, n, 64):
        rows = order[first:first + 64]
        x, y, t = X[rows], Y[rows], classes[rows]
        a = torch.addmm(b1, x, W1).relu_()
        z = torch.addmm(b2, a, W2)
        logs = torch.log_softmax(z, 1)
        loss -= float((logs * y).sum()); hits += int((z.argmax(1) == t).sum())
        p = logs.exp_().sub_(y).mul_(1 / len(rows))
        d = (p @ W2.t()).mul_(a > 0)
        W2.addmm_(a.t(), p, alpha=-0.001); b2.sub_(p.sum(0), alpha=0.001)
        W1.addmm_(x.t(), d, alpha=-0.001); b1.sub_(d.sum(0), alpha=0.001)
"""

# The fastest of three epochs after one to warm up: our harness likewise tells its fastest one.
TIMED = """
epoch()
times = []
for _ in range(3):
    began = time.perf_counter(); epoch(); times.append(time.perf_counter() - began)
import json
print(json.dumps({"step_us_min": 1e6 * min(times)}))
"""


def run(command, environment):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)["step_us_min"] / 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("--threads", 1), ("--rounds", 7), ("--examples", 60_000)):
        parser.add_argument(name, type=int, default=usual)
    args = parser.parse_args()
    n, threads = str(args.examples), str(args.threads)
    environment = {key: text for key, text in os.environ.items() if not key.startswith("OPENBLAS")} | {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
    commands = {
        "ours": [OURS, f"epoch:{n}:gradient-descent", threads, "1s"],
        "NumPy": [sys.executable, "-c", NUMPY + TIMED, n],
        "PyTorch": [sys.executable, "-c", TORCH + TIMED, n, threads],
    }
    rounds = []
    for number in range(args.rounds):
        rounds.append({name: run(command, environment) for name, command in commands.items()})
        print(f"round {number + 1}: " + ", ".join(f"{name} {1e3 * time:,.0f} ms" for name, time in rounds[-1].items()), file=sys.stderr)
    medians = {name: statistics.median(each[name] for each in rounds) for name in commands}
    fastest = min((name for name in commands if name != "ours"), key=medians.get)
    ratios = sorted(each["ours"] / each[fastest] for each in rounds)
    ratio = statistics.median(ratios)
    print(f"{args.examples:,} examples, threads: {threads}; medians of {args.rounds} rounds: " + ", ".join(f"{name} {1e3 * time:,.0f} ms" for name, time in medians.items()))
    print(f"ours / {fastest}: {ratio:.2f} ({ratios[0]:.2f} … {ratios[-1]:.2f}), wanted at most {WANTED}")
    return 0 if ratio <= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
