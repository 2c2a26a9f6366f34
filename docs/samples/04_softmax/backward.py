import numpy as np

from lesson_code import numerical_gradient, relative_error


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.p, self.t = softmax(logits), t
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(shifted).sum(axis=1))
        return (log_sum - shifted[np.arange(len(t)), t]).mean()

    def backward(self):
        d = self.p.copy()
        d[np.arange(len(d)), self.t] -= 1
        return d / len(d)


a = np.array([[3.0, 1, -1, 1]])
loss = SoftmaxCrossEntropy()
for right in (1, 0):
    value = loss.forward(a, np.array([right]))
    print(f"right class {right}: loss {value:.3f}")
    print("  p    ", loss.p[0].round(3))
    print("  p - t", loss.backward()[0].round(3))

rng = np.random.default_rng(0)
logits, t = 3 * rng.standard_normal((5, 4)), rng.integers(0, 4, 5)
loss.forward(logits, t)
d = loss.backward()
measured = numerical_gradient(lambda a: loss.forward(a, t), logits)
print("gradient check:", "right" if relative_error(d, measured) < 1e-7 else "WRONG")

# Drawing
import matplotlib.pyplot as plt

p = softmax(a)[0]
figure, axes = plt.subplots(2, 3, figsize=(6.4, 4.2), sharex=True, sharey=True)
for row, right in zip(axes, (1, 0), strict=True):
    t = np.eye(4)[right]
    parts = (p, "$p$", "C0"), (t, "$t$", "C0"), (p - t, "$p - t$", "C1")
    for ax, (values, name, color) in zip(row, parts, strict=True):
        bars = ax.bar(range(4), values, color=color)
        bars[right].set_hatch("//")
        ax.axhline(0, color="black", linewidth=0.8)
        ax.set_title(name)
        ax.set_ylim(-1.05, 1.05)
        ax.set_xticks(range(4))
plt.show()
