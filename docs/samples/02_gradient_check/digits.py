def f(x):
    return 1 / x


x = 3.0
print("right  ", f"{-1 / x**2:.14f}")
print("   h     f(x + h)              f(x - h)              slope")
for k in (1, 5, 9, 13, 17):
    h = 10.0**-k
    right, left = f(x + h), f(x - h)
    slope = (right - left) / (2 * h)
    print(f"{h:.0e}  {right:.18f}  {left:.18f}  {slope:.14f}")
