import numpy as np

from lesson_code import SGD, Trainer, load_mnist, sigmoid_mlp

(x, t), _ = load_mnist()
x, t, x_val, t_val = x[:4000], t[:4000], x[4000:5000], t[4000:5000]


def trained(lr, seed):
    rng = np.random.default_rng(seed)
    net = sigmoid_mlp(rng, hidden=(100,))
    Trainer(net, SGD(lr), rng=rng, batch_size=100).fit(x, t, epochs=3)
    return net


mean = {}
for lr in (0.01, 0.1, 1.0):
    right = [trained(lr, seed).accuracy(x_val, t_val) for seed in range(2)]
    mean[lr] = np.mean(right)
    print(f"lr {lr:5}: {mean[lr]:.1%}, from {min(right):.1%} to {max(right):.1%}")
print("chosen:", max(mean, key=mean.get))
