import numpy as np

from lesson_code import (
    Adam,
    Trainer,
    check_gradients,
    im2col,
    load_mnist,
    simple_convnet,
)

(x_train, t_train), _ = load_mnist()

net = simple_convnet(np.random.default_rng(0))
loss = net.loss(x_train[:1000], t_train[:1000])
print(f"1. untrained loss {loss:.2f}, log 10 = {np.log(10):.2f}")

rng = np.random.default_rng(1)
shape = (2, 8, 8)
tiny = simple_convnet(
    rng, shape, filters=3, filter_size=3, hidden=5, classes=4, std=0.5, dtype=np.float64
)
x = rng.standard_normal((2, *shape))
a = tiny.layers[0].forward(x)
windows = im2col(a.reshape(-1, 1, 6, 6), 2, 2, stride=2)
in_order = np.sort(windows, axis=1)
second, first = in_order[:, 2], in_order[:, 3]
hidden = a
for layer in tiny.layers[1:5]:
    hidden = layer.forward(hidden)
print("2. nearest to a kink:")
print(f"   max  {(first - second).min():.3f}")
print(f"   ReLU {abs(first).min():.3f}, {abs(hidden).min():.3f}")
for name, error in check_gradients(tiny, x, rng).items():
    print(f"   {name:3}  error below 1e-7: {error < 1e-7}")
error = check_gradients(tiny, np.zeros_like(x), rng)["0.b"]
print(f"   on the kink: error of 0.b {error:.2f}")

rng = np.random.default_rng(0)
net = simple_convnet(rng)
x, t = x_train[:100], t_train[:100]
trainer = Trainer(net, Adam(0.001), rng=rng, batch_size=20, progress=False)
trainer.fit(x, t, epochs=30)
print(f"3. 100 images, 30 epochs: accuracy {net.accuracy(x, t):.2f}")
