import numpy as np


class Original:
    """As the report has it: scaled at inference."""

    training = False

    def __init__(self, rate, rng):
        self.rate, self.rng = rate, rng

    def forward(self, x):
        if self.training:
            return x * (self.rng.random(x.shape) > self.rate)
        return x * (1 - self.rate)


class Inverted(Original):
    """The same, scaled in training."""

    def forward(self, x):
        if self.training:
            return x * (self.rng.random(x.shape) > self.rate) / (1 - self.rate)
        return x


rng = np.random.default_rng(0)
x = rng.normal(2, 0.5, 1_000_000)
p, mean, square = 0.5, x.mean(), (x**2).mean()
print(f"before: mean {mean:.3f}, variance {x.var():.3f}")
for layer, mean_factor in ((Original(p, rng), 1 - p), (Inverted(p, rng), 1)):
    name = type(layer).__name__
    layer.training = True
    y = layer.forward(x)
    scale = mean_factor / (1 - p)  # of the survivors
    variance = (1 - p) * scale**2 * square - (mean_factor * mean) ** 2
    print(f"{name}, training:  mean {y.mean():.3f}, variance {y.var():.3f}")
    print(f"  predicted:        mean {mean_factor * mean:.3f}, variance {variance:.3f}")
    layer.training = False
    y = layer.forward(x)
    print(f"{name}, inference: mean {y.mean():.3f}, variance {y.var():.3f}")
