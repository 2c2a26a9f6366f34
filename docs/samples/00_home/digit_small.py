import matplotlib.pyplot as plt
import numpy as np

from lesson_code import Adam, Trainer, load_mnist, simple_convnet, softmax
from lesson_code.plots import show_image

(x_train, t_train), (x_test, t_test) = load_mnist()
rng = np.random.default_rng(0)
net = simple_convnet(rng, hidden=50)
Trainer(net, Adam(), rng=rng).fit(x_train[:3000], t_train[:3000])

digit = x_test[8:9]  # (1, 1, 28, 28)
convolution, relu, *_ = net.layers
maps = relu.forward(convolution.forward(digit))[0]  # (30, 24, 24)
p = softmax(net.predict(digit))[0]  # (10,)
print(f"label {t_test[8]}, answer {p.argmax()}, right on unseen digits: ", end="")
print(f"{net.accuracy(x_test[:300], t_test[:300]):.0%}")

figure = plt.figure(figsize=(6.4, 4.9), layout="constrained")
above, below = figure.subfigures(2, 1, height_ratios=[2, 2.4])
image, bars = above.subplots(1, 2, width_ratios=[1, 2.2])
show_image(image, digit[0, 0])
bars.bar(range(10), p, color=["C1" if k == p.argmax() else "C0" for k in range(10)])
bars.set(xticks=range(10), ylim=(0, 1), ylabel="p")
for axes, feature_map in zip(below.subplots(3, 10).flat, maps, strict=True):
    show_image(axes, feature_map)
plt.show()
