"""The site is built whole or left alone, and served as browsers want it."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from scripts import site
from scripts.machine.environment import ROOT, ExpectedError
from scripts.machine.server import Server

SITE = str(ROOT / "scripts" / "site.py")

# The command as it is, but for another project and with this Python for its environment
ELSEWHERE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv.pop(1))
from scripts import site
from scripts.machine import environment
environment.ROOT = Path(sys.argv.pop(1))
environment.prepare = lambda: Path(sys.executable)
environment.run(site.main)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site of one page."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# One page\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Small\ntheme: {name: null, custom_dir: theme}\nplugins: []\n", encoding="utf-8"
    )
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "main.html").write_text("{{ page.content }}", encoding="utf-8")
    return tmp_path


def test_help_is_there_before_any_environment() -> None:
    said = subprocess.check_output([sys.executable, SITE, "--help"], text=True)
    for option in ("--port", "--build", "--open"):
        assert option in said


@pytest.mark.parametrize("arguments", [["--port", "70000"], ["--port", "x"], ["--build", "--open"]])
def test_nonsense_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        site.parse(arguments)
    assert end.value.code == 2


def test_a_taken_port_is_said_before_the_build() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, SITE, "--port", str(port)], capture_output=True, text=True, timeout=300
        )
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert "--port 8000" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_new_site_takes_the_place_of_the_old(project: Path) -> None:
    (project / "site").mkdir()
    (project / "site" / "gone.html").touch()
    site.build(project, sys.executable)
    assert "One page" in (project / "site" / "index.html").read_text(encoding="utf-8")
    assert not (project / "site" / "gone.html").exists()
    assert {path.name for path in project.iterdir()} == {"docs", "mkdocs.yml", "site", "theme"}


def test_a_failed_build_leaves_the_old_site(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("old", encoding="utf-8")
    (project / "docs" / "index.md").write_text("[nowhere](missing.md)\n", encoding="utf-8")
    with pytest.raises(ExpectedError, match="not built"):
        site.build(project, sys.executable)
    assert (project / "site" / "index.html").read_text(encoding="utf-8") == "old"
    assert not (project / "site.new").exists()
    assert "missing.md" in capfd.readouterr().err, "strict, and mkdocs is heard"


@pytest.mark.skipif(os.name == "nt", reason="no Ctrl-C can be sent to one process there")
def test_from_build_to_the_end(project: Path) -> None:
    command = [sys.executable, "-c", ELSEWHERE, str(ROOT), str(project), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            lines = iter(process.stdout.readline, "")
            japanese = next(line for line in lines if "Japanese" in line).split()[1]
            assert next(lines).split() == ["English", f"{japanese}en/"]
            port = int(japanese.rstrip("/").rpartition(":")[2])
            assert b"One page" in get(port, "/")[1]
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=300)
        finally:
            process.kill()
    assert process.returncode == 130
    assert err.splitlines()[-1].startswith("Stopped.")
    assert "Traceback" not in err


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A served site; beside its folder lies a file that nobody may read."""
    folder = tmp_path_factory.mktemp("served") / "サイト 1"
    files = ["index.html", "404.html", "en/index.html", "en/404.html", "bare/app.mjs", "a b.html"]
    files += ["app.js", "app.wasm", "style.css", "figure.svg", "data.json", "font.woff2"]
    files += ["package.whl", "学習.html"]
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"this is {name}", encoding="utf-8")
    (folder.parent / "secret").write_text("secret", encoding="utf-8")
    with Server(folder, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def get(port: int, path: str, method: str = "GET") -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=300)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/en/", "text/html"),
        ("/app.js", "text/javascript"),
        ("/bare/app.mjs", "text/javascript"),
        ("/app.wasm", "application/wasm"),
        ("/style.css", "text/css"),
        ("/figure.svg", "image/svg+xml"),
        ("/data.json", "application/json"),
        ("/font.woff2", "font/woff2"),
        ("/package.whl", "application/zip"),
        ("/a%20b.html", "text/html"),
        ("/%E5%AD%A6%E7%BF%92.html", "text/html"),
    ],
)
def test_types(port: int, path: str, kind: str) -> None:
    answer, body = get(port, path)
    assert answer.status == 200
    assert answer.headers.get_content_type() == kind
    assert answer.headers["Cache-Control"] == "no-cache"
    assert body.startswith(b"this is")


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/missing", b"this is 404.html"),
        ("/en/missing", b"this is en/404.html"),
        ("/bare/", b"this is 404.html"),  # no listing of a folder
        ("/../secret", b"this is 404.html"),
        ("/%2e%2e/secret", b"this is 404.html"),
        ("/en/..%2f..%2fsecret", b"this is en/404.html"),
        ("/..%5csecret", b"this is 404.html"),
        ("//etc/passwd", b"this is 404.html"),
    ],
)
def test_what_is_not_there_is_answered_with_the_sites_own_page(
    port: int, path: str, page: bytes
) -> None:
    answer, body = get(port, path)
    assert (answer.status, body) == (404, page)
    answer, body = get(port, path, "HEAD")
    assert (answer.status, body) == (404, b"")


def test_what_is_no_request_is_refused_and_disturbs_nobody(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=300) as connection:
        connection.sendall(b"NONSENSE\r\n\r\n")
        assert b"400" in connection.recv(1000)
    assert get(port, "/", "DELETE")[0].status == 501
    assert get(port, "/")[0].status == 200
