import numpy as np

from lesson_code import load_mnist, load_params, simple_convnet

net = simple_convnet(np.random.default_rng(0))
load_params("digits.npz", net)
double = simple_convnet(np.random.default_rng(0), dtype=np.float64)
load_params("digits.npz", double)

_, (x_test, t_test) = load_mnist()
x_test, t_test = x_test[:1000], t_test[:1000]
other = double.predict(x_test.astype(np.float64))  # in place of ONNX Runtime
ours = net.predict(x_test)
difference = np.abs(other - ours).max()
print("shape", other.shape, "largest logit", f"{np.abs(ours).max():.0f}")
print("difference below 1e-4:", difference < 1e-4)
print("same answers:", (other.argmax(axis=1) == ours.argmax(axis=1)).sum(), "of 1000")
