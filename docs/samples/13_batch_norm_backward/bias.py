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

(x, t), _ = load_mnist()
x, t = x[:1000].reshape(1000, 784), t[:1000]


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

for optimizer in (SGD(0.1), Adam(0.001)):
    net = network(np.float32)
    for start in range(0, 1000, 10):
        _, grads = net.gradients(x[start : start + 10], t[start : start + 10])
        optimizer.update(net.params, grads)
    far = np.abs(net.params["0.b"]).max()
    print(f"{type(optimizer).__name__:4} after 100 steps: the bias went {far:.3f}")
