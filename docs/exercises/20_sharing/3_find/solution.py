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
        rng = json.dumps(self.rng.bit_generator.state)
        arrays = {k: v for k, v in vars(self).items() if isinstance(v, np.ndarray)}
        np.savez(file, t=self.t, rng=rng, **arrays)

    def load(self, file):
        with np.load(file) as archive:
            self.rng.bit_generator.state = json.loads(str(archive["rng"]))
            self.W, self.m, self.v = archive["W"], archive["m"], archive["v"]
            self.t = int(archive["t"])


never, stopped = Training(0), Training(0)
for step in range(60):
    if step == 40:
        stopped.save("run.npz")
        stopped = Training(9)
        stopped.load("run.npz")
    losses = never.step(), stopped.step()
    if step in (38, 39, 40, 41, 59):
        print(f"step {step}: loss {losses[0]:.4f}, resumed at 40 {losses[1]:.4f}")
print("largest difference of W", np.abs(never.W - stopped.W).max())
