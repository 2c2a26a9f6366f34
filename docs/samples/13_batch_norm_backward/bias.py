import numpy as np

from lesson_code import (
    SGD,
    Adam,
    Affine,
    BatchNormalization,
    ReLU,
    Sequential,
    he,
    load_mnist,
)

(x, t), _ = load_mnist(flatten=True)
x, t = x[:1000], t[:1000]


def network(dtype):
    rng = np.random.default_rng(0)
    return Sequential(
        [
            Affine(he((784, 50), rng, dtype), np.zeros(50, dtype)),
            BatchNormalization(np.ones(50, dtype), np.zeros(50, dtype)),
            ReLU(),
            Affine(he((50, 10), rng, dtype), np.zeros(10, dtype)),
        ]
    )


for dtype in (np.float64, np.float32):
    _, grads = network(dtype).gradients(x.astype(dtype), t)
    before, after = (np.abs(grads[name]).max() for name in ("0.b", "3.b"))
    bound = 100 * np.finfo(dtype).eps
    print(f"{np.dtype(dtype)}: gradient of the last bias {after:.3f},", end=" ")
    print(f"before batch norm below {bound:.0e}: {before < bound}")

net = network(np.float64)
_, grads = net.gradients(x.astype(np.float64), t)
for name in ("0.W", "3.W"):
    W, dW = net.params[name], grads[name]
    cosine = (W * dW).sum(axis=0) / np.sqrt((W**2).sum(axis=0) * (dW**2).sum(axis=0))
    print(f"{name}: largest cosine between W and dW {np.abs(cosine).max():.3f}")

for optimizer in (SGD(0.1), Adam(0.001)):
    net = network(np.float32)
    for start in range(0, 1000, 10):
        _, grads = net.gradients(x[start : start + 10], t[start : start + 10])
        optimizer.update(net.params, grads)
    far = np.abs(net.params["0.b"]).max()
    print(f"{type(optimizer).__name__:4} after 100 steps: largest |b| {far:.3f}")
