"""A front end for tests: a real server on this machine that checks what is posted to it as the contract says."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.races import PATIENCE

SECRET = "shared by this server and its front end"


class Storefront(ThreadingHTTPServer):
    """Keeps what it was told. `answers` are the next statuses to give; 204 once they are used up."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receiver)
        self.told: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.refused: list[str] = []
        self.answers: list[int] = []
        self.now = time.time
        self.slow = threading.Event()
        self.slow.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def complaint(self, body: bytes, timestamp: str, signature: str) -> str:
        """What is wrong with the signature; written from the contract, not from the code."""
        expected = hmac.new(SECRET.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
        if not timestamp.isdigit() or abs(self.now() - int(timestamp)) > 300:
            return "time"
        return "" if hmac.compare_digest(expected, signature) else "signature"

    @property
    def expired(self) -> set[str]:
        return {tag for post in self.told for tag in post["expire"]}

    @property
    def stale(self) -> set[str]:
        return {tag for post in self.told for tag in post["stale"]}


class Receiver(BaseHTTPRequestHandler):
    server: Storefront

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.slow.wait(PATIENCE)
        self.server.paths.append(self.path)
        complaint = self.server.complaint(
            body, self.headers.get("X-Storefront-Timestamp", ""), self.headers.get("X-Storefront-Signature", "")
        )
        status = 401 if complaint else (self.server.answers.pop(0) if self.server.answers else 204)
        if complaint:
            self.server.refused.append(complaint)
        elif status < 300:
            self.server.told.append(json.loads(body))
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"{self.server.url}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[Storefront]:
    server = Storefront()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.slow.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
