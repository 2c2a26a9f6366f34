"""Turns of equal length, ratios of rounds, and the time of an import."""

from scripts.speed import stopwatch


def test_turns_last_equally_long(monkeypatch):
    turns, now = [], 0.0

    def call(name, seconds):
        nonlocal now
        turns.append(name)
        now += seconds

    monkeypatch.setattr(stopwatch.time, "perf_counter", lambda: now)
    functions = {"a": lambda: call("a", 3.0), "b": lambda: call("b", 1.0)}
    seconds = stopwatch.interleaved(functions, rounds=2, turn=3.0, warm_up=1)
    assert "".join(turns) == "ab" + 2 * "aabbbb"  # the first call of each turn does not count
    assert seconds == {"a": [3.0, 3.0], "b": [1.0, 1.0]}


def test_a_turn_begins_with_a_start_that_does_not_count(monkeypatch):
    """While it lasts, the system may keep two threads on one core."""
    seconds_of_calls, now = iter([1.0, 9.0, 9.0, 9.0, 1.0, 1.0]), 0.0

    def call():
        nonlocal now
        now += next(seconds_of_calls)

    monkeypatch.setattr(stopwatch.time, "perf_counter", lambda: now)
    monkeypatch.setattr(stopwatch, "START", 20.0)
    assert stopwatch.interleaved({"a": call}, rounds=1, turn=2.0, warm_up=1) == {"a": [1.0]}


def test_a_ratio_is_the_median_of_rounds():
    found = stopwatch.spread("ratio", stopwatch.ratios([2.0, 4.0, 90.0], [1.0, 1.0, 9.0]))
    assert found == {"ratio": 4.0, "ratio_quartiles": [3.0, 7.0]}
    assert stopwatch.spread("ms", [0.0123456], 1000) == {
        "ms": 12.35,
        "ms_quartiles": [12.35, 12.35],
    }


def test_import_time_is_that_of_the_import():
    [seconds] = stopwatch.import_seconds("lesson_code", after="numpy", times=1)
    [nothing] = stopwatch.import_seconds("numpy", after="numpy", times=1)
    assert 0 <= nothing < seconds
