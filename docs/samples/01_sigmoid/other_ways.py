import numpy as np


def clipped(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def with_tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


def stable(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


print("    z     stable    clipped  with_tanh")
for z in (-20.0, -30.0, -40.0, -600.0):
    values = (stable(z), clipped(z), with_tanh(z))
    print(f"{z:5.0f}", *(f"{value:10.2e}" for value in values))

z = np.float32(-20)
print(f"float32, z = -20: with_tanh {with_tanh(z):.2e}, stable {stable(z):.2e}")

z = np.array([-1000.0, 1000.0])
with np.errstate(over="ignore"):
    print("before np.where chooses:", np.exp(-z), np.exp(z))
