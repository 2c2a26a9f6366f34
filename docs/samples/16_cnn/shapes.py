import numpy as np

from lesson_code import load_mnist, simple_convnet

_, (x_test, _) = load_mnist()
net = simple_convnet(np.random.default_rng(0))

x = x_test[:50]
print(f"{'':12} {x.shape}")
for layer in net.layers:
    x = layer.forward(x)
    count = sum(p.size for p in layer.params.values())
    print(f"{type(layer).__name__:12} {x.shape!s:18} {count:7}")

total = sum(p.size for p in net.params.values())
print(f"{'total':31} {total:7}\n")
for name, p in net.params.items():
    print(f"{name}  {p.shape!s:15} {p.size:7}  {p.size / total:6.1%}")
