"""The layers' formulas, written out by hand; and what comes out where a known mistake is made."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lesson_code._types import Array
from lesson_code.examine._instances import CANONICAL, Instance
from lesson_code.examine._kinds import ELEMENTWISE
from lesson_code.functions import sigmoid
from lesson_code.layers import convolve_naive

Suspect = tuple[str, Array]  # name of a mistake, "" for what is right, and what it would give


def _by_letter(layer: Instance) -> dict[str, tuple[str, Array]]:
    """The parameters by w, b, gamma, beta: the name that each has here, and the array."""
    return {CANONICAL.get(n, n).lower(): (n, array) for n, array in layer.params.items()}


# ---- What comes out


def outputs(kind: str, layer: Instance, x: Array, train: bool) -> Iterator[Suspect]:
    """What a layer of this kind should give at x, and what mistakes would."""
    p = {letter: array for letter, (_, array) in _by_letter(layer).items()}
    if kind == "affine" and p.get("w", np.empty(0)).ndim == 2:
        yield from _affine(x, p["w"], p.get("b"))
    elif kind == "convolution" and x.ndim == p.get("w", np.empty(0)).ndim == 4:
        yield from _convolution(layer, x, p["w"], p.get("b"))
    elif kind in ELEMENTWISE:
        yield from _activation(kind, layer, x)
    elif kind == "flatten" and x.ndim == 4:
        yield "", x.reshape(len(x), -1)
        yield "flatten-mixed", x.transpose(0, 2, 3, 1).reshape(len(x), -1)
    elif kind in ("max-pooling", "average-pooling") and x.ndim == 4:
        yield from _pooling(kind, layer, x)
    elif kind == "batch-norm" and "gamma" in p and "beta" in p:
        yield from _batch_norm(layer, x, p["gamma"], p["beta"], train)


def _affine(x: Array, W: Array, b: Array | None) -> Iterator[Suspect]:
    for weights in (W, W.T):
        if weights.shape[0] == x.shape[1]:
            product = x @ weights
            if b is None:
                yield "", product
            elif b.size == product.shape[1]:
                yield "", product + b.ravel()
                yield "bias-missing", product
                yield "bias-subtracted", product - b.ravel()


def _activation(kind: str, layer: Instance, x: Array) -> Iterator[Suspect]:
    alpha = layer.setting("alpha")
    right = {
        "relu": np.maximum(x, 0),
        "leaky-relu": np.where(x > 0, x, (0.01 if alpha is None else alpha) * x),
        "sigmoid": sigmoid(x),
        "tanh": np.tanh(x),
    }
    yield "", right[kind]
    amplitude, slope = (getattr(layer.layer, n, 1.0) for n in ("amplitude", "slope"))
    if kind == "tanh" and isinstance(amplitude, float) and isinstance(slope, float):
        yield "", amplitude * np.tanh(slope * x)
    yield "absolute", np.abs(x)
    yield "is-mask", 1.0 * (x > 0)
    if kind == "leaky-relu":
        yield "alpha-not-multiplied", np.where(x > 0, x, 0.01 if alpha is None else alpha)
        yield "is-relu", right["relu"]
        for constant in (0.01, 0.1, 0.2):
            yield "alpha-ignored", np.where(x > 0, x, constant * x)
    if kind == "sigmoid":
        yield "is-tanh", right["tanh"]
        yield "sigmoid-twice", sigmoid(sigmoid(x))
    yield "is-identity", x


def _windows(layer: Instance, x: Array) -> tuple[int, int, int, Array] | None:
    """Height and width of the windows, their distance, and x as the windows see it."""
    size = layer.setting("size")
    size_h, size_w = layer.setting("size_h"), layer.setting("size_w")
    high = int(size_h or size or 2)
    wide = int(size_w or size or high)
    stride = int(layer.setting("stride") or high)
    pad = int(layer.setting("pad") or 0)
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    if high > x.shape[2] or wide > x.shape[3]:
        return None
    return high, wide, stride, x


def _pooling(kind: str, layer: Instance, x: Array) -> Iterator[Suspect]:
    found = _windows(layer, x)
    if found is None or layer.setting("pad"):
        return
    high, wide, stride, x = found
    view = np.lib.stride_tricks.sliding_window_view(x, (high, wide), (2, 3))
    seen = view[:, :, ::stride, ::stride]
    means, maxima = seen.mean(axis=(4, 5)), seen.max(axis=(4, 5))
    yield "", maxima if kind == "max-pooling" else means
    if kind == "max-pooling":
        near = np.lib.stride_tricks.sliding_window_view(x, (2, 2), (2, 3))
        near = near[:, :, ::stride, ::stride][:, :, : maxima.shape[2], : maxima.shape[3]]
        yield "size-ignored", near.max(axis=(4, 5))
        yield "smallest", seen.min(axis=(4, 5))
        yield "is-average", means
        yield "zero-wins", np.maximum(maxima, 0)
        flat = seen.reshape(*seen.shape[:4], -1)
        places = np.abs(flat).argmax(axis=-1)[..., np.newaxis]
        yield "largest-size", np.take_along_axis(flat, places, axis=-1)[..., 0]
        yield "over-channels", np.broadcast_to(maxima.max(axis=1, keepdims=True), maxima.shape)
        turned = maxima.transpose(0, 2, 3, 1)
        yield "channels-mixed", np.ascontiguousarray(turned).reshape(maxima.shape)
        swapped = maxima.transpose(0, 1, 3, 2)
        yield "rows-columns-swapped", np.ascontiguousarray(swapped).reshape(maxima.shape)
    else:
        yield "not-divided", seen.sum(axis=(4, 5))
        yield "is-max", maxima


def _convolution(layer: Instance, x: Array, W: Array, b: Array | None) -> Iterator[Suspect]:
    stride, pad = int(layer.setting("stride") or 1), int(layer.setting("pad") or 0)
    zero = np.zeros(len(W))
    b = zero if b is None else b.ravel()
    if W.shape[1] != x.shape[1] or b.shape != zero.shape:
        return

    def run(W: Array, b: Array = zero, x: Array = x) -> Array:
        return convolve_naive(x, W, b, stride, pad)

    try:
        product = run(W)
    except ValueError:  # windows that do not fit; there are several ways to round
        return
    bias = b.reshape(-1, 1, 1)
    yield "", product + bias
    yield "bias-missing", product
    yield "bias-per-weight", product + bias * W[0, 0].size
    yield "bias-per-weight", product + bias * W[0].size
    yield "filters-turned", run(W[:, :, ::-1, ::-1]) + bias
    only = np.zeros_like(x)
    only[:, 0] = x[:, 0]
    yield "first-channel-only", run(W, x=only) + bias
    yield "first-filter-only", run(np.broadcast_to(W[:1], W.shape)) + bias
    yield "divided-by-window", product / W[0].size + bias
    yield "divided-by-window", product / W[0, 0].size + bias
    first = np.broadcast_to(product[:1], product.shape)
    yield "first-sample-forward", first + bias
    less = W.copy()
    less[:, :, 0, 0] = 0
    yield "first-weight-missing", run(less) + bias
    if stride > 1:
        near = convolve_naive(x, W, zero, 1, pad)
        OH, OW = product.shape[2:]
        yield "stride-ignored", near[:, :, :OH, :OW] + bias
        yield "stride-one-way", near[:, :, ::stride, :][:, :, :OH, :OW] + bias
        yield "stride-one-way", near[:, :, :, ::stride][:, :, :OH, :OW] + bias


def _batch_norm(
    layer: Instance, x: Array, gamma: Array, beta: Array, train: bool
) -> Iterator[Suspect]:
    axes, wide = axes_of(x, gamma)
    if axes is None:
        return
    g, b = gamma.reshape(wide), beta.reshape(wide)
    eps = layer.setting("eps")
    choices = [1e-5, 1e-7, 1e-8, 1e-6, 1e-3, 10e-7] if eps is None else [float(eps)]
    batch = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
    running = layer.before or layer.running()
    kept = None
    if {"mean", "var"} <= running.keys() and running["mean"].size == gamma.size:
        kept = running["mean"].reshape(wide), running["var"].reshape(wide)
    if not train and kept is None:
        return
    mean, var = batch if train or kept is None else kept

    def normal(mean: Array, var: Array, eps: float, g: Array = g, b: Array = b) -> Array:
        return g * (x - mean) / np.sqrt(var + eps) + b

    for eps in choices:
        yield "", normal(mean, var, eps)
    for eps in choices[:1]:
        x_hat = (x - mean) / np.sqrt(var + eps)
        n = x.size // gamma.size
        yield "gamma-beta-missing", x_hat
        yield "gamma-missing", x_hat + b
        yield "beta-missing", g * x_hat
        yield "beta-scaled", g * (x_hat + b)
        yield "gamma-beta-swapped", b * x_hat + g
        yield "eps-outside-root", g * (x - mean) / (np.sqrt(var) + eps) + b
        yield "eps-missing", normal(mean, var, 0)
        for fixed in (1e-5, 1e-7, 1e-8, 1e-3):
            yield "eps-ignored", normal(mean, var, fixed)
        yield "root-missing", g * (x - mean) / (var + eps) + b
        yield "nothing-normalised", g * x + b
        yield "nothing-normalised", x
        yield "mean-missing", g * x / np.sqrt(var + eps) + b
        if train:
            yield "unbiased-normalises", normal(mean, var * n / (n - 1), eps)
            if kept is not None:
                yield "running-in-training", normal(*kept, eps)
                after = layer.running()
                after_mean, after_var = (after[k].reshape(wide) for k in ("mean", "var"))
                yield "running-in-training", normal(after_mean, after_var, eps)
            rest = tuple(range(1, x.ndim))
            for name, over in (
                ("one-mean-for-all", tuple(range(x.ndim))),
                ("per-sample", rest),
                ("per-sample", tuple(range(2, x.ndim)) or (1,)),
                ("per-place", (0,)),
            ):
                yield name, normal(x.mean(over, keepdims=True), x.var(over, keepdims=True), eps)
        if x.ndim == 4:
            flat = x.reshape(-1, x.shape[1])
            by = (flat.mean(0), flat.var(0)) if train else (mean.ravel(), var.ravel())
            mixed = g.ravel() * (flat - by[0]) / np.sqrt(by[1] + eps) + b.ravel()
            yield "channels-mixed", mixed.reshape(x.shape)
        if not train:
            yield "batch-at-inference", normal(*batch, eps)
            yield "mean-of-batch-at-inference", normal(batch[0], var, eps)
            yield "variance-of-batch-at-inference", normal(mean, batch[1], eps)
            yield "variance-for-deviation", g * (x - mean) / (var + eps) + b
            yield "variance-for-deviation", g * (x - mean) / np.sqrt(var**2 + eps) + b


def axes_of(x: Array, gamma: Array) -> tuple[tuple[int, ...] | None, tuple[int, ...]]:
    """Over which axes statistics are taken, and gamma's shape beside x."""
    if gamma.size != x.shape[1]:
        return None, ()
    return (0, *range(2, x.ndim)), (1, -1, *[1] * (x.ndim - 2))


# ---- What comes back


def gradients(
    kind: str | None, layer: Instance, x: Array, y: Array, r: Array, train: bool
) -> Iterator[tuple[str, str, Array]]:
    """What known mistakes would give for a gradient: of which, the mistake's name, the numbers."""
    p = _by_letter(layer)
    for which, array in _usual(kind, layer, x, r):
        yield which, "not-of-this-forward", array
    if kind in ELEMENTWISE or (kind is None and y.shape == x.shape):
        alpha = layer.setting("alpha")
        for name, slope in _slopes(kind, x, y, float(0.01 if alpha is None else alpha)):
            yield "x", name, r * slope
        if alpha is not None:
            yield "x", "alpha-not-multiplied-back", np.where(x > 0, r, alpha)
        yield "x", "sign-of-gradient", np.maximum(r, 0)
    if kind == "affine" and "w" in p and p["w"][1].shape == (x.shape[1], r.shape[1]):
        W = p["w"][1]
        if W.shape[0] == W.shape[1]:
            yield "x", "not-transposed", r @ W
        yield "x", "reshaped", (W @ r.T).reshape(x.shape)
    if kind == "convolution" and "w" in p and p["w"][1].ndim == 4:
        for which, name, array in _back_convolution(layer, x, p["w"][1], r):
            if name:
                yield (p["w"][0] if which == "W" else which), name, array
    if kind in ("max-pooling", "average-pooling"):
        for name, array in _back_pooling(layer, x, r):
            if name:
                yield "x", name, array
    if kind == "batch-norm" and "gamma" in p and "beta" in p:
        yield from _back_batch_norm(layer, x, y, r, p["gamma"], p["beta"], train)


def _usual(kind: str | None, layer: Instance, x: Array, r: Array) -> Iterator[tuple[str, Array]]:
    """The gradients that belong to the kind's own formula; for a forward that has another."""
    p = _by_letter(layer)
    W = p["w"][1] if "w" in p else np.empty(0)
    alpha = layer.setting("alpha")
    if kind in ("relu", "leaky-relu"):
        below = 0.0 if kind == "relu" else float(0.01 if alpha is None else alpha)
        yield "x", r * np.where(x > 0, 1, below)
    elif kind == "sigmoid":
        yield "x", r * sigmoid(x) * (1 - sigmoid(x))
    elif kind == "tanh":
        yield "x", r * (1 - np.tanh(x) ** 2)
    elif kind == "flatten" and r.size == x.size:
        yield "x", r.reshape(x.shape)
    elif kind == "affine" and {W.shape, W.T.shape} & {(x.shape[1], r.shape[-1])}:
        straight = W.shape == (x.shape[1], r.shape[-1])
        yield "x", r @ (W.T if straight else W)
        yield p["w"][0], x.T @ r if straight else r.T @ x
        if "b" in p:
            yield p["b"][0], r.sum(axis=0).reshape(p["b"][1].shape)
    elif kind == "convolution" and W.ndim == 4:
        for which, name, array in _back_convolution(layer, x, W, r):
            if not name:
                yield (p["w"][0] if which == "W" else which), array
        if "b" in p:
            yield p["b"][0], r.sum(axis=(0, 2, 3)).reshape(p["b"][1].shape)
    elif kind == "max-pooling":
        yield from (("x", array) for name, array in _back_pooling(layer, x, r) if not name)


def _slopes(kind: str | None, x: Array, y: Array, alpha: float) -> Iterator[Suspect]:
    above = x > 0
    if kind in ("relu", "leaky-relu"):
        yield "mask-always-true", np.ones_like(x)
        yield "mask-turned", 1.0 * ~above
        yield "mask-turned", np.where(above, alpha, 1.0)
    yield "times-input", x
    yield "times-output", y
    yield "times-output", y * above
    yield "leaky-closed", 1.0 * above
    yield "leaky-constant", np.where(above, 1, 0.01)
    yield "leaky-constant", np.where(above, 1, 0.1)
    yield "slope-at-output", sigmoid(y) * (1 - sigmoid(y))
    yield "slope-at-output", 1 - np.tanh(y) ** 2
    yield "slope-of-sigmoid", y * (1 - y)
    yield "slope-of-tanh", 1 - y**2
    yield "slope-half", y
    yield "slope-half", 1 - y
    yield "slope-of-input", x * (1 - x)
    yield "slope-of-input", 1 - x**2


def _places(x: Array, high: int, wide: int, stride: int) -> Iterator[tuple[Any, Any]]:
    """Each window's place in the output, and the pixels that it sees."""
    OH, OW = (x.shape[2] - high) // stride + 1, (x.shape[3] - wide) // stride + 1
    for oy in range(OH):
        for ox in range(OW):
            top, left = oy * stride, ox * stride
            yield np.s_[:, :, oy, ox], np.s_[:, :, top : top + high, left : left + wide]


def _back_pooling(layer: Instance, x: Array, r: Array) -> Iterator[Suspect]:
    found = _windows(layer, x)
    if found is None or found[3].shape != x.shape:
        return
    high, wide, stride, _ = found
    if r.shape[2:] != ((x.shape[2] - high) // stride + 1, (x.shape[3] - wide) // stride + 1):
        return
    wanted = {"", "to-all", "is-average-back", "times-output", "assigned", "smallest-back"}
    dx = {name: np.zeros_like(x) for name in wanted}
    for out, seen in _places(x, high, wide, stride):
        window, dout = x[seen], r[out][..., np.newaxis, np.newaxis]
        most = window.max(axis=(2, 3), keepdims=True)
        won = window == most
        dx[""][seen] += dout * won
        dx["to-all"][seen] += dout
        dx["is-average-back"][seen] += dout / (high * wide)
        dx["times-output"][seen] += dout * won * most
        dx["smallest-back"][seen] += dout * (window == window.min(axis=(2, 3), keepdims=True))
        dx["assigned"][seen] = np.where(won, dout, dx["assigned"][seen])
    yield from dx.items()
    wiped = np.zeros_like(x)
    for out, seen in _places(x, high, wide, stride):
        window = x[seen]
        won = window == window.max(axis=(2, 3), keepdims=True)
        wiped[seen] = won * r[out][..., np.newaxis, np.newaxis]
    yield "assigned", wiped
    N, C, OH, OW = r.shape
    mixed = np.ascontiguousarray(r).reshape(N, OH, OW, C).transpose(0, 3, 1, 2)
    turned = r.transpose(0, 2, 3, 1).reshape(r.shape)
    for other in (mixed, turned):
        dx_other = np.zeros_like(x)
        for out, seen in _places(x, high, wide, stride):
            window = x[seen]
            won = window == window.max(axis=(2, 3), keepdims=True)
            dx_other[seen] += won * other[out][..., np.newaxis, np.newaxis]
        yield "gradient-order", dx_other


def _back_convolution(
    layer: Instance, x: Array, W: Array, r: Array
) -> Iterator[tuple[str, str, Array]]:
    stride, pad = int(layer.setting("stride") or 1), int(layer.setting("pad") or 0)
    F, C, FH, FW = W.shape
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    OH, OW = r.shape[2:]
    if (OH - 1) * stride + FH > padded.shape[2] or (OW - 1) * stride + FW > padded.shape[3]:
        return
    inner = np.s_[:, :, pad : padded.shape[2] - pad, pad : padded.shape[3] - pad]

    def back(W: Array) -> Array:
        dx = np.zeros_like(padded)
        for out, seen in _places(padded, FH, FW, stride):
            if out[2] < OH and out[3] < OW:
                dx[seen] += np.einsum("nf,fchw->nchw", r[out], W)
        return dx

    yield "x", "", back(W)[inner]
    yield "x", "not-turned", back(W[:, :, ::-1, ::-1])[inner]
    first = W.copy()
    first[1:] = 0
    yield "x", "first-filter-only", back(first)[inner]
    mean = np.broadcast_to(W.mean(axis=1, keepdims=True), W.shape)
    yield "x", "channels-mixed-back", back(mean)[inner]
    yield "x", "padding-kept", back(W)[:, :, : x.shape[2], : x.shape[3]]
    assigned = np.zeros_like(padded)
    for out, seen in _places(padded, FH, FW, stride):
        assigned[seen] = np.einsum("nf,fchw->nchw", r[out], W)
    yield "x", "assigned", assigned[inner]
    dW, last, counted = np.zeros_like(W), np.zeros_like(W), np.zeros_like(padded)
    assigned = np.zeros_like(padded)
    for fy in range(FH):
        for fx in range(FW):
            rows = slice(fy, fy + stride * (OH - 1) + 1, stride)
            columns = slice(fx, fx + stride * (OW - 1) + 1, stride)
            pixels = padded[:, :, rows, columns]
            dW[:, :, fy, fx] = np.einsum("nfhw,nchw->fc", r, pixels)
            last[:, :, fy, fx] = np.einsum("nf,nc->fc", r[..., -1, -1], pixels[..., -1, -1])
            assigned[:, :, rows, columns] = np.einsum("nfhw,fc->nchw", r, W[:, :, fy, fx])
            counted[:, :, rows, columns] += 1
    yield "x", "assigned", assigned[inner]
    yield "x", "overlap-averaged", (back(W) / np.maximum(counted, 1))[inner]
    if stride > 1:
        near = np.zeros_like(padded)
        for oy in range(OH):
            for ox in range(OW):
                window = near[:, :, oy : oy + FH, ox : ox + FW]
                window += np.einsum("nf,fchw->nchw", r[:, :, oy, ox], W)
        yield "x", "stride-ignored-back", near[inner]
    yield "W", "", dW
    yield "W", "turned", dW[:, :, ::-1, ::-1]
    yield "W", "last-window-only", last


def _back_batch_norm(
    layer: Instance,
    x: Array,
    y: Array,
    r: Array,
    scale: tuple[str, Array],
    shift: tuple[str, Array],
    train: bool,
) -> Iterator[tuple[str, str, Array]]:
    gamma, beta = scale[1], shift[1]
    axes, wide = axes_of(x, gamma)
    if axes is None:
        return
    eps = layer.setting("eps")
    eps = 1e-5 if eps is None else float(eps)
    g = gamma.reshape(wide)
    mean, var = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
    running = layer.running()
    kept_s = None
    if {"mean", "var"} <= running.keys() and running["mean"].size == gamma.size:
        kept_s = np.sqrt(running["var"].reshape(wide) + eps)
        if not train:
            mean, var = running["mean"].reshape(wide), running["var"].reshape(wide)
    s = np.sqrt(var + eps)
    x_hat = (x - mean) / s
    n = x.size // gamma.size
    a, slope = r.mean(axis=axes, keepdims=True), (r * x_hat).mean(axis=axes, keepdims=True)

    def dx(a: Array = a, slope: Array = slope, s: Array = s, g: Array = g) -> Array:
        return g / s * (r - a - x_hat * slope)

    none = np.zeros_like(a)
    if not train:
        yield "x", "training-at-inference", dx()
        yield "x", "gamma-missing-back", dx(none, none, g=np.ones_like(g))
        yield "x", "gamma-twice", dx(none, none, g=g * g)
        yield "x", "eps-missing-back", dx(none, none, s=np.sqrt(var))
        yield "x", "variance-for-deviation-back", dx(none, none, s=s * s)
    else:
        rows = tuple(range(1, x.ndim))
        yield "x", "statistics-constant", dx(none, none)
        yield "x", "mean-constant", dx(a=none)
        yield "x", "variance-constant", dx(slope=none)
        yield "x", "gamma-missing-back", dx(g=np.ones_like(g))
        yield "x", "gamma-twice", dx(g=g * g)
        yield "x", "eps-missing-back", dx(s=np.sqrt(var))
        yield "x", "variance-for-deviation-back", dx(s=s * s)
        yield "x", "sums-for-means", dx(a * n, slope * n)
        yield "x", "sum-for-mean-of-slope", dx(slope=slope * n)
        yield "x", "sum-for-mean-of-slope", dx(a=a * n)
        yield "x", "sign-of-last-term", dx(slope=-slope)
        yield "x", "sign-of-last-term", dx(a=-a)
        yield "x", "half-a-term", dx(slope=slope / 2)
        yield "x", "half-a-term", dx(a=a / 2)
        yield "x", "gamma-of-y", dx(slope=(r * y).mean(axis=axes, keepdims=True))
        yield "x", "gamma-beta-gradients-swapped", dx(slope=a)
        yield "x", "gamma-beta-gradients-swapped", dx(a=slope, slope=a)
        yield "x", "over-n-minus-1", dx(slope=slope * n / (n - 1))
        yield "x", "over-n-minus-1", dx(a * n / (n - 1), slope * n / (n - 1))
        yield "x", "over-n-minus-1", g * n / (n - 1) / s * (r - a - x_hat * slope)
        yield "x", "x-hat-of-variance-1", dx(slope=slope * n / (x_hat**2).sum(axes, keepdims=True))
        for over in (rows, (1,)):
            across = r.mean(axis=over, keepdims=True)
            slopes = (r * x_hat).mean(axis=over, keepdims=True)
            yield "x", "over-the-other-axis", dx(across, slopes)
        for count in {len(x), x.size // len(x) // gamma.size}:
            yield "x", "wrong-count", dx(a * n / count, slope * n / count)
        if kept_s is not None:
            yield "x", "running-deviation-back", dx(s=kept_s)
    yield scale[0], "gamma-of-y", (r * y).sum(axis=axes).reshape(gamma.shape)
    yield scale[0], "gamma-beta-gradients-swapped", r.sum(axis=axes).reshape(gamma.shape)
    yield shift[0], "gamma-beta-gradients-swapped", (r * x_hat).sum(axis=axes).reshape(beta.shape)
