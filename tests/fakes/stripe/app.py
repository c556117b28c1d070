"""The whole stand-in: API, pages, control doors, webhooks and clock on one store."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

# Each of these registers its doors.
from tests.fakes.stripe import (
    accounts,
    accounts_v2,
    balance,
    billing,
    cards,
    charges,
    coupons,
    customers,
    disputes,
    events,
    links,
    pages,
    payouts,
    plans,
    previews,
    prices,
    radar,
    refunds,
    transfers,
)
from tests.fakes.stripe.api import Api, unknown
from tests.fakes.stripe.clockwork import Ticker
from tests.fakes.stripe.control import Control
from tests.fakes.stripe.faults import Faults
from tests.fakes.stripe.store import Store
from tests.fakes.stripe.webhooks import Courier

NOUNS = (
    *(accounts, accounts_v2, balance, billing, cards, charges, coupons, customers, disputes, events),
    *(links, payouts, plans, previews, prices, radar, refunds, transfers),
)


@dataclass(frozen=True)
class Settings:
    """Where it keeps its state, where events go, and where browsers reach it (empty for where it listens)."""

    store: str
    webhook_url: str
    webhook_secret: str
    public_url: str
    seed: int
    connect_webhook_url: str = ""
    connect_webhook_secret: str = ""


class Standin:
    """An ASGI application that knows where it listens only when it does."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store = Store(settings.store, settings.seed)
        self._courier = Courier(
            self._store,
            settings.webhook_url,
            settings.webhook_secret,
            settings.seed,
            connect=(settings.connect_webhook_url, settings.connect_webhook_secret),
        )
        self._ticker: Ticker | None = None
        self._app: Starlette | None = None

    def start(self, address: str) -> None:
        public_url = (self._settings.public_url or address).rstrip("/")
        faults = Faults(self._settings.seed)
        self._app = Starlette(
            routes=[
                *Api(self._store, faults, public_url).routes(),
                *Control(self._store, self._courier, faults, public_url).routes(),
                *pages.routes(self._store, public_url),
                Route("/healthz", healthy),
            ],
            exception_handlers={404: unknown},
        )
        self._ticker = Ticker(self._store, public_url)
        self._ticker.start()
        self._courier.start()

    def stop(self) -> None:
        """Finish what is under way and close the store."""
        if self._ticker is not None:
            self._ticker.stop()
        self._courier.stop()
        self._store.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._app is not None
        await self._app(scope, receive, send)


async def healthy(request: Request) -> Response:
    return PlainTextResponse("ok")
