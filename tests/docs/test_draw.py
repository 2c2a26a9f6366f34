"""Draw a digit: the weights, what the pages say of them, and what the page asks Python."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import numpy as np
import pytest
from PIL import Image

from lesson_code import load_mnist
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
    assert found["probabilities"].shape == (10,)
    assert found["probabilities"].sum() == pytest.approx(1)
    assert found["probabilities"].argmax() == 1
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
        right += draw_digit.classify(large)["probabilities"].argmax() == label
    assert right >= 97
