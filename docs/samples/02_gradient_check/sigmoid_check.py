import numpy as np

from lesson_code import numerical_gradient, relative_error, sigmoid

z = np.array([[-2.0, -0.5, 0.3], [0.8, 1.5, 3.0]])
y = sigmoid(z)


def error(backward, dout):
    def loss(z):
        return float((dout * sigmoid(z)).sum())

    return relative_error(backward(dout), numerical_gradient(loss, z))


ones = np.ones_like(z)
random = np.random.default_rng(0).standard_normal(z.shape)
print("backward              dout = 1   dout random")
for text, backward in (
    ("dout * y * (1 - y)", lambda dout: dout * y * (1 - y)),
    ("dout * y", lambda dout: dout * y),
    ("dout * z * (1 - z)", lambda dout: dout * z * (1 - z)),
    ("y * (1 - y)", lambda dout: y * (1 - y)),
):
    errors = error(backward, ones), error(backward, random)
    words = ["passes" if r < 1e-7 else f"{r:.3f}" for r in errors]
    print(f"{text:20} {words[0]:>9} {words[1]:>13}")
