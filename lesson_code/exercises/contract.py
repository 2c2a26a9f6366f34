"""What other pieces and the training expect of a piece, tried out on a few numbers.

A piece may have passed its check when the lesson still asked for something else, or have been
brought along from elsewhere. Most such pieces would stop nothing: the network finds no parameters
in them, and trains without a word the few that it has, or none.
"""

import re
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

from lesson_code._types import Array
from lesson_code.exercises.grading import Problem
from lesson_code.exercises.pieces import Piece, Pieces


def unnamed(piece: Piece, program: str) -> list[str]:
    """The attributes that a piece must have and its program never names; nothing is run.

    Args:
        piece: which.
        program: the learner's.

    Returns:
        Their names, `W` and `dW`.
    """
    wanted = [f"{d}{name}" for d in ("", "d") for name in piece.example if name != "x"]
    return [name for name in wanted if not re.search(rf"\.{name}\b", program)]


def try_out(piece: Piece, module: types.ModuleType, pieces: Pieces) -> None:
    """Run what a piece defines, and say what of its contract it does not keep.

    Args:
        piece: which.
        module: the library.
        pieces: those that are used; layers are taken to be right by what is made of them.

    Raises:
        Problem: if it does not fit.
    """
    if piece.example:
        _try_layer(piece, module)
    if "SoftmaxCrossEntropy" in piece.defines:
        _try_loss(module)
    if "Network" in piece.defines:
        _try_network(piece, module, pieces)
    for name in piece.defines:
        if f"{name}(lr=" in piece.signature:
            _try_optimizer(name, module)
    if "WeightDecay" in piece.defines:
        _try_decay(module)
    if "train_step" in piece.defines:
        _try_step(module, pieces)


def _layer(piece: Piece, module: types.ModuleType) -> tuple[Any, Array]:
    """A layer with a few random parameters, and an input for it."""
    rng = np.random.default_rng(0)
    arrays = {name: rng.standard_normal(shape) for name, shape in piece.example.items()}
    x = arrays.pop("x")
    layer = getattr(module, piece.name)(*arrays.values())
    layer.training = True
    return layer, x


def _parameters(piece: Piece, layer: Any) -> Iterator[tuple[str, Array]]:
    for name, shape in piece.example.items():
        if name == "x":
            continue
        for attribute in (name, f"d{name}"):
            value = getattr(layer, attribute, None)
            if not isinstance(value, np.ndarray) or value.shape != tuple(shape):
                got_en, got_ja = "there is none", "ありません"
                if value is not None:
                    got_en = f"it is a {type(value).__name__} of shape {np.shape(value)}"
                    got_ja = f"{type(value).__name__}、形状 {np.shape(value)} です"
                raise Problem(
                    en=f"expected an array of shape {tuple(shape)} as its attribute `{attribute}` "
                    f"after `backward`, and {got_en}",
                    ja=f"`backward` の後、属性 `{attribute}` に形状 {tuple(shape)} の配列が"
                    f"あるはずですが、{got_ja}",
                )
        yield name, getattr(layer, name)


def _try_layer(piece: Piece, module: types.ModuleType) -> None:
    layer, x = _layer(piece, module)
    y = layer.forward(x)
    _expect_array(y, "forward(x)", np.shape(y))
    before = y.copy()
    _expect_array(layer.backward(np.ones_like(y)), "backward(dout)", x.shape)
    for name, parameter in _parameters(piece, layer):
        parameter += 1
        if np.array_equal(layer.forward(x), before):
            raise Problem(
                en=f"its attribute `{name}` was changed in place, as a training step does, and "
                "`forward` gives the same as before: it uses another array, perhaps a copy",
                ja=f"学習のように属性 `{name}` の中身を書き換えても、`forward` の結果が"
                "変わりません。コピーなど、別の配列を使っているようです",
            )
        parameter -= 1


def _try_loss(module: types.ModuleType) -> None:
    loss, logits = module.SoftmaxCrossEntropy(), np.zeros((4, 3))
    _expect_number(loss.forward(logits, np.array([0, 1, 2, 0])), "forward(logits, t)")
    _expect_array(loss.backward(), "SoftmaxCrossEntropy().backward()", logits.shape)


def _try_network(piece: Piece, module: types.ModuleType, pieces: Pieces) -> None:
    for other in pieces.pieces:
        if not other.example:
            continue
        layer, x = _layer(other, module)
        network = module.Network([layer])
        network.backward(np.ones_like(network.forward(x)))
        pairs = network.parameters()
        for name, parameter in _parameters(other, layer):
            if not any(np.shares_memory(p, parameter) and np.size(g) == p.size for p, g in pairs):
                raise Problem(
                    en=f"`parameters()` lacks the pair of {other.name}'s `{name}`, that very array "
                    f"and no copy, and `d{name}`",
                    ja=f"`parameters()` に、{other.name} の `{name}`（コピーではなく、その配列"
                    f"自身）と `d{name}` の組がありません",
                )


def _try_optimizer(name: str, module: types.ModuleType) -> None:
    parameter = np.ones(2)
    getattr(module, name)(lr=0.1).update([(parameter, np.ones(2))])
    if not (parameter < 1).all():
        raise Problem(
            en=f"after `{name}(lr=0.1).update([(p, g)])` with a gradient above 0, `p` is no "
            "smaller; change the array in place: `p -= ...`, for `p = p - ...` makes a new one",
            ja=f"勾配 `g` が正でも、`{name}(lr=0.1).update([(p, g)])` で `p` が減りません。"
            "`p = p - ...` は新しい配列を作るだけです。`p -= ...` のように、配列の中身を"
            "書き換えてください",
        )


class _Still:
    """An optimiser that moves nothing, and counts its steps."""

    lr = 0.1
    steps = 0

    def update(self, parameters: Any) -> None:
        self.steps += 1


def _try_decay(module: types.ModuleType) -> None:
    inner, W, b = _Still(), np.ones((2, 2)), np.ones(2)
    module.WeightDecay(inner, 0.5).update([(W, np.zeros((2, 2))), (b, np.zeros(2))])
    if not (W == 0.5).all() or not (b == 1).all():
        raise Problem(
            en="`WeightDecay(optimizer, 0.5).update([(W, g)])` with a gradient of 0 does not halve "
            "`W` in place, or changes a bias, too",
            ja="勾配が 0 のとき、`WeightDecay(optimizer, 0.5).update([(W, g)])` で `W` の中身が"
            "半分になりません。または、バイアスまで変わります",
        )
    if inner.steps != 1:
        raise Problem(
            en=f"`WeightDecay` calls the optimiser's `update` {inner.steps} times in a step",
            ja=f"`WeightDecay` が、1 歩のあいだにオプティマイザの `update` を {inner.steps} 回"
            "呼びます",
        )


def _try_step(module: types.ModuleType, pieces: Pieces) -> None:
    affine, x = _layer(pieces["Affine"], module)
    network, t = module.Network([affine]), np.zeros(len(x), np.int64)
    before = affine.W.copy()
    value = module.train_step(network, module.SoftmaxCrossEntropy(), module.SGD(lr=1.0), x, t)
    _expect_number(value, "train_step(network, loss, optimizer, x, t)")
    if np.array_equal(affine.W, before):
        raise Problem(
            en="`train_step` changes no parameter of the network",
            ja="`train_step` のあとも、ネットワークのパラメータが変わっていません",
        )


def _expect_array(value: Any, call: str, shape: tuple[int, ...]) -> None:
    if isinstance(value, np.ndarray) and value.shape == shape:
        return
    got = type(value).__name__
    raise Problem(
        en=f"`{call}` gives a {got} of shape {np.shape(value)} in place of an array of shape "
        f"{shape}; for a list, return `np.array(...)` of it",
        ja=f"`{call}` が、形状 {shape} の配列ではなく、{got}（形状 {np.shape(value)}）を返します。"
        "リストなら、`np.array(...)` で配列にして返してください",
    )


def _expect_number(value: Any, call: str) -> None:
    if not isinstance(value, int | float | np.ndarray | np.generic) or np.size(value) != 1:
        raise Problem(
            en=f"`{call}` gives a {type(value).__name__} in place of one number, the loss",
            ja=f"`{call}` が、損失の数一つではなく {type(value).__name__} を返します",
        )
