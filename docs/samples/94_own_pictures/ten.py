from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

from lesson_code import BadImageError, load_params, read_digit, simple_convnet, softmax
from lesson_code.plots import show_image

network = simple_convnet(np.random.default_rng(0))
load_params("digits.npz", network)

paths = sorted(Path().glob("*.jpg"))  # the name begins with what is written
figure, axes = plt.subplots(5, 4, figsize=(6.4, 7.6), layout="constrained")
for (picture, seen), path in zip(axes.reshape(10, 2), paths, strict=True):
    picture.imshow(Image.open(path), cmap="gray", vmin=0, vmax=255)
    picture.set_title(path.stem, fontsize=9)
    picture.set_axis_off()
    try:
        digit = read_digit(path)
    except BadImageError as error:
        seen.set_title("refused", fontsize=9)
        seen.set_axis_off()
        print(error)
        continue
    p = softmax(network.predict(digit.image))[0]
    right = str(p.argmax()) == path.stem[0]
    show_image(seen, digit.image[0, 0], limit=1)
    seen.set_title(f"{p.argmax()}  ({p.max():.2f})", fontsize=9, color="C0" if right else "C3")
    print(f"{path}: {p.argmax()}, probability {p.max():.2f};", "; ".join(digit.notes) or "-")
plt.show()
