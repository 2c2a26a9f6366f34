from concurrent.futures import Executor, Future

import numpy as np

from lesson_code import DataParallel, load_mnist, simple_convnet


class OneAfterAnother(Executor):
    def submit(self, task, *arguments):
        future = Future()
        future.set_result(task(*arguments))
        return future


(x, t), _ = load_mnist()
x, t = x[:100], t[:100]
net = simple_convnet(np.random.default_rng(0), std=0.1)
loss, grads = net.gradients(x, t)
wanted = {name: g.copy() for name, g in grads.items()}
print(f"one worker loss {loss:.3f}")

parallel = DataParallel(net, workers=3, executor=OneAfterAnother())
loss, grads, _ = parallel.gradients(x, t)
worst = max(abs(grads[name] - g).max() / abs(g).max() for name, g in wanted.items())
print(f"3 parts    loss {loss:.3f}, gradients within 1e-4: {worst < 1e-4}")
