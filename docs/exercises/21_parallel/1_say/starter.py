def speed_up(s, n):
    return n  # <- your turn: as if everything could be split


for n in (1, 2, 4, 1000):
    print(f"{n:4} workers: {speed_up(0.2, n):.2f}")
