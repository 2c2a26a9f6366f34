"""The peak of a process, as the system tells it."""

import pytest

from scripts.speed import peak_memory, stopwatch


def test_peak_memory_sees_what_is_used():
    """In a process of its own: a peak cannot be forgotten everywhere."""
    if not peak_memory.FORGET_PEAK.exists():
        pytest.skip("only Linux says how much memory a process used at most")
    [megabytes] = stopwatch.peak_megabytes("ours", "simple_convnet")
    conv = 100 * 30 * 24 * 24 * 4 / 1e6
    assert conv < megabytes < 20 * conv
