import numpy as np

from lesson_code import simple_convnet

rng = np.random.default_rng(0)
lr = np.sqrt(0.01)
W, g = np.ones((2, 30, 25), np.float32)
for name, result in {
    "W - 0.1 * g": W - 0.1 * g,
    "W - lr * g": W - lr * g,
    "W - float(lr) * g": W - float(lr) * g,
    "W + np.zeros(25)": W + np.zeros(25),
}.items():
    print(f"{name:17} {result.dtype}  {result.nbytes} bytes")
W -= lr * g
print(f"{'W -= lr * g':17} {W.dtype}  {W.nbytes} bytes")

images, labels = rng.random((100, 1, 28, 28)), rng.integers(0, 10, 100)
grads = []
for dtype in (np.float32, np.float64):
    net = simple_convnet(np.random.default_rng(0), dtype=dtype)
    _, found = net.gradients(images.astype(dtype), labels)
    grads.append(np.concatenate([grad.ravel() for grad in found.values()]))
error = np.linalg.norm(grads[0] - grads[1]) / np.linalg.norm(grads[1])
print("gradients of both types within 1e-5:", error < 1e-5)
print("1 + 0.0004 in float16:", np.float16(1) + np.float16(0.0004))
