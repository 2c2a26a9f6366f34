import numpy as np

from lesson_code import Affine, BatchNormalization, ReLU, Sequential, he, load_mnist


def normalise(x):
    return (x - x.mean()) / x.std()


x = np.array([1.0, 2.0, 3.0, 10.0])
halves = np.split(x, 2)
print("whole batch:", normalise(x).round(2))
print("in halves:  ", np.concatenate([normalise(half) for half in halves]).round(2))

mean = sum(0.5 * half.mean() for half in halves)
var = sum(0.5 * (half.var() + half.mean() ** 2) for half in halves) - mean**2
print(f"mean and variance of the whole batch: {x.mean()} {x.var()}")
print(f"put together from the halves':        {mean} {var}")

(x, t), _ = load_mnist(flatten=True)
x, t = x[:100].astype(np.float64), t[:100]


def gradient(parts, batch_norm):
    rng = np.random.default_rng(0)
    W1, W2 = he((784, 50), rng, np.float64), he((50, 10), rng, np.float64)
    norm = [BatchNormalization(np.ones(50), np.zeros(50))] if batch_norm else []
    layers = [Affine(W1, np.zeros(50)), *norm, ReLU(), Affine(W2, np.zeros(10))]
    net, total = Sequential(layers), 0
    for part in np.array_split(np.arange(100), parts):
        _, grads = net.gradients(x[part], t[part])
        total += len(part) / 100 * grads["0.W"]
    return total


print("how far the gradient is off, in % of its length")
print("parts  without  with batch norm")
for parts in (2, 5, 10, 25):
    off = []
    for batch_norm in (False, True):
        whole = gradient(1, batch_norm)
        difference = np.linalg.norm(gradient(parts, batch_norm) - whole)
        off.append(100 * difference / np.linalg.norm(whole))
    print(f"{parts:5}  {off[0]:7.0f}  {off[1]:15.0f}")
