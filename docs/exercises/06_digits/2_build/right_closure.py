"""Keeps the rule in a function, and the pairs in a tuple."""


class SGD:
    def __init__(self, lr=0.01):
        def rule(p, g):
            p += -lr * g

        self.rule = rule

    def update(self, parameters):
        for pair in tuple(parameters):
            self.rule(*pair)


def train_step(network, loss, optimizer, x, t):
    """Forward, backward, update."""
    value = loss.forward(network.forward(x), t)
    network.backward(dout=loss.backward())
    optimizer.update([(p, g) for p, g in network.parameters()])
    return float(value)
