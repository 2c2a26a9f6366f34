"""Returns sentences, and computes what is right number by number."""

import math

import numpy as np


def check(Layer):
    rng = np.random.default_rng(2)
    gamma, beta = [0.5, 3.0], [2.0, -1.0]
    layer = Layer(np.array(gamma), np.array(beta))
    means, variances = [0.0, 0.0], [1.0, 1.0]
    for N in (2, 5, 3):
        x = rng.normal(5, 2, (N, 2)) * [1, 0.01]
        dout = rng.normal(size=(N, 2))
        old = x.tolist()
        layer.training = True
        y, dx = layer.forward(x), layer.backward(dout)
        if x.tolist() != old:
            return "x is written into"
        for d in range(2):
            column, D = x[:, d].tolist(), dout[:, d].tolist()
            mean = sum(column) / N
            squares = sum((v - mean) ** 2 for v in column)
            root = math.sqrt(squares / N + 1e-5)
            hat = [(v - mean) / root for v in column]
            dgamma, dbeta = sum(h * e for h, e in zip(hat, D, strict=True)), sum(D)
            if not math.isclose(layer.dgamma[d], dgamma) or not math.isclose(layer.dbeta[d], dbeta):
                return "a gradient of the parameters is wrong"
            for n in range(N):
                if not math.isclose(y[n, d], gamma[d] * hat[n] + beta[d]):
                    return "y is wrong in training"
                right = gamma[d] / root * (D[n] - dbeta / N - hat[n] * dgamma / N)
                if abs(dx[n, d] - right) > 1e-8 * gamma[d] / root:
                    return "dx is wrong"
            means[d] = 0.9 * means[d] + 0.1 * mean
            variances[d] = 0.9 * variances[d] + 0.1 * squares / (N - 1)
        layer.training = False
        for _ in range(2):
            y = layer.forward(x)
            for d in range(2):
                wanted = (x[0, d] - means[d]) / math.sqrt(variances[d] + 1e-5)
                if not math.isclose(y[0, d], gamma[d] * wanted + beta[d], rel_tol=1e-7):
                    return "y is wrong at inference"
                if not math.isclose(layer.running_var[d], variances[d]):
                    return "the running variance is wrong"
    return ""
