import numpy as np

from lesson_code import SGD, AdaGrad, Momentum, RMSProp

straight, start = np.diag([1.0, 100.0]), np.array([10.0, 1.0])
c = np.sqrt(0.5)
turn = np.array([[c, -c], [c, c]])  # by 45 degrees


def loss_after_500(optimizer, H, w):
    w = w.copy()  # loss: w @ H @ w / 2
    for _ in range(500):
        optimizer.update({"w": w}, {"w": H @ w})
    return w @ H @ w / 2


print("              straight    turned")
for kind, lr in ((SGD, 0.019), (Momentum, 0.01), (AdaGrad, 1), (RMSProp, 0.1)):
    plain = loss_after_500(kind(lr), straight, start)
    turned = loss_after_500(kind(lr), turn @ straight @ turn.T, turn @ start)
    print(f"{kind.__name__:8} {lr:<5} {plain:8.1e}  {turned:8.1e}")
