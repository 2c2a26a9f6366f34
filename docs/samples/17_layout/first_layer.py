import numpy as np

rng = np.random.default_rng(0)
W = rng.standard_normal((30, 25), dtype=np.float32)
col = rng.standard_normal((25, 57600), dtype=np.float32)
dy = rng.standard_normal((30, 57600), dtype=np.float32)

products = {"W @ col": (W, col), "dy @ col.T": (dy, col.T), "W.T @ dy": (W.T, dy)}
for name, (a, b) in products.items():
    shapes = f"{a.shape} @ {b.shape} -> {(a @ b).shape}"
    print(f"{name:11} {shapes}\n    products: {a.size * b.shape[1]:,}")
