import numpy as np


class ReLU:
    def forward(self, x):
        self.above = x > 0
        return np.maximum(x, 0)

    def backward(self, dout):
        return dout * self.above


layer = ReLU()
z = np.array([[-2.0, -0.5, 0.0, 3.0], [1.0, -4.0, 0.5, -1.0]])
dout = np.array([[10.0, 20.0, 30.0, 40.0], [50.0, 60.0, 70.0, 80.0]])
print("y", layer.forward(z), sep="\n")
print("open", layer.above, sep="\n")
print("dz", layer.backward(dout), sep="\n")
