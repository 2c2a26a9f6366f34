import numpy as np

first, second = np.array([4, 5, 6]), np.array([1, 5, 9])
for x in (first, second):
    mean = x.sum() / len(x)
    variance = ((x - mean) ** 2).sum() / len(x)
    deviation = variance**0.5
    print(f"mean {mean}, variance {variance:.3f}, standard deviation {deviation:.3f}")
print(round(first.var(), 3), round((10 * first).var(), 3), round((first + 10).var(), 3))
