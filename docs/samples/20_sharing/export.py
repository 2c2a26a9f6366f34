from pathlib import Path

import numpy as np
import onnxruntime

from lesson_code import export_onnx, load_mnist, load_params, simple_convnet

net = simple_convnet(np.random.default_rng(0))
load_params("digits.npz", net)
export_onnx("digits.onnx", net, (1, 28, 28))

_, (x_test, t_test) = load_mnist()
x_test, t_test = x_test[:1000], t_test[:1000]
processor = ["CPUExecutionProvider"]
session = onnxruntime.InferenceSession("digits.onnx", providers=processor)
[other] = session.run(["y"], {"x": x_test})
ours = net.predict(x_test)
difference = np.abs(other - ours).max()
print("shape", other.shape, "largest logit", f"{np.abs(ours).max():.0f}")
print("difference below 1e-4:", difference < 1e-4)
print("same answers:", (other.argmax(axis=1) == ours.argmax(axis=1)).sum(), "of 1000")
Path("digits.onnx").unlink()
