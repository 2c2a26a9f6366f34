import numpy as np


def by_definition(logits):
    e = np.exp(logits)
    return e / e.sum(axis=1, keepdims=True)


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


for dtype in (np.float32, np.float64):
    limit = np.log(np.finfo(dtype).max)
    print(f"{dtype.__name__}: exp overflows above {limit:.1f}")

a = np.array([[2.0, 1.0, 0.0], [1002.0, 1001.0, 1000.0]])
with np.errstate(all="ignore"):
    print("by definition", by_definition(a).round(3), sep="\n")
print("largest logit subtracted", softmax(a).round(3), sep="\n")

a = np.array([[0.0, 1000.0]])
print("softmax of [0, 1000]:", softmax(a)[0])
