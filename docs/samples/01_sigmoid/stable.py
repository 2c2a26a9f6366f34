import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


for dtype in (np.float32, np.float64):
    limit = np.log(np.finfo(dtype).max)
    print(f"{dtype.__name__}: exp overflows above {limit:.1f}")

z = np.array([-1000.0, -20.0, 0.0, 1000.0], np.float32)
with np.errstate(over="ignore"):
    print("exp(-z):  ", np.exp(-z))
print("exp(-|z|):", np.exp(-np.abs(z)))
print("sigmoid:  ", sigmoid(z), sigmoid(z).dtype)
