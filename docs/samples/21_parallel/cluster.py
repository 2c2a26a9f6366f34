import numpy as np
from distributed import Client, LocalCluster

from lesson_code import SGD, DataParallel, Trainer, load_mnist, simple_convnet


def train(executor=None):
    rng = np.random.default_rng(0)
    net = simple_convnet(rng, std=0.1)
    with DataParallel(net, workers=2, executor=executor) as parallel:
        trainer = Trainer(net, SGD(0.01), rng=rng, batch_size=50, parallel=parallel)
        [epoch] = trainer.fit(x[:500], t[:500])
    return epoch.loss, dict(net.params)


if __name__ == "__main__":
    (x, t), _ = load_mnist()
    on_threads = train()
    settings = {"threads_per_worker": 1, "dashboard_address": ":0"}
    with LocalCluster(n_workers=2, **settings) as cluster, Client(cluster) as client:
        on_cluster = train(client.get_executor())
        print("workers of the cluster:", len(client.ncores()))

    print(f"loss on threads:     {on_threads[0]:.3f}")
    print(f"loss on the cluster: {on_cluster[0]:.3f}")
    pairs = zip(on_threads[1].values(), on_cluster[1].values(), strict=True)
    close = all(np.allclose(a, b, atol=1e-5) for a, b in pairs)
    print("parameters after 10 steps within 1e-5:", close)
