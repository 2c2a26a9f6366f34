"""Grading a check: it has to pass right layers, and to find the mistakes planted in others.

Whoever writes a test may plant mistakes in the program and count which of them the test finds. This
is mutation testing: R. A. DeMillo, R. J. Lipton and F. G. Sayward, "Hints on Test Data Selection:
Help for the Practicing Programmer", Computer 11 (4), 1978, pages 34 to 41.
"""

import contextlib
import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lesson_code.exercises.grading import Problem, Watched, line_of

OWN_MISTAKES = (NameError, ImportError)  # no layer brings a check to these


@dataclass(frozen=True)
class Planted:
    """A layer with one mistake in it.

    Args:
        kind: its class.
        group: where the mistake is, in the learner's language.
        what: what is wrong; said once it has been found.
        hint: what would show it; said as long as it lives.
        points: how many percentage points of test accuracy a training loses by it; None where the
            training ends in an error.
    """

    kind: type
    group: str
    what: str
    hint: str
    points: float | None


@dataclass(frozen=True)
class _Verdict:
    """What a check makes of a layer; nothing, where it passes it."""

    said: str = ""
    error: Exception | None = None
    made: int = 0  # how many layers it has made
    printed: bool = False

    @property
    def found(self) -> bool:
        return bool(self.said) or self.error is not None


def grade_check(
    answer: Watched,
    right: Mapping[str, type],
    planted: Sequence[Planted],
    say: Callable[..., str],
) -> Iterator[str]:
    """Grade a learner's `check(Layer)`; for an exercise's `check.py`, with `yield from`.

    The learner's function finds a mistake by any exception, usually that of an `assert`, or by
    returning a sentence. Each time it is handed a class as its own.

    Args:
        answer: the learner's program.
        right: classes of layers that are right, by what to call them.
        planted: those with a mistake.
        say: as the check is given it.

    Yields:
        The titles of the steps.

    Raises:
        Problem: if a right layer is condemned, or a mistake lives.
    """
    check = answer.check
    arrays = {
        name: value.copy()
        for name, value in vars(answer.watched_target).items()
        if isinstance(value, np.ndarray) and value.flags.writeable
    }

    def examine(kind: type) -> _Verdict:
        verdict = _examine(check, kind)
        for name, value in arrays.items():  # a faulty layer may have written into them
            vars(answer.watched_target)[name][...] = value
        return verdict

    yield say(
        en="It passes correct layers, however they are written",
        ja="正しい層は、どう書いてあっても通す",
    )
    condemned = {name: v for name, kind in right.items() if (v := examine(kind)).found}
    if condemned:
        name, verdict = next(iter(condemned.items()))
        raise _condemns(name, verdict, every=len(condemned) == len(right))

    yield say(en="It finds mistakes", ja="間違いを見つける")
    verdicts = [examine(one.kind) for one in planted]
    for verdict in verdicts:
        if isinstance(verdict.error, OWN_MISTAKES):
            raise _own_mistake(verdict.error)
    found = [verdict.found for verdict in verdicts]
    if not any(found):
        raise _finds_nothing(verdicts)
    name, kind = next(iter(right.items()))
    if (verdict := examine(kind)).found:
        raise Problem(
            en=f"Your check passed a correct layer ({name}) at first, but not after the faulty "
            f"ones: {verdict.said}. Each call of `check` has to begin anew, with arrays of its "
            "own.",
            ja=f"正しい層（{name}）を、最初は通したのに、間違いのある層のあとでは通しませんでした"
            f"（{verdict.said}）。`check` は、呼ばれるたびに、新しい配列で最初から調べるように"
            "してください。",
        )

    groups = list(dict.fromkeys(one.group for one in planted))
    alive = [one.group for one, dead in zip(planted, found, strict=True) if not dead]
    for group in groups:
        if group not in alive:
            n = sum(one.group == group for one in planted)
            yield say(
                en=f"{group}: {n} of {n} mistakes found",
                ja=f"{group}：{n} 個中 {n} 個を発見",
            )
    yield say(
        en=f"{sum(found)} of {len(found)} mistakes found",
        ja=f"全部で {len(found)} 個中 {sum(found)} 個を発見",
    )
    if alive:
        raise _report(planted, found, [group for group in groups if group in alive])


def _examine(check: Callable[[type], Any], kind: type) -> _Verdict:
    """Let a check examine a class; it gets one of the same name each time, and its own."""
    made = 0

    class Layer(kind):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            nonlocal made
            made += 1
            super().__init__(*args, **kwargs)

    printed = io.StringIO()
    said: Any = None
    error = None
    try:
        with contextlib.redirect_stdout(printed):
            said = check(Layer)
    except Problem:
        raise
    except Exception as caught:
        error = caught
        said = str(caught) or type(caught).__name__
        if isinstance(caught, AssertionError) and (line := line_of(caught)) and not str(caught):
            said = f"`{line.text}`"
    finally:
        sys.stdout.write(printed.getvalue())
    if said is not None and not isinstance(said, str):
        value = f"{said!r:.60}"
        raise Problem(
            en=f"`check` returned {value}. To report a mistake, raise an error with `assert`, or "
            "return a sentence. To pass a layer, return nothing.",
            ja=f"`check` が {value} を返しました。間違いは、`assert` などで例外を出すか文字列を返し"
            "て知らせます。正しい層なら、何も返さずに終わります。",
        )
    return _Verdict(said or "", error, made, bool(printed.getvalue().strip()))


def _condemns(name: str, verdict: _Verdict, every: bool) -> Problem:
    """What to tell of a check that finds a mistake where there is none."""
    line = None if verdict.error is None else line_of(verdict.error)
    number = None if line is None else line.number
    if verdict.error is not None and not isinstance(verdict.error, AssertionError):
        what = f"{type(verdict.error).__name__}: {verdict.error}"
        at_en = "" if line is None else f" in line {line.number}"
        at_ja = "" if line is None else f" {line.number} 行目で"
        text = "" if line is None else f"\n    {line.text}"
        en = f"Your check stopped{at_en} with {what}, although the layer is correct ({name}).{text}"
        ja = f"正しい層（{name}）を調べている途中で、check が{at_ja}止まりました（{what}）。{text}"
        if isinstance(verdict.error, AttributeError):
            en += "\nWhat a layer keeps for itself may have any name. The task lists what all have."
            ja += (
                "\n層が内部で使うものの名前は、層によって違います。どの層にもあるのは、"
                "課題に書いたものだけです。"
            )
        return Problem(en=en, ja=ja, line=number)
    en = f"Your check calls a correct layer faulty ({name}): {verdict.said}"
    ja = f"正しい層（{name}）を、間違いだと判定しました：{verdict.said}"
    if every:
        en += "\nIt says so of every correct layer, and seems to say it whatever it is given."
        ja += (
            "\nほかの正しい層も、すべて間違いと判定しています。何を渡しても同じ答えになるようです。"
        )
    else:
        en += (
            "\nOther correct layers pass. Sums in another order are rounded differently, so allow "
            "for that, as `np.allclose` does; what the task leaves open may be done in any way."
        )
        ja += (
            "\nほかの正しい層には通ったものもあります。足す順で丸め誤差は変わるので、`np.allclose` "
            "のように、わずかな差を許してください。課題にないことは、どう書いてあってもかまいません。"
        )
    return Problem(en=en, ja=ja, line=number)


def _own_mistake(error: Exception) -> Problem:
    """What to tell of a check that stops by its own fault, at a faulty layer of all."""
    line = line_of(error)
    at_en = "" if line is None else f" in line {line.number}"
    at_ja = "" if line is None else f" {line.number} 行目で"
    text = "" if line is None else f"\n    {line.text}"
    what = f"{type(error).__name__}: {error}"
    return Problem(
        en=f"At a faulty layer, your check itself stopped{at_en} with {what}. That does not "
        f"count as a find; mend that line.{text}",
        ja=f"間違いのある層を調べている途中で、check 自身が{at_ja}止まりました（{what}）。これは"
        f"発見には数えません。その行を直してください。{text}",
        line=None if line is None else line.number,
    )


def _finds_nothing(verdicts: Sequence[_Verdict]) -> Problem:
    """What to tell of a check that passes everything."""
    n = len(verdicts)
    if not any(verdict.made for verdict in verdicts):
        return Problem(
            en=f"All {n} mistakes live: your check never made a layer. `Layer` is a class; "
            "`layer = Layer(...)` makes one to look at.",
            ja=f"{n} 個の間違いを、すべて見逃しました。check の中で、層が一度も作られていません。"
            "`Layer` はクラスです。`layer = Layer(...)` で層を作り、それを調べてください。",
        )
    if any(verdict.printed for verdict in verdicts):
        return Problem(
            en=f"All {n} mistakes live: your check prints, but it neither raises nor returns "
            "anything. Printing is for people. Write `assert` before what has to hold.",
            ja=f"{n} 個の間違いを、すべて見逃しました。check は表示をするだけで、例外も出さず、"
            "何も返しません。表示では、間違いを知らせたことになりません。成り立つはずのことを "
            "`assert` で確かめてください。",
        )
    return Problem(
        en=f"All {n} mistakes live. Is each `assert` reached, and could what it asserts ever be "
        "false? (In parentheses, `assert (a, b)` is always true.)",
        ja=f"{n} 個の間違いを、すべて見逃しました。どの `assert` も実行されていますか。条件が"
        "偽になることがありえますか（`assert (a, b)` のようにかっこで囲むと、必ず真になります）。",
    )


def _report(planted: Sequence[Planted], found: Sequence[bool], groups: Sequence[str]) -> Problem:
    """Which mistakes have been found and which live, in the groups in which one does."""
    numbered = list(enumerate(zip(planted, found, strict=True), start=1))
    lines: dict[str, list[str]] = {"en": [], "ja": []}
    for group in groups:
        here = [(n, one, dead) for n, (one, dead) in numbered if one.group == group]
        k = sum(dead for _, _, dead in here)
        lines["en"].append(f"\n{group}: {k} of {len(here)} found")
        lines["ja"].append(f"\n{group}：{len(here)} 個中 {k} 個を発見")
        for n, one, dead in here:
            cost = _cost(one.points)
            for language, (name, told) in {
                "en": (("found" if dead else "LIVES"), f"Clue: {one.hint} {cost['en']}"),
                "ja": (("発見" if dead else "見逃し"), f"手がかり：{one.hint}{cost['ja']}"),
            }.items():
                lines[language].append(f"{name}  {n}. {one.what if dead else told}")
    return Problem(en="\n".join(lines["en"]).strip(), ja="\n".join(lines["ja"]).strip())


def _cost(points: float | None) -> dict[str, str]:
    """What a mistake does to a training, in a sentence."""
    if points is None:
        return {
            "en": "(Training with this mistake stops with an error.)",
            "ja": "（この間違いがあると、学習はエラーで止まります。）",
        }
    if abs(points) < 1:
        return {
            "en": "(In training you would hardly notice it.)",
            "ja": "（学習の結果を見ても、気づけません。）",
        }
    if points < 0:
        return {
            "en": f"(In training it even gains {-points:.1f} points of test accuracy.)",
            "ja": f"（学習では、テストの正解率がかえって {-points:.1f} ポイント上がります。）",
        }
    return {
        "en": f"(In training it costs {points:.1f} points of test accuracy.)",
        "ja": f"（学習では、テストの正解率が {points:.1f} ポイント下がります。）",
    }
