"""Draw a digit: the weights, what the pages say of them, and what the page asks Python."""

from __future__ import annotations

import importlib.util
import io
import pickle
import re
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PIL import Image

from lesson_code import (
    MODELS,
    SGD,
    Affine,
    Flatten,
    Residual,
    Scale,
    Sequential,
    SoftmaxCrossEntropy,
    Trainer,
    build_model,
    load_mnist,
    save_checkpoint,
    save_params,
    simple_convnet,
    softmax,
    to_mnist,
)
from lesson_code.exercises import library
from lesson_code.exercises.pieces import all_pieces
from lesson_code.exercises.progress import Progress
from scripts import render_weights
from scripts.book import page_python, pages, results

PYTHON = pages.DOCS / "shared" / "python" / "draw_digit.py"
PLACES = [
    (language, name) for language in ("ja", "en") for name in ("index.md", "lessons/16-cnn.md")
]


def read(language: str, name: str) -> str:
    return (pages.DOCS / language / name).read_text(encoding="utf-8")


def test_weights_are_the_measured_ones() -> None:
    """The accuracy that the pages show is that of the file that they serve."""
    assert render_weights.differences() == []


def test_weights_are_plain_small_numbers() -> None:
    with np.load(render_weights.WEIGHTS, allow_pickle=False) as weights:
        assert {name: array.dtype for name, array in weights.items()} == {
            f"params/{layer}.{kind}": np.float16 for layer in (0, 4, 6) for kind in "Wb"
        }
        assert all(np.isfinite(array).all() for array in weights.values())
    assert render_weights.WEIGHTS.stat().st_size < 1e6


@pytest.mark.parametrize(("language", "name"), PLACES)
def test_pages_say_what_was_measured(language: str, name: str) -> None:
    text = read(language, name)
    assert '<span data-number="digits:accuracy:.2%">' in text
    if name != "index.md":
        assert f"$ {results.read('digits')['command']}\n" in text


@pytest.mark.parametrize(("language", "name"), PLACES)
def test_pages_say_how_much_is_loaded(language: str, name: str) -> None:
    [said] = re.findall(r"- `start`: .*?(\d+) MB", read(language, name))
    files = page_python.pyodide_files(compiled=True)
    parts = ("pyodide", "compiled-stdlib", "compiled-numpy", "numpy")
    needed = [file["size"] for name, file in files.items() if name.startswith(parts)]
    assert len(needed) == 6
    size = sum(needed) + render_weights.WEIGHTS.stat().st_size
    assert abs(int(said) - size / 1e6) < 1


# ---- What the page asks Python


@pytest.fixture
def draw_digit(tmp_path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of the page, in a folder like the one that it has there."""
    (tmp_path / "digits.npz").write_bytes(render_weights.WEIGHTS.read_bytes())
    monkeypatch.chdir(tmp_path)
    spec = importlib.util.spec_from_file_location("draw_digit", PYTHON)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_classify_gives_what_the_page_shows(draw_digit: ModuleType) -> None:
    picture = np.full((280, 280), 255, np.uint8)
    assert draw_digit.classify(picture) is None
    picture[40:240, 130:155] = 0  # a stroke
    found = draw_digit.classify(picture)
    assert found["image"].shape == (28, 28)
    assert found["maps"].shape == (30, 24, 24)
    assert found["maps"].min() == 0 < found["maps"].max()  # after ReLU
    assert found["layer"] == "ReLU"
    assert found["probabilities"] is True
    assert found["values"].shape == (10,)
    assert found["values"].sum() == pytest.approx(1)
    assert found["values"].argmax() == 1
    small = np.full((280, 280), 255, np.uint8)
    small[206:270, 260:268] = 0  # the same one, small and in a corner: nearly the same image
    again = draw_digit.classify(small)
    assert abs(again["image"] - found["image"]).mean() < 0.02


def test_classify_knows_test_digits(draw_digit: ModuleType) -> None:
    _, (x, t) = load_mnist()
    right = 0
    for digit, label in zip(x[:100, 0], t[:100], strict=True):
        grey = Image.fromarray(np.uint8(255) - np.round(digit * 255).astype(np.uint8))
        large = np.asarray(grey.resize((280, 280), Image.Resampling.BICUBIC))
        right += draw_digit.classify(large)["values"].argmax() == label
    assert right >= 97


# ---- A network of the reader's own

PICTURE = np.full((280, 280), 255, np.uint8)
PICTURE[40:240, 130:155] = 0


def checkpoint(model: str | None, network: Sequential, **settings: Any) -> bytes:
    """The bytes of a checkpoint, as a reader's training leaves it."""
    trainer = Trainer(network, SGD(0.1), rng=np.random.default_rng(0))
    save_checkpoint("checkpoint.npz", trainer, model=model, settings=settings)
    return Path("checkpoint.npz").read_bytes()


def bring(draw_digit: ModuleType, data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = draw_digit.bring(np.frombuffer(data, np.uint8))
    assert not draw_digit.BROUGHT.exists()
    return found


@pytest.mark.parametrize(
    ("model", "settings", "watched"),
    [
        ("simple-convnet", {"filters": 7, "hidden": 20}, 1),
        ("simple-convnet", {"dtype": "float64"}, 1),
        ("report-convnet", {}, 2),  # the activation after batch norm
        ("lenet", {}, 1),
        ("alexnet-small", {}, 1),
        ("deep-convnet", {"input_shape": [1, 28, 28], "channels": [8]}, 1),
        ("deep-convnet", {"input_shape": [1, 28, 28], "channels": [8], "batch_norm": True}, 2),
        ("sigmoid-mlp", {}, None),
        ("sigmoid-mlp", {"cost": "quadratic"}, None),
        ("three-layer-net", {}, None),
    ],
)
def test_a_checkpoint_answers_as_in_python(
    draw_digit: ModuleType, model: str, settings: dict[str, Any], watched: int | None
) -> None:
    network = build_model(model, settings, np.random.default_rng(3))
    about = bring(draw_digit, checkpoint(model, network, **settings))
    assert about["model"] == model
    assert len(about["layers"]) == len(network.layers)
    assert about["parameters"] == sum(p.size for p in network.params.values())

    found = draw_digit.classify(PICTURE)
    dtype = next(iter(network.params.values())).dtype
    x = to_mnist(PICTURE / np.float32(255)).astype(dtype)
    with_softmax = isinstance(network.loss_function, SoftmaxCrossEntropy)
    assert found["probabilities"] is with_softmax
    expected = network.predict(x)
    np.testing.assert_array_equal(
        found["values"], (softmax(expected) if with_softmax else expected)[0]
    )
    if watched is None:
        assert found["maps"] is None
    else:
        first = Sequential(network.layers[: watched + 1])
        np.testing.assert_array_equal(found["maps"], first.predict(x)[0])
        assert found["layer"] == type(network.layers[watched]).__name__


def test_every_network_of_the_package_can_be_brought() -> None:
    [mark] = test_a_checkpoint_answers_as_in_python.pytestmark
    assert {model for model, *_ in mark.args[1]} == {*MODELS}


@pytest.mark.parametrize("name", ["affine", "convolution"])
def test_what_mine_train_saves_answers_as_there(draw_digit: ModuleType, name: str) -> None:
    pieces = all_pieces()
    module = library.library_module(library.library_of(pieces, Progress()))
    training = library.Training(module, name, np.random.default_rng(0), batch_size=20)
    rng = np.random.default_rng(1)
    list(training.epoch(rng.random((100, 1, 28, 28), np.float32), rng.integers(0, 10, 100)))
    training.save(Path("mine.npz"))
    about = bring(draw_digit, Path("mine.npz").read_bytes())
    assert about["model"] == "mine"
    assert about["parameters"] == sum(p.size for p, _ in training.network.parameters())
    found = draw_digit.classify(PICTURE)
    image = to_mnist(PICTURE / np.float32(255))
    logits = training.network.forward(image.reshape(1, -1) if name == "affine" else image)
    np.testing.assert_allclose(found["values"], softmax(logits)[0], rtol=1e-4, atol=1e-6)
    if name == "affine":
        assert found["maps"] is None
    else:
        convolution, relu = training.network.layers[:2]
        expected = relu.forward(convolution.forward(image))[0]
        np.testing.assert_allclose(found["maps"], expected, rtol=1e-4, atol=1e-6)


def test_a_convolution_within_a_network_within_is_found(draw_digit: ModuleType) -> None:
    inner = simple_convnet(np.random.default_rng(0)).layers
    flat = draw_digit.Shown(Sequential(inner), "")
    nested = draw_digit.Shown(Sequential([Sequential(inner[:1]), *inner[1:]]), "")
    assert flat.watched == nested.watched == 1
    assert nested.about()["layers"][0] == "Sequential"
    around = Residual([Scale(np.ones(1), np.ones(1))])
    assert draw_digit.Shown(Sequential([around, Flatten()]), "").watched is None


def arrays(**named: Any) -> bytes:
    file = io.BytesIO()
    np.savez(file, **named)
    return file.getvalue()


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


class Bomb:
    """What runs code when it is unpickled."""

    def __reduce__(self) -> Any:
        return exec, ("raise SystemExit('unpickled')",)


def wrong_files() -> dict[str, tuple[bytes, dict[str, Any]]]:
    """Files that are no network for a drawn digit, and what the page is told of each."""
    rng = np.random.default_rng(0)
    whole = checkpoint("simple-convnet", simple_convnet(rng, hidden=5), hidden=5)
    colours = simple_convnet(rng, (3, 32, 32), hidden=5)
    two = simple_convnet(rng, hidden=5, classes=2)
    save_params("weights.npz", two)
    alone = Path("weights.npz").read_bytes()
    bomb = np.empty(1, object)
    bomb[0] = Bomb()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    large = simple_convnet(rng, hidden=5)
    large.params["6.W"][...] = 3e38
    large.params["0.b"][...] = 3e38
    of_mine = {"0.W": np.zeros((784, 100)), "0.b": np.zeros(100), "2.W": np.zeros((100, 10))}
    return {
        "empty": (b"", {"wrong": "other"}),
        "text": (b"epoch,loss\n1,0.3\n", {"wrong": "other"}),
        "one array": (whole[:0] + b"\x93NUMPY\x01\x00", {"wrong": "other"}),
        "another zip": (zipped(**{"a.txt": b"a"}), {"wrong": "other"}),
        "pickle": (pickle.dumps(Bomb()), {"wrong": "pickle"}),
        "pickle in an npz": (arrays(meta=bomb), {"wrong": "pickle"}),
        "pickle in a zip": (zipped(**{"a/data.pkl": pickle.dumps(Bomb())}), {"wrong": "pickle"}),
        "cut": (whole[: len(whole) // 2], {"wrong": "cut"}),
        "changed": (bytes(changed), {"wrong": "damaged", "reason": "Bad CRC-32"}),
        "not finite": (
            checkpoint("simple-convnet", large, hidden=5),
            {"wrong": "damaged", "reason": "NaN or infinity"},
        ),
        "mine, another size": (
            arrays(**of_mine, **{"2.b": np.zeros(9)}),
            {"wrong": "damaged", "reason": "2.b has shape (9,)"},
        ),
        "meta alone": (arrays(meta=np.zeros(3, np.uint8)), {"wrong": "damaged"}),
        "meta is a list": (
            arrays(meta=np.frombuffer(b"[1]", np.uint8)),
            {"wrong": "damaged", "reason": "format"},
        ),
        "parameters": (alone, {"wrong": "alone"}),
        "other arrays": (
            arrays(x=np.zeros(3), y=np.zeros(3)), {"wrong": "foreign", "names": ["x", "y"]}
        ),
        "without a name": (
            checkpoint(None, Sequential([Flatten(), Affine(np.ones((784, 10)), np.ones(10))])),
            {"wrong": "unnamed"},
        ),
        "colours": (
            checkpoint("simple-convnet", colours, input_shape=(3, 32, 32), hidden=5),
            {"wrong": "images", "shape": [3, 32, 32]},
        ),
        "two classes": (
            checkpoint("simple-convnet", two, hidden=5, classes=2),
            {"wrong": "classes", "count": 2},
        ),
    }  # fmt: skip


def test_what_is_no_network_for_a_digit_is_said(draw_digit: ModuleType) -> None:
    good = checkpoint("sigmoid-mlp", build_model("sigmoid-mlp", {}, np.random.default_rng(0)))
    bring(draw_digit, good)
    before = draw_digit.classify(PICTURE)["values"]
    said = set()
    for kind, (data, expected) in wrong_files().items():
        found = bring(draw_digit, data)
        reason = expected.pop("reason", "")
        assert reason in found.pop("reason", ""), kind
        assert found == expected, kind
        said.add(found["wrong"])
        np.testing.assert_array_equal(draw_digit.classify(PICTURE)["values"], before)
    text = PYTHON.read_text(encoding="utf-8")
    assert said >= set(re.findall(r'WrongFileError\("(\w+)"', text)) | {"damaged"}
    for language, name in PLACES:
        assert all(f"- `{key}`: " in read(language, name) for key in said)
    assert draw_digit.go_back() == draw_digit.own.about()
    assert draw_digit.classify(PICTURE)["values"].argmax() == 1
