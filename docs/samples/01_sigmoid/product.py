import numpy as np

from lesson_code import sigmoid_derivative

rng = np.random.default_rng(0)
z = rng.standard_normal((10_000, 20))  # 10 000 chains of 20 sigmoids
products = np.cumprod(sigmoid_derivative(z), axis=1)

n = np.arange(1, 21)
bound = 0.25**n
low, median, high = np.quantile(products, [0.05, 0.5, 0.95], axis=0)

print("products", products.shape, " median", median.shape)
print(" n   (1/4)^n    median")
for i in (1, 2, 5, 10, 20):
    print(f"{i:2}   {bound[i - 1]:.2e}   {median[i - 1]:.1e}")
print("ever above the bound:", (products > bound).any())


# Drawing
import matplotlib.pyplot as plt

plt.semilogy(n, bound, "C1--", label="$(1/4)^n$")
plt.semilogy(n, median, "C0o-", markersize=4, label=r"$z_i \sim N(0, 1)$")
plt.fill_between(n, low, high, color="C0", alpha=0.25, label="5 % ... 95 %")
plt.xlabel("$n$")
plt.ylabel(r"$\sigma'(z_1)\cdots\sigma'(z_n)$")
plt.xticks([1, 5, 10, 15, 20])
plt.grid()
plt.legend()
plt.show()
