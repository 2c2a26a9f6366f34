import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from lesson_code import _locks
from lesson_code._locks import alone, locked


def test_one_holds_it_and_the_file_goes(tmp_path):
    path = tmp_path / "lock"
    with alone(path) as first:
        with alone(path) as second:
            assert (first, second) == (True, False)
        with alone(path) as third:  # who was refused has taken nothing away
            assert not third
    assert list(tmp_path.iterdir()) == []
    path.write_text("left by a killed program")
    with alone(path) as again:
        assert again
    assert not path.exists()


def test_of_many_never_two_hold_it(tmp_path):
    """Also while the file comes and goes: what one has just removed, no other holds."""
    path, inside, most, held = tmp_path / "lock", [], [], threading.Lock()

    def hold(_):
        for _ in range(50):
            with alone(path) as free:
                if free:
                    with held:
                        inside.append(1)
                        most.append(len(inside))
                    time.sleep(0)
                    with held:
                        inside.pop()

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(hold, range(6)))
    assert set(most) == {1}


def test_where_there_are_no_locks_nobody_is_kept_out(tmp_path, monkeypatch):
    def none(_):
        raise OSError("no locks here")

    monkeypatch.setattr(_locks, "locked", none)
    with alone(tmp_path / "lock") as first, alone(tmp_path / "lock") as second:
        assert first
        assert second


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another module for it")
def test_a_python_without_locks_says_so(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with (tmp_path / "file").open("w") as file, pytest.raises(OSError, match="no locks here"):
        locked(file.fileno())
    with alone(tmp_path / "lock") as free:
        assert free
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208
