"""Serve a built site on this machine."""

from __future__ import annotations

import errno
import json
import os
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from scripts.machine.environment import ExpectedError

HOST = "127.0.0.1"
WORKER = "/shared/js/python-worker.js"


class Handler(SimpleHTTPRequestHandler):
    """Static files, each with the type a browser insists on, whatever this system believes."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css",
        ".html": "text/html",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".onnx": "application/octet-stream",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".whl": "application/zip",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")  # a page built anew shows at once
        path = getattr(self, "path", "").partition("?")[0]  # a broken request has none
        if path.endswith(WORKER):
            self.send_header("Content-Security-Policy", worker_policy(self.translate_path(path)))
        super().end_headers()

    def list_directory(self, path: object) -> None:
        """Answer a folder without a page as a missing page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own 404.html, of the language asked for."""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        folder = "en" if self.path.startswith("/en/") else ""
        page = Path(self.directory, folder, "404.html")
        body = page.read_bytes() if page.is_file() else b"There is no such page."
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the browser's own tools show the requests."""


def worker_policy(worker: str) -> str:
    """Return what the worker that runs Python may do: a page's own policy does not bind it."""
    runtime = Path(worker).parent.parent / "python" / "runtime.json"
    try:
        description = json.loads(runtime.read_text("utf-8"))
    except (OSError, ValueError):
        description = {"vendored": True}
    scripts, connections = ["'self'", "'wasm-unsafe-eval'"], ["'self'"]
    if not description["vendored"]:
        scripts.append("blob:")  # what was fetched, and checked, is imported from one
        connections.append(description["base"])
    return (
        f"default-src 'none'; script-src {' '.join(scripts)}; connect-src {' '.join(connections)}"
    )


@contextmanager
def serving(
    folder: Path, handler: Callable[..., SimpleHTTPRequestHandler] = Handler
) -> Iterator[str]:
    """Serve a folder while the block runs; give its address, with a slash at the end."""
    server = ThreadingHTTPServer((HOST, 0), partial(handler, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Server(ThreadingHTTPServer):
    """Hold a port of this machine from the start, and serve a folder from it when asked."""

    # On Windows this option would let two programs take one port
    allow_reuse_address = os.name != "nt"
    daemon_threads = True

    def __init__(self, site: Path, port: int) -> None:
        try:
            super().__init__((HOST, port), partial(Handler, directory=str(site)))
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            other = 8001 if port == 8000 else 8000
            raise ExpectedError(
                f"Port {port} is taken, perhaps by this command in another window, or is not yours"
                f" to take. Choose another: python scripts/site.py --port {other}"
            ) from error

    def server_bind(self) -> None:
        """Bind, without the search for a host name that is slow where there is no network."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]
