import numpy as np

FORGOTTEN = ("nothing", "m", "v", "m, v", "t", "m, v, t")
SHOWN = (1, 10, 100, 1000)

print("steps since resuming   ", *(f"{step:6}" for step in SHOWN))
for forgotten in FORGOTTEN:
    names = forgotten.split(", ")
    m = 0.0 if "m" in names else 1.0  # the averages of a gradient that is always 1
    v = 0.0 if "v" in names else 1.0
    t = 0 if "t" in names else 10_000
    sizes = {}
    for step in range(1, 1001):
        m, v, t = 0.9 * m + 0.1, 0.999 * v + 0.001, t + 1
        m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
        sizes[step] = m_hat / np.sqrt(v_hat)  # in units of the learning rate
    print(f"without {forgotten:15}", *(f"{sizes[step]:6.2f}" for step in SHOWN))
