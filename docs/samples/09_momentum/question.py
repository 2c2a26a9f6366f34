import numpy as np

curvature = np.array([1.0, 100.0])  # L = (x**2 + 100 * y**2) / 2
paths = {}
for lr in (0.019, 0.021):
    w = np.array([10.0, 1.0])
    path = [w]
    for _ in range(40):
        w = w - lr * curvature * w
        path.append(w)
    paths[lr] = np.array(path)
    for k in (0, 1, 2, 40):
        x, y = path[k]
        print(f"rate {lr}, after {k:2} steps: x = {x:6.3f}, y = {y:7.3f}")

# Drawing
import matplotlib.pyplot as plt

figure, ax = plt.subplots(figsize=(6.4, 2.8))
x, y = np.meshgrid(np.linspace(-2, 11, 200), np.linspace(-1.25, 1.25, 200))
loss = (x**2 + 100 * y**2) / 2
ax.contour(x, y, loss, (1, 5, 15, 30, 50, 75), colors="0.75", linewidths=0.8)
ax.plot(*paths[0.019].T, ".-", linewidth=1, label="SGD, rate 0.019")
ax.plot(0, 0, "k+", markersize=10)
ax.set_xlabel("x")
ax.set_ylabel("y (stretched)")
ax.legend(loc="lower left")
plt.show()
