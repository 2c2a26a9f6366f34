def speed_up(s, n):
    return 1 / (s + (1 - s) / n)


for n in (1, 2, 4, 1000):
    print(f"{n:4} workers: {speed_up(0.2, n):.2f}")
