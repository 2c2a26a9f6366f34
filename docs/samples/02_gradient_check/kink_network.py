import numpy as np

from lesson_code import (
    Affine,
    ReLU,
    Sequential,
    Sigmoid,
    numerical_gradient,
    relative_error,
)


def error_at_bias(activation, h, seed, inputs=0):
    """Check the gradient at the first layer's bias, shape (20,)."""
    rng = np.random.default_rng(seed)
    W1, b1 = rng.standard_normal((8, 20)), rng.standard_normal(20)
    W2, b2 = rng.standard_normal((20, 3)), np.zeros(3)
    net = Sequential([Affine(W1, b1), activation, Affine(W2, b2)])
    rng = np.random.default_rng([seed, inputs])
    x, t = rng.standard_normal((50, 8)), rng.integers(0, 3, 50)
    _, grads = net.gradients(x, t)
    numerical = numerical_gradient(lambda _: net.loss(x, t), b1, h)
    return relative_error(grads["0.b"], numerical)


print("100 networks     failed  median error  failed again")
for activation, h in (
    (Sigmoid(), 1e-3),
    (ReLU(), 1e-3),
    (ReLU(), 1e-4),
    (ReLU(), 1e-5),
):
    failed = {}
    for seed in range(100):
        error = error_at_bias(activation, h, seed)
        if not error < 1e-7:
            failed[seed] = error
    again = [error_at_bias(activation, h, seed, inputs=1) for seed in failed]
    median = f"{np.median(list(failed.values())):.0e}" if failed else "-"
    kind = type(activation).__name__
    print(f"{kind:7}  h = {h:.0e} {len(failed):6}  {median:>12}", end="")
    print(f"  {sum(not error < 1e-7 for error in again):12}")
