"""A whole Perfomix with its demo, database, worker and production build, and a browser that looks at it."""

import subprocess
from itertools import count
from urllib.error import URLError

import pytest
from playwright.sync_api import Error, expect, sync_playwright

from config import storefront
from tests import database
from tests.chromium import launch
from tests.program import Program, free_port
from tests.storefront.asking import ask
from tests.storefront.line import Line
from tests.storefront.waiting import PATIENCE, until, until_forms_answer

METRICS_TOKEN = "what opens the numbers of these tests"
WITH_DEMO = 900  # seconds, where a machine has much else to do
# A network that is kept for examples: each browser comes from an address of its own there, since limits count by them.
# The tests say it as a proxy on this machine would, which the program is told to believe.
HERE = "127.0.0.1,::1"
ADDRESSES = (f"198.18.{number // 250}.{number % 250 + 1}" for number in count())

# How each film and sound of a page stands, in a line.
FILMS = """Array.from(document.querySelectorAll('video, audio'), film => JSON.stringify({
    at: film.currentTime, seeking: film.seeking, paused: film.paused, ready: film.readyState,
    network: film.networkState, size: `${film.videoWidth}x${film.videoHeight}`,
    error: film.error?.message, source: film.currentSrc,
    here: Array.from(film.buffered, (_, part) => [film.buffered.start(part), film.buffered.end(part)]),
}))"""

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def perfomix(database_server, tmp_path_factory):
    """The program, running; `shop`, `api` and `provider`, where one pays, are its addresses."""
    name = database.fresh_copy(database.template())
    shop_port = free_port()
    folder = tmp_path_factory.mktemp("perfomix")
    address = database.address(name)
    settings = {"DATABASE_URL": address, "METRICS_TOKEN": METRICS_TOKEN, "TRUSTED_PROXIES": HERE, "DEMO_SALES": "0"}
    settings["MEDIA_PART_MEGABYTES"] = "1"  # so that a small film has several
    settings["MEDIA_PICTURE_FORMS"] = "webp"  # each picture of the demo as AVIF would keep the worker busy for minutes
    program = Program(folder, STOREFRONT_PORT=str(shop_port), **settings)
    program.metrics_token, program.database = METRICS_TOKEN, address
    program.shop_port = shop_port
    program.shop, program.api = f"http://localhost:{shop_port}", f"http://localhost:{program.port}"
    program.provider = f"http://127.0.0.1:{program.stripe_port}"
    try:
        program.wait_until_ready(WITH_DEMO)
        program.secret = (folder / "var" / "storefront.secret").read_text().strip()
        yield program
    finally:
        program.stop()
        database.drop_copies()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = launch(playwright, "--autoplay-policy=no-user-gesture-required")
        yield browser
        browser.close()


class Complaints(list):
    """What the browser complained about: errors of scripts, refusals of the content policy, requests elsewhere."""

    def __init__(self):
        super().__init__()
        self.forgiven = []

    def forgive(self, words, *, where):
        """Do not count complaints with these `words` about an address that ends so."""
        self.forgiven.append((words, where))

    def watch(self, page, *allowed):
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("console", self._heard)
        page.on("request", lambda request: self._elsewhere(request.url, allowed))

    def _heard(self, message):
        url = message.location.get("url", "")
        if message.type == "error" and not any(
            words in message.text and url.endswith(where) for words, where in self.forgiven
        ):
            self.append(f"{message.text} {url}")

    def _elsewhere(self, url, allowed):
        if not url.startswith(("data:", "blob:", *allowed)):
            self.append(f"a request left for {url}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Say where the browsers of a failed test stand, and what is to be read there."""
    report = yield
    if report.failed and call.when == "call" and "browse" in item.fixturenames and "browse" in item.funcargs:
        report.sections.append(("browsers", "\n\n".join(item.funcargs["browse"].standing())))
    return report


def what_stands_in(page):
    try:
        films = "".join(f"\n{film}" for film in page.evaluate(FILMS))
        return f"{page.url}{films}\n{page.locator('body').inner_text(timeout=5000)}"
    except Error as error:
        return f"{page.url}\n{error}"


def wait_for_forms(page, shop):
    """Let `page` come back from each page of the `shop` that is opened by its address only when its forms answer."""

    def waiting(go):
        def gone(*args, **kwargs):
            answer = go(*args, **kwargs)
            if page.url.startswith(shop):
                until_forms_answer(page)
            return answer

        return gone

    page.goto, page.reload = waiting(page.goto), waiting(page.reload)


@pytest.fixture
def browse(perfomix, chromium):
    """Open a browser of one person's; at the end nothing may have been complained about."""
    contexts, complaints = [], Complaints()

    def browse(**options):
        headers = {"X-Forwarded-For": next(ADDRESSES)}
        world = {"base_url": perfomix.shop, "service_workers": "block", "extra_http_headers": headers, **options}
        context = chromium.new_context(**world)
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        page = context.new_page()
        complaints.watch(page, world["base_url"], perfomix.shop, perfomix.api, perfomix.provider)
        if options.get("java_script_enabled", True):
            wait_for_forms(page, world["base_url"])
        return page

    def standing():
        return [what_stands_in(page) for context in contexts for page in context.pages]

    browse.complaints, browse.standing = complaints, standing
    yield browse
    for context in contexts:
        context.close()
    assert complaints == []


class FarShop:
    """A storefront at `address`, which reaches the API over a line."""

    def __init__(self, line, address):
        self.line, self.address = line, address

    def answers(self):
        try:
            return ask(f"{self.address}/internal/health").status == 200
        except URLError:
            return False


@pytest.fixture(scope="session")
def far_shop(perfomix, tmp_path_factory):
    """A second storefront before the same API."""
    line, port = Line(perfomix.port), free_port()
    shop = FarShop(line, f"http://localhost:{port}")
    settings = {"SITE_URL": shop.address, "ADMIN_URL": perfomix.api, "STOREFRONT_SECRET": perfomix.secret}
    settings["TRUSTED_PROXIES"] = HERE
    process = subprocess.Popen(
        storefront.lay_out(tmp_path_factory.mktemp("far") / "storefront"),
        env=storefront.server_environment(port=port, api_url=line.address, settings=settings),
    )
    try:
        until(shop.answers, "the second storefront")
        yield shop
    finally:
        process.terminate()
        process.wait(PATIENCE)
        line.close()
