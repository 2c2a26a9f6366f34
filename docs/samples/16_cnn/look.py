from lesson_code import load_mnist

_, (x_test, t_test) = load_mnist()
x = x_test[:1]
N, C, H, W = x.shape
windows = x.reshape(N, C, H // 2, 2, W // 2, 2)
largest = windows.max(axis=(3, 5))
average = windows.mean(axis=(3, 5))

print("image  ", x.shape, "->", x.size, "numbers")
print("max    ", largest.shape, "->", largest.size, "numbers")
print("average", average.shape, "->", average.size, "numbers")
print("\none window:")
print(windows[0, 0, 4, :, 3].round(2))
print(f"max {largest[0, 0, 4, 3]:.2f}  average {average[0, 0, 4, 3]:.2f}")

# Drawing
import matplotlib.pyplot as plt

from lesson_code.plots import show_image

figure, axes = plt.subplots(1, 3, figsize=(6.2, 2.5))
BY = "\N{MULTIPLICATION SIGN}"
images = {f"x  28{BY}28": x, f"max  14{BY}14": largest, f"mean  14{BY}14": average}
for ax, (name, image) in zip(axes, images.items(), strict=True):
    show_image(ax, image[0, 0], name, limit=1)
plt.show()
