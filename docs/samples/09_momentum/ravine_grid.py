import numpy as np

curvature = np.array([1.0, 100.0])
rates = [float(f"{d}e{p}") for p in range(-4, 1) for d in (1, 2, 5)] + [10.0]
angle = np.random.default_rng(0).uniform(0, 2 * np.pi, 5)
start = np.stack([10 * np.cos(angle), np.sin(angle)], axis=1)  # loss 50


def losses(name, steps=300):
    """Loss at the end, for each rate and each of five starts."""
    lr = np.array(rates)[:, None, None]
    w, v, h = np.tile(start, (len(rates), 1, 1)), 0, 0
    for _ in range(steps):
        g = curvature * w
        v = 0.9 * v - lr * g
        if name == "sgd":
            w = w - lr * g
        elif name == "momentum":
            w = w + v
        elif name == "nesterov":
            w = w + 0.9 * v - lr * g
        else:
            h = h + g**2 if name == "adagrad" else 0.9 * h + 0.1 * g**2
            w = w - lr * g / (np.sqrt(h) + 1e-8)
    return (curvature * w**2).sum(axis=2) / 2


print("           best loss  at rate  loss below 0.5")
with np.errstate(all="ignore"):
    for name in ("sgd", "momentum", "nesterov", "adagrad", "rmsprop"):
        worst = np.nan_to_num(losses(name).max(axis=1), nan=np.inf)
        best = worst.argmin()
        good = [lr for lr, loss in zip(rates, worst, strict=True) if loss < 0.5]
        span = f"{good[0]:g} to {good[-1]:g}"
        print(f"{name:10} {worst[best]:9.1e}  {rates[best]:7g}  {span}")
