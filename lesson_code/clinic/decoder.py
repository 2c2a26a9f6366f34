"""What a stuck loss or accuracy says by itself, with nothing but the number at hand.

A network that answers every image with one digit is right as often as that digit occurs. In each
of the parts of MNIST on which programs count, no two digits occur equally often, so that the
accuracy names the digit. The frequencies are counted in the package's own labels.
"""

import functools
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from itertools import zip_longest

import numpy as np

from lesson_code._types import Array
from lesson_code.clinic.findings import Finding, percent
from lesson_code.datasets.mnist import mnist_labels

TRAIN = {"train[:60000]": slice(None), "train[:50000]": slice(50_000)} | {
    "train[:55000]": slice(55_000),
    "train[:10000]": slice(10_000),
}
VALIDATION = {"train[50000:]": slice(50_000, None), "train[55000:]": slice(55_000, None)}
LOG_K = math.log(10)
SOFTMAX_TWICE = math.log(math.e + 9) - 1  # where one of ten probabilities is 1
NEAR_CHANCE = 0.02  # as far from a tenth, which is more than any digit's frequency
MOST_DIGITS = 4  # more would be no answer: the number is too rough


@dataclass(frozen=True)
class Reading:
    """What a line of a log says; None for what it does not.

    Attributes:
        loss: as text, whose digits say how exactly it is known.
        train_accuracy: on training images.
        test_accuracy: on test images.
        accuracy: one for which the log does not say on what it was measured, or which was
            measured on validation images.
    """

    loss: str | None = None
    train_accuracy: str | None = None
    test_accuracy: str | None = None
    accuracy: str | None = None


@functools.cache
def digit_shares() -> Mapping[str, Array]:
    """How frequent each digit of MNIST is, among the images on which programs count.

    Returns:
        Ten shares by the name of the images, such as `"train[:10000]"` or `"test"`.

    Raises:
        DamagedFileError: if the package's labels cannot be read.

    Examples:
        >>> digit_shares()["test"][:2]
        array([0.098 , 0.1135])
    """
    train, test = mnist_labels()
    parts = {name: train[part] for name, part in (TRAIN | VALIDATION).items()} | {"test": test}
    return {name: np.bincount(t, minlength=10) / len(t) for name, t in parts.items()}


def decode(
    loss: str | float | None = None,
    train_accuracy: str | float | None = None,
    test_accuracy: str | float | None = None,
    accuracy: str | float | None = None,
) -> list[Finding]:
    """Say what a loss and accuracies of a training on MNIST are signs of.

    Args:
        loss: mean cross-entropy. A text is taken to be as exact as its digits, a number to four
            places.
        train_accuracy: on training images, a share such as "0.1124" or per cent such as "11.24%".
        test_accuracy: on test images.
        accuracy: on images that nobody names: training, validation or test.

    Returns:
        What is recognised; empty if the numbers are no sign of anything that is known here. Of an
        accuracy, `place` names the digit and the images.

    Raises:
        ValueError: if a number cannot be read, or is out of range.

    Examples:
        >>> [finding.place for finding in decode(train_accuracy="0.112367", test_accuracy="0.1135")]
        ['1: train[:60000] 0.112367, test 0.1135']
        >>> [finding.name for finding in decode(loss="2.3026")]
        ['loss-log-10']
    """
    findings, least = [], 0.0  # share that must be right
    if loss is not None:
        mean, half_unit = _number("loss", loss)
        findings = _of_loss(mean, half_unit)
        if not findings:
            # A wrong answer has a loss of log 2 or more, for the label's p is 1/2 at most
            least = 1 - (mean + half_unit) / math.log(2)
    given = {
        "train_accuracy": train_accuracy,
        "test_accuracy": test_accuracy,
        "accuracy": accuracy,
    }
    shares = {
        kind: _number(kind, value, share=True) for kind, value in given.items() if value is not None
    }
    return findings + (_of_accuracy(shares, least) if shares else [])


def read_log(text: str) -> list[Reading]:
    """Find losses and accuracies in what a training printed, or in a history.json.

    Args:
        text: the log, of this package or of another program.

    Returns:
        A reading for each epoch, as far as the log's order tells; empty if nothing was found.

    Examples:
        >>> read_log("epoch 1/1  loss 2.3012  train accuracy 0.1127  test accuracy 0.1135  9.0 s")
        [Reading(loss='2.3012', train_accuracy='0.1127', test_accuracy='0.1135', accuracy=None)]
        >>> read_log("Epoch 0: 1135 / 10000")
        [Reading(loss=None, train_accuracy=None, test_accuracy=None, accuracy='0.1135')]
    """
    found: dict[str, list[str]] = {"loss": [], "train": [], "test": [], "other": []}
    text = text.replace("\r", "\n")
    pairs = _PAIR.findall(text)
    found["train"] += [pair[0] for pair in pairs]
    found["test"] += [pair[1] for pair in pairs]
    text = _PAIR.sub("", text)
    for of, value in _LOSS.findall(text):
        if not of.lower().startswith(("test", "val")):  # the training's tells most
            found["loss"].append(value)
    accuracies = [(of.lower()[:3], value) for of, value in _ACCURACY.findall(text)]
    plain = [value for of, value in accuracies if not of]
    # what has no name beside as many others is that on the training images
    of_training = plain and len(plain) in (
        sum(of == "val" for of, _ in accuracies),
        sum(of == "tes" for of, _ in accuracies),
    )
    for of, value in accuracies:
        unnamed = "train" if of_training else "other"
        found[{"tra": "train", "tes": "test", "": unnamed}.get(of, "other")].append(value)
    for right, all_of_them in _COUNT.findall(text):
        if int(all_of_them) > 0 and int(right) <= int(all_of_them):
            found["other"].append(f"{int(right) / int(all_of_them):.{len(all_of_them)}g}")
    return [Reading(*row) for row in zip_longest(*found.values())]


_VALUE = r"(\d+(?:\.\d*)?(?:e[-+]?\d+)?%?|\.\d+%?|nan|-?inf)"
_OF = r"(?:\b(train|training|test|validation|valid|val)[ _.-]*)?"
_LOSS = re.compile(rf"{_OF}loss[\s\"'`:=|(]{{1,6}}{_VALUE}(?![\w/])", re.IGNORECASE)
_ACCURACY = re.compile(rf"{_OF}acc(?:uracy)?[\s\"'`:=|(]{{1,6}}{_VALUE}(?![\w/])", re.IGNORECASE)
_PAIR = re.compile(rf"train acc, ?test acc *[|:] *{_VALUE}, *{_VALUE}", re.IGNORECASE)
_COUNT = re.compile(r"\bepoch \d+ ?: ?(\d{1,6}) ?/ ?(\d{3,6})(?![\d.])", re.IGNORECASE)


def _number(name: str, value: str | float, share: bool = False) -> tuple[float, float]:
    """A number, and how far the true one may be from it."""
    text = f"{value:.4f}" if isinstance(value, float) else str(value).strip()
    number, percent = text.removesuffix("%").strip(), text.endswith("%")
    try:
        found = float(number)
    except ValueError as error:
        raise ValueError(
            f"{name}: expected a number such as 2.3026 or 0.1135, got {text!r:.40}"
        ) from error
    mantissa, _, exponent = number.lower().partition("e")
    half_unit = 0.5000001 * 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
    if share and (percent or found > 1):
        found, half_unit = found / 100, half_unit / 100
    if share and not 0 <= found <= 1:
        raise ValueError(f"{name}: expected a share from 0 to 1, or per cent, got {text!r:.40}")
    if share and number in ("0", "1"):
        half_unit = 0.0  # all or none, not a rounded number
    return found, half_unit


def _of_loss(loss: float, half_unit: float) -> list[Finding]:
    """What a loss is a sign of; one that is given too roughly is a sign of nothing."""
    if not math.isfinite(loss):
        return [Finding("loss-nan", True, loss, "< inf")]
    if half_unit > 6e-5:  # the numbers below lie some ten-thousandths apart
        return []
    entropies = {
        name: -float((shares * np.log(shares)).sum()) for name, shares in digit_shares().items()
    }
    fits = [name for name, value in entropies.items() if abs(loss - value) <= half_unit + 5e-5]
    low, high = min(entropies.values()), max(entropies.values())
    if fits or low - 5e-4 <= loss <= high + 5e-4:  # a mean over an epoch is never so exact
        return [Finding("loss-of-shares", True, loss, f"< {low:.4f}", ", ".join(fits))]
    if abs(loss - LOG_K) <= half_unit + 2e-4:
        return [Finding("loss-log-10", True, loss, f"< {LOG_K:.4f}")]
    if abs(loss - SOFTMAX_TWICE) <= half_unit + 5e-4:
        return [Finding("loss-softmax-twice", True, loss, f"< {SOFTMAX_TWICE:.4f}")]
    return []


def _of_accuracy(given: Mapping[str, tuple[float, float]], least: float) -> list[Finding]:
    """Which digit is always answered, by all accuracies; by the loss, `least` should be right."""
    every = digit_shares()
    names = {
        "train_accuracy": list(TRAIN),
        "test_accuracy": ["test"],
        "accuracy": [*TRAIN, *VALIDATION, "test"],
    }
    first = next(iter(given.values()))[0]
    places = []
    for digit in range(10):
        fits = {
            kind: [n for n in names[kind] if abs(every[n][digit] - share) <= half_unit]
            for kind, (share, half_unit) in given.items()
        }
        if all(fits.values()):
            told = (f"{'/'.join(fits[kind])} {given[kind][0]:g}" for kind in given)
            places.append(f"{digit}: {', '.join(told)}")
    limit = f"> {percent(0.1 + NEAR_CHANCE)}"
    if 0 < len(places) <= MOST_DIGITS:
        return [Finding("always-one-digit", True, first, limit, place) for place in places]
    if all(abs(share - 0.1) <= NEAR_CHANCE for share, _ in given.values()):
        if first < least:
            return [Finding("accuracy-against-loss", True, first, f"> {percent(least)}")]
        return [Finding("chance", True, first, limit)]
    return []


def decode_log(text: str) -> list[list[Finding]]:
    """Say what each epoch of a log is a sign of.

    Args:
        text: as for `read_log`.

    Returns:
        What `decode` says of each reading; nothing of one that counts in other units. A digit is
        named only where the epoch before or after it names one, too. Empty if the log holds no
        loss and no accuracy.

    Examples:
        >>> found = decode_log("loss 2.4 test accuracy 0.0980, loss 2.3012 test accuracy 0.1135")
        >>> [digits_answered(epoch) for epoch in found]
        [[0], [1]]
    """
    found = []
    for reading in read_log(text):
        try:
            found.append(decode(*astuple(reading)))
        except ValueError:
            found.append([])
    if len(found) == 1:
        return found
    named = [False, *(bool(digits_answered(findings)) for findings in found), False]
    return [
        findings if before or after else _without_digits(findings)
        for before, findings, after in zip(named, found, named[2:], strict=False)
    ]


def _without_digits(findings: list[Finding]) -> list[Finding]:
    """Chance in place of a digit: one epoch alone may come near some digit's share by luck."""
    rest = [finding for finding in findings if finding.name != "always-one-digit"]
    dropped = [finding for finding in findings if finding.name == "always-one-digit"][:1]
    return rest + [Finding("chance", True, one.value, one.limit) for one in dropped]


def digits_answered(findings: Iterable[Finding]) -> list[int]:
    """The digits that `decode` named.

    Args:
        findings: what it returned.

    Returns:
        Each digit that fits, smallest first.

    Examples:
        >>> digits_answered(decode(test_accuracy="0.1135"))
        [1]
    """
    return sorted({int(f.place[0]) for f in findings if f.name == "always-one-digit"})
