import numpy as np


def clipped(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def with_tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


def stable(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def slope(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


print("    z     stable    clipped  with_tanh")
for z in (-20.0, -30.0, -40.0, -600.0):
    print(f"{z:5.0f}{stable(z):11.2e}{clipped(z):11.2e}{with_tanh(z):11.2e}")

print("    z      slope  y (1 - y)")
for z in (-30.0, 20.0, 30.0, 40.0):
    y = stable(z)
    print(f"{z:5.0f}{slope(z):11.2e}{y * (1 - y):11.2e}")
