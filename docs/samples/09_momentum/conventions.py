def ours(w, v, lr, g):
    v = 0.9 * v - lr * g
    return w + v, v


def outside(w, v, lr, g):  # PyTorch
    v = 0.9 * v + g
    return w - lr * v, v


def mean(w, v, lr, g):  # a running mean; its rate is 10 times as large
    v = 0.9 * v + 0.1 * g
    return w - 10 * lr * v, v


w, v = [1.0] * 3, [0.0] * 3
print("step  rate     ours  outside     mean")
for step in range(1, 8):
    lr = 0.1 if step <= 4 else 0.01
    for i, update in enumerate((ours, outside, mean)):
        w[i], v[i] = update(w[i], v[i], lr, 2 * w[i])  # loss w**2
    print(f"{step:4}  {lr:4}", *(f"{value:8.4f}" for value in w))

w, v = 1.0, 0.0
for step in range(1, 8):
    if step == 5:
        v *= 0.01 / 0.1  # the velocity still held the old rate
    lr = 0.1 if step <= 4 else 0.01
    w, v = ours(w, v, lr, 2 * w)
print(f"ours, with its velocity rescaled: {w:.4f}")
