import numpy as np

from lesson_code import numerical_gradient, relative_error

formulas = {
    "dx": ["dout @ W.T", "dout @ W"],
    "dW": ["x.T @ dout", "x @ dout", "dout.T @ x", "x.T @ dout / len(x)"],
    "db": ["dout.sum(axis=0)", "dout.sum(axis=1)", "dout.mean(axis=0)", "dout"],
}


def try_out(formula, of, N, D, M):
    rng = np.random.default_rng(0)
    x, W, b = (rng.standard_normal(shape) for shape in ((N, D), (D, M), (M,)))
    dout = rng.standard_normal((N, M))
    try:
        got = eval(formula, {"x": x, "W": W, "dout": dout})
    except ValueError:
        return "error", "-"
    wanted = {
        "dx": numerical_gradient(lambda x: float((dout * (x @ W + b)).sum()), x),
        "dW": numerical_gradient(lambda W: float((dout * (x @ W + b)).sum()), W),
        "db": numerical_gradient(lambda b: float((dout * (x @ W + b)).sum()), b),
    }[of]
    if got.shape != wanted.shape:
        return str(got.shape), "-"
    return "fits", "right" if relative_error(got, wanted) < 1e-7 else "WRONG"


print(f"{'':23} N, D, M = 5, 4, 3   N, D, M = 3, 3, 3")
for of, candidates in formulas.items():
    for formula in candidates:
        different = "  ".join(f"{cell:7}" for cell in try_out(formula, of, 5, 4, 3))
        equal = "  ".join(f"{cell:7}" for cell in try_out(formula, of, 3, 3, 3))
        print(f"{of} {formula:20} {different}   {equal}".rstrip())
