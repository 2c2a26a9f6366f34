from concurrent.futures import Executor, Future

import numpy as np

from lesson_code import he, load_mnist


class OneAfterAnother(Executor):
    def submit(self, task, *arguments):
        future = Future()
        future.set_result(task(*arguments))
        return future


def gradients(params, x, t):
    W1, b1, W2, b2 = params
    a = x @ W1 + b1
    h = np.maximum(a, 0)
    z = h @ W2 + b2
    exponentials = np.exp(z - z.max(axis=1, keepdims=True))
    p = exponentials / exponentials.sum(axis=1, keepdims=True)
    n = np.arange(len(x))
    loss = -np.log(p[n, t]).mean()
    dz = p.copy()
    dz[n, t] -= 1
    dz /= len(x)
    da = (dz @ W2.T) * (a > 0)
    return loss, [x.T @ da, da.sum(axis=0), h.T @ dz, dz.sum(axis=0)]


def in_parts(executor, workers, params, x, t):
    parts = np.array_split(np.arange(len(x)), workers)
    futures = [executor.submit(gradients, params, x[k], t[k]) for k in parts]
    loss, total = 0.0, [np.zeros_like(p) for p in params]
    for k, future in zip(parts, futures, strict=True):
        share = len(k) / len(x)
        part_loss, part_grads = future.result()
        print(f"{len(k):3} images: loss {part_loss:.4f}, share {share:.2f}")
        loss += share * part_loss
        for whole, g in zip(total, part_grads, strict=True):
            whole += share * g
    return loss, total


(x, t), _ = load_mnist(flatten=True)
x, t = x[:100].astype(np.float64), t[:100]
rng = np.random.default_rng(0)
params = [he((784, 50), rng, np.float64), np.zeros(50)]
params += [he((50, 10), rng, np.float64), np.zeros(10)]

added, total = in_parts(OneAfterAnother(), 3, params, x, t)
loss, grads = gradients(params, x, t)
print(f"added up:   loss {added:.4f}")
print(f"100 images: loss {loss:.4f}")
for name, g, whole in zip(("W1", "b1", "W2", "b2"), total, grads, strict=True):
    close = abs(g - whole).max() < 1e-12 * abs(whole).max()
    print(f"{name} {g.shape!s:9} within 1e-12: {close}")
