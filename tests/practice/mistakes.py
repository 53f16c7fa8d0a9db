#!/usr/bin/env python3
"""Steps computed by hand, with numpy, rightly and with one mistake: one problem a line, with what comes of each mistake.

    mistakes.py COUNT OF_EACH_OTHER_KIND [SEED]

Written from the formulas and without the catalogue: only the names of the mistakes are its.
"""
import json
import sys

import numpy as np

ACTIVATIONS = {
    "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a * a),
    "relu": (lambda z: np.maximum(z, 0), lambda z, a: (z > 0) * 1.0),
    "leaky-relu": (lambda z: np.where(z > 0, z, 0.01 * z), lambda z, a: np.where(z > 0, 1, 0.01)),
    "identity": (lambda z: z, lambda z, a: np.ones_like(z)),
    "softplus": (lambda z: np.log1p(np.exp(z)), lambda z, a: 1 / (1 + np.exp(-z))),
    "silu": (lambda z: z / (1 + np.exp(-z)), lambda z, a: (s := 1 / (1 + np.exp(-z))) + z * s * (1 - s)),
    "softmax": (lambda z: (e := np.exp(z - z.max(axis=1, keepdims=True))) / e.sum(axis=1, keepdims=True), None),
}
EPSILON = 1e-5


def step(problem, mistake="", where=None):
    """All numbers of one step of gradient descent, by name: examples in rows, W to x from. `where` is the layer of the mistake; None for all."""
    numbers, layers, loss = {}, problem["layers"], problem["loss"]
    X, Y = np.array([e["x"] for e in problem["examples"]]), np.array([e["y"] for e in problem["examples"]], float)
    n, outputs, eta = len(X), Y.shape[1], problem["learningRate"]

    def errs(name, layer):
        return mistake == name and where in (None, layer)

    values = [X]
    for l, layer in enumerate(layers, 1):
        x, kind = values[-1], layer.get("kind", "dense")
        if kind == "dense":
            W, b = np.array(layer["weights"]), np.array(layer["biases"])
            f, _ = ACTIVATIONS[layer["activation"]]
            z = x @ (W.T if not errs("weights-turned-forward", l) else W)
            if not errs("bias-left-out", l):
                z = z + b * (W.shape[1] if errs("bias-for-each-input", l) else 1)
            a = z if errs("activation-left-out", l) else f(z)
            numbers[f"z{l}"], numbers[f"a{l}"] = z, a
        elif kind == "layer-norm":
            mean = x.mean(axis=1, keepdims=True)
            sd = np.sqrt(((x - mean) ** 2).sum(axis=1, keepdims=True) / (x.shape[1] - (mistake == "norm-sample-deviation")) + EPSILON)
            norm = (x - mean) / (sd * sd if mistake == "norm-variance" else sd)
            a = np.array(layer["gain"]) * norm + np.array(layer["biases"])
            numbers.update({f"n{l}": norm, f"a{l}": a})
            if mistake == "norm-variance":
                sd = sd * sd
            numbers[f"sd{l}"] = sd[:, 0]
        elif kind == "residual":
            a = x if mistake == "skip-forgotten" else x + values[layer["from"]]
            numbers[f"a{l}"] = a
        elif kind == "dropout":
            mask = np.array(layer["mask"])
            a = x * ((mask != 0) if mistake == "dropout-not-scaled" else mask)
            numbers[f"a{l}"] = a
        values.append(a)

    last, a = len(layers), values[-1]
    share = 1 if mistake == "error-summed-over-examples" else 1 / n
    if loss in ("softmax-cross-entropy", "binary-cross-entropy"):
        start = (a - Y) * share
        if mistake == "cross-entropy-slope-again":
            start = start * a * (1 - a)
    else:
        factor = {"half-sse": 1, "sse": 2, "mse": 2 / outputs}[loss]
        if mistake == "two-left-out" and loss != "half-sse":
            factor /= 2
        if mistake == "two-too-many" and loss == "half-sse":
            factor *= 2
        if mistake == "error-summed-over-outputs" and loss == "mse":
            factor *= outputs
        start = (a - Y) * factor * share
    if mistake == "target-left-out":
        start = a * share * (1 if loss.endswith("entropy") else factor)
    if mistake == "error-sign":
        start = -start
    paired = loss.endswith("entropy")
    back = {last: start}
    for l in range(last, 0, -1):
        layer, x = layers[l - 1], values[l - 1]
        kind, g = layer.get("kind", "dense"), back.get(l)
        if kind == "dense":
            W, a, z = np.array(layer["weights"]), values[l], numbers[f"z{l}"]
            if l == last and paired:
                dz = g
            else:
                numbers[f"dA{l}"] = g
                slope = ACTIVATIONS[layer["activation"]][1]
                if slope is None:
                    dz = g * a * (1 - a) if errs("softmax-diagonal", l) else a * (g - (g * a).sum(axis=1, keepdims=True))
                elif errs("relu-gate-left-out" if layer["activation"] == "relu" else "slope-left-out", l):
                    dz = g
                elif errs("slope-at-a", l):
                    dz = g * slope(a, ACTIVATIONS[layer["activation"]][0](a))
                elif errs("slope-twice", l):
                    dz = g * slope(z, a) ** 2
                elif errs("slope-of-z", l):
                    dz = g * slope(z, z)
                elif errs("activation-for-slope", l):
                    dz = g * a
                else:
                    dz = g * slope(z, a)
            numbers[f"dZ{l}"] = dz
            dW, db = dz.T @ x, dz.sum(axis=0)
            if errs("weight-gradient-without-input", l):
                dW = dz.T @ np.ones_like(x)
            if errs("weight-gradient-turned", l):
                dW = x.T @ dz
            if errs("weight-gradient-of-inputs", l):
                dW = dz.T @ X
            if errs("weight-gradient-of-own-activation", l):
                dW = dz.T @ a
            if errs("weight-gradient-of-one-example", l):
                dW = dz[-1:].T @ x[-1:]
            if errs("weight-gradient-times-weight", l):
                dW = db[:, None] * W
            if errs("bias-gradient-times-input", l):
                db = (dz * x[:, :1]).sum(axis=0)
            if errs("bias-gradient-for-each-weight", l):
                db = db * W.shape[1]
            if errs("bias-gradient-forgotten", l):
                db = db * 0
            if errs("bias-gradient-shared", l):
                db = np.full_like(db, db.sum())
            numbers[f"dW{l}"], numbers[f"db{l}"] = dW, db
            through = W
            if mistake == "updated-weights":
                through = W - eta * dW
            if errs("weights-turned-back", l):
                through = W.T
            if errs("way-back-without-weights", l):
                through = np.ones_like(W)
            dx = dz @ through
            if errs("one-way-of-several", l):
                dx = dz[:, :1] @ W[:1]
            if errs("delta-of-another-unit", l):
                dx = dz[:, ::-1] @ W
        elif kind == "layer-norm":
            norm, sd, gain = numbers[f"n{l}"], numbers[f"sd{l}"][:, None], np.array(layer["gain"])
            numbers[f"dA{l}"] = g
            dn = g if mistake == "norm-gain-left-out" else g * gain
            numbers[f"dN{l}"] = dn
            numbers[f"dgain{l}"] = g.sum(axis=0) if mistake == "norm-gain-gradient-without-n" else (g * norm).sum(axis=0)
            numbers[f"db{l}"] = g.sum(axis=0)
            dx = dn
            if mistake not in ("norm-constants", "norm-mean-constant"):
                dx = dx - dn.mean(axis=1, keepdims=True)
            if mistake not in ("norm-constants", "norm-deviation-constant"):
                dx = dx - norm * (dn * norm).mean(axis=1, keepdims=True)
            dx = dx / sd
        elif kind == "residual":
            numbers[f"dA{l}"] = g
            dx = g
            if mistake != "way-overwritten" and layer["from"] > 0:
                back[layer["from"]] = g
        elif kind == "dropout":
            numbers[f"dA{l}"] = g
            dx = g if mistake == "dropout-mask-forgotten-back" else g * np.array(layer["mask"])
        if l > 1:
            back[l - 1] = dx + back[l - 1] if l - 1 in back else dx
    rate = -eta if mistake == "gradient-ascent" else 1 if mistake == "rate-left-out" else eta * eta if mistake == "rate-twice" else eta
    for l, layer in enumerate(layers, 1):
        for key, letter in (("weights", "W"), ("gain", "gain"), ("biases", "b")):
            if key in layer:
                stays = letter == "b" and mistake == "biases-not-updated"
                numbers[f"new{letter}{l}"] = np.array(layer[key]) - (0 if stays else rate * numbers[f"d{letter}{l}"])
    return numbers


SOMEWHERE = ["bias-left-out", "bias-for-each-input", "activation-left-out", "weights-turned-forward", "slope-left-out", "relu-gate-left-out", "slope-at-a", "slope-twice", "slope-of-z",
             "activation-for-slope", "softmax-diagonal", "weight-gradient-without-input", "weight-gradient-turned", "weight-gradient-of-inputs", "weight-gradient-of-own-activation",
             "weight-gradient-of-one-example", "weight-gradient-times-weight", "bias-gradient-times-input", "bias-gradient-for-each-weight", "bias-gradient-forgotten", "bias-gradient-shared",
             "weights-turned-back", "way-back-without-weights", "one-way-of-several", "delta-of-another-unit"]
ONCE = ["error-sign", "two-left-out", "two-too-many", "error-summed-over-outputs", "error-summed-over-examples", "cross-entropy-slope-again", "target-left-out", "updated-weights",
        "gradient-ascent", "rate-left-out", "rate-twice", "biases-not-updated"]
OF_KIND = {
    "dense": [], "layer-norm": ["norm-constants", "norm-mean-constant", "norm-deviation-constant", "norm-gain-left-out", "norm-gain-gradient-without-n", "norm-sample-deviation", "norm-variance"],
    "residual": ["skip-forgotten", "way-overwritten"], "dropout": ["dropout-not-scaled", "dropout-mask-forgotten-back"],
}


def problem_of(rng, kind):
    depth, examples = (int(rng.integers(2, 5)), int(rng.integers(1, 4))) if kind == "dense" else (2, int(rng.integers(1, 3)))
    loss = str(rng.choice(["half-sse", "sse", "mse", "softmax-cross-entropy", "binary-cross-entropy"]))
    sizes = [int(s) for s in rng.integers(2, 4, depth + 1)]
    if kind != "dense":
        sizes[:2] = [3, 3]
    hidden = str(rng.choice([f for f in ACTIVATIONS if f != "softmax"]))
    output = {"softmax-cross-entropy": "softmax", "binary-cross-entropy": "sigmoid"}.get(loss) or str(rng.choice(list(ACTIVATIONS)))
    layers = [{"activation": hidden if l < depth else output, "weights": np.round(rng.uniform(-1, 1, (sizes[l], sizes[l - 1])), 2).tolist(), "biases": np.round(rng.uniform(-.5, .5, sizes[l]), 2).tolist()}
              for l in range(1, depth + 1)]
    if kind == "layer-norm":
        layers.insert(1, {"kind": kind, "gain": np.round(rng.uniform(.5, 2, 3), 2).tolist(), "biases": np.round(rng.uniform(-.5, .5, 3), 2).tolist()})
    elif kind == "residual":
        layers.insert(1, {"activation": hidden, "weights": np.round(rng.uniform(-1, 1, (3, 3)), 2).tolist(), "biases": [0.1, -0.2, 0.3]})
        layers.insert(2, {"kind": kind, "from": 1})
    elif kind == "dropout":
        layers.insert(1, {"kind": kind, "rate": 0.5, "mask": [int(2 * b) for b in rng.permutation([0, 1, 1])]})
    y = np.round(rng.uniform(0, 1, (examples, sizes[-1])), 2)
    if loss == "softmax-cross-entropy":
        y = np.eye(sizes[-1])[rng.integers(0, sizes[-1], examples)]
    elif loss == "binary-cross-entropy":
        y = rng.integers(0, 2, (examples, sizes[-1])).astype(float)
    x = np.round(rng.uniform(-1, 1, (examples, sizes[0])), 2)
    return {"layers": layers, "loss": loss, "learningRate": float(rng.choice([0.1, 0.5, 0.3])), "examples": [{"x": a.tolist(), "y": b.tolist()} for a, b in zip(x, y)]}


def with_zeros(number):
    # Four digits, zeros at the end included: they say how exactly it is meant.
    return f"{number:.3e}"


def addresses(numbers, examples):
    for name, values in numbers.items():
        of_examples = name[0] in "za" or name[:2] in ("dZ", "dA", "dN") or name[0] == "n" and name[1].isdigit() or name.startswith("sd")
        for index in np.ndindex(values.shape):
            shown = index[1:] if of_examples and examples == 1 else index
            if name.startswith("sd"):
                shown = index if examples > 1 else ()
            yield f"{name}[{','.join(map(str, shown))}]" if shown else name, name, values[index], index


def cases(rng, problem, mistakes, places):
    right = step(problem)
    examples = len(problem["examples"])
    order = list(addresses(right, examples))
    for mistake in mistakes:
        where = None
        if mistake in SOMEWHERE and rng.random() < .5:
            where = int(rng.choice(places))
        try:
            wrong = step(problem, mistake, where)
            other = [(address, name, wrong[name][index], value) for address, name, value, index in order if abs(wrong[name][index] - value) > 1e-9 * abs(value)]
        except (ValueError, IndexError):
            continue  # Shapes do not fit: it cannot be made here.
        if not other:
            continue
        seen = [each for each in other if with_zeros(each[2]) != with_zeros(each[3]) and np.isfinite(each[2]) and abs(each[2] - each[3]) > 1e-3 * abs(each[3])]
        if seen:
            address, asked, number, value = seen[int(rng.integers(len(seen)))]
            first = min((each for each in other if goes_into(each[1], asked)), key=lambda each: rank(each[1], len(problem["layers"])))[1]
            yield {"mistake": mistake, "step": first, "address": address, "answer": with_zeros(number), "right": with_zeros(value)}


def goes_into(name, asked):
    """Gradients of parameters go into nothing but the new parameter; what is handed back goes into what lies before it, and is told apart by its rank."""
    kept = ("dW", "db", "dgain", "new")
    return not name.startswith(kept) or name == asked or asked == "new" + name[1:]


def rank(name, depth):
    """When a list is computed: forward, backward layer by layer, parameters after what is handed back, then the new ones."""
    layer = int("".join(c for c in name if c.isdigit()))
    letters = name.rstrip("0123456789")
    if letters.startswith("new"):
        return 3, 0, 0
    if letters[0] == "d":
        return 1, depth - layer, ["dA", "dN", "dZ", "dW", "dgain", "db"].index(letters)
    return 0, layer, ["z", "sd", "n", "a"].index(letters)


def main():
    count, of_each, seed = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    rng = np.random.default_rng(seed)
    for kind, number in [("dense", count)] + [(kind, of_each) for kind in OF_KIND if kind != "dense"]:
        for _ in range(number):
            problem = problem_of(rng, kind)
            places = [l for l, layer in enumerate(problem["layers"], 1) if "kind" not in layer]
            mistakes = SOMEWHERE + ONCE + OF_KIND[kind] if kind == "dense" else OF_KIND[kind] + ["error-sign", "slope-left-out", "gradient-ascent"]
            print(json.dumps({"kind": kind, "problem": problem, "cases": list(cases(rng, problem, mistakes, places))}))


if __name__ == "__main__":
    main()
