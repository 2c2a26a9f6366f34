"""A learner's program may be anything at all; whatever it is, the answer is a sentence."""

import re
import sys
import textwrap
import tracemalloc

import numpy as np
import pytest

from lesson_code.exercises.grading import (
    Problem,
    Watched,
    careful,
    expect_array,
    expect_close,
    expect_several,
    factor,
    frozen,
    grade,
    line_of,
    lines_run,
    memory_taken,
    writable,
)
from tests.docs.test_pages import JAPANESE

CHECK = """
import numpy as np
from lesson_code.exercises.grading import expect_array, writable

def check(answer, say):
    yield say(en="first", ja="一つめ")
    x = np.arange(3.0)
    got = expect_array(answer.double(x), "double(x)", shape=(3,))
    assert (got == 2 * x).all(), say(en="not doubled", ja="2 倍ではない")
    yield say(en="second", ja="二つめ")
    params = {"W": np.ones(2)}
    answer.update(writable(params), {"W": np.ones(2)})
    assert (params["W"] == 0).all(), say(en="not updated", ja="更新されていない")
    yield say(en="third", ja="三つめ")
    layer = answer.Layer(2)
    assert (layer.forward(x) == 2 * x).all(), say(en="wrong layer", ja="層が違う")
"""

RIGHT = """
class Layer:
    def __init__(self, k):
        self.k = k

    def forward(self, x):
        return self.k * x


def double(x):
    return 2 * x


def update(params, grads):
    for key in params:
        params[key] -= grads[key]
"""


@pytest.fixture
def graded(tmp_path):
    (tmp_path / "check.py").write_text(CHECK, encoding="utf-8")

    def run(program, language="en"):
        path = tmp_path / "mine.py"
        path.write_text(textwrap.dedent(program), encoding="utf-8")
        return list(grade(str(path), str(tmp_path / "check.py"), language))

    return run


def test_a_right_answer_passes_every_step(graded):
    steps = graded(RIGHT)
    assert [step.title for step in steps] == ["The program runs", "first", "second", "third"]
    assert all(step.passed and step.message == "" for step in steps)
    assert [step.title for step in graded(RIGHT, "ja")][1:] == ["一つめ", "二つめ", "三つめ"]


BAD = {
    "x = (": (0, 1, "Python cannot read line 1"),
    "\n\nx = 1 / 0": (
        0,
        3,
        "Line 3 stopped with ZeroDivisionError: division by zero\n    x = 1 / 0",
    ),
    "import no_such_module": (0, 1, "ModuleNotFoundError"),
    "import sys\nsys.exit('bye')": (0, 2, "SystemExit: bye"),
    "x = input()": (0, 1, "stopped with"),
    "": (1, None, "There is no `double` in your program."),
    "def duoble(x): pass": (1, None, "Did you mean it by `duoble`?"),
    "def double(): pass": (1, None, "`double()` cannot be called"),
    "def double(x, *, y): pass": (1, None, "missing a required"),
    "def double(x): pass": (1, None, "gave None"),
    "def double(x): return 'abc'": (1, None, "gave a str that is no array"),
    "def double(x): return [[1], [1, 2]]": (1, None, "gave a list that is no array"),
    "def double(x): return x[:2]": (1, None, "has shape (2,), expected (3,)"),
    "def double(x): return x * float('nan')": (1, None, "holds nan at index (0,)"),
    "def double(x):\n    x *= 2\n    return x": (1, 2, "Line 2 writes into an array"),
    "def double(x):\n    x[0] = 2\n    return x": (1, 2, "make a new array, or a copy"),
    "def double(x):\n    raise NotImplementedError": (1, 2, "Line 2 still waits for your code"),
    "def double(x):\n    assert 0, 'mine'\n": (1, 2, "Line 2 stopped with AssertionError: mine"),
    "def double(x): return double(x)": (1, 1, "RecursionError"),
    "def double(x): return x": (1, None, "not doubled"),
    "double = 3": (1, None, "could not use what your program returned"),
    RIGHT.replace("params[key] -= grads[key]", "grads[key] -= 1"): (2, 16, "Line 16 writes into"),
    RIGHT.replace("params[key] -=", "params[key] +="): (2, None, "not updated"),
    RIGHT.replace("def forward", "def forwards"): (3, None, "There is no `Layer.forward`"),
    RIGHT.replace("self.k * x", "self.q * x"): (3, 7, "no attribute 'q'"),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("program", BAD, ids=range(len(BAD)))
def test_what_is_wrong_is_said_with_its_line(graded, program):
    passed, line, text = BAD[program]
    for language in ("en", "ja"):
        steps = graded(program, language)
        assert [step.passed for step in steps] == [True] * passed + [False]
        assert steps[-1].line == line
        assert bool(JAPANESE.search(steps[-1].message)) == (language == "ja")
    assert text in graded(program)[-1].message


def test_what_is_printed_and_warned_comes_along(graded):
    (step, _) = graded("import warnings\nprint('seen')\nwarnings.warn('odd')")
    assert step.passed
    assert step.printed.startswith("seen\n")
    steps = graded("def double(x):\n    print('in it')\n    return x")
    assert [step.printed for step in steps] == ["", "in it\n"]
    assert len(graded("print('x' * 10**6)")[0].printed) < 10_000


def test_a_program_leaves_nothing_to_the_next(graded):
    graded("secret = 1")
    assert "secret" in graded("double = lambda x: secret")[-1].message
    before = np.geterr()
    assert graded("import numpy as np\nnp.seterr(all='raise')\n" + RIGHT)[-1].passed
    assert np.geterr() == before


def test_no_bytecode_is_left(graded, tmp_path):
    graded(RIGHT)
    assert {p.name for p in tmp_path.iterdir()} == {"check.py", "mine.py"}
    assert sys.dont_write_bytecode in (True, False)


def test_control_c_is_not_the_learners_mistake(graded):
    with pytest.raises(KeyboardInterrupt):
        graded("raise KeyboardInterrupt")


def test_a_fault_of_the_check_is_no_traceback(tmp_path):
    (tmp_path / "check.py").write_text(
        "def check(answer, say):\n    yield 'a'\n    return 1 / 0", encoding="utf-8"
    )
    (tmp_path / "mine.py").write_text("", encoding="utf-8")
    last = list(grade(str(tmp_path / "mine.py"), str(tmp_path / "check.py"), "en"))[-1]
    assert not last.passed
    assert "check.py, 3: ZeroDivisionError" in last.message


# What checks are made of


def test_frozen_reaches_into_containers():
    x = np.zeros(2)
    for held in (frozen(x), frozen([x])[0], frozen((1, x))[1], frozen({"a": [x]})["a"][0]):
        with pytest.raises(ValueError, match="read-only"):
            held[0] = 1
    assert frozen(writable(x)) is x
    assert frozen("text") == "text"
    x[0] = 1  # the owner's own array can still be written


def test_watched_passes_attributes_through():
    class Thing:
        value = 3

        def plus(self, x):
            return self.value + x

    watched = Watched(Thing())
    watched.value = 4
    assert watched.plus(np.ones(1)) == 5
    assert watched.watched_target.value == 4


@pytest.mark.parametrize(
    ("calculate", "what"),
    [
        (np.exp, "overflow encountered in exp"),
        (lambda z: z * 1e308 * 10, "overflow encountered in multiply"),
        (lambda z: 1 / (z - z), "divide by zero encountered in divide"),
        (lambda z: (z - z) / (z - z), "invalid value encountered in divide"),
        (lambda z: np.log(z - z), "divide by zero encountered in log"),
        (lambda z: np.exp(z[:1]).sum(), "overflow encountered in exp"),
        (lambda z: np.add.reduce(z * 1e305), "overflow encountered in add"),
        (lambda z: np.multiply(z, 1e308, out=np.empty_like(z)), "overflow encountered in multiply"),
    ],
)
def test_careful_raises_without_any_flag(calculate, what):
    with np.errstate(all="ignore"), pytest.raises(FloatingPointError, match=what):
        calculate(careful(np.full(1000, 1000.0)))


@pytest.mark.parametrize(
    "calculate",
    [
        lambda z: np.exp(z, where=z < 0, out=np.zeros_like(z)),
        lambda z: np.exp(z, where=z < 0, out=np.full(z.shape, np.inf)),
        lambda z: np.divide(1, z, where=z != 0, out=np.ones_like(z)),
        lambda z: np.max(z, where=z < 0, initial=-np.inf),
        lambda z: np.max(z, axis=1, keepdims=True, where=~np.isnan(z), initial=-np.inf),
        lambda z: np.sum(z, where=z > 0),
        lambda z: np.mean(z, axis=0, where=np.ones_like(z, bool)),
        lambda z: np.add(z, 1, out=z.copy(), where=z > 0),
        lambda z: np.logical_and.reduce(z < 2000, where=z > 0),
        lambda z: np.modf(z)[0],
        lambda z: np.vectorize(abs)(z),
        lambda z: np.piecewise(z, [z < 0], [np.exp, 0.0]),
        lambda z: np.select([z < 0], [z], 0.0),
        lambda z: np.exp(-np.logaddexp(0, -z)),
        lambda z: np.einsum("ij,ij->i", z, z),
    ],
)
def test_careful_lets_every_idiom_do_its_work(calculate):
    x = np.array([[-1000.0, 0.0, 1000.0]])
    np.testing.assert_array_equal(np.asarray(calculate(careful(x))), calculate(x))


@pytest.mark.parametrize(
    ("calculate", "what"),
    [
        (lambda z: np.exp(z, where=z > 0, out=np.zeros_like(z)), "overflow encountered in exp"),
        (lambda z: np.exp(z, where=z > 0, out=None), "overflow encountered in exp"),
        (lambda z: np.sum(z * 1e305, where=z > 0), "overflow encountered in add"),
        (lambda z: np.log(z, where=z <= 0, out=np.ones_like(z)), "divide by zero"),
    ],
)
def test_a_mask_hides_no_overflow(calculate, what):
    x = careful(np.array([0.0] + [1000.0] * 1000))
    with np.errstate(all="ignore"), pytest.raises(FloatingPointError, match=what):
        calculate(x)


def test_careful_changes_nothing_else():
    x = np.array([[-1.0, 2.0]], np.float32)
    y = np.exp(-np.abs(careful(x))) / (1 + careful(x) ** 2)
    np.testing.assert_array_equal(np.asarray(y), np.exp(-np.abs(x)) / (1 + x**2))
    assert y.dtype == np.float32
    assert careful(x).sum() == 1
    assert np.isinf(np.exp(careful(np.array([np.inf])))).all()  # it was infinite before


def test_expect_array_takes_what_numpy_takes():
    assert expect_array([1, 2], "x").shape == (2,)
    assert type(expect_array(careful(np.ones(2)), "x")) is np.ndarray
    assert expect_array(np.float32(1), "x", shape=(), dtype=np.float32) == 1
    assert np.isnan(expect_array([np.nan], "x", finite=False)).all()
    with pytest.raises(Problem, match="float64, expected float32"):
        expect_array([1.0], "x", dtype=np.float32)


def test_several_come_in_a_tuple_or_a_list():
    assert expect_several((1, 2), "a", "b") == expect_several([1, 2], "a", "b") == [1, 2]
    for got, text in [
        (None, "without a `return`"),
        ((1,), "A tuple of 1"),
        ([1, 2, 3], "A list of 3"),
        (np.zeros((2, 3)), r"A single array came back, of shape \(2, 3\)"),
        ({"a": 1}, "A dict"),
    ]:
        with pytest.raises(Problem, match=text) as raised:
            expect_several(got, "a", "b")
        assert JAPANESE.search(raised.value.texts["ja"])


LOOPS = """
import numpy as np

def row(x):
    return x + 1

def loop(x):
    for r in x: r + 1

def comprehension(x):
    return [r + 1 for r in x]

def generator(x):
    return sum(r[0] for r in x)

def while_loop(x):
    n = 0
    while n < len(x): n += 1

def mapped(x):
    return list(map(row, x))

def mapped_numpy(x):
    return sum(map(np.outer, x, x))

def vectorized(x):
    return np.vectorize(row)(x)

def along(x):
    return np.apply_along_axis(row, 1, x)

def plain_python(x):
    return [sum(r) for r in x.tolist()]

def recursion(x):
    return 0 if len(x) == 0 else 1 + recursion(x[1:])

def whole_0(x):
    return row(x).mean(axis=0)

def whole_1(x):
    print(x)
    for column in x.T:
        column.sum()
    return np.einsum("nd,ne->de", x, x, optimize=True)
"""


@pytest.mark.parametrize("name", re.findall(r"def (\w+)\(x\)", LOOPS)[1:])
def test_lines_grow_where_there_is_a_loop(graded, tmp_path, name, capsys):
    graded(LOOPS)
    function = getattr(sys.modules["answer"], name)
    before = sys.gettrace()
    few, many = (lines_run(lambda n=n: function(np.ones((n, 3)))) for n in (20, 220))
    assert sys.gettrace() is before
    assert few > 0
    assert (many == few) if name.startswith("whole") else (many >= few + 200)


@pytest.mark.parametrize("already", [False, True], ids=["alone", "traced already"])
def test_memory_is_what_a_call_takes_beside_what_was_there(already: bool):
    array, held = np.zeros(200_000), []
    if already:
        tracemalloc.start()
    try:
        for call, most, kept in (
            (lambda: np.add(array, 1, out=array), 0, 0),
            (lambda: np.sqrt(array + 1) + 1, 2, 0),
            (lambda: held.append(array + 1), 1, 1),
        ):
            call()
            taken = memory_taken(call)
            assert taken.most / array.nbytes == pytest.approx(most, abs=0.1)
            assert taken.kept / array.nbytes == pytest.approx(kept, abs=0.1)
        assert tracemalloc.is_tracing() == already
    finally:
        tracemalloc.stop()


def test_expect_close_says_where_and_how_much():
    expect_close([1.0, 0.0], [1.0 + 1e-9, 0.0], "x")
    expect_close([1.0, 0.0], [1.0, 1e-9], "x", atol=1e-8)
    with pytest.raises(Problem, match=r"is 7 at index \(1, 0\), expected 3"):
        expect_close([[1, 2], [7, 9]], [[1, 2], [3, 4]], "x")
    with pytest.raises(Problem, match=r"every number in it is 0\.25 times"):
        expect_close([1.0, -2.0], [4.0, -8.0], "x")
    with pytest.raises(Problem, match=r"is 1\.0000001\d* at index \(0,\), expected 1\."):
        expect_close([1.0000001, 5.0], [1.0, 5.0], "x", rtol=1e-9)
    with pytest.raises(Problem, match="`x` is 2, expected 1"):
        expect_close(2.0, 1.0, "x")


def test_factor_is_one_number_or_none():
    assert factor([2.0, 4.0], [1.0, 2.0]) == 2
    assert factor([-2.0, 2.0], [1.0, -1.0]) == -2
    for got in ([1.0, 2.0], [2.0, 5.0], [0.0, 0.0]):
        assert factor(got, [1.0, 2.0]) is None
    assert factor([2.0, 1.0], [1.0, 0.0]) is None  # where nothing belongs there must be nothing


def test_line_of_an_exception_elsewhere_is_none():
    assert line_of(ValueError("never raised")) is None
