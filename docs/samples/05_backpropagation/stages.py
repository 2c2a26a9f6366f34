import numpy as np

x, w, b = 3.0, 0.5, -0.5

p = w * x
z = p + b
n = -z
m = np.exp(n)
s = 1 + m
y = 1 / s
print(f"forward:  z = {z:g}, m = {m:.3f}, s = {s:.3f}, y = {y:.3f}")

dy = 1.0
ds = dy * (-1 / s**2)
dm = ds * 1
dn = dm * m
dz = dn * -1
dp, db = dz * 1, dz * 1
dw, dx = dp * x, dp * w
print(f"backward: ds = {ds:.3f}, dm = {dm:.3f}, dn = {dn:.3f}")
print(f"          dz = {dz:.3f}")
print(f"          dw = {dw:.3f}, dx = {dx:.3f}, db = {db:.3f}")
print(f"in one go, y (1 - y): {y * (1 - y):.3f}")
