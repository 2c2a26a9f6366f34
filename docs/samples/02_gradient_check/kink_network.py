import numpy as np

from lesson_code import (
    Affine,
    ReLU,
    Sequential,
    Sigmoid,
    numerical_gradient,
    relative_error,
)


def error_at_bias(activation, h, seed):
    """Check the gradient at the first layer's bias, shape (20,)."""
    rng = np.random.default_rng(seed)
    x, t = rng.standard_normal((50, 8)), rng.integers(0, 3, 50)
    W1, b1 = rng.standard_normal((8, 20)), rng.standard_normal(20)
    W2, b2 = rng.standard_normal((20, 3)), np.zeros(3)
    net = Sequential([Affine(W1, b1), activation, Affine(W2, b2)])
    _, grads = net.gradients(x, t)
    numerical = numerical_gradient(lambda _: net.loss(x, t), b1, h)
    return relative_error(grads["0.b"], numerical)


print("   h     Sigmoid      ReLU")
for h in (1e-3, 1e-4, 1e-5):
    print(f"{h:.0e}", end="")
    for activation in (Sigmoid(), ReLU()):
        errors = np.array([error_at_bias(activation, h, s) for s in range(100)])
        failed = errors[errors > 1e-7]
        worst = f"(to {failed.max():.0e})" if len(failed) else ""
        print(f"  {len(failed):3} {worst:10}", end="")
    print()
