import numpy as np

scores = np.array([3.0, 1, -1, 1])
right = 1
print("scores", scores, " right class", right, " answer", scores.argmax())

# Drawing
import matplotlib.pyplot as plt

bars = plt.bar(range(4), scores)
bars[right].set_hatch("//")
for k, score in enumerate(scores):
    plt.annotate("?", (k, max(score, 0) + 0.5), size=16, ha="center", color="C1")
plt.axhline(0, color="black", linewidth=0.8)
plt.xticks(range(4))
plt.ylim(-1.4, 4.4)
plt.ylabel("$a_k$")
plt.show()
