import numpy as np

from lesson_code import Adam, Trainer, check_gradients, load_mnist, simple_convnet

(x_train, t_train), _ = load_mnist()

net = simple_convnet(np.random.default_rng(0))
loss = net.loss(x_train[:1000], t_train[:1000])
print(f"1. untrained loss {loss:.2f}, log 10 = {np.log(10):.2f}")

rng = np.random.default_rng(1)
small = {"filters": 3, "filter_size": 3, "hidden": 5, "classes": 4, "std": 0.5}
tiny = simple_convnet(rng, (2, 8, 8), **small, dtype=np.float64)
errors = check_gradients(tiny, rng.standard_normal((2, 2, 8, 8)), rng)
print("2. largest error of a gradient below 1e-7:", max(errors.values()) < 1e-7)

rng = np.random.default_rng(0)
net = simple_convnet(rng)
x, t = x_train[:100], t_train[:100]
trainer = Trainer(net, Adam(0.001), rng=rng, batch_size=20, progress=False)
trainer.fit(x, t, epochs=30)
print(f"3. 100 images, 30 epochs: {net.accuracy(x, t):.0%} right")
