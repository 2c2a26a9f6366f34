import numpy as np

from lesson_code import BatchNormalization


def old_weighted(running, batch, momentum):  # ours, Keras, the book
    return momentum * running + (1 - momentum) * batch


def new_weighted(running, batch, momentum):  # PyTorch
    return (1 - momentum) * running + momentum * batch


x = np.array([[9.0], [11.0]])  # the mean of this batch is 10
layer = BatchNormalization(np.ones(1), np.zeros(1), momentum=0.9)
a = b = c = 0.0
print("step  old 0.9  new 0.1  the layer, 0.9  new 0.9")
for step in range(1, 5):
    a, b = old_weighted(a, 10, 0.9), new_weighted(b, 10, 0.1)
    c = new_weighted(c, 10, 0.9)
    layer.forward(x, train=True)
    [mean] = layer.buffers["running_mean"]
    print(f"{step:4}  {a:7.3f}  {b:7.3f}  {mean:14.3f}  {c:7.3f}")

print("weight left to the starting value")
print("old   new   after 10 steps     100       469")
for m in (0.9, 0.99, 0.999):
    left = [f"{m**t:.6f}" for t in (10, 100, 469)]
    print(f"{m:<5g} {1 - m:<5.3g} {left[0]:>14} {left[1]:>9} {left[2]:>9}")
