import numpy as np

from lesson_code import SGD, Trainer, load_mnist, sigmoid_mlp, softmax

(x, t), _ = load_mnist()
x = x[:5000].astype(np.float64)
x, t, x_val, t_val = x[:4000], t[:4000], x[4000:5000], t[4000:5000]

rng = np.random.default_rng(0)
net = sigmoid_mlp(rng, hidden=(100,), dtype=np.float64)
trainer = Trainer(net, SGD(1.0), rng=rng, batch_size=100, evaluation_samples=100)
trainer.fit(x, t, epochs=7)

y = softmax(net.predict(x_val))
answer = y.argmax(axis=1)
wrong = np.flatnonzero(answer != t_val)
print(f"{len(wrong)} of {len(t_val)} wrong")

surest = wrong[np.argsort(-y[wrong].max(axis=1))][:12]
print(f"the twelve surest: {y[surest].max(axis=1).min():.1%} and up")

confusion = np.zeros((10, 10), int)
np.add.at(confusion, (t_val, answer), 1)
mistakes = confusion * (1 - np.eye(10, dtype=int))
true, given = np.unravel_index(mistakes.argmax(), mistakes.shape)
print(f"most often: {true} taken for {given}, {mistakes.max()} times")

# Drawing
import matplotlib.pyplot as plt

from lesson_code.plots import show_image

figure, axes = plt.subplots(2, 6, figsize=(5.4, 2.3))
for ax, i in zip(axes.flat, surest, strict=True):
    show_image(ax, x_val[i, 0], f"{t_val[i]} \u2192 {answer[i]}", limit=1)
plt.show()
plt.figure(figsize=(5.4, 5))
plt.imshow(mistakes, cmap="Blues")
for (true, given), count in np.ndenumerate(mistakes):
    ink = "white" if count > mistakes.max() / 2 else "black"
    plt.text(given, true, count or "", ha="center", va="center", color=ink)
plt.xticks(range(10))
plt.yticks(range(10))
plt.xlabel("answer")
plt.ylabel("t_val")
plt.show()
