"""The optimisers' formulas, written out by hand; and what comes of known mistakes.

Each rule is a function of the settings `h`, of what it remembers of one parameter `s`, the
parameter `p`, its gradient `g` and the step `t`, from 1. It returns the parameter after the step.
Nothing is done in place, and nothing is shared, so that each line can be compared with a formula.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lesson_code._types import Array

State = dict[str, Any]
Rule = Callable[[Mapping[str, float], State, Array, Array, int], Array]


def sgd(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
    return p - h["lr"] * g


def _velocity(sign: float = 1.0, old: bool = False, lr: str = "inside") -> Rule:
    """v = mu v - lr g, p = p + v; `old` moves by the velocity of before."""

    def rule(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
        before = s.get("v", np.zeros_like(p))
        step = {"inside": h["lr"], "twice": h["lr"] ** 2, "never": 1.0}[lr] * g
        s["v"] = h["momentum"] * before - step
        return p + sign * (before if old else s["v"])

    return rule


def _outside(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
    s["v"] = h["momentum"] * s.get("v", np.zeros_like(p)) + g
    return p - h["lr"] * s["v"]


def _damped(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
    s["v"] = h["momentum"] * s.get("v", np.zeros_like(p)) + (1 - h["momentum"]) * g
    return p - h["lr"] * s["v"]


def _velocity_of_difference(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
    s["v"] = h["momentum"] * s.get("v", np.zeros_like(p)) - (h["lr"] - g)
    return p + s["v"]


def _all_kept(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
    s["v"] = s.get("v", np.zeros_like(p)) - h["lr"] * g
    return p + s["v"]


def nesterov(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
    s["v"] = h["momentum"] * s.get("v", np.zeros_like(p)) - h["lr"] * g
    return p + h["momentum"] * s["v"] - h["lr"] * g


def _nesterov_of_2016(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
    """As the Japanese book had it until January 2021: the velocity changed before it was used."""
    s["v"] = h["momentum"] * s.get("v", np.zeros_like(p)) - h["lr"] * g
    return p + h["momentum"] ** 2 * s["v"] - (1 + h["momentum"]) * h["lr"] * g


def _lr_less_gradient(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
    return p - (h["lr"] - g)


def _uphill(rule: Rule) -> Rule:
    def turned(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
        return 2 * p - rule(h, s, p, g, t)

    return turned


def _divided(step: Array, h: Array, eps: float, place: str, lr: float, p: Array) -> Array:
    """The step over the root, with eps in one of the places where it is met."""
    with np.errstate(all="ignore"):
        if place == "inside":
            return p - lr * step / np.sqrt(h + eps)
        if place == "square inside":
            return p - lr * step / np.sqrt(h + eps**2)
        if place == "after, with lr":
            return p - lr * (step / np.sqrt(h) + eps)
        if place == "after":  # a pair of parentheses is missing
            return p - (lr * step / np.sqrt(h) + eps)
        if place == "parameter":
            return p - lr * step / np.sqrt(h) + eps
        if place == "largest":
            return p - lr * step / np.maximum(np.sqrt(h), eps)
        if place == "no-root":
            return p - lr * step / (h + eps)
        if place == "lr-less":
            return p - (lr - step / (np.sqrt(h) + eps))
        if place == "nothing":
            return p - lr * step / np.sqrt(h)
        return p - lr * step / (np.sqrt(h) + eps)


def _sum(place: str = "outside", square: bool = True, keep: bool = True) -> Rule:
    """AdaGrad."""

    def rule(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
        more = g * g if square else np.abs(g)
        s["h"] = s.get("h", np.zeros_like(p)) + more if keep else more
        return _divided(g, s["h"], h["eps"], place, h["lr"], p)

    return rule


def _mean(
    place: str = "outside",
    square: bool = True,
    start: str = "0",
    shares: str = "usual",
    corrected: bool = False,
) -> Rule:
    """RMSProp."""

    def rule(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
        rho = h["decay"]
        more = g * g if square else np.abs(g)
        old = s.get("h")
        if old is None:
            old = np.ones_like(p) if start == "1" else np.zeros_like(p)
            if start == "share":
                old = (1 - rho) * more
            if start == "g^2":
                s["h"] = more
                return _divided(g, more, h["eps"], place, h["lr"], p)
        kept, new = {
            "usual": (rho, 1 - rho),
            "turned": (1 - rho, rho),
            "twice": (rho, (1 - rho) ** 2),
            "undivided": (rho, 1.0),
            "sum": (1.0, 1 - rho),
        }[shares]
        s["h"] = kept * old + new * more
        v = s["h"] / (1 - rho**t) if corrected else s["h"]
        return _divided(g, v, h["eps"], place, h["lr"], p)

    return rule


def _moments(
    place: str = "outside",
    square: bool = True,
    correct: str = "mv",
    start: str = "0",
    clock: str = "steps",
    swapped: bool = False,
    keep: str = "both",
) -> Rule:
    """Adam."""

    def rule(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
        b1, b2 = h["beta1"], h["beta2"]
        if swapped:
            b1, b2 = b2, b1
        more = g * g if square else np.abs(g)
        m, v = s.get("m"), s.get("v")
        if m is None or v is None or keep == "nothing":
            m, v = np.zeros_like(p), np.zeros_like(p)
            if start == "g^2":
                m, v = g, more
            elif start == "v at g^2":
                v = more
        s["m"], s["v"] = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * more
        t = {"steps": t, "stuck": 1, "from 0": t - 1, "one more": t + 1}[clock]
        with np.errstate(all="ignore"):
            first = np.float64(1 - b1**t) if "m" in correct else 1.0
            second = np.float64(1 - b2**t) if "v" in correct else 1.0
            if correct == "both by beta1":
                first = second = np.float64(1 - b1**t)
            if place == "uncorrected":  # eps beside the root of v itself
                return p - h["lr"] * np.sqrt(second) / first * s["m"] / (np.sqrt(s["v"]) + h["eps"])
            return _divided(s["m"] / first, s["v"] / second, h["eps"], place, h["lr"], p)

    return rule


def _decayed(rule: Rule, where: str = "weights", how: str = "apart") -> Rule:
    """AdamW: a share of each weight goes, apart from the gradient."""

    def with_decay(h: Mapping[str, float], s: State, p: Array, g: Array, t: int) -> Array:
        decays = p.ndim > 1 or where == "all"
        if not decays:
            return rule(h, s, p, g, t)
        if how == "in the gradient":
            return rule(h, s, p, g + h["weight_decay"] * p, t)
        share = h["weight_decay"] * (1.0 if how == "without lr" else h["lr"])
        return rule(h, s, p, g, t) - share * p

    return with_decay


RIGHT: dict[str, dict[str, Rule]] = {
    "sgd": {"": sgd},
    "momentum": {"": _velocity(), "momentum-outside": _outside, "momentum-damped": _damped},
    "nesterov": {"": nesterov},
    "adagrad": {
        "": _sum(),
        "eps-inside-note": _sum("inside"),
        "eps-inside-note ": _sum("square inside"),
    },
    "rmsprop": {
        "": _mean(),
        "eps-inside-note": _mean("inside"),
        "eps-inside-note ": _mean("square inside"),
        "rmsprop-corrected": _mean(corrected=True),
    },
    "adam": {"": _moments(), "eps-uncorrected": _moments("uncorrected")},
    "adamw": {
        "": _decayed(_moments()),
        "decays-biases": _decayed(_moments(), "all"),
        "eps-uncorrected": _decayed(_moments("uncorrected")),
    },
}
"""By kind, the formula under "", and those that are right, too, under what there is to say."""

_DIVISIONS = {
    "eps-added-to-step": "after",
    "eps-added-to-step ": "after, with lr",
    "eps-added-to-parameter": "parameter",
    "eps-largest": "largest",
    "no-root": "no-root",
    "eps-missing-in-step": "nothing",
    "lr-less-gradient": "lr-less",
}

WRONG: dict[str, dict[str, Rule]] = {
    "sgd": {
        "uphill": _uphill(sgd),
        "no-rate": lambda h, s, p, g, t: p - g,
        "rate-twice": lambda h, s, p, g, t: p - h["lr"] ** 2 * g,
        "lr-less-gradient": _lr_less_gradient,
        "replaces": lambda h, s, p, g, t: -h["lr"] * g,
    },
    "momentum": {
        "uphill": _velocity(-1.0),
        "old-velocity": _velocity(old=True),
        "rate-twice": _velocity(lr="twice"),
        "no-rate": _velocity(lr="never"),
        "all-kept": _all_kept,
        "lr-less-gradient": _velocity_of_difference,
        "lr-less-gradient ": _lr_less_gradient,
    },
    "nesterov": {
        "nesterov-of-2016": _nesterov_of_2016,
        "uphill": _uphill(nesterov),
    },
    "adagrad": {
        **{name: _sum(place) for name, place in _DIVISIONS.items()},
        "uphill": _uphill(_sum()),
        "no-square": _sum(square=False),
        "forgets": _sum(keep=False),
    },
    "rmsprop": {
        **{name: _mean(place) for name, place in _DIVISIONS.items()},
        "uphill": _uphill(_mean()),
        "starts-at-square": _mean(start="g^2"),
        "starts-at-square ": _mean("inside", start="g^2"),
        "starts-at-one": _mean(start="1"),
        "shares-turned": _mean(shares="turned"),
        "share-twice": _mean(shares="twice"),
        "share-again": _mean(start="share"),
        "share-missing": _mean(shares="undivided"),
        "never-forgets": _mean(shares="sum"),
        "no-square": _mean(square=False),
    },
    "adam": {
        **{name: _moments(place) for name, place in _DIVISIONS.items()},
        "eps-inside-root": _moments("inside"),
        "uphill": _uphill(_moments()),
        "no-square": _moments(square=False),
        "no-correction": _moments(correct=""),
        "v-not-corrected": _moments(correct="m"),
        "m-not-corrected": _moments(correct="v"),
        "corrected-by-beta1": _moments(correct="both by beta1"),
        "starts-at-square": _moments(start="g^2"),
        "starts-at-square ": _moments(start="v at g^2"),
        "starts-at-square  ": _moments(start="g^2", correct=""),
        "starts-at-square   ": _moments(start="v at g^2", correct="m"),
        "t-stuck": _moments(clock="stuck"),
        "t-from-0": _moments(clock="from 0"),
        "t-one-more": _moments(clock="one more"),
        "betas-swapped": _moments(swapped=True),
        "forgets": _moments(keep="nothing"),
    },
    "adamw": {
        "decay-in-gradient": _decayed(_moments(), how="in the gradient"),
        "decay-in-gradient ": _decayed(_moments(), "all", "in the gradient"),
        "decay-without-rate": _decayed(_moments(), how="without lr"),
        "decay-without-rate ": _decayed(_moments(), "all", "without lr"),
        "decay-missing": _moments(),
    },
}
"""By kind, what mistakes give; a name may stand more than once, with spaces behind it."""
