import numpy as np

print("    x   best h   error there   error at h = 1e-5")
for power in (-10, 0, 10):
    x = 2.0**power * (1 - np.arange(1, 1001) / 2**16)
    slope = -1 / x**2
    worst = {}
    for h in [2.0**-k for k in range(52)] + [1e-5]:
        if h < x.min() / 2:
            central = (1 / (x + h) - 1 / (x - h)) / (2 * h)
            worst[h] = np.max(np.abs(central / slope - 1))
    h = min(worst, key=worst.get)
    print(f"2^{power:<3}   2^{np.log2(h):<5.0f}", end="")
    print(f"     {worst[h]:.0e}         {worst[1e-5]:.0e}")
