"""scripts/benchmark_matmul.py: what it makes of its numbers, not how large they are."""

from pathlib import Path

import pytest

from scripts import benchmark_matmul
from scripts.machine.environment import ExpectedError


def test_ratios_are_those_of_the_same_round():
    line = benchmark_matmul.row("x @ W", [[0.01, 0.001], [0.06, 0.002], [0.08, 0.004]])
    assert " ".join(line.split()) == "x @ W 2.000 20.0 times as long (15.0 to 25.0)"


def test_needs_a_site_and_rounds_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(ExpectedError, match=r"python scripts/site\.py --build"):
        benchmark_matmul.main(["--site", str(tmp_path)])
    with pytest.raises(SystemExit):
        benchmark_matmul.parse(["--rounds", "1"])
    assert "quartiles need at least 2" in capsys.readouterr().err


def test_factors_fit_each_other():
    for name, (left, right, _) in benchmark_matmul.PRODUCTS.items():
        assert left[1] == right[0], name
