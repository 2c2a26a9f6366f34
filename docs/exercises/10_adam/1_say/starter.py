def uncorrected(t, beta1, beta2):
    return 1.0  # <- your turn


for t in (1, 2, 10, 100, 1000, 10000):
    print(f"step {t}: {uncorrected(t, 0.9, 0.999):.3f}")
