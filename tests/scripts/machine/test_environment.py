"""The environment is made whole or made again, and each failure is a sentence."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.machine import environment
from scripts.machine.environment import ROOT, ExpectedError, explain, prepare, python_of, why_make

PREPARE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from scripts.machine import environment
environment.run(lambda: print(environment.prepare(Path(sys.argv[2]))))
"""


def project(folder: Path, lock: str = "") -> Path:
    """A project whose lock is empty, so that its environment is made in seconds."""
    (folder / "lesson_code").mkdir(parents=True)
    (folder / "lesson_code" / "__main__.py").write_text("print('hello')", encoding="utf-8")
    (folder / "requirements.txt").write_text(lock, encoding="utf-8")
    return folder


def start(root: Path) -> subprocess.Popen[str]:
    """Make a project's environment in another process."""
    return subprocess.Popen(
        [sys.executable, "-c", PREPARE, str(ROOT), str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def kill(process: subprocess.Popen[str]) -> None:
    """End a process at once, and its children, as closing the terminal does."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True)
    else:
        os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = project(tmp_path_factory.mktemp("lessons") / "ゼロから 学ぶ")
    prepare(root)
    return root


@contextlib.contextmanager
def changed(path: Path, content: str | None) -> Iterator[None]:
    """Let a file hold something else, or be gone, for a while."""
    before = path.read_bytes()
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8")
    yield
    path.write_bytes(before)


@pytest.mark.slow
def test_a_folder_with_spaces_and_japanese_letters_will_do(made: Path) -> None:
    assert why_make(made) is None
    assert python_of(made).is_file()


@pytest.mark.slow
def test_the_package_runs_from_any_folder(made: Path, tmp_path: Path) -> None:
    command = [str(python_of(made)), "-m", "lesson_code"]
    assert subprocess.check_output(command, cwd=tmp_path, text=True).strip() == "hello"


def test_again_nothing_is_made(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def files() -> dict[Path, int]:
        return {path: path.lstat().st_mtime_ns for path in made.rglob("*")}

    before = files()
    prepare(made)
    assert files() == before
    assert "making" not in capsys.readouterr().out


def test_an_unfinished_one_is_seen(made: Path) -> None:
    stamp = environment.stamp_of(made)
    for content in (None, "", '{"schema": 1'):
        with changed(stamp, content):
            assert "half-made" in (why_make(made) or "")
    assert why_make(made) is None


@pytest.mark.parametrize("key", environment.STALE)
def test_one_made_otherwise_is_seen(made: Path, key: str) -> None:
    stamp = environment.stamp_of(made)
    other = json.dumps({**json.loads(stamp.read_text(encoding="utf-8")), key: "other"})
    with changed(stamp, other):
        assert why_make(made) == environment.STALE[key]


def test_a_changed_lock_is_seen(made: Path) -> None:
    with changed(made / "requirements.txt", "# another\n"):
        assert why_make(made) == environment.STALE["lock"]


def test_a_moved_folder_is_seen(made: Path, tmp_path: Path) -> None:
    moved = made.rename(tmp_path / "moved")
    try:
        assert why_make(moved) == environment.STALE["folder"]
    finally:
        moved.rename(made)


def test_a_python_that_has_gone_is_seen(made: Path) -> None:
    gone = python_of(made).rename(python_of(made).with_name("gone"))
    try:
        assert "has gone" in (why_make(made) or "")
    finally:
        gone.rename(python_of(made))


@pytest.mark.slow
def test_a_killed_run_is_repaired_by_the_next(tmp_path: Path) -> None:
    root = project(tmp_path / "killed")
    with start(root) as first:
        while not (root / ".venv").exists():
            time.sleep(0.01)
        kill(first)
    assert "half-made" in (why_make(root) or "")
    (root / ".venv" / "left over").touch()

    with start(root) as second, start(root) as third:  # and two at once do not disturb each other
        said = [process.communicate() for process in (second, third)]
    assert [second.returncode, third.returncode] == [0, 0], said
    assert sum("making .venv: the one here is half-made" in out for out, _ in said) == 1
    assert why_make(root) is None
    assert not (root / ".venv" / "left over").exists()


def test_a_failure_is_a_sentence_and_no_stamp(tmp_path: Path) -> None:
    root = project(tmp_path / "broken")
    (root / "requirements.txt").unlink()
    (root / ".venv").mkdir()
    (root / ".venv" / "complete.json").write_text("{}", encoding="utf-8")
    with start(root) as process:
        _, err = process.communicate()
    assert process.returncode == 1
    assert "requirements.txt" in err
    assert "Traceback" not in err


@pytest.fixture
def pip_alone(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """pip without this machine's settings; nothing it does is carried out."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_DRY_RUN", "1")
    monkeypatch.setenv("PIP_IGNORE_INSTALLED", "1")
    monkeypatch.setenv("PIP_RETRIES", "1")
    return monkeypatch


def install(tmp_path: Path, requirement: str) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text(f"{requirement} --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    environment.install(Path(sys.executable), lock)


def wheel(folder: Path, name: str) -> None:
    """An empty package."""
    about = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as file:
        file.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        file.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{about}/RECORD", "")


def test_no_network(
    tmp_path: Path, pip_alone: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # never listens
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        pip_alone.setenv("PIP_INDEX_URL", address)
        with pytest.raises(ExpectedError, match=r"could not be reached.*Nothing is lost"):
            install(tmp_path, "some-package==1.0")
    assert "ERROR" in capsys.readouterr().err, "what pip said is shown"


def test_a_package_with_another_hash(tmp_path: Path, pip_alone: pytest.MonkeyPatch) -> None:
    wheel(tmp_path, "some_package")
    pip_alone.setenv("PIP_NO_INDEX", "1")
    pip_alone.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(ExpectedError, match="Do not trust"):
        install(tmp_path, "some-package==1.0")


def test_a_package_not_built_for_this_system(tmp_path: Path, pip_alone: pytest.MonkeyPatch) -> None:
    pip_alone.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(ExpectedError, match="no ready-built package"):
        install(tmp_path, "some-package==1.0")


def test_a_full_disk_is_seen_where_nothing_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        free = 0

    monkeypatch.setattr(environment.shutil, "disk_usage", lambda path: Full)
    with pytest.raises(ExpectedError, match="disk is full"):
        environment.require([sys.executable, "-c", "exit(1)"], "It", hear_everything=True)


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("ERROR: [Errno 28] No space left on device: '/x'", "disk is full"),
        ("OSError: [WinError 112] There is not enough space on the disk", "disk is full"),
        ("The virtual environment was not created: ensurepip is not available.", "python3-venv"),
        ("/usr/bin/python3: No module named venv", "python3-venv"),
        ("socket.gaierror: [Errno 11001] getaddrinfo failed", "could not be reached"),
        ("[Errno -3] Temporary failure in name resolution", "could not be reached"),
        ("HTTPSConnectionPool(host='x', port=443): Read timed out.", "could not be reached"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY", "could not be reached"),
    ],
)
def test_what_other_failures_mean(said: str, meaning: str) -> None:
    assert meaning in (explain(said) or "")


@pytest.mark.parametrize(
    "said", ["Segmentation fault", "Command '['python', '-m', 'ensurepip']' returned 1."]
)
def test_an_unknown_failure_is_not_explained(said: str) -> None:
    assert explain(said) is None


@pytest.mark.parametrize(
    ("failure", "code", "sentence"),
    [(ExpectedError("Buy a disk."), 1, "Buy a disk."), (KeyboardInterrupt(), 130, "Stopped.")],
)
def test_an_end_that_is_no_bug_shows_no_traceback(
    failure: BaseException, code: int, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def command() -> int:
        raise failure

    with pytest.raises(SystemExit) as end:
        environment.run(command)
    assert end.value.code == code
    assert sentence in capsys.readouterr().err


def test_a_bug_shows_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError):
        environment.run(lambda: 1 // 0)


def test_children_get_utf8_and_nothing_that_bends_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    variables = environment.surroundings(MORE="yes")
    assert "PYTHONPATH" not in variables
    assert (variables["PIP_USER"], variables["PYTHONUTF8"], variables["MORE"]) == ("0", "1", "yes")
