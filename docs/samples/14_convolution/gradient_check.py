import numpy as np

from lesson_code import Convolution, check_gradients, convolve_naive

rng = np.random.default_rng(0)
x = rng.standard_normal((2, 3, 7, 5))
for stride, pad in ((1, 0), (2, 0), (1, 2), (2, 1)):
    W, b = rng.standard_normal((4, 3, 3, 3)), rng.standard_normal(4)
    errors = check_gradients(Convolution(W, b, stride=stride, pad=pad), x, rng)
    passed = {name: error < 1e-7 for name, error in errors.items()}
    print(f"stride {stride}, pad {pad}: passed", passed)

layer = Convolution(W, b)
dout = rng.standard_normal(layer.forward(x).shape)
dx = layer.backward(dout)
W_turned = W[:, :, ::-1, ::-1].transpose(1, 0, 2, 3)
again = convolve_naive(dout, W_turned, np.zeros(3), pad=2)
print("\ndout", dout.shape, " W turned", W_turned.shape, " dx", dx.shape)
print("dx is a convolution with the filters turned:", np.allclose(again, dx))
