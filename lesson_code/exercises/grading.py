"""What the exercises' checks are made of, and how a check is run: NumPy is all it needs.

A check is a generator in the exercise's `check.py`. It yields the title of each step before it
takes it, calls the learner's functions, and asserts, with a message in both languages:

    def check(answer, say):
        yield say(en="The slope at 0", ja="...")
        got = expect_array(answer.slope(np.zeros(3)), "slope(z)", shape=(3,))
        assert not (got == 1).all(), say(en="1 is the slope of ...", ja="...")

The same check is run by the command line, by the page in the browser, and by the tests.
"""

import contextlib
import difflib
import importlib.util
import inspect
import io
import sys
import traceback
import tracemalloc
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

PRINTED = 4000  # characters kept of what the learner's program prints
ANSWER = "answer"  # the learner's program is imported under this name


class Problem(Exception):  # noqa: N818 (it is the learner's, and no error of ours)
    """Something to tell the learner, in both languages.

    Args:
        en: the sentence in English.
        ja: the sentence in Japanese.
        line: line of the learner's program, where one is to blame.
    """

    def __init__(self, *, en: str, ja: str, line: int | None = None) -> None:
        super().__init__(en)
        self.texts = {"en": en, "ja": ja}
        self.line = line


@dataclass(frozen=True)
class Step:
    """One step of a check.

    Args:
        title: what was looked at, in the learner's language.
        passed: whether it was right.
        message: what is wrong, if something is.
        line: line of the learner's program that it is about, where there is one.
        printed: what the learner's program has printed since the step before.
    """

    title: str
    passed: bool
    message: str = ""
    line: int | None = None
    printed: str = ""


class Line(NamedTuple):
    """A line of the learner's program: its number, from 1, and its text."""

    number: int
    text: str


def grade(
    answer: str, check: str, language: str, values: Mapping[str, Any] | None = None
) -> Iterator[Step]:
    """Run a check on a learner's program; the steps come as they end, up to the first that fails.

    Args:
        answer: path of the learner's program.
        check: path of the exercise's `check.py`.
        language: "ja" or "en".
        values: what was chosen for a variant, which its check is handed.

    Yields:
        The steps: first that the program runs at all, then those of the check.
    """

    def say(*, en: str, ja: str) -> str:
        return ja if language == "ja" else en

    answer, check = str(Path(answer).absolute()), str(Path(check).absolute())
    title = say(en="The program runs", ja="プログラムが動く")
    printed = io.StringIO()
    steps: Iterator[str] | None = None
    while True:
        try:
            with (
                contextlib.redirect_stdout(printed),
                contextlib.redirect_stderr(printed),
                warnings.catch_warnings(),
            ):
                warnings.simplefilter("always")
                if steps is None:
                    program = Watched(import_program(answer, ANSWER))
                    steps = import_program(check, "check").check(program, say, **(values or {}))
                following = next(steps, None)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # the learner's SystemExit too
            problem = _explain(error, answer)
            message = str(error) if problem is None else problem.texts[language]
            line = None if problem is None else problem.line
            yield Step(title, False, message, line, printed.getvalue()[:PRINTED])
            return
        yield Step(title, True, printed=printed.getvalue()[:PRINTED])
        if following is None:
            return
        title = following
        printed.seek(0)
        printed.truncate()


# ---- For checks: what learners' functions are given, and what they give back


class Watched:
    """The learner's program, or an object of a class in it.

    What is missing, or cannot be called as the exercise calls it, is said in a sentence. Arrays
    are handed over read-only, so that whoever writes into an argument is told in which line.

    Args:
        target: the module or object; kept as `watched_target`.
    """

    def __init__(self, target: Any) -> None:
        object.__setattr__(self, "watched_target", target)

    def __getattr__(self, name: str) -> Any:
        target = object.__getattribute__(self, "watched_target")
        try:
            value = getattr(target, name)
        except AttributeError:
            if name.startswith("__"):
                raise
            raise _missing(target, name) from None
        return self._guarded(name, value) if callable(value) else value

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.watched_target, name, value)

    @staticmethod
    def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            with contextlib.suppress(ValueError):  # no signature: something built in
                _fits(name, inspect.signature(function), args, kwargs)
            result = function(*frozen(args), **frozen(kwargs))
            made_here = inspect.isclass(function) and isinstance(result, function)
            return Watched(result) if made_here else result

        return call


@dataclass(frozen=True)
class writable:  # noqa: N801 (used like a function)
    """An argument that the learner's function is meant to write into.

    Args:
        value: what to hand over as it is.
    """

    value: Any


def frozen(value: Any) -> Any:
    """The same arrays, but read-only: alone, or in tuples, lists and dictionaries.

    Args:
        value: an array, or what may hold arrays; anything else stays as it is.

    Returns:
        Read-only views; what is marked with `writable`, as it was.

    Examples:
        >>> frozen(np.zeros(2))[0] = 1
        Traceback (most recent call last):
        ValueError: assignment destination is read-only
    """
    if isinstance(value, writable):
        return value.value
    if isinstance(value, np.ndarray):
        view = value.view()
        view.flags.writeable = False
        return view
    if type(value) in (tuple, list):
        return type(value)(frozen(item) for item in value)
    if type(value) is dict:
        return {key: frozen(item) for key, item in value.items()}
    return value


class _Careful(np.ndarray):
    """An array whose calculations raise FloatingPointError instead of giving inf or NaN."""

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        plain = [_plain(x) for x in inputs]
        kwargs = {key: _plain(value) for key, value in kwargs.items()}  # out, where, initial ...
        if method == "__call__":
            kwargs.setdefault("out", (None,) * ufunc.nout)  # then NumPy lets a mask stand alone
        with np.errstate(all="ignore"):
            result = getattr(ufunc, method)(*plain, **kwargs)
        if method != "at":
            # Where a mask says no, nothing was calculated; what stands there is of no concern
            mask = kwargs.get("where", True) if method == "__call__" else True
            given = [*plain, kwargs.get("initial", 0)]
            made = [_masked(x, mask) for x in (result if isinstance(result, tuple) else [result])]
            if all(_finite(x) for x in given) and not all(_finite(x) for x in made):
                nan = any(np.isnan(x).any() for x in made)
                zero = ufunc.__name__ in ("divide", "log", "log2", "log10", "reciprocal", "power")
                what = "invalid value" if nan else "divide by zero" if zero else "overflow"
                raise FloatingPointError(f"{what} encountered in {ufunc.__name__}")
        return result.view(_Careful) if isinstance(result, np.ndarray) else result


def _plain(value: Any) -> Any:
    """The same without _Careful, which would be asked again for ever."""
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    return value.view(np.ndarray) if isinstance(value, _Careful) else value


def _masked(values: Any, mask: Any) -> Any:
    return values if mask is True else np.asarray(values)[np.broadcast_to(mask, np.shape(values))]


def careful(x: NDArray[Any]) -> NDArray[Any]:
    """The same array, but one that raises where a calculation with it overflows.

    `np.errstate(over="raise")` does that too, but not in a browser, where processors' flags cannot
    be read. Use both: this array notices only what is calculated from it.

    Args:
        x: any array.

    Returns:
        A view of it; whatever NumPy calculates from finite values of it raises FloatingPointError
        instead of giving infinity or NaN.

    Examples:
        >>> np.exp(careful(np.array([1000.0])))
        Traceback (most recent call last):
        FloatingPointError: overflow encountered in exp
    """
    return x.view(_Careful)


def expect_several(got: Any, *names: str) -> list[Any]:
    """What a learner's function returned together: in a tuple or a list, whichever it chose.

    Args:
        got: what was returned.
        *names: what to call the parts, in order: `"dx"`, `"dW"`, `"db"`.

    Returns:
        The parts.

    Raises:
        Problem: if it is something else, or they are more or fewer.

    Examples:
        >>> expect_several([1, 2], "dx", "dW", "db")
        Traceback (most recent call last):
        lesson_code.exercises.grading.Problem: Return 3 arrays: dx, dW, db. A list of 2 came back.
    """
    if isinstance(got, tuple | list) and len(got) == len(names):
        return list(got)
    kind = type(got).__name__
    what = {"en": f"A {kind} came back.", "ja": f"返ってきたのは {kind} です。"}
    if got is None:
        what = {
            "en": "None came back. Did the function end without a `return`?",
            "ja": "返ってきたのは None です。`return` を書き忘れていませんか。",
        }
    elif isinstance(got, tuple | list):
        what = {
            "en": f"A {kind} of {len(got)} came back.",
            "ja": f"返ってきたのは {len(got)} 個です。",
        }
    elif isinstance(got, np.ndarray):
        what = {
            "en": f"A single array came back, of shape {got.shape}.",
            "ja": f"返ってきたのは、形状 {got.shape} の配列一つです。",
        }
    raise Problem(
        en=f"Return {len(names)} arrays: {', '.join(names)}. {what['en']}",
        ja=f"{'、'.join(names)} の {len(names)} 個の配列を返してください。{what['ja']}",
    )


def lines_run(call: Callable[[], Any]) -> int:
    """How many lines of the learner's program a call runs, each as often as a loop comes to it.

    A loop cannot hide from it, be it in a comprehension, in a function of its own or in a list
    without any array. What NumPy does inside counts once for each time that it is called.

    Args:
        call: calls the learner's function.

    Returns:
        The number of lines.
    """
    path = getattr(sys.modules.get(ANSWER), "__file__", None)
    lines = 0

    def trace(frame: types.FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        mine = frame.f_code.co_filename == path
        if not mine and (frame.f_back is None or frame.f_back.f_code.co_filename != path):
            return None
        lines += event in ("call", "line")
        return trace if mine else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return lines


class Memory(NamedTuple):
    """What a call takes of memory, in bytes: the most at one time, and what it still holds."""

    most: int
    kept: int


def memory_taken(call: Callable[[], Any]) -> Memory:
    """How much new memory a call takes, NumPy's arrays and all.

    Args:
        call: calls the learner's function. Let it have run once before: what Python needs only
            the first time does not count.

    Returns:
        Bytes beside those that were in use before: the most at one time, and after the call.
    """
    traced = tracemalloc.is_tracing()
    if not traced:
        tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        start, _ = tracemalloc.get_traced_memory()
        call()
        end, most = tracemalloc.get_traced_memory()
    finally:
        if not traced:
            tracemalloc.stop()
    return Memory(most - start, end - start)


def expect_array(
    got: Any,
    name: str,
    *,
    shape: tuple[int, ...] | None = None,
    dtype: DTypeLike | None = None,
    finite: bool = True,
) -> NDArray[Any]:
    """The array that a learner's function returned, once it is one of the right kind.

    Args:
        got: what was returned.
        name: what to call it, as code: `my_sigmoid(z)`.
        shape: the shape it should have.
        dtype: the dtype it should have.
        finite: whether NaN and infinity are wrong.

    Returns:
        It, as a plain array.

    Raises:
        Problem: if it is None, does not hold numbers, or has another shape or dtype.

    Examples:
        >>> expect_array([1, 2], "f(x)", shape=(2, 1))
        Traceback (most recent call last):
        lesson_code.exercises.grading.Problem: `f(x)` has shape (2,), expected (2, 1).
    """
    if got is None:
        raise Problem(
            en=f"`{name}` gave None. Did the function end without a `return`?",
            ja=f"`{name}` が None になりました。`return` を書き忘れていませんか。",
        )
    try:
        array = np.asarray(got.watched_target if isinstance(got, Watched) else got)
        numeric = array.dtype.kind in "biufc"
    except ValueError:  # rows of different lengths
        numeric = False
    if not numeric:
        kind = type(got).__name__
        raise Problem(
            en=f"`{name}` gave a {kind} that is no array of numbers.",
            ja=f"`{name}` が、数の配列ではないもの（{kind}）を返しました。",
        )
    array = array.view(np.ndarray)
    if shape is not None and array.shape != shape:
        raise Problem(
            en=f"`{name}` has shape {array.shape}, expected {shape}.",
            ja=f"`{name}` の形状が {array.shape} です。正しくは {shape} です。",
        )
    if dtype is not None and array.dtype != dtype:
        raise Problem(
            en=f"`{name}` has dtype {array.dtype}, expected {np.dtype(dtype)}.",
            ja=f"`{name}` の型（dtype）が {array.dtype} です。正しくは {np.dtype(dtype)} です。",
        )
    if finite and not _finite(array):
        place, value = _first(~np.isfinite(array)), array[~np.isfinite(array)][0]
        raise Problem(
            en=f"`{name}` holds {value} at index {place}.",
            ja=f"`{name}` の添字 {place} の値が {value} です。",
        )
    return array


def expect_close(
    got: Any, expected: Any, name: str, *, rtol: float = 1e-7, atol: float = 0.0
) -> None:
    """Say where an array first differs from the right one, once all that can be explained has been.

    Args:
        got: what was returned.
        expected: what is right.
        name: what to call it, as code: `my_sigmoid(z)`.
        rtol: allowed difference, as a share of what is right.
        atol: allowed difference beside that.

    Raises:
        Problem: if its shape or a number in it is wrong.

    Examples:
        >>> expect_close([1.0, 6.0], [1.0, 2.0], "f(x)")
        Traceback (most recent call last):
        lesson_code.exercises.grading.Problem: `f(x)` is 6 at index (1,), expected 2.
    """
    expected = np.asarray(expected)
    got = expect_array(got, name, shape=expected.shape)
    wrong = np.abs(got - expected) > atol + rtol * np.abs(expected)
    if not wrong.any():
        return
    if (times := factor(got, expected)) is not None:
        raise Problem(
            en=f"`{name}` has the right shape, but every number in it is {times:.6g} times what "
            "it should be.",
            ja=f"`{name}` の形状は正しいのですが、どの数も正しい値の {times:.6g} 倍です。",
        )
    place, a, b = _first(wrong), got[wrong][0], expected[wrong][0]
    digits = 6 if f"{a:.6g}" != f"{b:.6g}" else 17
    at = (f" at index {place}", f"の添字 {place} の値") if place else ("", "")
    raise Problem(
        en=f"`{name}` is {a:.{digits}g}{at[0]}, expected {b:.{digits}g}.",
        ja=f"`{name}` {at[1]}が {a:.{digits}g} です。正しくは {b:.{digits}g} です。",
    )


def expect_changed(
    got: Any, expected: Any, lesson: Any, name: str, *, rtol: float = 1e-7, atol: float = 0.0
) -> None:
    """Say whether an array is what a variant asks for; for the checks of variants.

    Args:
        got: what was returned.
        expected: what is right.
        lesson: what would be right in the lesson's own exercise; NaN where that is not told.
        name: what to call it, as code.
        rtol: allowed difference, as a share of what is right.
        atol: allowed difference beside that.

    Raises:
        Problem: if its shape or a number in it is wrong.

    Examples:
        >>> expect_changed([1.0, 2.0], [1.0, 4.0], [1.0, 2.0], "f(x)")
        Traceback (most recent call last):
        lesson_code.exercises.grading.Problem: `f(x)` is what the lesson's own exercise asks for. \
Read again what this variant changes.
    """
    array, lesson = expect_array(got, name), np.asarray(lesson)
    if array.shape == lesson.shape and np.allclose(array, lesson, rtol, atol):
        other = np.shape(expected) != lesson.shape
        if other or not np.allclose(lesson, expected, rtol, atol):
            raise Problem(
                en=f"`{name}` is what the lesson's own exercise asks for. Read again what this "
                "variant changes.",
                ja=f"`{name}` が、レッスンの演習のままの値です。この類題で何が変わるかを、もう一度"
                "読んでください。",
            )
    expect_close(array, expected, name, rtol=rtol, atol=atol)


def factor(got: Any, expected: Any) -> float | None:
    """The one number by which all of an array is too large, or None.

    Args:
        got: what was returned.
        expected: what is right, of the same shape.

    Returns:
        got / expected, if that is one number, clearly not 1, at two places or more.

    Examples:
        >>> factor([3.0, 0.0, 6.0], [1.0, 0.0, 2.0])
        3.0
    """
    got, expected = np.asarray(got, float), np.asarray(expected, float)
    if np.count_nonzero(expected) < 2:
        return None
    times = float((got * expected).sum() / (expected * expected).sum())  # the best one, if any
    if abs(times) < 1e-6 or abs(times - 1) < 1e-3:
        return None
    return times if np.allclose(got, times * expected, rtol=1e-5, atol=0) else None


def line_of(error: BaseException) -> Line | None:
    """The line of the learner's program in which an exception arose.

    Args:
        error: the exception, caught around a call of a learner's function.

    Returns:
        The innermost such line, or None if the exception did not pass through the program.
    """
    module = sys.modules.get(ANSWER)
    path = getattr(module, "__file__", None)
    return None if path is None else line_in(error, path)


# ---- The rest


def import_program(path: str, name: str) -> types.ModuleType:
    """A program as a fresh module; nothing is left of one with the same name.

    Args:
        path: of the program.
        name: of the module.

    Returns:
        The module.
    """
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        with np.errstate():  # np.seterr in a program is not to make the check's own sums raise
            spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = kept
    return module


def _explain(error: BaseException, answer: str) -> Problem | None:
    """What an exception means to the learner; None where its own text says it."""
    if isinstance(error, Problem):
        return error
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if isinstance(error, SyntaxError) and error.filename and Path(error.filename) == Path(answer):
        number, text = error.lineno or 1, (error.text or "").strip()
        return Problem(
            en=f"Python cannot read line {number} ({error.msg}):\n    {text}",
            ja=f"{number} 行目をPythonが読めません（{error.msg}）。\n    {text}",
            line=number,
        )
    line = line_in(error, answer)
    if line is None and isinstance(error, AssertionError):
        return None
    if line is None:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{Path(frame.filename).name}, {frame.lineno}"
        return Problem(
            en=f"The check could not use what your program returned ({at}: {what}).",
            ja=f"プログラムの返した値を、採点で使えませんでした（{at}：{what}）。",
        )
    number, text = line
    if isinstance(error, ValueError) and "read-only" in str(error):
        return Problem(
            en=f"Line {number} writes into an array that was handed to your function; make a new "
            f"array, or a copy of that one:\n    {text}",
            ja=f"{number} 行目が、渡された配列を書き換えています。新しい配列を作るか、コピーを"
            f"書き換えてください。\n    {text}",
            line=number,
        )
    if isinstance(error, NotImplementedError):
        return Problem(
            en=f"Line {number} still waits for your code.",
            ja=f"{number} 行目に、まだ何も書かれていません。",
            line=number,
        )
    return Problem(
        en=f"Line {number} stopped with {what}\n    {text}",
        ja=f"{number} 行目で止まりました（{what}）。\n    {text}",
        line=number,
    )


def line_in(error: BaseException, path: str) -> Line | None:
    """The innermost line of a program that an exception passed through.

    Args:
        error: the exception.
        path: of the program.

    Returns:
        The line, or None if it did not pass through that program.
    """
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename) == Path(path):
            return Line(frame.lineno or 1, (frame.line or "").strip())
    return None


def _missing(target: Any, name: str) -> Problem:
    names = [n for n in vars(target) if not n.startswith("_")]
    if not isinstance(target, types.ModuleType):
        names += [n for n in dir(target) if not n.startswith("_")]
    near = difflib.get_close_matches(name, names, n=1)
    owner = "" if isinstance(target, types.ModuleType) else f"{type(target).__name__}."
    return Problem(
        en=f"There is no `{owner}{name}` in your program."
        + (f" Did you mean it by `{near[0]}`?" if near else ""),
        ja=f"プログラムに `{owner}{name}` がありません。"
        + (f"`{near[0]}` のことでしょうか。" if near else ""),
    )


def _fits(
    name: str, signature: inspect.Signature, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    try:
        signature.bind(*args, **kwargs)
    except TypeError as error:
        raise Problem(
            en=f"`{name}{signature}` cannot be called as the exercise calls it: {error}. Keep the "
            "parameters as they were.",
            ja=f"`{name}{signature}` を、演習での呼び方では呼べません（{error}）。引数は、元のまま"
            "にしてください。",
        ) from None


def _finite(x: Any) -> bool:
    x = np.asarray(x)
    return x.dtype.kind not in "fc" or bool(np.isfinite(x).all())


def _first(where: NDArray[Any]) -> tuple[int, ...]:
    return tuple(int(i) for i in np.argwhere(where)[0])
