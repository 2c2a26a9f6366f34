"""Compares numbers alone, so that shapes may differ.

en: LIVES  7. Clue: The numbers are right
ja: 見逃し  7. 手がかり：数は合っています
"""

import numpy as np


def check(Layer):
    rng = np.random.default_rng(1)
    for kind in ("float64", "float32"):
        Ws = [rng.normal(size=s).astype(kind) for s in ((4, 3), (3, 3))]
        bs = [rng.normal(size=3).astype(kind) for _ in Ws]
        layers = [Layer(W, b) for W, b in zip(Ws, bs, strict=True)]
        for N in (2, 2, 1, 7):
            x = rng.normal(size=(N, 4)).astype(kind)
            dout = rng.normal(size=(N, 3)).astype(kind)
            given = [x, dout, *Ws, *bs]
            copies = [a.copy() for a in given]
            h = layers[0].forward(x)
            y = layers[1].forward(h)
            dh = layers[1].backward(dout)
            kept = dh.copy()
            dx = layers[0].backward(dh)
            if any((a != c).any() for a, c in zip([*given, dh], [*copies, kept], strict=True)):
                return "An array that was handed over has changed."
            hh = x @ Ws[0] + bs[0]
            dhh = dout @ Ws[1].T
            wanted = {
                "h": (h, hh),
                "y": (y, hh @ Ws[1] + bs[1]),
                "dh": (kept, dhh),
                "dx": (dx, dhh @ Ws[0].T),
                "dW of the second": (layers[1].dW, hh.T @ dout),
                "dW of the first": (layers[0].dW, x.T @ dhh),
                "db of the second": (layers[1].db, dout.sum(0)),
                "db of the first": (layers[0].db, dhh.sum(0)),
            }
            for name, (got, right) in wanted.items():
                if got.dtype != right.dtype:
                    return f"{name} is {got.dtype} of shape {got.shape}."
                if not np.allclose(got, right, rtol=1e-3, atol=1e-4):
                    return f"{name} is wrong."
            for W in Ws:
                W *= np.array(0.9, kind)
    return None
