import numpy as np

from lesson_code import Adam, AdamW

sizes, lr, steps = np.array([[1.0, 0.1, 0.01]]), 0.001, 1000


def end(optimizer):
    W = np.ones((1, 3))
    for step in range(steps):
        g = sizes if step % 2 else -sizes
        optimizer.update({"W": W}, {"W": g})
    return W


plain = end(Adam(lr))
print("gradients:                 ", sizes)
for make, decay in ((Adam, 0.001), (AdamW, 0.1)):
    lost = plain - end(make(lr, weight_decay=decay))
    print(f"{make.__name__:5} takes away, decay {decay}:", lost.round(4))
