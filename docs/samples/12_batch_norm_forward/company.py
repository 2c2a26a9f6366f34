import numpy as np

from lesson_code import (
    Adam,
    Affine,
    BatchNormalization,
    ReLU,
    Sequential,
    Trainer,
    he,
    load_mnist,
    softmax,
)

(x_train, t_train), (x_test, t_test) = load_mnist(flatten=True)
x_train, t_train = x_train[:2000].astype(np.float64), t_train[:2000]
x_test, t_test = x_test[:200].astype(np.float64), t_test[:200]
rng = np.random.default_rng(0)
first = Affine(he((784, 50), rng, np.float64), np.zeros(50))
norm = BatchNormalization(np.ones(50), np.zeros(50))
last = Affine(he((50, 10), rng, np.float64), np.zeros(10))
net = Sequential([first, norm, ReLU(), last])
trainer = Trainer(net, Adam(0.003), rng=rng, batch_size=32)
trainer.fit(x_train, t_train, epochs=2)


def by_the_batch(x):
    z = first.forward(x)
    z = (z - z.mean(axis=0)) / np.sqrt(z.var(axis=0) + norm.eps)
    z = norm.params["gamma"] * z + norm.params["beta"]
    return last.forward(np.maximum(0, z))


def answer(forward, x):
    p = softmax(forward(x))[0]
    return f"{p.argmax()} ({p.max():.2f})"


image = x_test[:1]  # a seven
print("label", t_test[0])
print("company        by the batch   by running statistics")
for name, company in (
    ("none", x_test[:0]),
    ("nine others", x_test[1:10]),
    ("only sevens", x_test[1:][t_test[1:] == 7]),
):
    batch = np.concatenate([image, company])
    print(f"{name:13}  {answer(by_the_batch, batch):12}   ", end="")
    print(answer(net.forward, batch))
alone = [answer(by_the_batch, x_test[i : i + 1]) for i in range(4)]
print("labels", t_test[:4], "each alone, by the batch:", *alone)
