import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def sigmoid_derivative(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


h = 1e-5
z = np.linspace(-4, 4, 5)
measured = (sigmoid(z + h) - sigmoid(z - h)) / (2 * h)
formula = sigmoid_derivative(z)

print("   z    measured    formula")
for row in zip(z, measured, formula, strict=True):
    print("{:4.0f}   {:.7f}  {:.7f}".format(*row))
slopes = {"formula": formula, "y (1 - y)": sigmoid(z) * (1 - sigmoid(z))}
slopes["sign lost"] = -np.exp(-z) / (1 + np.exp(-z)) ** 2
for name, slope in slopes.items():
    gap = np.abs(slope - measured).max()
    verdict = "right" if gap < 1e-9 else f"WRONG by up to {gap:.2f}"
    print(f"{name}: {verdict}")
