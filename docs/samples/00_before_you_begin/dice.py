import numpy as np

faces = np.arange(1, 7)
print("expected:", (faces * 1 / 6).sum())
rng = np.random.default_rng(0)
for throws in (10, 1000, 100_000):
    print(f"mean of {throws} throws:", rng.choice(faces, throws).mean().round(3))

one, other = rng.choice(faces, (2, 100_000))
print("mean of the sum:", (one + other).mean().round(2))
print("variances:", faces.var().round(2), (one + other).var().round(2))
