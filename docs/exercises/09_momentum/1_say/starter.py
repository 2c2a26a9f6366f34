def rescaled(v, before, after):
    return v  # <- your turn


w, v, lr = 1.0, 0.0, 0.1
for step in range(1, 8):
    if step == 5:
        v, lr = rescaled(v, lr, 0.01), 0.01
    v = 0.9 * v - lr * 2 * w
    w = w + v
print(f"after 7 steps: {w:.4f}; PyTorch comes to -0.3624")
