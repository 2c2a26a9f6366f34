import numpy as np

rng = np.random.default_rng(0)
right = rng.binomial(10_000, 0.95, (1000, 20)) / 10_000
print(f"one network:             {right[:, 0].mean():.2%}")
print(f"the best of 20:          {right.max(axis=1).mean():.2%}")
again = rng.binomial(10_000, 0.95, 1000) / 10_000
print(f"the best, measured anew: {again.mean():.2%}")
