import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from lesson_code import load_images

# One picture, saved in the ways that pictures come in
arrow = Image.new("RGB", (120, 80), "white")
outline = [60, 5, 90, 45, 70, 45, 70, 75, 50, 75, 50, 45, 30, 45]
ImageDraw.Draw(arrow).polygon(outline, "crimson")
turned = Image.Exif()
turned[274] = 6  # the camera was held upright: show it turned by a quarter
see_through = arrow.convert("RGBA")
see_through.putalpha(arrow.convert("L").point(lambda grey: 255 * (grey < 200)))
deep = Image.fromarray(np.asarray(arrow.convert("L")).astype(np.uint16) * 257)
folder = Path(tempfile.mkdtemp())
for name in ("camera", "drawing"):
    (folder / name).mkdir()
arrow.save(folder / "camera" / "1 photo.jpg")
arrow.rotate(90, expand=True).save(folder / "camera" / "2 turned.jpg", exif=turned)
arrow.convert("L").resize((300, 200)).save(folder / "camera" / "3 grey.jpg")
see_through.save(folder / "drawing" / "4 transparent.png")
arrow.quantize(8).save(folder / "drawing" / "5 palette.gif")
deep.save(folder / "drawing" / "6 16 bit.png")
(folder / "drawing" / "notes.txt").write_text("no picture")
(folder / "drawing" / ".DS_Store").write_text("what a Mac leaves behind")

images = load_images(folder, size=24)
print("classes:", *images.classes)
x = images.train.x
print(f"training images {x.shape}, test images {images.test.x.shape}")
print(f"from {x.min():.2f} to {x.max():.2f}, {x.dtype}")
print(*images.notes, sep="\n")

# Drawing
import matplotlib.pyplot as plt

from lesson_code import read_image

names = sorted(folder.glob("*/[1-6]*"), key=lambda path: path.name)
figure, panels = plt.subplots(1, 6, figsize=(9, 1.8), layout="constrained")
for panel, path in zip(panels, names, strict=True):
    pixels = read_image(path, (3, 24, 24))[0].transpose(1, 2, 0)
    panel.imshow(pixels, interpolation="none")
    panel.set_title(path.stem[2:], fontsize=11)
    panel.set_axis_off()
    panel.set_facecolor("white")
plt.show()
