import numpy as np

from lesson_code import Adam, Affine, ReLU, Sequential, he, load_mnist

kinds = {  # eps, and whether v is corrected before its root is taken
    "PyTorch": (1e-8, True),
    "d2l": (1e-6, True),
    "Keras": (1e-7, False),
}


def acts_as(eps, corrected, t):
    """The eps that would do the same beside a corrected root."""
    return eps if corrected else eps / np.sqrt(1 - 0.999**t)


sizes = 10.0 ** np.arange(-3, -8, -1)
print("g =     ", "  ".join(f"{g:6.0e}" for g in sizes))
for name, kind in kinds.items():
    first = sizes / (sizes + acts_as(*kind, 1))
    print(f"{name:8}", "  ".join(f"{step:6.3f}" for step in first))

rng = np.random.default_rng(0)
(x, t), _ = load_mnist(flatten=True)
x, t = x[:5000], t[:5000]
first = Affine(he((784, 50), rng), np.zeros(50, np.float32))
last = Affine(he((50, 10), rng), np.zeros(10, np.float32))
net, adam = Sequential([first, ReLU(), last]), Adam(0.001)
for step in range(1, 1001):
    chosen = rng.integers(0, 5000, 50)
    _, gradients = net.gradients(x[chosen], t[chosen])
    adam.update(net.params, gradients)
    if step in (1, 1000):
        v = [adam.state[f"v/{name}"].ravel() for name in net.params]
        root = np.sqrt(np.concatenate(v).astype(np.float64))
        root /= np.sqrt(1 - 0.999**step)
        print(f"step {step}: root 0 at {(root == 0).mean():.0%}; 1 % shorter")
        for name, kind in kinds.items():
            near = (root > 0) & (root < 99 * acts_as(*kind, step))
            print(f"  {name:8}{near.mean():6.2%}")

# Drawing
import matplotlib.pyplot as plt

plt.figure(figsize=(5.6, 2.8))
plt.hist(np.log10(root[root > 0]), bins=np.arange(-12, 0, 0.2), color="0.7")
for (name, kind), color in zip(kinds.items(), ("C0", "C1", "C3"), strict=True):
    place = np.log10(99 * acts_as(*kind, 1000))
    plt.axvline(place, color=color, linestyle="--", label=f"99 eps: {name}")
plt.xticks(range(-12, 1, 2), [f"$10^{{{k}}}$" for k in range(-12, 1, 2)])
plt.xlabel("root of the corrected v, after 1000 steps")
plt.ylabel("how many")
plt.legend(loc="upper left")
plt.show()
