import time
from itertools import pairwise

import numpy as np

from lesson_code import (
    SGD,
    Affine,
    Flatten,
    LeakyReLU,
    ReLU,
    Sequential,
    Sigmoid,
    Tanh,
    load_mnist,
    normal,
)

WIDTH = 100  # units in each hidden layer
EVERY = 10  # steps from one look at the validation images to the next
KINDS = {"relu": ReLU, "leaky": LeakyReLU, "tanh": Tanh, "sigmoid": Sigmoid}
STEEPEST = {"relu": 1, "leaky": 1, "tanh": 1, "sigmoid": 0.25}

(x, t), _ = load_mnist()
x, t, x_val, t_val = x[:4000], t[:4000], x[4000:5000], t[4000:5000]


def largest(a):
    return float(abs(a).max())


def size(a):
    return np.linalg.norm(a.astype(np.float64))  # a square may not fit into float32


class Live:
    def __init__(self, activation="relu", depth=2, std="he", seed=0):
        self.rng = np.random.default_rng(seed)
        self.flat = STEEPEST[activation] / 1000
        layers = [Flatten()]
        for D, M in pairwise([784, *[WIDTH] * depth, 10]):
            s = {"he": np.sqrt(2 / D), "lecun": np.sqrt(1 / D)}.get(std, std)
            W = normal((D, M), s, self.rng)
            layers += [Affine(W, np.zeros(M, np.float32)), KINDS[activation]()]
        self.network = Sequential(layers[:-1])  # no activation at the end
        self.affine, self.hidden = layers[1::2], layers[2:-1:2]
        self.optimizer = SGD(lr=0.1)
        self.order = np.array([], int)
        self.epoch, self.steps, self.trouble = 0, 0, None

    @np.errstate(all="ignore")  # what is not finite is looked for
    def look(self):
        """What the network makes of images that it does not learn from."""
        y = self.network.forward(x_val)
        loss = self.network.loss_function.forward(y, t_val)
        ones = np.ones((len(x_val), WIDTH), y.dtype)
        slopes = [f.backward(ones) for f in self.hidden]
        dead = [int((s < self.flat).all(axis=0).sum()) for s in slopes]
        right = float((y.argmax(axis=1) == t_val).mean())
        return {"val_loss": float(loss), "right": right, "dead": dead}

    @np.errstate(all="ignore")
    def step(self, rate, batch):
        """Train one step, and tell what it was like."""
        if not len(self.order):
            self.order, self.epoch = self.rng.permutation(len(x)), self.epoch + 1
        chosen, self.order = self.order[:batch], self.order[batch:]
        network, loss = self.network, self.network.loss_function
        y = network.forward(x[chosen], train=True)
        value = float(loss.forward(y, t[chosen]))
        network.backward_params(loss.backward())
        self.steps += 1
        pairs = [(a.grads["W"], a.params["W"]) for a in self.affine]
        told = {
            "step": self.steps,
            "epoch": self.epoch,
            "loss": value,
            "logit": largest(y),
            "weights": [largest(w) for _, w in pairs],
            "updates": [float(rate * size(g) / size(w)) for g, w in pairs],
        }
        self.trouble = None if np.isfinite(value) else self.trouble_forward(x[chosen])
        self.optimizer.lr = rate
        self.optimizer.update(network.params, network.grads)
        self.trouble = self.trouble or self.trouble_in_update()
        return told

    def trouble_forward(self, a):
        """Where the first number is that is not finite, from the images to the loss."""
        for layer in self.network.layers:
            before, a = a, layer.forward(a)
            if not np.isfinite(a).all():
                break
        what = "loss" if np.isfinite(a).all() else "output"
        k = self.affine.index(layer) + 1
        return {"what": what, "layer": k, "input": largest(before)}

    def trouble_in_update(self):
        """The layer whose parameters became infinite; the last of several."""
        for k, layer in reversed(list(enumerate(self.affine, start=1))):
            if not all(np.isfinite(p).all() for p in layer.params.values()):
                return {"what": "update", "layer": k}
        return None


live = None


def begin(settings):
    """Make a network, and look at it before its first step."""
    global live
    live = Live(**settings)
    return live.look()


def advance(rate, batch, most, seconds):
    """Train for some steps or some seconds, whichever ends first; tell of each step."""
    end, told = time.perf_counter() + seconds, []
    while len(told) < most and not live.trouble:
        told.append(live.step(rate, batch))
        if not live.trouble and (live.steps % EVERY == 0 or most == 1):
            told[-1] |= live.look()
        if time.perf_counter() > end:
            break
    return {"told": told, "trouble": live.trouble}


if __name__ == "__main__":
    for settings, rate in [
        ({}, 0.1),
        ({}, 1),
        ({"activation": "leaky"}, 1),
        ({"depth": 10, "std": 0.01}, 0.1),
    ]:
        print(f"rate {rate}", *(f"{name} {value}" for name, value in settings.items()))
        begin(settings)
        told = advance(rate, batch=100, most=40, seconds=60)["told"]
        first, last = told[0]["updates"], told[-1]
        print(f"  first update: {first[0]:.0e} in layer 1, {first[-1]:.0e} in the last")
        if not live.trouble:
            look = live.look()
            print(f"  step 40: loss {last['loss']:.2f}, {look['right']:.1%} right")
            print("  dead", *look["dead"])
            continue
        what, k = live.trouble["what"], live.trouble["layer"]
        print(f"  step {live.steps}: the {what} of layer {k} is not finite")
        for row in told[-4:]:
            weight = row["weights"][k - 1]
            print(f"    loss {row['loss']:7.1e}, largest weight {weight:7.1e}")
