import numpy as np

product = np.array([[1.0, 2.0, 4.0, -1.0], [3.0, 0.0, 6.0, 3.0], [0.0, 1.0, 1.0, -1.0]])
b = np.array([10.0, 20.0, 30.0, 40.0])

stretched = np.broadcast_to(b, product.shape)
print(stretched)
print("bytes from row to row:", stretched.strides[0])
print("same sum:", np.array_equal(product + b, product + stretched))

for shape in [(4,), (1, 4), (3, 1), (), (3,), (2, 4)]:
    try:
        print(f"(3, 4) + {shape!s:7} -> {(product + np.zeros(shape)).shape}")
    except ValueError:
        print(f"(3, 4) + {shape!s:7} -> ValueError")
