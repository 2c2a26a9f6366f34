import numpy as np

from lesson_code import SGD, Affine, Flatten, ReLU, Sequential, he, load_mnist

(x, t), (x_test, t_test) = load_mnist()
x, x_test = x[:4000].astype(np.float64), x_test[:1000].astype(np.float64)


def train(lr, batch, seed):
    rng = np.random.default_rng(seed)
    layers = [
        Flatten(),
        Affine(he((784, 50), rng, np.float64), np.zeros(50)),
        ReLU(),
        Affine(he((50, 10), rng, np.float64), np.zeros(10)),
    ]
    net, optimizer = Sequential(layers), SGD(lr)
    for start in range(0, 4000, batch):
        _, grads = net.gradients(x[start : start + batch], t[start : start + batch])
        optimizer.update(net.params, grads)
    return net.loss(x_test, t_test[:1000])


print("steps  batch   lr   test loss: mean, range of 5 seeds")
for lr, batch in [(0.1, 50), (0.1, 100), (0.2, 100), (1.0, 50), (2.0, 100)]:
    losses = [train(lr, batch, seed) for seed in range(5)]
    spread = f"{min(losses):.2f} to {max(losses):.2f}"
    print(f"{4000 // batch:5}  {batch:5}  {lr}   {np.mean(losses):.2f}  {spread}")
