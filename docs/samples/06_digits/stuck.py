import matplotlib.pyplot as plt
import numpy as np

from lesson_code import SGD, Trainer, load_mnist, sigmoid_mlp

(x, t), (x_test, t_test) = load_mnist()
x, t = x[:5000].astype(np.float64), t[:5000]
x_test, t_test = x_test[:1000].astype(np.float64), t_test[:1000]

rng = np.random.default_rng(3)
settings = {"cost": "quadratic", "weights": "normal", "dtype": np.float64}
net = sigmoid_mlp(rng, hidden=(30,), **settings)
Trainer(net, SGD(3.0), rng=rng, batch_size=10).fit(x, t, epochs=6)

y = net.predict(x_test)
answer = y.argmax(axis=1)
right, slope = [], []
for digit in range(10):
    mine = t_test == digit
    own = y[mine, digit]
    right.append((answer[mine] == digit).mean())
    slope.append(np.median(own * (1 - own)))
    given = np.count_nonzero(answer == digit)
    print(f"{digit}: right {right[-1]:4.0%}  answered {given:4} times", end="  ")
    print(f"largest y {own.max():.4f}")

figure, boards = plt.subplots(2, figsize=(5.4, 4.6), sharex=True)
boards[0].bar(range(10), right)
boards[0].set(ylim=(0, 1), ylabel="accuracy")
boards[1].plot(range(10), slope, "o")
boards[1].set(yscale="log", ylim=(1e-8, 1), ylabel=r"$y\,(1-y)$")
boards[1].set(xticks=range(10), xlabel="t_test")
boards[1].grid(axis="y", alpha=0.3)
plt.show()
