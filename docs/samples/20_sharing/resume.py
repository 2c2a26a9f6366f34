import json
import os
from pathlib import Path

import numpy as np

from lesson_code import (
    Adam,
    Affine,
    BatchNormalization,
    Dropout,
    ReLU,
    Sequential,
    he,
    load_mnist,
)

(x, t), _ = load_mnist()
x, t = x[:1000].reshape(1000, -1), t[:1000]


def zeros(M):
    return np.zeros(M, np.float32)


class Training:
    """Everything that a training step reads or changes."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        layers = [
            Affine(he((784, 50), self.rng), zeros(50)),
            BatchNormalization(zeros(50) + 1, zeros(50)),
            ReLU(),
            Dropout(0.2, rng=self.rng),
            Affine(he((50, 10), self.rng), zeros(10)),
        ]
        self.network, self.adam = Sequential(layers), Adam()
        self.epoch, self.position, self.order = 0, 0, np.arange(len(x))

    def step(self):
        if self.position == 0:
            self.order = self.rng.permutation(len(x))
        self.adam.lr = 0.005 * 0.7**self.epoch
        chosen = self.order[self.position : self.position + 100]
        _, gradients = self.network.gradients(x[chosen], t[chosen])
        self.adam.update(self.network.params, gradients)
        self.position += 100
        if self.position == len(x):
            self.epoch, self.position = self.epoch + 1, 0

    def arrays(self):
        named = {"params": self.network.params, "running": self.network.buffers}
        named |= {"state": self.adam.state, "order": {"": self.order}}
        return {f"{kind}/{k}": a for kind, d in named.items() for k, a in d.items()}


def save_training(file, training):
    numbers = {"t": training.adam.t, "epoch": training.epoch}
    numbers |= {"position": training.position, "rng": training.rng.bit_generator.state}
    text = np.frombuffer(json.dumps(numbers).encode(), np.uint8)
    with open(f"{file}.part", "wb") as opened:
        np.savez(opened, numbers=text, **training.arrays())
    os.replace(f"{file}.part", file)


def load_training(file, training):
    with np.load(file, allow_pickle=False) as archive:
        found = {name: archive[name] for name in archive.files}
    numbers = json.loads(found.pop("numbers").tobytes())
    state = [name for name in found if name.startswith("state/")]
    training.adam.state = {name.removeprefix("state/"): found[name] for name in state}
    for name, array in training.arrays().items():
        array[...] = found[name]
    training.adam.t, training.epoch = numbers["t"], numbers["epoch"]
    training.position = numbers["position"]
    training.rng.bit_generator.state = numbers["rng"]


def run(stops):
    training = Training(seed=0)
    for step in range(40):  # four epochs
        if step in stops:
            save_training("run.npz", training)
            training = Training(seed=99)  # as in a new program
            load_training("run.npz", training)
        training.step()
    return training.arrays()


whole = run([])
kinds = sorted({name.split("/")[0] for name in whole})
print("in the file: numbers,", ", ".join(kinds))
for stops in ([15], [10, 25], range(40)):
    arrays = run(stops)
    same = sum(np.array_equal(arrays[name], array) for name, array in whole.items())
    print(f"stopped {len(stops):2} times: {same} of {len(whole)} arrays equal")
Path("run.npz").unlink()
