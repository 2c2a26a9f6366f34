"""One row at a time, put together again."""

import numpy as np


def one_row(row):
    e = np.exp(row - max(row))
    return e / sum(e)


def softmax(logits):
    return np.apply_along_axis(one_row, 1, logits)


def log_sum_exp(row):
    order = np.sort(row)
    return order[-1] + np.log1p(np.exp(order[:-1] - order[-1]).sum())


class SoftmaxCrossEntropy:
    def forward(self, logits, t):
        self.logits, self.t = logits, t
        return np.mean([log_sum_exp(row) - row[k] for row, k in zip(logits, t, strict=True)])

    def backward(self):
        rows = softmax(self.logits)
        for row, k in zip(rows, self.t, strict=True):
            row[k] -= 1
        return np.stack(rows) / len(rows)
