import numpy as np

from lesson_code import simple_convnet

rng = np.random.default_rng(0)
x = np.ones((100, 1, 28, 28), np.float32)
for name, result in {
    "x * 0.5": x * 0.5,
    "x * np.float32(0.5)": x * np.float32(0.5),
    "x * np.sqrt(0.5)": x * np.sqrt(0.5),
    "x * float(np.sqrt(0.5))": x * float(np.sqrt(0.5)),
    "x + np.zeros(28)": x + np.zeros(28),
    "x + rng.random(28)": x + rng.random(28),
}.items():
    print(f"{name:24} {result.dtype}  {result.nbytes // 100} bytes")

images, labels = rng.random((100, 1, 28, 28)), rng.integers(0, 10, 100)
grads = {}
for dtype in (np.float32, np.float64):
    net = simple_convnet(np.random.default_rng(0), dtype=dtype)
    loss, grads[dtype] = net.gradients(images.astype(dtype), labels)
    print(f"{net.params['0.W'].dtype}: loss {loss:.4f}")
g32, g64 = (np.concatenate([g.ravel() for g in gs.values()]) for gs in grads.values())
error = np.linalg.norm(g32 - g64) / np.linalg.norm(g64)
print("gradients within 1e-5:", error < 1e-5)
