import numpy as np

from lesson_code import BatchNormalization

rng = np.random.default_rng(0)
print("          variance 100            variance 0")
print("start     running var  std of y   running var  factor")
for steps in (10, 100, 469):
    print(f"after {steps} batches, momentum 0.99, eps 1e-10")
    for start in (1.0, 0.0):
        layer = BatchNormalization(np.ones(2), np.zeros(2), 1e-10, 0.99)
        layer.buffers["running_var"][:] = start
        for _ in range(steps):
            x = rng.standard_normal((128, 2)) * [10, 0]
            layer.forward(x, train=True)
        live, dead = layer.buffers["running_var"]
        x = rng.standard_normal((5000, 2)) * [10, 0]
        std = layer.forward(x)[:, 0].std()
        factor = 1 / np.sqrt(dead + layer.eps)
        print(f"  {start:g}    {live:12.1f} {std:9.1f}", end="")
        print(f" {dead:13.4f} {factor:7.0f}")
