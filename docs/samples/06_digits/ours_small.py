import numpy as np

from lesson_code import SGD, Trainer, load_mnist, sigmoid_mlp

(x, t), (x_test, t_test) = load_mnist()
x, t, x_val, t_val = x[:4000], t[:4000], x[4000:5000], t[4000:5000]
x_test, t_test = x_test[:1000], t_test[:1000]

rng = np.random.default_rng(0)
net = sigmoid_mlp(rng, hidden=(100,))
trainer = Trainer(net, SGD(1.0), rng=rng, batch_size=100)
for e in trainer.fit(x, t, x_val, t_val, epochs=7):
    print(f"epoch {e.epoch}: loss {e.loss:.3f}, validation {e.test_accuracy:.1%}")
print(f"the end: test {net.accuracy(x_test, t_test):.1%}")
