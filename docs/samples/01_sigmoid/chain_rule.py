import numpy as np

z = 2.0

# forward: one small function after another
t = -z
u = 1 + np.exp(t)
y = 1 / u
print(f"t = {t:.1f}, u = {u:.4f}, y = {y:.4f}")

# the slope of each small function, where it stands
dy_du = -1 / u**2
du_dt = np.exp(t)
dt_dz = -1
print(f"dy/du = {dy_du:.4f}")
print(f"du/dt = {du_dt:.4f}")
print(f"dt/dz = {dt_dz}")

print(f"product   = {dy_du * du_dt * dt_dz:.4f}")
print(f"y (1 - y) = {y * (1 - y):.4f}")
