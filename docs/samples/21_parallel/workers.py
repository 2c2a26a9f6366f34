import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from lesson_code import DataParallel, load_mnist, prepare_worker, simple_convnet


def report(name, found, wanted):
    loss, grads, _ = found
    errors = [abs(grads[key] - g).max() / abs(g).max() for key, g in wanted[1].items()]
    print(f"{name:10} loss {loss:.3f}, gradients within 1e-4:", max(errors) < 1e-4)


def main():
    (x, t), _ = load_mnist()
    x, t = x[:100], t[:100]
    net = simple_convnet(np.random.default_rng(0), std=0.1)
    loss, grads = net.gradients(x, t)
    wanted = loss, {name: g.copy() for name, g in grads.items()}
    print(f"one worker loss {loss:.3f}")

    with DataParallel(net, workers=3) as parallel:
        report("threads", parallel.gradients(x, t), wanted)
        again = parallel.gradients(x, t)[1], parallel.gradients(x, t)[1]
        same = all(np.array_equal(again[0][name], again[1][name]) for name in grads)
        print("threads, twice: same bits", same)

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context, initializer=prepare_worker) as processes:
        parallel = DataParallel(net, workers=3, executor=processes)
        report("processes", parallel.gradients(x, t), wanted)


if __name__ == "__main__":
    main()
