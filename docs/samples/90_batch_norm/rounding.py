import numpy as np

from lesson_code import load_mnist
from lesson_code.models import report_convnet

(x_train, t_train), _ = load_mnist()

for dtype in (np.float32, np.float64):
    for eps in (1e-10, 1e-5):
        rng = np.random.default_rng(0)
        net = report_convnet(rng, eps=eps, per_node=True, dtype=dtype)
        x, t = x_train[:128].astype(dtype), t_train[:128]
        _, grads = net.gradients(x, t)
        size = abs(grads["0.b"]).max()
        print(f"{dtype.__name__}  eps {eps:.0e}  ", end="")
        print(f"W {abs(grads['0.W']).max():.0e}  b {size:.0e}")
