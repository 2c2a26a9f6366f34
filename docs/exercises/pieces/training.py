import numpy as np
from mine import (
    SGD,
    Adam,
    Affine,
    BatchNorm,
    Convolution,
    Dropout,
    Flatten,
    MaxPooling,
    Network,
    ReLU,
    Sigmoid,
    SoftmaxCrossEntropy,
    WeightDecay,
    he,
    numerical_gradient,
    train_step,
)


def affine_network(rng, size=28, hidden=100, lr=1.0):
    """Two affine layers with a sigmoid between them, and what trains them."""

    def affine(D, M):
        W = rng.standard_normal((D, M)) / np.sqrt(D)
        return Affine(W.astype(np.float32), np.zeros(M, np.float32))

    network = Network([affine(size * size, hidden), Sigmoid(), affine(hidden, 10)])
    return network, SGD(lr)


def convolution_network(rng, size=28, filters=(8, 16), hidden=100, lr=0.002):
    """Two convolutions with pooling, two affine layers, and what trains them."""

    def weights(*shape):
        return he(shape, rng).astype(np.float32)

    def zeros(M):
        return np.zeros(M, np.float32)

    first, second = filters
    features = second * (((size - 4) // 2 - 2) // 2) ** 2
    layers = [
        Convolution(weights(first, 1, 5, 5), zeros(first)),
        ReLU(),
        MaxPooling(2),
        Convolution(weights(second, first, 3, 3), zeros(second)),
        ReLU(),
        MaxPooling(2),
        Flatten(),
        Affine(weights(features, hidden), zeros(hidden)),
        BatchNorm(zeros(hidden) + 1, zeros(hidden)),
        ReLU(),
        Dropout(0.2, rng),
        Affine(weights(hidden, 10), zeros(10)),
    ]
    return Network(layers), WeightDecay(Adam(lr), 0.01 * lr)  # as in AdamW


NETWORKS = {"affine": affine_network, "convolution": convolution_network}


def train(network, optimizer, x, t, epochs, rng, batch_size=100):
    """Go through all images, in random order; give the loss of each step."""
    loss = SoftmaxCrossEntropy()
    set_training(network, True)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x) - batch_size + 1, batch_size):
            batch = order[start : start + batch_size]
            yield train_step(network, loss, optimizer, x[batch], t[batch])
    set_training(network, False)


def set_training(network, training):
    for layer in network.layers:
        layer.training = training


def accuracy(network, x, t, batch_size=500):
    """Share of the images that the network reads right."""
    right = 0
    for start in range(0, len(x), batch_size):
        answers = network.forward(x[start : start + batch_size]).argmax(axis=1)
        right += (answers == t[start : start + batch_size]).sum()
    return right / len(x)


def gradient_error(network, x, t):
    """Largest difference from numerical gradients, beside the largest of them."""
    loss = SoftmaxCrossEntropy()
    loss.forward(network.forward(x), t)
    network.backward(loss.backward())

    def loss_at(_):
        return loss.forward(network.forward(x), t)

    difference = largest = 0
    for p, g in network.parameters():
        numerical = numerical_gradient(loss_at, p)
        difference = max(difference, np.abs(numerical - g).max())
        largest = max(largest, np.abs(numerical).max())
    return difference / largest


def stripes(rng, count, size=16):
    """Noise, with a bright row (classes 0 to 4) or column (5 to 9)."""
    x, t = rng.random((count, 1, size, size), np.float32), rng.integers(0, 10, count)
    for image, k in zip(x[:, 0], t, strict=True):
        place = np.s_[2 * k] if k < 5 else np.s_[:, 2 * (k - 5)]
        image[place] += 1
    return x, t


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    x, t = rng.standard_normal((4, 5)), rng.integers(0, 10, 4)
    W1, W2 = rng.standard_normal((5, 6)), rng.standard_normal((6, 10))
    small = Network([Affine(W1, np.zeros(6)), Sigmoid(), Affine(W2, np.zeros(10))])
    print(f"gradient check: {gradient_error(small, x, t):.0e}")
    x, t = stripes(rng, 2500)
    for name, build in NETWORKS.items():
        network, optimizer = build(rng, size=16)
        images = x.reshape(len(x), -1) if name == "affine" else x
        losses = list(train(network, optimizer, images[:2000], t[:2000], 3, rng))
        right = accuracy(network, images[2000:], t[2000:])
        print(f"{name}: loss {losses[0]:.2f} to {losses[-1]:.2f}, {right:.1%} right")
