import matplotlib.pyplot as plt
import numpy as np

from lesson_code import MaxPooling

x = np.array([[1, 3, 2, 0], [4, 0, 2, 2], [0, 1, 5, 1], [2, 6, 1, 3]], float)
dout = np.array([[10, 20], [30, 40]], float)

pooling = MaxPooling(2)
y = pooling.forward(x[np.newaxis, np.newaxis])[0, 0]
dx = pooling.backward(dout[np.newaxis, np.newaxis])[0, 0]
print(f"y =\n{y}\ndx =\n{dx}")
print("sum of dout", dout.sum(), " sum of dx", dx.sum())


def draw(ax, values, name, marked, window):
    side = len(values)
    for (row, column), value in np.ndenumerate(values):
        box, centre = ((column, row), 1, 1), (column + 0.5, row + 0.5)
        ax.add_patch(plt.Rectangle(*box, fill=False, edgecolor="gray"))
        if marked[row, column]:
            ax.add_patch(plt.Rectangle(*box, facecolor="C1", alpha=0.25))
            ax.add_patch(plt.Circle(centre, 0.4, fill=False, edgecolor="C1", lw=2))
        ax.text(*centre, f"{value:g}", ha="center", va="center", size=13)
    for line in range(0, side + 1, window):
        ax.plot([line, line], [0, side], color="black")
        ax.plot([0, side], [line, line], color="black")
    ax.set(xlim=(-0.1, side + 0.1), ylim=(side + 0.1, -0.1), aspect="equal", title=name)
    ax.axis("off")


won = dx != 0
every = np.ones_like(y, dtype=bool)
figure, axes = plt.subplots(2, 2, figsize=(5.4, 5.8), width_ratios=(2, 1))
draw(axes[0, 0], x, "x", won, window=2)
draw(axes[0, 1], y, "→  y", every, window=1)
draw(axes[1, 0], dx, "dx", won, window=2)
draw(axes[1, 1], dout, "←  dout", every, window=1)
plt.show()
