import numpy as np

from lesson_code import SGD, Trainer, load_mnist, sigmoid_mlp

(x_train, t_train), (x_test, t_test) = load_mnist()
x_train, t_train = x_train[:5000], t_train[:5000]
x_test, t_test = x_test[:1000], t_test[:1000]

for dtype in (np.float32, np.float64):
    rng = np.random.default_rng(3)
    net = sigmoid_mlp(rng, cost="quadratic", weights="normal", dtype=dtype)
    trainer = Trainer(net, SGD(3.0), rng=rng, batch_size=10, evaluation_samples=100)
    trainer.fit(x_train.astype(dtype), t_train, epochs=6)

    y = net.predict(x_test.astype(dtype))
    right = y.argmax(axis=1) == t_test
    digits = [right[t_test == k].mean() for k in range(10)]
    lost = int(np.argmin(digits))
    print(dtype.__name__)
    print("recognised", *(f"{digit:.1f}" for digit in digits))
    largest = y[t_test == lost, lost].max()
    print(f"y of digit {lost}, at images of it: largest {largest:.2f}")
