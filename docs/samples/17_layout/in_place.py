import tracemalloc

import numpy as np


def plain(param, m, v, g):
    m[...] = 0.9 * m + 0.1 * g
    v[...] = 0.999 * v + 0.001 * g**2
    param -= 0.001 * m / (np.sqrt(v) + 1e-8)


def in_place(param, m, v, g, scratch):
    m *= 0.9
    m += np.multiply(g, 0.1, out=scratch)
    v *= 0.999
    np.multiply(g, g, out=scratch)
    scratch *= 0.001
    v += scratch
    np.sqrt(v, out=scratch)
    scratch += 1e-8
    np.divide(m, scratch, out=scratch)
    scratch *= 0.001
    param -= scratch


def peak(update, *arrays):
    tracemalloc.start()
    update(*arrays)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / arrays[0].nbytes


rng = np.random.default_rng(0)
param, g = rng.standard_normal((2, 4320, 100), dtype=np.float32)
m, v, scratch = np.zeros((3, 4320, 100), np.float32)
ours = param.copy(), m.copy(), v.copy(), g, scratch

print("new arrays of the parameter's size, at the most")
print(f"plain:    {peak(plain, param, m, v, g):.0f}")
print(f"in place: {peak(in_place, *ours):.0f}")
print("same numbers:", np.allclose(param, ours[0], rtol=1e-6))
