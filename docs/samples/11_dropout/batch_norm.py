import numpy as np

from lesson_code import BatchNormalization, Dropout

rng = np.random.default_rng(0)
x = np.maximum(0, rng.standard_normal((20_000, 20)))  # what comes out of ReLU
share = (x**2).mean() / x.var()
for rate in (0.0, 0.2, 0.5, 0.8):
    drop = Dropout(rate, rng=rng)
    norm = BatchNormalization(np.ones(20), np.zeros(20), momentum=0.9)
    for batch in x.reshape(200, 100, 20):
        norm.forward(drop.forward(batch, train=True), train=True)
    y = norm.forward(drop.forward(x))
    predicted = 1 / (1 + share * rate / (1 - rate))
    print(f"rate {rate}: variance {y.var():.3f}, predicted {predicted:.3f}")
