import numpy as np

from lesson_code import numerical_gradient, relative_error, sigmoid, sigmoid_derivative

z = np.linspace(-4, 4, 5)
numerical = numerical_gradient(lambda z: float(sigmoid(z).sum()), z)
formula = sigmoid_derivative(z)
sign_lost = -np.exp(-z) / (1 + np.exp(-z)) ** 2

print("shapes", z.shape, numerical.shape, formula.shape)
print("   z   numerical    formula")
for row in zip(z, numerical, formula, strict=True):
    print("{:4.0f}   {:.7f}  {:.7f}".format(*row))
print("formula agrees:", relative_error(formula, numerical) < 1e-7)
print(f"sign lost: error {relative_error(sign_lost, numerical):.2f}")
