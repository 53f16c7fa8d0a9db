#!/usr/bin/env python3
"""Makes reference-values.csv (the functions of the number alphabet) and reference-laws.csv (activations and losses, values and slopes) beside it.

Everything is computed with 50 digits (mpmath; Debian's python3-mpmath) and written as the sum of two doubles, high + low. The tests read these files and need no Python. Run it again after
a new function or law:  python3 references.py

condition is what relative errors of the inputs come to in the result, added up: the sum of |input * derivative by that input|. An error of one unit in the last place of the inputs is one unit
in the last place of that much.
"""
import os
import random
import struct

import mpmath as mp

mp.mp.dps = 60
HERE = os.path.dirname(os.path.abspath(__file__))


def as_float(x):
    """The nearest float, so that readers of floats and of doubles take the same input."""
    return struct.unpack("f", struct.pack("f", x))[0]


def pair(value):
    high = float(value)
    return f"{high!r},{float(value - mp.mpf(high))!r}"


# The functions of the alphabet.

POINTS = [1e-9, 1e-3, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 20.0]
FUNCTIONS = {
    "exp": (mp.exp, POINTS + [-x for x in POINTS] + [-740.0, 700.0]),
    "expm1": (mp.expm1, [1e-300, 1e-17, 1e-12, 0.49, 0.51] + POINTS + [-x for x in [1e-300, 1e-17, 1e-12, 0.49, 0.51] + POINTS] + [-740.0, 700.0]),
    "log": (mp.log, POINTS + [1e-300, 1e300, 1 - 2**-50, 1 + 2**-50]),
    "log1p": (mp.log1p, [1e-300, 1e-17, 1e300] + POINTS + [-1e-300, -1e-17, -1e-9, -1e-3, -0.25, -0.5, -0.75, -1 + 2**-20, -1 + 2**-50]),
    "tanh": (mp.tanh, POINTS + [-x for x in POINTS]),
    "sqrt": (mp.sqrt, POINTS + [1e-300, 1e300]),
    "sigmoid": (lambda x: 1 / (1 + mp.exp(-x)), POINTS + [-x for x in POINTS] + [-700.0, 700.0]),
    "softplus": (lambda x: mp.log1p(mp.exp(x)), POINTS + [-x for x in POINTS] + [-36.7368, -37.0, 36.7368, -700.0, 700.0]),
    "erf": (mp.erf, POINTS + [-x for x in POINTS] + [1.9999, 2.0001, 5.9]),
    "erfc": (mp.erfc, POINTS + [-x for x in POINTS] + [0.44, 0.46, 0.8, 6.5, 10.0, 26.0]),
}


def values():
    rng = random.Random(1)
    for name, (function, points) in FUNCTIONS.items():
        signs = [1] if name in ("log", "sqrt") else [1, -1]
        some = [rng.choice(signs) * rng.expovariate(0.4) for _ in range(24)]
        if name == "log1p":
            some = [x if x > -0.999 else -x for x in some]
        for x in points + some:
            yield f"{name},{x!r},{pair(function(mp.mpf(x)))}"


# Laws. A row is one number: law, what (value or slope), the inputs it depends on, which component, high, low, condition.

def sigmoid(z):
    return 1 / (1 + mp.exp(-z))


def density(z):
    return mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def normal(z):
    return mp.erfc(-z / mp.sqrt(2)) / 2


# f, f', f'' of z, with the branch that z is on.
ACTIVATIONS = {
    "identity": lambda z: (z, 1, 0),
    "sigmoid": lambda z: (sigmoid(z), sigmoid(z) * sigmoid(-z), sigmoid(z) * sigmoid(-z) * (sigmoid(-z) - sigmoid(z))),
    "tanh": lambda z: (mp.tanh(z), mp.sech(z) ** 2, -2 * mp.tanh(z) * mp.sech(z) ** 2),
    "relu": lambda z: (z, 1, 0) if z > 0 else (0, 0, 0),
    "leaky-relu": lambda z: (z, 1, 0) if z > 0 else (mp.mpf(0.01) * z, mp.mpf(0.01), 0),
    "elu": lambda z: (z, 1, 0) if z > 0 else (mp.expm1(z), mp.exp(z), mp.exp(z)),
    "softplus": lambda z: (mp.log1p(mp.exp(z)), sigmoid(z), sigmoid(z) * sigmoid(-z)),
    "silu": lambda z: (
        z * sigmoid(z),
        sigmoid(z) * (1 + z * sigmoid(-z)),
        sigmoid(z) * sigmoid(-z) * (2 + z * (sigmoid(-z) - sigmoid(z))),
    ),
    "gelu": lambda z: (z * normal(z), normal(z) + z * density(z), density(z) * (2 - z * z)),
}

SIZES = [
    1e-300, 1e-17, 1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 0.01, 0.1, 0.3, 0.49, 0.51, 0.69, 0.7517, 0.9, 1, 1.12, 1.1555, 1.2785, 1.5, 1.69, 1.72, 1.94, 1.96, 2.5, 3, 4, 5, 7, 8.5, 10, 12, 15.3, 18,
    20, 25, 30, 36, 36.7, 36.7368, 36.9, 37, 37.5, 38, 40, 50, 88, 104, 150, 300, 500, 650, 700, 709, 740,
]


def sizes():
    for size in SIZES:
        z = as_float(size) if size > 1e-37 else size
        yield z
        yield -z
    yield 0.0


def row(law, what, inputs, component, value, condition):
    listed = ";".join(" ".join(repr(float(x)) for x in part) for part in inputs)
    return f"{law},{what},{listed},{component},{pair(mp.mpf(value))},{float(condition)!r}"


def activations():
    for name, law in ACTIVATIONS.items():
        for z in sizes():
            f, slope, bend = law(mp.mpf(z))
            yield row(name, "value", [[z]], 0, f, abs(z * slope))
            yield row(name, "slope", [[z]], 0, slope, abs(z * bend))


def softmax(z):
    largest = max(z)
    shares = [mp.exp(each - largest) for each in z]
    return [each / sum(shares) for each in shares]


ROWS = [[0, 0], [1, 2, 3], [-1.5, 0.25, 4], [20, -20], [0.5, 0.5, 0.5, 0.25], [36.75, 0, -1], [40, 0], [-300, 300, 299], [1e-9, -1e-9], [700, -45, 0]]


def rows_of_softmax():
    for z in ROWS:
        p = softmax([mp.mpf(x) for x in z])
        da = [1 - 0.75 * i for i in range(len(z))]
        mean = sum(g * q for g, q in zip(da, p))
        mean_size = sum(abs(g) * q for g, q in zip(da, p))
        # What relative errors of the z come to in a p, relatively.
        error = [sum(abs(z[i] * ((i == j) - p[i])) for i in range(len(z))) for j in range(len(z))]
        for j in range(len(z)):
            yield row("softmax", "value", [z], j, p[j], p[j] * error[j])
            through = p[j] * (error[j] * (abs(da[j]) + mean_size) + sum(abs(g) * q * e for g, q, e in zip(da, p, error)))
            yield row("softmax", "slope", [z, da], j, p[j] * (da[j] - mean), p[j] * (abs(da[j]) + mean_size) + through)


ERRORS = [(0.5, 0.25), (1, 1), (3, -2), (1e-9, 2e-9), (0.1, 0.0), (1e6, 1.0), (-4, 1e6), (1, 1 + 2**-20), (2, 0.5), (0.3, 1.3), (1e-200, 0), (1e100, 0)]


# l, dl/da, d²l/da² of the error d = a - y.
LOSSES = {
    "half-sse": lambda d: (d * d / 2, d, mp.mpf(1)),
    "sse": lambda d: (d * d, 2 * d, mp.mpf(2)),
    "mse": lambda d: (d * d, 2 * d, mp.mpf(2)),
    "huber": lambda d: (d * d / 2, d, mp.mpf(1)) if abs(d) <= 1 else (abs(d) - mp.mpf(1) / 2, mp.sign(d), mp.mpf(0)),
}


def losses():
    for name, law in LOSSES.items():
        for a, y in ERRORS:
            a, y = as_float(a) if abs(a) < 1e30 and (a == 0 or abs(a) > 1e-30) else a, as_float(y)
            value, slope, bend = law(mp.mpf(a) - mp.mpf(y))
            yield row(name, "value", [[a], [y]], 0, value, (abs(a) + abs(y)) * abs(slope))
            yield row(name, "slope", [[a], [y]], 0, slope, (abs(a) + abs(y)) * bend)


def hinge():
    for y in (1.0, -1.0):
        for a in [0.0, 0.5, 0.999, 1 + 2**-20, 1e-9, 3.0, 1e6, 1e100, -0.5, -1.0 - 2**-20, -3.0, -1e6]:
            a = as_float(a) if abs(a) < 1e30 else a
            margin = 1 - y * mp.mpf(a)
            yield row("hinge", "value", [[a], [y]], 0, max(margin, 0), 2 * abs(a) if margin > 0 else 0)
            yield row("hinge", "slope", [[a], [y]], 0, -y if margin > 0 else 0, 1 if margin > 0 else 0)


LIKELY = [1e-300, 1e-17, 1e-9, 1e-3, 0.25, 0.5, 0.75, 0.999, 1 - 2**-20, 1 - 2**-53]
TARGETS = [0.0, 1.0, 0.25]


def textbook_cross_entropies():
    for a in LIKELY:
        for y in TARGETS:
            x, t = mp.mpf(a), mp.mpf(y)
            value = -(t * mp.log(x) + (1 - t) * mp.log1p(-x))
            by_a, by_y = (x - t) / (x * (1 - x)), mp.log1p(-x) - mp.log(x)
            yield row("binary-cross-entropy of a", "value", [[a], [y]], 0, value, abs(x * by_a) + abs(t * by_y))
            bend = t / x**2 + (1 - t) / (1 - x) ** 2
            yield row("binary-cross-entropy of a", "slope", [[a], [y]], 0, by_a, abs(x * bend) + abs(t / (x * (1 - x))))
        yield row("softmax-cross-entropy of a", "value", [[a], [1.0]], 0, -mp.log(mp.mpf(a)), 1 - mp.log(mp.mpf(a)))
        yield row("softmax-cross-entropy of a", "slope", [[a], [1.0]], 0, -1 / mp.mpf(a), 1 / mp.mpf(a))


def fused_cross_entropies():
    for z in sizes():
        for y in TARGETS:
            x, t, a = mp.mpf(z), mp.mpf(y), sigmoid(mp.mpf(z))
            value = t * mp.log1p(mp.exp(-x)) + (1 - t) * mp.log1p(mp.exp(x))
            yield row("binary-cross-entropy", "value", [[z], [y]], 0, value, abs(x * (a - t)) + abs(t * x))
            yield row("binary-cross-entropy", "slope", [[z], [y]], 0, a - t, a + t + abs(x * a * sigmoid(-x)))
    for z in ROWS:
        x, p = [mp.mpf(each) for each in z], softmax([mp.mpf(each) for each in z])
        for y in ([float(j == 0) for j in range(len(z))], [1.0 / 2] * 2 + [0.0] * (len(z) - 2)):
            value = max(x) + mp.log(sum(mp.exp(each - max(x)) for each in x)) - sum(t * each for t, each in zip(y, x))
            condition = sum(abs(each * (q - t)) + abs(t * each) for each, q, t in zip(x, p, y))
            yield row("softmax-cross-entropy", "value", [z, y], 0, value, condition)
            for j in range(len(z)):
                moved = sum(abs(x[i] * ((i == j) - p[i])) for i in range(len(z)))
                yield row("softmax-cross-entropy", "slope", [z, y], j, p[j] - y[j], p[j] + y[j] + p[j] * moved)


def write(name, heading, lines):
    with open(os.path.join(HERE, name), "w", newline="\n") as file:
        file.write(heading + "\n")
        for line in lines:
            file.write(line + "\n")


write("reference-values.csv", "function,x,high,low", values())
write(
    "reference-laws.csv",
    "law,what,inputs,component,high,low,condition",
    (line for part in (activations, rows_of_softmax, losses, hinge, textbook_cross_entropies, fused_cross_entropies) for line in part()),
)
