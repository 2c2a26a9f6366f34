import numpy as np

from lesson_code import numerical_gradient

x, w, b, t = 2.0, 3.0, 1.0, 5.0

p = w * x
y = p + b
e = y - t
loss = e**2 / 2
print(f"forward   p = {p:g}  y = {y:g}  e = {e:g}  L = {loss:g}")

dloss = 1.0
de = dloss * e
dy = de * 1
dp, db = dy * 1, dy * 1
dw, dx = dp * x, dp * w
print(f"backward  de = {de:g}  dy = {dy:g}  dp = {dp:g}")
print(f"          dw = {dw:g}  dx = {dx:g}  db = {db:g}")


def measure(v):
    return float((v[0] * v[1] + v[2] - t) ** 2 / 2)


numerical = numerical_gradient(measure, np.array([w, x, b]))
print("measured  dw, dx, db =", numerical.round(6))
