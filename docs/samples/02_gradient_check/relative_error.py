import numpy as np


def relative_error(a, b):
    if a.shape != b.shape:
        raise ValueError(f"a has shape {a.shape}, b has shape {b.shape}")
    scale = np.max(np.abs(a) + np.abs(b))
    if scale == 0:
        return 0.0
    return float(np.max(np.abs(a - b)) / scale)


b = np.array([2.0, 0.0, 5e-8, -3.0])
for name, a in (
    ("the same", b),
    ("0 measured as 1e-12", b + np.array([0, 1e-12, 0, 0])),
    ("one element off by 1 %", b * np.array([1, 1, 1, 1.01])),
    ("all times 2", 2 * b),
    ("sign lost", -b),
    ("a small one flipped", b * np.array([1, 1, -1, 1])),
):
    print(f"{name:23} {relative_error(a, b):.1e}")
alone = relative_error(np.array([5e-8]), np.array([-5e-8]))
print(f"{'the same one, alone':23} {alone:.1e}")
