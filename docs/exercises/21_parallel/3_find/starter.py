import numpy as np


def mask(seed, step, worker, shape):
    rng = np.random.default_rng([seed, step])  # <- your turn
    return rng.random(shape) < 0.5


for worker in range(3):
    print(f"worker {worker}:", mask(0, 0, worker, 12).astype(int))
