import numpy as np

for gap in (10, 20, 30, 36, 40):
    a = np.array([gap / 2, -gap / 2])  # class 0 is right
    m = a.max()
    added_back = m + np.log(np.exp(a - m).sum()) - a[0]
    shifted = np.log(np.exp(a - m).sum()) - (a[0] - m)
    exact = np.log1p(np.exp(-gap))
    print(f"lead {gap}: {added_back:.3e}  {shifted:.3e}  log1p {exact:.3e}")
