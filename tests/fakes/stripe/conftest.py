"""One running stand-in for all tests of it, empty for each; a shop that hears its webhooks."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import stripe

from tests.fakes.stripe import FakeStripe

FIXTURES = "shared/data/stripe/fixtures3.json"
PATIENCE = 120


class Shop:
    """Takes webhooks and remembers them; `answers` is what it says to the next ones, then 200."""

    def __init__(self) -> None:
        self.heard: list[tuple[bytes, str | None]] = []
        self.answers: list[int] = []
        shop = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                answer = shop.answers.pop(0) if shop.answers else 200
                if answer == 200:
                    shop.heard.append((body, self.headers["Stripe-Signature"]))
                self.send_response(answer)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *words: Any) -> None:
                """Say nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/webhooks"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body, _ in self.heard]

    @property
    def types(self) -> list[str]:
        return [event["type"] for event in self.events]


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


@pytest.fixture(scope="session")
def running() -> Iterator[FakeStripe]:
    with FakeStripe(seed=7) as fake:
        yield fake


@pytest.fixture
def fake(running: FakeStripe) -> FakeStripe:
    """The stand-in as at its first start, its webhooks held."""
    running.control("POST", "webhooks/url", url="")
    running.control("POST", "reset")
    running.control("POST", "webhooks", mode="hold")
    return running


@pytest.fixture
def shop(fake: FakeStripe) -> Iterator[Shop]:
    """A shop to which the stand-in delivers when it is told to."""
    shop = Shop()
    fake.control("POST", "webhooks/url", url=shop.url)
    yield shop
    fake.control("POST", "webhooks/url", url="")
    shop.close()


@pytest.fixture
def client(fake: FakeStripe) -> stripe.StripeClient:
    """Stripe's own library, talking to the stand-in; it does not retry by itself."""
    return stripe.StripeClient(fake.key, base_addresses={"api": fake.base, "files": fake.base}, max_network_retries=0)


@pytest.fixture(scope="session")
def fixtures() -> dict[str, Any]:
    """Stripe's published example of every object, from a folder beside the repository."""
    found = [folder / FIXTURES for folder in Path(__file__).parents if (folder / FIXTURES).exists()]
    if not found:
        pytest.skip(
            f"Stripe's published fixtures ({FIXTURES}) are not beside the repository; its library's types are checked"
        )
    resources: dict[str, Any] = json.loads(found[0].read_text())["resources"]
    return resources
