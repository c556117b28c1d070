"""The stand-in as a program that tests and `make run` start and stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent.parent
READY = "Stripe's stand-in listens on "
PATIENCE = 120
GRACE = 20
KEY = "sk_test_standin"
WEBHOOK_SECRET = "whsec_standin"
CONNECT_WEBHOOK_SECRET = "whsec_standin_connect"


class DidNotStart(Exception):
    """Why the stand-in does not run."""


class FakeStripe:
    """A running stand-in: start it, tell Stripe's library `base` and `key`, stop it.

    Without `store` it keeps its state in a folder that goes when it is stopped. `port` 0 takes a free one.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        store: Path | None = None,
        webhook_url: str = "",
        webhook_secret: str = WEBHOOK_SECRET,
        connect_webhook_url: str = "",
        public_url: str = "",
        seed: int = 1,
    ) -> None:
        self.key = KEY
        self.webhook_secret = webhook_secret
        self.connect_webhook_secret = CONNECT_WEBHOOK_SECRET
        self.base = ""
        self._port = port
        self._store = store
        self._webhook_url = webhook_url
        self._connect_webhook_url = connect_webhook_url
        self._public_url = public_url
        self._seed = seed
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> FakeStripe:
        """Start the program and wait until it answers. Raises DidNotStart with what it said."""
        if self._store is None:
            self._folder = tempfile.TemporaryDirectory(prefix="fake-stripe-")
            self._store = Path(self._folder.name) / "stripe.sqlite"
        arguments = {
            "--port": str(self._port),
            "--store": str(self._store),
            "--webhook-url": self._webhook_url,
            "--webhook-secret": self.webhook_secret,
            "--connect-webhook-url": self._connect_webhook_url,
            "--public-url": self._public_url,
            "--seed": str(self._seed),
        }
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.fakes.stripe",
                "--until-eof",
                *(word for pair in arguments.items() for word in pair),
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            # It ends when this end of the pipe closes, and so does not outlive whoever started it.
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        # A program that neither speaks nor ends would be waited for without end.
        overdue = threading.Timer(PATIENCE, self._process.kill)
        overdue.start()
        said = ""
        for line in self._process.stdout:
            said += line
            if line.startswith(READY):
                break
        overdue.cancel()
        if READY not in said:
            self.stop()
            raise DidNotStart(said.strip() or "It said nothing.")
        self.base = said.rsplit(READY, 1)[1].strip()
        return self

    def stop(self) -> None:
        """End it tidily; an end that does not come is made."""
        if self._process is not None:
            if self._process.poll() is None:
                self._process.send_signal(signal.SIGTERM)
            try:
                self._process.communicate(timeout=GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.communicate()
        if self._folder is not None:
            self._folder.cleanup()

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def __enter__(self) -> FakeStripe:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def control(self, method: str, path: str, /, **given: Any) -> Any:
        """Ask one of the doors under /_fake/: `control("POST", "clock", advance=3600)`."""
        request = urllib.request.Request(  # noqa: S310 - our own program
            f"{self.base}/_fake/{path}",
            data=json.dumps(given).encode() if method == "POST" else None,
            method=method,
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own program
            return json.load(answer)
