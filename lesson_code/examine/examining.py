"""Examine what a program defines: a layer, a loss, an optimiser or a network."""

import contextlib
import inspect
import io
import math
import re
import sys
import types
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from numpy.random import RandomState, set_state  # what programs draw from that seed nothing

from lesson_code._text import one_line
from lesson_code.examine import _arrays, _estimators, _kinds, _losses, _networks, _optimizers
from lesson_code.examine._layers import Examination
from lesson_code.examine._mistakes import WRITES, found
from lesson_code.examine._network_forms import is_network, makes_network
from lesson_code.examine._subjects import Subject
from lesson_code.examine.report import Finding, Report, once
from lesson_code.exercises.grading import Problem, import_program, line_in

KINDS = (*_kinds.KINDS, *_losses.KINDS, *_optimizers.KINDS, _networks.KIND)
"""What `kind` may be: what a piece is meant to be."""

MODULE = "examined"  # the program is imported under this name
# In these names a layer's name, as in NetWithBatchNorm, is that of a part
NETWORKS = re.compile("Net|_net|Model|MLP|Classifier")
LARGEST = 2**16  # numbers in a sample


def sizes_of(text: str) -> tuple[int, ...]:
    """The shape of one sample, as one writes it.

    Args:
        text: such as "784" or "3,32,32".

    Returns:
        The sizes.

    Raises:
        ValueError: if that is no shape, or one of more than 65 536 numbers.

    Examples:
        >>> sizes_of("3,32,32")
        (3, 32, 32)
    """
    parts = text.replace("x", ",").split(",")
    sizes = tuple(int(part) if part.strip().isdecimal() else 0 for part in parts)
    if not all(sizes) or math.prod(sizes) > LARGEST:
        raise ValueError(
            f"{text!r}: expected the sizes of one sample, such as 784 or 3,32,32, {LARGEST} "
            "numbers at most"
        )
    return sizes


def examine_file(
    path: str | Path,
    name: str,
    given: Mapping[str, Any] | None = None,
    kind: str | None = None,
    shape: tuple[int, ...] | None = None,
) -> Report:
    """Run a program, and examine one thing that it defines, or its data.

    Args:
        path: of the program. It is run. For data, it may also be an `.npz` file.
        name: of a class, of a function that makes a layer, loss, optimiser or network, or of a
            function with its backward function beside it: `affine_forward`, or `affine` for both.
            For data, `"x,t"`: the names of inputs and labels, as they are at the program's end;
            those of the test data may follow.
        given: arguments to make it with, by name.
        kind: one of `KINDS`; None for what its name says, or what it does.
        shape: of one sample that goes into a layer; None to try.

    Returns:
        What was found.

    Raises:
        Problem: if it cannot be examined.
    """
    path = str(Path(path).absolute())
    if Path(path).suffix == ".npz":
        return _examine_data(_arrays.load_arrays(path), name, path)
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        set_state(RandomState(0).get_state())  # noqa: NPY002 (the same report each time)
        module, stop = _imported(path)
        try:
            if "," in name:
                report = _examine_data(vars(module), name, path)
            else:
                report = examine(module, _target(module, name, path), name, given, kind, shape)
        except Problem as problem:
            raise stop or problem from None
        if stop is None:
            return report
        note = found("program-stopped", why=stop.texts, line=stop.line)
        return Report(report.subject, (note, *report.findings))


def _examine_data(held: Mapping[str, Any], name: str, path: str) -> Report:
    names = [part.strip() for part in name.split(",")]
    if len(names) not in (2, 4):
        raise Problem(
            en=f"{name!r}: expected the names of two arrays, inputs and labels, or of four, with "
            "those of the test data, such as data.npz:x,t",
            ja=f"{name!r}：入力とラベルの二つの名前を、data.npz:x,t のように指定してください。"
            "テストデータも調べるなら、続けて四つ並べます",
        )
    findings, shapes = _arrays.examine(held, names, Path(path).name)
    subject = {"en": f"data, {shapes}", "ja": f"データ（{shapes}）を調べました。"}
    return Report(subject, tuple(findings))


def examine(
    module: types.ModuleType,
    target: Any,
    name: str,
    given: Mapping[str, Any] | None = None,
    kind: str | None = None,
    shape: tuple[int, ...] | None = None,
) -> Report:
    """Examine a class, a function, or a pair of functions.

    Args:
        module: where it is defined; its random generators are put back before each run.
        target: the class, the function that makes a piece, or the pair forward and backward.
        name: what to call it.
        given: arguments to make it with, by name.
        kind: one of `KINDS`; None for what its name says, or what it does.
        shape: of one sample that goes into a layer; None to try.

    Returns:
        What was found.

    Raises:
        Problem: if it cannot be examined.
    """
    given = dict(given or {})
    target = _with_usual_names(target)
    _check_given(target, name, given)
    what = _what(target, name, given, kind)
    if what == "optimizer":
        kind = kind or _optimizers.kind_of(name)
        findings, seen = _optimizers.examine(module, target, name, given, kind)
        return Report(_subject(name, *seen), once(findings))
    if what in ("network", "estimator"):
        room = _networks if what == "network" else _estimators
        findings, at = room.examine(module, target, name, given, shape)
        return Report(_subject(name, what, None, at), once(findings))
    if what == "loss":
        kind = kind or _losses.kind_of(name)
        findings, seen = _losses.examine(module, target, name, given, kind)
        return Report(_subject(name, *seen), once(findings))
    subject = Subject(name, module, target, given, kind or _kinds.kind_of(name), shape)
    examination = Examination(subject)
    all_found = once(_known(list(examination.findings())))
    shapes = ", ".join(dict.fromkeys(examination.shapes))
    return Report(_subject(name, "layer", subject.kind, shapes), all_found)


def _with_usual_names(target: Any) -> Any:
    """A class with forward_pass and backward_pass, as one with forward and backward."""
    passes = {n: getattr(target, f"{n}_pass", None) for n in ("forward", "backward")}
    if not inspect.isclass(target) or not all(callable(call) for call in passes.values()):
        return target
    return type(target.__name__, (target,), passes)


EXPLAINING = {"own-copy", "not-used", "updates-itself", "running-at-inference", *WRITES}


def _known(findings: list[Finding]) -> list[Finding]:
    """Without differences that have no name, where a mistake was found that makes such ones."""
    if not EXPLAINING & {finding.name for finding in findings}:
        return findings
    follow = ("unknown", "unknown-output", "not-of-this-forward", "after-forward")
    return [finding for finding in findings if finding.name not in (*follow, "second-backward")]


WORDS = {
    "layer": ("a layer", "層"),
    "loss": ("a loss", "損失関数"),
    "optimizer": ("an optimiser", "最適化手法"),
    "network": ("a network", "ネットワーク"),
    "estimator": ("a network with fit and predict", "fit と predict のあるネットワーク"),
}


def _subject(name: str, what: str, kind: str | None, how: str) -> dict[str, str]:
    """What was examined, as what, and at what."""
    en, ja = WORDS[what]
    if what in ("network", "estimator"):
        return {
            "en": f"{name}, {en}, examined at {how}",
            "ja": f"{name}（{ja}、{how}）を調べました。",
        }
    as_en = f"examined as {kind}" if kind else "of a kind that is not known here"
    as_ja = f" {kind} として調べました" if kind else "どの種類か分からないまま調べました"
    more = (f": {how}", f"（{how}）") if how else ("", "")
    return {"en": f"{name}, {en}, {as_en}{more[0]}", "ja": f"{name}（{ja}）を{as_ja}{more[1]}。"}


def _imported(path: str) -> tuple[types.ModuleType, Problem | None]:
    """The program as a module, as far as it came, and what stopped it."""
    if not Path(path).is_file():
        raise Problem(
            en=f"there is no file {path}; expected a program that defines what to examine",
            ja=f"ファイル {path} がありません。調べるものを定義したプログラムを指定してください",
        )
    try:
        return import_program(path, MODULE), None
    except KeyboardInterrupt:
        raise
    except SyntaxError as error:
        raise Problem(
            en=f"Python cannot read line {error.lineno} of {Path(path).name} ({error.msg})",
            ja=f"{Path(path).name} の {error.lineno} 行目をPythonが読めません（{error.msg}）",
            line=error.lineno,
        ) from error
    except BaseException as error:  # its SystemExit, too
        line = line_in(error, path)
        where = "" if line is None else f" in line {line.number}: {line.text}"
        what = f"{type(error).__name__}: {one_line(error)}"
        at = "" if line is None else f" {line.number} 行目で（{line.text}）"
        problem = Problem(
            en=f"{Path(path).name} stopped when it was run ({what}){where}; it is run like any "
            "program that is imported, so put what trains under if __name__ == '__main__':",
            ja=f"{Path(path).name} は動かすと{at}止まりました（{what}）。インポートと同じように"
            "動かすので、学習などは if __name__ == '__main__': の下に書いてください",
            line=None if line is None else line.number,
        )
        problem.__cause__ = error
        return sys.modules[MODULE], problem


def _target(module: types.ModuleType, name: str, path: str) -> Any:
    """What a name means: a class, a function, or two functions that belong together."""
    stem = name.removesuffix("_forward").removesuffix("_naive")
    stem = stem.removesuffix("_forward")
    for end in ("", "_naive", "_fast"):
        forward = getattr(module, f"{stem}_forward{end}", None)
        backward = getattr(module, f"{stem}_backward{end}", None)
        if callable(forward) and callable(backward):
            return forward, backward
    value = getattr(module, name, None)
    if callable(value):
        return value
    here = [
        n
        for n, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", None) == MODULE
    ]
    arrays = _arrays.arrays_of(vars(module))
    if not here:
        pair = ",".join(arrays[:2]) if len(arrays) > 1 else "x,t"
        shown = [*arrays[:8], *(["..."] if len(arrays) > 8 else [])]
        raise Problem(
            en=f"{Path(path).name} defines no class and no function that could be examined. To "
            "check a piece of it, put it into a class with forward and backward. To check whether "
            f"its images and labels belong together, name them: {Path(path).name}:{pair} (arrays "
            f"at its end: {', '.join(shown) or 'none'})",
            ja=f"{Path(path).name} には、調べられるクラスも関数もありません。計算の一部を調べる"
            "には、それを forward と backward のあるクラスにしてください。画像とラベルが合って"
            f"いるかは、{Path(path).name}:{pair} のように、名前を指定してください"
            f"（終了時にある配列：{'、'.join(shown) or 'なし'}）",
        )
    listed = ", ".join(here)
    raise Problem(
        en=f"{Path(path).name} defines no {name!r}; expected a class or a function, and there are: "
        f"{listed}",
        ja=f"{Path(path).name} に {name!r} がありません。あるクラスと関数は、{listed} です",
    )


def _check_given(target: Any, name: str, given: Mapping[str, Any]) -> None:
    """Refuse an argument that the thing does not take."""
    if isinstance(target, tuple) or not given:
        return
    try:
        parameters = inspect.signature(target).parameters
    except (TypeError, ValueError):
        return
    if any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters.values()):
        return
    for argument in given:
        if argument not in parameters:
            raise Problem(
                en=f"--with {argument}: {name} takes no such argument; it takes "
                f"{', '.join(parameters) or 'none'}",
                ja=f"--with {argument}：{name} にその引数はありません。あるのは "
                f"{'、'.join(parameters) or 'なし'} です",
            )


def _what(target: Any, name: str, given: Mapping[str, Any], kind: str | None) -> str:
    """Layer, loss, optimiser or network: as was said, or as its methods or arguments say."""
    if kind == _networks.KIND:
        return "network"
    for what, kinds in (("optimizer", _optimizers.KINDS), ("loss", _losses.KINDS)):
        if kind in kinds:
            return what
    if isinstance(target, tuple):
        return "layer"
    if inspect.isclass(target):
        if kind is None and _estimators.is_estimator(target):
            return "network" if makes_network(target, name, given) else "estimator"
        if _optimizers.is_optimizer(target) and not hasattr(target, "forward"):
            return "optimizer"
        forward = getattr(target, "forward", None)
        if not callable(forward):
            if makes_network(target, name, given):
                return "network"
            raise _not_one(name)
        if _losses.takes_targets(forward, name):
            return "loss"
        layer = _kinds.kind_of(name) is not None and not NETWORKS.search(name)
        if not layer and makes_network(target, name, given):
            return "network"
        return "layer"
    if _optimizers.is_rule(target):
        return "optimizer"
    if _losses.is_function(target):
        return "loss"
    try:
        made = target(**given)
    except TypeError as error:
        raise _not_one(name) from error
    if kind is None and _estimators.is_estimator(made):
        return "network" if is_network(made) else "estimator"
    if _optimizers.is_optimizer(made) and not hasattr(made, "forward"):
        return "optimizer"
    if _losses.takes_targets(getattr(made, "forward", None)):
        return "loss"
    if kind is None and is_network(made):
        return "network"
    if hasattr(made, "forward") or hasattr(made, "backward"):
        return "layer"
    raise _not_one(name)


def _not_one(name: str) -> Problem:
    return Problem(
        en=f"{name} is not recognised; expected a class with forward and backward (a layer or a "
        "loss), with update, step or update_params (an optimiser), with loss and params or with "
        "fit and predict (a network), a function without arguments that makes one, or functions as "
        "in CS231n: affine_forward with affine_backward, softmax_loss(x, y), "
        "sgd_momentum(w, dw, config)",
        ja=f"{name} が何なのか分かりません。forward と backward のあるクラス（層や損失関数）、"
        "update、step、update_params のどれかがあるクラス（最適化手法）、loss と params、または "
        "fit と predict のあるクラス（ネットワーク）、それらを作って返す引数なしの関数、または"
        "CS231nの形の関数（affine_forward と affine_backward、softmax_loss(x, y)、"
        "sgd_momentum(w, dw, config)）を指定してください",
    )
