import numpy as np

from lesson_code import SGD, Trainer, load_mnist, sigmoid_mlp

(x, t), (x_test, t_test) = load_mnist()
x, t = x[:5000].astype(np.float64), t[:5000]
x_test, t_test = x_test[:1000].astype(np.float64), t_test[:1000]
rates = {"quadratic": 3.0, "cross-entropy": 0.5}

for cost, lr in rates.items():
    for weights in ("normal", "scaled"):
        accuracies, lost = [], 0
        for seed in range(5):
            rng = np.random.default_rng(seed)
            net = sigmoid_mlp(rng, (1, 28, 28), (100,), 10, cost, weights, np.float64)
            Trainer(net, SGD(lr), rng=rng, batch_size=10).fit(x, t, epochs=2)
            answer = net.predict(x_test).argmax(axis=1)
            accuracies.append((answer == t_test).mean())
            right = [(answer[t_test == digit] == digit).mean() for digit in range(10)]
            lost += np.count_nonzero(np.array(right) < 0.1)
        span = f"{min(accuracies):.2f} to {max(accuracies):.2f}"
        print(f"{cost:13}  {weights:6}  lost {lost:2} of 50 digits  accuracy {span}")
