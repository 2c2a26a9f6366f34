import numpy as np

from lesson_code import log_softmax, softmax


def by_definition(a):
    e = np.exp(a)
    return e / e.sum(axis=1, keepdims=True)


for dtype in (np.float32, np.float64):
    limit = np.log(np.finfo(dtype).max)
    print(f"{dtype.__name__}: exp overflows above {limit:.1f}")

a = np.array([[2.0, 1.0, 0.0], [1002.0, 1001.0, 1000.0]])
with np.errstate(all="ignore"):
    print("by definition")
    print(by_definition(a).round(3))
print("largest logit subtracted")
print(softmax(a).round(3))

a = np.array([[0.0, 1000.0]])
with np.errstate(divide="ignore"):
    print("log(softmax(a))", np.log(softmax(a)))
print("log_softmax(a) ", log_softmax(a))
