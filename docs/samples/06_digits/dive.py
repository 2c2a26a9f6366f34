import matplotlib.pyplot as plt
import numpy as np

from lesson_code import SGD, Trainer, load_mnist, sigmoid_mlp

(x, t), _ = load_mnist()
x, t = x[:5000].astype(np.float64), t[:5000]
probe, labels = x[:500], t[:500]

figure, boards = plt.subplots(2, figsize=(5.4, 5.6), sharex=True)
for axes, hidden in zip(boards, (30, 100), strict=True):
    rng = np.random.default_rng(3)
    settings = {"cost": "quadratic", "weights": "normal", "dtype": np.float64}
    net = sigmoid_mlp(rng, hidden=(hidden,), **settings)
    trainer = Trainer(net, SGD(3.0), rng=rng)
    curves = []
    for step in range(101):
        z = probe
        for layer in net.layers[:-1]:
            z = layer.forward(z)
            if step == 0 and z.shape == (500, hidden):
                h = z
        curves.append([z[labels == digit, digit].mean() for digit in range(10)])
        chosen = rng.choice(5000, 10)
        trainer.step(x[chosen], t[chosen])
    curves = np.array(curves)
    print(f"784-{hidden}-10  mean sum of h^2: {(h**2).sum(axis=1).mean():.0f}")
    for step in (0, 10, 100):
        print(f"  step {step:3}:", *(f"{z:5.1f}" for z in curves[step]))
    print(f"  largest fall in one step: {-np.diff(curves, axis=0).min():.1f}")
    for digit in range(10):
        axes.plot(curves[:, digit], linewidth=1, color="C0")
    axes.set(title=f"784-{hidden}-10", ylim=(-20, 12), ylabel="$z$")
    axes.axhline(0, color="C1", linestyle="--", linewidth=1)
boards[1].set_xlabel("step")
plt.show()
