import numpy as np

rng = np.random.default_rng(0)
print("  n   biased  unbiased  (n - 1) / n * 4")
for n in (2, 4, 8, 32, 128):
    batches = 2 * rng.standard_normal((400_000 // n, n))  # variance 4
    biased = batches.var(axis=1).mean()
    unbiased = batches.var(axis=1, ddof=1).mean()
    print(f"{n:3}  {biased:7.2f}  {unbiased:8.2f}  {(n - 1) / n * 4:15.3f}")
