def slope(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


def cube(x):
    return x**3


print(slope(cube, 2.0, 0.1))
print(slope(cube, 2.0, 0.01))
