"""The benchmark: its figures are what they say.

Nothing here is timed: a busy machine would fail such a test, and a quick one pass it wrongly.
"""

import json

import pytest

from scripts import benchmark
from scripts.speed import steps, stopwatch


@pytest.fixture
def small(monkeypatch):
    """Small batches and single rounds."""
    monkeypatch.setattr(steps, "BATCH", 4)
    monkeypatch.setattr(benchmark, "INFERENCE_IMAGES", 20)
    monkeypatch.setattr(benchmark, "BATCHES", [2, 4])

    def once(functions, rounds, turn=1, warm_up=2):
        return stopwatch.interleaved(functions, rounds=2, turn=0, warm_up=1)

    monkeypatch.setattr(benchmark, "interleaved", once)
    monkeypatch.setattr(benchmark, "peak_megabytes", lambda *_: [60.0, 50.0])
    monkeypatch.setattr(benchmark, "import_seconds", lambda *_, **__: [0.1, 0.3])


@pytest.mark.slow
def test_everything_is_measured_and_written(small, tmp_path, capsys):
    file = tmp_path / "speed.json"
    assert benchmark.main(["--quick", "--json", str(file)]) == 0
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found.keys() == {"provenance", "quick", "threads", "in_halves", *benchmark.PARTS}
    assert found["simple_convnet"].keys() >= {"textbook_ratio", "ms", "textbook_ms", "inference_s"}
    assert found["sigmoid_mlp"].keys() >= {"loop_ratio", "ms", "loop_ms"}
    assert found["import"]["seconds"] == 0.2
    assert [row["batch"] for row in found["batch_size"]] == [2, 4]
    for part in ("simple_convnet", "deep_convnet"):
        assert ("torch_ratio" in found[part]) == steps.has_torch()
        assert found[part]["memory_mb"] == 55
    profile = found["profile"]
    assert "second forward pass" in profile["textbook"]
    assert "first layer's input gradient" in profile["textbook"]
    assert len(profile["ours"]) == 7 + 7 + 2 + 1  # layers there and back, loss, optimiser
    printed = capsys.readouterr().out
    for word in ("textbook / ours", "at least 15", "below 0.2", "2 images", "relu", "ours: sum"):
        assert word in printed


def test_without_pytorch_a_word_is_said(small, monkeypatch, capsys):
    monkeypatch.setattr(steps, "has_torch", lambda: False)
    assert benchmark.main(["--quick", "--only", "simple_convnet", "deep_convnet"]) == 0
    printed = capsys.readouterr().out
    assert "PyTorch is not installed" in printed
    assert "textbook / ours" in printed
    assert "ours / PyTorch" not in printed


def test_an_unknown_part_is_refused(capsys):
    with pytest.raises(SystemExit):
        benchmark.main(["--only", "gpu"])
    assert "simple_convnet" in capsys.readouterr().err
