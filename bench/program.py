"""Perfomix with its demo and its production build, as `make run` starts it, for the bench to visit."""

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# With a demo to load and a storefront to build, on a busy machine.
READY_SECONDS = 900
ANSWERED = re.compile(r'^perfomix_requests_total\{[^}]*route="(?!livez|readyz|metrics)[^}]*\} (\S+)$', re.MULTILINE)


@dataclass(frozen=True)
class Program:
    """The addresses of a program that runs, and the word that opens its numbers."""

    shop: str
    api: str
    metrics_token: str

    def ask(self, path: str) -> Any:
        """What the API answers to an anonymous visitor."""
        return json.loads(read(f"{self.api}/api/v1/{path}"))

    def answered(self) -> int:
        """How many requests the API has answered since it started, probes apart."""
        return answered(self.api, self.metrics_token)

    def calls_of(self, path: str) -> int:
        """How many calls of the API one request for a page of the storefront costs."""
        before = self.answered()
        read(self.shop + path)
        return self.answered() - before


def answered(api: str, metrics_token: str) -> int:
    """How many requests the server at `api` has answered since it started, probes apart."""
    numbers = read(f"{api}/metrics", Authorization=f"Bearer {metrics_token}")
    return sum(int(float(count)) for count in ANSWERED.findall(numbers))


def read(address: str, **headers: str) -> str:
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own address
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        return str(answer.read().decode())


@contextmanager
def running(folder: Path) -> Iterator[Program]:
    """The program, its files and database under `folder`, until the end of the block."""
    folder.mkdir(parents=True, exist_ok=True)
    port, shop_port = free_port(), free_port()
    program = Program(f"http://localhost:{shop_port}", f"http://127.0.0.1:{port}", secrets.token_urlsafe())
    # All that says where things are: whoever runs the bench may have a Perfomix of their own in the environment.
    settings = {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": "",
        "SITE_URL": program.shop,
        "ADMIN_URL": program.api,
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "STOREFRONT_PORT": str(shop_port),
        "STRIPE_PORT": str(free_port()),
        "METRICS_TOKEN": program.metrics_token,
    }
    output = folder / "output.txt"
    with output.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.run"],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_ready(process, output)
        yield program
    finally:
        process.terminate()
        process.wait()


def wait_until_ready(process: "subprocess.Popen[bytes]", output: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while "Ctrl-C stops it" not in output.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"{output.read_text()}\nPerfomix did not start: the lines above say why.")
        time.sleep(0.2)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
