import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


for dtype in (np.float32, np.float64):
    limit = np.log(np.finfo(dtype).max)
    print(f"{dtype.__name__}: exp overflows above {limit:.1f}")

z = np.array([-1000.0, -20.0, 0.0, 1000.0], np.float32)
with np.errstate(over="ignore"):
    rows = {"exp(-z)": np.exp(-z), "exp(-|z|)": np.exp(-np.abs(z))}
rows["sigmoid"] = sigmoid(z)
for name, row in rows.items():
    print(f"{name:9}", row.dtype, *(f"{value:8.2g}" for value in row))
