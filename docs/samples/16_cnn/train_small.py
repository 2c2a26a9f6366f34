import numpy as np

from lesson_code import Adam, Trainer, load_mnist, simple_convnet

(x_train, t_train), (x_test, t_test) = load_mnist()
x_train, t_train = x_train[:5000], t_train[:5000]
x_test, t_test = x_test[:1000], t_test[:1000]

rng = np.random.default_rng(0)
net = simple_convnet(rng, filters=10, hidden=50)
trainer = Trainer(net, Adam(0.001), rng=rng, batch_size=50)
[epoch] = trainer.fit(x_train, t_train, x_test, t_test, epochs=1)

print("training images", len(x_train), " test images", len(x_test))
print("steps          ", len(x_train) // trainer.batch_size)
print(f"mean loss       {epoch.loss:.3f}")
print(f"train accuracy  {epoch.train_accuracy:.3f}")
print(f"test accuracy   {epoch.test_accuracy:.3f}")
