import numpy as np

from lesson_code import SGD, Affine, ReLU, Sequential, he, load_mnist

(x, t), (x_test, t_test) = load_mnist(flatten=True)
x, x_test = x[:4000].astype(np.float64), x_test[:1000].astype(np.float64)
t, t_test = t[:4000], t_test[:1000]
print("steps  batch   lr   test loss            accuracy in %")


def train(lr, batch, seed):
    rng = np.random.default_rng(seed)
    layers = [
        Affine(he((784, 50), rng, np.float64), np.zeros(50)),
        ReLU(),
        Affine(he((50, 10), rng, np.float64), np.zeros(10)),
    ]
    net, optimizer = Sequential(layers), SGD(lr)
    for part in np.split(rng.permutation(4000), 4000 // batch):
        _, grads = net.gradients(x[part], t[part])
        optimizer.update(net.params, grads)
    y, loss = net.forward(x_test), net.loss_function
    return loss.forward(y, t_test), 100 * loss.accuracy(y, t_test)


for batch in (50, 100, 200, 400):
    for lr in (0.1, 0.1 * batch / 50) if batch > 50 else (0.1,):
        runs = np.array([train(lr, batch, seed) for seed in range(5)])
        low, high, mean = runs.min(axis=0), runs.max(axis=0), runs.mean(axis=0)
        loss = f"{mean[0]:.2f} ({low[0]:.2f} to {high[0]:.2f})"
        accuracy = f"{mean[1]:.1f} ({low[1]:.1f} to {high[1]:.1f})"
        print(f"{4000 // batch:5}  {batch:5}  {lr:.1f}   {loss}  {accuracy}")
