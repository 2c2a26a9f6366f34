import numpy as np

from lesson_code import load_mnist


class Affine:  # lesson 3
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T


class SoftmaxCrossEntropy:  # lesson 4
    def forward(self, logits, t):
        shifted = logits - logits.max(axis=1, keepdims=True)
        e = np.exp(shifted)
        total = e.sum(axis=1, keepdims=True)
        self.p, self.t = e / total, t
        return (np.log(total[:, 0]) - shifted[np.arange(len(t)), t]).mean()

    def backward(self):
        d = self.p.copy()
        d[np.arange(len(d)), self.t] -= 1
        return d / len(d)


class Sigmoid:  # lessons 1 and 5
    def forward(self, z):
        e = np.exp(-np.abs(z))
        self.y = np.where(z >= 0, 1, e) / (1 + e)
        return self.y

    def backward(self, dout):
        return dout * self.y * (1 - self.y)


class Network:  # lesson 5
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout

    def parameters(self):
        affine = [layer for layer in self.layers if hasattr(layer, "W")]
        return [pair for a in affine for pair in ((a.W, a.dW), (a.b, a.db))]


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            p -= self.lr * g


def train_step(network, loss, optimizer, x, t):
    value = loss.forward(network.forward(x), t)
    network.backward(loss.backward())
    optimizer.update(network.parameters())
    return value


def accuracy(network, x, t):
    return (network.forward(x).argmax(axis=1) == t).mean()


def new_affine(rng, D, M):
    W = rng.standard_normal((D, M)) / np.sqrt(D)
    return Affine(W.astype(np.float32), np.zeros(M, np.float32))


SEED, EPOCHS, BATCH_SIZE, LR = 0, 7, 100, 1.0

(x, t), (x_test, t_test) = load_mnist()
x, x_test = x.reshape(-1, 784), x_test.reshape(-1, 784)
x, t, x_val, t_val = x[:4000], t[:4000], x[4000:5000], t[4000:5000]
x_test, t_test = x_test[:1000], t_test[:1000]

rng = np.random.default_rng(SEED)
network = Network([new_affine(rng, 784, 100), Sigmoid(), new_affine(rng, 100, 10)])
loss, optimizer = SoftmaxCrossEntropy(), SGD(LR)
print(f"untrained: validation {accuracy(network, x_val, t_val):.1%}")
losses, steps = [], len(x) // BATCH_SIZE
for epoch in range(1, EPOCHS + 1):
    order = rng.permutation(len(x))
    for start in range(0, len(x), BATCH_SIZE):
        batch = order[start : start + BATCH_SIZE]
        losses.append(train_step(network, loss, optimizer, x[batch], t[batch]))
    mean = np.mean(losses[-steps:])
    right = accuracy(network, x_val, t_val)
    print(f"epoch {epoch}: loss {mean:.3f}, validation {right:.1%}")
print(f"the end: test {accuracy(network, x_test, t_test):.1%}")

# Drawing
import matplotlib.pyplot as plt

plt.figure(figsize=(5.4, 2.8))
plt.plot(losses, linewidth=0.7)
for epoch in range(1, EPOCHS):
    plt.axvline(epoch * steps, color="C1", linestyle="--", linewidth=1)
plt.ylim(0, 2.5)
plt.xlabel("step")
plt.ylabel("loss")
plt.show()
