import numpy as np

from lesson_code import SGD, Affine, ReLU, Sequential, Trainer, he, load_mnist

(x, t), _ = load_mnist()
x, t = x[:4000].reshape(4000, 784).astype(np.float64), t[:4000]
centred = x - x.mean(axis=0)
same_size = centred * (x**2).mean() ** 0.5 / (centred**2).mean() ** 0.5


def dead(x, seed, bias=True):
    rng = np.random.default_rng(seed)
    first = Affine(he((784, 100), rng, dtype=np.float64), np.zeros(100))
    second = Affine(he((100, 10), rng, dtype=np.float64), np.zeros(10))
    trainer = Trainer(Sequential([first, ReLU(), second]), SGD(1.0), rng=rng)
    for _ in range(40):
        batch = rng.choice(4000, 100, replace=False)
        trainer.step(x[batch], t[batch])
        if not bias:
            first.params["b"][:] = 0
    return int((first.forward(x).max(axis=0) <= 0).sum())


cases = {"as they are": x, "centred": centred, "centred, same size": same_size}
for name, images in cases.items():
    print(f"{name:20}", [dead(images, seed) for seed in range(3)])
print("bias held at 0      ", [dead(x, seed, bias=False) for seed in range(3)])
