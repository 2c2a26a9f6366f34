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


class BatchOnly(BatchNormalization):
    """Always normalises by the batch at hand."""

    def forward(self, x, train=False):
        x_hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + self.eps)
        return self.params["gamma"] * x_hat + self.params["beta"]


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
wrong = Sequential([first, BatchOnly(**norm.params), ReLU(), last])


def answer(network, batch):
    p = softmax(network.forward(batch))[0]
    return f"{p.argmax()} ({p.max():.2f})"


image = x_test[:1]  # a seven
print("label", t_test[0])
print("company        by the batch   by running statistics")
for name, company in (
    ("none", x_test[:0]),
    ("digits 1-9", x_test[1:10]),
    ("digits 10-19", x_test[10:20]),
    ("only sevens", x_test[1:][t_test[1:] == 7]),
):
    batch = np.concatenate([image, company])
    print(f"{name:13}  {answer(wrong, batch):12}   {answer(net, batch)}")

print("each image alone, by the batch:")
for i in range(4):
    alone = x_test[i : i + 1]
    centred = first.forward(alone) - first.forward(alone).mean(axis=0)
    largest = np.abs(centred).max()
    print(f"  label {t_test[i]}  largest |x - mu| {largest:g}", end="")
    print(f"  answer {answer(wrong, alone)}")
