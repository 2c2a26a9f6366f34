import matplotlib.pyplot as plt

from lesson_code import MaxPooling, load_mnist
from lesson_code.plots import show_image

_, (x_test, t_test) = load_mnist()
x = x_test[:1]
N, C, H, W = x.shape

pooling = MaxPooling(2)
largest = pooling.forward(x)
average = x.reshape(N, C, H // 2, 2, W // 2, 2).mean(axis=(3, 5))

print("image  ", x.shape, "->", x.size, "numbers")
print("max    ", largest.shape, "->", largest.size, "numbers")
print("average", average.shape, "->", average.size, "numbers")
print("parameters of MaxPooling:", pooling.params)

print("\none window:")
print(x[0, 0, 8:10, 6:8].round(2))
print(f"max {largest[0, 0, 4, 3]:.2f}  average {average[0, 0, 4, 3]:.2f}")

figure, axes = plt.subplots(1, 3, figsize=(6.2, 2.5))
images = {"x  28×28": x, "max  14×14": largest, "mean  14×14": average}
for ax, (name, image) in zip(axes, images.items(), strict=True):
    show_image(ax, image[0, 0], name, limit=1)
plt.show()
