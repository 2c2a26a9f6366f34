"""The pieces of the learner's own library: ours do what the package does, and make one program."""

from __future__ import annotations

import re
import subprocess
import sys
import types
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import lesson_code
from lesson_code import relative_error
from lesson_code.exercises.files import LANGUAGES, all_exercises
from lesson_code.exercises.pieces import (
    Piece,
    all_pieces,
    check_fits,
    library_text,
    used_pieces,
)
from lesson_code.functions import sigmoid
from lesson_code.losses import SoftmaxCrossEntropy
from scripts.book import pages
from tests.docs.test_pages import JAPANESE, problems_of_japanese

FOLDER = pages.DOCS / "exercises"
PIECES = all_pieces(FOLDER)
EVERY = pytest.mark.parametrize("piece", PIECES.pieces, ids=lambda p: p.name)


@cache
def library() -> Any:
    """Our pieces, as one module."""
    module = types.ModuleType("mine")
    exec(compile(library_text(PIECES, {}), "mine.py", "exec"), module.__dict__)
    return module


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(3)


# ---- The table


@EVERY
def test_a_piece_is_described(piece: Piece) -> None:
    order = [p.name for p in PIECES.pieces]
    assert order.count(piece.name) == 1
    assert all(order.index(name) < order.index(piece.name) for name in piece.stands_on)
    assert [p.name for p in used_pieces(piece.ours, PIECES)] == sorted(
        piece.stands_on, key=order.index
    ), "stands_on names the pieces that ours imports"
    for name in piece.defines:
        assert re.search(rf"^(def|class) {name}\b", piece.ours, re.MULTILINE)
        assert re.search(rf"\b{name}\(", piece.signature), "its signature names all it defines"
        assert [name in p.defines for p in PIECES.pieces].count(True) == 1
    assert set(piece.title) == set(LANGUAGES)
    assert not JAPANESE.search(piece.title["en"])
    assert problems_of_japanese(piece.title["ja"]) == []
    assert max(map(len, piece.ours.splitlines())) <= 88
    check_fits(piece, piece.ours, PIECES, {})


def test_the_order_is_that_of_the_lessons() -> None:
    lessons = [piece.lesson for piece in PIECES.pieces]
    assert lessons == sorted(lessons)
    built = {e.name: e.lesson for e in all_exercises(FOLDER)}
    for piece in PIECES.pieces:
        if piece.exercise:
            assert built[piece.exercise] == piece.lesson
            assert not (FOLDER / "pieces" / f"{piece.name.lower()}.py").exists()


# ---- Ours does what the package does


def gradients(layer: Any, x: Any, dout: Any) -> dict[str, Any]:
    """What comes out of a layer of either kind, forward and back."""
    result = {"y": layer.forward(x), "dx": layer.backward(dout)}
    own = vars(layer)
    kept = own.get("grads") or {name[1:]: own[name] for name in PARAMETERS if name in own}
    return result | {name: kept[name] for name in sorted(kept)}


PARAMETERS = ("dW", "db", "dgamma", "dbeta")


def assert_same(ours: Any, packages: Any, x: Any, y_shape: tuple[int, ...], rng: Any) -> None:
    dout = rng.standard_normal(y_shape)
    x.flags.writeable = dout.flags.writeable = False
    got, wanted = gradients(ours, x, dout), gradients(packages, x, dout)
    assert got.keys() == wanted.keys()
    for name, value in wanted.items():
        assert got[name].shape == value.shape, name
        assert np.allclose(got[name], value, rtol=1e-12, atol=1e-12), name


def test_affine(rng: np.random.Generator) -> None:
    W, b, x = rng.standard_normal((3, 4)), rng.standard_normal(4), rng.standard_normal((5, 3))
    ours = library().Affine(W, b)
    assert_same(ours, lesson_code.Affine(W, b), x, (5, 4), rng)
    assert ours.W is W, "a parameter is the very array, for it is changed in place"


def test_sigmoid_and_relu(rng: np.random.Generator) -> None:
    x = np.append(rng.standard_normal((2, 6)), [[-1000.0, 0, 1000, 0, 1, -1]], axis=0)
    assert_same(library().Sigmoid(), lesson_code.Sigmoid(), x, (3, 6), rng)
    assert_same(library().ReLU(), lesson_code.ReLU(), x.copy(), (3, 6), rng)
    assert np.array_equal(library().sigmoid(x), sigmoid(x))


def test_softmax(rng: np.random.Generator) -> None:
    logits, t = 100 * rng.standard_normal((6, 4)), rng.integers(0, 4, 6)
    assert np.allclose(library().softmax(logits), lesson_code.softmax(logits), rtol=1e-12)
    ours, packages = library().SoftmaxCrossEntropy(), SoftmaxCrossEntropy()
    assert np.isclose(ours.forward(logits, t), packages.forward(logits, t), rtol=1e-12)
    assert np.allclose(ours.backward(), packages.backward(), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(("stride", "pad", "width"), [(1, 0, 6), (2, 1, 6), (1, 2, 6), (3, 0, 5)])
def test_convolution_and_im2col(
    rng: np.random.Generator, stride: int, pad: int, width: int
) -> None:
    x, W = rng.standard_normal((2, 3, 9, width)), rng.standard_normal((4, 3, 3, 2))
    b = rng.standard_normal(4)
    ours = library().Convolution(W, b, stride, pad)
    packages = lesson_code.Convolution(W, b, stride, pad)
    assert_same(ours, packages, x, packages.forward(x).shape, rng)
    col = library().im2col(x, 3, 2, stride, pad)
    assert np.array_equal(col, lesson_code.im2col(x, 3, 2, stride, pad))
    back = library().col2im(col, x.shape, 3, 2, stride, pad)
    assert np.allclose(back, lesson_code.col2im(col, x.shape, 3, 2, stride, pad))


@pytest.mark.parametrize(
    ("size", "stride", "shape"), [(2, None, (6, 8)), (3, 2, (7, 5)), (2, 1, (6, 8))]
)
def test_max_pooling(
    rng: np.random.Generator, size: int, stride: int | None, shape: tuple[int, int]
) -> None:
    x = rng.integers(0, 4, (2, 3, *shape)).astype(float)  # with ties
    packages = lesson_code.MaxPooling(size, stride=stride)
    assert_same(library().MaxPooling(size, stride), packages, x, packages.forward(x).shape, rng)
    flat = library().Flatten()
    assert flat.forward(x).shape == (2, x[0].size)
    assert np.array_equal(flat.backward(flat.forward(x)), x)


@pytest.mark.parametrize("shape", [(6, 3), (4, 3, 2, 5)])
def test_batch_norm(rng: np.random.Generator, shape: tuple[int, ...]) -> None:
    gamma, beta = rng.standard_normal(3), rng.standard_normal(3)
    ours, packages = library().BatchNorm(gamma, beta), lesson_code.BatchNormalization(gamma, beta)
    ours.training = True
    for _ in range(3):
        x, dout = rng.standard_normal(shape), rng.standard_normal(shape)
        assert np.allclose(ours.forward(x), packages.forward(x, train=True), rtol=1e-12)
        assert np.allclose(ours.backward(dout), packages.backward(dout), atol=1e-12)
        for name, gradient in packages.grads.items():
            assert np.allclose(getattr(ours, f"d{name}"), gradient)
    assert np.allclose(ours.running_mean, packages.buffers["running_mean"])
    assert np.allclose(ours.running_var, packages.buffers["running_var"])
    ours.training = False
    assert_same(ours, packages, rng.standard_normal(shape), shape, rng)


def test_dropout(rng: np.random.Generator) -> None:
    layer, x = library().Dropout(0.25, rng), np.ones((200, 200), np.float32)
    assert np.array_equal(layer.forward(x), x), "nothing is dropped until somebody trains"
    layer.training = True
    y = layer.forward(x)
    assert y.dtype == np.float32
    assert set(np.unique(y)) == {np.float32(0), np.float32(1 / 0.75)}
    assert abs(y.mean() - 1) < 0.02
    assert np.array_equal(layer.backward(x), y)


@pytest.mark.parametrize("name", ["SGD", "Momentum", "RMSProp", "Adam"])
def test_optimizers(rng: np.random.Generator, name: str) -> None:
    ours, packages = (getattr(m, name)(lr=0.01) for m in (library(), lesson_code))
    mine = [rng.standard_normal((2, 3)), rng.standard_normal(3)]
    params = {str(i): p.copy() for i, p in enumerate(mine)}
    for _ in range(4):
        grads = [rng.standard_normal(p.shape) for p in mine]
        ours.update(list(zip(mine, grads, strict=True)))
        packages.update(params, {str(i): g for i, g in enumerate(grads)})
    for p, wanted in zip(mine, params.values(), strict=True):
        assert np.allclose(p, wanted, rtol=1e-12, atol=1e-14)


def test_weight_decay(rng: np.random.Generator) -> None:
    """Around Adam it is AdamW, around SGD it is L2."""
    m, lr, rate = library(), 0.02, 0.005
    for inner, packages in (
        (m.Adam(lr), lesson_code.AdamW(lr, weight_decay=rate / lr)),
        (m.SGD(lr), lesson_code.SGD(lr, weight_decay=rate / lr)),
    ):
        ours = m.WeightDecay(inner, rate)
        mine = [rng.standard_normal(shape) for shape in ((2, 3), (3,), (4, 2, 3, 3))]
        params = {str(i): p.copy() for i, p in enumerate(mine)}
        for _ in range(4):
            grads = [rng.standard_normal(p.shape) for p in mine]
            ours.update(list(zip(mine, grads, strict=True)))
            packages.update(params, {str(i): g for i, g in enumerate(grads)})
        for p, wanted in zip(mine, params.values(), strict=True):
            assert np.allclose(p, wanted, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("shape", [(600, 100), (50, 6, 10, 10)])
def test_he(shape: tuple[int, ...]) -> None:
    W = library().he(shape, np.random.default_rng(0))
    assert np.allclose(W, lesson_code.he(shape, np.random.default_rng(0), np.float64))


def test_numerical_gradient(rng: np.random.Generator) -> None:
    x, a = rng.standard_normal((2, 3)), rng.standard_normal((2, 3))
    before = x.copy()
    got = library().numerical_gradient(lambda x: (a * x**3).sum(), x)
    assert relative_error(got, 3 * a * x**2) < 1e-8
    assert np.array_equal(x, before)
    assert library().relative_error(got, 2 * got) == pytest.approx(1 / 3)


def test_network_and_training_step(rng: np.random.Generator, tmp_path: Path) -> None:
    """The loss and the step of a network of pieces are those of the package's network."""
    m = library()
    W = [rng.standard_normal(s) / 2 for s in ((3, 4), (4, 5))]
    b = [rng.standard_normal(s) for s in (4, 5)]
    x, t = rng.standard_normal((6, 3)), rng.integers(0, 5, 6)
    packages = lesson_code.Sequential(
        [lesson_code.Affine(W[0], b[0]), lesson_code.Sigmoid(), lesson_code.Affine(W[1], b[1])]
    )
    wanted, grads = packages.gradients(x, t)
    mine = [a.copy() for a in (W[0], b[0], W[1], b[1])]
    network = m.Network([m.Affine(*mine[:2]), m.Sigmoid(), m.Affine(*mine[2:])])
    got = m.train_step(network, m.SoftmaxCrossEntropy(), m.SGD(lr=0.5), x, t)
    assert np.isclose(got, wanted, rtol=1e-12)
    for p, g in zip((W[0], b[0], W[1], b[1]), grads.values(), strict=True):
        assert np.allclose(mine.pop(0), p - 0.5 * g, rtol=1e-10)

    other = m.Network([m.Affine(W[0], b[0]), m.Sigmoid(), m.Affine(W[1], b[1])])
    m.save(tmp_path / "n.npz", network)
    m.load(tmp_path / "n.npz", other)
    assert np.array_equal(other.forward(x), network.forward(x))


def test_what_is_saved_holds_the_running_statistics(tmp_path: Path) -> None:
    m = library()
    first, second = (m.BatchNorm(np.ones(2), np.zeros(2)) for _ in range(2))
    first.training = True
    first.forward(np.array([[1.0, 2.0], [3.0, 5.0]]))
    first.training = False
    m.save(tmp_path / "n.npz", m.Network([first]))
    m.load(tmp_path / "n.npz", m.Network([second]))
    x = np.array([[1.0, 2.0]])
    assert np.array_equal(first.forward(x), second.forward(x))


# ---- One program


def test_the_library_runs_alone_and_learns(tmp_path: Path) -> None:
    """NumPy and nothing else, not even our package; each of its networks learns."""
    text = library_text(PIECES, {})
    imports = set(re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE))
    assert imports == {"numpy", "os"}, "NumPy, and Python's own modules"
    assert text.count("import numpy as np") == 1
    assert "lesson_code" not in text
    (tmp_path / "library.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-I", "-W", "error", "library.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    check, *networks = done.stdout.splitlines()
    assert float(check.removeprefix("gradient check: ")) < 1e-7
    shares = [float(re.search(r"([\d.]+)% right", line)[1]) for line in networks]  # type: ignore[index]
    assert len(shares) == 2
    assert min(shares) > 90
