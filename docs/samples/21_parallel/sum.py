import numpy as np

from lesson_code import load_mnist, simple_convnet

(x, t), _ = load_mnist()
x, t = x[:100].astype(np.float64), t[:100]
net = simple_convnet(np.random.default_rng(0), std=0.1, dtype=np.float64)

loss, grads = net.gradients(x, t)
whole = {name: g.copy() for name, g in grads.items()}
print(f"100 images: loss {loss:.4f}")

total_loss = 0.0
total = {name: np.zeros_like(g) for name, g in whole.items()}
for start, end in [(0, 50), (50, 80), (80, 100)]:
    part_loss, grads = net.gradients(x[start:end], t[start:end])
    share = (end - start) / 100
    print(f"{end - start:3} images: loss {part_loss:.4f}, share {share:.1f}")
    total_loss += share * part_loss
    for name, g in grads.items():
        total[name] += share * g

print(f"share times loss, added: {total_loss:.4f}")
for name, g in total.items():
    largest = abs(g - whole[name]).max() / abs(whole[name]).max()
    print(f"{name} {g.shape!s:14} within 1e-12: {largest < 1e-12}")
