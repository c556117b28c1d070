"""`make run`: everything Perfomix needs on one machine, started together and stopped together.

Starts the embedded PostgreSQL unless DATABASE_URL names another, migrates, loads the demo, builds the storefront when
its sources changed, and keeps web server, worker and storefront running until Ctrl-C or SIGTERM.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from django.core.exceptions import ImproperlyConfigured

from config import environment as env
from config import storefront
from config.steps import say, step
from kit.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError

READY_SECONDS = 180
GRACE_SECONDS = 20
PR_SET_PDEATHSIG = 1  # of Linux' prctl


class CannotRun(Exception):
    """Why Perfomix cannot start and what to do about it, in one sentence."""


class Stopped(Exception):
    """Somebody asked the program to stop."""


def refuse_taken_port(host: str, port: int, setting: str) -> None:
    """Raise CannotRun when something already listens there; it names `setting` as the way out."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                way_out = f"stop what listens there, or choose another with {setting}={port + 1} make run"
                raise CannotRun(f"Port {port} is taken: {way_out}.") from None
            raise CannotRun(f"Nothing can listen on {host}:{port}: {error.strerror}.") from None


def prepare(sign_ins: Path) -> None:
    """Bring tables, static files and demo up to date. Raises CannotRun with the reason when that fails."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "config.prepare", str(sign_ins)],
        cwd=env.ROOT,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotRun(_reason(done.stderr))


def _reason(said: str) -> str:
    """The last line of what a program said before it failed, and what to do where that is known."""
    last = (said.strip().splitlines() or ["It failed and gave no reason."])[-1]
    if "No space left" in said:
        return "The disk is full: free some space and start again."
    if "ModuleNotFoundError" in last or "ImportError" in last:
        return f"The installation in .venv is broken ({last}): remove .venv and start again."
    return last


def end_with_parent() -> None:
    """Have Linux end this process when the one that started it is killed, so that nothing is left serving."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Children:
    """The processes that serve; when one of them ends, all end."""

    def __init__(self) -> None:
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.grace = 1.0  # who does not serve yet has nothing to finish

    def start(
        self, name: str, command: list[str], environment: Mapping[str, str] | None = None, *, chatty: bool = False
    ) -> None:
        """Start one; of a `chatty` one only what it says of errors is heard."""
        # A session of its own: Ctrl-C reaches this program alone, which then stops them in order.
        self.running[name] = subprocess.Popen(  # noqa: S603 - our own programs
            command,
            cwd=env.ROOT,
            env=environment,
            stdout=subprocess.DEVNULL if chatty else None,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - this program has no threads
        )

    def ended(self) -> str | None:
        return next((name for name, child in self.running.items() if child.poll() is not None), None)

    def stop(self) -> None:
        for child in reversed(self.running.values()):
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + self.grace
        for child in self.running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def wait_until_ready(name: str, url: str, children: Children) -> None:
    """Return when `url` answers. Raises CannotRun when a part ends first or time is up."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if (ended := children.ended()) is not None:
            raise CannotRun(f"The {ended} ended while starting; its messages stand above.")
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - our own address
            return
        time.sleep(0.1)
    raise CannotRun(f"The {name} did not get ready within {READY_SECONDS} seconds; its messages stand above.")


@dataclass(frozen=True)
class Shop:
    """A storefront that is built and laid out, to be started on `port`."""

    port: int
    command: list[str]
    secret: str

    def environment(self, api_url: str) -> dict[str, str]:
        shared = {
            "SITE_URL": env.text("SITE_URL"),
            "ADMIN_URL": env.text("ADMIN_URL"),
            "STOREFRONT_SECRET": self.secret,
        }
        return storefront.server_environment(port=self.port, api_url=api_url, settings=shared)


def prepare_shop(port: int, place: Path, secret: str) -> Shop:
    """Install and build the storefront as far as that is still to do. Raises CannotRun with the reason it fails."""
    try:
        if not storefront.is_installed():
            with step("Installing the storefront's packages"):
                storefront.install()
        if not storefront.is_built():
            with step("Building the storefront, a minute the first time"):
                storefront.build()
        return Shop(port, storefront.lay_out(place), secret)
    except storefront.StorefrontError as error:
        raise CannotRun(str(error)) from None


def start_stand_in(children: Children, port: int, store: Path, api_url: str) -> None:
    """Start what stands in for Stripe where there is no key of Stripe's own: orders are paid there with test cards."""
    children.start(
        "stand-in for Stripe",
        [
            *(sys.executable, "-m", "tests.fakes.stripe", "--port", str(port), "--store", str(store)),
            *("--webhook-url", f"{api_url}/webhooks/stripe"),
            *("--connect-webhook-url", f"{api_url}/webhooks/stripe-connect"),
        ],
        chatty=True,
    )
    wait_until_ready("stand-in for Stripe", f"http://127.0.0.1:{port}/_fake/clock", children)


def wants_sales(store: Path) -> bool:
    """Whether the demo has still to sell something: before what stands in for Stripe was ever started here."""
    return not store.exists() and env.flag("DEMO", default=True) and env.flag("DEMO_SALES", default=True)


def sell_some_of_the_demo() -> None:
    """Let the demo's people buy, so that the pages about money have something to show. Without it all else works."""
    with step("Selling some courses of the demo"):
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, str(env.ROOT / "manage.py"), "load_demo_sales"],
            cwd=env.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        say(f"  Nothing was sold: {_reason(done.stderr)}")


def serve(
    host: str, port: int, shop: Shop | None, stand_in: tuple[int, Path] | None, announce: Callable[[], None]
) -> None:
    """Keep web server, worker, storefront and stand-in running until a signal or until one of them ends."""
    children = Children()
    try:
        children.start(
            "web server",
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
                *("--host", host, "--port", str(port)),
                *("--workers", str(env.number("WEB_WORKERS", 1))),
                *("--blocking-threads", str(env.number("WEB_THREADS", 4))),
                *("--workers-kill-timeout", "15", "--log-level", "warning", "config.wsgi:application"),
            ],
        )
        children.start("worker", [sys.executable, str(env.ROOT / "manage.py"), "run_worker"])
        with step("Starting the web server and the worker"):
            api = f"http://{host if host != '0.0.0.0' else '127.0.0.1'}:{port}"  # noqa: S104
            wait_until_ready("web server", f"{api}/readyz", children)
            is_first = stand_in is not None and wants_sales(stand_in[1])
            if stand_in is not None:
                start_stand_in(children, *stand_in, api)
        if is_first:
            sell_some_of_the_demo()
        if shop is not None:
            with step("Starting the storefront"):
                children.start("storefront", shop.command, shop.environment(api), chatty=True)
                wait_until_ready("storefront", f"http://localhost:{shop.port}/internal/health", children)
        children.grace = GRACE_SECONDS
        announce()
        while (ended := children.ended()) is None:
            time.sleep(0.3)
        raise CannotRun(f"The {ended} ended by itself; its messages stand above.")
    finally:
        children.stop()


def stop_on(number: int, _: FrameType | None) -> None:
    # A second signal must not break the tidy end that the first one began.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


def run() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    env.read_env_file(env.ROOT / ".env")
    host, port = env.text("HOST", "127.0.0.1"), env.number("PORT", 8000)
    shop_port = env.number("STOREFRONT_PORT", 3000) if env.flag("STOREFRONT", default=True) else None
    os.environ.setdefault("ADMIN_URL", f"http://localhost:{port}")
    os.environ.setdefault("SITE_URL", f"http://localhost:{shop_port or 3000}")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_on)
    say("Perfomix is starting.")
    refuse_taken_port(host, port, "PORT")
    if shop_port is not None:
        refuse_taken_port("127.0.0.1", shop_port, "STOREFRONT_PORT")

    from django.conf import settings  # noqa: PLC0415 - the environment had to be ready first

    # The storefront is started with the same secret, which development settings make.
    os.environ.setdefault("STOREFRONT_SECRET", settings.STOREFRONT_SECRET)
    stand_in_port: int | None = getattr(settings, "STRIPE_STAND_IN_PORT", None)
    stand_in = None
    if stand_in_port is not None:
        refuse_taken_port("127.0.0.1", stand_in_port, "STRIPE_PORT")
        stand_in = (stand_in_port, settings.VAR_DIR / "stripe-stand-in.sqlite")
    database: EmbeddedPostgres | None = settings.EMBEDDED_POSTGRES
    ours_to_stop = False
    try:
        if database is not None:
            with step("Starting the database"):
                ours_to_stop = database.start()
                database.ensure_database("perfomix")
        with tempfile.TemporaryDirectory() as folder:
            sign_ins = Path(folder) / "sign-ins"
            prepare(sign_ins)
            people = sign_ins.read_text(encoding="utf-8")
        shop = None
        if shop_port is not None:
            shop = prepare_shop(shop_port, settings.VAR_DIR / "storefront", settings.STOREFRONT_SECRET)
        serve(host, port, shop, stand_in, lambda: announce(port, shop_port, people, is_shop_real=stand_in is None))
    finally:
        if database is not None and ours_to_stop:
            database.stop()


def announce(port: int, shop_port: int | None, people: str, *, is_shop_real: bool) -> None:
    shop = f"\n  Storefront  http://localhost:{shop_port}/" if shop_port is not None else ""
    paying = (
        ""
        if is_shop_real
        else "\n  Paying      no money moves: Stripe is stood in for, pay with card 4242 4242 4242 4242"
    )
    say(f"""
Perfomix is ready.
{shop}
  Admin       http://localhost:{port}/admin/
  API         http://localhost:{port}/api/v1/courses     its reference: http://localhost:{port}/api/v1/docs
  Letters     http://localhost:{port}/mailbox/{paying}

{people}
Ctrl-C stops it; what you did is kept.""")


def main() -> int:
    try:
        run()
    except Stopped:
        say("\nPerfomix has stopped.")
        return 0
    except (CannotRun, EmbeddedPostgresError, ImproperlyConfigured) as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.stderr.write("\nThe disk is full: free some space and start again.\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
