import matplotlib.pyplot as plt
import numpy as np

from lesson_code import Adam, Trainer, load_mnist, simple_convnet, softmax
from lesson_code.plots import show_image

(x_train, t_train), (x_test, t_test) = load_mnist()
x_train, t_train = x_train[:5000].astype(np.float64), t_train[:5000]
x_test, t_test = x_test[:1000].astype(np.float64), t_test[:1000]

rng = np.random.default_rng(0)
net = simple_convnet(rng, filters=10, hidden=50, dtype=np.float64)
Trainer(net, Adam(0.001), rng=rng, evaluation_samples=1).fit(x_train, t_train)


def gallery(images, titles, rows, columns, limit=None):
    figure, axes = plt.subplots(rows, columns, figsize=(6.2, 6.2 * rows / columns))
    for ax, image, title in zip(axes.flat, images, titles, strict=True):
        show_image(ax, image, title, limit)
    plt.show()


filters = net.params["0.W"][:, 0]
gallery(filters, [""] * 10, 2, 5, limit=abs(filters).max())

maps = x_test[:1]
for layer in net.layers[:3]:
    maps = layer.forward(maps)
gallery(maps[0], [""] * 10, 2, 5, limit=maps.max())
print("filters with a bias above 0:", (net.params["0.b"] > 0).sum(), "of 10")

p = softmax(net.predict(x_test))
answer = p.argmax(axis=1)
wrong = np.flatnonzero(answer != t_test)
print(f"test accuracy {(answer == t_test).mean():.4f}, {len(wrong)} wrong")
surest = wrong[np.argsort(-p[wrong].max(axis=1))][:12]
titles = [f"{t_test[i]} → {answer[i]}" for i in surest]
gallery(x_test[surest, 0], titles, 3, 4, limit=1)
print("surest mistakes", *(f"{i}: {p[i].max():.3f}" for i in surest[:4]))

confusion = np.zeros((10, 10), int)
np.add.at(confusion, (t_test, answer), 1)
mistakes = confusion * (1 - np.eye(10, dtype=int))
plt.imshow(mistakes, cmap="Blues")
for (true, given), count in np.ndenumerate(mistakes):
    ink = "white" if count > mistakes.max() / 2 else "black"
    plt.text(given, true, count or "", ha="center", va="center", color=ink)
plt.xticks(range(10))
plt.yticks(range(10))
plt.xlabel("answer")
plt.ylabel("t_test")
plt.show()
true, given = np.unravel_index(mistakes.argmax(), mistakes.shape)
print(f"most often: {true} taken for {given}, {mistakes.max()} times")
