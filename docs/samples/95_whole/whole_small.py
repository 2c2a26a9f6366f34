import numpy as np

from lesson_code import load_mnist


# Lesson 3
class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return dout @ self.W.T


# Lesson 4
def softmax_cross_entropy(logits, t):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    one_hot = np.eye(10, dtype=p.dtype)[t]
    loss = -np.log(p[one_hot == 1]).mean()
    return loss, (p - one_hot) / len(t)


# Lesson 5
class Network:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)

    def parameters(self):
        for layer in self.layers:
            if hasattr(layer, "W"):
                yield layer.W, layer.dW
                yield layer.b, layer.db


# Lesson 7
class ReLU:
    def forward(self, x):
        self.positive = x > 0
        return x * self.positive

    def backward(self, dout):
        return dout * self.positive


# Lesson 8
def he(fan_in, shape):
    W = rng.normal(0, np.sqrt(2 / fan_in), shape)
    return W.astype(np.float32)


# Lesson 10
class Adam:
    def __init__(self):
        self.t, self.m, self.v = 0, {}, {}

    def update(self, parameters, lr):
        self.t += 1
        for i, (p, g) in enumerate(parameters):
            m = self.m.setdefault(i, np.zeros_like(p))
            v = self.v.setdefault(i, np.zeros_like(p))
            m += 0.1 * (g - m)
            v += 0.001 * (g**2 - v)
            m_hat = m / (1 - 0.9**self.t)
            v_hat = v / (1 - 0.999**self.t)
            p -= lr * m_hat / (np.sqrt(v_hat) + 1e-8)


# Lesson 11
class Dropout:
    def __init__(self, rate):
        self.rate, self.training = rate, False

    def forward(self, x):
        self.mask = np.ones_like(x)
        if self.training:
            self.mask *= rng.random(x.shape) >= self.rate
            self.mask /= 1 - self.rate
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


# Lesson 15
def places(FH, FW, OH, OW):
    for fy, fx in np.ndindex(FH, FW):
        yield fy, fx, np.s_[:, :, fy : fy + OH, fx : fx + OW]


def im2col(x, FH, FW):
    N, C, H, W = x.shape
    OH, OW = H - FH + 1, W - FW + 1
    col = np.empty((N, C, FH, FW, OH, OW), x.dtype)
    for fy, fx, pixels in places(FH, FW, OH, OW):
        col[:, :, fy, fx] = x[pixels]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * OH * OW, -1)


def col2im(col, shape, FH, FW):
    N, C, H, W = shape
    OH, OW = H - FH + 1, W - FW + 1
    col = col.reshape(N, OH, OW, C, FH, FW).transpose(0, 3, 4, 5, 1, 2)
    x = np.zeros(shape, col.dtype)
    for fy, fx, pixels in places(FH, FW, OH, OW):
        x[pixels] += col[:, :, fy, fx]
    return x


# Lesson 14
class Convolution:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        F, C, FH, FW = self.W.shape
        N, C, H, W = self.shape = x.shape
        self.col = im2col(x, FH, FW)
        y = self.col @ self.W.reshape(F, -1).T + self.b
        return y.reshape(N, H - FH + 1, W - FW + 1, F).transpose(0, 3, 1, 2)

    def backward(self, dout):
        F, C, FH, FW = self.W.shape
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, F)
        self.dW = (dout.T @ self.col).reshape(self.W.shape)
        self.db = dout.sum(axis=0)
        return col2im(dout @ self.W.reshape(F, -1), self.shape, FH, FW)


# Lesson 16
def corners(x):
    return [x[:, :, i::2, j::2] for i in (0, 1) for j in (0, 1)]


class MaxPooling:
    def forward(self, x):
        a, b, c, d = corners(x)
        self.x, self.y = x, np.maximum(np.maximum(a, b), np.maximum(c, d))
        return self.y

    def backward(self, dout):
        dx = np.zeros_like(self.x)
        free = np.ones(dout.shape, bool)
        for pixels, gradient in zip(corners(self.x), corners(dx), strict=True):
            taken = free & (pixels == self.y)
            gradient[...] = dout * taken
            free &= ~taken
        return dx


class Flatten:
    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, dout):
        return dout.reshape(self.shape)


# Lesson 6
def accuracy(network, x, t):
    parts = [network.forward(x[i : i + 500]) for i in range(0, len(x), 500)]
    return (np.concatenate(parts).argmax(axis=1) == t).mean()


def layer(kind, fan_in, shape, biases):
    return kind(he(fan_in, shape), np.zeros(biases, np.float32))


rng = np.random.default_rng(0)
(x_train, t_train), (x_test, t_test) = load_mnist()
x_train, t_train = x_train[:4000], t_train[:4000]
x_test, t_test = x_test[:1000], t_test[:1000]
dropout = Dropout(0.2)
network = Network(
    [
        *(layer(Convolution, 25, (8, 1, 5, 5), 8), ReLU(), MaxPooling()),
        *(layer(Convolution, 200, (16, 8, 5, 5), 16), ReLU(), MaxPooling()),
        *(Flatten(), layer(Affine, 256, (256, 100), 100), ReLU(), dropout),
        layer(Affine, 100, (100, 10), 10),
    ]
)
adam, batch_size, epochs = Adam(), 100, 2
steps = epochs * len(x_train) // batch_size
for epoch in range(epochs):
    dropout.training = True
    order, losses = rng.permutation(len(x_train)), []
    for i in range(0, len(order), batch_size):
        batch = order[i : i + batch_size]
        logits = network.forward(x_train[batch])
        loss, dout = softmax_cross_entropy(logits, t_train[batch])
        network.backward(dout)
        adam.update(network.parameters(), lr=0.004 * (1 - adam.t / steps))
        losses.append(loss)
    dropout.training = False
    right = accuracy(network, x_test, t_test)
    print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, test {right:.4f}")
