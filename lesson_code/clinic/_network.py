"""Whether a network can learn: its start, its layers, its gradients, and its two modes."""

import copy
from collections.abc import Iterator

import numpy as np

from lesson_code._types import Array, Labels
from lesson_code.clinic._case import FEW, Case, Passed, apart, rms
from lesson_code.clinic.findings import Finding, percent
from lesson_code.initializers import he
from lesson_code.layers import LeakyReLU, ReLU, Sigmoid, Tanh
from lesson_code.network import Sequential

ALIKE = 0.5  # of a layer's units
ROOM = 3.0  # times what He's weights add to log K
DEAD = 0.9  # of a layer's units
FLAT = 0.9  # of a layer's activations
FADED = 0.001
WRONG = 0.02  # relative, of a gradient in float64, near kinks that were not noticed
SAME = 1e-3  # relative, of two inferences in float32
SCALE = 0.1  # of mean outputs in both modes
WORSE = 0.15  # of accuracy
BLIND = 0.01
DRAWS = 20


def check_start(case: Case) -> Iterator[Finding]:
    """Look at the network as it was before training."""
    if case.start is None:
        return
    weights = [(n, w) for n, w in case.start.params.items() if w.ndim in (2, 4)]
    shares = [(_alike(w), name) for name, w in weights[:-1]]
    if shares:
        share, name = max(shares)
        limit = f"<= {percent(ALIKE)}"
        yield Finding("units-alike", share > ALIKE, share, limit, name)
    if case.is_softmax and case.classes > 1:
        yield _first_loss(case, case.start)


def _alike(W: Array) -> float:
    """Share of units that have the weights of another."""
    units = W.T if W.ndim == 2 else W.reshape(len(W), -1)
    if len(units) == 1:
        return 0.0
    return 1 - (len(np.unique(units, axis=0)) - 1) / (len(units) - 1)


def _first_loss(case: Case, start: Sequential) -> Finding:
    """The loss before training, of labels at random, against that from He's weights."""
    x = case.some[0]

    def loss(network: Sequential) -> float:
        # of random labels: which class a network prefers at first is chance
        y = copy.deepcopy(network).forward(x.copy(), train=True).astype(np.float64)
        shifted = y - y.max(axis=1, keepdims=True)
        return float((np.log(np.exp(shifted).sum(axis=1)) - shifted.mean(axis=1)).mean())

    chance = float(np.log(case.classes))
    others = []
    for seed in range(10):
        network, rng = copy.deepcopy(start), np.random.default_rng(seed)
        for param in network.params.values():
            if param.ndim in (2, 4):
                param[...] = he(param.shape, rng, dtype=np.float64)
        others.append(loss(network))
    limit = chance + ROOM * max(max(others) - chance, 0.05)
    value = loss(start)
    he_gives = f"He {min(others):.3f} - {max(others):.3f}"
    told = f"<= {limit:.3g}, {he_gives}, log {case.classes} = {chance:.3f}"
    return Finding("first-loss", not value <= limit, value, told)


def check_loss(case: Case) -> Iterator[Finding]:
    """Look at the loss by itself."""
    x, t = case.some
    y = copy.deepcopy(case.start or case.trainer.network).forward(x.copy())  # later, it may be NaN
    loss = case.trainer.network.loss_function
    if case.is_softmax and y.shape[1] > 1:
        sums = abs(y.sum(axis=1, dtype=np.float64) - 1) < 1e-3
        share = float(((y >= 0).all(axis=1) & sums).mean())
        yield Finding("softmax-twice", share > 0.5, share, "<= 50 %")
    n = min(len(x), max(2, case.trainer.batch_size))
    together = copy.deepcopy(loss).forward(y[:n], t[:n])
    alone = [copy.deepcopy(loss).forward(y[i : i + 1], t[i : i + 1]) for i in range(n)]
    if together != 0:  # alone, every sample may have a loss of 0: softmax of one row along axis 0
        ratio = float(together / np.mean(alone)) if np.mean(alone) != 0 else np.inf
        yield Finding("loss-not-mean", not abs(ratio - 1) <= 0.01, ratio, "0.99 - 1.01", f"N = {n}")


def check_layers(case: Case) -> Iterator[Finding]:
    """Look at what each layer makes of some samples."""
    passed = case.passed
    written = max(passed, key=lambda one: one.written)
    yield Finding("writes-into-input", written.written > 0, written.written, "0 %", _name(written))
    dtype = case.x.dtype
    wide = next((one for one in passed if one.y.dtype != one.x.dtype), passed[-1])
    yield Finding(
        "types-mixed",
        wide.y.dtype != dtype,
        wide.y.dtype.itemsize,
        str(dtype.itemsize),
        _name(wide),
    )
    dead = [(_dead(one), _name(one)) for one in passed if isinstance(one.layer, ReLU | LeakyReLU)]
    if dead:
        share, place = max(dead)
        limit = f"<= {percent(DEAD)}"
        yield Finding("dead-units", share > DEAD, share, limit, place)
    flat = [(_flat(one), _name(one)) for one in passed if isinstance(one.layer, Sigmoid | Tanh)]
    if flat:
        share, place = max(flat)
        limit = f"<= {percent(FLAT)}"
        yield Finding("saturation", share > FLAT, share, limit, place)
    slopes = [float(np.mean(values)) for values in case.steps.slopes.values()]
    if len(slopes) > 1 and slopes[-1] > 0:
        ratio = slopes[0] / slopes[-1]
        names = list(case.steps.slopes)
        place = f"{names[0]} / {names[-1]}"
        yield Finding("gradient-vanishes", ratio < FADED, ratio, f">= {FADED:g}", place)


def _name(one: Passed) -> str:
    return f"{one.place} {type(one.layer).__name__}"


def _dead(one: Passed) -> float:
    """Share of units, or channels, of a ReLU that no sample makes fire."""
    axes = (0, *range(2, one.x.ndim))
    return float((one.x <= 0).all(axis=axes).mean())


def _flat(one: Passed) -> float:
    """Share of activations with a slope below 1 % of the largest."""
    if isinstance(one.layer, Tanh):
        slope = 1 - (one.y / one.layer.amplitude) ** 2
    else:
        slope = 4 * one.y * (1 - one.y)
    return float((slope < 0.01).mean())


def check_gradients(case: Case) -> Iterator[Finding]:
    """Compare gradients with numerical ones, at a sample of the weights."""
    network = copy.deepcopy(case.start or case.trainer.network)  # later, it may be dead
    x, t = case.some[0][:FEW].copy(), case.some[1][:FEW]
    _, first = copy.deepcopy(network).gradients(x.copy(), t)
    again = copy.deepcopy(network)
    again.gradients(x.copy(), t)
    if not any(_draws(layer) for _, layer in again.walk()):  # dropout draws anew
        _, second = again.gradients(x.copy(), t)
        size = sum(float((g.astype(np.float64) ** 2).sum()) for g in first.values())
        both = sum(float((second[n].astype(np.float64) * g).sum()) for n, g in first.items())
        if size > 0:
            ratio = both / size
            yield Finding("gradients-pile-up", abs(ratio - 1) > 0.1, ratio, "0.9 - 1.1")
    ratios = _ratios(network, x.astype(np.float64), t)
    if ratios:
        yield _judged(ratios, len(x))


def _draws(layer: object) -> bool:
    """Whether a layer draws random numbers."""
    return any(isinstance(value, np.random.Generator) for value in vars(layer).values())


def _ratios(network: Sequential, x: Array, t: Labels) -> dict[str, tuple[float, bool]] | None:
    """Gradient over numerical gradient of each parameter that has one, and whether it is wrong."""
    for _, layer in network.walk():
        for kind in (layer.params, layer.buffers):
            for name, array in kind.items():
                kind[name] = array.astype(np.float64, order="C")
    probe = copy.deepcopy(network)
    if probe.forward(x.copy(), train=True).dtype != np.float64:
        return None
    _, grads = copy.deepcopy(network).gradients(x.copy(), t)

    def loss() -> float:
        return copy.deepcopy(network).loss(x.copy(), t, train=True)

    rng, h, here = np.random.default_rng(0), 1e-5, loss()
    found: dict[str, tuple[float, bool]] = {}
    largest = max(float(abs(g).max()) for g in grads.values())
    for name, param in network.params.items():
        g, flat = grads[name].ravel(), param.reshape(-1)
        chosen = {*abs(g).argsort()[-3:].tolist(), *rng.integers(0, g.size, 4).tolist()}
        numerical = {}
        for i in chosen:
            old = flat[i]
            flat[i] = old + h
            up = (loss() - here) / h
            flat[i] = old - h
            down = (here - loss()) / h
            flat[i] = old
            if abs(up - down) <= 0.01 * max(abs(up), abs(down)) + 1e-9:  # no kink, where none is
                numerical[i] = (up + down) / 2  # right: a bias of 0 over a black background, say
        pairs = [(float(g[i]), n) for i, n in numerical.items()]
        clear = [(a, n) for a, n in pairs if max(abs(a), abs(n)) > max(1e-7, 1e-4 * largest)]
        wrong = [(a, n) for a, n in clear if abs(a - n) > WRONG * max(abs(a), abs(n))]
        if clear:  # one by one they may be wrong although the ratio is right
            size = sum(n * n for _, n in clear)
            ratio = sum(a * n for a, n in clear) / size if size > 0 else np.inf
            found[name] = ratio, 2 * len(wrong) > len(clear)
    return found


def _judged(ratios: dict[str, tuple[float, bool]], n: int) -> Finding:
    """What the wrong gradients have in common."""
    limit = f"{1 - WRONG:g} - {1 + WRONG:g}"
    wrong = {name: ratio for name, (ratio, ill) in ratios.items() if ill}
    if not wrong:
        name, (ratio, _) = max(ratios.items(), key=lambda item: abs(item[1][0] - 1))
        return Finding("gradient-check", False, ratio, limit, name)
    everywhere = len(wrong) == len(ratios)
    averaged = [name for name, ratio in wrong.items() if abs(ratio * n - 1) < 0.01]
    last = list(wrong)[-1]  # the mistake lies in this layer or behind it
    if everywhere and len(averaged) == len(wrong):
        return Finding("gradient-per-sample", True, wrong[last] * n, f"{n}", last)
    if everywhere and all(abs(ratio / n - 1) < 0.01 for ratio in wrong.values()):
        return Finding("gradient-times-n", True, wrong[last] / n, f"{1 / n:g}", last)
    if len(averaged) == len(wrong) and all(name.endswith(".b") for name in wrong):
        return Finding("bias-averaged", True, wrong[last] * n, f"{n}", last)
    return Finding("gradient-check", True, wrong[last], limit, last)


def check_modes(case: Case) -> Iterator[Finding]:
    """Compare inference with itself, and with training."""
    network, (x, t) = case.network(), case.some
    few = x[:40]
    first, second = network.forward(few.copy()).copy(), network.forward(few.copy()).copy()
    random = apart(first, second)
    yield Finding("inference-random", random > SAME, random, f"<= {SAME:g}")
    if random <= SAME:
        pairs = [network.forward(few[i : i + 2].copy()).copy() for i in range(0, len(few), 2)]
        value = apart(first, np.concatenate(pairs))
        yield Finding("inference-needs-batch", value > SAME, value, f"<= {SAME:g}")
        yield from _scales(case)
        yield from _blind(case)
    if case.classifies and case.trainer.history:
        yield _worse(case, x, t)


def _scales(case: Case) -> Iterator[Finding]:
    """Mean output of training over that of inference, in layers that differ in the two."""
    found = []
    for one in case.passed:
        layer = copy.deepcopy(one.layer)
        vars(layer).pop("forward", None)
        if not _draws(layer) or rms(one.y) == 0:
            continue
        y = one.y.astype(np.float64)
        mean = sum(layer.forward(one.x.copy(), True).astype(np.float64) for _ in range(DRAWS))
        found.append((float((mean / DRAWS * y).sum() / (y * y).sum()), _name(one)))
    if found:
        ratio, place = max(found, key=lambda pair: abs(pair[0] - 1))
        limit = f"{1 - SCALE:g} - {1 + SCALE:g}"
        yield Finding("scale-differs", abs(ratio - 1) > SCALE, ratio, limit, place)


def _blind(case: Case) -> Iterator[Finding]:
    """How far the answers of training are from one another, against those of inference."""
    network, size = copy.deepcopy(case.start or case.trainer.network), case.trainer.batch_size
    x = case.some[0][: max(40, min(size, len(case.some[0])))]
    inference = network.forward(x.copy()).copy()
    parts = [x[i : i + size].copy() for i in range(0, len(x) - min(size, len(x)) + 1, size)]
    training = np.concatenate([network.forward(part, True) for part in parts])
    spread = rms(inference - inference.mean(axis=0))
    if spread > 0 and len(training) > 1:
        value = rms(training - training.mean(axis=0)) / spread
        yield Finding("training-blind", value < BLIND, value, f">= {BLIND:g}", f"N = {size}")


def _worse(case: Case, x: Array, t: Labels) -> Finding:
    """Accuracy on training samples in the mode of training, less that of inference."""
    inference = case.accuracy(case.network(), x, t)
    network, size = case.network(), case.trainer.batch_size
    counted = len(x) - len(x) % size if len(x) >= size else len(x)
    right = [
        case.accuracy(network, x[i : i + size], t[i : i + size], True) * len(x[i : i + size])
        for i in range(0, counted, size)
    ]
    value = sum(right) / counted - inference
    limit = f"<= {percent(WORSE)}"
    return Finding("inference-worse", value > WORSE, value, limit)
