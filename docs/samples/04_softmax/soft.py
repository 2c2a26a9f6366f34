import numpy as np

from lesson_code import log_softmax, numerical_gradient, softmax

a = np.array([[3.0, 1, -1, 1]])
for t in ([0, 1, 0, 0], [0.1, 0.7, 0.1, 0.1], [0.1, 0.6, 0.1, 0.1]):
    t = np.array([t])
    measured = numerical_gradient(lambda a, t=t: float(-(t * log_softmax(a)).sum()), a)
    print(f"t {t[0]} adds up to {t.sum():.1f}")
    print("  measured ", measured[0].round(3))
    print("  p - t    ", (softmax(a) - t)[0].round(3))
    print("  s p - t  ", (t.sum() * softmax(a) - t)[0].round(3))
