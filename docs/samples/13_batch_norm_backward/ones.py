import numpy as np

from lesson_code import numerical_gradient, relative_error

rng = np.random.default_rng(0)
N, D = 6, 3
x, gamma, eps = 2 * rng.standard_normal((N, D)), np.array([1.5, 2.0, 0.5]), 1e-5
s = np.sqrt(x.var(axis=0) + eps)
x_hat = (x - x.mean(axis=0)) / s


def loss(x):
    y = gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    return float((dout * y).sum())


rows = {}
for dout in (np.ones((N, D)), rng.standard_normal((N, D))):
    measured = numerical_gradient(loss, x)
    mean, slope = dout.mean(axis=0), (dout * x_hat).mean(axis=0)
    right = gamma / s * (dout - mean - x_hat * slope)
    answers = {
        "right": right,
        "always 0": 0 * dout,
        "no variance term": gamma / s * (dout - mean),
        "sum for mean": gamma / s * (dout - mean - x_hat * slope * N),
        "sign turned": gamma / s * (dout - mean + x_hat * slope),
        "gamma forgotten": right / gamma,
        "divided by s twice": right / s,
        "both constants": gamma / s * dout,
    }
    for name, dx in answers.items():
        difference = np.abs(dx - measured).max()
        text = f"{difference:10.4f}  {relative_error(dx, measured):8.2f}  "
        rows[name] = rows.get(name, "") + text

print("                          dout = 1            random dout")
print("                    difference  relative  difference  relative")
for name, row in rows.items():
    print(f"{name:18}  {row.rstrip()}")
