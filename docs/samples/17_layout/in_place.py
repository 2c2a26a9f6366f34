import tracemalloc

import numpy as np


class Adam:
    def __init__(self, params):
        self.t = 0
        self.m = {name: np.zeros_like(p) for name, p in params.items()}
        self.v = {name: np.zeros_like(p) for name, p in params.items()}
        self.scratch = {name: np.empty_like(p) for name, p in params.items()}

    def update(self, params, grads):
        self.t += 1
        for name, g in grads.items():
            m, v, scratch = self.m[name], self.v[name], self.scratch[name]
            m *= 0.9
            m += np.multiply(g, 0.1, out=scratch)
            v *= 0.999
            np.multiply(g, g, out=scratch)
            scratch *= 0.001
            v += scratch
            np.divide(v, 1 - 0.999**self.t, out=scratch)
            np.sqrt(scratch, out=scratch)
            scratch += 1e-8
            np.divide(m, scratch, out=scratch)
            scratch *= 0.001 / (1 - 0.9**self.t)
            params[name] -= scratch


def plain(param, g, m, v, t):
    m[...] = 0.9 * m + 0.1 * g
    v[...] = 0.999 * v + 0.001 * g**2
    param -= 0.001 * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)


def peak(update, *arguments):
    tracemalloc.start()
    update(*arguments)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / g.nbytes


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    param, g = rng.standard_normal((2, 4320, 100), dtype=np.float32)
    params = {"W": param.copy()}
    adam = Adam(params)
    m, v = np.zeros((2, 4320, 100), np.float32)

    print("new arrays of the parameter's size, at the most")
    print(f"plain:    {peak(plain, param, g, m, v, 1):.0f}")
    print(f"in place: {peak(adam.update, params, {'W': g}):.0f}")
    print("same numbers:", np.allclose(param, params["W"], rtol=1e-6))
