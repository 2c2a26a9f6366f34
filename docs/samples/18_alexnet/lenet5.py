import numpy as np

from lesson_code import lenet

# which of the six maps before it each filter of C3 sees
SEES = [[(f + i) % 6 for i in range(3)] for f in range(6)]
SEES += [[(f + i) % 6 for i in range(4)] for f in range(6)]
SEES += [[0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5], [0, 1, 2, 3, 4, 5]]

# side of a map, and for each map how many numbers one of its numbers sees
LAYERS = {
    "C1": (28, [25] * 6),
    "S2": (14, [4] * 6),
    "C3": (10, [25 * len(maps) for maps in SEES]),
    "S4": (5, [4] * 16),
    "C5": (1, [25 * 16] * 120),
    "F6": (1, [120] * 84),
}
total = np.zeros(2, int)
print("      output        parameters  connections")
for name, (side, inputs) in LAYERS.items():
    weights = [1 if name[0] == "S" else n for n in inputs]
    parameters = sum(weights) + len(weights)
    connections = (sum(inputs) + len(inputs)) * side**2
    total += parameters, connections
    shape = f"{len(inputs):3} x {side:2} x {side:2}"
    print(f"{name:4}  {shape:12}  {parameters:10,}  {connections:11,}")
total += 0, 84 * 10  # the codes of the ten digits do not learn
print(f"RBF   {' 10':12}  {0:10,}  {840:11,}")
print(f"total {'':12}  {total[0]:10,}  {total[1]:11,}\n")

rng = np.random.default_rng(0)
print(lenet(rng, (1, 32, 32)).summary((1, 32, 32)))

# Drawing
import matplotlib.pyplot as plt

table = np.zeros((6, 16))
for f, maps in enumerate(SEES):
    table[maps, f] = 1
figure, axes = plt.subplots(figsize=(6.2, 2.7))
axes.pcolormesh(table, cmap="Blues", vmin=0, vmax=1.4, edgecolors="0.7")
axes.set_xticks(np.arange(16) + 0.5, range(16))
axes.set_yticks(np.arange(6) + 0.5, range(6))
axes.invert_yaxis()
axes.set_aspect("equal")
axes.set(xlabel="filter of C3", ylabel="map of S2")
plt.show()
