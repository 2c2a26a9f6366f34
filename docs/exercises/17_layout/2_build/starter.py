import tracemalloc

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m[...] = 0.9 * m + 0.1 * g  # <- your turn, from here to the end of the function
    v[...] = 0.999 * v + 0.001 * g**2
    param -= lr * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)


param = np.zeros((400, 100), np.float32)
g = np.random.default_rng(0).standard_normal((400, 100), dtype=np.float32)
m, v, scratch = np.zeros((3, 400, 100), np.float32)
tracemalloc.start()
step(param, g, m, v, scratch, 1, 0.001)
_, most = tracemalloc.get_traced_memory()
tracemalloc.stop()
print(f"new memory, in arrays as large as param: {most / param.nbytes:.1f}")
