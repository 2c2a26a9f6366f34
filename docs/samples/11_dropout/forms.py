import numpy as np

rng = np.random.default_rng(0)
p = 0.5


def original(x, training):
    if training:
        return x * (rng.random(x.shape) > p)
    return x * (1 - p)


def inverted(x, training):
    if training:
        return x * (rng.random(x.shape) > p) / (1 - p)
    return x


x = rng.normal(2, 0.5, 1_000_000)
square, mean = (x**2).mean(), x.mean()
print(f"before: mean {mean:.3f}, variance {x.var():.3f}")
for form, scale in ((original, 1), (inverted, 1 / (1 - p))):  # of what is kept
    y = form(x, training=True)
    variance = (1 - p) * scale**2 * square - ((1 - p) * scale * mean) ** 2
    print(f"{form.__name__}, training:  mean {y.mean():.3f}, variance {y.var():.3f}")
    print(f"  predicted variance: {variance:.3f}")
    y = form(x, training=False)
    print(f"{form.__name__}, inference: mean {y.mean():.3f}, variance {y.var():.3f}")
