import numpy as np


def pixels(size, stride, OH, OW):
    for fy in range(size):
        for fx in range(size):
            rows = slice(fy, fy + stride * OH, stride)
            yield fy, fx, rows, slice(fx, fx + stride * OW, stride)


def im2col(x, size, stride):
    N, C, H, W = x.shape
    OH, OW = (H - size) // stride + 1, (W - size) // stride + 1
    windows = np.zeros((N, C, size, size, OH, OW))
    for fy, fx, rows, columns in pixels(size, stride, OH, OW):
        windows[:, :, fy, fx] = x[:, :, rows, columns]
    return windows.transpose(0, 4, 5, 1, 2, 3).reshape(N * OH * OW, -1)


def col2im(col, shape, size, stride):
    N, C, H, W = shape
    OH, OW = (H - size) // stride + 1, (W - size) // stride + 1
    windows = col.reshape(N, OH, OW, C, size, size).transpose(0, 3, 4, 5, 1, 2)
    x = np.zeros(shape)
    for fy, fx, rows, columns in pixels(size, stride, OH, OW):
        x[:, :, rows, columns] += windows[:, :, fy, fx]
    return x


class Convolution:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        (N, _, H, W), (F, _, size, _) = x.shape, self.W.shape
        self.shape, self.col = x.shape, im2col(x, size, 1)
        y = self.col @ self.W.reshape(F, -1).T + self.b
        return y.reshape(N, H - size + 1, W - size + 1, F).transpose(0, 3, 1, 2)

    def backward(self, dout):
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, len(self.W))
        self.dW = (self.col.T @ dout).T.reshape(self.W.shape)
        self.db = dout.sum(axis=0)
        return self.input_gradient(dout)

    def input_gradient(self, dout):
        F, _, size, _ = self.W.shape
        return col2im(dout @ self.W.reshape(F, -1), self.shape, size, 1)


class ReLU:
    def forward(self, x):
        self.negative = x <= 0
        y = x.copy()
        y[self.negative] = 0
        return y

    def backward(self, dout):
        dout[self.negative] = 0
        return dout


class MaxPooling:
    def forward(self, x):
        self.shape = N, C, H, W = x.shape
        col = im2col(x, 2, 2).reshape(-1, 4)
        self.largest = col.argmax(axis=1)
        return col.max(axis=1).reshape(N, H // 2, W // 2, C).transpose(0, 3, 1, 2)

    def backward(self, dout):
        col = np.zeros((dout.size, 4))
        col[np.arange(dout.size), self.largest] = dout.transpose(0, 2, 3, 1).ravel()
        return col2im(col.reshape(-1, 4 * self.shape[1]), self.shape, 2, 2)


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.shape, self.x = x.shape, x.reshape(len(x), -1)
        return self.x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.shape)


class SoftmaxLoss:
    def forward(self, y, t):
        e = np.exp(y - y.max(axis=1, keepdims=True))
        self.p, self.t = e / e.sum(axis=1, keepdims=True), t
        return -np.log(self.p[np.arange(len(t)), t] + 1e-7).mean()

    def backward(self):
        dy = self.p.copy()
        dy[np.arange(len(dy)), self.t] -= 1
        return dy / len(dy)


class Network:
    def __init__(self, params):
        self.params = params
        W1, b1, W2, b2, W3, b3 = params.values()
        self.layers = [Convolution(W1, b1), ReLU(), MaxPooling()]
        self.layers += [Affine(W2, b2), ReLU(), Affine(W3, b3)]
        self.last_layer = SoftmaxLoss()

    def loss(self, x, t):
        for layer in self.layers:
            x = layer.forward(x)
        return self.last_layer.forward(x, t)

    def gradient(self, x, t):
        self.loss(x, t)
        dout = self.last_layer.backward()
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        weighted = [layer for layer in self.layers if hasattr(layer, "W")]
        gradients = [g for layer in weighted for g in (layer.dW, layer.db)]
        return dict(zip(self.params, gradients, strict=True))


class TextbookAdam:
    def __init__(self, params):
        self.t = 0
        self.m = {name: np.zeros(param.shape) for name, param in params.items()}
        self.v = {name: np.zeros(param.shape) for name, param in params.items()}

    def update(self, params, grads):
        self.t += 1
        for name, g in grads.items():
            self.m[name] = 0.9 * self.m[name] + 0.1 * g
            self.v[name] = 0.999 * self.v[name] + 0.001 * g**2
            m = self.m[name] / (1 - 0.9**self.t)
            v = self.v[name] / (1 - 0.999**self.t)
            params[name] -= 0.001 * m / (np.sqrt(v) + 1e-8)


if __name__ == "__main__":
    from lesson_code import Adam, simple_convnet

    rng = np.random.default_rng(0)
    x, t = rng.random((100, 1, 28, 28)), rng.integers(0, 10, 100)
    ours = simple_convnet(rng, dtype=np.float64)
    book = Network({name: array.copy() for name, array in ours.params.items()})

    loss, grads = ours.gradients(x, t)
    book_grads = book.gradient(x, t)
    print("same loss:", np.isclose(book.loss(x, t), loss))
    Adam(0.001).update(ours.params, grads)
    TextbookAdam(book.params).update(book.params, book_grads)
    for name, param in ours.params.items():
        print(f"same gradient of {name}:", np.allclose(book_grads[name], grads[name]))
        print(f"same {name} after a step:", np.allclose(book.params[name], param))
