import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from lesson_code import Adam, Trainer, deep_convnet, load_images

# Photographs of paper shapes on a table, drawn: 60 of each, no two alike
folder = Path(tempfile.mkdtemp())
rng = np.random.default_rng(0)
corners = {"circle": 40, "square": 4, "triangle": 3}
for name, n in corners.items():
    (folder / name).mkdir()
    for i in range(60):
        W, H = rng.integers(80, 160, 2)
        radius = rng.uniform(0.25, 0.4) * min(W, H)
        centre = np.array([W, H]) / 2 + rng.uniform(-0.1, 0.1, 2) * min(W, H)
        angles = rng.uniform(0, 2 * np.pi) + 2 * np.pi * np.arange(n) / n
        round_it = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        points = (centre + radius * round_it).ravel().tolist()
        table, paper = rng.integers(0, 100, 3), rng.integers(100, 256, 3)
        picture = Image.new("RGB", (int(W), int(H)), tuple(table.tolist()))
        ImageDraw.Draw(picture).polygon(points, tuple(paper.tolist()))
        light = np.linspace(rng.uniform(0.6, 1), rng.uniform(0.6, 1), W)[:, np.newaxis]
        pixels = np.asarray(picture) * light + rng.normal(0, 8, (H, W, 3))
        picture = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
        picture.save(folder / name / f"{i:02}.jpg")

images = load_images(folder)
(x, t), (x_test, t_test) = images.train, images.test
print("classes:", *images.classes)
print(f"training images {x.shape}, test images {x_test.shape}")
print(*images.notes, sep="\n")

K = len(images.classes)
network = deep_convnet(rng, x.shape[1:], channels=(8, 16), hidden=32, classes=K)
trainer = Trainer(network, Adam(0.003), rng=rng, batch_size=16)
for epoch in trainer.fit(x, t, x_test, t_test, epochs=15)[2::3]:
    right = f"test accuracy {epoch.test_accuracy:.2f}"
    print(f"epoch {epoch.epoch:2}  loss {epoch.loss:.2f}  {right}")

answers = network.predict(x_test).argmax(axis=1)
confusion = np.zeros((K, K), int)
np.add.at(confusion, (t_test, answers), 1)  # rows: what it is; columns: the answer
print(confusion)

# Drawing
import matplotlib.pyplot as plt

figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 3.8), width_ratios=[1, 1.1])
shown = np.concatenate([np.flatnonzero(t_test == k)[:4] for k in range(K)])
tiles = x_test[shown].reshape(K, 4, 3, 32, 32).transpose(0, 3, 1, 4, 2)
tiles = tiles.reshape(K * 32, 4 * 32, 3)  # K rows of four images
left.imshow(tiles, interpolation="none")
left.set_axis_off()
right.imshow(confusion, cmap="Blues", vmax=confusion.max() * 1.6)
for (row, column), count in np.ndenumerate(confusion):
    right.text(column, row, count, ha="center", va="center", color="#111111")
right.set_xticks(range(K), images.classes)
right.set_yticks(range(K), images.classes)
right.set(xlabel="answer", ylabel="what it is")
figure.set_layout_engine("constrained")
plt.show()
