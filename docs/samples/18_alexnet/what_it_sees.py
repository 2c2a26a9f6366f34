import numpy as np

from lesson_code import BatchNormalization, LocalResponseNormalization

rng = np.random.default_rng(0)
batch = 100 * rng.standard_normal((20, 8, 6, 6))
order = [0, 4, 2, 6, 1, 5, 3, 7]
same = []
layers = LocalResponseNormalization(), BatchNormalization(np.ones(8), np.zeros(8))
for layer in layers:
    y = layer.forward(batch, train=True)[0]
    others = (
        layer.forward(batch[:1], train=True)[0],
        layer.forward(batch[:, order], train=True)[0, np.argsort(order)],
        layer.forward(10 * batch, train=True)[0],
    )
    same.append([np.allclose(y, other, atol=1e-3) for other in others])

QUESTIONS = (
    "without the other images",
    "with its channels in another order",
    "with everything ten times as large",
)
print("is the output of the first image the same ...     LRN   batch norm")
for question, by_lrn, by_batch_norm in zip(QUESTIONS, *same, strict=True):
    print(f"  {question:42} {by_lrn!s:>8} {by_batch_norm!s:>12}")
