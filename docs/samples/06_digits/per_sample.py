import numpy as np

from lesson_code import SGD, one_hot, sigmoid_mlp


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))


def backpropagate(weights, biases, x, y):
    dW = [np.zeros(W.shape) for W in weights]
    db = [np.zeros(b.shape) for b in biases]
    activations, zs = [x], []
    for W, b in zip(weights, biases, strict=True):
        zs.append(W @ activations[-1] + b)
        activations.append(sigmoid(zs[-1]))
    dout = activations[-1] - y
    for i in reversed(range(len(weights))):
        delta = dout * sigmoid_prime(zs[i])
        dW[i] = delta @ activations[i].T
        db[i] = delta
        dout = weights[i].T @ delta
    return dW, db


def step(weights, biases, batch, lr):
    total_dW = [np.zeros(W.shape) for W in weights]
    total_db = [np.zeros(b.shape) for b in biases]
    for x, y in batch:
        dW, db = backpropagate(weights, biases, x, y)
        total_dW = [total + part for total, part in zip(total_dW, dW, strict=True)]
        total_db = [total + part for total, part in zip(total_db, db, strict=True)]
    for param, total in zip(weights + biases, total_dW + total_db, strict=True):
        param -= lr / len(batch) * total


def columns(network):
    weights = [network.params[name].T.copy() for name in ("1.W", "3.W")]
    biases = [network.params[name].reshape(-1, 1).copy() for name in ("1.b", "3.b")]
    return weights, biases


if __name__ == "__main__":
    rng = np.random.default_rng(0)
    images, labels = rng.random((10, 1, 28, 28)), rng.integers(0, 10, 10)
    rows = one_hot(labels, classes=10)
    pairs = zip(images, rows, strict=True)
    batch = [(image.reshape(-1, 1), row.reshape(-1, 1)) for image, row in pairs]

    network = sigmoid_mlp(rng, cost="quadratic", weights="normal", dtype=np.float64)
    weights, biases = columns(network)
    step(weights, biases, batch, lr=3.0)

    _, grads = network.gradients(images, labels)
    SGD(3.0).update(network.params, grads)
    new_weights, new_biases = columns(network)
    for i in range(2):
        print(f"same weights {i + 1}:", np.allclose(weights[i], new_weights[i]))
        print(f"same biases {i + 1}:", np.allclose(biases[i], new_biases[i]))
