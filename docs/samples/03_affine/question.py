import numpy as np

b = np.array([10.0, 20.0, 30.0, 40.0])
dout = np.array([[1.0, 0, 2, 0], [0, 1, 0, 3], [4, 0, 0, 1]])

print("b", b.shape, " dout", dout.shape)
print("A, the sum of each column: ", dout.sum(axis=0))
print("B, the mean of each column:", dout.mean(axis=0).round(2))
print("C, dout as it is:", *dout, sep="\n  ")

# Drawing
import matplotlib.pyplot as plt


def draw(left, top, texts, name):
    axes.text(left - 0.25, top + len(texts) / 2, name, size=12, ha="right", va="center")
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            corner = (left + column, top + row)
            axes.add_patch(plt.Rectangle(corner, 1, 1, fill=False, edgecolor="C0"))
            middle = {"ha": "center", "va": "center", "size": 12}
            axes.text(left + column + 0.5, top + row + 0.5, text, **middle)


figure, axes = plt.subplots(figsize=(4.6, 3.4))
draw(0, 0, [[f"{value:g}" for value in row] for row in dout], "dout (3, 4)")
draw(0, 4.2, [["?"] * 4], "db (4,)")
for column in range(4):
    style = {"arrowstyle": "->", "color": "C1", "lw": 1.8}
    axes.annotate("", (column + 0.5, 4.15), (column + 0.5, 3.1), arrowprops=style)
axes.set(xlim=(-2.6, 4.1), ylim=(5.3, -0.1), aspect="equal")
axes.axis("off")
plt.show()
