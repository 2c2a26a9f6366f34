def f(x):
    return 1 / x


x, slope = 1.0, -1.0
print("     h    forward  times    central  times")
before = None
for k in range(4, 10):
    h = 2.0**-k
    forward = abs((f(x + h) - f(x)) / h - slope)
    central = abs((f(x + h) - f(x - h)) / (2 * h) - slope)
    line = f"1/{2**k:<4}  {forward:.7f}         {central:.7f}"
    if before:
        a, b = forward / before[0], central / before[1]
        line = f"1/{2**k:<4}  {forward:.7f}  {a:.2f}   {central:.7f}  {b:.2f}"
    print(line)
    before = forward, central
