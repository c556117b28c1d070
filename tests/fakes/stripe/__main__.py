"""`python -m tests.fakes.stripe`: the stand-in as a program."""

from __future__ import annotations

import argparse
import asyncio
import sys

from tests.fakes.stripe.app import Settings, Standin
from tests.fakes.stripe.running import CONNECT_WEBHOOK_SECRET, READY, WEBHOOK_SECRET
from tests.fakes.stripe.serve import serve


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.stripe", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--store", required=True, help="the file in which it keeps its state")
    parser.add_argument("--webhook-url", default="", help="where events are delivered; without it they wait")
    parser.add_argument("--webhook-secret", default=WEBHOOK_SECRET)
    parser.add_argument(
        "--connect-webhook-url", default="", help="where events of connected accounts go; with the others without it"
    )
    parser.add_argument("--connect-webhook-secret", default=CONNECT_WEBHOOK_SECRET)
    parser.add_argument("--public-url", default="", help="where people's browsers reach it")
    parser.add_argument("--seed", type=int, default=1, help="ids follow from it")
    parser.add_argument("--until-eof", action="store_true", help="end when standard input ends")
    given = parser.parse_args()
    standin = Standin(
        Settings(
            store=given.store,
            webhook_url=given.webhook_url,
            webhook_secret=given.webhook_secret,
            public_url=given.public_url,
            seed=given.seed,
            connect_webhook_url=given.connect_webhook_url,
            connect_webhook_secret=given.connect_webhook_secret,
        )
    )

    def ready(port: int) -> None:
        address = f"http://{given.host}:{port}"
        standin.start(address)
        sys.stdout.write(f"{READY}{address}\n")
        sys.stdout.flush()

    try:
        asyncio.run(serve(standin, given.host, given.port, ready, until_eof=given.until_eof))
    except OSError as error:
        sys.stdout.write(f"Stripe's stand-in cannot listen on {given.host}:{given.port}: {error.strerror}.\n")
        return 1
    finally:
        standin.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
