class SGD:
    """Each parameter goes a step downhill, in place."""

    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, parameters):
        for p, g in parameters:
            p -= self.lr * g


def train_step(network, loss, optimizer, x, t):
    """Forward, backward, update; return the loss of the batch."""
    value = loss.forward(network.forward(x), t)
    network.backward(loss.backward())
    optimizer.update(network.parameters())
    return value
