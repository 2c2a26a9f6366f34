"""Whether steps are of a good size, and what the training has come to."""

import copy
import math
from collections.abc import Iterator

import numpy as np

from lesson_code.clinic._case import MANY, Case, rms, weight_size
from lesson_code.clinic.findings import Finding, percent
from lesson_code.optimizers import Adam, Momentum

LARGE, SMALL = 0.2, 1e-5  # update over weight in a step
FIRST = 0.5  # the same, of the first step
WITHERED = 0.1
HEART = 16  # images to learn by heart
HEART_STEPS = 200
HEART_RIGHT = 0.75
ONE = 0.95  # of all answers
FITS = 0.5  # more test images right if all answers are moved


def check_steps(case: Case) -> Iterator[Finding]:
    """Look at a few training steps of a copy."""
    yield from _direction(case)
    steps = case.steps
    lost = [loss for loss in steps.losses if not math.isfinite(loss)]
    if steps.losses:
        value = lost[0] if lost else steps.losses[-1]
        yield Finding("loss-not-finite", bool(lost), value, "< inf")
    if lost:
        return
    ratios = {name: float(np.mean(values)) for name, values in steps.ratios.items()}
    moved = {name: float(np.mean(values)) for name, values in steps.slopes.items()}
    still = [name for name, ratio in ratios.items() if ratio == 0 and moved[name] > 0]
    least = min(ratios, key=lambda name: ratios[name], default="")
    if ratios:
        place = still[0] if still else least
        yield Finding("frozen", bool(still), ratios[place], "> 0", place)
        most = max(ratios, key=lambda name: ratios[name])
        yield Finding("rate-too-large", ratios[most] > LARGE, ratios[most], f"<= {LARGE:g}", most)
        slow = ratios[most] < SMALL and moved[most] > SMALL and not _has_learned(case)
        yield Finding("rate-too-small", slow, ratios[most], f">= {SMALL:g}", most)
    if steps.standing:
        stands = [name for name, still in steps.standing.items() if still]
        limit, place = "> 0", stands[0] if stands else ""
        value = len([one for one in steps.standing.values() if not one]) / len(steps.standing)
        yield Finding("statistics-stand-still", bool(stands), value, limit, place)
    if case.start is not None and case.trainer.optimizer.weight_decay > 0:
        yield from _withered(case)


def _direction(case: Case) -> Iterator[Finding]:
    """Two updates with one gradient, by an optimiser that has forgotten all that was before."""
    network = copy.deepcopy(case.start or case.trainer.network)
    optimizer = copy.deepcopy(case.trainer.optimizer)
    optimizer.state, optimizer.t = {}, 0
    size = case.trainer.batch_size
    x, t = case.some[0][:size].copy(), case.some[1][:size]
    _, grads = network.gradients(x, t)
    params = {name: array.astype(np.float64) for name, array in network.params.items()}
    grads = {name: grad.astype(np.float64) for name, grad in grads.items()}
    before = {name: array.copy() for name, array in params.items()}
    try:
        optimizer.update(params, grads)
    except RuntimeError:  # no parameter moved at all
        return
    first = {name: params[name] - before[name] for name in params}
    before = {name: array.copy() for name, array in params.items()}
    optimizer.update(params, grads)
    second = {name: params[name] - before[name] for name in params}
    ratios = {
        name: rms(change) / weight_size(network.params[name])
        for name, change in first.items()
        if weight_size(network.params[name]) > 0
    }
    if ratios:
        most = max(ratios, key=lambda name: ratios[name])
        yield Finding("first-step", ratios[most] > FIRST, ratios[most], f"<= {FIRST:g}", most)
    g = np.concatenate([grad.ravel() for grad in grads.values()])
    step = np.concatenate([change.ravel() for change in first.values()])
    if optimizer.weight_decay == 0 and rms(g) > 0 and rms(step) > 0:
        cosine = float((g @ step) / (np.linalg.norm(g) * np.linalg.norm(step)))
        yield Finding("uphill", cosine > 0, cosine, "<= 0")
    if isinstance(optimizer, Momentum) and optimizer.weight_decay == 0 and rms(step) > 0:
        next_step = np.concatenate([change.ravel() for change in second.values()])
        ratio = float(np.linalg.norm(next_step) / np.linalg.norm(step))
        # plain momentum takes 1 + m times the first step; Nesterov's a little less
        limit = 1 + optimizer.momentum / 4
        yield Finding("momentum-forgets", ratio < limit, ratio, f">= {limit:g}")


def _withered(case: Case) -> Iterator[Finding]:
    """Size of all weights, over that at the start."""
    network, start = case.trainer.network, case.start
    assert start is not None
    names = [name for name, array in start.params.items() if array.ndim in (2, 4)]
    ratios = {
        name: rms(network.params[name]) / rms(start.params[name])
        for name in names
        if rms(start.params[name]) > 0
    }
    if ratios:
        name = min(ratios, key=lambda name: ratios[name])
        yield Finding(
            "weights-withered", ratios[name] < WITHERED, ratios[name], f">= {WITHERED:g}", name
        )


def _entropy(case: Case) -> float:
    """Loss of a network that knows the shares of the classes."""
    shares = np.bincount(case.numbers(case.t), minlength=case.classes) / len(case.t)
    shares = shares[shares > 0]
    return -float((shares * np.log(shares)).sum())


def _has_learned(case: Case) -> bool:
    """Whether the history shows learning, or has nothing to say."""
    history = case.trainer.history
    if not history or not case.classifies:
        return True
    accuracy = history[-1].train_accuracy
    return accuracy is not None and accuracy > 0.5


def check_results(case: Case) -> Iterator[Finding]:
    """Look at what the training has come to, and whether it could come to anything."""
    if not case.classifies:
        return
    yield _by_heart(case)
    history = case.trainer.history
    if not history:
        return
    if case.is_softmax and case.classes > 1:
        entropy = _entropy(case)
        loss = history[-1].loss
        limit = f"< {entropy:.4f}"
        yield Finding("learned-nothing", not loss < entropy - 0.005, loss, limit)
    x, t = case.some
    if case.x_test is not None and case.t_test is not None:
        chosen = case.rng.permutation(len(case.x_test))[: 5 * MANY]
        x, t = case.x_test[chosen], case.t_test[chosen]
    t = case.numbers(t)
    answers = case.network().forward(x.copy()).argmax(axis=1)
    counts = np.bincount(answers, minlength=case.classes)
    share = float(counts.max() / len(answers))
    most = float(np.bincount(t).max() / len(t))
    limit = f"<= {percent(ONE)}"
    place = f"{counts.argmax()}" if share > ONE else ""
    yield Finding("one-answer", share > ONE and most < ONE, share, limit, place)
    if case.x_test is not None:
        moved = [float(((answers + k) % case.classes == t).mean()) for k in range(case.classes)]
        best = int(np.argmax(moved))
        gain = moved[best] - moved[0]
        place = f"{best:+d}" if best else ""
        limit = f"<= {100 * (moved[0] + FITS):.3g} %"
        yield Finding("labels-shifted", gain > FITS, moved[best], limit, place)


def _by_heart(case: Case) -> Finding:
    """Learn some images by heart, with an optimiser that finds its own way."""
    network, optimizer = case.network(), Adam(0.003)
    x, t = case.some[0][:HEART], case.some[1][:HEART]
    share = 0.0
    for step in range(HEART_STEPS):
        loss, grads = network.gradients(x.copy(), t)
        if not math.isfinite(loss):
            break
        try:
            optimizer.update(network.params, grads)
        except RuntimeError:
            break
        if step % 10 == 9:
            share = case.accuracy(copy.deepcopy(network), x, t)
            share = max(share, case.accuracy(copy.deepcopy(network), x, t, True))
            if share == 1:
                break
    limit = f">= {percent(HEART_RIGHT)}"
    return Finding("by-heart", share < HEART_RIGHT, share, limit)
