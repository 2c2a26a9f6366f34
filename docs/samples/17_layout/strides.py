import numpy as np

x = np.arange(12, dtype=np.float32).reshape(3, 4)
print(x)
print("bytes a number:", x.itemsize, "  strides in bytes:", x.strides)


def show(name, view):
    strides = tuple(stride // view.itemsize for stride in view.strides)
    shares = np.shares_memory(view, x)
    print(f"{name:18} {view.shape}  strides {strides}  view {shares}")


show("x", x)
show("x.T", x.T)
show("x[:, ::2]", x[:, ::2])
show("x.reshape(4, 3)", x.reshape(4, 3))
show("x.T.reshape(3, 4)", x.T.reshape(3, 4))
