def f(x, y):
    return x**2 * y


h = 1e-6
x, y = 3.0, 2.0
print("x moves:", round((f(x + h, y) - f(x, y)) / h, 3), "formula:", 2 * x * y)
print("y moves:", round((f(x, y + h) - f(x, y)) / h, 3), "formula:", x**2)

both = f(x + 0.001, y + 0.002) - f(x, y)
print("both move:", round(both, 6), "sum:", round(2 * x * y * 0.001 + x**2 * 0.002, 6))
