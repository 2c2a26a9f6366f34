"""scripts/any_processor.py: a row runs what it says, or says why not."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pytest

from scripts import any_processor
from scripts.any_processor import Found, Row, judge

HERE: Found = {"kernels": ["Haswell"], "threads": [1], "simd": ["X86_V3"]}

TESTS = """
import os

import numpy as np
import pytest
from threadpoolctl import threadpool_info


def test_with_one_thread():
    assert all(one["num_threads"] == 1 for one in threadpool_info() if one["user_api"] == "blas")


@pytest.mark.skipif(True, reason="to be counted")
def test_nothing():
    pass


@pytest.mark.browser
def test_in_a_browser():
    raise AssertionError("not asked for")
"""


@pytest.mark.slow
def test_rows_are_run_with_what_they_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(any_processor.environment, "prepare", lambda: Path(sys.executable))
    (tmp_path / "test_threads.py").write_text(TESTS)
    asked = ["as-is", "two-threads", "--workers", "0", "--", str(tmp_path)]
    assert any_processor.main(asked) == 1
    lines = capfd.readouterr().out.splitlines()
    assert lines[-4] == any_processor.HEAD
    table = [line.split() for line in lines[-3:-1]]
    assert [table[0][0], *table[0][-4:-1]] == ["as-is", "1", "0", "1"]
    assert [table[1][0], *table[1][-4:-1]] == ["two-threads", "0", "1", "1"]
    assert lines[-1].startswith("FAILED with two-threads: ")
    assert lines[-1].endswith("test_threads::test_with_one_thread")


def test_slow_pages_are_those_of_the_browser() -> None:
    (slow,) = [row for row in any_processor.rows([]) if "SLOW_PAGES" in row.variables]
    options = argparse.Namespace(workers=2, all=False)
    assert any_processor.pytest(options, slow, [])[-1] == "tests/site"
    assert "not browser" not in any_processor.pytest(options, slow, [])
    assert "not browser" in any_processor.pytest(options, Row("as-is"), ["tests/site"])


def test_a_row_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        any_processor.main(["alpha"])
    assert "there is no row alpha; there are as-is, haswell," in capsys.readouterr().err


def test_what_runs_is_what_was_asked_for() -> None:
    assert judge(Row("as-is"), HERE) == ("Haswell 1 X86_V3", "")
    assert judge(Row("haswell", kernel="Haswell"), HERE)[1] == ""
    assert "what runs is Haswell" in judge(Row("zen", kernel="Zen"), HERE)[1]
    assert judge(Row("prescott", kernel="Prescott"), HERE | {"kernels": ["Katmai"]})[1] == ""
    # SciPy brings an OpenBLAS of its own
    both = HERE | {"kernels": ["Haswell", "Nehalem"]}
    assert judge(Row("nehalem", kernel="Nehalem"), both)[1]
    assert "still uses X86_V3" in judge(Row("no-simd", no_simd=True), HERE)[1]
    assert judge(Row("no-simd", no_simd=True), HERE | {"simd": []}) == ("Haswell 1 none", "")
    two = Row("two-threads", {"OPENBLAS_NUM_THREADS": "2"})
    assert judge(two, HERE)[1] == "asked for 2 BLAS threads, what runs is 1"
    assert judge(two, HERE | {"threads": [2]})[1] == ""
    # NumPy on a Mac adds with Apple's library
    other = HERE | {"kernels": [], "threads": []}
    assert judge(Row("as-is"), other)[1] == ""
    assert judge(Row("zen", kernel="Zen"), other)[1] == "asked for Zen, what runs is no OpenBLAS"


def test_a_kernel_that_kills_python_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        any_processor, "PROBE", "import os, signal; os.kill(os.getpid(), signal.SIGILL)"
    )
    found = any_processor.probe(sys.executable, {})
    assert judge(Row("skylakex", kernel="SkylakeX"), found) == (
        "",
        "this processor lacks its instructions",
    )


def test_every_core_is_kept_busy_and_let_go() -> None:
    with any_processor.busy_cores() as burning:
        assert len(burning) >= 1
        assert all(process.poll() is None for process in burning)
    assert all(process.poll() is not None for process in burning)
