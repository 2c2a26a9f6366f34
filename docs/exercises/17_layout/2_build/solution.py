import tracemalloc

import numpy as np


def step(param, g, m, v, scratch, t, lr):
    m *= 0.9
    m += np.multiply(g, 0.1, out=scratch)
    v *= 0.999
    np.multiply(g, g, out=scratch)
    scratch *= 0.001
    v += scratch
    np.divide(v, 1 - 0.999**t, out=scratch)
    np.sqrt(scratch, out=scratch)
    scratch += 1e-8
    np.divide(m, scratch, out=scratch)
    scratch *= lr / (1 - 0.9**t)
    param -= scratch


param = np.zeros((400, 100), np.float32)
g = np.random.default_rng(0).standard_normal((400, 100), dtype=np.float32)
m, v, scratch = np.zeros((3, 400, 100), np.float32)
tracemalloc.start()
step(param, g, m, v, scratch, 1, 0.001)
_, most = tracemalloc.get_traced_memory()
tracemalloc.stop()
print(f"new memory, in arrays as large as param: {most / param.nbytes:.1f}")
