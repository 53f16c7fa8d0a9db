#!/usr/bin/env python3
"""Reads models that Chainrule wrote: numpy with twenty lines of its own, and PyTorch through load_state_dict(strict=True); both give Chainrule's answers.

    dotnet run tests/models/write_models.cs -- FOLDER && /usr/bin/python3 tests/models/read_models.py FOLDER
"""
import json
import os
import struct
import sys

import numpy as np


# ---- twenty lines that read a model and run its dense layers
def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    notes = header.pop("__metadata__")
    kinds = {"F32": "<f4", "F64": "<f8"}
    tensors = {name: np.frombuffer(data[slice(*at["data_offsets"])], kinds[at["dtype"]]).reshape(at["shape"]) for name, at in header.items()}
    return json.loads(notes["chainrule.network"]), tensors


def run(network, tensors, x):
    laws = {"relu": lambda z: np.maximum(z, 0), "tanh": np.tanh, "identity": lambda z: z}
    for number, layer in enumerate(network["layers"]):
        x = laws[layer["activation"]](x @ tensors[f"layers.{number}.weight"].T + tensors[f"layers.{number}.bias"])
    return x
# ----


def answers(folder, name, outputs):
    rows = np.loadtxt(os.path.join(folder, name + ".csv"), delimiter=",", dtype=np.float64)
    return rows[:, :-outputs], rows[:, -outputs:]


def compare(who, name, got, wanted):
    gap = np.max(np.abs(got - wanted) / np.maximum(1, np.abs(wanted)))
    print(f"{name}: {who} and Chainrule differ by {gap:.1e} at most")
    assert gap < 1e-6, f"{name}: {who} gives other answers"


def check_torch(folder):
    import torch
    from torch import nn

    class RMSNorm(nn.Module):  # PyTorch has one since 2.4
        def __init__(self, size):
            super().__init__()
            self.weight = nn.Parameter(torch.ones(size))

        def forward(self, x):
            return x / torch.sqrt(torch.mean(x * x, -1, keepdim=True) + 1e-5) * self.weight

    class Model(nn.Module):
        def __init__(self, *layers):
            super().__init__()
            self.layers = nn.ModuleList(layers)

    def forward(name, layers, x):
        if name == "dense":
            return layers[2](torch.tanh(layers[1](torch.relu(layers[0](x)))))
        if name == "convolution":
            return layers[3](layers[2](layers[1](torch.relu(layers[0](x.reshape(-1, 2, 6, 6))))))
        embedded = layers[0](x.long())
        normed = layers[1](embedded)
        mask = torch.triu(torch.ones(5, 5, dtype=torch.bool), diagonal=1)
        mixed, _ = layers[2](normed, normed, normed, attn_mask=mask)
        return layers[5](layers[4](mixed + embedded)).reshape(len(x), -1)

    models = {
        "dense": (2, Model(nn.Linear(3, 5), nn.Linear(5, 4), nn.Linear(4, 2))),
        "convolution": (2, Model(nn.Conv2d(2, 3, 3, padding=1), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(27, 2))),
        "transformer": (15, Model(nn.Embedding(7, 4), nn.LayerNorm(4), nn.MultiheadAttention(4, 2, batch_first=True), nn.Identity(), RMSNorm(4), nn.Linear(4, 3))),
    }
    for name, (outputs, model) in models.items():
        _, tensors = read(os.path.join(folder, name + ".safetensors"))
        model.load_state_dict({key: torch.tensor(value) for key, value in tensors.items()}, strict=True)
        x, y = answers(folder, name, outputs)
        # In doubles, so that only our floats round.
        with torch.no_grad():
            compare("PyTorch", name, forward(name, model.double().eval().layers, torch.tensor(x)).numpy(), y)


def main():
    folder = sys.argv[1]
    x, y = answers(folder, "dense", 2)
    compare("numpy", "dense", run(*read(os.path.join(folder, "dense.safetensors")), x), y)
    try:
        import torch  # noqa: F401
    except ImportError:
        print("There is no PyTorch here; its half is left out.")
        return
    check_torch(folder)


if __name__ == "__main__":
    main()
