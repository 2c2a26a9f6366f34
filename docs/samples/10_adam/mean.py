beta, m, kept = 0.9, 0.0, 1.0
for t, g in enumerate((5.0, 5.0, 5.0), start=1):
    m = beta * m + (1 - beta) * g
    kept *= beta
    print(f"g = {g}: m = {m:.4f}, m / (1 - beta^{t}) = {m / (1 - kept):.4f}")
