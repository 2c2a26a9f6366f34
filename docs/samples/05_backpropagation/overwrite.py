import numpy as np

from lesson_code import Layer, Sigmoid, check_gradients


class Swish(Layer):
    """y = x * sigmoid(x): the input goes two ways."""

    def __init__(self):
        super().__init__()
        self.sigmoid = Sigmoid()

    def forward(self, x, train=False):
        self.x, self.s = x, self.sigmoid.forward(x)
        return x * self.s

    def backward(self, dout):
        dx = dout * self.s
        dx = dx + self.sigmoid.backward(dout * self.x)
        return dx


class Overwriting(Swish):
    def backward(self, dout):
        dx = dout * self.s
        dx = self.sigmoid.backward(dout * self.x)
        return dx


rng = np.random.default_rng(0)
x = rng.standard_normal((4, 5))
for layer in (Swish(), Overwriting()):
    error = check_gradients(layer, x, rng)["x"]
    name = type(layer).__name__
    print(f"{name:11} error {error:.2f}  passes: {error < 1e-7}")
