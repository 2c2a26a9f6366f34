import numpy as np

from lesson_code import Adam, Affine, ReLU, Sequential, Trainer, he
from lesson_code.datasets import batches, load_mnist, random_crops, random_flips

(x, t), (x_test, t_test) = load_mnist()
x, t = x[:1500], t[:1500]
x_test, t_test = x_test[:1000].reshape(1000, -1), t_test[:1000]


def train(change, seed):
    rng = np.random.default_rng(seed)
    hidden = Affine(he((784, 50), rng), np.zeros(50, np.float32))
    last = Affine(he((50, 10), rng), np.zeros(10, np.float32))
    net = Sequential([hidden, ReLU(), last])
    trainer = Trainer(net, Adam(0.003), rng=rng, progress=False)
    for _ in range(8):
        for xb, tb in batches(x, t, 50, rng):
            trainer.step(change(xb, rng).reshape(len(xb), -1), tb)
    return 100 * net.accuracy(x_test, t_test)


print("right of 1000 test digits, %: five seeds, smallest to largest")
for name, change in (
    ("as they are", lambda xb, rng: xb),
    ("flips", random_flips),
    ("crops", lambda xb, rng: random_crops(xb, 2, rng)),
):
    found = sorted(train(change, seed) for seed in range(5))
    print(f"{name:12} mean {np.mean(found):.1f}   ", *(f"{one:.1f}" for one in found))
