import numpy as np

from lesson_code import load_mnist, load_params, simple_convnet, softmax

_, (x_test, t_test) = load_mnist()
net = simple_convnet(np.random.default_rng(0))
load_params("digits.npz", net)

filters = net.params["0.W"][:, 0]
maps = x_test[:1]
for layer in net.layers[:3]:
    maps = layer.forward(maps)

p = softmax(net.predict(x_test))
answer = p.argmax(axis=1)
wrong = np.flatnonzero(answer != t_test)
print(f"{(answer == t_test).mean():.1%} of {len(t_test)} right, {len(wrong)} wrong")
surest = wrong[np.argsort(-p[wrong].max(axis=1))][:12]
print("the surest of the wrong:", *(f"{p[i].max():.3f}" for i in surest[:3]))
confusion = np.zeros((10, 10), int)
np.add.at(confusion, (t_test, answer), 1)
mistakes = confusion * (1 - np.eye(10, dtype=int))
true, given = np.unravel_index(mistakes.argmax(), mistakes.shape)
print(f"most often: {true} taken for {given}, {mistakes.max()} times")

# Drawing
import matplotlib.pyplot as plt

from lesson_code.plots import show_image


def gallery(images, titles, rows, columns, limit=None):
    figure, axes = plt.subplots(rows, columns, figsize=(6.2, 6.2 * rows / columns))
    for ax, image, title in zip(axes.flat, images, titles, strict=True):
        show_image(ax, image, title, limit)
    plt.show()


gallery(filters, [""] * 30, 5, 6, limit=abs(filters).max())
gallery(maps[0], [""] * 30, 5, 6, limit=maps.max())
titles = [f"{t_test[i]} \N{RIGHTWARDS ARROW} {answer[i]}" for i in surest]
gallery(x_test[surest, 0], titles, 3, 4, limit=1)
