import numpy as np

from lesson_code import SGD, Trainer, load_mnist, sigmoid_mlp

(x, t), (x_test, t_test) = load_mnist()
x, t = x[:5000], t[:5000]
x_test, t_test = x_test[:1000], t_test[:1000]

rng = np.random.default_rng(0)
net = sigmoid_mlp(rng, hidden=(30,), cost="quadratic", weights="normal")
trainer = Trainer(net, SGD(3.0), rng=rng, batch_size=10)
print(f"untrained               test {net.accuracy(x_test, t_test):.3f}")
for e in trainer.fit(x, t, x_test, t_test, epochs=9):
    accuracies = f"train {e.train_accuracy:.3f}  test {e.test_accuracy:.3f}"
    print(f"epoch {e.epoch}  loss {e.loss:.3f}  {accuracies}")
