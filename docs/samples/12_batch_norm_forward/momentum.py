def old_weighted(running, batch, m):  # this book, Keras
    return m * running + (1 - m) * batch


def new_weighted(running, batch, p):  # PyTorch
    return (1 - p) * running + p * batch


a = b = c = 0.0
print("step  old 0.9  new 0.1  new 0.9")
for step in range(1, 5):  # the mean of each batch is 10
    a, b = old_weighted(a, 10, 0.9), new_weighted(b, 10, 0.1)
    c = new_weighted(c, 10, 0.9)
    print(f"{step:4}  {a:7.3f}  {b:7.3f}  {c:7.3f}")
print("weight left to the starting value")
print("old   new    after 10   100   469 steps")
for m in (0.9, 0.99, 0.999):
    left = [f"{m**t:6.1%}" for t in (10, 100, 469)]
    print(f"{m:<5g} {1 - m:<5.3g} {left[0]:>9}{left[1]:>7}{left[2]:>7}")
