"""Everything, as an object.

en: There is an object in the file: only pickle can read it,
ja: ファイルにオブジェクトが入っています。読むには pickle が要り
"""

import json

import numpy as np

data = np.random.default_rng(1)
x = data.standard_normal((60, 5))
target = x @ [1.0, -2, 3, 0, 1] + 0.1 * data.standard_normal(60)


class Training:
    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.W = self.rng.standard_normal(5)
        self.m, self.v, self.t = np.zeros(5), np.zeros(5), 0

    def step(self):
        batch = self.rng.choice(60, 10, replace=False)
        error = x[batch] @ self.W - target[batch]
        g = 2 * error @ x[batch] / 10
        self.t += 1
        self.m += 0.1 * (g - self.m)
        self.v += 0.001 * (g**2 - self.v)
        m, v = self.m / (1 - 0.9**self.t), self.v / (1 - 0.999**self.t)
        self.W -= 0.05 * m / (np.sqrt(v) + 1e-8)
        return float(np.mean(error**2))

    def save(self, file):
        state = self.rng.bit_generator.state
        np.savez(file, rng=json.dumps(state), everything=np.array(vars(self), dtype=object))

    def load(self, file):
        with np.load(file, allow_pickle=True) as archive:
            self.rng.bit_generator.state = json.loads(str(archive["rng"]))
            vars(self).update(archive["everything"].item())
