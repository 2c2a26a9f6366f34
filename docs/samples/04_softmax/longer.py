import numpy as np

from lesson_code import (
    Adam,
    Affine,
    Flatten,
    ReLU,
    Sequential,
    Trainer,
    he,
    load_mnist,
    log_softmax,
)

(x, t), (x_test, t_test) = load_mnist()
x, x_test = x[:5000].astype(np.float64), x_test.astype(np.float64)
x_apart, t_apart = x[4000:], t[4000:5000]  # for choosing T, never trained on
aside = np.roll(x_test, 4, axis=3)


def report(name, logits, t):
    log_p = log_softmax(logits)
    says, right = np.exp(log_p.max(axis=1)).mean(), (log_p.argmax(axis=1) == t).mean()
    loss = -log_p[np.arange(len(t)), t].mean()
    print(f"  {name:14} loss {loss:5.2f}  says {says:6.1%}  right {right:6.1%}")


def loss_apart(T):
    log_p = log_softmax(net.forward(x_apart) / T)
    return -log_p[np.arange(1000), t_apart].mean()


for seed in range(2):
    rng = np.random.default_rng(seed)
    first = Affine(he((784, 50), rng, dtype=np.float64), np.zeros(50))
    last = Affine(he((50, 10), rng, dtype=np.float64), np.zeros(10))
    net = Sequential([Flatten(), first, ReLU(), last])
    trainer = Trainer(net, Adam(0.003), rng=rng, evaluation_samples=100)
    print(f"seed {seed}")
    for epochs in (5, 20):
        trainer.fit(x[:4000], t[:4000], epochs=5 if epochs == 5 else 15)
        logits = net.forward(x_test)
        report(f"{epochs} epochs", logits, t_test)
    report("  on training", net.forward(x[:4000]), t[:4000])
    T = min(np.arange(0.5, 4, 0.1), key=loss_apart)
    report(f"  T = {T:.1f}", logits / T, t_test)
    report("  and 4 aside", net.forward(aside) / T, t_test)
